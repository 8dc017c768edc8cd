"""Message templates through the API: who may what, what is refused, translations, saving sent texts."""

from __future__ import annotations

from typing import Any

import graphene
import pytest

from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.models import MessageTemplate, OrderNotification
from saleor_order_central.notifications.shipped_messages import SHIPPED_MESSAGES
from saleor_order_central.notifications.templates import MOST_TEMPLATES, create_template
from saleor_order_central.notifications.variables import VARIABLES
from saleor_order_central.statuses.models import OrderStatusDefinition
from saleor_order_central.timeline.models import OrderEntry
from tests.conftest import Api
from tests.shop_rows import make_channel, make_order, make_user

CREATE = """mutation($input: OrderMessageTemplateInput!) { orderMessageTemplateCreate(input: $input) {
    messageTemplate { id slug name subject body smsBody isBuiltIn isActive variables statuses { slug } }
    errors { field code message } } }"""
UPDATE = """mutation($id: ID!, $input: OrderMessageTemplateInput!) {
    orderMessageTemplateUpdate(id: $id, input: $input) {
    messageTemplate { slug name subject body smsBody isActive statuses { slug } }
    errors { field code message } } }"""
DELETE = """mutation($id: ID!) { orderMessageTemplateDelete(id: $id) {
    messageTemplate { id } errors { field code message } } }"""
TRANSLATE = """mutation($id: ID!, $language: String!, $input: OrderMessageTemplateTranslationInput!) {
    orderMessageTemplateTranslate(id: $id, languageCode: $language, input: $input) { messageTemplate {
    translation(languageCode: $language) { languageCode name subject body smsBody }
    translations { languageCode subject body } } errors { field code message } } }"""
SAVE = """mutation($name: String!, $notification: ID, $entry: ID) {
    orderMessageTemplateSaveFrom(name: $name, notification: $notification, entry: $entry) {
    messageTemplate { slug name subject body } errors { field code message } } }"""
LIST = """query($where: OrderMessageTemplateWhereInput, $search: String) {
    orderMessageTemplates(first: 100, where: $where, search: $search) {
    totalCount edges { node { slug } } } }"""


def template_id(template: MessageTemplate) -> str:
    return graphene.Node.to_global_id("OrderMessageTemplate", template.pk)


def built_in(slug: str) -> str:
    return template_id(MessageTemplate.objects.get(slug=slug))


def status_id(slug: str) -> str:
    return graphene.Node.to_global_id(
        "OrderStatusDefinition", OrderStatusDefinition.objects.get(slug=slug).pk
    )


def refused(payload: dict[str, Any]) -> list[tuple[str | None, str]]:
    return [(error["field"], error["code"]) for error in payload["errors"]]


def slugs(data: dict[str, Any]) -> list[str]:
    return [edge["node"]["slug"] for edge in data["orderMessageTemplates"]["edges"]]


@pytest.fixture
def template(db):
    with get_host().allow_writer():
        return MessageTemplate.objects.create(
            slug="own", name="Own", subject="S", body="B {{ order.number }}"
        )


def test_a_template_is_created_with_its_statuses(settings_api):
    # when
    payload = settings_api.data(
        CREATE,
        input={
            "name": " Gift  wrapping ",
            "subject": "Order {{order.number}}",
            "body": "Dear {{ customer.first_name? }},\r\n\r\nWrapped: {{ order.number }}\x00\n",
            "smsBody": "Wrapped.",
            "statuses": [status_id("sent"), status_id("paid")],
        },
    )["orderMessageTemplateCreate"]
    # then
    assert payload["errors"] == []
    assert payload["messageTemplate"].pop("id")
    assert payload["messageTemplate"] == {
        "slug": "gift-wrapping",
        "name": "Gift wrapping",
        "subject": "Order {{order.number}}",
        "body": "Dear {{ customer.first_name? }},\n\nWrapped: {{ order.number }}",
        "smsBody": "Wrapped.",
        "isBuiltIn": False,
        "isActive": True,
        "variables": ["customer.first_name", "order.number"],
        "statuses": [{"slug": "paid"}, {"slug": "sent"}],
    }


