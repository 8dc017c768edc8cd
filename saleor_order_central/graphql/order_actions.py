"""The actions of an order's page: each caller's own, from what the page has read already."""

from typing import Any

from promise import Promise

from ..access.kinds import AccessScope
from ..actions import AvailableAction
from ..activation.features import FeatureCode
from ..conversations.actions import memo_action, message_action
from ..language import speaking
from ..statuses.actions import status_actions
from ..timeline.actions import invoice_action, track_action
from .order_refunds import refund_actions_of
from .return_information import order_actions
from .views import OrderView
from .withdrawal_types import withdrawal_actions


def actions_of(view: OrderView, info: Any) -> Promise:
    """Promise every action of the caller, in the caller's language; none for who only sees steps."""
    parts: list[Any] = [_page_actions(view)]
    if view.may(AccessScope.RETURN):
        parts += [order_actions(view), refund_actions_of(view, info)]
    if view.may(AccessScope.WITHDRAW):
        parts.append(withdrawal_actions(view))
    return Promise.all(parts).then(lambda found: [action for part in found for action in part])


def _page_actions(view: OrderView) -> list[AvailableAction]:
    if view.shows_steps_only:
        return []
    with speaking(view.language):
        return [*(_staff_actions(view) if view.is_staff else ()), *_reader_actions(view)]


def _staff_actions(view: OrderView) -> list[AvailableAction]:
    facts, book = view.facts, view.rules.statuses
    shown = view.timeline.status
    present = None if shown is None else book.by_pk.get(shown.pk)
    return [
        *status_actions(facts, present, book.definitions, is_on=view.is_on),
        memo_action(is_draft=facts.is_draft, is_on=view.is_on),
    ]


def _reader_actions(view: OrderView) -> list[AvailableAction]:
    """What staff and customers share; the features of a channel are about its customers alone."""
    facts, found = view.facts, []
    if view.may(AccessScope.MESSAGE):
        is_used = _is_used(view, FeatureCode.MESSAGES)
        found.append(message_action(is_draft=facts.is_draft, is_on=view.is_on, takes_messages=is_used))
    invoices = _is_used(view, FeatureCode.INVOICES)
    found.append(invoice_action(facts.invoices, view.invoice_links, is_used=invoices))
    found.append(track_action(view.parcels, is_used=_is_used(view, FeatureCode.TRACKING)))
    return found


def _is_used(view: OrderView, code: FeatureCode) -> bool:
    return view.is_staff or view.rules.activation.is_ready(view.facts.channel, code)
