"""Orders of Saleor 3 whose money lies in a transaction, and what its app reports."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from tests.conftest import Api
from tests.refunds.payment_app import PaymentApp
from tests.shop_rows import make_order

REPORT = """mutation($token: UUID!, $type: TransactionEventTypeEnum!, $reference: String!,
  $amount: PositiveDecimal) {
  transactionEventReport(token: $token, type: $type, pspReference: $reference, amount: $amount) {
    errors { field message } } }"""


def make_charged(app: PaymentApp | None, total: str = "30.00", order: Any = None) -> Any:
    """An order with a transaction that holds its total."""
    order = order or make_order(total=total)
    item = order.payment_transactions.create(
        name="Card",
        currency="USD",
        token=uuid.uuid4(),
        charged_value=Decimal(total),
        app=app.row if app else None,
        app_identifier=app.row.identifier if app else None,
        available_actions=["refund"],
    )
    item.events.create(
        type="charge_success",
        amount_value=Decimal(total),
        currency="USD",
        psp_reference=f"charge-{item.pk}",
        include_in_calculations=True,
    )
    type(order).objects.filter(pk=order.pk).update(
        charge_status="full", authorize_status="full", total_charged_amount=Decimal(total)
    )
    return order


def report(app: PaymentApp, order: Any, type: str, reference: str, amount: str | None = None) -> None:
    """What the app tells Saleor later."""
    item = order.payment_transactions.get()
    data = (
        Api()
        .with_header(f"Bearer {app.token}")
        .data(REPORT, token=str(item.token), type=type, reference=reference, amount=amount)
    )
    assert data["transactionEventReport"]["errors"] == []


def sums(order: Any) -> tuple[Decimal, Decimal, Decimal]:
    """What Saleor says is charged, refunded and pending."""
    item = order.payment_transactions.get()
    return item.charged_value, item.refunded_value, item.refund_pending_value