def test_slugs_are_made_unique_or_refused(settings_api, template):
    first = settings_api.data(CREATE, input={"name": "Own", "body": "x"})["orderMessageTemplateCreate"]
    assert first["messageTemplate"]["slug"] == "own-2"
    same = settings_api.data(CREATE, input={"name": "Else", "slug": "own", "body": "x"})
    assert refused(same["orderMessageTemplateCreate"]) == [("slug", "UNIQUE")]
    assert MessageTemplate.objects.filter(name="Else").count() == 0


BAD_INPUT = [
    ({"body": "x"}, "name", "REQUIRED"),
    ({"name": "  ", "body": "x"}, "name", "REQUIRED"),
    ({"name": "\x00", "body": "x"}, "name", "REQUIRED"),
    ({"name": "n"}, "body", "REQUIRED"),
    ({"name": "n", "body": " \n "}, "body", "REQUIRED"),
    ({"name": "n", "body": "\x00\x07"}, "body", "REQUIRED"),
    ({"name": "n" * 251, "body": "x"}, "name", "INVALID"),
    ({"name": "n", "body": "x", "slug": "No Slug"}, "slug", "INVALID"),
    ({"name": "n", "body": "x", "slug": "s" * 65}, "slug", "INVALID"),
    ({"name": "n", "body": "{{ order.colour }}"}, "body", "INVALID"),
    ({"name": "n", "body": "{{ order.number|upper }}"}, "body", "INVALID"),
    ({"name": "n", "body": "{{ order.__class__ }}"}, "body", "INVALID"),
    ({"name": "n", "body": "{{ 7*7 }}"}, "body", "INVALID"),
    ({"name": "n", "body": "{{ order.number\n}}"}, "body", "INVALID"),
    ({"name": "n", "body": "{{"}, "body", "INVALID"),
    ({"name": "n", "body": "{{ Order.Number }}"}, "body", "INVALID"),
    ({"name": "n", "body": "x", "subject": "{{ tracking }}"}, "subject", "INVALID"),
    ({"name": "n", "body": "x", "subject": "{{ order.number? }}"}, "subject", "INVALID"),
    ({"name": "n", "body": "x", "subject": "s" * 251}, "subject", "INVALID"),
    ({"name": "n", "body": "x", "smsBody": "{{ nothing }}"}, "smsBody", "INVALID"),
    ({"name": "n", "body": "x", "smsBody": "s" * 1001}, "smsBody", "INVALID"),
    ({"name": "n", "body": "x" * 20_001}, "body", "INVALID"),
    ({"name": "n", "body": "x" * 1_000_000}, "body", "INVALID"),
]


@pytest.mark.parametrize(
    ("values", "field", "code"), BAD_INPUT, ids=[str(values)[:40] for values, *_ in BAD_INPUT]
)
def test_bad_input_is_refused_and_named(settings_api, values, field, code):
    before = MessageTemplate.objects.count()
    payload = settings_api.data(CREATE, input=values)["orderMessageTemplateCreate"]
    assert refused(payload) == [(field, code)]
    assert MessageTemplate.objects.count() == before


def test_the_refusal_names_the_variable(settings_api):
    payload = settings_api.data(CREATE, input={"name": "n", "body": "a {{ order.colour }} b"})
    (error,) = payload["orderMessageTemplateCreate"]["errors"]
    assert error["message"] == 'There is no variable "order.colour".'


