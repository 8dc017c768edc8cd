"""At 50,000 parcels the list of problems, the figures and the run over late orders read by index."""

from __future__ import annotations

import pytest
from django.db import connection

from saleor_order_central.graphql.connections import page_of_queryset, window
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.promises.attention import SORT_COLUMNS, find_problems
from saleor_order_central.promises.problems import ParcelProblem
from saleor_order_central.tracking.models import OrderParcel

PARCELS = 50_000
TABLE = OrderParcel._meta.db_table
COLUMNS = {
    "order_id": "gen_random_uuid()" if is_saleor_3() else "g",
    "number": "1",
    "kind": "'CARRIER_KNOWN'",
    "presentation": "'MODAL_HISTORY'",
    "reasons": "'[]'",
    "reporting_carriers": "'[]'",
    "code": "'C' || g",
    "normalized_code": "'C' || g",
    "shipped_at": "now() - g * interval '10 minutes'",
    "classified_at": "now()",
    # Most parcels were delivered; of the others some become late one day.
    "problem": "CASE WHEN g % 100 > 0 THEN '' WHEN g % 300 = 0 THEN 'LATE' ELSE 'EXCEPTION' END",
    "problem_at": "CASE WHEN g % 100 = 0 THEN now() + (100 - g % 1000) * interval '1 hour' END",
}


@pytest.fixture
def many(db):
    """The parcels alone: the key to Saleor's orders is dropped inside the test's transaction."""
    values = {
        field.column: "NULL" if field.null else f"'{field.get_default()}'"
        for field in OrderParcel._meta.concrete_fields
        if not field.primary_key
    } | COLUMNS
    with get_host().allow_writer(), connection.cursor() as cursor:
        for name, one in connection.introspection.get_constraints(cursor, TABLE).items():
            if one["foreign_key"] and one["columns"] == ["order_id"]:
                cursor.execute(f'ALTER TABLE {TABLE} DROP CONSTRAINT "{name}"')
        cursor.execute(
            f"INSERT INTO {TABLE} ({', '.join(values)}) SELECT {', '.join(values.values())}"
            f" FROM generate_series(1, {PARCELS}) g"
        )
        cursor.execute(f"ANALYZE {TABLE}")
        yield


def plan(read):
    """The plan of the one statement that reads parcels."""
    found = []

    def keep(execute, sql, params, many, context):
        found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        read()
    [(sql, params)] = [one for one in found if f'FROM "{TABLE}"' in one[0]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        text = "\n".join(row[0] for row in cursor.fetchall())
    assert f"Seq Scan on {TABLE}" not in text, text
    return text


def page(*, descending=False, first=20, after=None, **filters):
    rows = find_problems(using="default", channels=None, **filters)
    return page_of_queryset(rows, SORT_COLUMNS, window(first=first, after=after), descending=descending)


def test_every_page_of_problems_uses_an_index(many):
    cursor = page().page_info.end_cursor
    for filters in (
        {},
        {"descending": True},
        {"after": cursor},
        {"is_acknowledged": False},
        {"reasons": [ParcelProblem.EXCEPTION]},
        {"reasons": [ParcelProblem.LATE, ParcelProblem.DELAYED]},
    ):
        text = plan(lambda filters=filters: page(**filters))
        assert "order_central_parcel_problem" in text or "order_central_parcel_reason" in text, text
    assert len(page(first=100).edges) == 100
