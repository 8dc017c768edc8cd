"""One-click events: what happened is recorded through Saleor's own actions (004-07, 004-16 … 004-19).

Saleor's action changes the facts, its hooks reach the automation, and the automation sets the status. While
a person's event runs, the automation writes in that person's name, with that person's comment and choice
of who is told.
"""

from enum import Enum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault, invalid
from ..host import saleor_actions
from ..host.facts import OrderFacts
from ..language import speaking, supported_language
from ..text import plain_line
from ..timeline.history import repeated_entries, same_request
from ..timeline.models import OrderEntry
from .acting import Acting, acting
from .events import EventRequest, create_event
from .locks import lock_order_states
from .request import StatusChangeRequest

TRACKING_LIMIT = 255


class StandardEvent(str, Enum):
    """Events of one click (004-07)."""

    PAID = "PAID"
    SENT = "SENT"
    CANCELED = "CANCELED"
    REFUNDED = "REFUNDED"


def record_standard_event(
    context: Any,
    facts: OrderFacts,
    event: StandardEvent,
    request: StatusChangeRequest,
    *,
    author: Author,
    tracking_number: str = "",
) -> OrderEntry:
    """Carry the event out in Saleor and return the entry that tells of it.

    `request.status` is not used: rules and settings name the status. The same key with the same content
    returns the first entry. Raises OrderCentralFault: INVALID when the event does not fit the order,
    PAYMENT_ERROR or INVALID with Saleor's own words when Saleor refuses.
    """
    tracking_number = plain_line(tracking_number, "trackingNumber", limit=TRACKING_LIMIT)
    if tracking_number and event is not StandardEvent.SENT:
        raise invalid("trackingNumber", "Only the event SENT takes a tracking number.")
    if facts.is_draft:
        raise invalid("order", "A draft is not an order yet: it has no status and no history.")
    with acting(Acting(facts.order_pk, request, author)) as actor:
        earlier = _act_once(context, facts, event, request, tracking_number)
    return earlier or actor.entry or create_event(facts, _as_event(facts, event, request), author=author)


def _act_once(
    context: Any, facts: OrderFacts, event: StandardEvent, request: StatusChangeRequest, tracking_number: str
) -> OrderEntry | None:
    """Act while the order is locked, so that parallel requests act once; Saleor's hooks run on commit."""
    with transaction.atomic():
        lock_order_states([facts.order_pk])
        earlier = repeated_entries([facts.order_pk], request.idempotency_key).get(facts.order_pk)
        if earlier is not None:
            return same_request(earlier, request.content_hash)
        try:
            _act(context, facts, event, tracking_number)
        except saleor_actions.ActionRefused as refusal:
            code = ErrorCode.PAYMENT_ERROR if event in _MONEY else ErrorCode.INVALID
            raise OrderCentralFault(f"Saleor refused: {refusal}", code, field="event") from refusal
    return None


_MONEY = (StandardEvent.PAID, StandardEvent.REFUNDED)


def _act(context: Any, facts: OrderFacts, event: StandardEvent, tracking_number: str) -> None:
    if event is StandardEvent.PAID:
        saleor_actions.mark_as_paid(context, facts.order_pk)
    elif event is StandardEvent.SENT:
        saleor_actions.fulfill(context, facts.order_pk, tracking_number)
    elif event is StandardEvent.CANCELED:
        saleor_actions.cancel(context, facts.order_pk)
    else:
        amount = saleor_actions.refundable(facts.order_pk)
        if not amount:
            raise saleor_actions.ActionRefused("no captured payment can be given back.")
        saleor_actions.refund(context, facts.order_pk, amount)


_SUBJECTS = {
    StandardEvent.PAID: gettext_noop("Payment received"),
    StandardEvent.SENT: gettext_noop("Sent"),
    StandardEvent.CANCELED: gettext_noop("Canceled"),
    StandardEvent.REFUNDED: gettext_noop("Refunded"),
}


def _as_event(facts: OrderFacts, event: StandardEvent, request: StatusChangeRequest) -> EventRequest:
    """Tell the event where no rule gives it a status of its own, in the language of the order."""
    with speaking(supported_language(facts.language_code)):
        subject = request.subject or gettext(_SUBJECTS[event])
    return EventRequest(
        subject=subject,
        message=request.comment,
        template=request.template,
        visibility=request.visibility,
        modes=request.modes,
        idempotency_key=request.idempotency_key,
        request_hash=request.content_hash,
    )
