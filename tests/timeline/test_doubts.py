"""Warnings for staff, invoice links and parcels."""

import pytest
from django.utils import translation

from saleor_order_central.host.facts import CoreEventKind, InvoiceFacts
from saleor_order_central.timeline import wording
from saleor_order_central.timeline.build import build_parcels
from saleor_order_central.timeline.view import WarningCode
from saleor_order_central.tracking import TrackingRules


@pytest.mark.parametrize(
    ("kind", "status_type", "is_warned"),
    [
        pytest.param("CUSTOM", None, True, id="000-17-custom-without-type"),
        pytest.param("CUSTOM", "IN_PROGRESS", False, id="000-17-custom-with-type"),
        pytest.param("BUILT_IN", None, False, id="000-17-built-in"),
    ],
)
def test_status_type_missing(kind, status_type, is_warned, facts, status, change, build, warnings_of, at):
    # when
    timeline = build(facts(), change(status("odd", kind=kind, type=status_type), 3))

    # then
    assert warnings_of(timeline) == ({"STATUS_TYPE_MISSING": at(3)} if is_warned else {})


@pytest.mark.parametrize(
    ("changes", "is_warned"),
    [
        pytest.param({"shipped_at": None}, True, id="000-22-code-without-date"),
        pytest.param({}, False, id="000-22-code-and-date"),
        pytest.param({"shipped_at": None, "code": ""}, False, id="000-22-neither"),
        pytest.param({"shipped_at": None, "is_waiting": True}, False, id="000-22-waits-for-approval"),
        pytest.param({"shipped_at": None, "is_canceled": True}, False, id="000-22-shipment-canceled"),
    ],
)
def test_ship_date_missing(changes, is_warned, facts, shipment, event, build, warnings_of, at):
    # given
    events = (
        event(CoreEventKind.TRACKING_UPDATED, 2, fulfillment_number=9),
        event(CoreEventKind.TRACKING_UPDATED, 4, fulfillment_number=1),
    )

    # when
    timeline = build(facts(shipments=(shipment(**changes),), events=events))

    # then
    assert warnings_of(timeline) == ({"SHIP_DATE_MISSING": at(4)} if is_warned else {})


@pytest.mark.parametrize(
    ("code", "strict", "is_warned"),
    [
        pytest.param("", True, True, id="003-15-strict-without-code"),
        pytest.param("", False, True, id="003-15-lenient-without-code"),
        pytest.param("AB1", True, False, id="003-15-strict-with-code"),
        pytest.param("AB1", False, False, id="003-15-lenient-with-code"),
    ],
)
def test_tracking_missing(code, strict, is_warned, facts, shipment, status, change, build, warnings_of, at):
    # when
    timeline = build(
        facts(shipments=(shipment(code=code),)), change(status("sent"), 4), strict_sent_step=strict
    )

    # then
    assert warnings_of(timeline) == ({"TRACKING_MISSING": at(4)} if is_warned else {})


def test_000_22_nothing_to_track_without_shipping(facts, status, change, build, warnings_of):
    assert warnings_of(build(facts(is_shipping_required=False), change(status("sent"), 4))) == {}


@pytest.mark.parametrize(
    ("is_paid", "is_sent", "has_invoice", "is_warned"),
    [
        pytest.param(True, True, False, True, id="000-27-paid-and-sent"),
        pytest.param(True, True, True, False, id="000-27-invoice-exists"),
        pytest.param(True, False, False, False, id="000-27-not-sent-yet"),
        pytest.param(False, True, False, False, id="000-27-unpaid"),
    ],
)
def test_invoice_missing(
    is_paid, is_sent, has_invoice, is_warned, facts, money, paid, shipment, invoice, build, warnings_of, at
):
    # given
    order = facts(
        money=paid if is_paid else money(),
        shipments=(shipment(),) if is_sent else (),
        is_fully_fulfilled=is_sent,
        invoices=(invoice,) if has_invoice else (),
    )

    # when / then
    assert warnings_of(build(order)) == ({"INVOICE_MISSING": at(3)} if is_warned else {})


