"""Who asks, and what that caller may see or do."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from ..author import Author, AuthorType
from . import get_host
from .facts import OrderFacts

MANAGE_ORDERS = "order.manage_orders"
MANAGE_SETTINGS = "site.manage_settings"
MANAGE_USERS = "account.manage_users"
MANAGE_TRANSLATIONS = "site.manage_translations"

_CONTEXT_KEY = "_order_central_caller"


class Access(IntEnum):
    """How much of one order a caller may see; each level includes the ones below."""

    NOTHING = 0
    STEPS = 1
    GUEST = 2
    OWNER = 3
    STAFF = 4


@dataclass(slots=True)
class Caller:
    """The user or app of one request, None for anonymous callers."""

    requestor: Any
    context: Any
    channels_loaded: bool = False
    channels: frozenset[str] | None = None

    @property
    def is_app(self) -> bool:
        """Whether an app asks."""
        return self.requestor is not None and get_host().is_app(self.requestor)

    @property
    def user_pk(self) -> int | None:
        """Key of the user, None for apps and anonymous callers."""
        return None if self.requestor is None or self.is_app else self.requestor.pk

    def has_permission(self, permission: str) -> bool:
        """Ask the host; anonymous callers have none."""
        return self.requestor is not None and bool(self.requestor.has_perm(permission))

    def require(self, permission: str) -> None:
        """Raise the host's own permission error unless the caller has the permission."""
        if not self.has_permission(permission):
            raise get_host().permission_denied([permission.partition(".")[2].upper()])

    def working_channels(self) -> frozenset[str] | None:
        """Return slugs of the channels that a staff user is limited to; None means every channel."""
        if not self.channels_loaded:
            self.channels = get_host().accessible_channels(self.context, self.requestor)
            self.channels_loaded = True
        return self.channels

    def may_work_in(self, channel: str) -> bool:
        """Tell whether a staff user that is limited to channels may touch orders of this one."""
        channels = self.working_channels()
        return channels is None or channel in channels

    def access_to(self, facts: OrderFacts, *, steps_for_everybody: bool, is_guest: bool = False) -> Access:
        """Decide the level for one order; `is_guest`: a grant that holds lets the caller see it.

        An order without a user has no owner: None never equals None.
        """
        if self.has_permission(MANAGE_ORDERS) and self.may_work_in(facts.channel):
            return Access.STAFF
        if facts.is_draft:
            return Access.NOTHING
        if facts.user_pk is not None and facts.user_pk == self.user_pk:
            return Access.OWNER
        if is_guest:
            return Access.GUEST
        return Access.STEPS if steps_for_everybody else Access.NOTHING

    def author(self) -> Author:
        """Return who history entries name as their author."""
        if self.is_app:
            return Author(AuthorType.APP, app_name=self.requestor.name or "")
        return Author(AuthorType.STAFF, user_pk=self.user_pk)


def caller_of(context: Any) -> Caller:
    """Return the caller of a request, made once per request."""
    caller: Caller | None = getattr(context, _CONTEXT_KEY, None)
    if caller is None:
        caller = Caller(get_host().requestor(context), context)
        setattr(context, _CONTEXT_KEY, caller)
    return caller
