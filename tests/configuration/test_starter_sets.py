"""Starter sets: sound, translated, and added to a shop without taking anything from it."""

from __future__ import annotations

from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from django.core.management import call_command

from saleor_order_central.configuration.diff import Action
from saleor_order_central.configuration.export import export_document, export_text
from saleor_order_central.configuration.services import ImportResult, apply_starter_set
from saleor_order_central.configuration.starter_sets import STARTER_SETS
from saleor_order_central.configuration.starter_sets.definition import LANGUAGES
from saleor_order_central.configuration.starter_sets.merge import complete
from saleor_order_central.errors import OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.notifications.contexts import load_message_contexts
from saleor_order_central.notifications.models import MessageTemplate, PaymentInstruction
from saleor_order_central.notifications.render import Texts, placeholders, render
from saleor_order_central.notifications.template_book import texts_in
from saleor_order_central.notifications.variables import VARIABLES
from saleor_order_central.readiness.findings import Severity
from saleor_order_central.readiness.selectors import check_readiness
from saleor_order_central.settings import load_settings
from saleor_order_central.statuses.models import OrderStatusDefinition, StatusRule
from tests.shop_rows import NOON, add_invoice, facts_of, hours, make_order, ship

each_set = pytest.mark.parametrize("name", list(STARTER_SETS))

ORDERS: dict[str, dict[str, str]] = {
    "placed": {},
    "unpaid": {"order.outstanding": "€20.00"},
    "unpaid with an account": {"order.outstanding": "€20.00", "payment.bank_account": "DE02 1203"},
    "sent": {"tracking.number": "1Z999AA10123456784", "shipping.address": "Main Street 1"},
    "digital and invoiced": {"invoice.number": "F-1", "invoice.link": "https://shop.example/f.pdf"},
    "everything": {name: variable.example for name, variable in VARIABLES.items()},
}
ALWAYS = {"order.number": "1042", "order.date": "2 March 2026", "order.total": "€30.00"}


def templates_of(name: str) -> list[dict[str, Any]]:
    return STARTER_SETS[name].document()["messageTemplates"]


TEXTS = [
    (name, template["slug"], language)
    for name in STARTER_SETS
    for template in templates_of(name)
    for language in ("en", *LANGUAGES)
]


def row_of(name: str, slug: str) -> MessageTemplate:
    """The template as it will be stored, without storing it."""
    item = next(one for one in templates_of(name) if one["slug"] == slug)
    translations = {
        language: {"subject": texts["subject"], "body": texts["body"], "sms_body": texts["smsBody"]}
        for language, texts in item["translations"].items()
    }
    return MessageTemplate(
        slug=slug,
        name=item["name"],
        subject=item["subject"],
        body=item["body"],
        sms_body=item["smsBody"],
        translations=translations,
    )


def texts_of(name: str, slug: str, language: str) -> Texts:
    return texts_in(row_of(name, slug), language)


@pytest.mark.parametrize(("name", "slug", "language"), TEXTS)
def test_every_text_renders_for_every_order_or_names_what_is_missing(name, slug, language):
    texts = texts_of(name, slug, language)
    for values in ORDERS.values():
        known = {**ALWAYS, **values}
        # when
        text = render(texts, known)
        # then
        required = {
            one.name for part in (texts.subject, texts.body, texts.sms_body) for one in placeholders(part)
            if not one.is_optional
        }  # fmt: skip
        assert set(text.missing) == required - set(known)
        if not text.missing:
            whole = f"{text.subject}{text.body}{text.sms_body}"
            assert "{{" not in whole
            assert "}}" not in whole
            assert "1042" in text.subject
            assert "1042" in text.body
            assert "\n" not in text.subject


def unpaid() -> Any:
    return make_order()


def paid_with_invoice() -> Any:
    order = make_order(is_paid=True)
    add_invoice(order, "F-1", "https://shop.example.com/f-1.pdf")
    return order


def sent() -> Any:
    order = make_order(is_paid=True)
    ship(order, "AA123456785BR", NOON + hours(5))
    return order


def digital() -> Any:
    return make_order(is_paid=True, is_shipping_required=False)


