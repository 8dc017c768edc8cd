"""Undo within the hold: the status goes back and no message leaves (B-07, B-08)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.statuses.request import StatusChangeRequest
from saleor_order_central.statuses.services import change_status
from saleor_order_central.statuses.undo import undo_change
from saleor_order_central.timeline.models import OrderEntry
from tests.shop_rows import facts_of, make_order

pytestmark = pytest.mark.django_db
STAFF = Author(AuthorType.STAFF)


@pytest.fixture(autouse=True)
def _shop(db, configure):
    configure(saleor_mails="off", undo_seconds="60")
    with get_host().allow_writer():
        yield


@pytest.fixture
def order(_shop):
    made = make_order(is_paid=True)
    record_orders([made.pk])
    return made


def change(order, slug, **request):
    wanted = {"modes": {"EMAIL": "SEND"}, **request}
    return change_status(facts_of(order), StatusChangeRequest(slug, **wanted), author=STAFF)


def state(order) -> OrderState:
    return OrderState.objects.select_related("status").get(order=order)


def messages(order) -> list[tuple[str, str]]:
    rows = OrderNotification.objects.filter(order=order, channel_kind="EMAIL").order_by("pk")
    return list(rows.values_list("status", "reason"))


def refused(order, entry) -> OrderCentralFault:
    with pytest.raises(OrderCentralFault) as caught:
        undo_change(order.pk, entry.pk, author=STAFF)
    return caught.value


def test_undo_restores_status_dates_and_silence(order):
    before = state(order)
    entry = change(order, "waiting-for-dispatch")
    undo = undo_change(order.pk, entry.pk, author=STAFF)
    after = state(order)
    assert (after.status.slug, after.status_changed_at) == (before.status.slug, before.status_changed_at)
    assert after.status_set_by_person is before.status_set_by_person is False
    assert messages(order) == [("CANCELED", "UNDONE")]
    assert (undo.kind, undo.undoes_id, undo.visibility) == ("STATUS_UNDO", entry.pk, "STAFF")


def test_a_repeated_undo_is_the_first_one(order):
    entry = change(order, "waiting-for-dispatch")
    first = undo_change(order.pk, entry.pk, author=STAFF)
    assert undo_change(order.pk, entry.pk, author=STAFF).pk == first.pk
    assert OrderEntry.objects.filter(undoes=entry).count() == 1


def test_only_the_newest_change_can_be_undone(order):
    first = change(order, "waiting-for-dispatch")
    change(order, "paid")
    fault = refused(order, first)
    assert (fault.code, fault.field) == (ErrorCode.CONFLICT, "entry")
    assert state(order).status.slug == "paid"


def test_after_the_hold_it_is_too_late(order):
    entry = change(order, "waiting-for-dispatch")
    late = entry.created_at - timedelta(seconds=61)
    OrderEntry.objects.filter(pk=entry.pk).update(created_at=late)
    assert refused(order, entry).code == ErrorCode.UNDO_EXPIRED
    assert state(order).status.slug == "waiting-for-dispatch"
    assert messages(order) == [("HELD", "CHOSEN")]


def test_what_the_customer_has_been_told_is_not_undone(order):
    entry = change(order, "waiting-for-dispatch")
    OrderNotification.objects.filter(order=order).update(status="SENT")
    assert refused(order, entry).code == ErrorCode.UNDO_EXPIRED
    assert state(order).status.slug == "waiting-for-dispatch"


def test_an_entry_of_another_order_is_not_found(order):
    entry = change(order, "waiting-for-dispatch")
    other = make_order()
    assert refused(other, entry).code == ErrorCode.NOT_FOUND


def test_there_and_back_within_the_hold_is_one_message_at_most(order):
    change(order, "waiting-for-dispatch")
    change(order, "in-realisation")
    assert messages(order) == [("CANCELED", "SUPERSEDED"), ("HELD", "CHOSEN")]


def test_undoing_the_second_change_lets_the_message_of_the_first_live(order):
    change(order, "waiting-for-dispatch")
    second = change(order, "paid")
    undo_change(order.pk, second.pk, author=STAFF)
    assert [status for status, _reason in messages(order)] == ["HELD", "CANCELED"]
    assert state(order).status.slug == "waiting-for-dispatch"


def test_a_quiet_change_stops_the_message_about_the_status_before(order):
    """The waiting text would tell of a status that the order no longer has."""
    change(order, "waiting-for-dispatch")
    change(order, "paid", modes={"EMAIL": "SUPPRESS"})
    assert messages(order) == [("CANCELED", "SUPERSEDED"), ("SUPPRESSED", "SUPPRESSED_BY_CALLER")]


def test_the_customer_reads_neither_change_nor_undo(order, customer_api, customer, order_id):
    type(order).objects.filter(pk=order.pk).update(user=customer)
    entry = change(order, "waiting-for-dispatch", comment="A secret of a minute")
    undo_change(order.pk, entry.pk, author=STAFF)
    data = customer_api.data(
        """query($id: ID!) { orderCentral(id: $id) { status { slug }
          history(first: 50) { edges { node { kind message statusTo { slug } } } } } }""",
        id=order_id(order),
    )["orderCentral"]
    assert data["status"]["slug"] == "in-realisation"
    assert "secret" not in str(data["history"])
    assert "STATUS_UNDO" not in str(data["history"])
