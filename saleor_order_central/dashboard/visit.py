"""One request for a page: who asks, in which language and time zone, and what the API answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from ..host.own_api import ApiCall, call_api
from .addresses import page_path
from .rendering import render
from .sections import Section, sections_at
from .session import Session, is_framed
from .told import told_text

DOCUMENTS = Path(__file__).with_name("documents")


class PageMissing(Exception):
    """There is no such thing, or not for this caller: 404."""


class Forbidden(Exception):
    """The caller lacks a permission: 403. The text is the host's, which names it."""


class Refused(Exception):
    """The API cannot answer what the address asks for: 400. The text is for people."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a mutation answered. `errors` hold field, message and code; the rest is in `payload`."""

    payload: dict[str, Any]
    errors: list[dict[str, Any]]

    @property
    def is_done(self) -> bool:
        """Whether it was carried out."""
        return not self.errors


@dataclass
class Visit:
    """`place` is "page", or "popup" or "widget" beside something of the Dashboard's own."""

    request: Any
    session: Session
    language: str
    zone: tzinfo
    place: str = "page"

    def ask(self, document: str, **variables: Any) -> dict[str, Any]:
        """Return the data of a document of ours; see `ask_by`."""
        return self.ask_by(text_of(document), **variables)

    def ask_by(
        self, query: str, *, files: Mapping[str, Any] | None = None, **variables: Any
    ) -> dict[str, Any]:
        """Return the data of a query. Raises Forbidden or Refused when part of it is an error."""
        if "$languageCode" in query:
            variables.setdefault("languageCode", self.language)
        call = ApiCall(query, variables, staff=self.session.grant, files=files or {})
        answer = call_api(self.request, call)
        for error in answer.get("errors") or ():
            code = (error.get("extensions") or {}).get("exception", {}).get("code")
            raise (Forbidden if code == "PermissionDenied" else Refused)(error["message"])
        data: dict[str, Any] = answer["data"]
        return data

    def one(self, document: str, **variables: Any) -> dict[str, Any]:
        """Return the only thing that a document asks for. Raises PageMissing when there is none."""
        return self.one_of(text_of(document), **variables)

    def one_of(self, query: str, **variables: Any) -> dict[str, Any]:
        """Return the only thing that a query asks for. Raises PageMissing when there is none."""
        (found,) = self.ask_by(query, **variables).values()
        if found is None:
            raise PageMissing
        result: dict[str, Any] = found
        return result

    def change(self, document: str, **variables: Any) -> Change:
        """Carry out the one mutation of a document."""
        return self.change_by(text_of(document), **variables)

    def change_by(self, query: str, **variables: Any) -> Change:
        """Carry out the one mutation of a query."""
        payload = self.one_of(query, **variables)
        return Change(payload, payload["errors"])

    @cached_property
    def sections(self) -> list[Section]:
        """The navigation as seen from this page."""
        return sections_at(self.request.path)

    @cached_property
    def told(self) -> str:
        """What the last form came to, in words."""
        return told_text(self.request.GET.get("told", ""))

    def page(self, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
        """Render a page for the frame."""
        values = {**context, "visit": self, "is_framed": is_framed()}
        return HttpResponse(render(template, values, self.request), status=status)

    def to(
        self, name: str, told: str = "", /, *, query: Mapping[str, str] | None = None, **values: Any
    ) -> HttpResponse:
        """Send the browser to another page, with a word about what was done."""
        words = {"told": told} if told else {}
        response = HttpResponseRedirect(page_path(name, {**(query or {}), **words}, **values))
        response.status_code = 303
        return response


@cache
def text_of(document: str) -> str:
    """Return a document of `documents/` by its name."""
    return (DOCUMENTS / f"{document}.graphql").read_text(encoding="utf-8")
