"""Doubts that carriers' events raise: against the status, the code and the shipping date."""

import pytest

from saleor_order_central.carrier_events.checkpoints import Checkpoint
from saleor_order_central.timeline.build import build_timeline
from saleor_order_central.timeline.view import TimelineRules


@pytest.fixture
def doubts(facts, shipment, status, change, warnings_of, at):
    """Warnings of one parcel with what its carrier told, by its columns."""

    def find(*slugs, late_since=None, **columns):
        told = {"last_type": "IN_TRANSIT", "last_at": at(9), **columns}
        checkpoint = Checkpoint(7, 1, 31, "AB123", at(3), **told)
        entries = [change(status(slug), 4 + place) for place, slug in enumerate(slugs)]
        timeline = build_timeline(
            facts(shipments=(shipment(parcel_pk=7),), is_fully_fulfilled=True),
            entries,
            default_status=None,
            parcels=(),
            rules=TimelineRules(),
            checkpoints={7: checkpoint},
            late_since=late_since,
        )
        wanted = {"LATE", "CARRIER_CONFLICT", "CARRIER_MISMATCH", "EVENT_BEFORE_SHIPPED"}
        return {code: since for code, since in warnings_of(timeline).items() if code in wanted}

    return find


def test_a_parcel_as_it_should_be_raises_none(doubts, at):
    calm = {"carrier": "acme", "reporting_carriers": ["acme"], "moved_at": at(4)}
    assert doubts("sent", **calm) == {}
    assert doubts("sent", "finalized", delivered_at=at(8), **calm) == {}


def test_concluded_although_the_parcel_is_on_its_way(doubts, at):
    assert doubts("finalized") == {"CARRIER_CONFLICT": at(4)}
    assert doubts("finalized", last_type="", last_at=None) == {}


def test_delivered_although_the_order_was_canceled(doubts, at):
    assert doubts("canceled", delivered_at=at(8)) == {"CARRIER_CONFLICT": at(8)}
    assert doubts("canceled") == {}


@pytest.mark.parametrize(
    ("carrier", "reporting", "is_warned"),
    [
        ("acme", ["other"], True),
        ("acme", ["acme", "other"], True),
        ("", ["acme", "other"], True),
        ("", ["other"], False),
        ("acme", [], False),
    ],
)
def test_events_of_another_carrier_or_of_several(doubts, at, carrier, reporting, is_warned):
    found = doubts("sent", carrier=carrier, reporting_carriers=reporting)
    assert found == ({"CARRIER_MISMATCH": at(9)} if is_warned else {})


@pytest.mark.parametrize(("hour", "is_warned"), [(-30, True), (-20, False), (5, False)])
def test_the_carrier_had_it_before_the_shipping_date(doubts, at, hour, is_warned):
    assert doubts("sent", moved_at=at(hour)) == ({"EVENT_BEFORE_SHIPPED": at(hour)} if is_warned else {})


def test_late_until_the_order_is_canceled(doubts, at):
    assert doubts("sent", late_since=at(7)) == {"LATE": at(7)}
    assert doubts("canceled", late_since=at(7)) == {}
