"""The rules of carrier events, without a database: kinds, sums, repetitions, signatures."""

from __future__ import annotations

import base64
import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_order_central.carrier_events.kinds import CarrierEventKind as Kind
from saleor_order_central.carrier_events.kinds import kind_of
from saleor_order_central.carrier_events.reports import ReportedEvent, clean_event, read_event
from saleor_order_central.carrier_events.signature import sign, verify_signature
from saleor_order_central.carrier_events.summary import EventFacts, ParcelSummary, summarise
from saleor_order_central.errors import OrderCentralFault
from tests.shop_rows import NOON, hours

SECRET = "a secret of the shop"


@pytest.mark.parametrize(
    ("provider", "code", "kind"),
    [
        ("api", "DELIVERED", Kind.DELIVERED),
        ("any", "out for-delivery", Kind.OUT_FOR_DELIVERY),
        ("any", "OutForDelivery", Kind.OUT_FOR_DELIVERY),
        ("any", "pre_transit", Kind.INFO_RECEIVED),
        ("any", "return_to_sender", Kind.RETURNING),
        (" InPost ", "avizo", Kind.ATTEMPT_FAILED),
        ("any", "avizo", Kind.UNKNOWN),
        ("any", "BDE-17", Kind.UNKNOWN),
        ("any", "", Kind.UNKNOWN),
    ],
)
def test_raw_codes_have_a_kind_and_unknown_ones_are_no_error(provider, code, kind):
    assert kind_of(provider, code) is kind


def at(kind: Kind, number: float, place: str = "", **estimates) -> EventFacts:
    return EventFacts(kind, NOON + hours(number), place, **estimates)


WAY = [
    at(Kind.INFO_RECEIVED, 0),
    at(Kind.IN_TRANSIT, 5, "Leipzig", estimated_from=NOON + hours(30), estimated_to=NOON + hours(34)),
    at(Kind.ATTEMPT_FAILED, 20, "Berlin"),
    at(Kind.DELIVERED, 40),
    at(Kind.UNKNOWN, 41),
]


def test_every_order_of_the_events_gives_the_same_sum():
    expected = ParcelSummary(
        last_type="UNKNOWN",
        last_at=NOON + hours(41),
        last_place="Berlin",
        delivered_at=NOON + hours(40),
        is_exception=False,
        promised_from=NOON + hours(30),
        promised_to=NOON + hours(34),
        moved_at=NOON + hours(5),
    )
    assert {summarise(order) for order in itertools.permutations(WAY)} == {expected}


def promised(kind, number, days):
    return at(kind, number, estimated_to=NOON + timedelta(days=days))


@pytest.mark.parametrize(
    ("events", "delayed"),
    [
        ([at(Kind.DELAYED, 5)], 5),
        ([at(Kind.DELAYED, 5), at(Kind.DELAYED, 9), at(Kind.IN_TRANSIT, 10)], 5),
        # A delay with its own new day is a delay; the next event that confirms the day ends it.
        ([promised(Kind.IN_TRANSIT, 1, 2), promised(Kind.DELAYED, 5, 4)], 5),
        ([promised(Kind.DELAYED, 5, 4), promised(Kind.IN_TRANSIT, 6, 4)], None),
        # The promise of before, told again, is no new one.
        ([promised(Kind.IN_TRANSIT, 1, 2), at(Kind.DELAYED, 5), promised(Kind.IN_TRANSIT, 6, 2)], 5),
        ([at(Kind.DELAYED, 5), promised(Kind.IN_TRANSIT, 6, 3), at(Kind.DELAYED, 7)], 7),
        ([at(Kind.DELAYED, 5), at(Kind.DELIVERED, 6)], None),
        ([promised(Kind.IN_TRANSIT, 1, 2)], None),
    ],
)
def test_001_04_a_delay_lasts_until_there_is_a_new_promise(events, delayed):
    expected = None if delayed is None else NOON + hours(delayed)
    assert {summarise(order).delayed_at for order in itertools.permutations(events)} == {expected}


def test_a_parcel_waits_at_its_pickup_point_until_it_moves():
    first = at(Kind.AVAILABLE_FOR_PICKUP, 5, "Shop 7", pickup_until=NOON + hours(99))
    waiting = summarise([at(Kind.IN_TRANSIT, 1, "Leipzig"), first, at(Kind.AVAILABLE_FOR_PICKUP, 20)])
    found = (waiting.pickup_since, waiting.pickup_place, waiting.pickup_until)
    assert found == (NOON + hours(5), "Shop 7", NOON + hours(99))
    for moved in (at(Kind.DELIVERED, 30), at(Kind.RETURNING, 30)):
        gone = summarise([first, moved])
        assert (gone.pickup_since, gone.pickup_place, gone.pickup_until) == (None, "", None)


def test_who_reported_and_when_a_carrier_first_had_the_parcel():
    events = [
        at(Kind.INFO_RECEIVED, 0, carrier="acme"),
        at(Kind.PICKED_UP, 3, carrier="other"),
        at(Kind.IN_TRANSIT, 4),
    ]
    found = summarise(events)
    assert (found.reporting_carriers, found.moved_at) == (("acme", "other"), NOON + hours(3))


