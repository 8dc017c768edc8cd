"""Orders that can be returned, and shorthand for what is done about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.returns.asks import AskedLine, ReturnAsk, StateChange
from saleor_order_central.returns.changes import change_state
from saleor_order_central.returns.kinds import ReturnState
from saleor_order_central.returns.models import ReturnReason, ReturnRequest
from saleor_order_central.returns.requests import create_return
from saleor_order_central.statuses.automation import record_orders
from tests.shop_rows import make_order, ship

CUSTOMER = Author(AuthorType.CUSTOMER)
STAFF = Author(AuthorType.STAFF)


def days_ago(number: float) -> datetime:
    return datetime.now(UTC) - timedelta(days=number)


@pytest.fixture
def writing(db: None, configure: Callable[..., None]) -> Any:
    """The guarded connection is open, and mails go out at once."""
    configure(saleor_mails="off", undo_seconds="0")
    with get_host().allow_writer():
        yield


@pytest.fixture
def sent_order(writing: None) -> Any:
    """Three mugs that left three days ago."""
    return make_sent_order()


def make_sent_order(**columns: Any) -> Any:
    """Unpaid, as Saleor refuses to delete orders with payments: races clean up behind themselves."""
    order = make_order(created_at=days_ago(4), **columns)
    ship(order, "AA123456785BR", days_ago(3))
    record_orders([order.pk])
    return order


def line_of(order: Any) -> Any:
    return order.lines.first()


def asked(order: Any, quantity: int = 1, **columns: Any) -> ReturnAsk:
    """A request for the order's only line."""
    own = {name: columns.pop(name) for name in list(columns) if name in AskedLine.__slots__}
    return ReturnAsk([AskedLine(line_of(order).pk, quantity, **own)], **columns)


def ask(order: Any, quantity: int = 1, *, author: Author = CUSTOMER, **columns: Any) -> ReturnRequest:
    return create_return(order.pk, asked(order, quantity, **columns), author=author)


def reason(slug: str) -> int:
    return ReturnReason.objects.get(slug=slug).pk


def go(request: ReturnRequest, *states: str, **columns: Any) -> ReturnRequest:
    """Move a request through states; a refusal and a completion get their reasons."""
    for name in states:
        state = ReturnState(name)
        values = dict(columns)
        if state is ReturnState.CANCELED:
            values.setdefault("decline_reason_pk", reason("outside-conditions"))
        if state is ReturnState.COMPLETED:
            values.setdefault("nothing_due_reason", "The goods were not ours.")
        request = change_state(request.pk, request.order_id, StateChange(state, **values), author=STAFF)
    return request


def mails(order: Any) -> list[str]:
    """Occasions of the mails about returns that left, oldest first."""
    rows = OrderNotification.objects.filter(order=order, channel_kind="EMAIL", status="SENT")
    return [row.occasion for row in rows.order_by("pk") if row.occasion.startswith("RETURN_")]
