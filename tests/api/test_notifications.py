"""The log, the previews, and what staff may do about a message."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

import graphene
import pytest
from django.utils import timezone

from saleor_order_central.author import SYSTEM
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.models import MessageTemplate, OrderNotification
from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition
from saleor_order_central.timeline.history import event, write
from saleor_order_central.timeline.models import OrderEntry
from saleor_order_central.timeline.view import Visibility
from tests.conftest import Api
from tests.shop_rows import NOON, hours, make_app, make_channel, make_order, make_user

_causes = count(1)

LOG = """query($where: OrderNotificationWhereInput, $first: Int, $after: String, $last: Int) {
  orderNotifications(where: $where, first: $first, after: $after, last: $last) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
    edges { node { id recipient order { id } channelKind occasion status reason explanation
      missingVariables template { slug } sender replyTo languageCode subject body trackingCodes dedupeKey
      sendAfter sentAt attempts lastError createdAt } } } }"""
OF_ORDER = """query($id: ID!, $where: OrderNotificationWhereInput) { orderCentral(id: $id) {
    notifications(first: 10, where: $where) { totalCount edges { node { recipient } } }
    history(first: 10) { edges { node { subject notifications { recipient } } } } } }"""
PREVIEW = """query($order: ID!, $input: OrderNotificationPreviewInput!) {
  orderNotificationPreview(order: $order, input: $input) { channelKind occasion wouldSend reason explanation
    recipient sender languageCode subject body html missingVariables sendAfter } }"""
RESEND = """mutation($id: ID!, $key: String) { orderNotificationResend(id: $id, idempotencyKey: $key) {
    notification { id status reason recipient body subject dedupeKey attempts }
    errors { field code message } } }"""
CANCEL = """mutation($id: ID!) { orderNotificationCancel(id: $id) {
    notification { id status reason } errors { field code message } } }"""


def message(order: Any, **columns: Any) -> OrderNotification:
    values = {
        "occasion": "EVENT",
        "channel_kind": "EMAIL",
        "status": "SENT",
        "reason": "CHOSEN",
        "recipient": "ana@example.com",
        "sender": "Shop <shop@example.com>",
        "subject": "News",
        "body": "Your parcel left.",
        "language": "en",
        "dedupe_key": f"row-{next(_causes)}",
        "created_at": NOON,
        "send_after": NOON,
    }
    return OrderNotification.objects.create(order=order, **{**values, **columns})


def id_of(row: Any, kind: str = "OrderNotification") -> str:
    return graphene.Node.to_global_id(kind, row.pk)


def recipients(connection: Any) -> list[str]:
    return [edge["node"]["recipient"] for edge in connection["edges"]]


def error_of(payload: Any) -> tuple[str | None, str]:
    (error,) = payload["errors"]
    return error["field"], error["code"]


# The log


def test_the_log_tells_everything_about_a_message(staff_api, order_id):
    order = make_order()
    template = MessageTemplate.objects.create(slug="log-test", name="Test", body="Text")
    row = message(
        order,
        status="FAILED",
        reason="DEFAULT",
        template=template,
        reply_to="help@example.com",
        tracking_codes=["AA1"],
        missing_variables=["order.link"],
        attempts=7,
        last_error="451 busy",
    )
    found = staff_api.data(LOG, first=1)["orderNotifications"]
    assert found["totalCount"] == 1
    assert found["edges"][0]["node"] == {
        "id": id_of(row),
        "recipient": "ana@example.com",
        "order": {"id": order_id(order)},
        "channelKind": "EMAIL",
        "occasion": "EVENT",
        "status": "FAILED",
        "reason": "DEFAULT",
        "explanation": "The default of the status or event sends it.",
        "missingVariables": ["order.link"],
        "template": {"slug": "log-test"},
        "sender": "Shop <shop@example.com>",
        "replyTo": "help@example.com",
        "languageCode": "en",
        "subject": "News",
        "body": "Your parcel left.",
        "trackingCodes": ["AA1"],
        "dedupeKey": row.dedupe_key,
        "sendAfter": NOON.isoformat(),
        "sentAt": None,
        "attempts": 7,
        "lastError": "451 busy",
        "createdAt": NOON.isoformat(),
    }


def test_the_log_is_read_in_pages_newest_first(staff_api):
    order = make_order()
    for number in range(5):
        message(order, recipient=f"c{number}@example.com")
    first = staff_api.data(LOG, first=2)["orderNotifications"]
    second = staff_api.data(LOG, first=9, after=first["pageInfo"]["endCursor"])["orderNotifications"]
    oldest = staff_api.data(LOG, last=2)["orderNotifications"]
    assert recipients(first) == ["c4@example.com", "c3@example.com"]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"]) == (5, True)
    assert recipients(second) == ["c2@example.com", "c1@example.com", "c0@example.com"]
    assert second["pageInfo"]["hasNextPage"] is False
    assert recipients(oldest) == ["c1@example.com", "c0@example.com"]


FILTERS = [
    ({"status": ["FAILED", "HELD"]}, ["held", "failed"]),
    ({"channelKind": "SMS"}, ["sms"]),
    ({"occasion": ["DELAY"]}, ["failed"]),
    ({"created": {"gte": (NOON + hours(1)).isoformat()}}, ["sms", "held"]),
    ({"created": {"lt": (NOON + hours(1)).isoformat()}}, ["failed"]),
    ({"status": ["FAILED"], "channelKind": "SMS"}, []),
]


@pytest.mark.parametrize(("where", "expected"), FILTERS)
def test_the_log_can_be_filtered_and_so_can_the_order_page(staff_api, order_id, where, expected):
    order = make_order()
    message(order, recipient="failed", status="FAILED", occasion="DELAY")
    message(order, recipient="held", status="HELD", created_at=NOON + hours(1))
    message(order, recipient="sms", channel_kind="SMS", created_at=NOON + hours(2))
    # then the log and the order page answer alike
    assert recipients(staff_api.data(LOG, first=9, where=where)["orderNotifications"]) == expected
    page = staff_api.data(OF_ORDER, id=order_id(order), where=where)["orderCentral"]
    assert recipients(page["notifications"]) == expected
    assert page["notifications"]["totalCount"] == len(expected)


def test_the_log_of_one_order(staff_api, order_id):
    order, other = make_order(), make_order()
    message(order, recipient="a@example.com")
    message(other, recipient="b@example.com")
    where = {"order": order_id(other)}
    assert recipients(staff_api.data(LOG, first=9, where=where)["orderNotifications"]) == ["b@example.com"]
    answer = staff_api.answer(LOG, first=9, where={"order": "nonsense"})
    assert "not a valid id" in answer["errors"][0]["message"]


def test_who_may_not_manage_orders_reads_no_message(api, customer_api, customer, settings_api, order_id):
    # given the customer's own order
    order = make_order(user=customer)
    entry = write([event(order.pk, author=SYSTEM, visibility=Visibility.CUSTOMER, subject="News")])[0]
    message(order, entry=entry)
    for caller in (api, customer_api, settings_api):
        answer = caller.answer(LOG, first=1)
        assert answer["data"]["orderNotifications"] is None
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
        preview = caller.answer(PREVIEW, order=order_id(order), input={"status": "sent"})
        assert preview["data"]["orderNotificationPreview"] is None
        assert preview["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    page = customer_api.data(OF_ORDER, id=order_id(order))["orderCentral"]
    assert page["notifications"] is None
    news = next(edge["node"] for edge in page["history"]["edges"] if edge["node"]["subject"] == "News")
    assert news["notifications"] is None


def test_an_entry_shows_its_own_messages(staff_api, order_id):
    order = make_order()
    made = [
        event(order.pk, author=SYSTEM, visibility=Visibility.CUSTOMER, subject=name) for name in ("A", "B")
    ]
    entries = write(made)
    message(order, entry=entries[0], recipient="a@example.com")
    message(order, entry=entries[0], recipient="+49", channel_kind="SMS")
    message(order, recipient="none@example.com")
    page = staff_api.data(OF_ORDER, id=order_id(order))["orderCentral"]
    found = {edge["node"]["subject"]: edge["node"]["notifications"] for edge in page["history"]["edges"]}
    assert found["A"] == [{"recipient": "+49"}, {"recipient": "a@example.com"}]
    assert found["B"] == []
    assert len(page["notifications"]["edges"]) == 3


def test_messages_of_many_orders_cost_one_statement(staff_api, statements):
    query = """query($n: Int!) { orders(first: $n) { edges { node { orderCentral {
        notifications(first: 5) { totalCount edges { node { recipient template { slug } } } }
        history(first: 5) { edges { node { notifications { recipient } } } } } } } } }"""
    for _ in range(20):
        message(make_order())
    staff_api.data(query, n=1)
    counts = []
    for number in (1, 20):
        with statements() as found:
            staff_api.data(query, n=number)
        counts.append(len(found))
    assert counts[0] == counts[1]


if is_saleor_3():

    def test_staff_of_one_channel_sees_and_touches_only_its_messages(db, order_id):
        # given
        user = make_user("limited@example.com", "order.manage_orders", is_staff=True)
        group = user.groups.get()
        group.restricted_access_to_channels = True
        group.save()
        group.channels.add(make_channel("main"))
        api = Api().sign_in(user)
        order, other = make_order(), make_order(channel="other")
        for one, channel in ((order, "main"), (other, "other")):
            OrderState.objects.create(order=one, channel=channel)
        message(order, recipient="mine@example.com")
        theirs = message(other, status="QUEUED")
        # then
        assert recipients(api.data(LOG, first=9)["orderNotifications"]) == ["mine@example.com"]
        for query in (CANCEL, RESEND):
            (payload,) = api.data(query, id=id_of(theirs)).values()
            assert error_of(payload) == ("id", "NOT_FOUND")
        answer = api.answer(PREVIEW, order=order_id(other), input={"status": "sent"})
        assert answer["errors"][0]["message"] == "There is no such order."
        theirs.refresh_from_db()
        assert theirs.status == "QUEUED"


# Sending again and stopping


@pytest.mark.parametrize("status", ["QUEUED", "HELD"])
def test_a_waiting_message_can_be_stopped(staff_api, staff_user, status):
    row = message(make_order(), status=status)
    payload = staff_api.data(CANCEL, id=id_of(row))["orderNotificationCancel"]
    assert payload["errors"] == []
    assert payload["notification"] == {
        "id": id_of(row),
        "status": "CANCELED",
        "reason": "CANCELED_BY_STAFF",
    }
    # then staff can see who did it, and the customer cannot
    entry = OrderEntry.objects.get(order=row.order)
    assert (entry.subject, entry.message) == ("Message stopped", "Email to ana@example.com")
    assert (entry.visibility, entry.user_id) == ("STAFF", staff_user.pk)


@pytest.mark.parametrize("status", ["SENT", "FAILED", "SUPPRESSED", "CANCELED"])
def test_what_does_not_wait_cannot_be_stopped(staff_api, status):
    row = message(make_order(), status=status)
    assert error_of(staff_api.data(CANCEL, id=id_of(row))["orderNotificationCancel"]) == ("id", "INVALID")
    row.refresh_from_db()
    assert row.status == status
    assert not OrderEntry.objects.exists()


RESENDABLE = [
    ("SENT", "CHOSEN", True),
    ("FAILED", "AUTOMATIC", True),
    ("CANCELED", "CANCELED_BY_STAFF", True),
    ("SUPPRESSED", "NOTIFICATIONS_OFF", True),
    ("QUEUED", "CHOSEN", False),
    ("HELD", "CHOSEN", False),
    ("CANCELED", "UNDONE", False),
    ("CANCELED", "SUPERSEDED", False),
    ("CANCELED", "NO_LONGER_TRUE", False),
    ("SUPPRESSED", "STAFF_ONLY", False),
]


@pytest.mark.parametrize(("status", "reason", "is_possible"), RESENDABLE)
def test_what_can_be_sent_again(staff_api, status, reason, is_possible):
    row = message(make_order(), status=status, reason=reason)
    payload = staff_api.data(RESEND, id=id_of(row))["orderNotificationResend"]
    if not is_possible:
        assert error_of(payload) == ("id", "INVALID")
        assert OrderNotification.objects.get() == row
        return
    sent = payload["notification"]
    assert (sent["status"], sent["reason"], sent["attempts"]) == ("QUEUED", "RESENT", 0)
    assert (sent["subject"], sent["body"]) == ("News", "Your parcel left.")
    assert (sent["id"], sent["dedupeKey"]) != (id_of(row), row.dedupe_key)
    row.refresh_from_db()
    assert (row.status, row.reason) == (status, reason)


def test_a_message_without_text_cannot_be_sent_again(staff_api):
    row = message(make_order(), status="SUPPRESSED", reason="NOTIFICATIONS_OFF", body="")
    payload = staff_api.data(RESEND, id=id_of(row))["orderNotificationResend"]
    assert payload["errors"][0]["message"] == "The message has no text."


def test_sending_again_goes_to_the_present_address_of_the_order(staff_api):
    order = make_order()
    row = message(order, status="FAILED", recipient="typo@example.con")
    type(order).objects.filter(pk=order.pk).update(user_email="right@example.com")
    payload = staff_api.data(RESEND, id=id_of(row))["orderNotificationResend"]
    assert payload["notification"]["recipient"] == "right@example.com"


def test_a_repeated_resend_is_one_message(staff_api):
    row = message(make_order())
    results = [
        staff_api.data(RESEND, id=id_of(row), key=key)["orderNotificationResend"]["notification"]["id"]
        for key in ("a", "a", "b")
    ]
    assert results[0] == results[1] != results[2]
    assert OrderNotification.objects.count() == 3
    assert OrderEntry.objects.filter(subject="Message sent again").count() == 2


def test_a_resent_message_leaves_after_the_commit(staff_api, mailoutbox, django_capture_on_commit_callbacks):
    row = message(make_order())
    with django_capture_on_commit_callbacks(execute=True):
        staff_api.data(RESEND, id=id_of(row))
    (mail,) = [one for one in mailoutbox if one.subject == "News"]
    assert mail.to == ["guest@example.com"]
    assert OrderNotification.objects.get(reason="RESENT").status == "SENT"


@pytest.mark.parametrize("query", [CANCEL, RESEND])
@pytest.mark.parametrize(
    ("bad", "code"),
    [("nonsense", "GRAPHQL_ERROR"), (graphene.Node.to_global_id("OrderNotification", 999), "NOT_FOUND")],
)
def test_an_unknown_message_is_said_so(staff_api, query, bad, code):
    (payload,) = staff_api.data(query, id=bad).values()
    assert error_of(payload) == ("id", code)


@pytest.mark.parametrize("query", [CANCEL, RESEND])
def test_only_who_manages_orders_touches_messages(api, customer_api, customer, settings_api, query):
    row = message(make_order(user=customer), status="QUEUED")
    for caller in (api, customer_api, settings_api):
        answer = caller.answer(query, id=id_of(row))
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    row.refresh_from_db()
    assert row.status == "QUEUED"
    assert OrderNotification.objects.count() == 1


def test_an_app_may_stop_a_message(api):
    _app, token = make_app("Helper", "order.manage_orders")
    row = message(make_order(), status="QUEUED")
    app_api = api.with_header(f"Bearer {token}")
    assert app_api.data(CANCEL, id=id_of(row))["orderNotificationCancel"]["errors"] == []
    assert OrderEntry.objects.get().app_name == "Helper"


# Preview


def written_rows():
    """Every row that a change would write."""
    models = (OrderNotification, OrderEntry, OrderState, OrderStatusDefinition)
    return [list(model.objects.order_by("pk").values()) for model in models]


def preview(api, order, **input):
    data = api.data(PREVIEW, order=graphene.Node.to_global_id("Order", order.pk), input=input)
    return {one["channelKind"]: one for one in data["orderNotificationPreview"]}


def test_a_preview_shows_the_very_message_and_writes_nothing(staff_api, configure, mailoutbox):
    configure(saleor_mails="off")
    order = make_order(is_paid=True)
    before = written_rows()
    # when
    found = preview(staff_api, order, status="in-realisation", comment="<b>Hello</b> https://a.example.com/")
    # then
    mail = found["EMAIL"]
    assert (mail["wouldSend"], mail["reason"], mail["occasion"]) == (True, "DEFAULT", "STATUS_CHANGED")
    assert (mail["recipient"], mail["languageCode"]) == ("guest@example.com", "en")
    assert "<b>Hello</b> https://a.example.com/" in mail["body"]
    assert "&lt;b&gt;Hello&lt;/b&gt;" in mail["html"]
    assert '<a href="https://a.example.com/"' in mail["html"]
    assert (found["SMS"]["wouldSend"], found["SMS"]["reason"]) == (False, "NOT_BY_DEFAULT")
    assert (found["SMS"]["body"], found["SMS"]["html"]) == (None, None)
    assert written_rows() == before
    assert mailoutbox == []


def test_a_preview_is_what_the_change_then_sends(staff_api, configure):
    configure(saleor_mails="off")
    order = make_order(is_paid=True)
    change = """mutation($order: ID!, $input: OrderStatusChangeInput!) {
        orderStatusChange(order: $order, input: $input) { errors { field code message } } }"""
    wanted = {"status": "in-realisation", "comment": "We began.", "subject": "Good news"}
    shown = preview(staff_api, order, **wanted)["EMAIL"]
    answer = staff_api.data(change, order=graphene.Node.to_global_id("Order", order.pk), input=wanted)
    assert answer["orderStatusChange"]["errors"] == []
    row = OrderNotification.objects.get(order=order, channel_kind="EMAIL", occasion="STATUS_CHANGED")
    assert (row.subject, row.body, row.recipient) == (shown["subject"], shown["body"], shown["recipient"])
    assert (row.reason, row.language, row.sender or None) == (
        shown["reason"],
        shown["languageCode"],
        shown["sender"],
    )


PREVIEWS = [
    ({"status": "in-realisation", "notify": {"email": "SUPPRESS"}}, "EMAIL", "SUPPRESSED_BY_CALLER"),
    ({"status": "in-realisation", "visibility": "STAFF"}, "EMAIL", "STAFF_ONLY"),
    ({"status": "in-realisation", "notify": {"sms": "SEND"}}, "SMS", "NO_GATEWAY"),
    ({"status": "received"}, "EMAIL", "NOT_BY_DEFAULT"),
    ({"status": "received", "notify": {"email": "SEND"}}, "EMAIL", "CHOSEN"),
    ({"occasion": "EVENT", "subject": "Hello"}, "EMAIL", "DEFAULT"),
    ({"occasion": "EVENT", "subject": "Hello", "notify": {"email": "SEND"}}, "EMAIL", "CHOSEN"),
    ({"occasion": "TRACKING_NUMBER"}, "EMAIL", "VARIABLE_MISSING"),
]


@pytest.mark.parametrize(("input", "kind", "reason"), PREVIEWS)
def test_a_preview_says_why(staff_api, configure, input, kind, reason):
    configure(saleor_mails="off")
    one = preview(staff_api, make_order(), **input)[kind]
    assert one["reason"] == reason
    assert one["wouldSend"] is (reason in ("CHOSEN", "DEFAULT"))
    assert one["explanation"].endswith(".")
    assert bool(one["missingVariables"]) is (reason == "VARIABLE_MISSING")


def test_a_preview_tells_what_follows_by_itself(staff_api, configure):
    configure(saleor_mails="off", review_request_days="7", product_page_url="https://shop.example.com/{slug}")
    order = make_order(is_paid=True)
    data = staff_api.data(
        PREVIEW, order=graphene.Node.to_global_id("Order", order.pk), input={"status": "finalized"}
    )
    found = data["orderNotificationPreview"]
    assert [one["occasion"] for one in found[:2]] == ["STATUS_CHANGED"] * 2
    later = [one for one in found[2:] if one["occasion"] == "REVIEW_REQUEST"]
    assert len(later) == len(found) - 2
    for one in later:
        assert one["wouldSend"] is True
        assert one["sendAfter"] > (timezone.now() + timedelta(days=6)).isoformat()


BAD_PREVIEWS = [
    ({}, "Name a status or an occasion."),
    ({"status": "sent", "occasion": "DELAY"}, "Name a status or an occasion."),
    ({"status": "nothing"}, 'There is no status "nothing".'),
    ({"status": "sent", "template": "nothing"}, 'There is no template "nothing".'),
    ({"status": "sent", "comment": "x" * 20_001}, "At most 20000 characters are allowed, 20001 were given."),
]


@pytest.mark.parametrize(("input", "text"), BAD_PREVIEWS)
def test_a_preview_of_nonsense_is_refused(staff_api, order_id, input, text):
    answer = staff_api.answer(PREVIEW, order=order_id(make_order()), input=input)
    assert answer["data"]["orderNotificationPreview"] is None
    assert answer["errors"][0]["message"] == text


def test_a_draft_order_has_no_preview(staff_api, order_id):
    answer = staff_api.answer(PREVIEW, order=order_id(make_order(status="draft")), input={"status": "sent"})
    assert "A draft is not an order yet" in answer["errors"][0]["message"]


def test_a_preview_sends_no_writing_statement(staff_api, statements):
    order = make_order()
    with statements() as found:
        preview(staff_api, order, status="sent")
    assert len(found) > 5
    assert not [one["sql"] for one in found if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
