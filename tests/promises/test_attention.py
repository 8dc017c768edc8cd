"""The staff's list of carrier problems: read, sorted, cut into pages, acknowledged, and back again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import graphene
import pytest

from saleor_order_central.carrier_events.kinds import CarrierEventKind as Kind
from saleor_order_central.carrier_events.reports import ReportedEvent
from saleor_order_central.carrier_events.services import report_events
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.timeline.models import OrderEntry
from saleor_order_central.tracking.models import OrderParcel
from tests.shop_rows import make_app, make_order, make_user, ship

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC).replace(microsecond=0)
LIST = """query($where: OrderCarrierProblemWhereInput, $sortBy: OrderCarrierProblemSortEnum, $first: Int,
    $after: String) {
  orderCarrierProblems(where: $where, sortBy: $sortBy, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    edges { node { id reason since code parcelNumber carrier lastKnownPlace isAcknowledged
      acknowledgedAt acknowledgedBy { email } acknowledgedNote
      orderCentral { number timeline { isLate } warnings { code since } } } } } }"""
SEEN = """mutation($ids: [ID!]!, $note: String) {
  orderCarrierProblemsAcknowledge(problems: $ids, note: $note) {
    problems { code isAcknowledged acknowledgedNote acknowledgedBy { email } }
    errors { field code } } }"""
ORDERS = """query($where: OrderCentralWhereInput) { orderCentrals(first: 50, where: $where) {
    edges { node { number } } } }"""
FIGURES = """query($period: OrderCentralDateRangeInput, $channel: String) {
  orderCentralStatistics(period: $period, channel: $channel) { lateOrders silentOrders carriers {
    carrier parcels promised unpromised delivered onTime late onTimeRate p50TransitHours } } }"""


def ago(**span) -> datetime:
    return NOW - timedelta(**span)


def sent_orders(*codes, **columns):
    with get_host().allow_writer():
        orders = [make_order(is_paid=True, created_at=ago(days=9), **columns) for _ in codes]
        for order, code in zip(orders, codes, strict=True):
            ship(order, code, ago(days=8))
        record_orders([order.pk for order in orders])


def event(code, kind, moment, **columns):
    return ReportedEvent(happened_at=moment, kind=kind, tracking_code=code, provider="acme", **columns)


def tell(*events):
    with get_host().allow_writer():
        report_events(events)


def read(api, **variables):
    return api.data(LIST, **{"first": 50, **variables})["orderCarrierProblems"]


def codes(api, **variables):
    return [(edge["node"]["reason"], edge["node"]["code"]) for edge in read(api, **variables)["edges"]]


@pytest.fixture
def shop(db):
    """One parcel for each kind of problem, and two without any."""
    told = (Kind.ATTEMPT_FAILED, Kind.DELAYED, Kind.EXCEPTION, Kind.RETURNING, Kind.RETURNED_TO_SENDER)
    sent_orders(*(kind.value for kind in told), "PICKUP", "QUIET", "LATE", "FINE", "DONE")
    tell(
        *(event(kind.value, kind, ago(hours=50 - place), place="Leipzig") for place, kind in enumerate(told)),
        event("PICKUP", Kind.AVAILABLE_FOR_PICKUP, ago(days=4)),
        event("QUIET", Kind.IN_TRANSIT, ago(hours=108)),
        event("LATE", Kind.IN_TRANSIT, ago(hours=9), estimated_to=ago(hours=3)),
        event("FINE", Kind.OUT_FOR_DELIVERY, ago(hours=1)),
        event("DONE", Kind.DELAYED, ago(hours=9)),
        event("DONE", Kind.DELIVERED, ago(hours=1)),
    )


EXPECTED = [
    ("ATTEMPT_FAILED", "ATTEMPT_FAILED"),
    ("DELAYED", "DELAYED"),
    ("EXCEPTION", "EXCEPTION"),
    ("RETURNING", "RETURNING"),
    ("RETURNED_TO_SENDER", "RETURNED_TO_SENDER"),
    ("NO_EVENTS", "QUIET"),
    ("PICKUP_WAITING", "PICKUP"),
    ("LATE", "LATE"),
]


def test_001_22_003_01_every_problem_with_reason_moment_and_place(shop, staff_api):
    found = read(staff_api)
    assert codes(staff_api) == EXPECTED
    assert codes(staff_api, sortBy="NEWEST_FIRST") == EXPECTED[::-1]
    first, late = found["edges"][0]["node"], found["edges"][-1]["node"]
    assert (first["since"], first["lastKnownPlace"]) == (ago(hours=50).isoformat(), "Leipzig")
    assert (late["since"], late["orderCentral"]["timeline"]) == (ago(hours=3).isoformat(), {"isLate": True})
    assert {"code": "LATE", "since": ago(hours=3).isoformat()} in late["orderCentral"]["warnings"]
    assert found["totalCount"] == 8
    reasons = {"reasons": ["LATE", "EXCEPTION"]}
    assert codes(staff_api, where=reasons) == [("EXCEPTION", "EXCEPTION"), ("LATE", "LATE")]


def test_problems_of_some_carriers(shop, staff_api):
    OrderParcel.objects.filter(code="EXCEPTION").update(carrier="inpost")
    assert codes(staff_api, where={"carriers": ["inpost", "dpd"]}) == [("EXCEPTION", "EXCEPTION")]
    assert len(codes(staff_api, where={"carriers": ["inpost", ""]})) == len(EXPECTED)
    assert codes(staff_api, where={"carriers": []}) == []


def test_pages_meet(shop, staff_api):
    seen, after = [], None
    while True:
        page = read(staff_api, first=3, after=after)
        seen += [edge["node"]["code"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == [code for _reason, code in EXPECTED]


def test_a_removed_parcel_is_nobodys_problem(shop, staff_api):
    OrderParcel.objects.filter(code="EXCEPTION").update(removed_at=ago(hours=1))
    found = staff_api.data(ORDERS, where={"hasCarrierException": True})["orderCentrals"]["edges"]
    assert len(found) == 7
    assert "EXCEPTION" not in [code for _reason, code in codes(staff_api)]


def test_the_order_list_knows_them_too(shop, staff_api):
    with_problem = staff_api.data(ORDERS, where={"hasCarrierException": True})["orderCentrals"]["edges"]
    without = staff_api.data(ORDERS, where={"hasCarrierException": False})["orderCentrals"]["edges"]
    late = staff_api.data(ORDERS, where={"isLate": True})["orderCentrals"]["edges"]
    assert (len(with_problem), len(without)) == (8, 2)
    # The reported delay and the passed promise.
    assert len(late) == 2


def test_seen_is_seen_until_something_new_happens(shop, staff_api, staff_user):
    wanted = {"reasons": ["ATTEMPT_FAILED"]}
    (edge,) = read(staff_api, where=wanted)["edges"]
    ids = [edge["node"]["id"]]
    # when
    payload = staff_api.data(SEEN, ids=ids, note="Called them")["orderCarrierProblemsAcknowledge"]
    again = staff_api.data(SEEN, ids=ids, note="Called them")["orderCarrierProblemsAcknowledge"]
    # then
    seen = {"code": "ATTEMPT_FAILED", "isAcknowledged": True, "acknowledgedNote": "Called them"}
    seen["acknowledgedBy"] = {"email": staff_user.email}
    assert payload == again == {"problems": [seen], "errors": []}
    entries = OrderEntry.objects.filter(subject="Carrier problem seen")
    assert [(row.visibility, row.message, row.user_id) for row in entries] == [
        ("STAFF", "Called them", staff_user.pk)
    ]
    assert codes(staff_api, where={**wanted, "isAcknowledged": False}) == []
    assert len(codes(staff_api, where={"isAcknowledged": False})) == 7
    # A new event brings it back.
    tell(event("ATTEMPT_FAILED", Kind.ATTEMPT_FAILED, ago(minutes=5)))
    assert len(codes(staff_api, where={**wanted, "isAcknowledged": False})) == 1
    assert OrderParcel.objects.get(code="ATTEMPT_FAILED").acknowledged_note == ""


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        (lambda ids: {"ids": []}, [{"field": "problems", "code": "REQUIRED"}]),
        (lambda ids: {"ids": [*ids, "x"]}, [{"field": "problems.1", "code": "GRAPHQL_ERROR"}]),
        (lambda ids: {"ids": ids * 101}, [{"field": "problems", "code": "TOO_MANY_ITEMS"}]),
        (lambda ids: {"ids": ids, "note": "a" * 1001}, [{"field": "note", "code": "INVALID"}]),
    ],
)
def test_a_wrong_acknowledgement_changes_nothing(shop, staff_api, change, errors):
    ids = [read(staff_api, where={"reasons": ["LATE"]})["edges"][0]["node"]["id"]]
    payload = staff_api.data(SEEN, **change(ids))["orderCarrierProblemsAcknowledge"]
    assert payload == {"problems": [], "errors": errors}
    assert not OrderParcel.objects.exclude(acknowledged_at=None).exists()


def test_all_are_acknowledged_or_none(shop, staff_api):
    known = read(staff_api, where={"reasons": ["LATE"]})["edges"][0]["node"]["id"]
    fine = graphene.Node.to_global_id("OrderCarrierProblem", OrderParcel.objects.get(code="FINE").pk)
    payload = staff_api.data(SEEN, ids=[known, fine])["orderCarrierProblemsAcknowledge"]
    assert payload["errors"] == [{"field": "problems.1", "code": "NOT_FOUND"}]
    assert not OrderParcel.objects.exclude(acknowledged_at=None).exists()


def test_only_staff_reads_and_acknowledges(shop, staff_api, customer_api, api):
    ids = [read(staff_api)["edges"][0]["node"]["id"]]
    for caller in (customer_api, api):
        assert caller.answer(LIST, first=5)["data"]["orderCarrierProblems"] is None
        assert caller.answer(SEEN, ids=ids)["data"]["orderCarrierProblemsAcknowledge"] is None
        assert caller.answer(FIGURES)["data"]["orderCentralStatistics"] is None
    assert not OrderParcel.objects.exclude(acknowledged_at=None).exists()
    _app, token = make_app("Eyes", "order.manage_orders")
    payload = api.with_header(f"Bearer {token}").data(SEEN, ids=ids)["orderCarrierProblemsAcknowledge"]
    assert payload["errors"] == []


def test_figures_need_both_permissions(shop, staff_api):
    assert staff_api.answer(FIGURES)["data"]["orderCentralStatistics"] is None
    both = make_user("boss@example.com", "order.manage_orders", "account.manage_users", is_staff=True)
    boss = type(staff_api)().sign_in(both)
    found = boss.data(FIGURES)["orderCentralStatistics"]
    assert found["lateOrders"] == 2
    (row,) = found["carriers"]
    assert (row["carrier"], row["parcels"], row["promised"], row["late"]) == (None, 10, 1, 1)
    assert (row["unpromised"], row["delivered"], row["onTimeRate"]) == (9, 1, 0.0)
    future = boss.data(FIGURES, period={"gte": ago(days=-1).isoformat(), "lte": ago(days=-2).isoformat()})
    assert future["orderCentralStatistics"] == {"lateOrders": 0, "silentOrders": 0, "carriers": []}
    other = boss.data(FIGURES, channel="nowhere")["orderCentralStatistics"]
    assert other == {"lateOrders": 0, "silentOrders": 0, "carriers": []}


def test_a_page_costs_a_constant_number_of_statements(staff_api, statements):
    counts = []
    for number in (1, 10, 50):
        names = [f"N{number}-{index}" for index in range(number)]
        sent_orders(*names)
        tell(*(event(name, Kind.EXCEPTION, ago(hours=1)) for name in names))
        read(staff_api)
        with statements() as found:
            assert len(read(staff_api, first=number)["edges"]) == number
        counts.append(len(found))
    assert len(set(counts)) == 1, counts


if is_saleor_3():

    def test_staff_of_one_channel_sees_its_problems_only(db):
        from saleor.account.models import Group

        sent_orders("HERE", channel="main")
        sent_orders("THERE", channel="other")
        tell(*(event(code, Kind.EXCEPTION, ago(hours=1)) for code in ("HERE", "THERE")))
        user = make_user("main@example.com", "order.manage_orders", is_staff=True)
        group = Group.objects.get(user=user)
        group.restricted_access_to_channels = True
        group.save()
        group.channels.add(OrderParcel.objects.get(code="HERE").order.channel)
        from tests.conftest import Api

        staff = Api().sign_in(user)
        assert codes(staff) == [("EXCEPTION", "HERE")]
        there = graphene.Node.to_global_id("OrderCarrierProblem", OrderParcel.objects.get(code="THERE").pk)
        payload = staff.data(SEEN, ids=[there])["orderCarrierProblemsAcknowledge"]
        assert payload["errors"] == [{"field": "problems.0", "code": "NOT_FOUND"}]
