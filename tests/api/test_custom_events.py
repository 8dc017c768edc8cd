"""`orderCustomEventCreate` with formatted text, files and images (004-10)."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core import mail
from PIL import Image

from saleor_order_central.attachments.models import OrderAttachment
from saleor_order_central.host import get_host
from saleor_order_central.notifications.delivery import deliver_due
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.timeline.models import OrderEntry
from tests.shop_rows import make_order

EVENT = """mutation($order: ID!, $input: OrderCustomEventInput!) {
    orderCustomEventCreate(order: $order, input: $input) {
        entry { message messageHtml attachments { fileName contentType url uploadedBy } }
        errors { field code } } }"""
HISTORY = """query($id: ID!) { orderCentral(id: $id) { history(first: 50, where: {kinds: [EVENT]}) {
    edges { node { subject message messageHtml attachments { fileName contentType } } } } } }"""
PDF = ("plan.exe", b"%PDF-1.7\na plan")


def picture() -> tuple[str, bytes]:
    target = BytesIO()
    Image.new("RGB", (20, 20)).save(target, "PNG")
    return "sample.png", target.getvalue()


@pytest.fixture
def order(customer, configure, settings, tmp_path):
    configure(saleor_mails="off", undo_seconds=0)
    # Saleor 3 may have a storage of its own for private files.
    settings.MEDIA_ROOT = settings.PRIVATE_MEDIA_ROOT = str(tmp_path)
    return make_order(user=customer)


def write(api, order_id, order, *files, **values):
    input = {"subject": "Your engraving", **values}
    return api.upload(EVENT, *files, order=order_id(order), input=input)["orderCustomEventCreate"]


def events(api, order_id, order):
    history = api.data(HISTORY, id=order_id(order))["orderCentral"]["history"]
    return [edge["node"] for edge in history["edges"]]


def test_004_10_formatted_text_files_and_images_come_back_and_go_out(
    staff_api, customer_api, order, order_id
):
    html = '<p>Is it <b>right</b>?</p><script>alert(1)</script><a href="javascript:alert(1)">x</a>'
    made = write(staff_api, order_id, order, picture(), PDF, messageHtml=html)
    # then staff has it back, cleaned, with a plain form made of it
    kept = '<p>Is it <b>right</b>?</p><a rel="noopener noreferrer nofollow">x</a>'
    assert made["errors"] == []
    assert (made["entry"]["message"], made["entry"]["messageHtml"]) == ("Is it right?\n\nx", kept)
    assert {one["uploadedBy"] for one in made["entry"]["attachments"]} == {"STAFF"}
    # and the customer reads the same, with the files
    files = [
        {"fileName": "sample.jpg", "contentType": "image/jpeg"},
        {"fileName": "plan.pdf", "contentType": "application/pdf"},
    ]
    assert events(customer_api, order_id, order) == [
        {
            "subject": "Your engraving",
            "message": "Is it right?\n\nx",
            "messageHtml": kept,
            "attachments": files,
        }
    ]
    # and gets it by e-mail, once, in both forms and with the files
    with get_host().allow_writer():
        deliver_due()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["ana@example.com"], "Your engraving")
    assert "Is it right?" in letter.body
    assert kept in letter.alternatives[0][0]
    assert [(name, kind) for name, _data, kind in letter.attachments] == [
        (one["fileName"], one["contentType"]) for one in files
    ]


def test_an_event_for_staff_shows_its_files_to_staff_only(staff_api, customer_api, order, order_id):
    made = write(staff_api, order_id, order, PDF, messageHtml="<i>Secret</i>", visibility="STAFF")
    assert [one["fileName"] for one in made["entry"]["attachments"]] == ["plan.pdf"]
    assert [one["messageHtml"] for one in events(staff_api, order_id, order)] == ["<i>Secret</i>"]
    assert events(customer_api, order_id, order) == []
    assert OrderNotification.objects.filter(order=order).count() == 0


@pytest.mark.parametrize(
    ("values", "files", "error"),
    [
        ({"messageHtml": "<script>alert(1)</script>"}, (), ("messageHtml", "INVALID")),
        ({"messageHtml": "x" * 100_001}, (), ("messageHtml", "INVALID")),
        ({}, (("run.exe", b"MZ\0\0"),), ("attachments", "FILE_TYPE_NOT_ALLOWED")),
        ({}, (PDF,) * 11, ("attachments", "TOO_MANY_ITEMS")),
    ],
    ids=["nothing is left", "too long", "a program", "too many"],
)
def test_what_cannot_be_taken_writes_nothing(staff_api, order, order_id, values, files, error):
    found = write(staff_api, order_id, order, *files, **values)
    assert [(one["field"], one["code"]) for one in found["errors"]] == [error]
    assert (OrderEntry.objects.count(), OrderAttachment.objects.count()) == (0, 0)


def test_the_same_key_with_other_files_is_a_conflict(staff_api, order, order_id):
    for _again in range(2):
        assert write(staff_api, order_id, order, PDF, idempotencyKey="one")["errors"] == []
    assert (OrderEntry.objects.count(), OrderAttachment.objects.count()) == (1, 1)
    found = write(staff_api, order_id, order, picture(), idempotencyKey="one")
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("idempotencyKey", "CONFLICT")]
    assert (OrderEntry.objects.count(), OrderAttachment.objects.count()) == (1, 1)
