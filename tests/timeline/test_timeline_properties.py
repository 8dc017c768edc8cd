"""What holds for every order, however odd: random facts and rows."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_order_central.author import AuthorType
from saleor_order_central.host.facts import (
    CoreEvent,
    CoreEventKind,
    InvoiceFacts,
    MoneyFacts,
    OrderFacts,
    ShipmentFacts,
)
from saleor_order_central.timeline.build import (
    build_feed,
    build_parcels,
    build_timeline,
    timeline_for_customer,
)
from saleor_order_central.timeline.view import (
    EntryKind,
    StatusView,
    StepCode,
    StepState,
    StoredEntry,
    TimelineRules,
    Visibility,
)
from saleor_order_central.tracking import TrackingRules

MARKER = "xyzzy"
START = datetime(2024, 2, 29, tzinfo=UTC)

booleans = st.booleans()
dates = st.integers(-3, 12).map(lambda hours: START + timedelta(hours=hours))
known_or_not = st.none() | dates
amounts = st.sampled_from([Decimal(0), Decimal(5), Decimal("119.999"), Decimal(120), Decimal(500)])


@st.composite
def statuses(draw: st.DrawFn) -> StatusView:
    """A status whose name gives it away when it is not for customers."""
    is_visible = draw(booleans)
    name = draw(st.sampled_from(["a", "b", "c"])) + ("" if is_visible else MARKER)
    return StatusView(
        pk=1,
        slug=name,
        label=name,
        kind=draw(st.sampled_from(["BUILT_IN", "CUSTOM"])),
        type=draw(st.sampled_from(["IN_PROGRESS", "IN_PROGRESS", "CONCLUDED", "CANCELED", None])),
        fact=draw(
            st.sampled_from(
                [
                    "NONE",
                    "NONE",
                    "PAID",
                    "PREPARING",
                    "READY_TO_SHIP",
                    "SENT",
                    "DELIVERED",
                    "CANCELED",
                    "REFUNDED",
                ]
            )
        ),
        is_customer_visible=is_visible,
    )


@st.composite
def stored_entries(draw: st.DrawFn) -> StoredEntry:
    """A row with the marker in all that customers may not read."""
    status_to, status_from = draw(st.none() | statuses()), draw(st.none() | statuses())
    visibility = draw(st.sampled_from(Visibility))
    is_hidden = visibility is Visibility.STAFF or (
        status_to is not None and not status_to.is_customer_visible
    )
    kind = draw(st.sampled_from([EntryKind.STATUS_CHANGE, EntryKind.STATUS_CHANGE, EntryKind.EVENT]))
    if kind is EntryKind.EVENT:
        status_to = status_from = None
        is_hidden = visibility is Visibility.STAFF
    words = MARKER if is_hidden else "words"
    return StoredEntry(
        pk=draw(st.integers(1, 10_000)),
        kind=kind,
        date=draw(dates),
        visibility=visibility,
        author_type=draw(st.sampled_from(AuthorType)),
        subject=words,
        message=words,
        user_pk=987_654,
        app_name=MARKER,
        status_from=status_from,
        status_to=status_to,
        status_from_label=MARKER if status_from is None or not status_from.is_customer_visible else "from",
        status_to_label=words,
    )


events = st.builds(
    CoreEvent,
    pk=st.integers(1, 99).map(str),
    kind=st.sampled_from(CoreEventKind),
    raw_type=st.just(MARKER),
    date=dates,
    message=st.just(MARKER),
    amount=st.none() | amounts,
    user_pk=st.sampled_from([None, 7, 987_654]),
    app_name=st.sampled_from(["", MARKER]),
    fulfillment_number=st.none() | st.integers(1, 3),
    tracking_text=st.just(MARKER),
)
shipments = st.builds(
    ShipmentFacts,
    fulfillment_pk=st.none() | st.integers(1, 99),
    number=st.integers(1, 3),
    code=st.sampled_from(["", "  ", "AB1", "https://track.example/1", "javascript:alert(1)"]),
    shipped_at=known_or_not,
    is_canceled=booleans,
    is_waiting=booleans,
)
money_facts = st.builds(
    MoneyFacts,
    currency=st.just("EUR"),
    total=st.sampled_from([Decimal(0), Decimal(120)]),
    is_fully_charged=booleans,
    is_fully_authorized=booleans,
    paid_at=known_or_not,
    authorized_at=known_or_not,
    refunded=amounts,
    refunded_at=known_or_not,
)
invoices = st.builds(
    InvoiceFacts,
    pk=st.integers(1, 9),
    number=st.sampled_from(["", "INV-1"]),
    url=st.sampled_from(["", "https://shop.example/1.pdf"]),
    created_at=known_or_not,
)
orders = st.builds(
    OrderFacts,
    order_pk=st.just(1),
    number=st.just("1"),
    channel=st.just(""),
    user_pk=st.sampled_from([None, 7]),
    language_code=st.just("en"),
    is_draft=booleans,
    placed_at=dates,
    money=money_facts,
    is_shipping_required=booleans,
    is_canceled=booleans,
    canceled_at=known_or_not,
    is_expired=booleans,
    is_fully_fulfilled=booleans,
    returned_at=known_or_not,
    is_fully_returned=booleans,
    shipments=st.lists(shipments, max_size=3).map(tuple),
    invoices=st.lists(invoices, max_size=2).map(tuple),
    events=st.lists(events, max_size=6).map(tuple),
)
rows = st.lists(stored_entries(), max_size=6)
all_rules = st.builds(TimelineRules, strict_sent_step=booleans, paid_when_authorized=booleans)


def built(order, entries, default, rules):
    parcels = build_parcels(order, TrackingRules())
    return build_timeline(order, entries, default_status=default, parcels=parcels, rules=rules)


def rule_000_10_001_05_exactly_one_step_is_current(order, entries, default, rules):
    timeline = built(order, entries, default, rules)

    current = [step for step in timeline.steps if step.state is StepState.CURRENT]
    assert sum(step is timeline.current for step in timeline.steps) == 1
    assert current in ([], [timeline.current])
    if not current:
        assert timeline.current.state in (StepState.DONE, StepState.FAILED)
        assert timeline.current.code in (
            StepCode.DELIVERED,
            StepCode.CANCELED,
            StepCode.RETURNED,
            StepCode.REFUNDED,
        )


def rule_000_20_to_000_23_steps_are_in_order_and_proved(order, entries, default, rules):
    timeline = built(order, entries, default, rules)

    codes = [step.code for step in timeline.steps if step.code is not StepCode.CUSTOM]
    assert codes == [code for code in StepCode if code in codes]
    assert codes[:5] == list(StepCode)[:5]
    assert 0 <= timeline.progress_percent <= 100
    for step in timeline.steps:
        if step.state is StepState.DONE:
            assert step.evidence is not None
            assert step.label
        if step.state in (StepState.PENDING, StepState.SKIPPED):
            assert (step.completed_at, step.evidence) == (None, None)
        if step.state is StepState.PENDING:
            assert step.missing
        assert step.duration_minutes is None or step.duration_minutes >= 0
    slugs = [step.slug for step in timeline.steps]
    assert len(slugs) == len(set(slugs))


def rule_000_22_sent_needs_code_and_date_when_strict(order, entries, default, rules):
    sent = built(order, entries, default, TimelineRules(strict_sent_step=True)).steps

    if any(step.code is StepCode.SENT and step.state is StepState.DONE for step in sent):
        assert any(
            shipment.code.strip()
            and shipment.shipped_at
            and not shipment.is_waiting
            and not shipment.is_canceled
            for shipment in order.shipments
        )


def rule_000_26_canceled_order_is_never_on_its_way_or_delivered(order, entries, default, rules):
    timeline = built(order, entries, default, rules)

    canceled = order.is_canceled or order.is_expired
    canceled = canceled or (timeline.status is not None and timeline.status.type == "CANCELED")
    steps = {step.code: step for step in timeline.steps}
    if canceled:
        assert steps[StepCode.SENT].state is StepState.SKIPPED
        assert steps[StepCode.DELIVERED].state is StepState.SKIPPED
        assert timeline.current.code is StepCode.CANCELED
        assert timeline.current.state is StepState.FAILED
    elif timeline.status is None or timeline.status.fact != "CANCELED":
        assert StepCode.CANCELED not in steps


def rule_B_12_customer_reads_no_word_of_staff(order, entries, default, rules):
    timeline = timeline_for_customer(built(order, entries, default, rules))
    feed = build_feed(order, entries, for_staff=False)

    assert MARKER not in repr(timeline)
    assert MARKER not in repr(feed)
    assert "987654" not in repr(feed)
    assert timeline.warnings == ()


RULES = (
    rule_000_10_001_05_exactly_one_step_is_current,
    rule_000_20_to_000_23_steps_are_in_order_and_proved,
    rule_000_22_sent_needs_code_and_date_when_strict,
    rule_000_26_canceled_order_is_never_on_its_way_or_delivered,
    rule_B_12_customer_reads_no_word_of_staff,
)


@settings(max_examples=300, deadline=None)
@given(order=orders, entries=rows, default=st.none() | statuses(), rules=all_rules)
def test_every_rule_holds(order, entries, default, rules):
    """Drawing an order takes far longer than judging it, so each is judged by every rule."""
    for holds in RULES:
        holds(order, entries, default, rules)


@settings(max_examples=200, deadline=None)
@given(order=orders, entries=rows)
def test_003_04_feed_is_sorted_and_customers_see_a_part_of_it(order, entries):
    everything = build_feed(order, entries, for_staff=True)
    part = build_feed(order, entries, for_staff=False)

    for feed in (everything, part):
        assert [entry.date for entry in feed] == sorted(entry.date for entry in feed)
    dated = [invoice for invoice in order.invoices if invoice.created_at]
    told = any(event.kind is CoreEventKind.REFUNDED for event in order.events)
    untold = order.money.refunded > 0 and order.money.refunded_at is not None and not told
    assert len(everything) == len(entries) + len(order.events) + len(dated) + untold
    assert {entry.id for entry in part} <= {entry.id for entry in everything}
    assert all(entry.visibility is Visibility.CUSTOMER for entry in part)


@settings(max_examples=100, deadline=None)
@given(order=orders, entries=rows, default=st.none() | statuses(), rules=all_rules, data=st.data())
def test_003_03_order_of_the_rows_does_not_matter(order, entries, default, rules, data):
    entries = list({entry.pk: entry for entry in entries}.values())
    shuffled = data.draw(st.permutations(entries))

    assert built(order, shuffled, default, rules) == built(order, entries, default, rules)
