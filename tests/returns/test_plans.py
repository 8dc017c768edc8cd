"""At 100,000 return requests no list reads the whole table."""

from __future__ import annotations

import re

import pytest
from django.db import connection

from saleor_order_central.graphql.connections import page_of_queryset, window
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.returns.listing import SORTINGS, ReturnFilter, ReturnSort, find_returns
from saleor_order_central.returns.models import ReturnLine, ReturnReason, ReturnRequest
from saleor_order_central.statuses.models import OrderState

REQUESTS = 100_000
TABLE = ReturnRequest._meta.db_table
ORDER = "md5(g::text)::uuid" if is_saleor_3() else "g"
# Most requests of a shop are over.
COLUMNS = {
    "id": "g",
    "order_id": ORDER,
    "sequence": "1",
    "number": "g || '-R1'",
    "sort_number": "lpad(g::text, 40, '0') || '-000001'",
    "state": "CASE WHEN g % 100 = 0 THEN 'WAITING_PACKAGE' ELSE 'COMPLETED' END",
    "channel": "'channel-' || g % 50",
    "customer_email": "'c' || g % 30000 || '@example.com'",
    "requested_by": "'CUSTOMER'",
    "label_payer": "'CUSTOMER'",
    "currency": "'USD'",
    "expires_at": "CASE WHEN g % 100 = 0 THEN now() + (g % 1000 - 50) * interval '1 hour' END",
    "created_at": "timestamptz '2026-01-01 12:00Z' + g * interval '1 minute'",
    "updated_at": "timestamptz '2026-01-01 12:00Z' + g * interval '2 minute'",
}
LINE_COLUMNS = {
    "request_id": "g",
    "product_name": "'Mug'",
    "quantity": "1",
    "reason_id": "CASE WHEN g % 500 = 0 THEN {rare} ELSE {common} END",
    "resolution": "'REFUND'",
    "unit_price": "10",
}
STATE_COLUMNS = {"order_id": ORDER, "search_words": "g || ' c' || g % 30000 || '@example.com'"}


def fill(model, columns) -> str:
    """One statement; columns that no list reads have their defaults."""
    fields = [one for one in model._meta.concrete_fields if not one.primary_key or one.attname in columns]
    values = {one.attname: "NULL" if one.null else f"'{one.get_default()}'" for one in fields} | columns
    for name, text in values.items():
        values[name] = {"'False'": "false", "'{}'": "'{}'"}.get(text, text)
    source = f"SELECT {', '.join(values.values())} FROM generate_series(1, {REQUESTS}) g"
    return f"INSERT INTO {model._meta.db_table} ({', '.join(values)}) {source}"


@pytest.fixture
def many(db):
    """Our rows alone: the keys to Saleor's orders are dropped inside the test's transaction."""
    with get_host().allow_writer(), connection.cursor() as cursor:
        for model in (ReturnRequest, OrderState):
            table = model._meta.db_table
            for name, one in connection.introspection.get_constraints(cursor, table).items():
                if one["foreign_key"] and one["columns"] == ["order_id"]:
                    cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        pks = dict(ReturnReason.objects.values_list("slug", "pk"))
        lines = {
            name: text.format(rare=pks["damaged"], common=pks["other"]) for name, text in LINE_COLUMNS.items()
        }
        cursor.execute(fill(ReturnRequest, COLUMNS))
        cursor.execute(fill(ReturnLine, lines))
        cursor.execute(fill(OrderState, {**STATE_COLUMNS, "updated_at": "now()"}))
        for model in (ReturnRequest, ReturnLine, OrderState):
            cursor.execute(f"ANALYZE {model._meta.db_table}")
        yield pks


def plan(sort_by=ReturnSort.NEWEST_FIRST, **filters) -> str:
    """The plan of the statement that reads a page."""
    columns, descending = SORTINGS[sort_by]
    found = []

    def keep(execute, sql, params, many, context):
        found.append((sql, params))
        return execute(sql, params, many, context)

    rows = find_returns(ReturnFilter(**filters), using="default")
    with connection.execute_wrapper(keep):
        page_of_queryset(rows, columns, window(first=50), descending=descending)
    [(sql, params)] = found
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        text = "\n".join(row[0] for row in cursor.fetchall())
    assert not re.search(rf"Seq Scan on ({TABLE}|{ReturnLine._meta.db_table})\b", text), (filters, text)
    return text


def test_every_list_uses_an_index(many):
    assert ReturnRequest.objects.count() == REQUESTS
    for sort_by, index in (
        (ReturnSort.NEWEST_FIRST, "made"),
        (ReturnSort.OLDEST_FIRST, "made"),
        (ReturnSort.UPDATED_FIRST, "upd"),
        (ReturnSort.UPDATED_LAST, "upd"),
        (ReturnSort.NUMBER_ASCENDING, "num"),
        (ReturnSort.NUMBER_DESCENDING, "num"),
    ):
        assert f"order_central_return_{index}_idx" in plan(sort_by), sort_by
    assert "return_state_idx" in plan(states=["WAITING_PACKAGE"])
    assert "return_chan_idx" in plan(channels=["channel-7"])
    assert "return_mail_idx" in plan(customer_email="c77@example.com")
    plan(reason_pks=[many["damaged"]])
    plan(reason_pks=[many["other"]])
    plan(states=["COMPLETED"], channels=["channel-7"])
    plan(search="c777@example.com")
    plan(search="99999-R1")
