"""What the outbox keeps, when it lets go, and that one cause is one message."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from saleor_order_central.author import SYSTEM
from saleor_order_central.host import get_host
from saleor_order_central.notifications.messages import NotifyMode
from saleor_order_central.notifications.models import NotificationReason, OrderNotification
from saleor_order_central.notifications.outbox import (
    DELIVER_TASK,
    cancel_waiting,
    dedupe_key,
    store_drafts,
)
from saleor_order_central.notifications.selectors import told_tracking_codes
from saleor_order_central.notifications.superseding import supersede
from saleor_order_central.timeline.history import event, write
from saleor_order_central.timeline.view import Visibility
from tests.shop_rows import make_order

pytestmark = pytest.mark.django_db

STATUS = "STATUS_CHANGED"


@pytest.fixture(autouse=True)
def writer():
    """Services run where the host has opened its writer."""
    with get_host().allow_writer():
        yield


def stored(order):
    """Status and reason of the order's messages, oldest first."""
    return list(OrderNotification.objects.filter(order=order).order_by("pk").values_list("status", "reason"))


def entry_of(order):
    made = event(order.pk, author=SYSTEM, visibility=Visibility.CUSTOMER, subject="News", message="")
    return write([made])[0]


def test_a_draft_is_stored_with_all_that_delivery_needs(draft, shop):
    order = make_order()
    entry = entry_of(order)
    one = draft(order, key="sent", reply_to="help@example.com", tracking_codes=("AA1",), reason="DEFAULT")
    # when
    (row,) = store_drafts([(one, entry)], settings=shop(undo_seconds=0))
    # then
    row = OrderNotification.objects.get(pk=row.pk)
    assert (row.order_id, row.entry_id, row.occasion) == (order.pk, entry.pk, "EVENT")
    assert (row.status, row.reason, row.channel_kind) == ("QUEUED", "DEFAULT", "EMAIL")
    assert (row.sender, row.reply_to) == ("Shop <shop@example.com>", "help@example.com")
    assert (row.recipient, row.subject, row.body) == ("ana@example.com", "News", "Your parcel left.")
    assert (row.tracking_codes, row.language) == (["AA1"], "en")
    assert row.dedupe_key == f"{order.pk}:sent:EMAIL"
    assert (row.attempts, row.sent_at, row.last_error) == (0, None, "")
    assert row.send_after <= timezone.now()


@pytest.mark.parametrize(
    ("occasion", "undo_seconds", "send_in", "expected", "waits"),
    [
        (STATUS, 60, None, "HELD", 60),
        ("EVENT", 60, None, "HELD", 60),
        (STATUS, 0, None, "QUEUED", 0),
        ("DELIVERED", 60, None, "QUEUED", 0),
        ("REVIEW_REQUEST", 60, 3600, "QUEUED", 3600),
        (STATUS, 60, 3600, "HELD", 3600),
        (STATUS, 60, 5, "HELD", 60),
    ],
)
def test_changes_by_hand_can_be_undone_for_a_while(
    draft, shop, occasion, undo_seconds, send_in, expected, waits
):
    now = timezone.now()
    send_after = None if send_in is None else now + timedelta(seconds=send_in)
    one = draft(make_order(), occasion=occasion, send_after=send_after)
    # when
    (row,) = store_drafts([(one, None)], settings=shop(undo_seconds=undo_seconds))
    # then
    assert row.status == expected
    assert abs((row.send_after - now).total_seconds() - waits) < 2


KEPT_WITHOUT_A_WISH = {
    "SUPPRESSED_BY_CALLER": True,
    "NO_RECIPIENT": True,
    "VARIABLE_MISSING": True,
    "SALEOR_SENDS_IT": True,
    "NOTIFICATIONS_OFF": True,
    "TEMPLATE_MISSING": True,
    "NOT_BY_DEFAULT": False,
    "STAFF_ONLY": False,
    "TOO_OLD": False,
    "NO_GATEWAY": False,
}


@pytest.mark.parametrize(("reason", "is_kept"), KEPT_WITHOUT_A_WISH.items())
def test_the_reason_why_nothing_is_sent_is_kept_where_somebody_may_ask(draft, shop, reason, is_kept):
    order = make_order()
    one = draft(order, will_send=False, reason=reason, body="", missing=("order.link",))
    # when
    rows = store_drafts([(one, None)], settings=shop())
    # then
    assert stored(order) == ([("SUPPRESSED", reason)] if is_kept else [])
    assert [row.missing_variables for row in rows] == ([["order.link"]] if is_kept else [])


@pytest.mark.parametrize("reason", [reason for reason, kept in KEPT_WITHOUT_A_WISH.items() if not kept])
def test_who_asked_for_a_message_finds_the_reason(draft, shop, reason):
    order = make_order()
    one = draft(order, will_send=False, reason=reason, modes={"EMAIL": NotifyMode.SEND})
    store_drafts([(one, None)], settings=shop())
    assert stored(order) == [("SUPPRESSED", reason)]


def test_one_cause_is_one_message(draft, shop):
    order, other = make_order(), make_order()
    # when the cause comes again, for another channel, and for another order
    (first,) = store_drafts([(draft(order, key="a"), None)], settings=shop())
    (again,) = store_drafts([(draft(order, key="a", body="Other text"), None)], settings=shop())
    store_drafts([(draft(order, key="a", channel_kind="SMS"), None)], settings=shop())
    store_drafts([(draft(other, key="a"), None)], settings=shop())
    # then
    assert again.pk == first.pk
    assert again.body == "Your parcel left."
    assert len(stored(order)) == 2
    assert len(stored(other)) == 1


