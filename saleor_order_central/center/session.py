"""The short session of a customer or a guest in our own pages: signed cookies, nothing kept on the server."""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpResponse

from ..access.tokens import LINK_PREFIX, LONGEST
from ..host.own_api import is_session_alive, session_mark
from .addresses import BASE

COOKIE = "order_central_session"
GUEST_COOKIE = "order_central_guest"
SECONDS = 2 * 60 * 60
_SALT = "saleor_order_central.center"
_GUEST_SALT = "saleor_order_central.center.guest"


@dataclass(frozen=True, slots=True)
class Session:
    """Who is at the page: a customer of the shop, a guest with a token for one order, or nobody."""

    user_pk: int | None = None
    guest_token: str = ""

    @property
    def only_looks(self) -> bool:
        """Whether a guest came by the link of a mail, which people forward: then nothing can be written."""
        return self.guest_token.startswith(LINK_PREFIX)


def read_session(request: Any) -> Session:
    """Return the session of a request: nobody's when it is forged, too old, or ended by a new password.

    A foreign page may not use it either: Saleor lets every origin read answers, so cookies count only for
    requests that a browser does not ascribe to another origin.
    """
    if is_from_elsewhere(request):
        return Session()
    return Session(_customer(request), _guest(request))


def _customer(request: Any) -> int | None:
    try:
        values = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=SECONDS)
        user_pk, mark = values["user"], values["mark"]
    except (signing.BadSignature, KeyError, TypeError):
        return None
    return user_pk if is_session_alive(user_pk, mark) else None


def _guest(request: Any) -> str:
    """The token itself is judged by the API, each time."""
    try:
        token = signing.loads(request.COOKIES.get(GUEST_COOKIE, ""), salt=_GUEST_SALT)
    except signing.BadSignature:
        return ""
    return token if isinstance(token, str) and len(token) <= LONGEST else ""


def is_from_elsewhere(request: Any) -> bool:
    """Tell whether a browser says that a page of another origin made this request."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.get_host()}":
        return True
    site = request.headers.get("Sec-Fetch-Site", "none")
    return site not in ("none", "same-origin") and request.headers.get("Sec-Fetch-Mode") != "navigate"


def begin_session(request: Any, response: HttpResponse, user_pk: int) -> None:
    """Sign the customer in at this browser, for `SECONDS`; whatever a guest had here ends."""
    values = {"user": user_pk, "mark": session_mark(user_pk)}
    _keep(request, response, COOKIE, signing.dumps(values, salt=_SALT), SECONDS)
    response.delete_cookie(GUEST_COOKIE, path=BASE, samesite="Lax")


def begin_guest_session(request: Any, response: HttpResponse, token: str) -> None:
    """Let a guest in until the browser is closed, or the token ends."""
    _keep(request, response, GUEST_COOKIE, signing.dumps(token, salt=_GUEST_SALT), None)


def _keep(request: Any, response: HttpResponse, name: str, value: str, seconds: int | None) -> None:
    response.set_cookie(
        name, value, max_age=seconds, path=BASE, secure=request.is_secure(), httponly=True, samesite="Lax"
    )


def end_session(response: HttpResponse) -> None:
    """Sign whoever it is out at this browser."""
    for name in (COOKIE, GUEST_COOKIE):
        response.delete_cookie(name, path=BASE, samesite="Lax")