HOSTILE = [
    "<script>alert(1)</script>",
    "${order.number} {% debug %} <%= 7*7 %> #{7*7} $order $$",
    "\u202eright to left\u2066 \U0001f4e6 \u0627\u0644\u0633\u0644\u0627\u0645",
    "' OR 1=1 -- \\",
    "}} { order.number }",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_text(settings_api, text):
    payload = settings_api.data(CREATE, input={"name": "n", "body": text, "subject": text, "smsBody": text})
    made = payload["orderMessageTemplateCreate"]["messageTemplate"]
    assert (made["body"], made["subject"], made["smsBody"], made["variables"]) == (text, text, text, [])


def test_a_subject_stays_one_line(settings_api):
    payload = settings_api.data(
        CREATE, input={"name": "n", "body": "x", "subject": "a\r\nBcc: b@example.com"}
    )
    assert payload["orderMessageTemplateCreate"]["messageTemplate"]["subject"] == "a Bcc: b@example.com"


def test_lone_surrogates_are_dropped(db):
    with get_host().allow_writer():
        made = create_template({"name": "n\udfff", "body": "a\ud800b"})
    assert (made.name, made.body) == ("n", "ab")


def test_a_shop_cannot_have_endless_templates(settings_api):
    with get_host().allow_writer():
        missing = MOST_TEMPLATES - MessageTemplate.objects.count()
        MessageTemplate.objects.bulk_create(
            MessageTemplate(slug=f"t-{number}", name="t", body="x") for number in range(missing)
        )
    payload = settings_api.data(CREATE, input={"name": "n", "body": "x"})["orderMessageTemplateCreate"]
    assert refused(payload) == [(None, "TOO_MANY_ITEMS")]


def test_an_update_changes_what_is_given(settings_api, template):
    payload = settings_api.data(UPDATE, id=template_id(template), input={"isActive": False, "subject": ""})
    assert payload["orderMessageTemplateUpdate"] == {
        "messageTemplate": {
            "slug": "own",
            "name": "Own",
            "subject": "",
            "body": "B {{ order.number }}",
            "smsBody": "",
            "isActive": False,
            "statuses": [],
        },
        "errors": [],
    }
    emptied = settings_api.data(UPDATE, id=template_id(template), input={"body": " "})
    assert refused(emptied["orderMessageTemplateUpdate"]) == [("body", "REQUIRED")]
    unknown = settings_api.data(
        UPDATE,
        id=template_id(template),
        input={"statuses": [graphene.Node.to_global_id("OrderStatusDefinition", 0)]},
    )
    assert refused(unknown["orderMessageTemplateUpdate"]) == [("statuses", "NOT_FOUND")]
    template.refresh_from_db()
    assert template.body == "B {{ order.number }}"


def test_a_built_in_text_changes_but_stays(settings_api):
    # given
    delay = built_in("delay")
    # when
    changed = settings_api.data(UPDATE, id=delay, input={"body": "Sorry, {{ order.number }} is late."})
    renamed = settings_api.data(UPDATE, id=delay, input={"slug": "late"})
    deleted = settings_api.data(DELETE, id=delay)
    # then
    assert changed["orderMessageTemplateUpdate"]["errors"] == []
    assert refused(renamed["orderMessageTemplateUpdate"]) == [("slug", "BUILT_IN_READ_ONLY")]
    assert refused(deleted["orderMessageTemplateDelete"]) == [("id", "BUILT_IN_READ_ONLY")]
    assert MessageTemplate.objects.get(slug="delay").body == "Sorry, {{ order.number }} is late."


def test_a_template_that_a_status_sends_is_not_deleted(settings_api, template):
    with get_host().allow_writer():
        OrderStatusDefinition.objects.filter(slug="sent").update(message_template=template)
    payload = settings_api.data(DELETE, id=template_id(template))["orderMessageTemplateDelete"]
    assert refused(payload) == [("id", "INVALID")]
    assert "sent" in payload["errors"][0]["message"]
    with get_host().allow_writer():
        OrderStatusDefinition.objects.filter(slug="sent").update(message_template=None)
    assert settings_api.data(DELETE, id=template_id(template))["orderMessageTemplateDelete"]["errors"] == []
    assert not MessageTemplate.objects.filter(pk=template.pk).exists()
    again = settings_api.data(DELETE, id=template_id(template))["orderMessageTemplateDelete"]
    assert refused(again) == [("id", "NOT_FOUND")]


def test_a_translation_goes_before_all_other_texts(settings_api):
    # given a built-in text that the catalogues translate
    sent = built_in("sent")
    plain = settings_api.data(TRANSLATE, id=sent, language="pl", input={})
    plugin = plain["orderMessageTemplateTranslate"]["messageTemplate"]
    assert plugin["translation"]["subject"] == "Twoje zamówienie {{ order.number }} jest w drodze"
    assert plugin["translations"] == []
    # when
    payload = settings_api.data(
        TRANSLATE, id=sent, language="PL", input={"subject": "Leci {{ order.number }}"}
    )
    # then only that text is the merchant's
    found = payload["orderMessageTemplateTranslate"]["messageTemplate"]
    assert found["translation"]["subject"] == "Leci {{ order.number }}"
    assert found["translation"]["body"] == plugin["translation"]["body"]
    assert found["translations"] == [
        {"languageCode": "pl", "subject": "Leci {{ order.number }}", "body": None}
    ]
    # when it is emptied
    payload = settings_api.data(TRANSLATE, id=sent, language="pl", input={"subject": ""})
    # then the plugin's own shows again
    assert payload["orderMessageTemplateTranslate"]["messageTemplate"] == plugin


@pytest.mark.parametrize(
    ("language", "texts", "field", "code"),
    [
        ("xx-klingon", {"body": "x"}, "languageCode", "INVALID"),
        ("", {"body": "x"}, "languageCode", "INVALID"),
        ("pl", {"body": "{{ numer }}"}, "body", "INVALID"),
        ("pl", {"subject": "{{ order.number? }}"}, "subject", "INVALID"),
        ("pl", {"smsBody": "x" * 1001}, "smsBody", "INVALID"),
    ],
)
def test_bad_translations_are_refused(settings_api, template, language, texts, field, code):
    payload = settings_api.data(TRANSLATE, id=template_id(template), language=language, input=texts)
    assert refused(payload["orderMessageTemplateTranslate"]) == [(field, code)]
    template.refresh_from_db()
    assert template.translations == {}


def test_a_sent_text_becomes_a_template(staff_api):
    # given
    with get_host().allow_writer():
        order = make_order()
        sent = OrderNotification.objects.create(
            order=order,
            occasion="EVENT",
            channel_kind="EMAIL",
            status="SENT",
            reason="CHOSEN",
            subject="About it",
            body="It leaves tomorrow.",
            dedupe_key="one",
        )
    # when
    node = graphene.Node.to_global_id("OrderNotification", sent.pk)
    payload = staff_api.data(SAVE, name="Leaves tomorrow", notification=node)
    # then
    assert payload["orderMessageTemplateSaveFrom"] == {
        "messageTemplate": {
            "slug": "leaves-tomorrow",
            "name": "Leaves tomorrow",
            "subject": "About it",
            "body": "It leaves tomorrow.",
        },
        "errors": [],
    }


def test_a_history_entry_becomes_a_template(staff_api, order_id):
    # given
    order = make_order()
    event = """mutation($order: ID!) { orderCustomEventCreate(order: $order,
        input: { subject: "Call", message: "Wants a red one." }) { entry { id } errors { code } } }"""
    entry = staff_api.data(event, order=order_id(order))["orderCustomEventCreate"]["entry"]["id"]
    # when
    payload = staff_api.data(SAVE, name="Red", entry=entry)["orderMessageTemplateSaveFrom"]
    # then
    assert payload["messageTemplate"] == {
        "slug": "red",
        "name": "Red",
        "subject": "Call",
        "body": "Wants a red one.",
    }


def test_what_cannot_be_saved_as_a_template(staff_api):
    core = graphene.Node.to_global_id("OrderHistoryEntry", "event:1")
    gone = graphene.Node.to_global_id("OrderNotification", 12345)
    assert refused(staff_api.data(SAVE, name="n")["orderMessageTemplateSaveFrom"]) == [
        ("notification", "REQUIRED")
    ]
    assert refused(staff_api.data(SAVE, name="n", entry=core)["orderMessageTemplateSaveFrom"]) == [
        ("entry", "INVALID")
    ]
    assert refused(staff_api.data(SAVE, name="n", notification=gone)["orderMessageTemplateSaveFrom"]) == [
        ("notification", "NOT_FOUND")
    ]
    assert MessageTemplate.objects.filter(is_built_in=False).count() == 0


if is_saleor_3():

    def test_staff_of_one_channel_saves_no_text_of_another(staff_user):
        from saleor.account.models import Group

        # given staff that may work in berlin only
        group = Group.objects.get(user=staff_user)
        with get_host().allow_writer():
            group.restricted_access_to_channels = True
            group.save()
            group.channels.add(make_channel("berlin"))
            sent = [
                OrderNotification.objects.create(
                    order=make_order(channel=channel),
                    occasion="EVENT",
                    channel_kind="EMAIL",
                    status="SENT",
                    reason="CHOSEN",
                    body=f"Of {channel}.",
                    dedupe_key=channel,
                )
                for channel in ("berlin", "paris")
            ]
        api = Api().sign_in(staff_user)
        # when
        own, foreign = (
            api.data(SAVE, name="n", notification=graphene.Node.to_global_id("OrderNotification", row.pk))
            for row in sent
        )
        # then
        assert own["orderMessageTemplateSaveFrom"]["messageTemplate"]["body"] == "Of berlin."
        assert refused(foreign["orderMessageTemplateSaveFrom"]) == [("notification", "NOT_FOUND")]
        assert not MessageTemplate.objects.filter(body="Of paris.").exists()


def test_the_list_is_filtered_and_searched(staff_api, template):
    every = slugs(staff_api.data(LIST))
    assert every == sorted(every)
    assert set(every) == {"own", *(message.slug for message in SHIPPED_MESSAGES)}
    assert slugs(staff_api.data(LIST, where={"isBuiltIn": False})) == ["own"]
    assert slugs(staff_api.data(LIST, where={"isActive": False})) == []
    assert slugs(staff_api.data(LIST, where={"status": status_id("refunded")})) == ["refunded"]
    assert slugs(staff_api.data(LIST, search="ELA")) == ["delay"]
    assert slugs(staff_api.data(LIST, search="%")) == []


def test_statuses_name_their_templates_to_staff_only(staff_api, customer_api, statements):
    query = """{ orderStatusDefinitions(first: 100) { edges { node { slug
        messageTemplate { slug } silentTemplate { slug } commentTemplates { slug } } } } }"""
    staff_api.data(query)
    with statements() as found:
        nodes = [edge["node"] for edge in staff_api.data(query)["orderStatusDefinitions"]["edges"]]
    # then two statements serve all statuses
    assert sum("messagetemplate" in one["sql"] for one in found) == 2
    sent = next(node for node in nodes if node["slug"] == "sent")
    assert sent == {
        "slug": "sent",
        "messageTemplate": {"slug": "sent"},
        "silentTemplate": None,
        "commentTemplates": [{"slug": "delay"}, {"slug": "sent"}, {"slug": "tracking-number"}],
    }
    seen = [edge["node"] for edge in customer_api.data(query)["orderStatusDefinitions"]["edges"]]
    assert len(seen) == len(nodes)
    assert {(node["messageTemplate"], node["commentTemplates"]) for node in seen} == {(None, None)}


def test_the_variables_are_told_with_their_meaning(staff_api):
    query = (
        "query($l: String) { orderMessageTemplateVariables(languageCode: $l) { name description example } }"
    )
    english = staff_api.data(query)["orderMessageTemplateVariables"]
    polish = staff_api.data(query, l="pl")["orderMessageTemplateVariables"]
    assert [one["name"] for one in english] == [one["name"] for one in polish] == list(VARIABLES)
    assert english[1] == {"name": "order.number", "description": "Number of the order.", "example": "1042"}
    assert polish[1]["description"] == "Numer zamówienia."


READS = [
    "{ orderMessageTemplates(first: 1) { totalCount } }",
    '{ orderMessageTemplate(slug: "delay") { body } }',
    "{ orderMessageTemplateVariables { name } }",
]


@pytest.mark.parametrize("query", READS)
def test_only_staff_reads_templates(api, customer_api, staff_api, settings_api, query):
    for caller in (api, customer_api):
        assert "errors" in caller.answer(query)
    for caller in (staff_api, settings_api):
        assert "errors" not in caller.answer(query)


def test_who_may_change_what(staff_api, settings_api, template):
    translator = Api().sign_in(make_user("t@example.com", "site.manage_translations", is_staff=True))
    values = {"id": template_id(template), "input": {"name": "Changed"}}
    for caller in (staff_api, translator):
        assert "errors" in caller.answer(UPDATE, **values)
        assert "errors" in caller.answer(CREATE, input={"name": "n", "body": "x"})
        assert "errors" in caller.answer(DELETE, id=template_id(template))
    assert "errors" in translator.answer(SAVE, name="n")
    assert "errors" in staff_api.answer(TRANSLATE, id=template_id(template), language="pl", input={})
    assert "errors" not in translator.answer(TRANSLATE, id=template_id(template), language="pl", input={})
    template.refresh_from_db()
    assert template.name == "Own"
    assert OrderEntry.objects.count() == 0
