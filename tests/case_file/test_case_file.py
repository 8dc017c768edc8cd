"""The case file of an order: every kind of entry is in it, memos only when asked, and only staff gets it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.test import Client
from pypdf import PdfReader

from saleor_order_central.attachments.pictures import CleanFile
from saleor_order_central.author import Author, AuthorType
from saleor_order_central.case_file import document, links, wording
from saleor_order_central.case_file.document import PARTS, case_file
from saleor_order_central.case_file.pdf import case_file_pdf
from saleor_order_central.conversations.forwarding import forward_to_colleague
from saleor_order_central.conversations.memos import add_memo
from saleor_order_central.conversations.words import Words
from saleor_order_central.feedback.models import OrderFeedback
from saleor_order_central.host import get_host
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.events import EventRequest, create_event
from saleor_order_central.statuses.models import OrderStatusDefinition
from saleor_order_central.statuses.request import StatusChangeRequest
from saleor_order_central.statuses.services import change_status
from saleor_order_central.statuses.undo import undo_change
from saleor_order_central.timeline.view import EntryKind, Visibility
from saleor_order_central.tracking.models import OrderParcel
from saleor_order_central.withdrawals.kinds import WithdrawalStatus
from saleor_order_central.withdrawals.models import Withdrawal
from saleor_order_central.withdrawals.services import update_status
from tests.api.test_withdrawals import change as switch_withdrawals
from tests.api.test_withdrawals import submit, units
from tests.conftest import Api
from tests.conversations.conftest import answer, customer_writes
from tests.returns.completion_rows import RESTOCK, complete, received, sent_and_paid
from tests.shop_rows import add_event, add_invoice, facts_of, make_app, make_user

MARKER = "PLANTED-MEMO-4711"
QUERY = """query($id: ID!, $memos: Boolean) { orderCentral(id: $id) {
  caseFile(includeMemos: $memos) { content expiresAt pdf: url json: url(format: JSON) } } }"""
STAFF = Author(AuthorType.STAFF)


@pytest.fixture
def story(customer, configure, settings_api):
    """An order to which everything happened that can."""
    configure(saleor_mails="off", undo_seconds="60")
    switch_withdrawals(settings_api, isEnabled=True)
    with get_host().allow_writer():
        order, _stock = sent_and_paid()
        order.user = customer
        order.save()
        now = datetime.now(UTC)
        add_invoice(order, "F-1", created_at=now)
        add_event(order, "note_added", now, message=MARKER)
        parcel = OrderParcel.objects.filter(order=order).first()
        parcel.carrier_events.create(
            dedupe_key="one", code=parcel.normalized_code, type="IN_TRANSIT", happened_at=now, provider="t"
        )
        create_event(facts_of(order), EventRequest("Called us", "On Monday."), author=STAFF)
        memo = EventRequest(MARKER, MARKER, visibility=Visibility.STAFF)
        create_event(facts_of(order), memo, author=STAFF)
        OrderStatusDefinition.objects.create(slug="own", name="Own", kind="CUSTOM", type="IN_PROGRESS")
        wanted = StatusChangeRequest("own", comment=MARKER, visibility=Visibility.STAFF)
        changed = change_status(facts_of(order), wanted, author=STAFF)
        undo_change(order.pk, changed.pk, author=STAFF)
        request = received(order, (2, RESTOCK), reason_note="Too small.")
        type(request).objects.update(staff_note=MARKER)
        request.refresh_from_db()
        complete(order, request, credit_note=True)
        told = make_user("desk@example.com", "order.manage_orders", is_staff=True)
        customer_writes(order)
        add_memo(facts_of(order), Words(MARKER, subject=MARKER), author=STAFF)
        thread = answer(order, told, MARKER, show_to_customer=False).thread
        forward_to_colleague(
            thread.pk, told.pk, permission="order.manage_orders", comment=MARKER, author=STAFF
        )
        made = submit(Api().sign_in(customer), order, **units(order, 1))["withdrawal"]
        update_status(
            Withdrawal.objects.get(number=made["number"]).pk,
            WithdrawalStatus.INVALID,
            note=MARKER,
            return_pk=None,
            author=STAFF,
        )
        OrderFeedback.objects.create(order=order, service_rating=4, comment="Thanks")
        record_orders([order.pk])
        return order


def read(order, *, memos=False):
    with get_host().allow_writer():
        return case_file(order.pk, include_memos=memos, using="default")


def test_every_kind_of_entry_is_in_it(story):
    found, whole = read(story), read(story, memos=True)
    kinds = {kind.value for kind in EntryKind}
    assert {one["kind"] for one in found["history"]} == kinds - {"MEMO"}
    assert {one["kind"] for one in whole["history"]} == kinds
    assert found["history"] == sorted(found["history"], key=lambda one: one["date"])


def test_every_part_is_in_it(story):
    found = read(story)
    assert {name for name in found if name not in PARTS} == {
        "format",
        "generatedAt",
        "includesMemos",
        "order",
        "timeline",
        "history",
        "parcels",
        "invoices",
        "conversation",
        "messages",
        "feedback",
        "returns",
        "refunds",
        "creditNotes",
        "withdrawals",
    }
    assert found["order"]["total"]["currency"] == "USD"
    assert Decimal(found["order"]["total"]["amount"]) == 30
    assert Decimal(found["refunds"][0]["amount"]["amount"]) == 20
    (request,) = found["returns"]
    assert (request["state"], request["outcome"]) == ("COMPLETED", "REFUND")
    (line,) = request["lines"]
    assert (line["words"], line["found"][0]["disposition"]) == ("Too small.", "RESTOCK")
    assert found["refunds"][0]["return"] == request["number"]
    assert found["creditNotes"][0]["number"].startswith("CN-")
    (stated,) = found["withdrawals"]
    assert (stated["status"], stated["lines"]) == ("INVALID", [{"name": "Mug (Blue)", "quantity": 1}])
    assert stated["number"] in stated["receipt"]
    assert found["parcels"][0]["events"][0]["type"] == "IN_TRANSIT"
    assert [one["text"] for one in found["conversation"]] == ["Where is my parcel?"]
    assert "RETURN_COMPLETED" in {one["occasion"] for one in found["messages"]}


def test_memos_are_in_it_only_when_asked(story):
    without, whole = json.dumps(read(story)), json.dumps(read(story, memos=True))
    assert MARKER not in without
    # the note of Saleor, the entry of staff, the comment, the note of the return, memos, and the mail of a
    # conversation that was given to a colleague
    assert whole.count(MARKER) >= 8


def test_the_paper_says_the_same(story):
    found = read(story)
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(case_file_pdf(found))).pages)
    for part in (
        f"Case file of order {found['order']['number']}",
        "Too small.",
        found["creditNotes"][0]["number"],
        "Called us",
    ):
        assert part in text
    assert MARKER not in text
    whole = read(story, memos=True)
    assert MARKER in "".join(page.extract_text() for page in PdfReader(BytesIO(case_file_pdf(whole))).pages)


def test_every_name_in_it_has_words_on_the_paper(story):
    whole = read(story, memos=True)
    parts = {name: part for name, part in whole.items() if isinstance(part, (dict, list))}
    assert set(parts) - set(PARTS) <= set(wording.PARTS)
    assert names_in(list(parts.values())) <= set(wording.FIELDS)


def names_in(value):
    """Names at any depth; those of money are no names, and `line` is the key of a credit note's row."""
    if isinstance(value, list):
        return {name for one in value for name in names_in(one)}
    if not isinstance(value, dict) or set(value) == {"amount", "currency"}:
        return set()
    return (set(value) - {"line"}) | names_in(list(value.values()))


