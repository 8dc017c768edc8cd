"""Changes of an order's status by a person or an app."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault, invalid, required
from ..host.facts import OrderFacts
from ..text import plain_line, plain_text
from ..timeline.history import event_entry, hash_request, repeated_entry, status_changed_entry
from ..timeline.models import OrderEntry
from ..timeline.view import Visibility
from .locks import lock_order_states, lock_status
from .models import OrderState, OrderStatusDefinition
from .selectors import load_status_book

SUBJECT_LIMIT = 250
MESSAGE_LIMIT = 20_000
KEY_LIMIT = 128


@dataclass(frozen=True, slots=True)
class StatusChangeRequest:
    """What a caller asks for. `visibility` says who may see the entry with its comment."""

    status: str
    subject: str = ""
    comment: str = ""
    visibility: Visibility = Visibility.CUSTOMER
    idempotency_key: str = ""


def change_status(facts: OrderFacts, request: StatusChangeRequest, *, author: Author) -> OrderEntry:
    """Give an order another status and write it in its history (003-07, 003-10).

    The same key with the same content returns the first entry. Raises OrderCentralFault: NOT_FOUND for an
    unknown status, INVALID for one that is not active, not for the channel or already set, CONFLICT for a
    key with other content.
    """
    subject = plain_line(request.subject, "subject", limit=SUBJECT_LIMIT)
    message = plain_text(request.comment, "comment", limit=MESSAGE_LIMIT)
    key = _idempotency_key(request.idempotency_key)
    request_hash = hash_request(
        {"status": request.status, "subject": subject, "message": message, "visibility": request.visibility}
    )
    _refuse_draft(facts)
    with transaction.atomic():
        target = lock_status(request.status)
        state = lock_order_states([facts.order_pk])[facts.order_pk]
        earlier = repeated_entry(facts.order_pk, key, request_hash)
        if earlier is not None:
            return earlier
        target, present = _choose(target, request.status, state, facts.channel)
        entry = status_changed_entry(
            facts.order_pk,
            author=author,
            status_from=present,
            status_to=target,
            date=_not_before(state),
            visibility=request.visibility,
            subject=subject,
            message=message,
            idempotency_key=key,
            request_hash=request_hash,
        )
        _store(state, entry, target)
    return entry


def create_event(
    facts: OrderFacts,
    *,
    author: Author,
    subject: str,
    message: str = "",
    visibility: Visibility = Visibility.CUSTOMER,
    idempotency_key: str = "",
) -> OrderEntry:
    """Add an event with subject and message to an order's history (004-08). Raises OrderCentralFault."""
    subject = plain_line(subject, "subject", limit=SUBJECT_LIMIT)
    if not subject:
        raise required("subject", "An event needs a subject.")
    message = plain_text(message, "message", limit=MESSAGE_LIMIT)
    key = _idempotency_key(idempotency_key)
    request_hash = hash_request({"subject": subject, "message": message, "visibility": visibility})
    _refuse_draft(facts)
    with transaction.atomic():
        lock_order_states([facts.order_pk])
        earlier = repeated_entry(facts.order_pk, key, request_hash)
        if earlier is not None:
            return earlier
        return event_entry(
            facts.order_pk,
            author=author,
            subject=subject,
            message=message,
            visibility=visibility,
            idempotency_key=key,
            request_hash=request_hash,
        )


def _idempotency_key(key: str) -> str:
    return plain_line(key, "idempotencyKey", limit=KEY_LIMIT)


def _refuse_draft(facts: OrderFacts) -> None:
    if facts.is_draft:
        raise invalid("order", "A draft is not an order yet: it has no status and no history.")


def _choose(
    target: OrderStatusDefinition | None, slug: str, state: OrderState, channel: str
) -> tuple[OrderStatusDefinition, OrderStatusDefinition | None]:
    """Return (target, present) after the checks."""
    if target is None:
        raise OrderCentralFault(f'There is no status "{slug}".', ErrorCode.NOT_FOUND, field="status")
    if not target.is_active:
        raise invalid("status", f'The status "{slug}" is not active.')
    if target.channels and channel not in target.channels:
        raise invalid("status", f'The status "{slug}" is not used in the channel "{channel}".')
    book = load_status_book(using="default")
    present = book.by_pk.get(state.status_id) if state.status_id else book.default_for(channel)
    if present is not None and present.pk == target.pk and state.status_id:
        raise invalid("status", f'The order has the status "{slug}" already.')
    return target, present


def _not_before(state: OrderState) -> Any:
    """Now, but never before the present status was set: clocks of two machines may differ."""
    now = timezone.now()
    return max(now, state.status_changed_at) if state.status_changed_at else now


def _store(state: OrderState, entry: OrderEntry, target: OrderStatusDefinition) -> None:
    state.status = target
    state.status_changed_at = entry.date
    state.status_set_by_person = True
    state.save(update_fields=["status", "status_changed_at", "status_set_by_person", "updated_at"])
