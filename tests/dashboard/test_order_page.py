"""One order: what staff reads, and everything that it does there."""

from __future__ import annotations

import pytest

from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.timeline.models import OrderEntry
from tests.shop_rows import NOON, add_event, hours, ship


@pytest.fixture
def order(placed, customer):
    return placed(user=customer, is_paid=True)


@pytest.fixture
def page(order, order_id):
    return f"/orders/{order_id(order)}"


def status_of(order):
    return OrderState.objects.get(order_id=order.pk).status.slug


def test_the_timeline_says_what_its_steps_rest_on(desk, order, page):
    ship(order, "AA123456785BR", NOON + hours(5))
    answer = desk.get(page)
    assert answer.status == 200
    assert "Payment confirmed" in answer.text
    assert "Evidence:" in answer.text
    assert "AA123456785BR" in answer.text
    assert "Known carrier" in answer.text
    assert 'aria-current="step"' in answer.html


def test_doubts_stand_above_everything(desk, order, page):
    desk.post(
        f"{page}/status", status="sent", visibility="CUSTOMER", email="SUPPRESS", sms="SUPPRESS", key="1"
    )
    assert "The status says sent, but no tracking code exists." in desk.get(page).text


def test_notes_of_saleor_are_in_the_history_and_marked_as_staffs(desk, order, page, staff_user):
    add_event(order, "note_added", NOON + hours(6), user=staff_user, message="Call before delivery")
    answer = desk.get(page)
    assert "Call before delivery" in answer.text
    assert "Staff only" in answer.text


@pytest.mark.parametrize("place", ["popup", "widget"])
def test_the_order_stands_beside_saleors_own_page(desk, order, page, place):
    desk.headers["HTTP_ORDER_CENTRAL_PLACE"] = place
    answer = desk.get(f"/{place}", orderId=page.removeprefix("/orders/"))
    assert answer.status == 200
    assert "Payment confirmed" in answer.text
    assert "<nav" not in answer.html


def test_beside_nothing_there_is_nothing(desk):
    assert desk.get("/widget").status == 404


def test_an_order_that_is_none_is_not_found(desk, order):
    wrong = (
        "T3JkZXI6OTk5OTk5"
        if not is_saleor_3()
        else "T3JkZXI6MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw"
    )
    assert desk.get(f"/orders/{wrong}").status == 404
    assert desk.get("/orders/nonsense").status == 400


def change(desk, page, **values):
    filled = {"visibility": "CUSTOMER", "email": "SUPPRESS", "sms": "SUPPRESS", "key": "key-1", **values}
    return desk.post(f"{page}/status", **filled)


def test_the_status_changes_with_a_message(desk, order, page):
    answer = change(desk, page, status="awaiting-payment", comment="Packed by Ana", subject="Packed")
    assert "The status was changed." in answer.text
    assert "Packed by Ana" in answer.text
    assert status_of(order) == "awaiting-payment"
    # A repeated form changes nothing more.
    change(desk, page, status="awaiting-payment", comment="Packed by Ana", subject="Packed")
    assert OrderEntry.objects.filter(order_id=order.pk, subject="Packed").count() == 1


def test_a_preview_shows_the_message_and_sends_nothing(desk, order, page, configure):
    configure(saleor_mails="off")
    before = status_of(order), OrderNotification.objects.count()
    answer = change(
        desk, page, status="awaiting-payment", email="SEND", comment="Hello {{ order_number }}", preview="1"
    )
    assert answer.status == 200
    assert "What the customer gets" in answer.text
    assert "ana@example.com" in answer.text
    assert (status_of(order), OrderNotification.objects.count()) == before


def test_the_workflow_is_kept_unless_a_reason_is_given(desk, manager, order, page):
    from saleor_order_central.statuses.models import OrderStatusDefinition

    present = status_of(order)
    OrderStatusDefinition.objects.filter(slug=present).update(next_statuses=["awaiting-payment"])
    assert "Against the workflow" in desk.get(f"{page}/status").html
    refused = change(desk, page, status="finalized")
    assert (refused.status, status_of(order)) == (422, present)
    assert 'role="alert"' in refused.html
    change(desk, page, status="finalized", force="on", comment="The carrier called", key="key-2")
    assert status_of(order) == "finalized"


def test_a_change_is_taken_back_while_its_message_waits(desk, order, page, configure):
    configure(undo_seconds="60")
    before = status_of(order)
    answer = change(desk, page, status="awaiting-payment")
    path = answer.html.split("/undo/")[1].split('"')[0]
    back = desk.post(f"{page}/undo/{path}")
    assert "The change was taken back." in back.text
    assert status_of(order) == before
    assert "/undo/" not in back.html


def test_after_that_time_nothing_offers_to_take_it_back(desk, order, page, configure):
    configure(undo_seconds="0")
    assert "/undo/" not in change(desk, page, status="awaiting-payment").html


