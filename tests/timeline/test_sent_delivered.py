"""Truth tables of SENT and DELIVERED: what completes the step, what alone does not."""

import pytest

from saleor_order_central.timeline.view import EntryKind, StepState, Visibility

PICKING = "placed+ paid+ preparing* sent. delivered."
PACKED = "placed+ paid+ preparing+ sent* delivered."
SENT = "placed+ paid+ preparing+ sent+ delivered*"


HALF = [
    pytest.param(None, None, "", ("shippedAt", "code"), PICKING, id="000-22-no-shipment"),
    pytest.param("", None, "", ("shippedAt", "code"), PACKED, id="000-22-neither"),
    pytest.param("AB1", None, "", ("shippedAt",), PACKED, id="000-22-B-01-code-without-date"),
    pytest.param("", 3, "", ("code",), PACKED, id="000-22-B-01-date-without-code"),
    pytest.param(" \t", 3, "", ("code",), PACKED, id="000-22-blank-code"),
    pytest.param("AB1", 3, "", (), SENT, id="000-22-both"),
    pytest.param("AB1", 3, "is_waiting", ("shippedAt",), PACKED, id="000-22-waits-for-approval"),
    pytest.param("AB1", 3, "is_canceled", ("shippedAt", "code"), PICKING, id="000-22-shipment-canceled"),
]


@pytest.mark.parametrize(("code", "hours", "flag", "missing", "expected"), HALF)
def test_sent_needs_code_and_date(
    code, hours, flag, missing, expected, facts, paid, shipment, build, step, states, at
):
    # given
    flags = {flag: True} if flag else {}
    date = None if hours is None else at(hours)
    shipments = () if code is None else (shipment(code=code, shipped_at=date, **flags),)

    # when
    timeline = build(facts(money=paid, shipments=shipments, is_fully_fulfilled=bool(shipments)))

    # then
    assert states(timeline) == expected
    assert step(timeline, "sent").missing == missing
    assert step(timeline, "sent").completed_at == (None if missing else at(3))


def test_000_22_halves_of_two_shipments_make_no_whole(facts, paid, shipment, build, step):
    # given
    shipments = (shipment(1, code=""), shipment(2, shipped_at=None))

    # when
    sent = step(build(facts(money=paid, shipments=shipments, is_fully_fulfilled=True)), "sent")

    # then
    assert sent.missing == ("shippedAt", "code")


@pytest.mark.parametrize(
    ("is_fully_fulfilled", "state", "missing"),
    [
        pytest.param(True, StepState.DONE, (), id="001-21-all-goods-left"),
        pytest.param(False, StepState.CURRENT, ("remainingItems",), id="001-21-part-of-the-goods-left"),
    ],
)
def test_several_parcels(is_fully_fulfilled, state, missing, facts, paid, shipment, build, step, at):
    # given
    shipments = (shipment(1), shipment(2, code="", shipped_at=at(4)), shipment(3, shipped_at=at(5)))
    order = facts(money=paid, shipments=shipments, is_fully_fulfilled=is_fully_fulfilled)

    # when
    sent = step(build(order), "sent")

    # then
    assert (sent.state, sent.missing) == (state, missing)
    assert [parcel.code for parcel in sent.parcels] == ["AB123", "", "AB123"]
    assert sent.completed_at == (at(5) if is_fully_fulfilled else None)


@pytest.mark.parametrize(
    ("strict", "slugs", "state"),
    [
        pytest.param(True, ["sent"], StepState.CURRENT, id="000-22-strict-status-is-no-proof"),
        pytest.param(False, ["sent"], StepState.DONE, id="003-15-lenient-status-sent"),
        pytest.param(False, ["sent", "at depot"], StepState.DONE, id="003-15-lenient-past-status-sent"),
        pytest.param(False, ["ready"], StepState.CURRENT, id="003-15-lenient-other-status"),
    ],
)
def test_status_sent_without_code(
    strict, slugs, state, facts, paid, change, status, build, step, warnings_of, at
):
    # given
    entries = [change(status(slug, is_customer_visible=False), 3 + i) for i, slug in enumerate(slugs)]

    # when
    timeline = build(facts(money=paid), *entries, strict_sent_step=strict)

    # then
    assert step(timeline, "sent").state is state
    assert ("TRACKING_MISSING" in warnings_of(timeline)) is ("sent" in slugs)
    if state is StepState.DONE:
        assert step(timeline, "sent").completed_at == at(3)
        assert step(timeline, "sent").evidence.source is EntryKind.STATUS_CHANGE


