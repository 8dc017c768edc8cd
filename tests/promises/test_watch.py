"""Broken promises in the database: flag, event, history and exactly one mail; and what takes them back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from saleor_order_central.carrier_events.kinds import CarrierEventKind as Kind
from saleor_order_central.carrier_events.reports import ReportedEvent
from saleor_order_central.carrier_events.services import report_events
from saleor_order_central.events import EventName, order_central_event
from saleor_order_central.host import get_host
from saleor_order_central.notifications.delivery import deliver_due
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.promises.watch import tell_lateness
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.timeline.models import OrderEntry
from saleor_order_central.tracking.models import OrderParcel
from tests.shop_rows import cancel, make_order, set_status, ship
from tests.sinks import SmtpSink

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(autouse=True)
def _shop(db, configure):
    configure(saleor_mails="off", undo_seconds="0")
    with get_host().allow_writer():
        yield


@pytest.fixture
def heard():
    found = []
    order_central_event.connect(lambda event, **_: found.append(event), weak=False, dispatch_uid="late")
    yield found
    order_central_event.disconnect(dispatch_uid="late")


def ago(**span) -> datetime:
    return NOW - timedelta(**span)


def sent_order(*codes, **columns):
    order = make_order(is_paid=True, created_at=ago(days=9), quantity=3 * len(codes), **columns)
    for place, code in enumerate(codes):
        ship(order, code, ago(days=8), is_last=place == len(codes) - 1)
    record_orders([order.pk])
    return order


def tell(code, kind, moment, **columns):
    event = ReportedEvent(happened_at=moment, kind=kind, tracking_code=code, provider="acme", **columns)
    report_events([event])


def promise(code, end, told=None, kind=Kind.IN_TRANSIT):
    tell(code, kind, told or ago(days=5), estimated_to=end)


def state(order):
    return OrderState.objects.get(order=order)


def flags(order):
    parcels = OrderParcel.objects.filter(order=order).order_by("number")
    return state(order).is_late, [one.late_at is not None and one.late_at <= NOW for one in parcels]


def notices(order):
    rows = OrderNotification.objects.filter(order=order, occasion="DELAY").order_by("pk")
    return [(row.channel_kind, row.status) for row in rows]


def told(order):
    return list(
        OrderEntry.objects.filter(order=order, idempotency_key__startswith="late:").values_list(
            "subject", "visibility"
        )
    )


ONE = [("EMAIL", "QUEUED")]
SUBJECT = ("Delivery takes longer than promised", "CUSTOMER")


def test_001_04_a_passed_promise_is_told_once(heard, django_capture_on_commit_callbacks):
    order, calm = sent_order("AB1"), sent_order("AB2")
    promise("AB1", ago(hours=1))
    promise("AB2", ago(hours=-9))
    with django_capture_on_commit_callbacks(execute=True), SmtpSink():
        assert (tell_lateness(), tell_lateness()) == (1, 0)
    assert (flags(order), flags(calm)) == ((True, [True]), (False, [False]))
    events = [event for event in heard if event.name is EventName.ORDER_LATE]
    assert [(one.order_pk, one.payload["since"]) for one in events] == [(order.pk, ago(hours=1).isoformat())]
    assert (told(order), told(calm)) == ([SUBJECT], [])
    assert len(notices(order)) == 1
    assert notices(calm) == []


def test_a_reported_delay_counts_at_once_and_the_mail_names_the_new_day(settings, configure):
    configure(saleor_mails="off", time_zone="UTC")
    order = sent_order("AB1")
    promise("AB1", ago(days=-1))
    tell("AB1", Kind.DELAYED, ago(hours=2), estimated_to=ago(days=-3))
    assert state(order).is_late
    with SmtpSink() as sink:
        for name, value in sink.settings.items():
            setattr(settings, name, value)
        assert tell_lateness() == 1
        deliver_due()
        assert deliver_due().taken == 0
    (mail,) = [one for one in sink.messages if "longer" in one["Subject"]]
    assert mail["To"] == "guest@example.com"
    assert f"Expected delivery: {ago(days=-3):%B} {ago(days=-3).day}, {ago(days=-3):%Y}" in (
        mail.get_body(("plain",)).get_content()
    )
    # The promise of before passes too: it is the same delay.
    OrderParcel.objects.filter(order=order).update(promised_to=ago(minutes=1))
    record_orders([order.pk])
    assert tell_lateness() == 0


def test_a_new_promise_clears_the_flag_and_its_own_break_is_told_again(configure):
    configure(saleor_mails="off", delay_notice_days="0")
    order = sent_order("AB1")
    promise("AB1", ago(hours=9))
    tell_lateness()
    assert state(order).is_late
    # The promise moves into the future.
    promise("AB1", ago(hours=-5), told=ago(hours=8))
    assert flags(order) == (False, [False])
    assert tell_lateness() == 0
    # And passes: the clock is moved past it.
    promise("AB1", ago(hours=2), told=ago(hours=7))
    assert tell_lateness() == 1
    assert (len(told(order)), len(notices(order))) == (2, 2)


def test_within_some_days_a_customer_hears_of_one_delay_only():
    order = sent_order("AB1")
    promise("AB1", ago(hours=9))
    tell_lateness()
    promise("AB1", ago(hours=1), told=ago(hours=8))
    assert tell_lateness() == 1
    assert (len(told(order)), notices(order)) == (2, ONE)


def test_delivered_late_takes_the_flag_back_and_stops_the_mail():
    order = sent_order("AB1")
    promise("AB1", ago(hours=9))
    tell_lateness()
    tell("AB1", Kind.DELIVERED, ago(hours=1))
    assert flags(order) == (False, [False])
    deliver_due()
    assert notices(order) == [("EMAIL", "CANCELED")]
    assert tell_lateness() == 0
    assert OrderParcel.objects.get(order=order).first_promised_to == ago(hours=9)


def test_an_order_is_late_while_one_of_its_parcels_is():
    order = sent_order("AB1", "AB2")
    promise("AB1", ago(hours=9))
    promise("AB2", ago(hours=-9))
    assert flags(order) == (True, [True, False])
    tell("AB1", Kind.DELIVERED, ago(hours=1))
    assert flags(order) == (False, [False, False])


@pytest.mark.parametrize("end", ["canceled", "concluded"])
def test_an_order_that_ended_is_not_late(end, heard, django_capture_on_commit_callbacks):
    order = sent_order("AB1")
    promise("AB1", ago(hours=-1))
    OrderState.objects.filter(order=order).update(late_at=ago(hours=1))
    # The hook of the end was lost: the run itself looks at the facts.
    if end == "canceled":
        cancel(order, ago(hours=2))
    else:
        set_status(order, "returned")
        OrderParcel.objects.filter(order=order).update(delivered_at=ago(hours=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert tell_lateness() == 0
    assert (state(order).is_late, told(order), notices(order)) == (False, [], [])
    assert [event for event in heard if event.name is EventName.ORDER_LATE] == []


@pytest.mark.parametrize(
    "values",
    [{"delay_notices": False}, {"channels_without_delay_notices": "main"}, {"send_messages": False}],
)
def test_the_switches_stop_the_mail_and_not_the_flag(configure, values):
    configure(saleor_mails="off", **values)
    order = sent_order("AB1")
    if "channels_without_delay_notices" in values and not get_host().capabilities.channels:
        configure(saleor_mails="off", delay_notices=False)
    promise("AB1", ago(hours=9))
    assert tell_lateness() == 1
    assert state(order).is_late
    assert [status for _kind, status in notices(order)] in ([], ["SUPPRESSED"])


def test_old_delays_are_no_news_to_anybody(heard):
    order = sent_order("AB1")
    promise("AB1", ago(days=4))
    assert tell_lateness() == 1
    assert (state(order).is_late, notices(order), told(order)) == (True, [], [])
    assert [event for event in heard if event.name is EventName.ORDER_LATE] == []
    assert tell_lateness() == 0


@pytest.mark.parametrize(("is_sent", "is_late"), [(True, False), (False, True)])
def test_goods_that_left_without_a_code_are_not_waited_for(is_sent, is_late):
    """Letters have no number: nothing would ever tell of their delivery."""
    order = make_order(is_paid=True, created_at=ago(days=9))
    record_orders([order.pk])
    OrderState.objects.filter(order=order).update(promised_min_days=1, promised_max_days=2)
    if is_sent:
        ship(order, "", ago(days=8))
    record_orders([order.pk])
    assert state(order).is_late is is_late


def test_while_the_centre_is_off_nothing_is_told(configure):
    order = sent_order("AB1")
    promise("AB1", ago(hours=9))
    configure(active=False)
    assert (tell_lateness(), told(order)) == (0, [])


def test_a_run_that_was_stopped_goes_on(monkeypatch):
    orders = [sent_order(f"C{index}") for index in range(3)]
    for index in range(3):
        promise(f"C{index}", ago(hours=9))
    monkeypatch.setattr("saleor_order_central.promises.watch.AT_ONCE", 1)
    from saleor_order_central.promises import watch

    real, calls = watch._tell_batch, []

    def stop_second(pks, now):
        calls.append(pks)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(pks, now)

    monkeypatch.setattr(watch, "_tell_batch", stop_second)
    with pytest.raises(KeyboardInterrupt):
        tell_lateness()
    assert sum(len(told(order)) for order in orders) == 1
    assert tell_lateness() == 2
    assert [notices(order) for order in orders] == [ONE] * 3


def test_the_statements_of_a_run_do_not_grow_with_the_orders(statements):
    counts = []
    for number in (1, 10, 50):
        orders = [make_order(created_at=ago(days=9)) for _ in range(number)]
        for order in orders:
            ship(order, f"N{order.pk}", ago(days=8))
        record_orders([order.pk for order in orders])
        late = {"happened_at": ago(hours=9), "kind": Kind.DELAYED, "provider": "acme"}
        report_events([ReportedEvent(**late, tracking_code=f"N{order.pk}") for order in orders])
        with statements() as found:
            assert tell_lateness() == number
        counts.append(len(found))
    assert len(set(counts)) == 1, counts


def test_a_new_checkpoint_resets_the_clock_of_silence(status):
    type(status("sent")).objects.filter(slug="sent").update(silent_after_hours=48)
    order = sent_order("AB1")
    before = state(order).silent_at
    tell("AB1", Kind.IN_TRANSIT, ago(hours=3), place="Leipzig")
    assert (before, state(order).silent_at) == (ago(days=6), ago(hours=-45))


def test_another_shipping_date_makes_another_promise():
    order = sent_order("AB1")
    kept = {"expected_from": ago(days=7), "expected_to": ago(days=6), "expected_source": "HISTORY"}
    OrderParcel.objects.filter(order=order).update(**kept)
    record_orders([order.pk])
    assert OrderParcel.objects.get(order=order).expected_source == "HISTORY"
    created = get_host().fulfillment_created_field
    order.fulfillments.update(**{created: ago(days=1)})
    record_orders([order.pk])
    assert OrderParcel.objects.get(order=order).expected_source == ""
