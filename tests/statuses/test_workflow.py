"""Rules of the workflow: what may follow what, what an order must have, and who may go against it."""

from __future__ import annotations

import pytest

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition, StatusRule
from saleor_order_central.statuses.request import StatusChangeRequest
from saleor_order_central.statuses.services import change_status
from saleor_order_central.timeline.models import OrderEntry
from tests.shop_rows import NOON, add_invoice, facts_of, hours, make_order, pay, ship

pytestmark = pytest.mark.django_db
STAFF = Author(AuthorType.STAFF)


@pytest.fixture(autouse=True)
def _writer(db):
    with get_host().allow_writer():
        yield


def rule(slug: str, **columns) -> None:
    OrderStatusDefinition.objects.filter(slug=slug).update(**columns)


def change(order, slug, **request):
    return change_status(facts_of(order), StatusChangeRequest(slug, **request), author=STAFF)


def present(order) -> str:
    return OrderState.objects.get(order=order).status.slug


def refused(order, slug, **request) -> OrderCentralFault:
    before = OrderEntry.objects.count()
    with pytest.raises(OrderCentralFault) as caught:
        change(order, slug, **request)
    assert OrderEntry.objects.count() == before
    return caught.value


def a_received_order(**columns):
    order = make_order(**columns)
    record_orders([order.pk])
    return order


@pytest.mark.parametrize(
    ("allowed", "target", "is_allowed"),
    [
        (None, "waiting-for-dispatch", True),
        (["waiting-for-dispatch"], "waiting-for-dispatch", True),
        (["paid", "canceled"], "waiting-for-dispatch", False),
        ([], "waiting-for-dispatch", False),
    ],
)
def test_the_transition_table_decides(allowed, target, is_allowed):
    order = a_received_order()
    rule("received", next_statuses=allowed)
    if is_allowed:
        change(order, target)
        assert present(order) == target
        return
    fault = refused(order, target)
    assert (fault.code, fault.field) == (ErrorCode.TRANSITION_NOT_ALLOWED, "status")
    assert list(fault.allowed_statuses) == allowed
    assert '"waiting-for-dispatch" may not follow "received"' in fault.message
    assert present(order) == "received"


@pytest.mark.parametrize(
    ("requirement", "prepare", "words"),
    [
        ("PAID", lambda order: pay(order, NOON + hours(1)), "a confirmed payment"),
        ("INVOICE", lambda order: add_invoice(order, "F-1"), "an invoice"),
        ("TRACKING", lambda order: ship(order, "AA123456785BR", NOON + hours(2)), "a tracking number"),
        ("SHIPPED", lambda order: ship(order, "", NOON + hours(2)), "a parcel that has left"),
    ],
)
def test_requirements_are_checked_before_the_status_is_set(requirement, prepare, words):
    order = a_received_order()
    rule("waiting-for-dispatch", requirements=[requirement])
    fault = refused(order, "waiting-for-dispatch")
    assert (fault.code, fault.field) == (ErrorCode.REQUIREMENT_MISSING, "status")
    assert fault.message == f'The status "waiting-for-dispatch" requires {words}.'
    prepare(order)
    change(order, "waiting-for-dispatch")
    assert present(order) == "waiting-for-dispatch"


def test_goods_that_are_not_shipped_need_no_parcel():
    order = a_received_order(is_shipping_required=False)
    rule("waiting-for-dispatch", requirements=["SHIPPED"])
    change(order, "waiting-for-dispatch")
    assert present(order) == "waiting-for-dispatch"


def test_force_goes_against_the_rules_with_a_comment_and_is_remembered():
    order = a_received_order()
    rule("received", next_statuses=[])
    fault = refused(order, "waiting-for-dispatch", force=True)
    assert (fault.code, fault.field) == (ErrorCode.REQUIRED, "comment")
    entry = change(order, "waiting-for-dispatch", force=True, comment="The boss said so")
    assert (entry.is_forced, entry.message) == (True, "The boss said so")
    assert present(order) == "waiting-for-dispatch"


def test_automation_never_goes_against_the_rules():
    order = a_received_order()
    rule("received", next_statuses=["canceled"])
    pay(order, NOON + hours(1))
    assert record_orders([order.pk]) == 0
    assert present(order) == "received"


def test_003_12_a_gateway_starts_an_order_in_its_own_status():
    rule("awaiting-payment", payment_gateways=["manual"])
    order = make_order()
    from saleor.payment.models import Payment

    Payment.objects.create(order=order, gateway="manual", total=30, currency="USD")
    record_orders([order.pk])
    assert present(order) == "awaiting-payment"
    other = make_order()
    record_orders([other.pk])
    assert present(other) == "received"


def status_of(slug: str) -> OrderStatusDefinition:
    return OrderStatusDefinition.objects.get(slug=slug)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([], "in-realisation"),
        ([{"status": "paid"}], "paid"),
        ([{"status": "paid", "is_active": False}], "in-realisation"),
        ([{"status": "paid", "payment_gateways": ["other"]}], "in-realisation"),
        ([{"status": "paid", "payment_gateways": ["manual"]}], "paid"),
        (
            [{"status": "paid", "channels": ["elsewhere"]}, {"status": "waiting-for-dispatch"}],
            "waiting-for-dispatch",
        ),
    ],
)
def test_the_first_rule_that_fits_names_the_status(rules, expected):
    for place, columns in enumerate(rules):
        target = status_of(columns["status"])
        StatusRule.objects.create(**{**columns, "status": target}, fact="PAID", sort_order=place)
    order = make_order(is_paid=True)
    record_orders([order.pk])
    assert present(order) == expected


def test_rules_of_every_fact_end_in_one_pass():
    """Each fact is looked at once, so two rules that point at each other's status cannot go round."""
    StatusRule.objects.create(fact="PAID", status=status_of("sent"))
    StatusRule.objects.create(fact="SENT", status=status_of("paid"))
    order = make_order(is_paid=True)
    ship(order, "AA123456785BR", NOON + hours(2))
    assert record_orders([order.pk]) == 2
    assert record_orders([order.pk]) == 0
    assert present(order) == "sent"
