"""Two at once, over HTTP against a server with threads: each case has one defined result."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

AT_ONCE = 8

CHANGE = """mutation($order: ID!, $input: OrderStatusChangeInput!) {
    orderStatusChange(order: $order, input: $input) { entry { id } errors { code field } } }"""
HISTORY = """query($id: ID!) { orderCentral(id: $id) { status { slug }
    history(first: 100, sortBy: OLDEST_FIRST, where: {kinds: [STATUS_CHANGE]}) {
        edges { node { id statusFrom { slug } statusTo { slug } } } } } }"""
NEW_ORDER = "{ orders(last: 1) { edges { node { id } } } }"


def at_once(call, arguments):
    """Call with each argument at the same time, in the order of the arguments."""
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        return list(pool.map(call, arguments))


@pytest.fixture
def order(shop):
    """The oldest order of the shop, with the history that it has so far."""
    answer = shop.graphql(NEW_ORDER, token=shop.staff_token)
    return answer["data"]["orders"]["edges"][0]["node"]["id"]


def history(shop, order):
    page = shop.graphql(HISTORY, {"id": order}, shop.staff_token)["data"]["orderCentral"]
    return page["status"]["slug"], [edge["node"] for edge in page["history"]["edges"]]


def change(shop, order, **values):
    answer = shop.graphql(CHANGE, {"order": order, "input": values}, shop.staff_token)
    return answer["data"]["orderStatusChange"]


def test_a_request_that_is_sent_eight_times_at_once_writes_one_entry(shop, order):
    before = history(shop, order)[1]
    # when
    found = at_once(
        lambda _: change(
            shop, order, status="waiting-for-dispatch", comment="Packed", idempotencyKey="race-1"
        ),
        range(AT_ONCE),
    )
    # then
    assert [one["errors"] for one in found] == [[]] * AT_ONCE
    assert len({one["entry"]["id"] for one in found}) == 1
    assert len(history(shop, order)[1]) == len(before) + 1


def test_eight_different_changes_at_once_form_one_chain(shop, order):
    # given
    slugs = [
        "received",
        "awaiting-payment",
        "paid",
        "in-realisation",
        "sent",
        "finalized",
        "canceled",
        "refunded",
    ]
    before = history(shop, order)[1]
    # when
    found = at_once(lambda slug: change(shop, order, status=slug), slugs)
    # then each that was accepted has one entry, and each entry starts where the one before ended
    accepted = [one for one in found if not one["errors"]]
    status, entries = history(shop, order)
    assert len(entries) == len(before) + len(accepted)
    for earlier, later in pairwise(entries):
        assert later["statusFrom"] == earlier["statusTo"]
    assert status == entries[-1]["statusTo"]["slug"]


def test_the_same_host_trusted_eight_times_at_once_is_one_entry(shop):
    query = """mutation { orderTrustedTrackingHostCreate(input: {host: "race.example"}) {
        trustedTrackingHost { id } errors { code field } } }"""
    found = at_once(lambda _: shop.graphql(query, token=shop.staff_token), range(AT_ONCE))
    payloads = [one["data"]["orderTrustedTrackingHostCreate"] for one in found]
    assert sum(1 for one in payloads if one["trustedTrackingHost"]) == 1
    assert sorted(str(one["errors"]) for one in payloads)[1:] == [
        str([{"code": "UNIQUE", "field": "host"}])
    ] * (AT_ONCE - 1)


def test_the_same_name_at_once_gives_different_slugs(shop):
    query = """mutation { orderStatusDefinitionCreate(input: {name: "Raced", type: IN_PROGRESS}) {
        statusDefinition { slug } errors { code } } }"""
    found = at_once(lambda _: shop.graphql(query, token=shop.staff_token), range(AT_ONCE))
    slugs = {one["data"]["orderStatusDefinitionCreate"]["statusDefinition"]["slug"] for one in found}
    assert slugs == {"raced", *(f"raced-{number}" for number in range(2, AT_ONCE + 1))}


def test_a_status_deleted_while_orders_get_it_leaves_no_order_without_one(shop, order):
    # given a custom status
    create = """mutation { orderStatusDefinitionCreate(input: {name: "Short-lived", type: IN_PROGRESS}) {
        statusDefinition { id slug } errors { code } } }"""
    made = shop.graphql(create, token=shop.staff_token)["data"]["orderStatusDefinitionCreate"][
        "statusDefinition"
    ]
    delete = """mutation($id: ID!) { orderStatusDefinitionDelete(id: $id) { errors { code } } }"""

    def act(is_delete):
        if is_delete:
            answer = shop.graphql(delete, {"id": made["id"]}, shop.staff_token)
            return answer["data"]["orderStatusDefinitionDelete"]["errors"]
        return change(shop, order, status=made["slug"])["errors"]

    # when
    deleted, changed = at_once(act, [True, False])
    # then exactly one of the two won, and the other one says why not
    outcomes = ([one["code"] for one in deleted], [one["code"] for one in changed])
    assert outcomes in (([], ["NOT_FOUND"]), (["STATUS_IN_USE"], []))
