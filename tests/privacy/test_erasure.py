"""What is planted in every text of ours is gone afterwards; money records stay; what is open waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from saleor_order_central.access.models import AccessGrant, AccessRequest
from saleor_order_central.attachments.models import OrderAttachment
from saleor_order_central.attachments.storage import file_storage
from saleor_order_central.author import Author, AuthorType
from saleor_order_central.carrier_events.models import CarrierDelivery
from saleor_order_central.conversations.models import OrderMemo, OrderMessage, OrderThread, ReceivedMail
from saleor_order_central.credit_notes.models import OrderCreditNote
from saleor_order_central.customers.models import CustomerState, ProductView
from saleor_order_central.customers.owner import Owner
from saleor_order_central.feedback.models import OrderFeedback
from saleor_order_central.host import get_host
from saleor_order_central.listing.models import SavedView
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.privacy.jobs import ask_erasure, resume_erasures, run_erasure
from saleor_order_central.privacy.models import PrivacyJob
from saleor_order_central.refunds.models import OrderRefund
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.statuses.repair import rebuild_states
from saleor_order_central.vouchers.models import OrderVoucher
from tests.privacy.planted import EMAIL, found, plant
from tests.shop_rows import make_user

STAFF = Author(AuthorType.STAFF)
# Of an account that stays, the row of the list stays: it is a copy of Saleor's.
ACCOUNT = {"CustomerState.email", "CustomerState.search_words"}


@pytest.fixture(autouse=True)
def _writing(db):
    with get_host().allow_writer():
        yield


@pytest.fixture
def user():
    return make_user(EMAIL)


@pytest.fixture
def order(user):
    return plant(user)


def forget(owner):
    job = ask_erasure(owner, STAFF)
    run_erasure(job.pk)
    job.refresh_from_db()
    return job


def test_the_marker_is_planted_widely(order):
    assert len(found()) > 25


def test_nothing_planted_is_left(user, order, django_capture_on_commit_callbacks):
    path = OrderAttachment.objects.get().path
    assert file_storage().exists(path)
    with django_capture_on_commit_callbacks(execute=True):
        job = forget(Owner(user.pk, EMAIL))
    assert (job.status, job.total, job.done, job.email, job.order_keys) == ("DONE", 1, 1, "", [])
    assert job.finished_at is not None
    assert found() == ACCOUNT
    assert not file_storage().exists(path)
    assert ProductView.objects.count() == 0
    gone = (OrderThread, OrderMessage, OrderMemo, ReceivedMail, AccessRequest, AccessGrant)
    assert [model.objects.count() for model in gone] == [0] * 6
    assert list(SavedView.objects.values_list("token", flat=True)) == ["of-many"]
    assert list(CarrierDelivery.objects.values_list("key", flat=True)) == ["other"]


def test_money_records_and_ratings_stay(user, order):
    forget(Owner(user.pk, EMAIL))
    note = OrderCreditNote.objects.get()
    assert (note.number, note.customer_name, note.total_gross) == ("CN-1", "Kept Name", 10)
    refund = OrderRefund.objects.get()
    assert (refund.amount, refund.reference, refund.lines.get().name) == (10, "BANK-1", "Mug")
    assert OrderVoucher.objects.get().code == "GIFT-5"
    assert OrderFeedback.objects.get().product_rating == 5


def test_messages_that_wait_are_not_sent(user, order):
    forget(Owner(user.pk, EMAIL))
    states = dict(OrderNotification.objects.values_list("dedupe_key", "status"))
    assert (states["held"], states["sent"]) == ("CANCELED", "SENT")


def test_lists_do_not_copy_the_customer_again(user, order):
    forget(Owner(user.pk, EMAIL))
    rebuild_states([order.pk])
    state = OrderState.objects.get(pk=order.pk)
    assert (state.customer_name, state.customer_email, state.search_words) == ("", "", state.number)
    assert found() == ACCOUNT


def test_others_lose_nothing(user, order):
    other = make_user("other@example.com")
    forget(Owner(other.pk, "other@example.com"))
    assert len(found()) > 25


def test_guests_are_forgotten_by_address(db):
    plant(None)
    assert forget(Owner(None, EMAIL)).done == 1
    assert found() == set()


def test_an_account_s_guest_orders_are_forgotten_too(user, order):
    plant_guest = plant_again(None)
    assert forget(Owner(user.pk, EMAIL)).done == 2
    assert OrderState.objects.get(pk=plant_guest.pk).customer_email == ""


def plant_again(user):
    """A second order with the same address, of which only the list knows."""
    from saleor_order_central.statuses.automation import record_orders
    from tests.shop_rows import NOON, make_order

    order = make_order(user=user, created_at=NOON)
    record_orders([order.pk])
    OrderState.objects.filter(pk=order.pk).update(is_delivered=True, customer_email=EMAIL)
    return order


OPEN = [
    ("return", {"has_open_return": True}),
    ("on the way", {"is_delivered": False}),
]


@pytest.mark.parametrize(("why", "columns"), OPEN, ids=[why for why, _columns in OPEN])
def test_an_open_order_waits_and_is_erased_once_it_is_over(user, order, why, columns):
    OrderState.objects.filter(pk=order.pk).update(placed_at=timezone.now(), **columns)
    job = forget(Owner(user.pk, EMAIL))
    assert (job.status, job.done, job.email) == ("WAITING", 0, EMAIL)
    assert len(found()) > 25
    OrderState.objects.filter(pk=order.pk).update(has_open_return=False, is_delivered=True)
    assert resume_erasures() == 1
    job.refresh_from_db()
    assert (job.status, job.done, job.email) == ("DONE", 1, "")
    assert found() == ACCOUNT


def test_a_running_refund_waits(user, order):
    OrderRefund.objects.update(status="PENDING")
    assert forget(Owner(user.pk, EMAIL)).status == "WAITING"


def test_an_order_that_nobody_finished_does_not_wait_for_ever(user, order):
    long_ago = timezone.now() - timedelta(days=181)
    OrderState.objects.filter(pk=order.pk).update(is_delivered=False, placed_at=long_ago)
    assert forget(Owner(user.pk, EMAIL)).status == "DONE"


def test_asked_twice_it_is_one_job(user, order):
    OrderState.objects.filter(pk=order.pk).update(has_open_return=True)
    first, second = forget(Owner(user.pk, EMAIL)), ask_erasure(Owner(user.pk, EMAIL), STAFF)
    assert (first.pk, PrivacyJob.objects.count()) == (second.pk, 1)


def test_the_same_statements_for_1_and_3_orders(user, order, statements):
    orders = [plant_again(user) for _ in range(4)]
    counts = []
    for pks in ([order.pk], [one.pk for one in orders[:3]]):
        job = PrivacyJob.objects.create(order_keys=[str(pk) for pk in pks], total=len(pks))
        with statements() as seen:
            assert run_erasure(job.pk) == len(pks)
        counts.append(len(seen))
    # The first order's file is one row more to delete.
    assert counts[1] <= counts[0]


# Saleor deletes the account


def test_a_deleted_account_is_forgotten(user, order, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        user.delete()
    job = PrivacyJob.objects.get()
    assert (job.status, job.by_deletion, job.done) == ("DONE", True, 1)
    assert found() == set()
    assert (CustomerState.objects.count(), ProductView.objects.count()) == (0, 0)
    assert OrderCreditNote.objects.get().customer_name == "Kept Name"


def test_many_accounts_deleted_at_once(user, order, django_capture_on_commit_callbacks):
    make_user("second@example.com")
    with django_capture_on_commit_callbacks(execute=True):
        type(user).objects.filter(email__in=[EMAIL, "second@example.com"]).delete()
    assert PrivacyJob.objects.filter(status="DONE").count() == 2
    assert found() == set()


def test_the_shop_may_leave_it_to_staff(user, order, configure, django_capture_on_commit_callbacks):
    configure(erase_deleted_customers=False)
    with django_capture_on_commit_callbacks(execute=True):
        user.delete()
    assert PrivacyJob.objects.count() == 0
    assert len(found()) > 25


def test_staff_without_orders_leave_no_job(db):
    make_user("staff@example.com", is_staff=True).delete()
    assert PrivacyJob.objects.count() == 0