@pytest.mark.parametrize(
    ("events", "delivered", "is_exception"),
    [
        ([], None, False),
        ([at(Kind.DELIVERED, 1), at(Kind.IN_TRANSIT, 2)], NOON + hours(1), False),
        ([at(Kind.DELIVERED, 1), at(Kind.DELIVERED, 3)], NOON + hours(1), False),
        ([at(Kind.RETURNING, 1), at(Kind.DELIVERED, 2)], None, True),
        ([at(Kind.DELIVERED, 1), at(Kind.RETURNED_TO_SENDER, 2)], None, True),
        ([at(Kind.DELAYED, 1)], None, True),
        ([at(Kind.DELAYED, 1), at(Kind.UNKNOWN, 2)], None, True),
        ([at(Kind.ATTEMPT_FAILED, 1), at(Kind.OUT_FOR_DELIVERY, 20)], None, False),
        ([at(Kind.UNKNOWN, 1)], None, False),
    ],
)
def test_delivery_and_problems(events, delivered, is_exception):
    found = summarise(events)
    assert (found.delivered_at, found.is_exception) == (delivered, is_exception)


REPORT = ReportedEvent(
    happened_at=NOON, kind=Kind.IN_TRANSIT, tracking_code="X1", provider="acme", raw_code="T", place="Rio"
)


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (replace(REPORT, happened_at=NOON.astimezone(timezone(timedelta(hours=-3)))), True),
        (replace(REPORT, description="other words", carrier="x"), True),
        (replace(REPORT, place="Recife"), False),
        (replace(REPORT, raw_code="U"), False),
        (replace(REPORT, provider="other"), False),
        (replace(REPORT, happened_at=NOON + timedelta(seconds=1)), False),
        (replace(REPORT, external_id="7"), False),
    ],
)
def test_a_repetition_is_known_by_its_content(other, is_same):
    assert (REPORT.dedupe_key(1) == other.dedupe_key(1)) is is_same
    assert REPORT.dedupe_key(1) != REPORT.dedupe_key(2)


def test_the_carriers_own_id_outweighs_the_content():
    one, two = replace(REPORT, external_id="7"), replace(REPORT, external_id="7", place="Recife")
    assert one.dedupe_key(1) == two.dedupe_key(1)
    assert replace(one, provider="other").dedupe_key(1) != one.dedupe_key(1)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"tracking_code": " "}, "events.0.trackingCode", "REQUIRED"),
        ({"kind": None, "raw_code": ""}, "events.0.type", "REQUIRED"),
        ({"happened_at": datetime(2026, 3, 2)}, "events.0.date", "INVALID"),
        ({"happened_at": NOON + timedelta(hours=27)}, "events.0.date", "INVALID"),
        ({"happened_at": datetime(1999, 12, 31, tzinfo=UTC)}, "events.0.date", "INVALID"),
        ({"country": "D1"}, "events.0.country", "INVALID"),
        ({"place": "x" * 251}, "events.0.place", "INVALID"),
        ({"external_id": "x" * 251}, "events.0.externalId", "INVALID"),
        ({"estimated_from": NOON + hours(2), "estimated_to": NOON}, "events.0.estimatedTo", "INVALID"),
        ({"estimated_to": NOON + timedelta(days=500)}, "events.0.estimatedTo", "INVALID"),
    ],
)
def test_events_that_cannot_be_right_are_refused(changes, field, code):
    with pytest.raises(OrderCentralFault) as refusal:
        clean_event(replace(REPORT, **changes), "events.0", now=NOON)
    assert (refusal.value.field, refusal.value.code.value) == (field, code)


def test_texts_are_cleaned_and_an_unknown_code_is_kept():
    event = replace(REPORT, kind=None, raw_code="ZZ\x00 9", place=" Rio\x1b\n de  Janeiro ", country="br")
    found = clean_event(event, "events.0", now=NOON)
    assert (found.kind, found.raw_code, found.place, found.country) == (
        Kind.UNKNOWN,
        "ZZ 9",
        "Rio de Janeiro",
        "BR",
    )


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["type", "date", "trackingCode", "rawCode", "x"]), inner)
        ),
        max_leaves=8,
    )
)
def test_whatever_json_arrives_is_read_or_refused(value):
    refusals, found = [], None
    try:
        found = clean_event(read_event(value, "events.0", "p"), "events.0", now=NOON)
    except OrderCentralFault as fault:
        refusals.append(fault.field)
    assert found is not None or str(refusals[0]).startswith("events.0")


BODY = b'{"events": []}'


def header(moment: str = "1000", body: bytes = BODY, secret: str = SECRET) -> str:
    return f"t={moment},v1={sign(secret, body, moment).hex()}"


@pytest.mark.parametrize(
    ("value", "now", "is_right"),
    [
        (header(), 1000, True),
        (header(), 1300, True),
        (header(), 700, True),
        (header(), 1301, False),
        (header(), 699, False),
        (f"t=1000,v1={base64.b64encode(sign(SECRET, BODY, '1000')).decode()}", 1000, True),
        (f"t=1000,v1={'0' * 64},v1={sign(SECRET, BODY, '1000').hex()}", 1000, True),
        (header(secret="another secret"), 1000, False),
        (header(body=BODY + b" "), 1000, False),
        (header().replace("t=1000", "t=1001"), 1001, False),
        (header() + ",t=1000", 1000, False),
        ("", 1000, False),
        ("t=1000", 1000, False),
        ("t=1000,v1=", 1000, False),
        ("t=1000,v1=" + "g" * 64, 1000, False),
        ("t=\u0661\u0660\u0660\u0660,v1=" + "0" * 64, 1000, False),
        ("t=" + "9" * 400, 1000, False),
        ("v1=" + "," * 2000, 1000, False),
    ],
)
def test_signatures(value, now, is_right):
    assert verify_signature(SECRET, BODY, value, now=now) is is_right


def test_without_a_secret_nothing_is_accepted():
    assert verify_signature("", BODY, header(secret=""), now=1000) is False
