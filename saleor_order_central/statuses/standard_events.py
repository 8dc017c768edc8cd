"""One-click events: what happened is recorded through Saleor's own actions (004-07, 004-16 … 004-19).

Saleor's action changes the facts, its hooks reach the automation, and the automation sets the status. While
a person's event runs, the automation writes in that person's name, with that person's comment and choice
of who is told.
"""

from decimal import Decimal
from enum import Enum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault, invalid
from ..host import get_host, saleor_actions
from ..host.facts import OrderFacts
from ..language import speaking, supported_language
from ..timeline.history import repeated_entries, same_request
from ..timeline.models import OrderEntry
from ..timeline.view import Visibility
from .acting import Acting, acting
from .ceilings import most_to_give_back
from .desk import open_desk
from .events import EventRequest, create_event
from .locks import lock_order_states
from .request import StatusChangeRequest


class StandardEvent(str, Enum):
    """Events of one click (004-07)."""

    PAID = "PAID"
    SENT = "SENT"
    CANCELED = "CANCELED"
    REFUNDED = "REFUNDED"


def record_standard_event(
    context: Any, facts: OrderFacts, event: StandardEvent, request: StatusChangeRequest, *, author: Author
) -> OrderEntry:
    """Carry the event out in Saleor and return the entry that tells of it.

    `request` is cleaned; its status is not used, as rules and settings name the status. The same key with
    the same content returns the first entry. Raises OrderCentralFault before anything happens: INVALID when
    the event does not fit the order, NOT_FOUND for a template, AMOUNT_EXCEEDED when everything went back or
    is promised, and PAYMENT_ERROR or INVALID with Saleor's own words when Saleor refuses.
    """
    if request.tracking_number and event is not StandardEvent.SENT:
        raise invalid("trackingNumber", "Only the event SENT takes a tracking number.")
    if facts.is_draft:
        raise invalid("order", "A draft is not an order yet: it has no status and no history.")
    open_desk().chosen_template(request.template)
    with acting(Acting(facts.order_pk, event.value, request, author)) as actor:
        earlier = _act_once(context, facts.order_pk, event, request)
    return earlier or actor.entry or _tell(facts.order_pk, event, request, author)


def _act_once(
    context: Any, order_pk: Any, event: StandardEvent, request: StatusChangeRequest
) -> OrderEntry | None:
    """Act while the order is locked, so that parallel requests act once; Saleor's hooks run on commit."""
    with transaction.atomic():
        lock_order_states([order_pk])
        earlier = _earlier(order_pk, request)
        if earlier is not None:
            return earlier
        try:
            _act(context, order_pk, event, request.tracking_number)
        except saleor_actions.ActionRefused as refusal:
            code = ErrorCode.PAYMENT_ERROR if event in _MONEY else ErrorCode.INVALID
            raise OrderCentralFault(f"Saleor refused: {refusal}", code, field="event") from refusal
    return None


def _earlier(order_pk: Any, request: StatusChangeRequest) -> OrderEntry | None:
    entry = repeated_entries([order_pk], request.idempotency_key).get(order_pk)
    return None if entry is None else same_request(entry, request.content_hash)


_MONEY = (StandardEvent.PAID, StandardEvent.REFUNDED)


def _act(context: Any, order_pk: Any, event: StandardEvent, tracking_number: str) -> None:
    if event is StandardEvent.PAID:
        saleor_actions.mark_as_paid(context, order_pk)
    elif event is StandardEvent.SENT:
        saleor_actions.fulfill(context, order_pk, tracking_number)
    elif event is StandardEvent.CANCELED:
        saleor_actions.cancel(context, order_pk)
    else:
        saleor_actions.refund(context, order_pk, _left_to_give_back(order_pk))


def _left_to_give_back(order_pk: Any) -> Decimal:
    """Return what the payment holds, never more than refunds and vouchers have left of it."""
    ceiling = most_to_give_back(order_pk)
    held = saleor_actions.refundable(order_pk)
    if not held:
        raise saleor_actions.ActionRefused("no captured payment can be given back.")
    if ceiling <= 0:
        raise OrderCentralFault(
            "Nothing is left to refund: refunds that still run and vouchers count.",
            ErrorCode.AMOUNT_EXCEEDED,
            field="event",
        )
    return min(held, ceiling)


_SUBJECTS = {
    StandardEvent.PAID: gettext_noop("Payment received"),
    StandardEvent.SENT: gettext_noop("Sent"),
    StandardEvent.CANCELED: gettext_noop("Canceled"),
    StandardEvent.REFUNDED: gettext_noop("Refunded"),
}


def _tell(order_pk: Any, event: StandardEvent, request: StatusChangeRequest, author: Author) -> OrderEntry:
    """Write the event down where no rule gave it a status, with the facts as they are now.

    Goods that wait for approval have not been sent yet: only staff read that somebody asked for it.
    """
    facts = get_host().load_facts([order_pk], using="default")[order_pk]
    has_left = any(not one.is_canceled and not one.is_waiting for one in facts.shipments)
    is_early = event is StandardEvent.SENT and not has_left
    with speaking(supported_language(facts.language_code)):
        subject = request.subject or gettext(_SUBJECTS[event])
    told = EventRequest(
        subject=subject,
        message=request.comment,
        template="" if is_early else request.template,
        visibility=Visibility.STAFF if is_early else request.visibility,
        modes=request.modes,
        idempotency_key=request.idempotency_key,
        request_hash=request.content_hash,
    )
    return create_event(facts, told, author=author)
