"""Returns that do not arrive: reminded once, ended once, also by two workers at the same time."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.returns.expiry import watch_returns
from saleor_order_central.returns.models import ReturnRequest
from saleor_order_central.returns.way_back import add_return_tracking
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.timeline.models import OrderEntry
from tests.returns.conftest import CUSTOMER, ask, go, mails, make_sent_order

NOTHING = {"reminded": 0, "ended": 0}


def let_pass(request, days: int) -> None:
    """Bring the dates of a request nearer, as if so many days had gone by."""
    row = ReturnRequest.objects.get(pk=request.pk)
    span = timedelta(days=days)
    ReturnRequest.objects.filter(pk=request.pk).update(
        expires_at=row.expires_at and row.expires_at - span,
        remind_at=row.remind_at and row.remind_at - span,
    )


@pytest.mark.parametrize(
    ("days", "found", "sent"),
    [
        pytest.param(22, NOTHING, [], id="early"),
        pytest.param(24, {"reminded": 1, "ended": 0}, ["RETURN_REMINDER"], id="reminder"),
        pytest.param(31, {"reminded": 0, "ended": 1}, ["RETURN_EXPIRED"], id="end"),
    ],
)
def test_each_is_done_once(sent_order, django_capture_on_commit_callbacks, days, found, sent):
    # given the first policy: it ends after 30 days, with a reminder 7 days before
    with django_capture_on_commit_callbacks(execute=True):
        request = go(ask(sent_order), "WAITING_PACKAGE")
    let_pass(request, days)
    # when
    with django_capture_on_commit_callbacks(execute=True):
        assert watch_returns() == found
        assert watch_returns() == NOTHING
    # then
    assert mails(sent_order) == ["RETURN_ACCEPTED", *sent]


def test_ended_request_is_canceled_and_told(sent_order):
    request = go(ask(sent_order), "WAITING_PACKAGE")
    let_pass(request, 31)
    watch_returns()

    stored = ReturnRequest.objects.get(pk=request.pk)
    assert (stored.state, stored.decline_reason.slug) == ("CANCELED", "nothing-arrived")
    entry = OrderEntry.objects.filter(return_request=request).latest("pk")
    assert entry.subject == f"Return {request.number} ended because nothing arrived"
    assert (entry.author_type, entry.visibility) == ("SYSTEM", "CUSTOMER")
    assert OrderState.objects.get(pk=sent_order.pk).has_open_return is False


def test_parcel_on_its_way_and_other_states_do_not_end(sent_order):
    request = go(ask(sent_order), "WAITING_PACKAGE")
    add_return_tracking(request.pk, sent_order.pk, "AA123456785BR", author=CUSTOMER)
    asked_only, received = ask(sent_order), ask(sent_order)
    go(received, "WAITING_PACKAGE", "PACKAGE_RECEIVED")
    for one in (request, asked_only, received):
        let_pass(one, 300)

    assert watch_returns() == NOTHING


def test_centre_that_is_off_ends_nothing(sent_order, configure):
    request = go(ask(sent_order), "WAITING_PACKAGE")
    let_pass(request, 31)
    configure(active=False)

    assert watch_returns() == NOTHING


def test_two_workers_end_it_once(transactional_db):
    # given
    order = make_sent_order()
    request = go(ask(order), "WAITING_PACKAGE")
    ReturnRequest.objects.filter(pk=request.pk).update(expires_at=timezone.now() - timedelta(days=1))
    barrier, found = Barrier(8), []

    def call() -> None:
        try:
            with get_host().allow_writer():
                barrier.wait()
                found.append(watch_returns()["ended"])
        finally:
            connection.close()

    # when
    threads = [Thread(target=call) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # then
    assert (len(found), sum(found)) == (8, 1)
    ended = OrderNotification.objects.filter(occasion="RETURN_EXPIRED", channel_kind="EMAIL")
    assert ended.count() == 1
    assert OrderEntry.objects.filter(return_request=request, subject__contains="ended").count() == 1
