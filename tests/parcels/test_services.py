"""Parcels that staff add, change and take away, as the API does it (000-28, 001-17, 001-21)."""

from __future__ import annotations

from threading import Barrier, Thread

import graphene
import pytest
from django.db import connection

from saleor_order_central.author import SYSTEM
from saleor_order_central.carrier_events.models import OrderCarrierEvent
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.parcels.request import ParcelRequest
from saleor_order_central.parcels.services import create_parcel
from saleor_order_central.settings import load_settings
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.timeline.models import OrderEntry
from saleor_order_central.tracking.models import OrderParcel
from saleor_order_central.tracking.services import reclassify_parcels
from tests.shop_rows import NOON, facts_of, hours, make_app, make_order, make_user, ship

PARCEL = """id number code isAdded shippedAt fulfillmentId tracking { classification carrier reasons }
    lines { quantity orderLine { productName } } estimatedDelivery { earliest latest }"""
CREATE = f"""mutation($order: ID!, $input: OrderParcelInput!) {{
    orderParcelCreate(order: $order, input: $input) {{
    parcel {{ {PARCEL} }} errors {{ field code message }} }} }}"""
UPDATE = f"""mutation($id: ID!, $input: OrderParcelInput!) {{
    orderParcelUpdate(id: $id, input: $input) {{
    parcel {{ {PARCEL} }} errors {{ field code message }} }} }}"""
DELETE = f"""mutation($id: ID!) {{ orderParcelDelete(id: $id) {{
    parcel {{ {PARCEL} }} errors {{ field code message }} }} }}"""
READ = f"""query($id: ID!) {{ orderCentral(id: $id) {{ parcels {{ {PARCEL} }}
    timeline {{ steps {{ code state }} }} }} }}"""

OWN_LINE = {"orderLine": "OWN", "quantity": 1}
OTHER_LINE = {"orderLine": "OTHER", "quantity": 1}


def gid(name, pk):
    return graphene.Node.to_global_id(name, pk)


def created(api, order, **input):
    answer = api.data(CREATE, order=gid("Order", order.pk), input=input)["orderParcelCreate"]
    assert answer["errors"] == []
    return answer["parcel"]


def refused(api, document, **variables):
    (answer,) = api.data(document, **variables).values()
    assert answer["parcel"] is None
    return [(error["field"], error["code"]) for error in answer["errors"]]


def shown(api, order):
    return api.data(READ, id=gid("Order", order.pk))["orderCentral"]["parcels"]


@pytest.fixture
def order(db):
    order = make_order(is_paid=True, quantity=5)
    ship(order, "AB123", NOON + hours(2), quantity=5)
    record_orders([order.pk])
    return order


def test_001_21_a_second_parcel_of_a_fulfillment(staff_api, order):
    fulfillment = order.fulfillments.get()
    line = gid("OrderLine", order.lines.get().pk)
    # when
    parcel = created(
        staff_api,
        order,
        fulfillment=gid("Fulfillment", fulfillment.pk),
        code="AA123456785BR",
        lines=[{"orderLine": line, "quantity": 2}],
        estimatedAt="2026-03-09T12:00:00+00:00",
    )
    # then it leaves with its fulfillment, and the first parcel holds the rest
    assert parcel["isAdded"] is True
    assert parcel["fulfillmentId"] == gid("Fulfillment", fulfillment.pk)
    assert parcel["tracking"]["carrier"] == "correios"
    assert parcel["lines"] == [{"quantity": 2, "orderLine": {"productName": "Mug"}}]
    assert parcel["estimatedDelivery"]["latest"].startswith("2026-03-09T12:00:00")
    first, second = shown(staff_api, order)
    assert (first["code"], first["isAdded"], first["lines"][0]["quantity"]) == ("AB123", False, 3)
    assert second == parcel
    entry = OrderEntry.objects.get(order=order, subject="Parcel added")
    assert (entry.message, entry.visibility) == ("AA123456785BR", "CUSTOMER")


def test_a_parcel_of_the_whole_order(staff_api):
    order = make_order(is_paid=True)
    record_orders([order.pk])
    parcel = created(staff_api, order, code="AB777", shippedAt="2026-03-02T12:00:00+00:00")
    assert (parcel["number"], parcel["fulfillmentId"], parcel["lines"]) == (0, None, [])
    assert [one["code"] for one in shown(staff_api, order)] == ["AB777"]


