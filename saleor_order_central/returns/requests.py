"""Asking for a return, and seeing beforehand what it would come to (002-41, B-05)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..attachments.storage import store_files
from ..author import SYSTEM, Author, AuthorType
from ..errors import ErrorCode, OrderCentralFault, invalid
from ..events import CentralEvent, EventName, publish
from ..host import get_host
from ..host.facts import OrderFacts
from ..statuses.desk import open_desk
from ..statuses.locks import lock_order_states
from ..timeline.history import return_entry, write
from ..timeline.view import Visibility
from .asks import ReturnAsk
from .kinds import ReturnState
from .models import OPEN_VALUES, ReturnLine, ReturnReason, ReturnRequest
from .moving import Held, Told, move, refresh_open_flag, title
from .pricing import PricedLine, PricedReturn, ReasonRules, price_return
from .selectors import judge_order
from .states import FIRST_STATE
from .wording import RETURN_REQUESTED

MOST_OPEN = 20


def create_return(
    order_pk: Any, ask: ReturnAsk, *, author: Author, on_behalf_of_customer: bool = False
) -> ReturnRequest:
    """Store a request, and accept it at once where the policies say so.

    `author` is who asks; with `on_behalf_of_customer` staff writes down the customer's wish. The same key
    with the same content returns the first request. Parallel requests wait for each other, so together they
    never hold more units than were shipped. Raises OrderCentralFault and OrderCentralFaults: see
    `pricing.price_return`; CONFLICT, TOO_MANY_ITEMS, INVALID for a draft.
    """
    ask = ask.cleaned()
    with transaction.atomic():
        state = lock_order_states([order_pk])[order_pk]
        earlier = _earlier(order_pk, ask)
        if earlier is not None:
            return earlier
        desk = open_desk()
        # Read after the lock: whoever waited for it must see what the other one took.
        facts = get_host().load_facts([order_pk], using="default", whole_history=False)[order_pk]
        priced = _priced(facts, ask, desk.now)
        request = _stored(facts, ask, priced, desk.now, author, on_behalf=on_behalf_of_customer)
        lines = _stored_lines(request, priced)
        held = Held(request, lines, facts, state, desk)
        _write_down(held, author)
        if priced.is_approved_at_once:
            move(held, ReturnState.WAITING_PACKAGE, Told(), author=SYSTEM)
        pictures = [
            (picture, {"return_line_id": line.pk})
            for line, one in zip(lines, priced.lines, strict=True)
            for picture in one.asked.pictures
        ]
        if pictures:
            store_files(order_pk, pictures, author=author)
    return request


def price_ask(facts: OrderFacts, ask: ReturnAsk, *, using: str) -> PricedReturn:
    """Check and price a request without storing anything; raises what `create_return` raises of the lines.

    Words and photos may still be missing.
    """
    ask = ask.cleaned()
    judged = judge_order(facts, now=timezone.now(), using=using, for_guest=ask.by_guest)
    return price_return(ask, judged, load_reason_rules(ask, using=using), checks_words=False)


def load_reason_rules(ask: ReturnAsk, *, using: str) -> dict[int, ReasonRules]:
    """Return the reasons that the lines name and that may be chosen, one statement."""
    pks = {one.reason_pk for one in ask.lines if one.reason_pk is not None}
    rows = ReturnReason.objects.using(using).filter(pk__in=pks, is_active=True, for_decline=False)
    return {
        row.pk: ReasonRules(row.pk, row.requires_note, row.requires_photo, row.waives_fees) for row in rows
    }


def _earlier(order_pk: Any, ask: ReturnAsk) -> ReturnRequest | None:
    if not ask.idempotency_key:
        return None
    found = ReturnRequest.objects.filter(order_id=order_pk, idempotency_key=ask.idempotency_key).first()
    if found is not None and found.request_hash != ask.request_hash:
        raise OrderCentralFault(
            "This key was used for other content.", ErrorCode.CONFLICT, field="idempotencyKey"
        )
    return found


def _priced(facts: OrderFacts, ask: ReturnAsk, now: datetime) -> PricedReturn:
    if facts.is_draft:
        raise invalid("order", "A draft is not an order yet: nothing can come back.")
    open_requests = ReturnRequest.objects.filter(order_id=facts.order_pk, state__in=OPEN_VALUES).count()
    if open_requests >= MOST_OPEN:
        raise OrderCentralFault(
            f"At most {MOST_OPEN} open requests are allowed.", ErrorCode.TOO_MANY_ITEMS, field="order"
        )
    judged = judge_order(facts, now=now, using="default", for_guest=ask.by_guest)
    return price_return(ask, judged, load_reason_rules(ask, using="default"))


def _stored(
    facts: OrderFacts, ask: ReturnAsk, priced: PricedReturn, now: datetime, author: Author, *, on_behalf: bool
) -> ReturnRequest:
    last = ReturnRequest.objects.filter(order_id=facts.order_pk).order_by("-sequence").first()
    sequence = last.sequence + 1 if last else 1
    is_customer = author.type is AuthorType.CUSTOMER
    return ReturnRequest.objects.create(
        order_id=facts.order_pk,
        sequence=sequence,
        number=f"{facts.number}-R{sequence}",
        sort_number=sort_number(facts.number, sequence),
        state=FIRST_STATE.value,
        channel=facts.channel,
        customer_email=facts.user_email.lower(),
        requested_by=AuthorType.CUSTOMER.value if on_behalf else author.type.value,
        user_id=author.user_pk if is_customer else facts.user_pk if on_behalf else None,
        entered_by_id=None if is_customer else author.user_pk,
        customer_note=ask.customer_note,
        instructions=priced.instructions,
        label_payer=priced.label_payer.value,
        currency=priced.currency,
        fixed_fee=priced.fees.fixed,
        expiry_days=priced.expiry_days,
        reminder_days=priced.reminder_days,
        idempotency_key=ask.idempotency_key,
        request_hash=ask.request_hash if ask.idempotency_key else "",
        created_at=now,
        updated_at=now,
    )


def sort_number(order_number: str, sequence: int) -> str:
    """Pad digits, so that 9 comes before 10."""
    padded = order_number.zfill(40) if order_number.isdigit() else order_number[:64]
    return f"{padded}-{sequence:06d}"


def _stored_lines(request: ReturnRequest, priced: PricedReturn) -> list[ReturnLine]:
    return ReturnLine.objects.bulk_create(_line(request, one) for one in priced.lines)


def _line(request: ReturnRequest, one: PricedLine) -> ReturnLine:
    policy = one.eligibility.policy
    return ReturnLine(
        request=request,
        order_line_id=one.asked.order_line_pk,
        product_name=one.eligibility.line.name[:700],
        quantity=one.asked.quantity,
        reason_id=one.asked.reason_pk,
        reason_note=one.asked.reason_note,
        resolution=one.resolution.value,
        policy_id=policy.pk if policy else None,
        unit_price=one.eligibility.line.unit_price,
        fee=one.fee,
    )


def _write_down(held: Held, author: Author) -> None:
    """Tell the history and other programs that somebody asked."""
    request = held.request
    entry = return_entry(
        request.order_id,
        request.pk,
        author=author,
        visibility=Visibility.CUSTOMER,
        date=held.desk.now,
        subject=title(held.facts, RETURN_REQUESTED, number=request.number),
        message="\n".join(_told_lines(held.lines)),
    )
    write([entry])
    refresh_open_flag(held.state, held.desk)
    payload = {"number": request.number, "state": request.state}
    publish([CentralEvent(EventName.ORDER_RETURN_REQUESTED, request.order_id, payload)])


def _told_lines(lines: Iterable[ReturnLine]) -> Iterable[str]:
    return (f"{line.quantity} × {line.product_name}" for line in lines)
