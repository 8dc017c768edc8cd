"""Returns that wait to be completed: paid orders with goods in a warehouse that came back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from saleor_order_central.refunds.request import RefundKind, RefundRequest
from saleor_order_central.returns.asks import AskedLine, ReceivedUnits, Reception, ReturnAsk, StateChange
from saleor_order_central.returns.changes import change_state
from saleor_order_central.returns.kinds import Disposition, ReturnState
from saleor_order_central.returns.models import ReturnRequest
from saleor_order_central.returns.receiving import receive_units
from saleor_order_central.returns.requests import create_return
from saleor_order_central.statuses.automation import record_orders
from tests.refunds.refund_rows import STAFF, make_paid, make_stock, refund
from tests.returns.conftest import CUSTOMER

RESTOCK, SCRAP, MISSING = Disposition.RESTOCK, Disposition.SCRAP, Disposition.MISSING


def sent_and_paid(gateway: str = "manual", **columns: Any) -> tuple[Any, Any]:
    """An order of three mugs that were paid and sent yesterday, and their stock of ten."""
    order = make_paid(gateway, **columns)
    return order, sent_yesterday(order)


def sent_yesterday(order: Any) -> Any:
    """Send the mugs of an order from a stock of ten, which is returned."""
    stock = make_stock(order)
    fulfillments = order.fulfillments.all()
    created = "created_at" if hasattr(fulfillments[0], "created_at") else "created"
    fulfillments.update(**{created: datetime.now(UTC) - timedelta(days=1)})
    record_orders([order.pk])
    return stock


def received(
    order: Any, *found: tuple[int, Disposition], quantity: int = 2, warehouse: str = "", **own: Any
) -> ReturnRequest:
    """A return of mugs that has arrived and was looked at; without findings nobody looked."""
    ask = ReturnAsk([AskedLine(order.lines.get().pk, quantity, **own)], regardless=True)
    request = create_return(order.pk, ask, author=CUSTOMER)
    move(request, ReturnState.WAITING_PACKAGE)
    if not found:
        return move(request, ReturnState.PACKAGE_RECEIVED)
    line = request.lines.get()
    units = [ReceivedUnits(line.pk, number, what, warehouse) for number, what in found]
    return receive_units(request.pk, order.pk, Reception(units), author=STAFF)


def move(request: ReturnRequest, state: ReturnState, **columns: Any) -> ReturnRequest:
    """Move a request on, by staff."""
    return change_state(request.pk, request.order_id, StateChange(state, **columns), author=STAFF)


def completion(request: ReturnRequest, **options: Any) -> RefundRequest:
    """What the mutation that completes a return asks for."""
    return RefundRequest(RefundKind.PRODUCTS_RETURN, return_pk=request.pk, completes=True, **options)


def complete(order: Any, request: ReturnRequest, **options: Any) -> Any:
    """Complete a return with a refund; returns the refund."""
    return refund(order, completion(request, **options))