def test_a_note_is_for_staff_alone(desk, order, page, customer_api, order_id):
    values = {"subject": "Fragile", "comment": "Wrap it twice", "visibility": "STAFF", "email": "DEFAULT"}
    answer = desk.post(f"{page}/message", **values, sms="DEFAULT", key="n1")
    assert "The note was added." in answer.text
    assert "Wrap it twice" in answer.text
    query = """query($id: ID!) { orderCentral(id: $id) {
        history(first: 50) { edges { node { subject message } } } } }"""
    assert "Wrap it twice" not in str(customer_api.answer(query, id=order_id(order)))


def test_a_message_reaches_the_customer(desk, order, page, configure, after_commit):
    configure(saleor_mails="off", undo_seconds="0")
    values = {"subject": "A word", "comment": "It leaves today", "visibility": "CUSTOMER", "email": "SEND"}
    answer = after_commit(desk.post, f"{page}/message", **values, sms="SUPPRESS", key="m1")
    assert "The message was added." in answer.text
    sent = OrderNotification.objects.get(order_id=order.pk, occasion="EVENT", channel_kind="EMAIL")
    assert (sent.recipient, sent.status) == ("ana@example.com", "SENT")
    assert "It leaves today" in sent.body
    # and once more by hand
    answer = desk.get(page)
    path = answer.html.split("/messages/")[1].split('"')[0]
    assert "The message goes out again." in desk.post(f"{page}/messages/{path}").text


def test_a_message_that_waits_is_stopped(desk, order, page, configure):
    configure(saleor_mails="off", undo_seconds="600")
    values = {"subject": "A word", "comment": "It leaves", "visibility": "CUSTOMER", "email": "SEND"}
    answer = desk.post(f"{page}/message", **values, sms="SUPPRESS", key="m1")
    path = answer.html.split("/messages/")[1].split('"')[0]
    assert path.endswith("cancel")
    assert "The message was stopped." in desk.post(f"{page}/messages/{path}").text
    assert (
        OrderNotification.objects.get(order_id=order.pk, occasion="EVENT", channel_kind="EMAIL").status
        == "CANCELED"
    )


def test_a_message_without_words_is_refused_at_its_field(desk, page):
    values = {"subject": "", "comment": "", "visibility": "CUSTOMER", "email": "DEFAULT", "sms": "DEFAULT"}
    answer = desk.post(f"{page}/message", **values, key="m1")
    assert answer.status == 422
    assert 'aria-invalid="true"' in answer.html


def test_saleor_itself_carries_out_events_of_one_click(desk, placed, order_id):
    order = placed()
    answer = desk.post(f"/orders/{order_id(order)}/event", event="PAID", email="SUPPRESS", key="e1")
    assert "The event was recorded." in answer.text
    assert order.events.filter(type="order_marked_as_paid").count() == 1


def test_parcels_are_added_corrected_and_deleted(desk, order, page):
    values = {"carrier": "", "email": "SUPPRESS"}
    desk.headers["HTTP_ORDER_CENTRAL_TIME_ZONE"] = "America/Sao_Paulo"
    made = desk.post(
        f"{page}/parcels/new", code="AA123456785BR", shipped_at="2026-03-02T10:00", key="p1", **values
    )
    assert "The parcel was saved." in made.text
    assert "AA123456785BR" in made.text
    path = next(link for link in made.reader.links if "/parcels/" in link and "new" not in link)
    path = path.split("/dashboard")[1]
    assert desk.get(path).value("shipped_at") == "2026-03-02T10:00"
    assert desk.get(path).value("code") == "AA123456785BR"
    changed = desk.post(path, code="AA123456799BR", shipped_at="2026-03-02T11:00", key="p2", **values)
    assert "AA123456785BR" not in changed.html.split('id="parcels"')[1].split("</section>")[0]
    gone = desk.post(f"{path}/delete")
    assert "The parcel was deleted." in gone.text
    assert "No parcels yet." in gone.text


def test_a_broken_date_is_named_at_its_field(desk, page):
    answer = desk.post(f"{page}/parcels/new", code="X", shipped_at="yesterday", email="DEFAULT", key="p1")
    assert answer.status == 422
    assert 'id="id_shipped_at-error"' in answer.html


def test_long_histories_have_pages(desk, order, page):
    for index in range(25):
        add_event(order, "note_added", NOON + hours(10 + index), message=f"Note {index:02}")
    first = desk.get(page)
    assert "Note 24" in first.text
    assert "Note 00" not in first.text
    following = next(link for link in first.reader.links if link.startswith("?after="))
    assert "Note 00" in desk.get(page + following).text


def test_hostile_texts_are_only_shown(desk, order, page):
    add_event(order, "note_added", NOON + hours(6), message="</section><script>alert(1)</script>")
    html = desk.get(page).html
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)" in html