def test_it_costs_the_same_for_a_long_story(story, statements):
    with get_host().allow_writer():
        with statements() as short:
            case_file(story.pk, include_memos=True, using="default")
        for number in range(5):
            create_event(facts_of(story), EventRequest(f"Event {number}", ""), author=STAFF)
        with statements() as long:
            case_file(story.pk, include_memos=True, using="default")
    assert len(long) == len(short)


def test_files_of_the_conversation_and_of_events_are_named(story, settings, tmp_path):
    settings.MEDIA_ROOT = settings.PRIVATE_MEDIA_ROOT = str(tmp_path)
    file, secret = (CleanFile(f"{name}.pdf", "application/pdf", b"%PDF-", name * 64) for name in "ab")
    named = [{"name": "a.pdf", "type": "application/pdf", "sha256": "a" * 64}]
    with get_host().allow_writer():
        told = make_user("clerk@example.com", "order.manage_orders", is_staff=True)
        answer(story, told, "Look.", files=(file,), regardless=True)
        create_event(facts_of(story), EventRequest("Proof", files=(file,)), author=STAFF)
        hidden = EventRequest("Inner", files=(secret,), visibility=Visibility.STAFF)
        create_event(facts_of(story), hidden, author=STAFF)
        add_memo(facts_of(story), Words("Inner", files=(secret,)), author=STAFF)
    found = read(story)
    assert [one["files"] for one in found["conversation"] if "files" in one] == [named]
    assert [one["files"] for one in found["history"] if "files" in one] == [named]
    assert "b.pdf" not in json.dumps(found)
    assert json.dumps(read(story, memos=True)).count("b.pdf") == 2
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(case_file_pdf(found))).pages)
    assert text.count("a.pdf") == 2


