"""The shop's own GraphQL API, asked from inside the process.

Pages of ours are clients of the public contract, like any storefront: they hold no rules of access.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.datastructures import MultiValueDict
from saleor.account.models import User

from .staff import StaffGrant, staff_user

_SALT = "saleor_order_central.session"
# What tells where a request came from; everything else of the outer request stays outside.
_KEPT = ("REMOTE_ADDR", "REMOTE_PORT", "SERVER_NAME", "SERVER_PORT", "HTTP_HOST", "HTTP_USER_AGENT")


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One document for the API. `files` lie in `variables` under their keys, as uploads do on every host.

    `customer_pk` names a user who acts as a customer, `staff` one who works; `headers` speak for all others.
    """

    query: str
    variables: Mapping[str, Any]
    customer_pk: int | None = None
    staff: StaffGrant | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Any] = field(default_factory=dict)


class _InnerRequest(HttpRequest):
    """A POST to the API that never left the process."""

    def _get_scheme(self) -> str:
        return str(self.META.get("wsgi.url_scheme") or "http")


def call_api(outer: HttpRequest, call: ApiCall) -> dict[str, Any]:
    """Return the answer of the API: {"data": …} and, when something failed, "errors"."""
    path = reverse("api")
    response = resolve(path).func(_inner_request(outer, path, call))
    answer: dict[str, Any] = json.loads(response.content)
    return answer


def _inner_request(outer: HttpRequest, path: str, call: ApiCall) -> HttpRequest:
    request = _InnerRequest()
    request.method, request.path, request.path_info = "POST", path, path
    request.META = {
        **{name: outer.META[name] for name in outer.META if name in _KEPT or "FORWARDED" in name},
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in call.headers.items()},
        "wsgi.url_scheme": outer.scheme,
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
    }
    operations = json.dumps({"query": call.query, "variables": call.variables})
    if call.files:
        # The keys stand in the variables already, so the map of the multipart form names no place.
        request.content_type = "multipart/form-data"
        request.POST = {"operations": operations, "map": "{}"}
        request.FILES = MultiValueDict({key: [file] for key, file in call.files.items()})
    else:
        request.content_type = "application/json"
        request._body = operations.encode()
    # Saleor 2.10 looks for the first name, Saleor 3 for the second.
    if call.customer_pk is not None:
        request.user = request._cached_user = _as_customer(call.customer_pk)
    elif call.staff is not None:
        request.user = request._cached_user = staff_user(call.staff)
    return request


def _as_customer(pk: int) -> User:
    """Return the user without the rights of staff, so that a page for customers shows nothing else."""
    user = User.objects.get(pk=pk, is_active=True)
    user.is_staff = user.is_superuser = False
    if hasattr(user, "effective_permissions"):
        user.effective_permissions = user.effective_permissions.none()
    user._perm_cache = user._user_perm_cache = user._group_perm_cache = set()
    return user


def session_mark(user_pk: int) -> str:
    """Return what ends a session when it changes: password and token key; "" for nobody who may sign in."""
    user = User.objects.filter(pk=user_pk, is_active=True).first()
    if user is None:
        return ""
    secrets = (user.password, getattr(user, "jwt_token_key", ""))
    return str(salted_hmac(_SALT, "\n".join(secrets)).hexdigest()[:32])


def is_session_alive(user_pk: int, mark: str) -> bool:
    """Tell whether the user of a session may still act."""
    return bool(mark) and constant_time_compare(session_mark(user_pk), mark)
