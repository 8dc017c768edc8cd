"""Moving a request on: the one place that writes a state, its history, its messages and its events.

The caller owns the transaction, has locked the order's state and has checked that the move is allowed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext

from ..author import Author
from ..events import CentralEvent, EventName, publish
from ..host import get_host
from ..host.facts import OrderFacts
from ..language import speaking, supported_language
from ..notifications.compose import compose
from ..notifications.contexts import load_message_contexts
from ..notifications.outbox import store_drafts
from ..statuses.desk import Desk, open_desk
from ..statuses.locks import lock_order_states
from ..statuses.models import OrderState
from ..statuses.saving import save_columns
from ..timeline.history import return_entry, write
from ..timeline.models import OrderEntry
from ..timeline.view import Visibility
from .asks import Modes
from .kinds import CAME_BACK, Disposition, ReturnOutcome, ReturnResolution, ReturnState
from .models import ReturnInspection, ReturnLine, ReturnReason, ReturnRequest
from .notices import state_label, state_notice
from .selectors import load_lines, orders_with_open_return
from .wording import RETURN_CHANGED

SUBJECT_LIMIT = 250


@dataclass(frozen=True, slots=True)
class Told:
    """How a move is told: title in the history, words for the customer, and who is sent what.

    `more` are words for the message alone.
    An empty `subject` names the state. Without `is_mailed` the customer gets no message. `occasion` is that
    of another message than the state's own.
    """

    subject: str = ""
    message: str = ""
    more: str = ""
    modes: Modes | None = None
    is_mailed: bool = True
    reason: ReturnReason | None = None
    occasion: str = ""
    idempotency_key: str = ""
    request_hash: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A request whose order is locked, with what a move needs."""

    request: ReturnRequest
    lines: list[ReturnLine]
    facts: OrderFacts
    state: OrderState
    desk: Desk


def hold(request_pk: int, order_pk: Any) -> Held | None:
    """Lock the order's state, then read everything as it is now; None when request or order is gone."""
    state = lock_order_states([order_pk])[order_pk]
    request = ReturnRequest.objects.select_for_update().filter(pk=request_pk).first()
    facts = get_host().load_facts([order_pk], using="default", whole_history=False).get(order_pk)
    if request is None or facts is None:
        return None
    lines = load_lines([request_pk], using="default").get(request_pk, [])
    return Held(request, lines, facts, state, open_desk())


def title(facts: OrderFacts, source: str, **values: str) -> str:
    """Word a title of the history in the order's language."""
    with speaking(supported_language(facts.language_code)):
        return (gettext(source) % values)[:SUBJECT_LIMIT]


def move(held: Held, to: ReturnState, told: Told, *, author: Author) -> OrderEntry:
    """Write the new state with everything that follows from it; the caller's columns are saved, too."""
    request, desk = held.request, held.desk
    before = request.state
    request.state = to.value
    request.updated_at = desk.now
    _set_deadlines(held, to)
    if to is ReturnState.COMPLETED:
        settle(request, held.lines)
    request.save()
    label = state_label(to, supported_language(held.facts.language_code))
    subject = told.subject or title(held.facts, RETURN_CHANGED, number=request.number, state=label)
    entry = return_entry(
        request.order_id,
        request.pk,
        author=author,
        visibility=Visibility.CUSTOMER,
        date=desk.now,
        subject=subject,
        message=told.message,
        idempotency_key=told.idempotency_key,
        request_hash=told.request_hash if told.idempotency_key else "",
    )
    write([entry])
    if told.is_mailed:
        tell(held, told, entry)
    refresh_open_flag(held.state, desk)
    publish(_events(request, before))
    return entry


def _set_deadlines(held: Held, to: ReturnState) -> None:
    """A parcel is waited for from the day on which it was asked for; goods that stay are not waited for."""
    request = held.request
    request.expires_at = request.remind_at = None
    keeps = all(line.resolution == ReturnResolution.KEEP_ITEM.value for line in held.lines)
    if to is not ReturnState.WAITING_PACKAGE or request.expiry_days is None or keeps:
        return
    request.expires_at = held.desk.now + timedelta(days=request.expiry_days)
    if request.reminder_days is not None:
        request.remind_at = request.expires_at - timedelta(days=request.reminder_days)


def settle(request: ReturnRequest, lines: Sequence[ReturnLine]) -> None:
    """Write down which units can never be asked back again: those in the shop's hands, or paid for and kept.

    Without any finding all units count: staff completed the request without looking at them one by one.
    Repaired goods are the customer's again; only those that were taken in for money instead count.
    """
    findings = list(ReturnInspection.objects.filter(line__in=[line.pk for line in lines]))
    for line in lines:
        if ReturnOutcome.REPAIR.value in (request.outcome, line.resolution):
            line.quantity_settled = line.quantity_in_saleor
        elif line.resolution == ReturnResolution.KEEP_ITEM.value or not findings:
            line.quantity_settled = line.quantity
        else:
            line.quantity_settled = sum(one.quantity for one in findings if _is_back(one, line))
    ReturnLine.objects.bulk_update(lines, ["quantity_settled"])


def _is_back(finding: ReturnInspection, line: ReturnLine) -> bool:
    return finding.line_id == line.pk and Disposition(finding.disposition) in CAME_BACK


def tell(held: Held, told: Told, entry: OrderEntry | None) -> None:
    """Store the customer's message; the same cause stores none twice."""
    pk = held.request.order_id
    desk = held.desk
    context = load_message_contexts({pk: held.facts}, desk.settings, using="default").get(pk)
    if context is None:
        return
    notice = state_notice(
        held.request,
        held.lines,
        context,
        desk.templates,
        message="\n\n".join(filter(None, (told.message, told.more))),
        modes=told.modes,
        reason=told.reason,
        occasion=told.occasion,
    )
    drafts = compose(notice, context, desk.settings, desk.templates, now=desk.now)
    store_drafts([(draft, entry) for draft in drafts], settings=desk.settings)


def refresh_open_flag(state: OrderState, desk: Desk) -> None:
    """Keep the column of the order list in step."""
    is_open = bool(orders_with_open_return([state.pk], using="default"))
    if state.has_open_return != is_open:
        state.has_open_return = is_open
        state.updated_at = desk.now
        save_columns([state], ["has_open_return", "updated_at"])


def _events(request: ReturnRequest, before: str) -> list[CentralEvent]:
    payload = {"number": request.number, "from": before or None, "to": request.state}
    names = [EventName.ORDER_RETURN_STATE_CHANGED]
    if request.state == ReturnState.PACKAGE_RECEIVED.value:
        names.append(EventName.ORDER_RETURN_RECEIVED)
    return [CentralEvent(name, request.order_id, payload) for name in names]