def test_added_parcels_stand_in_for_a_fulfillment_without_a_code(staff_api):
    order = make_order(is_paid=True)
    fulfillment = ship(order, "", NOON + hours(2))
    record_orders([order.pk])
    created(staff_api, order, fulfillment=gid("Fulfillment", fulfillment.pk), code="AB777")
    (parcel,) = shown(staff_api, order)
    assert (parcel["code"], parcel["lines"][0]["quantity"]) == ("AB777", 3)
    assert OrderState.objects.get(order=order).is_sent is True


def test_a_carrier_that_staff_chose_stays(staff_api, order):
    parcel = created(staff_api, order, code="12345678901", carrier="fan_courier")
    assert parcel["tracking"] == {
        "classification": "CARRIER_KNOWN",
        "carrier": "fan_courier",
        "reasons": ["CHOSEN_BY_STAFF"],
    }
    reclassify_parcels(load_settings(using="default"))
    assert OrderParcel.objects.get(is_own=True).carrier == "fan_courier"
    # and the rules decide again when staff say so, or when the code is another one
    answer = staff_api.data(UPDATE, id=parcel["id"], input={"code": "AA123456785BR"})["orderParcelUpdate"]
    assert answer["parcel"]["tracking"]["carrier"] == "correios"
    staff_api.data(UPDATE, id=parcel["id"], input={"code": "12345678901", "carrier": "fan_courier"})
    answer = staff_api.data(UPDATE, id=parcel["id"], input={"carrier": ""})["orderParcelUpdate"]
    assert answer["parcel"]["tracking"]["classification"] == "CODE_UNKNOWN"


def test_a_code_of_saleors_field_is_changed_in_saleor_too(staff_api, order):
    order.fulfillments.update(tracking_number="AB123, AB124")
    record_orders([order.pk])
    _first, second = shown(staff_api, order)
    answer = staff_api.data(UPDATE, id=second["id"], input={"code": "AA123456785BR"})["orderParcelUpdate"]
    assert answer["errors"] == []
    assert answer["parcel"]["code"] == "AA123456785BR"
    assert order.fulfillments.get().tracking_number == "AB123, AA123456785BR"
    assert [one["code"] for one in shown(staff_api, order)] == ["AB123", "AA123456785BR"]
    assert OrderParcel.objects.filter(order=order).count() == 2


def test_a_parcel_that_is_taken_away_keeps_its_events(staff_api, order):
    parcel = created(staff_api, order, code="AB777")
    row = OrderParcel.objects.get(is_own=True)
    OrderCarrierEvent.objects.create(
        parcel=row, dedupe_key="x", code="AB777", type="IN_TRANSIT", happened_at=NOON, provider="p"
    )
    answer = staff_api.data(DELETE, id=parcel["id"])["orderParcelDelete"]
    assert (answer["errors"], answer["parcel"]["id"]) == ([], parcel["id"])
    assert [one["code"] for one in shown(staff_api, order)] == ["AB123"]
    assert OrderCarrierEvent.objects.get().parcel_id == row.pk
    assert refused(staff_api, DELETE, id=parcel["id"]) == [("id", "NOT_FOUND")]
    assert OrderEntry.objects.filter(order=order, subject="Parcel removed").count() == 1


def test_a_code_of_saleors_field_is_taken_out_of_it(staff_api, order):
    order.fulfillments.update(tracking_number="AB123, AB124")
    record_orders([order.pk])
    first, _second = shown(staff_api, order)
    assert staff_api.data(DELETE, id=first["id"])["orderParcelDelete"]["errors"] == []
    assert order.fulfillments.get().tracking_number == "AB124"
    assert [one["code"] for one in shown(staff_api, order)] == ["AB124"]


def test_a_text_that_cannot_stand_beside_other_codes_is_refused(staff_api):
    order = make_order(is_paid=True)
    fulfillment = ship(order, "AB123, AB124", NOON + hours(2))
    record_orders([order.pk])
    second = gid("OrderParcel", f"fulfillment-{fulfillment.pk}-2")
    assert refused(staff_api, UPDATE, id=second, input={"code": "PICKUP"}) == [("code", "INVALID")]
    fulfillment.refresh_from_db()
    assert fulfillment.tracking_number == "AB123, AB124"
    assert [one["code"] for one in shown(staff_api, order)] == ["AB123", "AB124"]


@pytest.mark.parametrize("name", ["fulfillment-0", "parcel-0", "fulfillment-07", "fulfillment-7-0"])
def test_no_parcel_has_the_number_zero(staff_api, order, name):
    gone = gid("OrderParcel", name)
    assert refused(staff_api, DELETE, id=gone) == [("id", "INVALID")]


