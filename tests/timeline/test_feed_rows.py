"""Our own history rows in the feed: what customers see of them, what outlives the definition."""

from decimal import Decimal

import pytest

from saleor_order_central.author import AuthorType
from saleor_order_central.host.facts import CoreEventKind
from saleor_order_central.timeline.build import build_feed
from saleor_order_central.timeline.view import EntryKind, Visibility


@pytest.mark.parametrize(
    ("visibility", "slug_changes", "is_shown"),
    [
        pytest.param(Visibility.CUSTOMER, {}, True, id="003-10-visible"),
        pytest.param(Visibility.STAFF, {}, False, id="B-12-staff-row"),
        pytest.param(Visibility.CUSTOMER, {"is_customer_visible": False}, False, id="B-12-hidden-status"),
    ],
)
def test_status_change(visibility, slug_changes, is_shown, facts, change, status):
    # given
    row = change(status("ready", **slug_changes), 1, visibility=visibility, user_pk=99, app_name="Robot")

    # when
    (for_staff,) = build_feed(facts(), [row], for_staff=True)
    for_customer = build_feed(facts(), [row], for_staff=False)

    # then
    assert (for_staff.user_pk, for_staff.app_name, for_staff.subject) == (99, "Robot", "Ready")
    assert (for_staff.visibility is Visibility.CUSTOMER) is is_shown
    assert len(for_customer) == is_shown
    for entry in for_customer:
        assert (entry.user_pk, entry.app_name, entry.author_type) == (None, "", AuthorType.STAFF)


@pytest.mark.parametrize(
    ("is_visible", "is_deleted", "label"),
    [
        pytest.param(True, False, "Before", id="B-12-visible"),
        pytest.param(False, False, "", id="B-12-hidden"),
        pytest.param(False, True, "", id="B-12-deleted-so-unknown"),
    ],
)
def test_earlier_status_that_was_internal_stays_unnamed(is_visible, is_deleted, label, facts, change, status):
    # given
    before = None if is_deleted else status("before", is_customer_visible=is_visible)
    row = change(status("ready"), 1, status_from=before, status_from_label="Before")

    # when
    (for_customer,) = build_feed(facts(), [row], for_staff=False)
    (for_staff,) = build_feed(facts(), [row], for_staff=True)

    # then
    assert for_customer.status_from_label == label
    assert for_customer.status_from == (before if is_visible else None)
    assert for_staff.status_from_label == "Before"


@pytest.mark.parametrize("for_staff", [pytest.param(True, id="staff"), pytest.param(False, id="customer")])
def test_004_06_words_outlive_edits_and_deletes(for_staff, facts, change, status):
    # given
    words = "status_to_label" if for_staff else "status_to_customer_label"
    rows = [
        change(status("ready", label="New words", source_label="New words"), 1, **{words: "Old words"}),
        change(None, 2, **{words: "Gone"}),
    ]

    # when
    feed = build_feed(facts(), rows, for_staff=for_staff)

    # then
    assert [entry.status_to_label for entry in feed] == ["Old words", "Gone"]


def test_words_that_still_hold_are_translated_for_the_customer(facts, change, status):
    # given a status in the customer's language, and a row with the shop's own words and the staff's name
    ready = status("ready", label="Enviado", source_label="Sent")
    row = change(ready, 1, status_to_label="Gone with courier", status_to_customer_label="Sent")

    # when
    (for_customer,) = build_feed(facts(), [row], for_staff=False)

    # then
    assert (for_customer.status_to_label, for_customer.subject) == ("Enviado", "Enviado")


@pytest.mark.parametrize("for_staff", [pytest.param(True, id="staff"), pytest.param(False, id="customer")])
def test_004_08_event_has_subject_and_message(for_staff, facts, change):
    # given
    row = change(None, 1, kind=EntryKind.EVENT, subject="Delay", message="One more day.")

    # when
    (entry,) = build_feed(facts(), [row], for_staff=for_staff)

    # then
    assert (entry.subject, entry.message) == ("Delay", "One more day.")


@pytest.mark.parametrize("for_staff", [pytest.param(True, id="staff"), pytest.param(False, id="customer")])
def test_refund_of_a_transaction_is_told_though_saleor_wrote_no_event(for_staff, facts, money, at):
    # given
    refunded = money(is_fully_charged=True, refunded=Decimal("12.50"), refunded_at=at(9))

    # when
    (entry,) = build_feed(facts(money=refunded), [], for_staff=for_staff)

    # then
    assert (entry.kind, entry.date, entry.author_type) == (EntryKind.CORE_EVENT, at(9), AuthorType.SYSTEM)
    assert entry.subject == "Refunded 12.50 EUR"


def test_refund_that_saleor_wrote_down_is_told_once(facts, money, event, at):
    # given
    refunded = money(is_fully_charged=True, refunded=Decimal("12.50"), refunded_at=at(9))
    told = event(CoreEventKind.REFUNDED, 9, amount=Decimal("12.50"))

    # when
    feed = build_feed(facts(money=refunded, events=(told,)), [], for_staff=True)

    # then
    assert [entry.id for entry in feed] == ["event:1"]
