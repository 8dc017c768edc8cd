"""The feed of Saleor events and invoices: all for staff, our own words for customers."""

from decimal import Decimal

import pytest

from saleor_order_central.host.facts import CoreEventKind, InvoiceFacts
from saleor_order_central.timeline.build import build_feed
from saleor_order_central.timeline.view import EntryKind, Visibility

MARKER = "xyzzy"


VISIBLE_KINDS = {
    "placed",
    "confirmed",
    "paid",
    "shipped",
    "tracking_updated",
    "fulfillment_canceled",
    "canceled",
    "expired",
    "returned",
    "refunded",
    "invoice",
}


@pytest.mark.parametrize("kind", [pytest.param(kind, id=f"003-04-{kind.value}") for kind in CoreEventKind])
def test_core_event(kind, facts, event):
    # given
    secret = event(
        kind, 1, message=MARKER, raw_type=f"raw {MARKER}", app_name=MARKER, user_pk=99, tracking_text=MARKER
    )
    order = facts(events=(secret,))

    # when
    (for_staff,) = build_feed(order, [], for_staff=True)
    for_customer = build_feed(order, [], for_staff=False)

    # then
    assert (for_staff.message, for_staff.core_type) == (MARKER, f"raw {MARKER}")
    assert (for_staff.user_pk, for_staff.app_name) == (99, MARKER)
    assert for_staff.subject
    assert len(for_customer) == (kind.value in VISIBLE_KINDS)
    assert (for_staff.visibility is Visibility.CUSTOMER) is (kind.value in VISIBLE_KINDS)
    for entry in for_customer:
        assert MARKER not in repr(entry)
        assert (entry.message, entry.core_type, entry.user_pk, entry.app_name) == ("", "", None, "")
        assert entry.subject


AUTHORS = [
    pytest.param("placed", "placed", None, "", "CUSTOMER", "CUSTOMER", id="003-04-guest-checkout"),
    pytest.param("placed", "placed", 7, "", "CUSTOMER", "CUSTOMER", id="003-04-own-order"),
    pytest.param("placed", "placed", None, "Shop", "APP", "CUSTOMER", id="003-04-storefront-app"),
    pytest.param("placed", "placed_from_draft", 99, "", "STAFF", "SYSTEM", id="003-04-draft"),
    pytest.param("paid", "order_fully_paid", None, "", "SYSTEM", "SYSTEM", id="003-04-by-itself"),
    pytest.param("paid", "order_marked_as_paid", 99, "", "STAFF", "SYSTEM", id="003-04-by-staff"),
    pytest.param("canceled", "canceled", 7, "", "CUSTOMER", "SYSTEM", id="003-04-by-customer"),
]


@pytest.mark.parametrize(("kind", "raw_type", "user_pk", "app_name", "for_staff", "for_customer"), AUTHORS)
def test_author_of_core_event(kind, raw_type, user_pk, app_name, for_staff, for_customer, facts, event):
    # given
    happened = event(CoreEventKind(kind), 1, raw_type=raw_type, user_pk=user_pk, app_name=app_name)
    order = facts(events=(happened,))

    # when / then
    assert build_feed(order, [], for_staff=True)[0].author_type == for_staff
    assert build_feed(order, [], for_staff=False)[0].author_type == for_customer


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        pytest.param("12.000", "EUR", "Refunded 12 EUR", id="003-04-whole"),
        pytest.param("12.500", "EUR", "Refunded 12.50 EUR", id="003-04-cents"),
        pytest.param("1E+2", "JPY", "Refunded 100 JPY", id="003-04-exponent"),
        pytest.param("1.1230", "KWD", "Refunded 1.123 KWD", id="003-04-three-places"),
        pytest.param(None, "EUR", "Money refunded", id="003-04-unknown"),
    ],
)
def test_amount_of_refund(amount, currency, expected, facts, money, event):
    # given
    refund = event(CoreEventKind.REFUNDED, 1, amount=None if amount is None else Decimal(amount))

    # when
    (entry,) = build_feed(facts(money=money(currency=currency), events=(refund,)), [], for_staff=False)

    # then
    assert entry.subject == expected


