"""One-click events: the automation acts in the person's name, for that event and for nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import MessageTemplate, OrderNotification
from saleor_order_central.statuses.acting import Acting, acting
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.request import StatusChangeRequest
from saleor_order_central.statuses.standard_events import StandardEvent, record_standard_event
from saleor_order_central.timeline.models import OrderEntry
from tests.shop_rows import cancel, facts_of, make_order, pay, ship

pytestmark = pytest.mark.django_db
STAFF = Author(AuthorType.STAFF)


@pytest.fixture(autouse=True)
def _shop(db, configure):
    configure(saleor_mails="off", undo_seconds="60")
    with get_host().allow_writer():
        yield


def ago(**span) -> datetime:
    return datetime.now(UTC) - timedelta(**span)


def act(order, fact: str, **request) -> Acting:
    """What Saleor's hooks do after its commit, while the person's event runs."""
    with acting(Acting(order.pk, fact, StatusChangeRequest(fact, **request), STAFF)) as actor:
        record_orders([order.pk])
    return actor


def changes(order) -> list[tuple[str, str, str]]:
    rows = OrderEntry.objects.filter(order=order, status_from__isnull=False).order_by("date", "pk")
    return list(rows.values_list("status_to__slug", "author_type", "message"))


def mails(order) -> list[tuple[str, str]]:
    rows = OrderNotification.objects.filter(order=order, channel_kind="EMAIL", occasion="STATUS_CHANGED")
    return list(rows.order_by("pk").values_list("status", "reason"))


@pytest.mark.parametrize("key", ["", "click-1"])
def test_only_the_persons_own_event_carries_name_comment_and_key(key):
    # given an order whose payment was never looked at
    order = make_order(created_at=ago(hours=5))
    record_orders([order.pk])
    pay(order, ago(hours=4))
    ship(order, "AA123456785BR", ago(minutes=1))
    # when staff says that it was sent
    actor = act(order, "SENT", comment="Enjoy", idempotency_key=key)
    # then
    assert changes(order) == [("in-realisation", "SYSTEM", ""), ("sent", "STAFF", "Enjoy")]
    assert (actor.entry.status_to.slug, actor.entry.idempotency_key) == ("sent", key)


def test_the_person_decides_who_is_told():
    order = make_order(created_at=ago(hours=5))
    record_orders([order.pk])
    pay(order, ago(minutes=1))
    act(order, "PAID", modes={"EMAIL": "SUPPRESS"})
    assert mails(order) == [("SUPPRESSED", "SUPPRESSED_BY_CALLER")]


def test_saleor_kept_silent_so_we_do_not(configure):
    configure(saleor_mails="on", undo_seconds="60")
    clicked, hooked = make_order(created_at=ago(hours=5)), make_order(created_at=ago(hours=5))
    record_orders([clicked.pk, hooked.pk])
    for order in (clicked, hooked):
        pay(order, ago(minutes=1))
    act(clicked, "PAID")
    record_orders([hooked.pk])
    assert mails(clicked) == [("HELD", "DEFAULT")]
    assert mails(hooked) == [("SUPPRESSED", "SALEOR_SENDS_IT")]


def test_a_text_with_a_hole_reaches_nobody():
    MessageTemplate.objects.create(slug="holed", name="x", subject="S", body="It is {{ tracking.number }}.")
    order = make_order(created_at=ago(hours=5))
    record_orders([order.pk])
    cancel(order, ago(minutes=1))
    actor = act(order, "CANCELED", template="holed")
    assert actor.entry.message == ""
    assert mails(order) == [("SUPPRESSED", "VARIABLE_MISSING")]


@pytest.mark.parametrize(
    ("event", "request_fields", "field", "code"),
    [
        (StandardEvent.CANCELED, {"template": "no-such"}, "template", ErrorCode.NOT_FOUND),
        (StandardEvent.PAID, {"tracking_number": "X"}, "trackingNumber", ErrorCode.INVALID),
    ],
)
def test_a_wrong_request_is_refused_before_saleor_acts(event, request_fields, field, code):
    order = make_order(created_at=ago(hours=5))
    request = StatusChangeRequest(event.value, **request_fields)
    with pytest.raises(OrderCentralFault) as caught:
        record_standard_event(None, facts_of(order), event, request, author=STAFF)
    assert (caught.value.field, caught.value.code) == (field, code)
    order.refresh_from_db()
    assert order.status == "unfulfilled"