@pytest.mark.parametrize(
    ("shipments", "expected"),
    [
        pytest.param((), "placed+ paid+ preparing* sent- delivered.", id="000-22-nothing-to-ship"),
        pytest.param(("",), "placed+ paid+ preparing+ sent- delivered*", id="000-22-digital-fulfilment"),
        pytest.param(("AB1",), SENT, id="000-22-shipped-anyway"),
    ],
)
def test_goods_without_shipping(shipments, expected, facts, paid, shipment, build, states):
    # given
    order = facts(
        money=paid,
        is_shipping_required=False,
        is_fully_fulfilled=bool(shipments),
        shipments=tuple(shipment(i, code=code) for i, code in enumerate(shipments, 1)),
    )

    # when / then
    assert states(build(order)) == expected


@pytest.mark.parametrize(
    ("slug", "changes", "is_done"),
    [
        pytest.param("finalized", {}, True, id="000-19-finalized"),
        pytest.param("finalized", {"type": None}, True, id="000-19-finalized-by-its-fact"),
        pytest.param("picked up", {"type": "CONCLUDED"}, True, id="000-23-custom-concluded"),
        pytest.param("picked up", {"type": "IN_PROGRESS"}, False, id="000-23-custom-in-progress"),
        pytest.param("picked up", {"type": None}, False, id="000-23-custom-without-type"),
        pytest.param("sent", {}, False, id="000-25-sent-is-not-delivered"),
    ],
)
def test_delivered_by_status(slug, changes, is_done, facts, change, status, build, step, at):
    # when
    timeline = build(facts(), change(status("received"), 1), change(status(slug, **changes), 5))

    # then
    delivered = step(timeline, "delivered")
    assert (delivered.state is StepState.DONE) is is_done
    assert delivered.completed_at == (at(5) if is_done else None)
    assert delivered.missing == (() if is_done else ("delivery",))


def test_000_23_date_is_the_start_of_the_uninterrupted_run(facts, change, status, build, step, at):
    # given
    concluded = status("collected", type="CONCLUDED")
    refused = status("refused", type="CANCELED", fact="DELIVERED")
    slugs = [status("finalized"), refused, concluded, status("finalized"), concluded]
    entries = [change(target, 1 + i) for i, target in enumerate(slugs)]

    # when
    delivered = step(build(facts(), *entries), "delivered")

    # then
    assert delivered.completed_at == at(3)
    assert delivered.evidence.object_id == "entry:30"


def test_000_23_taken_back_when_the_status_goes_back(facts, change, status, build, step):
    # when
    timeline = build(facts(), change(status("finalized"), 1), change(status("sent"), 2))

    # then
    assert step(timeline, "delivered").state is StepState.PENDING


def test_000_24_concluded_before_shipped(facts, paid, change, status, build, states, warnings_of, at):
    # when
    timeline = build(facts(money=paid), change(status("finalized"), 4), change(status("finalized"), 6))

    # then
    assert states(timeline) == "placed+ paid+ preparing+ sent. delivered+"
    assert warnings_of(timeline) == {"CONCLUDED_BEFORE_SHIPPED": at(4)}


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"is_shipping_required": False}, id="000-24-nothing-to-ship"),
        pytest.param({"is_fully_fulfilled": True}, id="000-24-shipped"),
    ],
)
def test_concluded_in_time(changes, facts, shipment, change, status, build, warnings_of):
    # given
    shipments = (shipment(),) if "is_fully_fulfilled" in changes else ()

    # when
    timeline = build(facts(shipments=shipments, **changes), change(status("finalized"), 4))

    # then
    assert "CONCLUDED_BEFORE_SHIPPED" not in warnings_of(timeline)


def test_000_19_evidence_of_a_hidden_status_is_for_staff(facts, change, status, build, step):
    # when
    hidden = status("handed over", type="CONCLUDED", is_customer_visible=False)
    delivered = step(build(facts(), change(hidden, 3)), "delivered")

    # then
    assert delivered.evidence.visibility is Visibility.STAFF
