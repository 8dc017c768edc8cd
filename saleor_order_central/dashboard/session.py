"""The short session of staff at these pages: signed, and nothing kept on the server.

Inside the Dashboard it travels in a header, never in a cookie, which other pages could make a browser send.
Where the pages stand alone it is a cookie for this path only.
"""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpResponse

from ..host import get_host
from ..host.own_api import is_session_alive, session_mark
from ..host.staff import StaffGrant, staff_user
from .addresses import BASE

HEADER = "Order-Central-Session"
COOKIE = "order_central_staff"
SECONDS = 60 * 60
_SALT = "saleor_order_central.dashboard"


@dataclass(frozen=True, slots=True)
class Session:
    """Who is at the page, with no more rights than the session gives."""

    grant: StaffGrant
    user: Any

    def may(self, *permissions: str) -> bool:
        """Tell whether the user has one of the permissions in this session."""
        return any(self.user.has_perm(one) for one in permissions)


def is_framed() -> bool:
    """Whether the pages live inside the Dashboard on this host."""
    return get_host().capabilities.dashboard_apps


def begin(grant: StaffGrant) -> str:
    """Return the text of a new session, good for `SECONDS`."""
    values = {
        "user": grant.user_pk,
        "mark": session_mark(grant.user_pk),
        "permissions": None if grant.permissions is None else list(grant.permissions),
    }
    return signing.dumps(values, salt=_SALT, compress=True)


def read_session(request: Any) -> Session | None:
    """Return the session of a request; None when it is missing, forged, too old or ended.

    It ends with a new password, with the account or its rights, and with the app when staff switch it off.
    """
    text = request.headers.get(HEADER, "") if is_framed() else request.COOKIES.get(COOKIE, "")
    if not text or (is_framed() and not _app_is_on()):
        return None
    try:
        values = signing.loads(text, salt=_SALT, max_age=SECONDS)
        permissions, user_pk = values["permissions"], values["user"]
        if not is_session_alive(user_pk, values["mark"]):
            return None
    except (signing.BadSignature, KeyError, TypeError):
        return None
    grant = StaffGrant(user_pk, None if permissions is None else tuple(permissions))
    user = staff_user(grant)
    return None if user is None else Session(grant, user)


def _app_is_on() -> bool:
    from ..host.dashboard_app import app_global_id

    return bool(app_global_id())


def keep_session(request: Any, response: HttpResponse, grant: StaffGrant) -> None:
    """Sign staff in at this browser; only where the pages stand alone."""
    response.set_cookie(
        COOKIE,
        begin(grant),
        max_age=SECONDS,
        path=BASE,
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )


def end_session(response: HttpResponse) -> None:
    """Sign staff out at this browser."""
    response.delete_cookie(COOKIE, path=BASE, samesite="Strict")