# What a letter needs, and the orders that have it; all others need nothing that an order may lack.
NEEDS = {
    "awaiting-bank-transfer": ("order.outstanding", {"unpaid"}),
    "awaiting-cash-on-delivery": ("order.outstanding", {"unpaid"}),
    "out-for-delivery": ("tracking.number", {"sent"}),
    "address-check": ("shipping.address", {"unpaid", "paid_with_invoice", "sent"}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("make", [unpaid, paid_with_invoice, sent, digital], ids=lambda make: make.__name__)
@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_every_text_renders_for_real_orders_or_names_what_is_missing(make, language):
    # given
    with get_host().allow_writer():
        order = make()
        type(order).objects.filter(pk=order.pk).update(language_code=language)
        facts = {order.pk: facts_of(order)}
        PaymentInstruction.objects.create(gateway=facts[order.pk].payment_gateway, bank_account="DE02 1203")
        context = load_message_contexts(facts, load_settings(using="default"), using="default")[order.pk]
    for name, slug in {(name, slug) for name, slug, _language in TEXTS}:
        # when
        text = render(texts_of(name, slug, context.language), context.values)
        # then
        needed, orders = NEEDS.get(slug, ("", {make.__name__}))
        assert text.missing == (() if make.__name__ in orders else (needed,))
        if not text.missing:
            assert "{{" not in text.subject + text.body + text.sms_body
            assert "\n\n\n" not in text.body
            assert context.values["order.number"] in text.body


@pytest.mark.parametrize(("name", "slug", "language"), TEXTS)
def test_every_text_is_in_its_own_language_with_the_same_variables(name, slug, language):
    source, texts = texts_of(name, slug, "en"), texts_of(name, slug, language)
    for one in ("subject", "body", "sms_body"):
        theirs = {each.source for each in placeholders(getattr(texts, one))}
        ours = {each.source for each in placeholders(getattr(source, one))}
        # Polish letters greet without a name: names would have to be inflected.
        allowed = {"{{ customer.first_name? }}"} if language == "pl" else set()
        assert ours - theirs <= allowed
        assert theirs <= ours
    if language != "en":
        assert texts.body != source.body
        assert texts.subject != source.subject


@each_set
def test_every_label_is_translated(name):
    for item in STARTER_SETS[name].document()["statuses"]:
        if "type" in item:
            assert sorted(item["translations"]) == sorted(LANGUAGES)
            assert all(texts["customerLabel"] for texts in item["translations"].values())
    texts = "".join(str(template) for template in templates_of(name))
    assert not set("ŞşŢţ") & set(texts)
    one = STARTER_SETS[name]
    for words in (one.title, one.description):
        assert len(set(words)) == 5
        assert words.in_language("en") == words.in_language("xx") == words.en
        assert words.in_language("pt") == words.in_language("pt-br") == words.pt_br
        assert words.in_language("es") == words.es


def apply(name: str, *, dry_run: bool = False) -> ImportResult:
    return apply_starter_set(name, dry_run=dry_run)


def errors(result: ImportResult) -> list[str]:
    return [one.code.value for one in result.findings if one.severity is Severity.ERROR]


def actions(result: ImportResult) -> set[str]:
    return {change.action.value for change in result.changes}


@pytest.mark.django_db
@each_set
def test_a_set_makes_a_sound_shop(name):
    # when
    result = apply(name)
    # then
    assert result.is_applied is True
    assert errors(result) == []
    codes = {one.code.value for one in check_readiness(using="default").findings}
    assert not codes & {
        "CONCLUDED_BEFORE_SHIPMENT",
        "STATUS_DEAD_END",
        "STATUS_UNREACHABLE",
        "NEXT_STATUS_UNKNOWN",
        "TRANSLATION_MISSING",
        "RULE_NEVER_FITS",
    }
    wanted = [status.slug for status in STARTER_SETS[name].statuses]
    made = OrderStatusDefinition.objects.filter(kind="CUSTOM").values_list("slug", flat=True)
    assert sorted(made) == sorted(wanted)


@pytest.mark.django_db
@each_set
def test_automation_finds_its_way_through_a_set(name):
    """An order that is paid, sent and delivered, or sent unpaid, is never stuck."""
    apply(name)
    by_slug = {one.slug: one for one in OrderStatusDefinition.objects.all()}
    for way in ("received in-realisation sent finalized", "received sent finalized refunded"):
        for present, following in pairwise(way.split()):
            assert following in by_slug[present].next_statuses
    for status in by_slug.values():
        if status.type == "IN_PROGRESS":
            assert "canceled" in status.next_statuses


@pytest.mark.django_db
@each_set
def test_a_set_deletes_nothing_and_is_applied_once(name):
    before = {(change.section, change.key) for change in apply(name, dry_run=True).changes}
    first = apply(name)
    assert actions(first) == {"CREATE", "UPDATE", "UNCHANGED"}
    assert {(change.section, change.key) for change in first.changes} == before
    again = apply(name)
    assert actions(again) == {"UNCHANGED"}


@pytest.mark.django_db
def test_sets_can_follow_each_other():
    for name in STARTER_SETS:
        assert "DELETE" not in actions(apply(name))
    customs = {status.slug for one in STARTER_SETS.values() for status in one.statuses}
    made = OrderStatusDefinition.objects.filter(kind="CUSTOM").values_list("slug", flat=True)
    assert set(made) == customs
    assert "NEXT_STATUS_UNKNOWN" not in errors(apply("tray"))


@pytest.mark.django_db
def test_what_the_merchant_made_stays():
    # given statuses, transitions and texts of the merchant's own
    OrderStatusDefinition.objects.create(
        slug="in-production", name="My production", kind="CUSTOM", type="IN_PROGRESS", customer_label="Mine"
    )
    OrderStatusDefinition.objects.create(slug="glazing", name="Glazing", kind="CUSTOM", type="IN_PROGRESS")
    OrderStatusDefinition.objects.filter(slug="sent").update(
        next_statuses=["glazing", "finalized"], silent_after_hours=5, customer_label="Left us"
    )
    MessageTemplate.objects.create(slug="address-check", name="Mine", body="My text")
    rule = StatusRule.objects.create(fact="PAID", status=OrderStatusDefinition.objects.get(slug="paid"))
    # when
    result = apply("tray")
    # then
    production = OrderStatusDefinition.objects.get(slug="in-production")
    assert (production.name, production.customer_label, production.next_statuses) == (
        "My production",
        "Mine",
        None,
    )
    sent = OrderStatusDefinition.objects.get(slug="sent")
    assert sent.next_statuses[:2] == ["glazing", "finalized"]
    assert set(sent.next_statuses) > {"glazing", "finalized", "out-for-delivery"}
    assert (sent.silent_after_hours, sent.customer_label) == (5, "Left us")
    assert MessageTemplate.objects.get(slug="address-check").body == "My text"
    assert OrderStatusDefinition.objects.filter(slug="glazing").exists()
    assert StatusRule.objects.filter(pk=rule.pk).exists()
    assert {(one.section, one.key) for one in result.changes if one.action is Action.DELETE} == set()


@pytest.mark.django_db
def test_an_unknown_set_is_refused():
    before = export_text(using="default")
    with pytest.raises(OrderCentralFault) as caught:
        apply_starter_set("gone", dry_run=False)
    assert (caught.value.field, caught.value.code.value) == ("name", "NOT_FOUND")
    assert export_text(using="default") == before


@pytest.mark.django_db
def test_only_the_missing_part_of_a_set_is_wanted():
    apply("polish")
    present = export_document(using="default")
    wanted = complete(STARTER_SETS["polish"].document(), present)
    assert wanted["messageTemplates"] == []
    assert {"slug": "being-completed"} in wanted["statuses"]


@pytest.mark.django_db
def test_the_command_applies_a_set():
    out = StringIO()
    call_command("order_central_config", "import", "--starter", "prestashop", "--dry-run", stdout=out)
    assert "CREATE statuses on-backorder-paid: slug" in out.getvalue()
    assert not OrderStatusDefinition.objects.filter(slug="on-backorder-paid").exists()
    call_command("order_central_config", "import", "--starter", "prestashop", stdout=out)
    assert OrderStatusDefinition.objects.filter(slug="on-backorder-paid").exists()
