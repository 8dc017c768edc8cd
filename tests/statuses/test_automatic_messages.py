"""What customers hear without anybody asking: each piece of news once, and old facts never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import MessageTemplate, OrderNotification, PaymentInstruction
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderStatusDefinition
from saleor_order_central.statuses.request import StatusChangeRequest
from saleor_order_central.statuses.services import change_status
from saleor_order_central.statuses.undo import undo_change
from tests.shop_rows import cancel, facts_of, make_address, make_order, pay, ship

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop(db, configure):
    configure(saleor_mails="off", undo_seconds="0")
    with get_host().allow_writer():
        yield


def ago(**span) -> datetime:
    return datetime.now(UTC) - timedelta(**span)


def told(order) -> list[tuple[str, str, str]]:
    rows = OrderNotification.objects.filter(order=order).order_by("pk")
    return list(rows.values_list("occasion", "channel_kind", "status"))


def mails(order) -> list[OrderNotification]:
    return list(OrderNotification.objects.filter(order=order, status="QUEUED").order_by("pk"))


def test_001_07_an_order_with_all_data_is_accepted_once():
    order = make_order(created_at=ago(minutes=5))
    record_orders([order.pk])
    record_orders([order.pk])
    assert told(order) == [("ORDER_ACCEPTED", "EMAIL", "QUEUED")]
    assert mails(order)[0].recipient == "guest@example.com"


def test_001_07_what_is_missing_is_asked_for_and_the_acceptance_follows():
    # given an order without a phone number
    order = make_order(created_at=ago(minutes=5))
    type(order.shipping_address).objects.filter(pk=order.shipping_address_id).update(phone="")
    type(order.billing_address).objects.filter(pk=order.billing_address_id).update(phone="")
    # when
    record_orders([order.pk])
    record_orders([order.pk])
    # then it is asked for, once, and not accepted
    assert told(order) == [("INFORMATION_MISSING", "EMAIL", "QUEUED")]
    # when the customer gives it
    order.shipping_address = make_address()
    order.save()
    record_orders([order.pk])
    record_orders([order.pk])
    # then
    assert [occasion for occasion, _kind, _status in told(order)] == ["INFORMATION_MISSING", "ORDER_ACCEPTED"]


def test_004_15_payment_is_awaited_with_the_text_of_the_gateway():
    from saleor.payment.models import Payment

    PaymentInstruction.objects.create(
        gateway="manual", message="Please transfer the money.", bank_account="DE89 3704 0044"
    )
    order = make_order(created_at=ago(minutes=5))
    Payment.objects.create(order=order, gateway="manual", total=30, currency="USD")
    record_orders([order.pk])
    (mail,) = mails(order)
    assert mail.occasion == "PAYMENT_AWAITED"
    assert "Please transfer the money." in mail.body
    assert "DE89 3704 0044" in mail.body


def test_an_order_that_comes_paid_makes_one_message_and_a_later_payment_another():
    together = make_order(created_at=ago(minutes=5), is_paid=True)
    record_orders([together.pk])
    assert [one.occasion for one in mails(together)] == ["ORDER_ACCEPTED"]
    later = make_order(created_at=ago(minutes=5))
    record_orders([later.pk])
    pay(later, ago(minutes=1))
    record_orders([later.pk])
    assert [one.occasion for one in mails(later)] == ["ORDER_ACCEPTED", "STATUS_CHANGED"]


def test_004_18_everything_sent_is_one_message_that_tells_the_number():
    order = make_order(created_at=ago(hours=5), is_paid=True)
    record_orders([order.pk])
    ship(order, "AA123456785BR", ago(minutes=1))
    record_orders([order.pk])
    record_orders([order.pk])
    last = mails(order)[-1]
    assert [one.occasion for one in mails(order)] == ["ORDER_ACCEPTED", "STATUS_CHANGED"]
    assert "AA123456785BR" in last.body
    assert last.tracking_codes == ["AA123456785BR"]


def test_001_18_a_parcel_of_a_part_tells_its_number_once():
    order = make_order(created_at=ago(hours=5), is_paid=True)
    record_orders([order.pk])
    ship(order, "AA123456785BR", ago(minutes=2), quantity=1, status="fulfilled", is_last=False)
    record_orders([order.pk])
    record_orders([order.pk])
    assert [one.occasion for one in mails(order)] == ["ORDER_ACCEPTED", "TRACKING_NUMBER"]
    assert mails(order)[1].tracking_codes == ["AA123456785BR"]
    # when the number is corrected
    order.fulfillments.update(tracking_number="BB123456785BR")
    record_orders([order.pk])
    # then the new one is told
    assert [one.tracking_codes for one in mails(order)[2:]] == [["BB123456785BR"]]


def test_old_facts_are_no_news():
    order = make_order(created_at=ago(days=40), is_paid=True)
    ship(order, "AA123456785BR", ago(days=39))
    record_orders([order.pk])
    assert told(order) == []


def test_an_order_canceled_before_it_was_seen_is_not_accepted():
    order = make_order(created_at=ago(minutes=5))
    cancel(order, ago(minutes=1))
    record_orders([order.pk])
    assert [occasion for occasion, _kind, _status in told(order)] == []


def test_what_saleor_mails_itself_is_not_mailed_twice(configure):
    configure(saleor_mails="on", undo_seconds="0")
    order = make_order(created_at=ago(minutes=5))
    record_orders([order.pk])
    (row,) = OrderNotification.objects.filter(order=order)
    assert (row.status, row.reason) == ("SUPPRESSED", "SALEOR_SENDS_IT")


def test_001_15_one_review_is_asked_for_days_after_the_delivery(configure):
    configure(saleor_mails="off", undo_seconds="0", review_request_days="7")
    MessageTemplate.objects.filter(slug="review-request").update(body="How was it?")
    order = make_order(created_at=ago(days=3), is_paid=True)
    ship(order, "AA123456785BR", ago(days=2))
    record_orders([order.pk])
    author = Author(AuthorType.STAFF)
    entry = change_status(facts_of(order), StatusChangeRequest("finalized"), author=author)
    again = StatusChangeRequest("sent", modes={"EMAIL": "SUPPRESS"})
    change_status(facts_of(order), again, author=author)
    change_status(facts_of(order), StatusChangeRequest("finalized"), author=author)
    rows = OrderNotification.objects.filter(order=order, occasion="REVIEW_REQUEST", channel_kind="EMAIL")
    (row,) = rows
    assert row.send_after == entry.date + timedelta(days=7)
    assert row.entry_id == entry.pk


def test_a_status_of_the_staff_tells_customers_nothing():
    OrderStatusDefinition.objects.filter(slug="in-realisation").update(visibility="STAFF")
    order = make_order(created_at=ago(minutes=5))
    record_orders([order.pk])
    pay(order, ago(minutes=1))
    record_orders([order.pk])
    assert [one.occasion for one in mails(order)] == ["ORDER_ACCEPTED"]


def test_a_review_is_asked_for_again_after_an_undo(configure):
    configure(saleor_mails="off", undo_seconds="60", review_request_days="7")
    MessageTemplate.objects.filter(slug="review-request").update(body="How was it?")
    order = make_order(created_at=ago(days=3), is_paid=True)
    ship(order, "AA123456785BR", ago(days=2, hours=12))
    record_orders([order.pk])
    author = Author(AuthorType.STAFF)
    wrong = change_status(facts_of(order), StatusChangeRequest("finalized"), author=author)
    undo_change(order.pk, wrong.pk, author=author)
    # when it is delivered in earnest
    change_status(facts_of(order), StatusChangeRequest("finalized"), author=author)
    # then
    rows = OrderNotification.objects.filter(order=order, occasion="REVIEW_REQUEST", channel_kind="EMAIL")
    assert list(rows.order_by("pk").values_list("status", "reason")) == [
        ("CANCELED", "UNDONE"),
        ("QUEUED", "AUTOMATIC"),
    ]


def test_another_gap_is_asked_for_again():
    order = make_order(created_at=ago(minutes=5))
    type(order).objects.filter(pk=order.pk).update(user_email="", billing_address=None)
    record_orders([order.pk])
    type(order).objects.filter(pk=order.pk).update(user_email="ana@example.com")
    record_orders([order.pk])
    assert told(order) == [
        ("INFORMATION_MISSING", "EMAIL", "SUPPRESSED"),
        ("INFORMATION_MISSING", "EMAIL", "QUEUED"),
    ]


def test_news_are_told_while_something_is_still_missing():
    order = make_order(created_at=ago(minutes=5))
    type(order).objects.filter(pk=order.pk).update(billing_address=None)
    record_orders([order.pk])
    pay(order, ago(minutes=1))
    record_orders([order.pk])
    assert [one.occasion for one in mails(order)] == ["INFORMATION_MISSING", "STATUS_CHANGED"]


def test_an_order_is_accepted_whenever_the_answer_comes():
    order = make_order(created_at=ago(hours=1))
    type(order).objects.filter(pk=order.pk).update(billing_address=None)
    record_orders([order.pk])
    # when the customer answers on the third day
    order.events.update(date=ago(days=3))
    order.billing_address = make_address()
    order.save()
    record_orders([order.pk])
    assert [one.occasion for one in mails(order)] == ["INFORMATION_MISSING", "ORDER_ACCEPTED"]


def test_an_order_that_never_had_a_status_is_told_of_its_first_one(configure):
    configure(saleor_mails="off", undo_seconds="0", automatic_status=False)
    order = make_order(created_at=ago(minutes=5))
    record_orders([order.pk])
    configure(saleor_mails="off", undo_seconds="0", automatic_status=True)
    pay(order, ago(minutes=1))
    record_orders([order.pk])
    assert [one.occasion for one in mails(order)] == ["ORDER_ACCEPTED", "STATUS_CHANGED"]


def test_an_acceptance_outlives_a_silent_change(configure):
    configure(saleor_mails="off", undo_seconds="60")
    OrderStatusDefinition.objects.filter(slug="received").update(
        notify_by_default=["EMAIL"], message_template=MessageTemplate.objects.get(slug="status-changed")
    )
    OrderStatusDefinition.objects.filter(slug="in-realisation").update(notify_by_default=[])
    order = make_order(created_at=ago(minutes=5))
    record_orders([order.pk])
    pay(order, ago(minutes=1))
    record_orders([order.pk])
    assert told(order) == [("STATUS_CHANGED", "EMAIL", "HELD")]


def test_automation_does_not_stop_what_a_person_wrote(configure):
    configure(saleor_mails="off", undo_seconds="60")
    order = make_order(created_at=ago(minutes=5))
    record_orders([order.pk])
    words = StatusChangeRequest("awaiting-payment", comment="Please call us", modes={"EMAIL": "SEND"})
    change_status(facts_of(order), words, author=Author(AuthorType.STAFF))
    pay(order, datetime.now(UTC) + timedelta(seconds=5))
    record_orders([order.pk])
    found = [one for one in told(order) if one[0] == "STATUS_CHANGED"]
    assert found == [("STATUS_CHANGED", "EMAIL", "HELD")] * 2


def test_one_order_that_cannot_be_recorded_does_not_stop_the_others():
    from saleor_order_central.timeline.history import event, write
    from saleor_order_central.timeline.view import Visibility

    broken, fine = make_order(created_at=ago(minutes=5)), make_order(created_at=ago(minutes=5))
    key = "automatic:is_creation_recorded"
    row = event(
        broken.pk,
        author=Author(AuthorType.STAFF),
        visibility=Visibility.STAFF,
        subject="x",
        idempotency_key=key,
    )
    write([row])
    assert record_orders([broken.pk, fine.pk]) == 1
    assert [one.occasion for one in mails(fine)] == ["ORDER_ACCEPTED"]
