"""What mail programs read of parcels, in mails as a server gets them (001-19)."""

from __future__ import annotations

import json
import re

import pytest

from saleor_order_central.carrier_events.kinds import CarrierEventKind as Kind
from saleor_order_central.carrier_events.reports import ReportedEvent
from saleor_order_central.carrier_events.services import report_events
from saleor_order_central.notifications.contexts import load_message_contexts
from saleor_order_central.notifications.delivery import deliver_due
from saleor_order_central.notifications.letter import letter_html
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.settings import load_settings
from saleor_order_central.statuses.automation import record_orders
from tests.shop_rows import NOON, facts_of, hours, make_order, ship

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def items(html):
    return [json.loads(found) for found in SCRIPT.findall(html)]


def data_of(order):
    facts = {order.pk: facts_of(order)}
    context = load_message_contexts(facts, load_settings(using="default"), using="default")[order.pk]
    return context.parcel_deliveries()


@pytest.fixture
def sent_now(db, configure, monkeypatch):
    """An order that leaves at this moment, so that its customer is told."""
    from django.utils import timezone

    configure(saleor_mails="off", undo_seconds="0")

    def make(code):
        now = timezone.now()
        order = make_order(is_paid=True, created_at=now)
        record_orders([order.pk])
        ship(order, code, now)
        record_orders([order.pk])
        return order

    return make


def test_001_19_the_mail_tells_of_the_parcel(sent_now, smtp):
    order = sent_now("AA123456785BR")
    # when
    deliver_due()
    # then of all mails only the one about the parcel has the data
    found = [items(message.get_body(preferencelist=("html",)).get_content()) for message in smtp.messages]
    ((item,),) = [one for one in found if one]
    assert item == {
        "@context": "https://schema.org",
        "@type": "ParcelDelivery",
        "trackingNumber": "AA123456785BR",
        "trackingUrl": "https://rastreamento.correios.com.br/app/index.php?objetos=AA123456785BR",
        "carrier": {"@type": "Organization", "name": "Correios"},
        "deliveryAddress": {
            "@type": "PostalAddress",
            "name": "Ana Pop",
            "streetAddress": "Main Street 1",
            "addressLocality": "Berlin",
            "addressCountry": "DE",
            "postalCode": "10115",
        },
        "itemShipped": [{"@type": "Product", "name": "Mug"}],
        "partOfOrder": {
            "@type": "Order",
            "orderNumber": str(getattr(order, "number", None) or order.pk),
            "merchant": item["partOfOrder"]["merchant"],
        },
    }
    rows = OrderNotification.objects.exclude(structured_data=[])
    assert {row.channel_kind for row in rows} == {"EMAIL"}


@pytest.mark.django_db
def test_each_parcel_has_its_own_data_and_what_the_carrier_expects():
    order = make_order(is_paid=True)
    ship(order, "AB123, AB124", NOON + hours(2))
    record_orders([order.pk])
    report_events(
        [
            ReportedEvent(
                happened_at=NOON + hours(3),
                kind=Kind.IN_TRANSIT,
                tracking_code="AB124",
                provider="acme",
                estimated_to=NOON + hours(30),
            )
        ]
    )
    first, second = data_of(order)
    assert (first["trackingNumber"], second["trackingNumber"]) == ("AB123", "AB124")
    assert "expectedArrivalUntil" not in first
    assert second["expectedArrivalUntil"] == (NOON + hours(30)).isoformat()
    assert "itemShipped" not in first
    assert "trackingUrl" not in first, "nobody knows the carrier"


@pytest.mark.django_db
def test_001_21_the_list_of_parcels_for_texts():
    order = make_order(is_paid=True)
    ship(order, "AB123, AA123456785BR", NOON + hours(2))
    ship(order, "https://track.example.com/1", NOON + hours(3))
    ship(order, "javascript:alert(1)", NOON + hours(4))
    facts = {order.pk: facts_of(order)}
    context = load_message_contexts(facts, load_settings(using="default"), using="default")[order.pk]
    assert context.values["tracking.parcels"].split("\n") == [
        "AB123",
        "Correios AA123456785BR: https://rastreamento.correios.com.br/app/index.php?objetos=AA123456785BR",
        "https://track.example.com/1",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://track.example.com/1", "https://track.example.com/1"),
        ("http://track.example.com/1", None),
        ("javascript:alert(1)", None),
        ("https://user@track.example.com/1", None),
    ],
)
def test_only_safe_https_links(text, address):
    order = make_order(is_paid=True)
    ship(order, text, NOON + hours(2))
    assert [one.get("trackingUrl") for one in data_of(order)] == ([address] if address else [])


@pytest.mark.django_db
def test_a_name_cannot_leave_the_element():
    order = make_order(is_paid=True)
    order.lines.update(product_name="</script><script>alert(1)</script>\u2028&")
    ship(order, "AB123", NOON + hours(2))
    data = data_of(order)
    html = letter_html("News", "Your parcel left.", "en", data)
    assert html.count("<script") == html.count("</script>") == 1
    ((item),) = items(html)
    assert item["itemShipped"][0]["name"].startswith("</script><script>alert(1)</script>")


def test_a_mail_without_data_has_no_element():
    assert "<script" not in letter_html("News", "Your parcel left.", "en")
