"""What staff and customers do about a request: move it on, refuse it, give it up (002-43 … 002-47)."""

from typing import Any

from django.db import transaction

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault, not_found, required
from ..timeline.history import repeated_entries, return_entry, same_request, write
from ..timeline.view import Visibility
from .asks import StateChange
from .kinds import ReturnOutcome, ReturnState
from .models import ReturnReason, ReturnRequest
from .moving import Held, Told, hold, move, title
from .outcomes import is_running, outcome_of, take_in
from .states import CANCELABLE_BY_CUSTOMER, NEXT_STATES, may_follow
from .wording import RETURN_GIVEN_UP, RETURN_NOTED, RETURN_REFUSED


def unknown_request() -> OrderCentralFault:
    """The request does not exist, or the caller may not see it."""
    return not_found("id", "There is no such return request.")


def held_request(request_pk: int, order_pk: Any) -> Held:
    """Lock a request for a change. Raises NOT_FOUND."""
    held = hold(request_pk, order_pk)
    if held is None:
        raise unknown_request()
    return held


def change_state(request_pk: int, order_pk: Any, change: StateChange, *, author: Author) -> ReturnRequest:
    """Move a request to the next state. The same key with the same content changes nothing more.

    Raises OrderCentralFault: RETURN_STATE_INVALID, REQUIRED for a refusal without a reason, NOT_FOUND,
    OUTCOME_REQUIRED when it would be completed with nothing given and no reason for that, CONFLICT.
    """
    change = change.cleaned()
    with transaction.atomic():
        held = held_request(request_pk, order_pk)
        request = held.request
        if is_repeated(request, change.idempotency_key, change.request_hash):
            return request
        refuse_state(request, change.state)
        _refuse_payment(request, change)
        reason = _decline_reason(change)
        _take_texts(request, change, reason)
        if change.state is ReturnState.COMPLETED:
            request.outcome = _outcome(request, change).value
            request.replacement_order_id = change.replacement_pk
            take_in(held)
        is_refused = change.state is ReturnState.CANCELED
        told = Told(
            subject=title(held.facts, RETURN_REFUSED, number=request.number) if is_refused else "",
            message=change.message,
            modes=change.modes,
            reason=reason,
            idempotency_key=change.idempotency_key,
            request_hash=change.request_hash,
        )
        if change.staff_note:
            _write_note(held, change.staff_note, author)
        move(held, change.state, told, author=author)
    return request


def cancel_by_customer(request_pk: int, order_pk: Any, *, author: Author) -> ReturnRequest:
    """Give a request up before the goods have arrived; a second time changes nothing.

    Raises OrderCentralFault: NOT_FOUND, RETURN_STATE_INVALID once the goods have arrived.
    """
    with transaction.atomic():
        held = held_request(request_pk, order_pk)
        request = held.request
        present = ReturnState(request.state)
        if present is ReturnState.CANCELED:
            return request
        if present not in CANCELABLE_BY_CUSTOMER:
            raise _wrong_state(present, ReturnState.CANCELED)
        subject = title(held.facts, RETURN_GIVEN_UP, number=request.number)
        move(held, ReturnState.CANCELED, Told(subject=subject, is_mailed=False), author=author)
    return request


def is_repeated(request: ReturnRequest, idempotency_key: str, request_hash: str) -> bool:
    """Tell whether a key did the same to this request before. Raises CONFLICT when it did something else."""
    order_pk = request.order_id
    earlier = repeated_entries([order_pk], idempotency_key).get(order_pk)
    if earlier is None:
        return False
    # The same words about another return of the order are other content.
    same_request(earlier, request_hash if earlier.return_request_id == request.pk else "")
    return True


def refuse_state(request: ReturnRequest, wanted: ReturnState) -> None:
    """Raise RETURN_STATE_INVALID, with the states that may follow, unless the table allows the move."""
    present = ReturnState(request.state)
    if not may_follow(present, wanted):
        raise _wrong_state(present, wanted)


def _wrong_state(present: ReturnState, wanted: ReturnState) -> OrderCentralFault:
    allowed = [one.value for one in NEXT_STATES[present]]
    return OrderCentralFault(
        f"A return that is {present.value} cannot become {wanted.value}.",
        ErrorCode.RETURN_STATE_INVALID,
        field="state",
        allowed_statuses=allowed,
    )


def _decline_reason(change: StateChange) -> ReturnReason | None:
    """A refusal says why (002-44)."""
    if change.state is not ReturnState.CANCELED:
        return None
    if change.decline_reason_pk is None:
        raise required("declineReason", "Say why the return is refused.")
    rows = ReturnReason.objects.filter(pk=change.decline_reason_pk, is_active=True, for_decline=True)
    reason = rows.first()
    if reason is None:
        raise not_found("declineReason", "There is no such reason to refuse.")
    if reason.requires_note and not change.message:
        raise required("message", "This reason needs some words.")
    return reason


def _take_texts(request: ReturnRequest, change: StateChange, reason: ReturnReason | None) -> None:
    for name in ("instructions", "label_url", "staff_note"):
        value = getattr(change, name)
        if value is not None:
            setattr(request, name, value)
    if reason is not None:
        request.decline_reason = reason
        request.decline_message = change.message


def _refuse_payment(request: ReturnRequest, change: StateChange) -> None:
    """A request ends neither while money is on its way, nor as refused when there was some (002-44)."""
    if NEXT_STATES[change.state]:
        return
    if is_running(request.pk):
        raise OrderCentralFault(
            "A refund of this return is still running.", ErrorCode.RETURN_STATE_INVALID, field="state"
        )
    if change.state is ReturnState.CANCELED and outcome_of(request.pk) is not None:
        raise OrderCentralFault(
            "Something was given for this return: complete it.",
            ErrorCode.RETURN_STATE_INVALID,
            field="state",
            allowed_statuses=[ReturnState.COMPLETED.value],
        )


def _outcome(request: ReturnRequest, change: StateChange) -> ReturnOutcome:
    """Tell what the customer got; nothing needs a reason (002-47)."""
    if change.outcome is not None:
        return change.outcome
    found = outcome_of(request.pk)
    if found is not None:
        return found
    if not change.nothing_due_reason:
        raise OrderCentralFault(
            "Nothing was refunded or given for this return. Say why nothing is due.",
            ErrorCode.OUTCOME_REQUIRED,
            field="nothingDueReason",
        )
    request.nothing_due_reason = change.nothing_due_reason
    return ReturnOutcome.NOTHING_DUE


def _write_note(held: Held, note: str, author: Author) -> None:
    """The merchant's note is for staff only."""
    entry = return_entry(
        held.request.order_id,
        held.request.pk,
        author=author,
        visibility=Visibility.STAFF,
        date=held.desk.now,
        subject=title(held.facts, RETURN_NOTED, number=held.request.number),
        message=note,
    )
    write([entry])