@pytest.mark.parametrize(
    ("shipped_at", "visibility"), [(None, "STAFF"), ("2026-03-02T09:00:00Z", "CUSTOMER")]
)
def test_a_number_is_the_customers_once_the_parcel_has_left(staff_api, shipped_at, visibility):
    order = make_order(is_paid=True)
    given = {} if shipped_at is None else {"shippedAt": shipped_at}
    parcel = created(staff_api, order, code="AB777", **given)
    staff_api.data(DELETE, id=parcel["id"])
    entries = OrderEntry.objects.filter(order=order, subject__startswith="Parcel ").order_by("pk")
    assert list(entries.values_list("subject", "visibility")) == [
        ("Parcel added", visibility),
        ("Parcel removed", visibility),
    ]


def test_what_was_in_a_canceled_parcel_can_be_sent_again(staff_api):
    order = make_order(quantity=1, is_paid=True)
    line = [{"orderLine": gid("OrderLine", order.lines.get().pk), "quantity": 1}]
    first = ship(order, "AB123", NOON + hours(2))
    record_orders([order.pk])
    parcel = gid("OrderParcel", f"fulfillment-{first.pk}")
    staff_api.data(UPDATE, id=parcel, input={"lines": line})
    type(first).objects.filter(pk=first.pk).update(status="canceled")
    record_orders([order.pk])
    assert created(staff_api, order, code="AB777", lines=line)["lines"][0]["quantity"] == 1


def test_a_repeated_key_makes_one_parcel(staff_api, order):
    first = created(staff_api, order, code="AB777", idempotencyKey="k")
    assert created(staff_api, order, code="AB777", idempotencyKey="k") == first
    variables = {"order": gid("Order", order.pk), "input": {"code": "AB778", "idempotencyKey": "k"}}
    assert refused(staff_api, CREATE, **variables) == [("idempotencyKey", "CONFLICT")]
    assert OrderParcel.objects.filter(is_own=True).count() == 1
    assert OrderEntry.objects.filter(order=order, subject="Parcel added").count() == 1


