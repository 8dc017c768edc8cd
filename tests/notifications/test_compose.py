"""What each channel would carry, or exactly why nothing: one row per rule, and rules against each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from saleor_order_central.config import Settings, settings_from
from saleor_order_central.host.base import StoredConfiguration
from saleor_order_central.notifications.compose import TOO_OLD_AFTER, compose
from saleor_order_central.notifications.messages import MessageContext, Notice, NotifyMode
from saleor_order_central.notifications.models import (
    ChannelKind,
    MessageTemplate,
    NotificationReason,
    Occasion,
)
from saleor_order_central.notifications.routing import TEMPLATE_OF_OCCASION
from saleor_order_central.notifications.shipped_messages import SHIPPED_MESSAGES
from saleor_order_central.notifications.template_book import TemplateBook
from tests.shop_rows import NOON

EMAIL, SMS = "EMAIL", "SMS"
BOTH = (EMAIL, SMS)
SEND = {EMAIL: NotifyMode.SEND, SMS: NotifyMode.SEND}
OLD = NOON - TOO_OLD_AFTER - timedelta(seconds=1)


def built_in_book(**changes: MessageTemplate) -> TemplateBook:
    templates = [
        MessageTemplate(
            slug=one.slug, subject=one.subject, body=one.body, sms_body=one.sms_body, is_built_in=True
        )
        for one in SHIPPED_MESSAGES
    ]
    return TemplateBook(tuple(changes.get(one.slug.replace("-", "_"), one) for one in templates))


def shop(**values: object) -> Settings:
    return settings_from(StoredConfiguration(True, {"sms_gateway": "json://gateway", **values}))


CONTEXT = MessageContext(
    order_pk=1,
    channel="main",
    language="en",
    email="ana@example.com",
    phone="+4930123456",
    sender="Shop <shop@example.com>",
    reply_to="help@example.com",
    values={
        "order.number": "12",
        "order.date": "March 2, 2026",
        "order.total": "$30.00",
        "order.outstanding": "$30.00",
        "status.name": "Received",
        "tracking.number": "T-1",
        "tracking.link": "https://track.example.com/T-1",
        "missing.information": "phone number",
        "review.links": "Mug: https://shop.example.com/mug",
    },
    tracking_codes=("T-1",),
)
CHANGE = Notice(occasion="STATUS_CHANGED", key="k", defaults=BOTH, values={"status.name": "Engraving"})


def drafts(notice=CHANGE, context=CONTEXT, settings=None, book=None, now=NOON):
    found = compose(notice, context, settings or shop(), book or built_in_book(), now=now)
    assert [draft.channel_kind for draft in found] == list(ChannelKind.values)
    assert all(draft.notice is notice and draft.order_pk == context.order_pk for draft in found)
    assert all(bool(draft.body) == draft.will_send for draft in found)
    return found


def reasons(*arguments, **options):
    return tuple(str(draft.reason) for draft in drafts(*arguments, **options))


DELAYED = replace(CHANGE, is_automatic=True, happened_at=OLD)
UNREACHABLE = replace(CONTEXT, email="", phone="")
SENT = replace(CHANGE, occasion="TRACKING_NUMBER")
NO_CODE = replace(CONTEXT, values={"order.number": "12"}, tracking_codes=())
RULES = [
    ("default", CHANGE, CONTEXT, {}, ("DEFAULT", "DEFAULT")),
    ("automatic", replace(CHANGE, is_automatic=True), CONTEXT, {}, ("AUTOMATIC", "AUTOMATIC")),
    ("chosen", replace(CHANGE, modes=SEND, defaults=()), CONTEXT, {}, ("CHOSEN", "CHOSEN")),
    (
        "suppressed",
        replace(CHANGE, modes={EMAIL: NotifyMode.SUPPRESS}),
        CONTEXT,
        {},
        ("SUPPRESSED_BY_CALLER", "DEFAULT"),
    ),
    (
        "modes as words",
        replace(CHANGE, modes={SMS: "SUPPRESS"}),
        CONTEXT,
        {},
        ("DEFAULT", "SUPPRESSED_BY_CALLER"),
    ),
    ("staff only", replace(CHANGE, is_for_customer=False), CONTEXT, {}, ("STAFF_ONLY",) * 2),
    (
        "staff beats send",
        replace(CHANGE, is_for_customer=False, modes=SEND),
        CONTEXT,
        {},
        ("STAFF_ONLY",) * 2,
    ),
    ("e-mail only", replace(CHANGE, defaults=(EMAIL,)), CONTEXT, {}, ("DEFAULT", "NOT_BY_DEFAULT")),
    ("nothing by default", replace(CHANGE, defaults=()), CONTEXT, {}, ("NOT_BY_DEFAULT",) * 2),
    ("old", DELAYED, CONTEXT, {}, ("TOO_OLD",) * 2),
    ("not yet old", replace(DELAYED, happened_at=NOON - TOO_OLD_AFTER), CONTEXT, {}, ("AUTOMATIC",) * 2),
    ("old by a person", replace(DELAYED, is_automatic=False), CONTEXT, {}, ("DEFAULT",) * 2),
    ("old but chosen", replace(DELAYED, modes=SEND), CONTEXT, {}, ("CHOSEN",) * 2),
    ("off", CHANGE, CONTEXT, {"send_messages": False}, ("NOTIFICATIONS_OFF",) * 2),
    (
        "off, even when chosen",
        replace(CHANGE, modes=SEND),
        CONTEXT,
        {"send_messages": False},
        ("NOTIFICATIONS_OFF",) * 2,
    ),
    ("nobody to tell", CHANGE, UNREACHABLE, {}, ("NO_RECIPIENT",) * 2),
    ("no gateway", CHANGE, CONTEXT, {"sms_gateway": ""}, ("DEFAULT", "NO_GATEWAY")),
    ("no number and no gateway", CHANGE, UNREACHABLE, {"sms_gateway": ""}, ("NO_RECIPIENT",) * 2),
    ("no code", SENT, NO_CODE, {}, ("VARIABLE_MISSING",) * 2),
    ("doubled", SENT, CONTEXT, {"saleor_mails": "on"}, ("SALEOR_SENDS_IT", "DEFAULT")),
    ("doubled but chosen", replace(SENT, modes=SEND), CONTEXT, {"saleor_mails": "on"}, ("CHOSEN",) * 2),
    ("doubled but typed", replace(SENT, body="Hi"), CONTEXT, {"saleor_mails": "on"}, ("DEFAULT",) * 2),
    (
        "doubled before unreachable",
        SENT,
        UNREACHABLE,
        {"saleor_mails": "on"},
        ("SALEOR_SENDS_IT", "NO_RECIPIENT"),
    ),
    ("not doubled", CHANGE, CONTEXT, {"saleor_mails": "on"}, ("DEFAULT",) * 2),
]


@pytest.mark.parametrize(
    ("notice", "context", "values", "expected"), [row[1:] for row in RULES], ids=[row[0] for row in RULES]
)
def test_each_rule_has_its_reason(notice, context, values, expected):
    assert reasons(notice, context, shop(**values)) == expected


@pytest.mark.parametrize("fact", ["PAID", "SENT", "CANCELED", "REFUNDED"])
def test_saleor_tells_these_facts(fact):
    notice = replace(CHANGE, fact=fact)
    assert reasons(notice, settings=shop(saleor_mails="on")) == ("SALEOR_SENDS_IT", "DEFAULT")
    assert reasons(notice, settings=shop(saleor_mails="off")) == ("DEFAULT", "DEFAULT")


@pytest.mark.parametrize("fact", ["", "NONE", "PREPARING", "READY_TO_SHIP", "DELIVERED"])
def test_saleor_does_not_tell_these(fact):
    assert reasons(replace(CHANGE, fact=fact), settings=shop(saleor_mails="on")) == ("DEFAULT", "DEFAULT")


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("order-accepted", "SALEOR_SENDS_IT"),
        ("payment-received", "SALEOR_SENDS_IT"),
        ("canceled", "SALEOR_SENDS_IT"),
        ("delay", "DEFAULT"),
        ("awaiting-payment", "DEFAULT"),
        ("delivered", "DEFAULT"),
    ],
)
def test_saleor_tells_what_these_texts_say(slug, expected):
    notice = replace(CHANGE, template=built_in_book().by_slug[slug])
    email, _sms = drafts(notice, settings=shop(saleor_mails="on"))
    assert email.reason == expected


@pytest.mark.parametrize("occasion", Occasion.values)
def test_every_occasion_has_a_text(occasion):
    values = {
        "comment": "Hi",
        "return.number": "12-R1",
        "return.lines": "1 × Mug",
        "return.deadline": "May 1",
        "refund.amount": "$5.00",
        "withdrawal.number": "W-1",
        "withdrawal.order_number": "12",
        "withdrawal.name": "Ana Pop",
        "withdrawal.email": "ana@example.com",
        "withdrawal.lines": "1 × Mug",
        "withdrawal.received_at": "May 1, 2026, 10:00:00 UTC",
        "access.code": "ABCD-EFGH",
        "access.minutes": "15",
    }
    email, sms = drafts(Notice(occasion=occasion, key="k", defaults=BOTH, values=values))
    assert (email.will_send, sms.will_send, email.missing, sms.missing) == (True, True, (), ())
    assert email.subject
    assert "{{" not in email.subject + email.body + sms.body
    assert TEMPLATE_OF_OCCASION[occasion] in built_in_book().by_slug


def test_a_draft_says_whom_and_how():
    email, sms = drafts(SENT)
    assert (email.recipient, email.sender, email.reply_to) == (
        "ana@example.com",
        "Shop <shop@example.com>",
        "help@example.com",
    )
    assert (sms.recipient, sms.sender, sms.reply_to, sms.subject) == ("+4930123456", "", "", "")
    assert (email.language, email.subject) == ("en", "Tracking number of your order 12")
    assert sms.body == "Tracking number of your order 12: T-1\nhttps://track.example.com/T-1"
    assert email.tracking_codes == sms.tracking_codes == ("T-1",)


def test_codes_are_told_only_by_texts_that_use_them():
    assert [draft.tracking_codes for draft in drafts(CHANGE)] == [(), ()]


def test_a_missing_variable_is_named_and_nothing_is_worded():
    email, sms = drafts(SENT, NO_CODE)
    assert (email.missing, sms.missing) == (("tracking.number",),) * 2
    assert (email.subject, email.body, email.tracking_codes) == ("", "", ())


def test_a_short_text_may_need_less_than_a_long_one():
    book = built_in_book(
        tracking_number=MessageTemplate(
            slug="tracking-number", body="{{ tracking.number }}", sms_body="It left."
        )
    )
    email, sms = drafts(SENT, NO_CODE, book=book)
    assert (email.reason, sms.reason, sms.body) == ("VARIABLE_MISSING", "DEFAULT", "It left.")


def test_what_was_typed_goes_out_as_it_is():
    typed = "{{ order.number }} <b>50%</b> $x\n\n\n\nend"
    email, sms = drafts(
        replace(CHANGE, occasion="EVENT", body=typed, subject="A {{ order.total }}\r\nBcc: x")
    )
    assert (email.body, sms.body, email.subject) == (typed, typed, "A {{ order.total }} Bcc: x")
    email, sms = drafts(replace(CHANGE, body="Come {{ soon }}."))
    assert email.subject == "Your order 12: Engraving"
    assert email.body == "The status of your order 12 is now: Engraving\n\nCome {{ soon }}."
    assert sms.body == "Your order 12: Engraving\nCome {{ soon }}."


def test_a_typed_text_wins_over_a_template():
    template = MessageTemplate(slug="own", subject="Own", body="Own text", is_active=True)
    email, _sms = drafts(replace(CHANGE, template=template, body="Typed"))
    assert "Typed" in email.body
    assert "Own" not in email.body + email.subject
    email, _sms = drafts(replace(CHANGE, template=template))
    assert (email.subject, email.body) == ("Own", "Own text")


def test_a_template_without_a_subject_has_the_plainest_one():
    template = MessageTemplate(slug="own", body="Text")
    email, _sms = drafts(replace(CHANGE, template=template), replace(CONTEXT, language="pl"))
    assert email.subject == "Twoje zamówienie 12"


def test_a_template_that_is_off_sends_nothing():
    template = MessageTemplate(slug="own", body="Text", is_active=False)
    assert reasons(replace(CHANGE, template=template)) == ("TEMPLATE_MISSING",) * 2
    assert reasons(CHANGE, book=TemplateBook(())) == ("TEMPLATE_MISSING",) * 2


def test_the_values_of_the_notice_win():
    email, _sms = drafts(replace(CHANGE, values={"status.name": "Engraving", "order.number": "99"}))
    assert email.subject == "Your order 99: Engraving"


def test_a_customer_reads_the_language_of_the_order():
    email, sms = drafts(SENT, replace(CONTEXT, language="ro"))
    assert email.subject == "Numărul de urmărire al comenzii dumneavoastră 12"
    assert sms.body.startswith("Numărul de urmărire al comenzii 12: T-1")


def test_a_translated_text_needs_no_short_one():
    template = MessageTemplate(
        slug="own", body="Long", sms_body="Short", translations={"pl": {"body": "Długi"}}
    )
    email, sms = drafts(replace(CHANGE, template=template), replace(CONTEXT, language="pl"))
    assert (email.body, sms.body) == ("Długi", "Długi")
    email, sms = drafts(replace(CHANGE, template=template), replace(CONTEXT, language="es"))
    assert (email.body, sms.body) == ("Long", "Short")


def test_every_reason_is_a_known_one():
    found = {reason for row in RULES for reason in row[-1]}
    assert found <= set(NotificationReason.values)
