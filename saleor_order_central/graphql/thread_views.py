"""Who may see a conversation: about an order whoever sees its page, without one its customer and staff."""

from typing import Any

from promise import Promise

from ..access.kinds import AccessScope
from ..conversations.models import OrderThread as ThreadRow
from ..host.access import MANAGE_ORDERS, Access, Caller, caller_of
from ..language import SOURCE_LANGUAGE, supported_language
from .loaders import loader, shop_settings
from .message_types import ThreadView
from .thread_loaders import OrderThreadLoader
from .views import OrderView, load_order_view


def works_on(caller: Caller, row: ThreadRow) -> bool:
    """Tell staff who may work with a conversation; one that names no channel is everybody's."""
    return caller.has_permission(MANAGE_ORDERS) and (not row.channel or caller.may_work_in(row.channel))


def view_of_thread(context: Any, row: ThreadRow, language_code: str | None = None) -> Promise:
    """Promise a conversation as the caller may see it, None for whoever may not.

    About an order the rule of the order's page decides, and guests need MESSAGE; without one its customer
    may, and staff.
    """
    if row.order_id is not None:
        found = load_order_view(context, row.order_id, language_code)
        return found.then(lambda view: thread_through(view, row))
    return Promise.resolve(view_without_order(context, row, language_code))


def thread_through(view: OrderView | None, row: ThreadRow | None) -> ThreadView | None:
    """Show a conversation through its order's page. One in which nothing was said exists for staff only."""
    if view is None or row is None or view.access < Access.GUEST or not view.may(AccessScope.MESSAGE):
        return None
    if not (view.is_staff or row.messages_count):
        return None
    return ThreadView(row, view.is_staff, view.language, view.is_redacted)


def view_without_order(context: Any, row: ThreadRow, language_code: str | None) -> ThreadView | None:
    """Apply the rule for conversations without an order."""
    caller = caller_of(context)
    language = supported_language(language_code or row.language or SOURCE_LANGUAGE)
    if works_on(caller, row):
        return ThreadView(row, True, language)
    is_own = row.customer_id is not None and row.customer_id == caller.user_pk
    if is_own and row.messages_count and shop_settings(context).is_active:
        return ThreadView(row, False, language)
    return None


def thread_of_order(view: OrderView, info: Any) -> Promise:
    """Promise the conversation of an order's page."""
    found = loader(info.context, OrderThreadLoader).load(view.facts.order_pk)
    return found.then(lambda row: thread_through(view, row))
