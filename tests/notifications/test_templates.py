"""The built-in messages: installed, linked, translated; each renders, or names the hole, for every order."""

from __future__ import annotations

import re
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import translation

from devtool import messages
from saleor_order_central.host import get_host
from saleor_order_central.notifications.contexts import load_message_contexts
from saleor_order_central.notifications.models import MessageTemplate, PaymentInstruction
from saleor_order_central.notifications.render import placeholders
from saleor_order_central.notifications.shipped_messages import SHIPPED_MESSAGES
from saleor_order_central.notifications.template_book import load_template_book
from saleor_order_central.notifications.templates import BODY_LIMIT, SMS_LIMIT, checked
from saleor_order_central.notifications.variables import VARIABLES
from saleor_order_central.notifications.wording import STATUS_MESSAGES
from saleor_order_central.returns.models import ReturnPolicy
from saleor_order_central.settings import load_settings
from saleor_order_central.statuses.models import OrderStatusDefinition
from tests.shop_rows import NOON, add_invoice, cancel, facts_of, hours, make_order, pay, ship

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "pt-br", "ro", "pl", "es")
EVERY = SHIPPED_MESSAGES
SLUGS = [message.slug for message in EVERY]
CODE = "AA123456785BR"


def unpaid():
    return make_order()


def paid():
    order = make_order(is_paid=True)
    add_invoice(order, "F-1", "https://shop.example.com/f-1.pdf")
    return order


def sent():
    order = make_order(is_paid=True)
    ship(order, CODE, NOON + hours(5))
    return order


def sent_unpaid():
    order = make_order()
    ship(order, "https://track.example.com/1", NOON + hours(5))
    return order


def digital():
    return make_order(is_paid=True, is_shipping_required=False)


def canceled():
    order = make_order()
    cancel(order, NOON)
    return order


def incomplete():
    order = make_order()
    type(order).objects.filter(pk=order.pk).update(
        shipping_address=None, billing_address=None, user_email="", shipping_method_name=None
    )
    return order


OWES = {"unpaid", "sent_unpaid", "incomplete"}
LEFT = {"sent", "sent_unpaid"}
ORDERS = (unpaid, paid, sent, sent_unpaid, digital, canceled, incomplete)
# What a template needs that not every order has, and the orders that have it.
NEEDS = {
    "information-missing": ("missing.information", {"incomplete"}),
    "awaiting-payment": ("order.outstanding", OWES),
    "payment-reminder": ("order.outstanding", OWES),
    "sent": ("tracking.number", LEFT),
    "tracking-number": ("tracking.number", LEFT),
    "review-request": ("review.links", set()),
    "message": ("comment", set()),
    "refund-done": ("refund.amount", set()),
    "status-changed": ("status.name", set()),
}


def given_to(slug: str, order_number: str) -> dict[str, str]:
    """What whoever sends a message about something of an order says of it."""
    if slug == "access-code":
        return {"access.code": "····-····", "access.minutes": "15"}
    if slug == "withdrawal-received":
        words = {"number": "W-7KQ2M9XHPA", "order_number": order_number, "lines": "2 × Mug"}
        words |= {"name": "Ana Pop", "email": "ana@example.com", "received_at": "March 2, 2026, 12:00:05"}
        return {f"withdrawal.{name}": value for name, value in words.items()}
    if not slug.startswith("return-"):
        return {}
    return {"return.number": "12-R1", "return.lines": "2 × Mug", "return.deadline": "May 1"}