def test_an_unknown_order_has_none(db):
    with get_host().allow_writer():
        pk = get_host().order_pk("999999" if get_host().line == "saleor2" else "0" * 32)
        assert case_file(pk, include_memos=True, using="default") is None


def test_another_room_adds_its_part(story, monkeypatch):
    monkeypatch.setitem(document.PARTS, "letters", lambda pk, memos, using: [{"memos": memos}])
    assert read(story, memos=True)["letters"] == [{"memos": True}]


def ask(api, order_id, order, *, memos=False):
    page = api.data(QUERY, id=order_id(order), memos=memos)["orderCentral"]
    return page and page["caseFile"]


def fetch(url):
    return Client().get(urlsplit(url).path)


def test_staff_reads_and_downloads_it(story, order_id, staff_api):
    found = ask(staff_api, order_id, story)
    content = json.loads(found["content"])
    assert content["order"]["number"] == facts_of(story).number
    as_json, as_pdf = fetch(found["json"]), fetch(found["pdf"])
    assert (as_json.status_code, as_json["Content-Type"]) == (200, "application/json")
    assert as_json.json()["history"] == content["history"]
    assert (as_pdf["Content-Type"], as_pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert as_pdf["Content-Disposition"].startswith('attachment; filename="case-file-')
    assert (as_pdf["X-Content-Type-Options"], as_pdf["Cache-Control"]) == ("nosniff", "private, no-store")
    assert MARKER in fetch(ask(staff_api, order_id, story, memos=True)["json"]).content.decode()


def test_nobody_else_gets_it(story, order_id, customer_api, api):
    _app, token = make_app("Reader", "product.manage_products")
    assert ask(customer_api, order_id, story) is None
    for one in (
        api,
        Api().sign_in(make_user("x@example.com", is_staff=True)),
        Api().with_header(f"Bearer {token}"),
    ):
        assert ask(one, order_id, story) is None


def test_links_cannot_be_made_up_or_kept(story, order_id, staff_api, monkeypatch):
    path = urlsplit(ask(staff_api, order_id, story)["json"]).path
    other = signing.dumps({"order": "1", "format": "JSON", "memos": True}, salt="other")
    for bad in (path[:-4] + "abc/", f"{path.rsplit('/', 2)[0]}/{other}/", path + "more"):
        assert fetch(bad).status_code == 404
    assert Client().post(path).status_code == 405
    monkeypatch.setattr(links, "MINUTES", -1)
    assert fetch(path).status_code == 404
