"""Credit notes on paper: read back, the same every time, and behind signed addresses (002-55)."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.core.signing import TimestampSigner
from django.test import Client
from pypdf import PdfReader

from saleor_order_central.credit_notes import links
from saleor_order_central.credit_notes.models import OrderCreditNote
from saleor_order_central.credit_notes.pdf import credit_note_pdf
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import ChannelSettings, OrderNotification
from tests.conftest import Api
from tests.refunds.refund_rows import make_paid, partial, refund
from tests.shop_rows import NOON, add_invoice, hours, make_user

NOTES = "query($id: ID!) { orderCentral(id: $id) { creditNotes { number invoiceNumber url } } }"


def row(name="Mug (Blue)", quantity=2, net="16.81", gross="20.00", rate="0.19", line="7"):
    return {
        "line": line,
        "name": name,
        "quantity": quantity,
        "net": net,
        "gross": gross,
        "tax_rate": rate,
    }


def note(**columns):
    values = {
        "channel": "main",
        "sequence": 7,
        "number": "CN-main-000007",
        "order_number": "1042",
        "customer_name": "Ana Pop",
        "language_code": "en",
        "currency": "EUR",
        "seller": ["The Mug Shop", "Dock 7"],
        "recipient": ["Zażółć Gęślą", "Strada Țepeș 3"],
        "invoice_number": "F-2026-17",
        "return_number": "1042-R1",
        "lines": [row()],
        "shipping_net": Decimal("4.20"),
        "shipping_gross": Decimal("5.00"),
        "total_net": Decimal("21.01"),
        "total_gross": Decimal("25.00"),
        "issued_at": NOON,
    }
    return OrderCreditNote(**{**values, **columns})


def words(one):
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(credit_note_pdf(one))).pages)


def test_all_of_it_is_on_the_paper():
    text = words(note())
    for part in (
        "Credit note CN-main-000007",
        "The Mug Shop",
        "Zażółć Gęślą",
        "Strada Țepeș 3",
        "Date: March 2, 2026",
        "Order: 1042",
        "Corrects invoice: F-2026-17",
        "Return: 1042-R1",
        "2 × Mug (Blue)",
        "€16.81",
        "19 %",
        "€5.00",
        "€25.00",
        "€3.99",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("currency", "gross", "shown"),
    [("JPY", "2500", "¥2,500"), ("EUR", "25.00", "€25.00"), ("KWD", "25.125", "KWD25.125")],
)
def test_amounts_have_the_decimals_of_their_currency(currency, gross, shown):
    one = note(currency=currency, total_gross=Decimal(gross), lines=[row(gross=gross, net=gross)])
    assert shown in words(one).replace("\xa0", "")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("pt-br", "Nota de crédito CN-main-000007"),
        ("ro", "Notă de credit CN-main-000007"),
        ("pl", "Faktura korygująca CN-main-000007"),
        ("es", "Nota de crédito CN-main-000007"),
    ],
)
def test_it_speaks_the_language_of_the_order(language, title):
    assert title in words(note(language_code=language))


def test_taxes_are_told_apart_by_rate():
    lines = [row(), row("Book", net="9.52", gross="10.00", rate="0.05"), row("Gift", rate="0")]
    text = words(note(lines=lines))
    assert "€3.19" in text
    assert "€0.48" in text


def test_many_lines_go_on_on_further_pages():
    pages = PdfReader(BytesIO(credit_note_pdf(note(lines=[row(f"Mug {n}") for n in range(90)])))).pages
    assert len(pages) > 1
    assert all("CN-main-000007" in page.extract_text() for page in pages)
    assert "Mug 89" in pages[-1].extract_text()


def test_hostile_names_are_only_text():
    text = words(note(lines=[row("<script>alert(1)</script> " + "x" * 500)], recipient=[]))
    assert "<script>" in text
    assert "Ana Pop" in text


def test_the_same_note_makes_the_same_file():
    assert credit_note_pdf(note()) == credit_note_pdf(note())


@pytest.fixture
def order(customer, configure):
    configure(saleor_mails="off", undo_seconds="0")
    with get_host().allow_writer():
        ChannelSettings.objects.create(channel="", sender_address="The Mug Shop\nDock 7")
        order = make_paid("manual")
        order.user = customer
        order.save()
        add_invoice(order, "F-1", created_at=NOON + hours(1))
        return order


@pytest.fixture
def issued(order):
    with get_host().allow_writer():
        return refund(order, partial(order, credit_note=True)).credit_note


def fetch(url):
    parts = urlsplit(url)
    return Client().get(f"{parts.path}?{parts.query}")


def shown(api, order, order_id):
    page = api.data(NOTES, id=order_id(order))["orderCentral"]
    return page and page["creditNotes"]


def test_a_note_keeps_the_parties_of_its_day(issued):
    assert issued.seller == ["The Mug Shop", "Dock 7"]
    assert issued.recipient == ["Ana Pop", "Main Street 1", "10115 Berlin", "Germany"]
    assert issued.invoice_number == "F-1"


def test_owner_and_staff_download_it_and_nobody_else(
    order, issued, order_id, customer_api, staff_api, api, configure
):
    # given
    for one in (customer_api, staff_api):
        (found,) = shown(one, order, order_id)
        # when
        answer = fetch(found["url"])
        # then
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer["Content-Disposition"] == f'inline; filename="{issued.number.lower()}.pdf"'
        assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
        with get_host().allow_writer():
            assert answer.content == credit_note_pdf(OrderCreditNote.objects.get())
    assert shown(api, order, order_id) is None
    assert shown(Api().sign_in(make_user("other@example.com")), order, order_id) is None
    configure(anonymous_access="steps")
    assert shown(api, order, order_id) == []


def test_links_cannot_be_made_up_or_kept(order, issued, order_id, customer_api, monkeypatch):
    (found,) = shown(customer_api, order, order_id)
    path = urlsplit(found["url"]).path
    forged = path.replace("view-", "mail-")
    for bad in (forged, path[:-4] + "abc/", path.rpartition("view-")[0] + "view-1/", path + "x"):
        assert fetch(bad).status_code == 404
    assert Client().post(path).status_code == 405
    signer = TimestampSigner(salt="saleor_order_central.credit_notes.view")
    assert fetch(f"{path.rpartition('view-')[0]}{signer.sign('view-0')}/").status_code == 404
    monkeypatch.setitem(links._SALTS, "view", -1)
    assert fetch(path).status_code == 404


def test_the_mail_links_to_it(order, issued):
    with get_host().allow_writer():
        (mail,) = OrderNotification.objects.filter(occasion="REFUND_DONE", channel_kind="EMAIL")
    (url,) = [line for line in mail.body.splitlines() if "/credit-notes/mail-" in line]
    assert f"Credit note: {issued.number}" in mail.body
    assert fetch(url).status_code == 200


def test_a_shop_without_the_packages_has_the_note_all_the_same(
    order, issued, order_id, customer_api, monkeypatch
):
    path = urlsplit(links.credit_note_url(issued.pk)).path
    monkeypatch.setattr(links, "find_spec", lambda _name: None)
    (found,) = shown(customer_api, order, order_id)
    assert (found["number"], found["url"]) == (issued.number, None)
    assert fetch(path).status_code == 200
