"""States of an order and what can be done about it: one row for each state, in words and in reasons."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.translation import override

from saleor_order_central.actions import CENTRE_OFF, IS_A_DRAFT, ActionDisabledReason
from saleor_order_central.conversations.actions import MESSAGES_OFF, memo_action, message_action
from saleor_order_central.statuses import actions as status_words
from saleor_order_central.statuses.actions import status_actions
from saleor_order_central.statuses.models import OrderStatusDefinition, Requirement
from saleor_order_central.timeline import actions as page_words
from saleor_order_central.timeline.actions import invoice_action, track_action
from saleor_order_central.timeline.build import build_parcels
from saleor_order_central.tracking import TrackingRules

Why = ActionDisabledReason
OFF, NEVER, DONE = Why.FEATURE_DISABLED, Why.STATUS_NOT_ALLOWED, Why.ALREADY_DONE
NEW = OrderStatusDefinition(pk=1, slug="new", is_active=True)
NEXT = OrderStatusDefinition(pk=2, slug="next", is_active=True)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def told(actions):
    """Reasons by code; every reason has words, and what is available has none."""
    for one in actions:
        assert (one.reason is None) is (one.explanation == "")
    return [(one.code.value, one.reason) for one in actions]


@pytest.mark.parametrize(
    ("state", "change", "cancel", "mark_paid"),
    [
        ({"can_cancel": True}, None, None, None),
        ({"is_draft": True}, NEVER, NEVER, NEVER),
        ({"is_canceled": True}, None, DONE, None),
        ({"is_expired": True}, None, DONE, None),
        ({"can_cancel": False}, None, NEVER, None),
        ({"can_cancel": True, "has_payment": True}, None, None, Why.PAYMENT_PENDING),
        ({"can_cancel": True, "has_payment": True, "is_paid": True}, None, None, DONE),
        ({"can_cancel": True, "is_paid": True}, None, None, DONE),
        ({"can_cancel": True, "has_payment": True, "refunded": "120"}, None, None, DONE),
        ({"can_cancel": True, "has_payment": True, "refunded": "119.99"}, None, None, Why.PAYMENT_PENDING),
        ({"can_cancel": True, "missing_information": ("billingAddress",)}, None, None, NEVER),
        ({"can_cancel": True, "missing_information": ("email", "phone")}, None, None, None),
        ({"can_cancel": True, "is_on": False}, OFF, OFF, OFF),
        ({"is_draft": True, "is_on": False}, OFF, OFF, OFF),
    ],
    ids=str,
)
def test_what_staff_can_do_in_each_state(facts, money, paid, state, change, cancel, mark_paid):
    own = ("is_on", "is_paid", "refunded")
    is_on, refunded = state.get("is_on", True), state.get("refunded", "0")
    changes = {name: value for name, value in state.items() if name not in own}
    held = paid if state.get("is_paid") else money(refunded=Decimal(refunded))
    found = facts(**changes, money=held)
    assert told(status_actions(found, NEW, (NEW, NEXT), is_on=is_on)) == [
        ("CHANGE_STATUS", change),
        ("CANCEL", cancel),
        ("MARK_PAID", mark_paid),
    ]


def status(**columns):
    return OrderStatusDefinition(**{"pk": 1, "slug": "new", "is_active": True, **columns})


@pytest.mark.parametrize(
    ("present", "others", "is_possible"),
    [
        (None, [NEXT], True),
        (None, [], False),
        (NEW, [NEXT], True),
        (NEW, [], False),
        (status(next_statuses=[]), [NEXT], False),
        (status(next_statuses=["other"]), [NEXT], False),
        (status(next_statuses=["next"]), [NEXT], True),
        (NEW, [status(pk=2, is_active=False)], False),
        (NEW, [status(pk=2, channels=["elsewhere"])], False),
        (NEW, [status(pk=2, channels=["default"])], True),
        (NEW, [status(pk=2, requirements=[Requirement.PAID])], False),
        (NEW, [status(pk=2, requirements=[Requirement.PAID]), NEXT], True),
    ],
    ids=lambda value: "-".join(one.slug for one in value) if isinstance(value, list) else "",
)
def test_a_status_can_be_changed_when_the_rules_let_another_follow(facts, present, others, is_possible):
    own = [] if present is None else [present]
    action = status_actions(facts(), present, [*own, *others], is_on=True)[0]
    assert (action.reason, action.explanation) == (
        (None, "") if is_possible else (NEVER, status_words.NOTHING_FOLLOWS)
    )


@pytest.mark.parametrize(
    ("given", "message", "memo"),
    [
        ({}, (None, ""), (None, "")),
        ({"is_draft": True}, (NEVER, IS_A_DRAFT), (NEVER, IS_A_DRAFT)),
        ({"is_on": False}, (OFF, CENTRE_OFF), (OFF, CENTRE_OFF)),
        ({"takes_messages": False}, (OFF, MESSAGES_OFF), (None, "")),
    ],
    ids=str,
)
def test_what_can_be_written(given, message, memo):
    values = {"is_draft": False, "is_on": True, "takes_messages": True, **given}
    first = message_action(**values)
    second = memo_action(is_draft=values["is_draft"], is_on=values["is_on"])
    assert ((first.reason, first.explanation), (second.reason, second.explanation)) == (message, memo)


@pytest.mark.parametrize(
    ("exists", "is_shown", "url", "is_used", "reason", "words"),
    [
        (True, True, "https://shop.example/1.pdf", True, None, ""),
        (True, True, "https://shop.example/1.pdf", False, OFF, page_words.INVOICES_OFF),
        (False, False, "", True, NEVER, page_words.NO_INVOICE),
        (True, False, "https://shop.example/1.pdf", True, Why.NOT_PAID, page_words.INVOICE_WAITS),
        (True, True, "", True, NEVER, page_words.NO_DOCUMENT),
    ],
)
def test_whether_an_invoice_can_be_opened(invoice, exists, is_shown, url, is_used, reason, words):
    rows = [replace(invoice, url=url)]
    action = invoice_action(rows if exists else [], rows if is_shown else [], is_used=is_used)
    assert (action.reason, action.explanation) == (reason, words)


@pytest.mark.parametrize(
    ("parcels", "is_used", "reason", "words"),
    [
        ([], True, Why.NOT_SHIPPED, page_words.NOTHING_SENT),
        ([{"code": "", "is_waiting": True}], True, Why.NOT_SHIPPED, page_words.NOTHING_SENT),
        ([{"code": ""}], True, NEVER, page_words.NO_LINK),
        ([{"code": "", "is_canceled": True}], True, Why.NOT_SHIPPED, page_words.NOTHING_SENT),
        ([{"code": ""}, {"code": "https://www.dhl.de/en/privatkunden.html?piececode=1"}], True, None, ""),
        ([{"code": "AA123456785BR"}], True, None, ""),
        ([{"code": "AA123456785BR"}], False, OFF, page_words.TRACKING_OFF),
    ],
    ids=str,
)
def test_whether_a_parcel_can_be_followed(facts, shipment, parcels, is_used, reason, words):
    sent = tuple(shipment(number, **values) for number, values in enumerate(parcels, 1))
    action = track_action(build_parcels(facts(shipments=sent), TrackingRules()), is_used=is_used)
    assert (action.reason, action.explanation) == (reason, words)
