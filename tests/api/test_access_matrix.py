"""Every query, mutation and field of the order page, asked by every kind of caller: each cell is carried out.

The rows stand in `tests/access_matrix/table.py`. A new field of the schema without a row fails here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from saleor_order_central.graphql.install import additions
from saleor_order_central.graphql.order_central import OrderCentral
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from tests.access_matrix.shop import make_callers, make_ids, make_story
from tests.access_matrix.table import (
    CALLERS,
    ORDER_MUTATIONS,
    PAGE_FIELDS,
    QUERIES,
    SHOP_MUTATIONS,
    Row,
)
from tests.conftest import Api

MUTATIONS = {**ORDER_MUTATIONS, **SHOP_MUTATIONS}
PRESENT = [one for one in CALLERS if is_saleor_3() or one != "staff_elsewhere"]
DENIED, HIDDEN, SHOWN = "-0+"


@pytest.fixture
def shop(customer: Any, configure: Any, settings: Any) -> Any:
    """The ids of the shop, and a client for each caller."""
    settings.GRAPHQL_MUTATION_COUNT_LIMIT = 1_000
    configure(saleor_mails="off", undo_seconds="60", anonymous_access="off", guest_access=True)
    with get_host().allow_writer():
        order = make_story(customer)
        callers = make_callers(customer, order)
        from django.contrib.auth import get_user_model

        staff = get_user_model().objects.get(email="staff@example.com")
        return make_ids(order, staff), callers


def document(kind: str, rows: dict[str, Row], ids: dict[str, str]) -> str:
    """One document with all rows: Saleor carries its fields out one by one."""
    fields = []
    for name, row in rows.items():
        arguments = row.arguments.format(**ids)
        fields.append(f"{name}{f'({arguments})' if arguments else ''} {row.selection}")
    return f"{kind} {{ {' '.join(fields)} }}"


def cells_of(answer: dict[str, Any], rows: dict[str, Row]) -> Iterator[tuple[str, str]]:
    """How a caller fared with each row."""
    denied = {}
    for error in answer.get("errors", ()):
        assert "path" in error, error
        denied[error["path"][0]] = error["extensions"]["exception"]["code"]
    for name in rows:
        yield name, cell(name, (answer["data"] or {}).get(name), denied.get(name))


def cell(name: str, value: Any, error: str | None) -> str:
    """A refused permission, something that is not there, or an answer, be it a fault of the content."""
    if error == "PermissionDenied":
        return DENIED
    codes = [one["code"] for one in value.get("errors") or ()] if isinstance(value, dict) else []
    if "PERMISSION_DENIED" in codes:
        return DENIED
    if error is not None or "NOT_FOUND" in codes or not value:
        return HIDDEN
    if isinstance(value, dict) and value.get("edges") == []:
        return HIDDEN
    return SHOWN


def expected(rows: dict[str, Row], caller: str) -> dict[str, str]:
    column = CALLERS.index(caller)
    return {name: row.cells.replace(" ", "")[column] for name, row in rows.items()}


def split(rows: dict[str, Row]) -> tuple[dict[str, Row], dict[str, Row]]:
    """A field that cannot be null takes all others with it when it is refused: it is asked alone."""
    alone = {name: row for name, row in rows.items() if name == "orderPackingSlips"}
    return alone, {name: row for name, row in rows.items() if name not in alone}


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        (QUERIES, lambda: additions().query),
        (MUTATIONS, lambda: additions().mutation),
        (PAGE_FIELDS, lambda: OrderCentral._meta.fields),
    ],
    ids=["queries", "mutations", "order-page"],
)
def test_every_field_has_its_row(table, fields):
    def camel(name: str) -> str:
        first, *rest = name.split("_")
        return first + "".join(part.title() for part in rest)

    assert {camel(name) for name in fields()} == set(table)
    assert all(len(row.cells.replace(" ", "")) == len(CALLERS) for row in table.values())


def asked(api: Api, kind: str, rows: dict[str, Row], ids: dict[str, str]) -> dict[str, str]:
    """Carry all rows out in a transaction that is rolled back, so that no caller sees what another did."""
    found: dict[str, str] = {}
    for part in split(rows):
        if part:
            with transaction.atomic():
                answer = api.answer(document(kind, part, ids))
                transaction.set_rollback(True)
            found |= dict(cells_of(answer, part))
    return found


@pytest.mark.parametrize(
    ("kind", "rows"), [("query", QUERIES), ("mutation", MUTATIONS)], ids=["queries", "mutations"]
)
def test_every_caller_fares_as_the_table_says(shop, kind, rows):
    ids, callers = shop
    found = {one: asked(callers[one], kind, rows, ids) for one in PRESENT}
    wanted = {one: expected(rows, one) for one in PRESENT}
    assert differences(found, wanted) == ""


def test_every_part_of_the_order_page(shop, configure):
    ids, callers = shop
    # even anonymous callers see steps: what else they see is what this is about
    configure(saleor_mails="off", undo_seconds="60", anonymous_access="steps", guest_access=True)
    found, wanted = {}, {}
    body = document("", PAGE_FIELDS, ids)
    for one in PRESENT:
        answer = callers[one].answer(f"query {{ orderCentral(id: {ids['order']}) {body} }}")
        assert "errors" not in answer, (one, answer["errors"])
        page = answer["data"]["orderCentral"]
        found[one] = {name: cell(name, page[name], None) for name in PAGE_FIELDS}
        wanted[one] = expected(PAGE_FIELDS, one)
    assert differences(found, wanted) == ""


def differences(found: dict[str, dict[str, str]], wanted: dict[str, dict[str, str]]) -> str:
    """Cells that are not as the table says, in words."""
    callers = list(wanted)
    rows = {
        name: ("".join(found[one][name] for one in callers), "".join(wanted[one][name] for one in callers))
        for name in wanted[callers[0]]
    }
    return "; ".join(f"{name}: {got} not {row}" for name, (got, row) in rows.items() if got != row)
