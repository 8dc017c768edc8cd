"""The order page costs the same number of SQL statements for one order and for fifty."""

from __future__ import annotations

import pytest

from tests.shop_rows import NOON, add_invoice, hours, make_order, ship

AT_MOST = 12
PLAIN = "query($n: Int!) { orders(first: $n) { edges { node { id } } } }"
WITH_CENTRAL = """query($n: Int!) { orders(first: $n) { edges { node { id orderCentral {
    status { slug customerLabel } statusChangedAt
    timeline { progressPercent current { code } steps { code state label completedAt missing
        evidence { source message date } parcels { code } } }
    parcels { code tracking { presentation url carrier } }
    invoiceLinks { number } warnings { code } } } } } }"""


@pytest.fixture
def fifty_orders(customer):
    for number in range(50):
        order = make_order(user=customer, is_paid=number % 2 == 0)
        if number % 3 == 0:
            ship(order, f"https://track.example.com/{number}", NOON + hours(3))
        if number % 4 == 0:
            add_invoice(order, f"F-{number}", "https://shop.example.com/f.pdf")


def count_added(staff_api, statements, number):
    with statements() as plain:
        assert len(staff_api.data(PLAIN, n=number)["orders"]["edges"]) == number
    with statements() as central:
        edges = staff_api.data(WITH_CENTRAL, n=number)["orders"]["edges"]
    assert all(edge["node"]["orderCentral"]["status"] for edge in edges)
    return len(central) - len(plain)


def test_the_same_few_statements_for_1_10_and_50_orders(fifty_orders, staff_api, statements):
    # given a first request that fills the host's own caches (sites, content types)
    staff_api.data(WITH_CENTRAL, n=1)
    # when
    added = {number: count_added(staff_api, statements, number) for number in (1, 10, 50)}
    # then
    assert len(set(added.values())) == 1, added
    assert added[1] <= AT_MOST, added


def test_lines_and_history_cost_a_constant_too(fifty_orders, staff_api, statements):
    query = """query($n: Int!) { orders(first: $n) { edges { node { orderCentral {
        lines { productName } order { id } parcels { lines { quantity } }
        history(first: 5) { totalCount edges { node { subject user { email } } } } } } } } }"""
    staff_api.data(query, n=1)
    counts = []
    for number in (2, 50):
        with statements() as found:
            staff_api.data(query, n=number)
        counts.append(len(found))
    assert counts[0] == counts[1]
