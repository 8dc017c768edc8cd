"""Status, type and step in the metadata of Saleor's order (B-16), and what other programs are told."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.utils import timezone

from saleor_order_central.events import CentralEvent, EventName, order_central_event, publish
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.notifications.told import notification_events
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.mirror import mirror_states
from saleor_order_central.statuses.models import EntryVisibility, OrderState
from saleor_order_central.statuses.news import state_events
from saleor_order_central.statuses.selectors import load_status_book
from saleor_order_central.tasks import announce_orders_task
from tests.shop_rows import hours, make_app, make_order, pay, ship

pytestmark = pytest.mark.django_db
STATE_EVENTS = {"ORDER_STATUS_CHANGED", "ORDER_STEP_REACHED"}
STATUS, TYPE, STEP = "orderCentral.status", "orderCentral.statusType", "orderCentral.step"


@pytest.fixture(autouse=True)
def writer():
    with get_host().allow_writer():
        yield


@pytest.fixture
def fresh():
    """A paid order of today: old ones are no news."""
    return make_order(is_paid=True, created_at=timezone.now() - hours(2))


@pytest.fixture
def told():
    """Events that a receiver of the signal got."""
    found = []

    def receive(sender, event, **kwargs):
        assert sender is event.name
        found.append((event.name.value, event.order_pk, dict(event.payload)))

    order_central_event.connect(receive)
    yield found
    order_central_event.disconnect(receive)


def metadata_of(order):
    order.refresh_from_db()
    return order.metadata or {}, order.private_metadata


def mirrored(public, private):
    """What a host shows: 2.10 does not guard public metadata, so everything is in the private one there."""
    return (public, private) if is_saleor_3() else ({}, {**public, **private})


def mirror(*orders):
    states = OrderState.objects.filter(pk__in=[order.pk for order in orders])
    return mirror_states(states, load_status_book(using="default"))


def test_b_16_status_type_and_step_are_in_the_orders_metadata():
    order = make_order(is_paid=True)
    type(order).objects.filter(pk=order.pk).update(metadata={"erp": "7"}, private_metadata={"margin": "low"})

    record_orders([order.pk])

    public, private = mirrored(
        {STATUS: "in-realisation", TYPE: "IN_PROGRESS", STEP: "PREPARING"},
        {STATUS: "in-realisation", TYPE: "IN_PROGRESS"},
    )
    assert metadata_of(order) == ({"erp": "7", **public}, {"margin": "low", **private})


def test_a_status_for_staff_only_is_in_the_private_metadata_alone(status):
    hidden = status("in-realisation")
    hidden.visibility = EntryVisibility.STAFF
    hidden.save()
    order = make_order(is_paid=True)

    record_orders([order.pk])

    assert metadata_of(order) == mirrored(
        {STATUS: "received", TYPE: "IN_PROGRESS", STEP: "PREPARING"},
        {STATUS: "in-realisation", TYPE: "IN_PROGRESS"},
    )


def test_an_order_that_lost_its_status_keeps_no_old_one():
    order = make_order(is_paid=True)
    record_orders([order.pk])
    OrderState.objects.filter(pk=order.pk).update(customer_status="")
    mirror(order)
    public, private = mirrored({STATUS: ""}, {STATUS: "in-realisation"})
    assert (metadata_of(order)[0].get(STATUS), metadata_of(order)[1][STATUS]) == (
        public.get(STATUS),
        private[STATUS],
    )


if not is_saleor_3():

    def test_null_metadata_is_no_obstacle():
        order = make_order()
        type(order).objects.filter(pk=order.pk).update(metadata=None, private_metadata=None)
        record_orders([order.pk])
        assert metadata_of(order) == (
            {},
            {STATUS: "received", TYPE: "IN_PROGRESS", STEP: "PAID"},
        )


def test_only_orders_that_differ_are_written_and_values_decide_the_statements(statements):
    paid = [make_order(is_paid=True) for _ in range(5)]
    unpaid = [make_order() for _ in range(5)]
    record_orders([order.pk for order in (*paid, *unpaid)])
    assert mirror(*paid, *unpaid) == 0
    table = type(paid[0])._meta.db_table
    lost = {"metadata" if is_saleor_3() else "private_metadata": {"a": "b"}}
    type(paid[0]).objects.filter(pk__in=[paid[0].pk, unpaid[0].pk]).update(**lost)
    with statements() as found:
        assert mirror(*paid, *unpaid) == 2
    assert len([one for one in found.captured_queries if one["sql"].startswith(f'UPDATE "{table}"')]) == 2
    assert {**metadata_of(paid[0])[0], **metadata_of(paid[0])[1]}["a"] == "b"


def test_saleors_own_api_finds_and_shows_the_order(staff_api, order_id, django_capture_on_commit_callbacks):
    order, other = make_order(is_paid=True), make_order()
    with django_capture_on_commit_callbacks(execute=True):
        record_orders([order.pk, other.pk])
    if is_saleor_3():
        query = """query($where: [MetadataFilter!]) { orders(first: 5, filter: {metadata: $where}) {
            edges { node { id } } } }"""
        found = staff_api.data(query, where=[{"key": STATUS, "value": "in-realisation"}])
        assert [edge["node"]["id"] for edge in found["orders"]["edges"]] == [order_id(order)]
    field = "metadata" if is_saleor_3() else "privateMetadata"
    query = "query($id: ID!) { order(id: $id) { items: FIELD { key value } } }".replace("FIELD", field)
    shown = staff_api.data(query, id=order_id(order))
    items = {item["key"]: item["value"] for item in shown["order"]["items"]}
    assert items == {STATUS: "in-realisation", TYPE: "IN_PROGRESS", STEP: "PREPARING"}


def test_events_of_a_change_are_told_after_the_commit(fresh, told, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        record_orders([fresh.pk])
        assert told == []
    by_name = {name: payload for name, pk, payload in told if pk == fresh.pk and name in STATE_EVENTS}
    state = OrderState.objects.get(pk=fresh.pk)
    assert by_name == {
        "ORDER_STATUS_CHANGED": {
            "from": None,
            "to": "in-realisation",
            "type": "IN_PROGRESS",
            "date": state.status_changed_at.isoformat(),
        },
        "ORDER_STEP_REACHED": {"from": None, "to": "PREPARING"},
    }

    # when nothing is new
    told.clear()
    with django_capture_on_commit_callbacks(execute=True):
        record_orders([fresh.pk])
    assert told == []

    # when a step is reached
    ship(fresh, "AA123456785BR", timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        record_orders([fresh.pk])
    assert ("ORDER_STEP_REACHED", fresh.pk, {"from": "PREPARING", "to": "DELIVERED"}) in told


def test_orders_that_are_first_seen_late_are_no_news(told, django_capture_on_commit_callbacks):
    order = make_order(is_paid=True)
    with django_capture_on_commit_callbacks(execute=True):
        record_orders([order.pk])
    assert told == []

    # but what happens from then on is
    pay(make_order(), timezone.now())
    ship(order, "AA123456785BR", timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        record_orders([order.pk])
    assert "ORDER_STATUS_CHANGED" in {name for name, _pk, _payload in told}


def test_a_receivers_error_stops_neither_the_change_nor_the_others(
    fresh, told, caplog, django_capture_on_commit_callbacks
):
    def fail(sender, event, **kwargs):
        raise RuntimeError("receiver is broken")

    order_central_event.connect(fail)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            publish([CentralEvent(EventName.ORDER_SILENT, fresh.pk, {"since": "x"})])
    finally:
        order_central_event.disconnect(fail)
    assert told == [("ORDER_SILENT", fresh.pk, {"since": "x"})]
    assert "receiver is broken" in caplog.text


def test_the_change_itself_pays_no_statement_for_its_events(fresh, statements):
    with statements() as found:
        publish([CentralEvent(EventName.ORDER_STATUS_CHANGED, fresh.pk)] * 300)
        publish([])
    assert len(found) == 0


def test_events_are_worked_out_without_statements(fresh, statements):
    record_orders([fresh.pk])
    state, book = OrderState.objects.get(), load_status_book(using="default")
    state.current_step = "SENT"
    assert book.by_pk
    with statements() as found:
        [event] = state_events([state], book, now=timezone.now())
    assert (event.name, event.payload) == (
        EventName.ORDER_STEP_REACHED,
        {"from": "PREPARING", "to": "SENT"},
    )
    assert len(found) == 0


class Receiver(BaseHTTPRequestHandler):
    """An app's webhook: it keeps what it gets."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        names = {name.lower(): value for name, value in self.headers.items()}
        self.server.got.append((names.get("saleor-event") or names.get("x-saleor-event"), body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        """Keep the test's output clean."""


@pytest.fixture
def receiver():
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    server.got = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


SUBSCRIPTION = """subscription { event { ... on OrderMetadataUpdated {
    order { metadata { key value } orderCentral { status { slug } } } } } }"""


def subscribe(server, event):
    app, _token = make_app("ERP", "order.manage_orders")
    columns = {"subscription_query": SUBSCRIPTION} if is_saleor_3() else {}
    webhook = app.webhooks.create(
        name="orders", target_url=f"http://127.0.0.1:{server.server_port}/hook", is_active=True, **columns
    )
    webhook.events.create(event_type=event)


def test_apps_hear_of_a_change_through_saleors_own_webhooks(
    fresh, receiver, settings, django_capture_on_commit_callbacks
):
    # given an app that subscribed to the event of this Saleor
    event = "order_metadata_updated" if is_saleor_3() else "order_updated"
    subscribe(receiver, event)
    settings.PLUGINS = [*settings.PLUGINS, "saleor.plugins.webhook.plugin.WebhookPlugin"]
    record_orders([fresh.pk])
    # when the task that follows a change runs
    with django_capture_on_commit_callbacks(execute=True):
        assert announce_orders_task([str(fresh.pk)]) == 1
    # then the app has the order, once, with what is new about it
    [(name, body)] = receiver.got
    assert name == event
    if is_saleor_3():
        order = json.loads(body)["order"]
        assert {"key": STATUS, "value": "in-realisation"} in order["metadata"]
        assert order["orderCentral"] == {"status": {"slug": "in-realisation"}}
    else:
        assert json.loads(body)[0]["private_metadata"][STATUS] == "in-realisation"


def test_an_announcement_starts_nothing_anew(fresh, told, django_capture_on_commit_callbacks):
    """Saleor 2.10 announces by `order_updated`, which is our own hook too."""
    record_orders([fresh.pk])
    before = OrderState.objects.get(pk=fresh.pk).updated_at
    told.clear()
    with django_capture_on_commit_callbacks(execute=True):
        announce_orders_task([str(fresh.pk)])
    assert told == []
    assert OrderState.objects.get(pk=fresh.pk).updated_at == before


def message(order, **columns):
    return OrderNotification.objects.create(
        **{
            "order_id": order.pk,
            "occasion": "STATUS_CHANGED",
            "channel_kind": "EMAIL",
            "status": "QUEUED",
            "dedupe_key": f"{order.pk}:{columns}",
            "recipient": "ana@example.com",
            "body": "Hello",
            **columns,
        }
    )


def test_messages_are_events_without_text_and_address(fresh):
    plain = message(fresh)
    review = message(fresh, occasion="REVIEW_REQUEST", status="HELD", channel_kind="SMS")
    unsent = message(fresh, status="SUPPRESSED")

    events = notification_events([plain, review, unsent])

    assert [(event.name.value, event.payload["notification"]) for event in events] == [
        ("ORDER_NOTIFICATION_REQUESTED", plain.pk),
        ("ORDER_NOTIFICATION_REQUESTED", review.pk),
        ("ORDER_REVIEW_REQUESTED", review.pk),
    ]
    assert events[1].payload == {
        "notification": review.pk,
        "channel": "SMS",
        "occasion": "REVIEW_REQUEST",
        "sendAfter": review.send_after.isoformat(),
    }