def test_003_04_merges_all_sources_oldest_first(facts, event, change, status, invoice):
    # given
    order = facts(
        events=(
            event(CoreEventKind.PLACED, 0, 9),
            event(CoreEventKind.NOTE, 0, 10),
            event(CoreEventKind.PAID, 2, 11),
        ),
        invoices=(invoice, InvoiceFacts(pk=6, number="undated", url="", created_at=None)),
    )
    rows = [
        change(status("paid"), 2, pk=4),
        change(None, 0, pk=10, kind=EntryKind.EVENT, subject="Hello"),
        change(None, 0, pk=3, kind=EntryKind.EVENT, subject="Hi"),
        change(status("received"), 0, pk=2),
    ]

    # when
    ids = [entry.id for entry in build_feed(order, rows, for_staff=True)]

    # then
    assert ids == [
        "event:9",
        "event:10",
        "entry:2",
        "entry:3",
        "entry:10",
        "event:11",
        "invoice:5",
        "entry:4",
    ]


REPEATS = [
    pytest.param("paid", {}, "paid", {}, 30, 1, id="003-04-same-fact"),
    pytest.param("paid", {}, "paid", {}, 90, 2, id="003-04-later"),
    pytest.param("paid", {}, "confirmed", {}, 0, 2, id="003-04-other-kind"),
    pytest.param(
        "refunded", {"amount": Decimal(1)}, "refunded", {"amount": Decimal(2)}, 0, 2, id="003-04-other-amount"
    ),
    pytest.param(
        "shipped",
        {"fulfillment_number": 1},
        "shipped",
        {"fulfillment_number": 2},
        0,
        2,
        id="001-21-other-parcel",
    ),
    pytest.param(
        "shipped",
        {"fulfillment_number": 1},
        "shipped",
        {"fulfillment_number": 1},
        0,
        1,
        id="001-21-same-parcel",
    ),
]


@pytest.mark.parametrize(("first", "details", "second", "more_details", "seconds", "count"), REPEATS)
def test_customer_is_not_told_twice(
    first, details, second, more_details, seconds, count, facts, shipment, event
):
    # given
    events = (
        event(CoreEventKind(first), 1, 1, **details),
        event(CoreEventKind(second), 1 + seconds / 3600, 2, **more_details),
    )
    order = facts(events=events, shipments=(shipment(1), shipment(2)))

    # when / then
    assert len(build_feed(order, [], for_staff=False)) == count
    assert len(build_feed(order, [], for_staff=True)) == 2


def test_000_27_invoice_is_told_once_and_unnamed(facts, event, invoice):
    # given
    order = facts(
        events=(
            event(CoreEventKind.INVOICE, 1, 1, raw_type="invoice_requested"),
            event(CoreEventKind.INVOICE, 3, 2, raw_type="invoice_generated"),
            event(CoreEventKind.INVOICE, 4, 3, raw_type="invoice_sent"),
        ),
        invoices=(invoice,),
    )

    # when
    feed = build_feed(order, [], for_staff=False)

    # then
    assert [entry.subject for entry in feed] == ["Invoice requested", "Invoice added", "Invoice sent"]
    assert invoice.number not in repr(feed)
    assert invoice.number in repr(build_feed(order, [], for_staff=True))


@pytest.mark.parametrize(
    ("number", "parcel_id"),
    [
        pytest.param(1, "fulfillment-31", id="001-21-parcel"),
        pytest.param(2, None, id="001-21-canceled-shipment-is-no-parcel"),
        pytest.param(None, None, id="001-21-no-number"),
    ],
)
def test_parcel_of_event(number, parcel_id, facts, shipment, event):
    # given
    order = facts(
        events=(event(CoreEventKind.SHIPPED, 3, fulfillment_number=number),),
        shipments=(shipment(1), shipment(2, is_canceled=True)),
    )

    # when / then
    for for_staff in (True, False):
        assert build_feed(order, [], for_staff=for_staff)[0].parcel_id == parcel_id
