"""The page of figures: a plot for whatever the API counts, and tables to take along."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from saleor_order_central.statuses.automation import record_orders
from tests.conversations.conftest import customer_writes
from tests.returns.completion_rows import sent_and_paid
from tests.returns.conftest import ask
from tests.shop_rows import ship


def test_what_is_counted_is_drawn(manager, placed, customer):
    order, _stock = sent_and_paid()
    ask(order, 2)
    now = datetime.now(UTC)
    sent = placed(user=customer, created_at=now - timedelta(days=3), is_paid=True)
    ship(sent, "AA123456785BR", now - timedelta(days=1))
    record_orders([sent.pk])
    customer_writes(sent)
    answer = manager.get("/statistics")
    titles = [
        "Hours between steps, half of the orders under",
        "Units that came back, by reason",
        "Products that come back most",
    ]

    assert [title for title in titles if f'aria-label="{title}"' not in answer.html] == []
    assert "<title>No reason: 2</title>" in answer.html
    assert "<title>Mug (Blue): 2</title>" in answer.html
    assert "1 Customers who wait for an answer" in answer.text
    tables = [link for link in answer.reader.links if link.startswith("http")]
    assert len(set(tables)) == 4


def test_nothing_counted_draws_nothing(manager):
    answer = manager.get("/statistics", first="2020-01-01", last="2020-01-02")

    assert "<svg" not in answer.html
    assert "No parcels left in this time." in answer.text
