"""Reads the transactions of Saleor 3: what they hold, refunds that came true, and refunds asked for."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from saleor.payment.models import TransactionItem

from .refund_facts import KEY_PREFIX, MoneySource, RequestState, SaleorRefund, SaleorRequest, SourceKind


def add_transactions(
    order_pks: list[Any],
    using: str,
    sources: dict[Any, list[MoneySource]],
    refunds: dict[Any, list[SaleorRefund]],
    requests: dict[Any, list[SaleorRequest]],
) -> None:
    """Add what the orders' transactions say, in two statements."""
    items = TransactionItem.objects.using(using).filter(order_id__in=order_pks).order_by("pk")
    for item in items.prefetch_related("events"):
        source = MoneySource(
            kind=SourceKind.TRANSACTION,
            pk=item.pk,
            gateway=item.app_identifier or item.name or "",
            held=item.charged_value,
            public_id=f"TransactionItem:{item.pk if item.use_old_id else item.token}",
            is_manual=not item.app_identifier and item.app_id is None,
        )
        if source.held > 0:
            sources[item.order_id].append(source)
        events = sorted(item.events.all(), key=lambda event: event.pk)
        found = list(_refunds(events, source.name))
        refunds[item.order_id] += found
        requests[item.order_id] += _requests(events, source.name)


def orders_with_transaction_refunds(order_pks: list[Any], using: str) -> set[Any]:
    """Return orders with a transaction that money went back from, one statement."""
    rows = TransactionItem.objects.using(using).filter(order_id__in=order_pks, refunded_value__gt=0)
    return set(rows.values_list("order_id", flat=True))


def _refunds(events: list[Any], source: str) -> Iterator[SaleorRefund]:
    for event in events:
        if event.type == "refund_success" and event.amount_value > 0:
            yield SaleorRefund(
                refund_key(event),
                source,
                event.amount_value,
                event.psp_reference or "",
                event.created_at,
                event.related_granted_refund_id,
                is_ours=(event.idempotency_key or "").startswith(KEY_PREFIX),
            )


def refund_key(event: Any) -> str:
    """Name the refund that an event reports."""
    return f"transaction-event:{event.pk}"


def _requests(events: list[Any], source: str) -> Iterator[SaleorRequest]:
    for event in events:
        if event.type == "refund_request":
            yield _request(event, events, source)


def _request(request: Any, events: list[Any], source: str) -> SaleorRequest:
    """Say what became of a request: a success outweighs failures reported before or after it."""
    answers = [event for event in events if _answers(event, request)]
    success = next((event for event in answers if event.type == "refund_success"), None)
    failure = next((event for event in reversed(answers) if event.type == "refund_failure"), None)
    answer = success or failure
    if success is not None:
        state = RequestState.SUCCESS
    elif failure is not None:
        state = RequestState.FAILURE
    else:
        state = RequestState.COUNTED if request.include_in_calculations else RequestState.ASKED
    return SaleorRequest(
        key=(request.idempotency_key or ""),
        source=source,
        amount=request.amount_value or Decimal(0),
        state=state,
        asked_at=request.created_at,
        reference=(answer.psp_reference if answer else request.psp_reference) or "",
        message=(answer.message or "") if answer else "",
        settled_by=refund_key(success) if success else "",
        granted_refund_pk=request.related_granted_refund_id,
    )


def _answers(event: Any, request: Any) -> bool:
    """Tell whether an event reports on a request: by the provider's reference or by the granted refund."""
    if event.pk <= request.pk or event.type not in ("refund_success", "refund_failure"):
        return False
    if request.psp_reference and event.psp_reference:
        return bool(event.psp_reference == request.psp_reference)
    granted = request.related_granted_refund_id
    return granted is not None and event.related_granted_refund_id == granted
