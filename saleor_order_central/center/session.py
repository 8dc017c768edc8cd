"""The short session of a customer in our own pages: a signed cookie, and nothing kept on the server."""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpResponse

from ..host.own_api import is_session_alive, session_mark
from .addresses import BASE

COOKIE = "order_central_session"
SECONDS = 2 * 60 * 60
_SALT = "saleor_order_central.center"


@dataclass(frozen=True, slots=True)
class Session:
    """Who is at the page: a customer of the shop, or nobody."""

    user_pk: int | None = None


NOBODY = Session()


def read_session(request: Any) -> Session:
    """Return the session of a request: nobody's when it is forged, too old, or ended by a new password.

    A foreign page may not use it either: Saleor lets every origin read answers, so the cookie counts only
    for requests that a browser does not ascribe to another origin.
    """
    text = request.COOKIES.get(COOKIE, "")
    if not text or is_from_elsewhere(request):
        return NOBODY
    try:
        values = signing.loads(text, salt=_SALT, max_age=SECONDS)
        user_pk, mark = values["user"], values["mark"]
    except (signing.BadSignature, KeyError, TypeError):
        return NOBODY
    return Session(user_pk) if is_session_alive(user_pk, mark) else NOBODY


def is_from_elsewhere(request: Any) -> bool:
    """Tell whether a browser says that a page of another origin made this request."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != f"{request.scheme}://{request.get_host()}":
        return True
    site = request.headers.get("Sec-Fetch-Site", "none")
    return site not in ("none", "same-origin") and request.headers.get("Sec-Fetch-Mode") != "navigate"


def begin_session(request: Any, response: HttpResponse, user_pk: int) -> None:
    """Sign the customer in at this browser, for `SECONDS`."""
    values = {"user": user_pk, "mark": session_mark(user_pk)}
    response.set_cookie(
        COOKIE,
        signing.dumps(values, salt=_SALT),
        max_age=SECONDS,
        path=BASE,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def end_session(response: HttpResponse) -> None:
    """Sign the customer out at this browser."""
    response.delete_cookie(COOKIE, path=BASE, samesite="Lax")