INVOICES = [
    pytest.param(False, "INV-5", "https://x.example", False, id="000-27-invoice-alone"),
    pytest.param(True, None, None, False, id="000-27-payment-alone"),
    pytest.param(True, "", "", False, id="000-27-neither-number-nor-address"),
    pytest.param(True, "INV-5", "", True, id="000-27-number"),
    pytest.param(True, "", "https://x.example", True, id="000-27-address"),
]


@pytest.mark.parametrize(("is_paid", "number", "url", "is_shown"), INVOICES)
def test_invoice_link(is_paid, number, url, is_shown, facts, money, paid, build, step):
    # given
    invoices = () if number is None else (InvoiceFacts(pk=1, number=number, url=url, created_at=None),)

    # when
    timeline = build(facts(money=paid if is_paid else money(), invoices=invoices))

    # then
    assert timeline.invoice_links == (invoices if is_shown else ())
    assert step(timeline, "paid").invoice == (invoices[0] if is_shown else None)


def test_000_27_first_real_invoice_is_at_the_step_and_all_are_linked(facts, paid, invoice, build, step):
    # given
    empty = InvoiceFacts(pk=1, number="", url="", created_at=None)
    second = InvoiceFacts(pk=6, number="INV-6", url="", created_at=None)

    # when
    timeline = build(facts(money=paid, invoices=(empty, invoice, second)))

    # then
    assert step(timeline, "paid").invoice is invoice
    assert timeline.invoice_links == (invoice, second)


def test_every_warning_is_one_sentence_for_staff():
    """B-01."""
    assert set(wording.WARNING_MESSAGES) == set(WarningCode)
    assert all(text.endswith(".") and text.count(".") == 1 for text in wording.WARNING_MESSAGES.values())


def test_001_21_parcels_keep_their_own_codes_in_number_order(facts, shipment):
    # given
    shipments = (
        shipment(3, fulfillment_pk=None, code="CC-3"),
        shipment(1, code=" aB 1\n"),
        shipment(2, is_canceled=True),
        shipment(4, is_waiting=True, code="DD-4"),
    )

    # when
    parcels = build_parcels(facts(shipments=shipments), TrackingRules())

    # then
    assert [parcel.id for parcel in parcels] == ["fulfillment-31", "shipment-3", "fulfillment-34"]
    assert [parcel.code for parcel in parcels] == [" aB 1\n", "CC-3", "DD-4"]


def test_000_29_parcel_has_its_own_class(facts, shipment):
    # given
    shipments = (shipment(1, code="https://track.example/AB1"), shipment(2, code=""))

    # when
    kinds = [
        parcel.tracking.kind.value for parcel in build_parcels(facts(shipments=shipments), TrackingRules())
    ]

    # then
    assert kinds == ["URL_UNKNOWN", "EMPTY"]


def test_000_31_page_of_the_carrier_gets_the_delivery_it_asks_for(facts, shipment):
    # given
    asked = {}

    class Rules(TrackingRules):
        def classify(self, text, **details):
            asked.update(details, text=text)
            return super().classify(text, **details)

    delivery = {"postcode": "00-950", "country": "PL", "language": "pl", "door": "4"}

    # when
    build_parcels(facts(shipments=(shipment(),), delivery=delivery), Rules())

    # then
    assert asked == {
        "text": "AB123",
        "chosen_carrier": None,
        "channel": "default",
        "postcode": "00-950",
        "country": "PL",
        "language": "pl",
    }


def test_000_10_words_follow_the_active_language(facts, build, monkeypatch):
    """The words of one language never answer for another one."""
    # given
    monkeypatch.setattr(wording, "_WORDS_BY_LANGUAGE", {})
    monkeypatch.setattr(wording, "gettext", lambda text: f"{translation.get_language()}: {text}")

    # when
    labels = []
    for language in ("pl", "en", "pl"):
        with translation.override(language):
            labels.append(build(facts()).current.label)

    # then
    assert labels == ["pl: Payment confirmed", "en: Payment confirmed", "pl: Payment confirmed"]
