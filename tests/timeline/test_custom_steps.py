"""Steps that the merchant's own statuses add, and where they stand (003-05)."""

from dataclasses import replace

import pytest

from saleor_order_central.timeline.build import timeline_for_customer
from saleor_order_central.timeline.view import StepState, Visibility


@pytest.mark.parametrize(
    ("is_default_visible", "expected"),
    [
        pytest.param(True, "received", id="003-03-falls-back-to-a-visible-default"),
        pytest.param(False, None, id="003-03-hidden-default-is-not-told"),
    ],
)
def test_hidden_status_is_not_told_to_customers(is_default_visible, expected, facts, status, change, build):
    # given
    hidden = status("fraud check", is_customer_visible=False)
    default = status("received", is_customer_visible=is_default_visible)

    # when
    timeline = timeline_for_customer(build(facts(), change(hidden, 2), default=default))

    # then
    assert (timeline.status.slug if timeline.status else None) == expected
    assert timeline.status == timeline.customer_status


CUSTOM = [
    pytest.param(["engraving"], True, "placed+ paid+ engraving* preparing. sent. delivered.", id="present"),
    pytest.param(
        ["engraving", "preparing"], True, "placed+ paid+ engraving+ preparing* sent. delivered.", id="past"
    ),
    pytest.param(
        ["engraving", "polishing"],
        True,
        "placed+ paid+ engraving+ polishing* preparing. sent. delivered.",
        id="past-and-present",
    ),
    pytest.param(
        ["engraving", "polishing", "engraving"],
        True,
        "placed+ paid+ polishing+ engraving* preparing. sent. delivered.",
        id="set-twice-is-one-step",
    ),
    pytest.param(["engraving"], False, "placed+ engraving* paid. preparing. sent. delivered.", id="unpaid"),
    pytest.param(
        ["ready", "engraving"],
        True,
        "placed+ paid+ preparing+ engraving* sent. delivered.",
        id="after-packing",
    ),
    pytest.param(
        ["ready", "engraving"],
        False,
        "placed+ paid. preparing+ engraving* sent. delivered.",
        id="after-packing-unpaid",
    ),
    pytest.param(
        ["engraving", "finalized"],
        True,
        "placed+ paid+ engraving+ preparing+ sent. delivered+",
        id="finished",
    ),
    pytest.param(
        ["engraving", "canceled"],
        True,
        "placed+ paid+ engraving+ preparing- sent- delivered- canceled!",
        id="canceled",
    ),
]


@pytest.mark.parametrize(("slugs", "is_paid", "expected"), CUSTOM)
def test_003_05_custom_status_adds_a_step(
    slugs, is_paid, expected, facts, money, paid, status, change, build, states
):
    # given
    rows = [change(status(slug), 2 + i) for i, slug in enumerate(slugs)]

    # when
    timeline = build(facts(money=paid if is_paid else money()), *rows)

    # then
    assert states(timeline) == expected


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"is_customer_visible": False}, id="003-05-hidden"),
        pytest.param({"type": None}, id="003-05-without-type"),
        pytest.param({"type": "CONCLUDED"}, id="003-05-concluded"),
        pytest.param({"type": "CANCELED"}, id="003-05-canceled"),
        pytest.param({"fact": "READY_TO_SHIP"}, id="003-05-states-a-fact"),
        pytest.param({"kind": "BUILT_IN"}, id="003-05-built-in"),
    ],
)
def test_other_statuses_add_no_step(changes, facts, status, change, build):
    # when
    timeline = build(facts(), change(status("engraving", **changes), 2))

    # then
    assert "CUSTOM" not in [step.code.value for step in timeline.steps]


def test_003_05_present_custom_step_is_current_and_not_completed(facts, paid, status, change, build):
    # when
    current = build(facts(money=paid), change(status("engraving"), 2)).current

    # then
    assert (current.label, current.state) == ("Engraving", StepState.CURRENT)
    assert (current.completed_at, current.duration_minutes) == (None, None)
    assert current.evidence.object_id == "entry:20"


def test_003_05_default_custom_status_adds_a_step(facts, status, build, states):
    # when
    timeline = build(facts(), default=status("reviewing"))

    # then
    assert states(timeline) == "placed+ reviewing* paid. preparing. sent. delivered."
    assert timeline.current.evidence.object_id == "order"


def test_001_16_facts_that_came_later_leave_the_custom_status_behind(
    facts, paid, shipment, status, change, build, states, step, at
):
    # given
    order = facts(money=paid, shipments=(shipment(),), is_fully_fulfilled=True)

    # when
    timeline = build(order, change(status("engraving"), 2))

    # then
    assert states(timeline) == "placed+ paid+ engraving+ preparing+ sent+ delivered*"
    assert step(timeline, "engraving").completed_at == at(2)
    assert step(timeline, "engraving").duration_minutes == 60
    assert step(timeline, "preparing").duration_minutes == 120


def test_001_16_custom_status_after_sending_is_current(facts, paid, shipment, status, change, build, states):
    # given
    order = facts(money=paid, shipments=(shipment(),), is_fully_fulfilled=True)

    # when
    timeline = build(order, change(status("at depot"), 4))

    # then
    assert states(timeline) == "placed+ paid+ preparing+ sent+ at depot* delivered."


def test_000_10_custom_step_of_the_same_moment_is_not_the_end(facts, status, change, build, states):
    # given
    rows = [change(status("engraving"), 2, pk=1), change(status("finalized"), 2, pk=2)]

    # when
    timeline = build(facts(), *rows)

    # then
    assert states(timeline) == "placed+ paid. preparing+ sent. delivered+ engraving+"
    assert timeline.current.slug == "delivered"


def test_001_16_fact_of_the_same_moment_does_not_leave_the_custom_status_behind(
    facts, paid, status, change, build, states
):
    # when
    timeline = build(facts(money=paid), change(status("engraving"), 1))

    # then
    assert states(timeline) == "placed+ paid+ engraving* preparing. sent. delivered."


def test_003_05_custom_status_before_the_order_follows_placed(facts, paid, status, change, build, states):
    # when
    timeline = build(facts(money=paid), change(status("imported"), -5), change(status("received"), 2))

    # then
    assert states(timeline) == "placed+ imported+ paid+ preparing* sent. delivered."


def test_B_01_customer_gets_no_proof_from_staff_rows(facts, status, change, build, step, at):
    # given
    rows = [
        change(status("engraving"), 1, visibility=Visibility.STAFF, message="memo"),
        change(status("handed over", type="CONCLUDED", is_customer_visible=False), 3),
    ]
    timeline = build(facts(), *rows)

    # when
    shown = timeline_for_customer(timeline)

    # then
    assert step(timeline, "delivered").evidence.message == "Handed Over"
    assert [found.evidence for found in (step(shown, "engraving"), step(shown, "delivered"))] == [None, None]
    assert (shown.current.slug, shown.current.completed_at) == ("delivered", at(3))
    assert shown.current is step(shown, "delivered")
    assert timeline.warnings
    assert shown.warnings == ()


def test_003_03_customer_reads_the_same_steps_as_staff(facts, paid, shipment, build):
    # given
    timeline = build(facts(money=paid, shipments=(shipment(),), is_fully_fulfilled=True))

    # when / then
    assert timeline_for_customer(timeline) == replace(timeline, warnings=())
