"""What host and settings give to a message, with the same few statements for any number of orders."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.contexts import load_message_contexts
from saleor_order_central.notifications.models import ChannelSettings, PaymentInstruction
from saleor_order_central.settings import load_settings
from tests.shop_rows import NOON, add_invoice, cancel, facts_of, hours, make_address, make_order, pay, ship

pytestmark = pytest.mark.django_db

CORREIOS = "AA123456785BR"


def contexts_of(*orders):
    facts = get_host().load_facts([order.pk for order in orders], using="default")
    return load_message_contexts(facts, load_settings(using="default"), using="default")


def context_of(order):
    return contexts_of(order)[order.pk]


def values_of(order, *names):
    values = context_of(order).values
    return tuple(values[name] for name in names)


@pytest.fixture(autouse=True)
def writer():
    with get_host().allow_writer():
        yield


def test_an_order_paid_and_sent_has_its_values():
    # given
    order = make_order(is_paid=True)
    ship(order, CORREIOS, NOON + hours(5))
    add_invoice(order, "F-1", "https://shop.example.com/f-1.pdf")
    # when
    found = context_of(order)
    # then
    number = str(order.number) if is_saleor_3() else str(order.pk)
    assert dict(found.values) | {"shop.name": ""} == {
        "shop.name": "",
        "order.number": number,
        "order.date": "March 2, 2026",
        "order.total": "$30.00",
        "order.paid": "$30.00",
        "order.outstanding": "",
        "order.refunded": "",
        "order.lines": "3 × Mug (Blue)",
        "order.link": "",
        "order.reference": "",
        "customer.name": "Ana Pop",
        "customer.first_name": "Ana",
        "customer.email": "guest@example.com",
        "payment.method": "Manual",
        "payment.instructions": "",
        "payment.bank_account": "",
        "shipping.method": "Parcel",
        "shipping.address": "Ana Pop\nMain Street 1\n10115 Berlin\nGermany",
        "tracking.number": CORREIOS,
        "tracking.link": found.values["tracking.link"],
        "tracking.carrier": "Correios",
        "tracking.help": "This is the tracking number of Correios. Use it to follow your parcel.",
        "tracking.parcels": "Correios AA123456785BR: "
        "https://rastreamento.correios.com.br/app/index.php?objetos=AA123456785BR",
        "invoice.number": "F-1",
        "invoice.link": "https://shop.example.com/f-1.pdf",
        "delivery.estimate": "",
        "return.number": "",
        "return.state": "",
        "return.lines": "",
        "return.reason": "",
        "return.instructions": "",
        "return.label": "",
        "return.deadline": "",
        "status.name": "",
        "status.description": "",
        "comment": "",
        "missing.information": "",
        "review.links": "",
        "refund.amount": "",
        "refund.voucher": "",
        "refund.voucher_until": "",
        "refund.credit_note": "",
        "refund.credit_note_link": "",
        "withdrawal.number": "",
        "withdrawal.order_number": "",
        "withdrawal.name": "",
        "withdrawal.email": "",
        "withdrawal.lines": "",
        "withdrawal.message": "",
        "withdrawal.received_at": "",
        "access.code": "",
        "access.minutes": "",
    }
    assert found.values["tracking.link"].startswith("https://")
    assert CORREIOS in found.values["tracking.link"]
    assert (found.order_pk, found.email, found.language) == (order.pk, "guest@example.com", "en")
    assert (found.phone, found.tracking_codes) == ("+4930123456", (CORREIOS,))


def test_fifty_orders_cost_as_much_as_one(statements):
    # given
    orders = [make_order(is_paid=True) for _ in range(50)]
    for order in orders:
        ship(order, CORREIOS, NOON + hours(5))
    settings = load_settings(using="default")
    counts = []
    for chosen in (orders[:1], orders):
        facts = get_host().load_facts([order.pk for order in chosen], using="default")
        # when every value of every order is made too
        with statements() as found:
            contexts = load_message_contexts(facts, settings, using="default")
            assert len(contexts) == len(chosen)
            assert all(dict(context.values)["tracking.number"] for context in contexts.values())
        counts.append(len(found))
    # then
    assert counts == [9, 9]


def test_no_orders_cost_nothing(statements):
    with statements() as found:
        assert load_message_contexts({}, load_settings(using="default"), using="default") == {}
    assert len(found) == 1  # the settings


def test_an_unpaid_order_tells_what_is_owed():
    order = make_order()
    assert values_of(order, "order.paid", "order.outstanding", "payment.method") == ("", "$30.00", "")


def test_a_canceled_order_owes_nothing():
    order = make_order()
    cancel(order, NOON)
    assert values_of(order, "order.outstanding", "order.total") == ("", "$30.00")


def test_money_given_back_is_not_owed_again():
    from saleor.payment.models import Payment

    # given an order paid and wholly given back
    order = make_order(is_paid=True)
    Payment.objects.filter(order=order).update(captured_amount=0, charge_status="fully-refunded")
    order.events.create(type="payment_refunded", date=NOON, parameters={"amount": "30.00"})
    if is_saleor_3():
        type(order).objects.filter(pk=order.pk).update(total_charged_amount=0, charge_status="none")
    # then
    assert values_of(order, "order.paid", "order.outstanding", "order.refunded") == ("", "", "$30.00")


@pytest.mark.parametrize(
    ("language", "expected", "total", "day", "country"),
    [
        ("en", "en", "$1,030.50", "March 2, 2026", "Germany"),
        ("pt-br", "pt-br", "US$\xa01.030,50", "2 de março de 2026", "Alemanha"),
        ("ro", "ro", "1.030,50\xa0USD", "2 martie 2026", "Germania"),
        ("pl", "pl", "1\xa0030,50\xa0USD", "2 marca 2026", "Niemcy"),
        ("es", "es", "1.030,50\xa0US$", "2 de marzo de 2026", "Alemania"),
        ("PL", "pl", "1\xa0030,50\xa0USD", "2 marca 2026", "Niemcy"),
        ("tlh", "en", "$1,030.50", "March 2, 2026", "Germany"),
    ],
)
def test_money_days_and_countries_are_written_for_the_reader(language, expected, total, day, country):
    # given
    order = make_order(total="1030.50", language_code=language)
    # when
    found = context_of(order)
    # then
    assert found.language == expected
    assert (found.values["order.total"], found.values["order.date"]) == (total, day)
    assert found.values["shipping.address"].splitlines()[-1] == country


def test_days_are_those_of_the_shop(settings):
    settings.TIME_ZONE = "Asia/Tokyo"
    order = make_order(created_at=datetime(2026, 3, 2, 22, 0, tzinfo=UTC))
    assert values_of(order, "order.date") == ("March 3, 2026",)


def test_an_unknown_language_falls_back_to_the_channel_then_the_shop():
    # given
    order = make_order(language_code="tlh", channel="main")
    ChannelSettings.objects.create(channel="", language="ro")
    assert context_of(order).language == "ro"
    if is_saleor_3():
        ChannelSettings.objects.create(channel="main", language="pl")
        assert context_of(order).language == "pl"
    # then a known one is never overruled
    assert context_of(make_order(language_code="es", channel="main")).language == "es"


def test_the_sender_is_the_channels_then_the_shops_then_saleors(settings):
    settings.DEFAULT_FROM_EMAIL = "Saleor <noreply@example.com>"
    order = make_order()
    assert context_of(order).sender == "Saleor <noreply@example.com>"
    ChannelSettings.objects.create(channel="", sender_name="Ana, Mugs", reply_to="help@example.com")
    assert context_of(order).sender == '"Ana, Mugs" <noreply@example.com>'
    assert context_of(order).reply_to == "help@example.com"
    ChannelSettings.objects.update(sender_name="", sender_email="mugs@example.com")
    assert context_of(order).sender == "Saleor <mugs@example.com>"


@pytest.mark.parametrize(
    ("phone", "country", "expected"),
    [
        ("+4930123456", "DE", "+4930123456"),
        ("030 123456", "DE", "+4930123456"),
        ("+40 721 234 567", "DE", "+40721234567"),
        ("call me", "DE", ""),
        ("", "DE", ""),
    ],
)
def test_phones_are_written_internationally(phone, country, expected):
    order = make_order()
    type(order).objects.filter(pk=order.pk).update(
        billing_address=None, shipping_address=make_address(phone=phone, country=country)
    )
    assert context_of(order).phone == expected


def test_the_phone_of_the_bill_serves_when_the_parcel_has_none():
    order = make_order()
    type(order).objects.filter(pk=order.pk).update(
        billing_address=make_address(phone="+40721234567"), shipping_address=make_address(phone="")
    )
    assert context_of(order).phone == "+40721234567"


def test_several_parcels_are_told_together_and_canceled_ones_not():
    # given
    order = make_order()
    ship(order, "https://track.example.com/a", NOON + hours(1), quantity=1, is_last=False)
    ship(order, CORREIOS, NOON + hours(2), quantity=1, is_last=False)
    ship(order, "GONE-1", NOON + hours(3), quantity=1, status="canceled", is_last=False)
    ship(order, "javascript:alert(1)", NOON + hours(4), quantity=1, is_last=False)
    # when
    found = context_of(order)
    # then an unsafe link is never told
    assert found.values["tracking.number"] == f"https://track.example.com/a, {CORREIOS}"
    first, second = found.values["tracking.link"].splitlines()
    assert first == "https://track.example.com/a"
    assert second.startswith("https://")
    assert CORREIOS in second
    assert found.values["tracking.carrier"] == "Correios"
    assert found.tracking_codes == ("https://track.example.com/a", CORREIOS, "javascript:alert(1)")


def test_an_order_that_has_not_left_has_no_tracking():
    order = make_order()
    found = context_of(order)
    assert [found.values[f"tracking.{part}"] for part in ("number", "link", "carrier", "help")] == [""] * 4
    assert found.tracking_codes == ()


def test_an_invoice_is_told_once_the_order_is_paid():
    order = make_order()
    add_invoice(order, "F-1", "https://shop.example.com/f-1.pdf")
    assert values_of(order, "invoice.number", "invoice.link") == ("", "")
    pay(order, NOON)
    assert values_of(order, "invoice.number", "invoice.link") == ("F-1", "https://shop.example.com/f-1.pdf")


def test_links_are_made_from_the_settings(configure):
    from saleor.product.models import Category, Product, ProductType

    # given
    configure(
        order_page_url="https://shop.example.com/{channel}/orders/{number}?id={id}",
        product_page_url="https://shop.example.com/p/{slug}#review",
    )
    order = make_order()
    columns: dict[str, object] = {"product_type": ProductType.objects.create(name="Mugs", slug="mugs")}
    if not is_saleor_3():
        columns |= {"category": Category.objects.create(name="c", slug="c"), "price_amount": 1}
    product = Product.objects.create(name="Mug", slug="blue-mug", **columns)
    variant = product.variants.create(sku="MUG-1")
    order.lines.update(variant=variant)
    # when
    link, links = values_of(order, "order.link", "review.links")
    # then
    channel = "main" if is_saleor_3() else ""
    number = order.number if is_saleor_3() else order.pk
    assert link.startswith(f"https://shop.example.com/{channel}/orders/{number}?id=T3JkZXI6")
    assert links == "Mug: https://shop.example.com/p/blue-mug#review"


def test_how_to_pay_comes_from_the_gateway_in_the_readers_language():
    # given an order whose payment is a bank transfer that has not arrived
    order = make_order(is_paid=True, language_code="pl")
    row = PaymentInstruction.objects.create(
        gateway="manual",
        message="Pay {{ order.total }}.",
        bank_account="DE02 1203",
        translations={"ro": {"message": "Plătiți."}},
    )
    names = ("payment.instructions", "payment.bank_account")
    # then
    assert values_of(order, *names) == ("Pay {{ order.total }}.", "DE02 1203")
    type(order).objects.filter(pk=order.pk).update(language_code="ro")
    assert values_of(order, *names) == ("Plătiți.", "DE02 1203")
    # then a row of the channel goes first, where there are channels
    if is_saleor_3():
        PaymentInstruction.objects.create(gateway="manual", channel="main", message="Of main.")
        assert values_of(order, *names) == ("Of main.", "")
    # then the instruction of another gateway is not told
    row.delete()
    PaymentInstruction.objects.all().delete()
    PaymentInstruction.objects.create(gateway="other", message="Other.")
    assert values_of(order, *names) == ("", "")


def test_an_order_without_payment_has_an_instruction_of_its_own():
    PaymentInstruction.objects.create(gateway="", message="Transfer it.")
    assert values_of(make_order(), "payment.instructions") == ("Transfer it.",)
    assert values_of(make_order(is_paid=True), "payment.instructions") == ("",)


def test_what_is_missing_is_named_in_the_readers_language():
    order = make_order(language_code="pl")
    type(order).objects.filter(pk=order.pk).update(shipping_address=None, shipping_method_name=None)
    assert values_of(order, "missing.information") == ("adres dostawy, sposób dostawy",)


def test_the_present_status_is_told_unless_it_is_for_staff(status):
    from saleor_order_central.statuses.models import OrderState

    order = make_order(language_code="ro")
    sent = status("sent")
    sent.customer_description = "It left."
    sent.save()
    OrderState.objects.update_or_create(order_id=order.pk, defaults={"status": sent})
    assert values_of(order, "status.name", "status.description") == ("Expediată", "It left.")
    sent.visibility = "STAFF"
    sent.save()
    assert values_of(order, "status.name", "status.description") == ("", "")


def test_values_are_clean_text():
    order = make_order()
    order.lines.update(product_name="Mug\x07\r\n{{ order.total }}", variant_name="")
    assert values_of(order, "order.lines") == ("3 × Mug {{ order.total }}",)


def test_the_facts_are_kept_to_the_order_asked_for():
    first, second = make_order(total="10.00"), make_order(total="20.00", is_paid=True)
    found = contexts_of(first, second)
    assert found[first.pk].values["order.total"] == "$10.00"
    assert (found[first.pk].values["order.paid"], found[second.pk].values["order.paid"]) == ("", "$20.00")
    with pytest.raises(KeyError):
        found[first.pk].values["order.secret"]
    assert facts_of(first).money.total == Decimal("10.00")