@pytest.mark.parametrize(
    ("input", "fault"),
    [
        ({}, ("code", "REQUIRED")),
        ({"code": "  "}, ("code", "REQUIRED")),
        ({"code": "AB123, AB124"}, ("code", "INVALID")),
        ({"code": "A" * 256}, ("code", "INVALID")),
        ({"code": "AB1", "carrier": "nobody"}, ("carrier", "NOT_FOUND")),
        ({"code": "AB1", "shippedAt": "1999-01-01T00:00:00+00:00"}, ("shippedAt", "INVALID")),
        ({"code": "AB1", "fulfillment": gid("Fulfillment", 999999)}, ("fulfillment", "NOT_FOUND")),
        ({"code": "AB1", "fulfillment": gid("Order", 1)}, ("fulfillment", "GRAPHQL_ERROR")),
        ({"code": "AB1", "lines": [{"orderLine": "OWN", "quantity": 0}]}, ("lines.0.quantity", "INVALID")),
        ({"code": "AB1", "lines": [{"orderLine": "OWN", "quantity": 6}]}, ("lines.0.quantity", "INVALID")),
        (
            {"code": "AB1", "lines": [{"orderLine": "OWN", "quantity": 1}] * 2},
            ("lines.1.orderLine", "INVALID"),
        ),
        (
            {"code": "AB1", "lines": [{"orderLine": "OTHER", "quantity": 1}]},
            ("lines.0.orderLine", "NOT_FOUND"),
        ),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(staff_api, order, input, fault):
    other = make_order()
    ids = {"OWN": order.lines.get().pk, "OTHER": other.lines.get().pk}
    if "lines" in input:
        lines = [{**one, "orderLine": gid("OrderLine", ids[one["orderLine"]])} for one in input["lines"]]
        input = {**input, "lines": lines}
    before = OrderEntry.objects.count()
    assert refused(staff_api, CREATE, order=gid("Order", order.pk), input=input) == [fault]
    assert not OrderParcel.objects.filter(is_own=True).exists()
    assert OrderEntry.objects.count() == before


def test_no_more_units_than_there_are(staff_api, order):
    line = gid("OrderLine", order.lines.get().pk)
    parcel = created(staff_api, order, code="AB777", lines=[{"orderLine": line, "quantity": 4}])
    too_many = {"code": "AB778", "lines": [{"orderLine": line, "quantity": 2}]}
    fault = [("lines.0.quantity", "INVALID")]
    assert refused(staff_api, CREATE, order=gid("Order", order.pk), input=too_many) == fault
    # the parcel's own lines do not stand in its way
    answer = staff_api.data(UPDATE, id=parcel["id"], input={"lines": [{"orderLine": line, "quantity": 5}]})
    assert answer["orderParcelUpdate"]["errors"] == []


def test_the_customer_is_told_as_wanted(staff_api, order):
    def codes():
        rows = OrderNotification.objects.filter(order=order, occasion="TRACKING_NUMBER", channel_kind="EMAIL")
        return [(row.tracking_codes, row.status) for row in rows.order_by("pk")]

    created(staff_api, order, code="AB777", shippedAt="2026-03-02T12:00:00+00:00")
    assert codes() == [], "an old parcel is no news"
    created(
        staff_api,
        order,
        code="AB778",
        shippedAt="2026-03-02T12:00:00+00:00",
        notify={"email": "SEND"},
    )
    ((told, status),) = codes()
    assert ("AB778" in told, status) == (True, "QUEUED")


CALLERS = ["anonymous", "customer", "owner", "staff without permission", "app without permission"]


@pytest.mark.parametrize("caller", CALLERS)
def test_only_staff_with_the_permission_may(api, order, customer, caller):
    parcel = gid("OrderParcel", f"fulfillment-{order.fulfillments.get().pk}")
    if caller == "customer":
        api.sign_in(customer)
    elif caller == "owner":
        type(order).objects.filter(pk=order.pk).update(user=customer)
        api.sign_in(customer)
    elif caller == "staff without permission":
        api.sign_in(make_user("new@example.com", "product.manage_products", is_staff=True))
    elif caller == "app without permission":
        api.with_header("Bearer " + make_app("app")[1])
    for document, variables in (
        (CREATE, {"order": gid("Order", order.pk), "input": {"code": "AB777"}}),
        (UPDATE, {"id": parcel, "input": {"code": "AB777"}}),
        (DELETE, {"id": parcel}),
    ):
        answer = api.answer(document, **variables)
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert list(OrderParcel.objects.values_list("code", flat=True)) == ["AB123"]
    assert order.fulfillments.get().tracking_number == "AB123"


if is_saleor_3():

    def test_staff_of_another_channel_find_no_parcel(api, order):
        from saleor.account.models import Group

        user = make_user("limited@example.com", "order.manage_orders", is_staff=True)
        Group.objects.filter(user=user).update(restricted_access_to_channels=True)
        api.sign_in(user)
        parcel = gid("OrderParcel", f"fulfillment-{order.fulfillments.get().pk}")
        assert refused(api, UPDATE, id=parcel, input={"code": "AB777"}) == [("id", "NOT_FOUND")]
        assert refused(api, CREATE, order=gid("Order", order.pk), input={"code": "X12"}) == [
            ("order", "NOT_FOUND")
        ]


def test_equal_requests_at_once_make_one_parcel(transactional_db):
    order = make_order()
    record_orders([order.pk])
    facts = facts_of(order)
    request = ParcelRequest({"code": "AB777"}, idempotency_key="same")
    barrier, found = Barrier(8), []

    def call() -> None:
        try:
            with get_host().allow_writer():
                barrier.wait()
                found.append(create_parcel(facts, request, author=SYSTEM).pk)
        finally:
            connection.close()

    threads = [Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(found), len(set(found))) == (8, 1)
    assert OrderParcel.objects.filter(order=order).count() == 1
    assert OrderEntry.objects.filter(order=order, subject="Parcel added").count() == 1


def test_units_are_not_given_away_twice_at_once(transactional_db):
    from saleor_order_central.errors import OrderCentralFault
    from saleor_order_central.parcels.request import LineRequest

    order = make_order(quantity=3)
    record_orders([order.pk])
    facts, line = facts_of(order), order.lines.get().pk
    barrier, refusals = Barrier(6), []

    def call(number: int) -> None:
        try:
            with get_host().allow_writer():
                barrier.wait()
                request = ParcelRequest({"code": f"AB77{number}", "lines": [LineRequest(line, 1)]})
                create_parcel(facts, request, author=SYSTEM)
        except OrderCentralFault as fault:
            refusals.append(fault.field)
        finally:
            connection.close()

    threads = [Thread(target=call, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refusals == ["lines.0.quantity"] * 3
    assert OrderParcel.objects.filter(order=order).count() == 3
