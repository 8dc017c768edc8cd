"""Packing slips: their data, the PDF read back, and the door that hands it out (001-09)."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from urllib.parse import urlsplit

import graphene
import pytest
from django.core import signing
from django.test import Client
from pypdf import PdfReader

from saleor_order_central.documents.paper import A6
from saleor_order_central.notifications.models import ChannelSettings
from saleor_order_central.parcels.packing import PackingSlip, SlipAddress, SlipLine
from saleor_order_central.parcels.slip_pdf import slips_pdf
from saleor_order_central.parcels.slips import VALID_SECONDS, load_slips
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.tracking.models import OrderParcel
from saleor_order_central.tracking.parcel_names import name_of
from tests.shop_rows import NOON, add_invoice, hours, make_address, make_order, make_user, ship

URL = "query($parcels: [ID!]!) { orderPackingSlips(parcels: $parcels) { url expiresAt } }"
LABEL = """query($id: ID!) { orderCentral(id: $id) { parcels { label {
    orderNumber code barcode carrierName invoiceNumber recipientPhone senderContact weightGrams
    sender { lines } recipient { lines firstName city country } lines { productName variantName sku quantity }
    } } } }"""
SLIP = PackingSlip(
    order_number="1042",
    parcel_number=1,
    code="AA123456785BR",
    barcode="AA123456785BR",
    carrier_name="Correios",
    sender=SlipAddress(("The Mug Shop", "Dock 7", "Gdańsk")),
    sender_contact="help@example.com",
    recipient=SlipAddress(("Zażółć Gęślą", "Strada Țepeș Vodă 3", "São João d’El-Rei", "Peñíscola")),
    recipient_phone="+4930123456",
    invoice_number="F-2026-17",
    lines=(SlipLine("Mug", "Blue", "MUG-1", 3),),
    grams=Decimal(1200),
    language="en",
)


def changed(**values):
    columns = {name: getattr(SLIP, name) for name in SLIP.__slots__}
    return PackingSlip(**{**columns, **values})


def pages(*slips):
    return PdfReader(BytesIO(slips_pdf(slips))).pages


def words(page):
    return page.extract_text()


def test_001_09_a_slip_shows_all_of_it_on_an_a6_page():
    (page,) = pages(SLIP)
    assert [round(float(side), 2) for side in page.mediabox[2:]] == [round(side, 2) for side in A6]
    text = words(page)
    for wanted in (
        *SLIP.sender.lines,
        *SLIP.recipient.lines,
        "help@example.com",
        "Phone +4930123456",
        "Correios",
        "AA123456785BR",
        "Order 1042",
        "Invoice F-2026-17",
        "Weight 1.20 kg",
        "3 ×",
        "Mug (Blue)",
        "SKU MUG-1",
    ):
        assert wanted in text


def test_the_same_slips_are_the_same_file():
    assert slips_pdf([SLIP]) == slips_pdf([SLIP])


def test_many_lines_go_on_on_further_pages_and_none_is_lost():
    lines = tuple(SlipLine(f"Product number {index}", "", f"SKU-{index}", index) for index in range(1, 121))
    found = pages(changed(lines=lines))
    assert len(found) > 3
    text = "\n".join(map(words, found))
    assert [index for index in range(1, 121) if f"SKU SKU-{index}\n" not in f"{text}\n"] == []
    assert all(words(page).startswith("Order 1042 · AA123456785BR") for page in found[1:])


HOSTILE = [
    "W" * 2000,
    " ".join(["Wolfeschlegelsteinhausenbergerdorff"] * 40),
    "<b>&lt;script&gt;</b> %s %(x)s {{ shop.name }} \\n",
    "tab\tand\nnewline",
    "漢字 العربية 😀",
    ")) Tj /JavaScript (app.alert(1)) >> endobj",
]


def positions(page):
    """Left edge, baseline, font, size and text of everything that a page writes."""
    found = []

    def visit(text, _cm, matrix, font, size):
        if text.strip():
            bold = "-Bold" if "Bold" in font["/BaseFont"] else ""
            found.append((matrix[4], matrix[5], f"OrderCentral{bold}", size, text))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("field", ["sender", "recipient", "code", "carrier_name", "lines", "invoice_number"])
def test_no_text_leaves_its_page(field, text):
    from reportlab.pdfbase.pdfmetrics import stringWidth

    value = {
        "sender": SlipAddress((text, text)),
        "recipient": SlipAddress((text, text)),
        "lines": (SlipLine(text, text, text[:200], 3),),
    }.get(field, text)
    found = pages(changed(**{field: value, "barcode": ""}))
    margin = 6 * 72 / 25.4
    for page in found:
        assert "/Annots" not in page
        for left, baseline, font, size, line in positions(page):
            assert margin - 0.1 <= left
            assert left + stringWidth(line.strip("\n"), font, size) <= A6[0] - margin + 1
            assert margin - size * 0.3 <= baseline <= A6[1] - margin


def test_letters_without_a_glyph_have_a_stand_in():
    (page,) = pages(changed(recipient=SlipAddress(("Li 漢字 Wei",))))
    assert "漢" not in words(page)
    assert "Li □□ Wei" in words(page) or "Li ?? Wei" in words(page)


def test_the_language_of_the_words():
    (page,) = pages(changed(language="en", grams=None, invoice_number=""))
    assert "Weight" not in words(page)
    assert "Invoice" not in words(page)


@pytest.fixture
def order(db):
    order = make_order(is_paid=True, quantity=3)
    ship(order, "AA123456785BR", NOON + hours(2))
    add_invoice(order, "F-2026-17")
    record_orders([order.pk])
    return order


def parcel_ids(*orders):
    rows = OrderParcel.objects.filter(order__in=orders).order_by("pk")
    return [graphene.Node.to_global_id("OrderParcel", f"fulfillment-{row.fulfillment_key}") for row in rows]


def label(api, order):
    data = api.data(LABEL, id=graphene.Node.to_global_id("Order", order.pk))
    return [parcel["label"] for parcel in data["orderCentral"]["parcels"]]


def test_the_label_for_staff(staff_api, order):
    ChannelSettings.objects.create(
        channel="", sender_address="The Mug Shop\nDock 7", sender_email="help@example.com"
    )
    assert label(staff_api, order) == [
        {
            "orderNumber": str(getattr(order, "number", None) or order.pk),
            "code": "AA123456785BR",
            "barcode": "AA123456785BR",
            "carrierName": "Correios",
            "invoiceNumber": "F-2026-17",
            "recipientPhone": "+4930123456",
            "senderContact": "help@example.com",
            "weightGrams": None,
            "sender": {"lines": ["The Mug Shop", "Dock 7"]},
            "recipient": {
                "lines": ["Ana Pop", "Main Street 1", "10115 Berlin", "Germany"],
                "firstName": "Ana",
                "city": "Berlin",
                "country": "DE",
            },
            "lines": [{"productName": "Mug", "variantName": "Blue", "sku": "MUG-1", "quantity": 3}],
        }
    ]


def test_without_a_setting_the_shops_own_address_is_the_sender(staff_api, order):
    from django.contrib.sites.models import Site

    settings = Site.objects.get_current().settings
    settings.company_address = make_address(
        company_name="Mugs Inc.", first_name="", last_name="", city="Porto"
    )
    settings.save()
    (found,) = label(staff_api, order)
    assert found["sender"]["lines"] == ["Mugs Inc.", "Main Street 1", "10115 Porto", "Germany"]


def test_the_owner_gets_no_label(customer_api, customer, order):
    type(order).objects.filter(pk=order.pk).update(user=customer)
    assert label(customer_api, order) == [None]


def opened(url):
    parts = urlsplit(url)
    return Client().get(f"{parts.path}?{parts.query}")


def test_the_address_opens_the_pdf_and_nothing_keeps_it(staff_api, order):
    url = staff_api.data(URL, parcels=parcel_ids(order))["orderPackingSlips"]["url"]
    # when somebody opens it without signing in
    answer = opened(url)
    # then
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'inline; filename="packing-slips.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    (page,) = PdfReader(BytesIO(answer.content)).pages
    assert "AA123456785BR" in words(page)
    assert "Ana Pop" in words(page)


def test_a_forged_or_old_address_opens_nothing(staff_api, order, monkeypatch):
    url = staff_api.data(URL, parcels=parcel_ids(order))["orderPackingSlips"]["url"]
    assert opened(url[:-3] + "abc").status_code == 404
    assert opened(url.partition("?")[0]).status_code == 404
    assert Client().post(urlsplit(url).path).status_code == 405
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + VALID_SECONDS + 2)
    assert opened(url).status_code == 404


def test_with_the_centre_off_the_address_opens_nothing(staff_api, order, configure):
    url = staff_api.data(URL, parcels=parcel_ids(order))["orderPackingSlips"]["url"]
    configure(active=False)
    assert opened(url).status_code == 404


def test_who_may_ask_for_the_address(api, customer_api, order):
    stranger = make_user("new@example.com", "product.manage_products", is_staff=True)
    for caller in (api, customer_api, type(api)().sign_in(stranger)):
        answer = caller.answer(URL, parcels=parcel_ids(order))
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


def test_unknown_parcels_and_too_many_are_refused(staff_api, order):
    gone = graphene.Node.to_global_id("OrderParcel", "fulfillment-999999")
    for parcels, words_of_it in (
        ([gone], "There is no parcel fulfillment-999999."),
        ([], "This field is required."),
        (parcel_ids(order) * 101, "At most 100 parcels are allowed."),
    ):
        assert staff_api.answer(URL, parcels=parcels)["errors"][0]["message"] == words_of_it


def test_many_slips_cost_as_many_statements_as_one(order, statements):
    orders = [order]
    for number in range(49):
        one = make_order(is_paid=True)
        ship(one, f"AB{number:03}", NOON + hours(2))
        orders.append(one)
    record_orders([one.pk for one in orders])
    names = [name_of(row) for row in OrderParcel.objects.order_by("pk")]
    load_slips(names[:1], "en", using="default")
    counts = []
    for number in (1, 10, 50):
        with statements() as found:
            assert len(load_slips(names[:number], "en", using="default")) == number
        counts.append(len(found))
    assert len(set(counts)) == 1, counts