def test_the_same_cause_twice_in_one_call_is_one_message(draft, shop):
    order = make_order()
    pair = [(draft(order, key="a", occasion=STATUS), None), (draft(order, key="a", occasion=STATUS), None)]
    assert len(store_drafts(pair, settings=shop())) == 1
    assert stored(order) == [("HELD", "CHOSEN")]


def test_a_long_cause_fits_and_stays_apart():
    keys = {dedupe_key("1", "x" * 300 + end, "EMAIL") for end in ("a", "b")}
    assert len(keys) == 2
    assert all(len(key) <= 200 for key in keys)
    assert dedupe_key(7, "short", "SMS") == "7:short:SMS"


def test_texts_that_are_too_long_do_not_stop_the_change(draft, shop):
    sender = f"{'n' * 600} <shop@example.com>"
    (row,) = store_drafts([(draft(make_order(), subject="s" * 900, sender=sender), None)], settings=shop())
    assert (len(row.subject), row.sender) == (500, "shop@example.com")


def test_a_new_status_stops_only_what_waits_about_the_one_before(draft, shop):
    order, other = make_order(), make_order()
    store_drafts([(draft(other, occasion=STATUS), None)], settings=shop())
    (sent,) = store_drafts([(draft(order, key="1", occasion=STATUS), None)], settings=shop())
    OrderNotification.objects.filter(pk=sent.pk).update(status="SENT")
    store_drafts([(draft(order, occasion="EVENT"), None)], settings=shop())
    for kind in ("EMAIL", "SMS"):
        store_drafts([(draft(order, key="2", occasion=STATUS, channel_kind=kind), None)], settings=shop())
    # when
    supersede([order.pk], by_person=True)
    # then what has left, the event and the other order are untouched
    assert stored(order) == [
        ("SENT", "CHOSEN"),
        ("HELD", "CHOSEN"),
        ("CANCELED", "SUPERSEDED"),
        ("CANCELED", "SUPERSEDED"),
    ]
    assert stored(other) == [("HELD", "CHOSEN")]


def test_the_same_few_statements_for_1_and_50_orders(draft, shop, statements):
    settings, counts = shop(), []
    for number in (1, 50):
        drafts = [
            (draft(order, occasion=STATUS, channel_kind=kind), None)
            for order in [make_order() for _ in range(number)]
            for kind in ("EMAIL", "SMS")
        ]
        with statements() as found:
            assert len(store_drafts(drafts, settings=settings)) == number * 2
        counts.append(sum(1 for one in found if "SAVEPOINT" not in one["sql"]))
    assert counts[0] == counts[1] <= 5


@pytest.mark.parametrize(
    ("values", "settings", "is_queued"),
    [
        ({}, {"undo_seconds": 0}, True),
        ({}, {"undo_seconds": 60}, True),
        ({}, {"undo_seconds": 3600}, False),
        ({"will_send": False, "reason": "NO_RECIPIENT"}, {"undo_seconds": 0}, False),
    ],
)
def test_the_delivery_is_queued_after_the_commit_when_it_is_near(
    draft, shop, monkeypatch, django_capture_on_commit_callbacks, values, settings, is_queued
):
    asked = []
    monkeypatch.setattr(
        "saleor_order_central.notifications.outbox.send_after_commit",
        lambda name, countdown: asked.append((name, round(countdown))),
    )
    store_drafts([(draft(make_order(), **values), None)], settings=shop(**settings))
    assert asked == ([(DELIVER_TASK, settings["undo_seconds"])] if is_queued else [])


def test_undo_stops_what_waits_and_tells_what_has_left(draft, shop):
    order, other = make_order(), make_order()
    entry, kept = entry_of(order), entry_of(other)
    rows = store_drafts(
        [
            (draft(order, channel_kind="EMAIL"), entry),
            (draft(order, channel_kind="SMS"), entry),
            (draft(other), kept),
        ],
        settings=shop(),
    )
    OrderNotification.objects.filter(pk=rows[1].pk).update(status="SENT")
    # when
    with transaction.atomic():
        found = cancel_waiting(entry_pks=[entry.pk], reason=NotificationReason.UNDONE)
    # then
    assert (found.count, [row.pk for row in found.sent]) == (1, [rows[1].pk])
    assert stored(order) == [("CANCELED", "UNDONE"), ("SENT", "CHOSEN")]
    assert stored(other) == [("HELD", "CHOSEN")]


def test_codes_count_as_told_when_their_message_left_or_will(message, statements):
    order, silent = make_order(), make_order()
    for status in ("SENT", "QUEUED", "HELD", "FAILED", "SUPPRESSED", "CANCELED"):
        message(order, status=status, tracking_codes=[f"CODE-{status}", "TWICE"])
    message(silent, status="SENT")
    with statements() as found:
        told = told_tracking_codes([order.pk, silent.pk], using="default")
    assert told == {order.pk: {"CODE-SENT", "CODE-QUEUED", "CODE-HELD", "TWICE"}}
    assert len(found) == 1
