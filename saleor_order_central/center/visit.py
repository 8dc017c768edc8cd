"""One request for a page: who asks, in which shop and language, and what the API answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode

from ..activation.features import FeatureCode
from ..host.own_api import ApiCall, call_api
from .addresses import BASE, GUEST, WHOLE_SHOP, page_path
from .languages import page_language
from .session import Session, read_session
from .shops import PageShop

DOCUMENTS = Path(__file__).with_name("documents")


class PageMissing(Exception):
    """There is no such page, or not for this caller: 404."""


class PageBroken(Exception):
    """The shop's API did not answer: 503."""


class SignInFirst(Exception):
    """The page is for somebody who said who they are."""

    def __init__(self, order: str = "") -> None:
        super().__init__(order)
        self.order = order


View = Callable[..., HttpResponse]


def post_only(view: View) -> View:
    """Mark a view that only takes forms."""
    view.posts = True  # type: ignore[attr-defined]
    return view


def posts(view: View) -> bool:
    """Tell whether a view only takes forms."""
    return getattr(view, "posts", False)


@dataclass
class Visit:
    """`language` is one of ours, "" until an order decides."""

    request: Any
    shop: PageShop
    language: str
    base: str = BASE

    @cached_property
    def session(self) -> Session:
        """Who is at the page."""
        return read_session(self.request)

    @property
    def is_known(self) -> bool:
        """Whether a customer is signed in."""
        return self.session.user_pk is not None

    def order_id(self, order: str) -> str | None:
        """Return the id that an address names, None for the order of a guest's token."""
        return None if order == GUEST else order

    def path(self, name: str, /, **values: Any) -> str:
        """Return the path of another page of this shop."""
        return page_path(name, shop=self.shop.view.channel or WHOLE_SHOP, **values)

    def to(self, name: str, /, *, query: Mapping[str, str] | None = None, **values: Any) -> HttpResponse:
        """Send the browser to another page of this shop, and nowhere else."""
        response = HttpResponseRedirect(self.path(name, **values) + (f"?{urlencode(query)}" if query else ""))
        response.status_code = 303
        return response

    def require(self, code: FeatureCode) -> None:
        """Raise PageMissing for a feature that has no page of ours in this shop."""
        if not self.shop.view.feature(code).is_ready:
            raise PageMissing

    def ask(
        self, document: str, *, files: Mapping[str, Any] | None = None, **variables: Any
    ) -> dict[str, Any]:
        """Return the data of a document. Raises PageBroken when the API refuses the request as a whole."""
        if "$languageCode" in text_of(document):
            variables.setdefault("languageCode", self.language or None)
        guest = self.session.guest_token
        call = ApiCall(
            text_of(document),
            variables,
            customer_pk=self.session.user_pk,
            headers={"Order-Central-Token": guest} if guest else {},
            files=files or {},
        )
        return asked(self.request, call)

    def change(self, document: str, **variables: Any) -> dict[str, Any]:
        """Return the payload of a document with one mutation; its `errors` are for the caller."""
        (payload,) = self.ask(document, **variables).values()
        if payload is None:
            raise PageMissing
        result: dict[str, Any] = payload
        return result

    def order(self, document: str, order: str) -> dict[str, Any]:
        """Return `orderCentral` of a document for an order of this shop that the caller may see.

        Raises SignInFirst for nobody and for a guest whose token has ended, and PageMissing for all others:
        also for an order of another channel (004-04). Without a wish of the visitor the page speaks the
        order's language.
        """
        is_guest = order == GUEST
        if not (self.session.guest_token if is_guest else self.is_known):
            raise SignInFirst("" if is_guest else order)
        found: dict[str, Any] | None = self.ask(document, id=self.order_id(order))["orderCentral"]
        if found is None and is_guest:
            raise SignInFirst
        if found is None or found["number"] is None or (found["channel"] or "") != self.shop.view.channel:
            raise PageMissing
        self.language = self.language or page_language(found["languageCode"])
        return found


def no_page(_visit: Visit, **_rest: str) -> HttpResponse:
    """Answer for an address of no page, in the shop's own looks."""
    raise PageMissing


def asked(request: Any, call: ApiCall) -> dict[str, Any]:
    """Return the data of a call of the API. Raises PageBroken when there is none."""
    answer = call_api(request, call)
    if answer.get("data") is None:
        raise PageBroken(str(answer.get("errors")))
    data: dict[str, Any] = answer["data"]
    return data


@cache
def text_of(document: str) -> str:
    """Return a document of `documents/` by its name."""
    return (DOCUMENTS / f"{document}.graphql").read_text(encoding="utf-8")
