"""Texts and cursors that no row can hold: each is answered with an error of ours, never with a crash."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterator
from typing import Any

import graphene
import pytest

from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import MessageTemplate, OrderNotification
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderStatusDefinition
from saleor_order_central.timeline.models import OrderEntry
from tests.conftest import Api
from tests.shop_rows import make_order, make_user

pytestmark = pytest.mark.django_db

NUL, HALF = "a\0", "a\ud800"


def kinds(answer: dict[str, Any]) -> list[str]:
    """Names of the exceptions behind the errors of an answer."""
    return [one["extensions"]["exception"]["code"] for one in answer.get("errors", [])]


def takes(api: Api, text: str) -> list[str]:
    """What the host itself says of a text that nothing of ours reads: newer ones refuse half a character."""
    harmless = """query($text: String!) {
        orderStatusDefinition(slug: "received") { customerLabel(languageCode: $text) } }"""
    return kinds(api.answer(harmless, text=text))


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Saleor logs what it refuses, and half a character cannot travel between test processes."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def master(db: None) -> Api:
    """Staff that may do everything of ours."""
    return Api().sign_in(
        make_user(
            "boss@example.com",
            "order.manage_orders",
            "site.manage_settings",
            "site.manage_translations",
            is_staff=True,
        )
    )


@pytest.mark.parametrize("text", [NUL, HALF], ids=["NUL", "half a character"])
@pytest.mark.parametrize(
    "query",
    [
        "orderStatusDefinition(slug: $text) { slug }",
        "orderStatusDefinitions(first: 1, search: $text) { totalCount }",
        "orderStatusDefinitions(first: 1, where: {channel: $text}) { totalCount }",
        "orderMessageTemplate(slug: $text) { slug }",
        "orderMessageTemplates(first: 1, search: $text) { totalCount }",
        "orderTrustedTrackingHosts(first: 1, search: $text) { totalCount }",
        "orderCentralsByTrackingCode(code: $text) { number }",
        "orderCentrals(first: 1, where: {numbers: [$text]}) { totalCount }",
        "orderCentrals(first: 1, where: {userEmail: {eq: $text}}) { totalCount }",
        "orderCentrals(first: 1, where: {trackingCode: {oneOf: [$text]}}) { totalCount }",
        "orderCentrals(first: 1, where: {statusSlug: {eq: $text}}) { totalCount }",
    ],
)
def test_a_text_that_no_row_can_hold_is_refused(master, query, text):
    answer = master.answer(f"query($text: String!) {{ {query} }}", text=text)
    assert kinds(answer) == ["GraphQLError"]


@pytest.mark.parametrize("text", [NUL, HALF], ids=["NUL", "half a character"])
@pytest.mark.parametrize(
    ("query", "type_name"),
    [
        ("orderCentrals(first: 1, savedView: $text) { totalCount }", "ID"),
        ("orderStatusDefinition(id: $text) { slug }", "ID"),
        ("orderMessageTemplate(id: $text) { slug }", "ID"),
        ("orderNotifications(first: 1, where: {order: $text}) { totalCount }", "ID"),
        ("orderStatusBulkJob(id: $text) { id }", "ID"),
        ("orderCentrals(first: 1, where: {ids: [$text]}) { totalCount }", "ID"),
    ],
)
def test_an_id_that_no_row_can_have_is_refused(master, query, type_name, text):
    answer = master.answer(f"query($text: {type_name}!) {{ {query} }}", text=text)
    assert kinds(answer) == ["GraphQLError"]


@pytest.mark.parametrize("text", [NUL, HALF], ids=["NUL", "half a character"])
@pytest.mark.parametrize(
    "query",
    [
        "orderCentrals(first: 1, search: $text) { totalCount }",
        "orderTrackingCarriers(first: 1, search: $text) { totalCount }",
        "orderTrackingClassify(code: $text, postalCode: $text, country: $text) { url }",
        "orderMessageTemplateVariables(languageCode: $text) { name }",
        "orderCentralReadiness(languageCode: $text) { isReady }",
    ],
)
def test_a_text_that_reaches_no_statement_is_taken(master, query, text):
    assert kinds(master.answer(f"query($text: String!) {{ {query} }}", text=text)) == takes(master, text)


@pytest.fixture
def ids(db: None) -> dict[str, str]:
    """Global ids of one row of each kind."""
    with get_host().allow_writer():
        order = make_order(is_paid=True)
        record_orders([order.pk])
        sent = OrderNotification.objects.create(
            order=order, occasion="EVENT", channel_kind="EMAIL", status="SENT", reason="CHOSEN",
            recipient="ana@example.com", body="b", dedupe_key="k",
        )  # fmt: skip
        status = OrderStatusDefinition.objects.get(slug="paid")
        template = MessageTemplate.objects.get(slug="delay")
    rows = {
        "order": ("Order", order),
        "sent": ("OrderNotification", sent),
        "status": ("OrderStatusDefinition", status),
        "template": ("OrderMessageTemplate", template),
    }
    return {name: graphene.Node.to_global_id(kind, row.pk) for name, (kind, row) in rows.items()}


@pytest.mark.parametrize("text", [NUL, HALF], ids=["NUL", "half a character"])
@pytest.mark.parametrize(
    "mutation",
    [
        "orderStatusChange(order: $order, input: {status: $text})",
        'orderStatusChange(order: $order, input: {status: "sent", template: $text})',
        'orderStatusChange(order: $order, input: {status: "sent", subject: $text, comment: $text, '
        "idempotencyKey: $text})",
        "orderCustomEventCreate(order: $order, input: {subject: $text, message: $text, template: $text, "
        "idempotencyKey: $text})",
        "orderStandardEventCreate(order: $order, input: {event: SENT, comment: $text, trackingNumber: $text, "
        "idempotencyKey: $text})",
        "orderStatusBulkChange(input: {orders: [$order], status: $text, idempotencyKey: $text})",
        'orderStatusBulkChange(input: {where: {isPaid: true}, search: $text, status: "sent", comment: $text, '
        "idempotencyKey: $text})",
        'orderStatusBulkChange(input: {orders: [$order], status: "sent", template: $text})',
        "orderNotificationResend(id: $sent, idempotencyKey: $text)",
        "orderMessageTemplateUpdate(id: $template, input: {name: $text, body: $text, subject: $text, "
        "smsBody: $text})",
        "orderMessageTemplateCreate(input: {name: $text, slug: $text, body: $text})",
        "orderMessageTemplateTranslate(id: $template, languageCode: $text, input: {body: $text})",
        'orderMessageTemplateTranslate(id: $template, languageCode: "pl", input: {body: $text})',
        "orderMessageTemplateSaveFrom(notification: $sent, name: $text)",
        "orderStatusDefinitionCreate(input: {name: $text, slug: $text, type: IN_PROGRESS})",
        "orderStatusDefinitionCreate(input: {name: $text, type: IN_PROGRESS, color: $text})",
        "orderStatusDefinitionUpdate(id: $status, input: {name: $text, customerLabel: $text, "
        "customerDescription: $text, paymentGateways: [$text]})",
        "orderStatusDefinitionUpdate(id: $status, input: {channels: [$text]})",
        "orderStatusDefinitionUpdate(id: $status, input: {nextStatuses: [$text]})",
        "orderStatusDefinitionUpdate(id: $status, input: {messageTemplate: $text})",
        "orderStatusDefinitionUpdate(id: $status, input: {silentTemplate: $text})",
        "orderStatusDefinitionSetDefault(id: $status, channel: $text)",
        "orderStatusDefinitionTranslate(id: $status, languageCode: $text, input: {name: $text})",
        'orderStatusDefinitionTranslate(id: $status, languageCode: "pl", input: {name: $text})',
        "orderStatusRuleCreate(input: {fact: PAID, status: $text})",
        'orderStatusRuleCreate(input: {fact: PAID, status: "paid", channels: [$text]})',
        'orderStatusRuleCreate(input: {fact: PAID, status: "paid", paymentGateways: [$text]})',
        "orderChannelSettingsUpdate(input: {channel: $text})",
        "orderChannelSettingsUpdate(input: {senderName: $text, senderEmail: $text, replyTo: $text, "
        "languageCode: $text})",
        "orderPaymentInstructionUpdate(input: {paymentGateway: $text, message: $text, bankAccount: $text})",
        'orderPaymentInstructionUpdate(input: {paymentGateway: "x", channel: $text, message: "a"})',
        'orderPaymentInstructionUpdate(input: {paymentGateway: "x", languageCode: $text, message: "a"})',
        "orderSavedViewCreate(input: {name: $text, search: $text, where: {isPaid: true}})",
        "orderSavedViewCreate(input: {name: $text, where: {paymentGateway: {eq: $text}}})",
        "orderTrustedTrackingHostCreate(input: {host: $text, pathPrefix: $text, note: $text})",
        'orderTrustedTrackingHostCreate(input: {host: "a.com", pathPrefix: $text, note: $text})',
        "orderCentralConfigImport(config: $text)",
        "orderCentralStarterSetApply(name: $text)",
    ],
)
def test_no_mutation_breaks_on_a_text_that_no_row_can_hold(master, ids, mutation, text):
    used = {name: value for name, value in {**ids, "text": text}.items() if f"${name}" in mutation}
    declared = ", ".join(f"${name}: {'String' if name == 'text' else 'ID'}!" for name in used)
    answer = master.answer(f"mutation({declared}) {{ {mutation} {{ errors {{ field code }} }} }}", **used)
    assert kinds(answer) == takes(master, text)
    # What was taken is kept without what no row can hold.
    for texts in (
        OrderEntry.objects.values_list("subject", "message", "idempotency_key"),
        MessageTemplate.objects.values_list("name", "body", "subject"),
    ):
        assert not any("\0" in one or "\ud800" in one for row in texts for one in row)


CURSORS = {
    "infinity": "[Infinity]",
    "an overflow": "[1e999]",
    "no number": "[NaN, 1]",
    "a number too large": f"[{'9' * 30}]",
    "a digit too many": f"[{'9' * 5000}]",
    "deeply nested": "[" * 20_000,
    "nested": '[{"a": [1]}]',
    "a list of lists": "[[1], [2]]",
    "nulls": "[null, null]",
    "a switch": "[true, 1]",
    "an object": '{"a": 1}',
    "NUL": r'["a\u0000", "a\u0000"]',
    "half a character": r'["\ud800", "\ud800"]',
    "words for numbers": '["Infinity", "NaN"]',
    "signals": '["sNaN", "1"]',
    "a long number": f'["{"9" * 400}", "1"]',
    "an early date": '["0001-01-01T00:00:00+14:00", "1"]',
    "nothing": "[]",
    "no JSON": "x",
}


@pytest.mark.parametrize("name", CURSORS)
@pytest.mark.parametrize(
    "query",
    [
        "orderNotifications(first: 1, %s) { edges { cursor } }",
        "orderMessageTemplates(first: 1, %s) { edges { cursor } }",
        "orderTrackingCarriers(first: 1, %s) { edges { cursor } }",
        "orderStatusBulkJobs(first: 1, %s) { edges { cursor } }",
        "orderSavedViews(first: 1, %s) { edges { cursor } }",
        *(
            f"orderCentrals(first: 1, sortBy: {sort}_{way}, %s) {{ edges {{ cursor }} }}"
            for sort, way in (
                ("NEWEST", "FIRST"),
                ("NUMBER", "ASCENDING"),
                ("TOTAL", "DESCENDING"),
                ("STATUS_NEWEST", "FIRST"),
            )
        ),
    ],
)  # fmt: skip
@pytest.mark.parametrize("argument", ["after", "before"])
def test_a_cursor_that_is_none_of_ours_is_refused_or_finds_nothing_special(master, query, name, argument):
    # given
    cursor = base64.urlsafe_b64encode(CURSORS[name].encode()).decode()
    # when
    answer = master.answer(f"{{ {query % f'{argument}: {json.dumps(cursor)}'} }}")
    # then
    assert set(kinds(answer)) <= {"GraphQLError"}
    if name not in TAKEN:
        assert kinds(answer) == ["GraphQLError"]


# Of the right form for some list: a key that no row has.
TAKEN = {"a number too large", "an early date", "a long number", "words for numbers", "signals"}


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_dates_at_the_ends_of_time_are_taken(master, moment):
    for field in ("orderCentrals(first: 1, where: {createdAt: {gte: $moment}})",
                  "orderNotifications(first: 1, where: {created: {gte: $moment}})"):  # fmt: skip
        answer = master.answer(f"query($moment: DateTime!) {{ {field} {{ totalCount }} }}", moment=moment)
        assert set(kinds(answer)) <= {"GraphQLError"}
