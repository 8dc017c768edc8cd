"""What the host layer reads from Saleor: orders older than the plugin have a full story at once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from tests.shop_rows import (
    NOON,
    add_event,
    add_invoice,
    cancel,
    facts_of,
    hours,
    make_address,
    make_order,
    make_user,
    pay,
    set_status,
    ship,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def writer():
    with get_host().allow_writer():
        yield


def test_an_order_that_was_only_placed():
    facts = facts_of(make_order())
    assert (facts.placed_at, facts.is_draft, facts.is_canceled) == (NOON, False, False)
    assert facts.channel == ("main" if is_saleor_3() else "")
    assert (facts.money.total, facts.money.currency) == (Decimal("30.00"), "USD")
    assert (facts.money.is_fully_charged, facts.money.paid_at) == (False, None)
    assert (facts.shipments, facts.invoices) == ((), ())
    assert [event.raw_type for event in facts.events] == ["placed"]
    assert facts.missing_information == ()
    assert facts.delivery == {"postcode": "10115", "country": "DE", "language": "en"}


def test_the_date_of_placing_is_the_events_not_the_drafts():
    order = make_order()
    order.events.all().delete()
    add_event(order, "placed_from_draft", NOON + hours(9))
    assert facts_of(order).placed_at == NOON + hours(9)


def test_payment_is_dated_by_saleors_own_event():
    order = make_order()
    pay(order, NOON + hours(2))
    money = facts_of(order).money
    assert (money.is_fully_charged, money.paid_at) == (True, NOON + hours(2))


def test_payment_without_an_event_is_dated_by_the_payment_row():
    order = make_order()
    payment = pay(order, NOON)
    order.events.filter(type="order_marked_as_paid").delete()
    modified = "modified_at" if is_saleor_3() else "modified"
    type(payment).objects.filter(pk=payment.pk).update(**{modified: NOON + hours(3)})
    assert facts_of(order).money.paid_at == NOON + hours(3)


def test_a_free_order_is_paid_from_the_start():
    order = make_order(total="0.00")
    if is_saleor_3():
        type(order).objects.filter(pk=order.pk).update(charge_status="full")
    money = facts_of(order).money
    assert (money.is_fully_charged, money.paid_at) == (True, NOON)


def test_a_part_of_the_money_is_not_paid():
    order = make_order()
    payment = pay(order, NOON)
    type(payment).objects.filter(pk=payment.pk).update(captured_amount=Decimal("29.99"))
    if is_saleor_3():
        type(order).objects.filter(pk=order.pk).update(charge_status="partial")
    order.events.filter(type="order_marked_as_paid").delete()
    assert facts_of(order).money.is_fully_charged is False


def test_an_order_that_was_paid_stays_paid_when_money_goes_back():
    """Saleor 3 counts what is still charged; customers must not be asked to pay again."""
    order = make_order(total="30.00", is_paid=True)
    if is_saleor_3():
        type(order).objects.filter(pk=order.pk).update(charge_status="partial", total_charged_amount=20)
    add_event(order, "payment_refunded", NOON + hours(5), amount="10.00")
    money = facts_of(order).money
    assert (money.is_fully_charged, money.refunded, money.paid_at) == (True, Decimal(10), NOON + hours(1))


def test_refunds_of_payments_add_up():
    order = make_order(is_paid=True)
    add_event(order, "payment_refunded", NOON + hours(4), amount="10.50")
    add_event(order, "payment_refunded", NOON + hours(6), amount="4.50")
    money = facts_of(order).money
    assert (money.refunded, money.refunded_at) == (Decimal("15.00"), NOON + hours(6))


def test_shipments_carry_number_code_and_date():
    order = make_order()
    ship(order, "CODE-1", NOON + hours(1), quantity=1, is_last=False)
    ship(order, "", NOON + hours(2), quantity=2)
    facts = facts_of(order)
    assert [(one.number, one.code, one.shipped_at, one.is_canceled) for one in facts.shipments] == [
        (1, "CODE-1", NOON + hours(1), False),
        (2, "", NOON + hours(2), False),
    ]
    assert facts.is_fully_fulfilled is True


def test_a_canceled_shipment_is_marked():
    order = make_order()
    ship(order, "CODE-1", NOON, status="canceled", is_last=False)
    assert [one.is_canceled for one in facts_of(order).shipments] == [True]


def test_a_shipment_whose_row_saleor_deleted_is_rebuilt_from_history():
    order = make_order(is_paid=True)
    fulfillment = ship(order, "CODE-1", NOON + hours(5))
    add_event(
        order,
        "tracking_updated",
        NOON + hours(5),
        tracking_number="CODE-1",
        fulfillment=fulfillment.composed_id,
    )
    fulfillment.delete()
    (shipment,) = facts_of(order).shipments
    assert (shipment.fulfillment_pk, shipment.number, shipment.code) == (None, 1, "CODE-1")
    assert shipment.shipped_at == NOON + hours(5)


def test_a_partly_sent_order_is_not_fully_fulfilled():
    order = make_order()
    ship(order, "CODE-1", NOON, quantity=1, is_last=False)
    set_status(order, "partially fulfilled")
    assert facts_of(order).is_fully_fulfilled is False


SALEOR_3_STATUSES = [
    ("returned", 3, True, True),
    ("partially_returned", 3, True, False),
    ("partially_returned", 1, False, False),
]


@pytest.mark.parametrize(
    ("status", "sent", "fulfilled", "returned"),
    SALEOR_3_STATUSES if is_saleor_3() else [("fulfilled", 3, True, False)],
)
def test_returns_and_what_was_sent(status, sent, fulfilled, returned):
    order = make_order(is_paid=True)
    ship(order, "CODE-1", NOON, quantity=sent)
    set_status(order, status)
    facts = facts_of(order)
    assert (facts.is_fully_fulfilled, facts.is_fully_returned) == (fulfilled, returned)


def test_a_canceled_order_has_the_date_of_the_event():
    order = make_order()
    cancel(order, NOON + hours(7))
    facts = facts_of(order)
    assert (facts.is_canceled, facts.canceled_at) == (True, NOON + hours(7))


def test_invoices_without_number_and_address_are_left_out():
    order = make_order()
    add_invoice(order, "", "")
    add_invoice(order, "F-2", "")
    add_invoice(order, "", "https://shop.example.com/3.pdf")
    assert [(one.number, one.url) for one in facts_of(order).invoices] == [
        ("F-2", ""),
        ("", "https://shop.example.com/3.pdf"),
    ]


def test_001_06_missing_information_is_named():
    order = make_order()
    type(order).objects.filter(pk=order.pk).update(
        user_email="", billing_address=None, shipping_address=None, shipping_method_name=None
    )
    assert facts_of(order).missing_information == (
        "email",
        "billingAddress",
        "shippingAddress",
        "shippingMethod",
    )
    address = make_address(phone="")
    type(order).objects.filter(pk=order.pk).update(shipping_address=address)
    assert "phone" in facts_of(order).missing_information


@pytest.mark.parametrize(
    ("of_order", "of_account"),
    [
        ("", "ana@example.com"),
        ("old@example.com", "ana@example.com"),
        ("guest@example.com", None),
        ("", None),
    ],
)
def test_the_address_is_the_one_that_saleor_writes_to(of_order, of_account):
    # given
    order = make_order(user=make_user(of_account) if of_account else None)
    type(order).objects.filter(pk=order.pk).update(user_email=of_order)
    order.refresh_from_db()
    expected = order.get_customer_email() or ""
    # then
    facts = facts_of(order)
    assert facts.user_email == expected
    assert facts.missing_information == (() if expected else ("email",))
    if of_order and of_account:
        assert expected == (of_order if is_saleor_3() else of_account)


def test_a_digital_order_needs_no_address_to_ship_to():
    facts = facts_of(make_order(is_shipping_required=False))
    assert (facts.is_shipping_required, facts.missing_information) == (False, ())


def test_staff_notes_are_kept_apart_from_their_kind():
    order = make_order()
    add_event(order, "note_added", NOON, message="Call back")
    event = facts_of(order).events[-1]
    assert (event.kind.value, event.message) == ("note", "Call back")


def test_the_same_statements_for_one_and_for_many(statements):
    pks = [make_order(is_paid=True).pk for _ in range(20)]
    with statements() as one:
        get_host().load_facts(pks[:1], using="default")
    with statements() as many:
        get_host().load_facts(pks, using="default")
    assert (len(one), len(many)) == (4, 4)
    assert get_host().load_facts([], using="default") == {}