@pytest.mark.parametrize("make", ORDERS, ids=lambda make: make.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_renders_or_names_the_hole(make, language, configure):
    # given a shop with every setting that texts use
    configure(order_page_url="https://shop.example.com/orders/{number}")
    with get_host().allow_writer():
        PaymentInstruction.objects.create(gateway="", message="Within 7 days.", bank_account="DE02 1203")
        order = make()
        type(order).objects.filter(pk=order.pk).update(language_code=language)
        facts = {order.pk: facts_of(order)}
        context = load_message_contexts(facts, load_settings(using="default"), using="default")[order.pk]
        book = load_template_book(using="default")
    # when
    number = context.values["order.number"]
    found = {slug: book.text(book.by_slug[slug], context, given_to(slug, number)) for slug in SLUGS}
    # then
    assert context.language == language
    expected = {slug: (name,) for slug, (name, orders) in NEEDS.items() if make.__name__ not in orders}
    assert {slug: text.missing for slug, text in found.items() if text.missing} == expected
    for slug in set(SLUGS) - set(expected):
        text = found[slug]
        assert "{{" not in text.subject + text.body + text.sms_body
        assert "\n\n\n" not in text.body
        assert text.body == text.body.strip()
        assert context.values["order.number"] in text.body
        assert "\n" not in text.subject
        assert len(text.sms_body) < 320


def test_an_order_that_is_sent_is_told_what_the_number_is_and_where_to_use_it():
    with get_host().allow_writer():
        order = sent()
        facts = {order.pk: facts_of(order)}
        context = load_message_contexts(facts, load_settings(using="default"), using="default")[order.pk]
        book = load_template_book(using="default")
    # when
    text = book.text(book.by_slug["sent"], context, {})
    # then
    number, link = context.values["order.number"], context.values["tracking.link"]
    assert text.subject == f"Your order {number} is on its way"
    assert text.body.removesuffix(context.values["shop.name"]).strip() == (
        f"Hello Ana,\n\nYour order {number} has left us and is on its way to you.\n\n"
        f"Tracking number: {CODE}\nCarrier: Correios\n"
        f"This is the tracking number of Correios. Use it to follow your parcel.\n{link}"
    )


def test_awaiting_payment_says_how_to_pay():
    with get_host().allow_writer():
        order = make_order(is_paid=False, language_code="pl")
        PaymentInstruction.objects.create(gateway="", message="W 7 dni.", bank_account="PL 61 1090")
        facts = {order.pk: facts_of(order)}
        context = load_message_contexts(facts, load_settings(using="default"), using="default")[order.pk]
        book = load_template_book(using="default")
        text = book.text(book.by_slug["awaiting-payment"], context, {})
        assert "Kwota do zapłaty: 30,00\xa0USD\nRachunek bankowy: PL 61 1090\n" in text.body
        assert "\n\nW 7 dni.\n\n" in text.body
        # then, once it is paid, nobody is asked to pay
        pay(order, NOON)
        facts = {order.pk: facts_of(order)}
        context = load_message_contexts(facts, load_settings(using="default"), using="default")[order.pk]
        assert book.text(book.by_slug["awaiting-payment"], context, {}).missing == ("order.outstanding",)


def test_the_shop_has_them_from_the_start():
    rows = {row.slug: row for row in MessageTemplate.objects.all()}
    assert set(rows) == set(SLUGS)
    assert all(row.is_built_in and row.is_active for row in rows.values())
    assert rows["delay"].name == "Delay"
    assert {one.slug: (one.subject, one.body, one.sms_body) for one in EVERY} == {
        slug: (row.subject, row.body, row.sms_body) for slug, row in rows.items()
    }
    linked = OrderStatusDefinition.objects.exclude(message_template=None)
    assert {one.slug: one.message_template.slug for one in linked} == STATUS_MESSAGES
    by_default = OrderStatusDefinition.objects.exclude(notify_by_default=[])
    assert {one.slug: one.notify_by_default for one in by_default} == {
        key: ["EMAIL"] for key in STATUS_MESSAGES
    }


@pytest.mark.parametrize("message", EVERY, ids=SLUGS)
def test_the_texts_obey_the_rules_of_saving(message):
    assert checked(message.subject, "subject")
    assert checked(message.body, "body")
    assert checked(message.sms_body, "smsBody") == message.sms_body
    assert len(message.body) < BODY_LIMIT
    assert len(message.sms_body) < SMS_LIMIT
    assert not any(one.is_optional for one in placeholders(message.subject))


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_keep_the_variables(language):
    texts = {text for one in EVERY for text in (one.subject, one.body, one.sms_body) if text}
    found = {one.id: one.string for one in messages.read(messages.po_file(language)) if one.id in texts}
    written = {text: sorted(re.findall(r"\{\{.*?\}\}", text)) for text in texts - {"{{ comment }}"}}
    assert {text: sorted(re.findall(r"\{\{.*?\}\}", found[text])) for text in written} == written
    with translation.override(language.replace("_", "-")):
        assert {text: translation.gettext(text) for text in written} == {one: found[one] for one in written}


def test_every_variable_is_documented():
    assert all(variable.description and variable.example for variable in VARIABLES.values())
    assert all(len(placeholders(f"{{{{ {name} }}}}")) == 1 for name in VARIABLES)
    assert all(placeholders(f"{{{{ {name} }}}}")[0].name == name for name in VARIABLES)


def test_adding_the_rows_again_changes_nothing_and_what_the_merchant_chose_stays():
    rows = import_module("saleor_order_central.migrations.0002_built_in_rows")
    with get_host().allow_writer():
        # given a merchant's own template on one status, and silence on another
        own = MessageTemplate.objects.create(slug="own", name="Own", body="Own")
        OrderStatusDefinition.objects.filter(slug="sent").update(message_template=own)
        OrderStatusDefinition.objects.filter(slug="canceled").update(notify_by_default=[])
        MessageTemplate.objects.filter(slug="refund-done").delete()
        # when
        rows.add_rows(apps, SimpleNamespace(connection=connection))
        # then what was missing is there, and nothing else differs
        assert set(MessageTemplate.objects.values_list("slug", flat=True)) == {"own", *SLUGS}
        linked = OrderStatusDefinition.objects.exclude(message_template=None)
        assert {one.slug: one.message_template.slug for one in linked} == {**STATUS_MESSAGES, "sent": "own"}
        assert OrderStatusDefinition.objects.get(slug="canceled").notify_by_default == []
        assert (OrderStatusDefinition.objects.count(), ReturnPolicy.objects.count()) == (9, 1)
