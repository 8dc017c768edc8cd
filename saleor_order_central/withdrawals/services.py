"""Taking statements of withdrawal, and what staff make of them (W-01 … W-14). Needs legal review."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext

from ..access.codes import ALPHABET, same_email
from ..access.limits import WITHDRAWAL_LIMITS, count_or_refuse
from ..author import Author
from ..errors import ErrorCode, OrderCentralFault, not_found, required
from ..host import get_host
from ..host.celery import send_after_commit
from ..host.facts import OrderFacts
from ..language import speaking, supported_language
from ..returns.models import ReturnRequest
from ..statuses.desk import Desk, open_desk
from ..statuses.locks import lock_order_states
from ..text import plain_text
from ..timeline.history import withdrawal_entry, write
from ..timeline.view import Visibility
from .kinds import LineRight, OrderRight, Unavailable, WithdrawalStatus
from .models import Withdrawal, WithdrawalLine
from .receipt import write_receipt
from .settings import WithdrawalBook, load_withdrawal_book
from .statement import MESSAGE_LIMIT, StatedLine, Statement
from .telling import tell_received
from .wording import WITHDRAWAL_STATUS

MATCH_TASK = "saleor_order_central.match_withdrawals"


@dataclass(frozen=True, slots=True)
class Judged:
    """An order whose caller was let in, with the right as it was read after the lock."""

    facts: OrderFacts
    right: OrderRight


def submit_unverified(statement: Statement, *, channel: str, language: str, client: str) -> Withdrawal:
    """Store what somebody without access states; a task looks for the order (W-01, W-12).

    Raises FEATURE_DISABLED, RATE_LIMITED, CONFLICT and what `Statement.cleaned` raises; never a word about
    the order.
    """
    statement = statement.cleaned(is_verified=False)
    if not load_withdrawal_book(using="default").rules(channel).is_enabled:
        raise _disabled()
    subjects = {"order": statement.order_number, "email": same_email(statement.email), "client": client}
    earlier = _earlier(statement)
    if earlier is not None:
        return earlier
    try:
        with transaction.atomic():
            count_or_refuse("withdraw", WITHDRAWAL_LIMITS, subjects)
            row = _row(statement, channel, language)
            _store(row, [_line(one) for one in statement.lines], open_desk())
            send_after_commit(MATCH_TASK)
    except IntegrityError:
        return _earlier_or_raise(statement)
    return row


def submit_verified(statement: Statement, order_pk: Any, judge: Any, *, author: Author) -> Withdrawal:
    """Store the statement of an owner, a guest with WITHDRAW or staff, checked against the order.

    `judge(facts)` returns the OrderRight; it is called with the order locked. Raises FEATURE_DISABLED,
    WITHDRAWAL_NOT_POSSIBLE naming the line and why (W-07), QUANTITY_EXCEEDED, CONFLICT.
    """
    statement = statement.cleaned(is_verified=True)
    with transaction.atomic():
        lock_order_states([order_pk])
        earlier = _earlier(statement)
        if earlier is not None:
            return earlier
        desk, book = open_desk(), load_withdrawal_book(using="default")
        facts = get_host().load_facts([order_pk], using="default", whole_history=False)[order_pk]
        language = supported_language(facts.language_code)
        lines = checked_lines(statement.lines, judge(facts), book, facts.channel, language)
        row = _row(statement, facts.channel, language)
        row.order_id, row.order_number = order_pk, facts.number
        row.is_verified, row.matched_at = True, desk.now
        _store(row, lines, desk)
        tell_received(row, facts, desk, author=author)
    return row


def checked_lines(
    stated: Sequence[StatedLine], right: OrderRight, book: WithdrawalBook, channel: str, language: str
) -> list[WithdrawalLine]:
    """Return the lines to store: those that were named, or all that there is a right for."""

    def refuse(reason: Unavailable, field: str | None, name: str = "") -> OrderCentralFault:
        words = book.reason(channel, reason, language)
        is_off = reason is Unavailable.FEATURE_DISABLED
        code = ErrorCode.FEATURE_DISABLED if is_off else ErrorCode.WITHDRAWAL_NOT_POSSIBLE
        return OrderCentralFault(f"{name}: {words}" if name else words, code, field=field)

    by_pk = {one.order_line_pk: one for one in right.lines}
    for place, one in enumerate(stated):
        found = by_pk.get(one.order_line_pk)
        if found is None:
            raise not_found(f"lines.{place}.orderLine", "The order has no such line.")
        if found.reason is not None and right.reason is not Unavailable.FEATURE_DISABLED:
            raise refuse(found.reason, f"lines.{place}.orderLine", found.name)
        if one.quantity > found.max_quantity:
            raise OrderCentralFault(
                f"{found.name}: at most {found.max_quantity} are left.",
                ErrorCode.QUANTITY_EXCEEDED,
                field=f"lines.{place}.quantity",
            )
    if right.reason is not None:
        raise refuse(right.reason, None)
    if stated:
        return [_right_line(by_pk[one.order_line_pk], one.quantity) for one in stated]
    return [_right_line(one, one.max_quantity) for one in right.lines if one.reason is None]


def _right_line(right: LineRight, quantity: int) -> WithdrawalLine:
    return WithdrawalLine(order_line_id=right.order_line_pk, product_name=right.name[:700], quantity=quantity)


def _line(stated: StatedLine) -> WithdrawalLine:
    return WithdrawalLine(product_name=stated.product_name, quantity=stated.quantity)


def _row(statement: Statement, channel: str, language: str) -> Withdrawal:
    return Withdrawal(
        number="W-" + "".join(secrets.choice(ALPHABET) for _ in range(10)),
        order_number=statement.order_number,
        channel=channel,
        name=statement.name,
        email=statement.email,
        message=statement.message,
        language=language,
        pair=statement.pair,
        idempotency_key=statement.idempotency_key,
        request_hash=statement.request_hash if statement.idempotency_key else "",
        received_at=timezone.now().replace(microsecond=0),
    )


def _store(row: Withdrawal, lines: list[WithdrawalLine], desk: Desk) -> None:
    write_receipt(row, lines, desk.templates, get_host().load_shop(using="default").name)
    row.save()
    for line in lines:
        line.withdrawal = row
    WithdrawalLine.objects.bulk_create(lines)


def _earlier(statement: Statement) -> Withdrawal | None:
    """Return what the same key stored before (W-13). Raises CONFLICT when it said something else."""
    if not statement.idempotency_key:
        return None
    rows = Withdrawal.objects.filter(pair=statement.pair, idempotency_key=statement.idempotency_key)
    found: Withdrawal | None = rows.select_related("notification", "return_request").first()
    if found is not None and found.request_hash != statement.request_hash:
        raise OrderCentralFault(
            "This key was used for other content.", ErrorCode.CONFLICT, field="idempotencyKey"
        )
    return found


def _earlier_or_raise(statement: Statement) -> Withdrawal:
    """Somebody else stored the same key at this moment."""
    found = _earlier(statement)
    if found is None:
        raise OrderCentralFault("Please try again.", ErrorCode.CONFLICT, field="idempotencyKey")
    return found


def _disabled() -> OrderCentralFault:
    return OrderCentralFault("The withdrawal function is off here.", ErrorCode.FEATURE_DISABLED)


def update_status(
    pk: int, status: WithdrawalStatus, *, note: str | None, return_pk: int | None, author: Author
) -> Withdrawal:
    """Set the state, and link the return of the goods (W-09). Raises NOT_FOUND, REQUIRED for INVALID."""
    with transaction.atomic():
        row = Withdrawal.objects.select_for_update(of=("self",)).filter(pk=pk).first()
        if row is None:
            raise not_found("id", "There is no such statement.")
        if note is not None:
            row.staff_note = plain_text(note, "note", limit=MESSAGE_LIMIT)
        if status is WithdrawalStatus.INVALID and not row.staff_note:
            raise required("note", "Say why there is no right of withdrawal.")
        if return_pk is not None:
            found = ReturnRequest.objects.filter(pk=return_pk, order_id=row.order_id).first()
            if row.order_id is None or found is None:
                raise not_found("returnRequest", "The order has no such return.")
            row.return_request = found
        row.status = status.value
        row.save()
        if row.order_id is not None:
            _write_status(row, author)
    return row


def _write_status(row: Withdrawal, author: Author) -> None:
    with speaking(row.language):
        subject = gettext(WITHDRAWAL_STATUS) % {"number": row.number, "status": row.status}
    entry = withdrawal_entry(
        row.order_id,
        author=author,
        visibility=Visibility.STAFF,
        date=timezone.now(),
        subject=subject,
        message=row.staff_note,
    )
    write([entry])
