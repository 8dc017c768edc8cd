"""What is older than the shop keeps it goes; what is younger, or still needed, stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from saleor_order_central.attachments.models import OrderAttachment
from saleor_order_central.author import Author, AuthorType
from saleor_order_central.carrier_events.models import OrderCarrierEvent
from saleor_order_central.conversations.models import OrderMessage, OrderThread
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.privacy.fields import Retention
from saleor_order_central.privacy.models import PrivacyJob
from saleor_order_central.privacy.retention import forget_old
from saleor_order_central.returns.models import ReturnRequest
from saleor_order_central.statuses.job_models import StatusBulkJob
from saleor_order_central.tasks import tend_privacy_task
from saleor_order_central.timeline.history import message_entry, write
from saleor_order_central.timeline.models import OrderEntry
from tests.privacy.planted import MARKER, plant

NOW = timezone.now()
FOR_GOOD = Retention(None, None, None, None, None)
NOTHING = {"views": 0, "messages": 0, "conversations": 0, "photos": 0, "logs": 0}


@pytest.fixture(autouse=True)
def _writing(db):
    with get_host().allow_writer():
        yield


@pytest.fixture
def order():
    """Everything is eleven days old."""
    order = plant(None)
    old = NOW - timedelta(days=11)
    OrderNotification.objects.update(created_at=old)
    OrderAttachment.objects.update(created_at=old)
    OrderCarrierEvent.objects.update(received_at=old)
    return order


def kept(**days):
    return replace(FOR_GOOD, **days)


def test_without_limits_everything_stays(order):
    assert forget_old(FOR_GOOD, now=NOW) == NOTHING


@pytest.mark.parametrize(("days", "emptied"), [(12, 0), (10, 1)])
def test_texts_of_messages(order, days, emptied):
    assert forget_old(kept(message_text_days=days), now=NOW)["messages"] == emptied
    sent = OrderNotification.objects.get(dedupe_key="sent")
    assert (sent.body, sent.status) == ("" if emptied else MARKER, "SENT")
    # One that waits to be sent keeps its text.
    assert OrderNotification.objects.get(dedupe_key="held").body == MARKER
    assert forget_old(kept(message_text_days=days), now=NOW)["messages"] == 0


@pytest.mark.parametrize(("days", "status", "left"), [(12, "CLOSED", 2), (10, "CLOSED", 0), (10, "OPEN", 2)])
def test_closed_conversations(order, days, status, left):
    said = OrderMessage.objects.get(thread__order=order)
    words = {"subject": MARKER, "message": MARKER, "message_html": MARKER}
    write([message_entry(order.pk, said.pk, author=Author(AuthorType.CUSTOMER), **words)])
    OrderThread.objects.update(status=status, updated_at=NOW - timedelta(days=11))
    assert forget_old(kept(conversation_days=days), now=NOW)["conversations"] == 2 - left
    assert (OrderThread.objects.count(), OrderMessage.objects.count()) == (left, left)
    # the history says that something was said, and no longer what; other entries stay as they are
    entry = OrderEntry.objects.filter(kind="MESSAGE").values(*words).get()
    assert entry == (words if left else dict.fromkeys(words, ""))
    assert OrderEntry.objects.get(kind="EVENT").message == MARKER


@pytest.mark.parametrize(
    ("days", "state", "left"), [(12, "COMPLETED", 1), (10, "COMPLETED", 0), (10, "WAITING_PACKAGE", 1)]
)
def test_photos_of_finished_returns(order, days, state, left):
    ReturnRequest.objects.update(state=state)
    assert forget_old(kept(photo_days=days), now=NOW)["photos"] == 1 - left
    assert OrderAttachment.objects.count() == left


def test_logs(order):
    for age in (9, 11):
        moment = NOW - timedelta(days=age)
        StatusBulkJob.objects.create(author_type="STAFF", finished_at=moment)
        PrivacyJob.objects.create(status="DONE", finished_at=moment)
    StatusBulkJob.objects.create(author_type="STAFF")
    PrivacyJob.objects.create(status="WAITING")
    assert forget_old(kept(log_days=10), now=NOW)["logs"] == 3
    assert (StatusBulkJob.objects.count(), PrivacyJob.objects.count()) == (2, 2)
    event = OrderCarrierEvent.objects.get()
    assert (event.raw_text, event.description) == ("", MARKER)


def test_the_task_follows_the_settings(order, configure):
    configure(message_text_days="10")
    assert tend_privacy_task() == {**NOTHING, "orders": 0, "messages": 1}
