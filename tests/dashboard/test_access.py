"""Every page × every caller: what the API would not give, no page shows."""

from __future__ import annotations

import graphene
import pytest

from saleor_order_central.dashboard.methods import methods_of
from saleor_order_central.dashboard.urls import urlpatterns
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.statuses.models import OrderStatusDefinition
from tests.conversations.conftest import customer_writes
from tests.dashboard.conftest import Desk, desk_of
from tests.shop_rows import NOON, add_event, hours, make_user

MARKER = "PLANTED-MARKER-7731"
OPEN = {"asset", "session", "sign-in", "sign-out"}
MANAGE_ORDERS = "order.manage_orders"
MANAGE_SETTINGS = "site.manage_settings"
MANAGE_USERS = "account.manage_users"

CALLERS = {
    "nobody": None,
    "customer": (),
    "products": ("product.manage_products",),
    "orders": (MANAGE_ORDERS,),
    "settings": (MANAGE_SETTINGS,),
    "orders-users": (MANAGE_ORDERS, MANAGE_USERS),
}
# Who sees a page; the rest is told which permission it takes, or that the session is none.
PAGES = {
    "home": {"orders", "orders-users"},
    "orders": {"orders", "orders-users"},
    "jobs": {"orders", "orders-users"},
    "job": {"orders", "orders-users"},
    "popup": {"orders", "orders-users"},
    "widget": {"orders", "orders-users"},
    "order": {"orders", "orders-users"},
    "order-status": {"orders", "orders-users"},
    "order-message": {"orders", "orders-users"},
    "order-event": {"orders", "orders-users"},
    "parcel-new": {"orders", "orders-users"},
    "parcel": {"orders", "orders-users"},
    "refund": {"orders", "orders-users"},
    "return-new": {"orders", "orders-users"},
    "returns": {"orders", "orders-users"},
    "return": {"orders", "orders-users"},
    "return-complete": {"orders", "orders-users"},
    "inbox": {"orders", "orders-users"},
    "thread": {"orders", "orders-users"},
    "customers": {"orders-users"},
    "customer": {"orders-users"},
    "statistics": {"orders-users"},
    "problems": {"orders", "orders-users"},
    "withdrawals": {"orders", "orders-users"},
    "withdrawal-settings": {"settings"},
    "center": {"settings"},
    "senders": {"settings"},
    "thread-states": {"settings"},
    "instructions": {"orders", "orders-users", "settings"},
    "instruction-new": {"settings"},
    "instruction": {"settings"},
    "configuration": {"settings"},
    "settings": {"orders", "orders-users", "settings"},
    "editor": {"orders", "orders-users", "settings"},
    "editor-new": {"orders", "orders-users", "settings"},
    "editor-edit": {"orders", "orders-users", "settings"},
    "editor-texts": {"settings"},
}


QUERIES = {
    "popup": lambda shop: {"orderId": shop["order"]},
    "widget": lambda shop: {"orderId": shop["order"]},
    "customer": lambda shop: {"email": "guest@example.com"},
}


def desk_for(name):
    rights = CALLERS[name]
    if rights is None:
        return Desk()
    user = make_user(f"{name}@example.com", *rights, is_staff=name != "customer")
    return desk_of(user, tuple(right.partition(".")[2] for right in rights) if is_saleor_3() else None)


@pytest.fixture
def shop(placed, customer, configure):
    """An order with staff-only text, a parcel, a return and a job."""
    from saleor_order_central.host import get_host
    from saleor_order_central.notifications.instructions import save_instruction
    from tests.returns.completion_rows import sent_and_paid
    from tests.returns.conftest import ask, go

    configure(undo_seconds="0")
    with get_host().allow_writer():
        order, _stock = sent_and_paid()
        mine = placed(user=customer)
        add_event(order, "note_added", NOON + hours(6), message=MARKER)
        request = go(ask(order), "WAITING_PACKAGE", "PACKAGE_RECEIVED")
        clerk = desk_of(make_user("clerk@example.com", MANAGE_ORDERS, is_staff=True))
        order_id = graphene.Node.to_global_id("Order", order.pk)
        parcel = clerk.post(
            f"/orders/{order_id}/parcels/new", code="AA123456785BR", email="SUPPRESS", key="p"
        )
        job = clerk.post("/orders/bulk/change", orders=[order_id], status="paid", email="SUPPRESS", key="b")
        instruction = save_instruction({"gateway": "bank", "message": "Pay us."})
        return {
            "order": order_id,
            "parcel": parcel.html.split("/parcels/")[2].split('"')[0],
            "request": graphene.Node.to_global_id("OrderReturnRequest", request.pk),
            "thread": graphene.Node.to_global_id("OrderThread", customer_writes(mine).thread_id),
            "instruction": graphene.Node.to_global_id("OrderPaymentInstruction", instruction.pk),
            "editor": "statuses",
            "id": graphene.Node.to_global_id(
                "OrderStatusDefinition", OrderStatusDefinition.objects.first().pk
            ),
            "language": "pl",
            "job": job.html.split("/jobs/")[1].split("/")[0].split('"')[0],
        }


def shown_pages():
    """Every page that can be looked at, by name."""
    return {
        one.name: one for one in urlpatterns if "GET" in methods_of(one.callback) and one.name not in OPEN
    }


def test_every_page_has_its_place_in_the_matrix():
    assert set(shown_pages()) == set(PAGES)


def path_of(name, shop):
    from saleor_order_central.dashboard.addresses import BASE, page_path

    route = str(shown_pages()[name].pattern)
    values = {key: value for key, value in shop.items() if f":{key}>" in route}
    return page_path(name, **values).removeprefix(BASE)


@pytest.mark.parametrize("caller", CALLERS)
def test_pages_show_what_their_caller_may_see(shop, caller):
    desk = desk_for(caller)
    found = {}
    for name in PAGES:
        query = QUERIES.get(name, lambda _shop: {})(shop)
        answer = desk.get(path_of(name, shop), **query)
        found[name] = answer.status
        if caller not in PAGES[name]:
            assert MARKER not in answer.html, name
            assert "guest@example.com" not in answer.html, name
    expected = {name: 200 if caller in allowed else refusal(caller) for name, allowed in PAGES.items()}
    assert found == expected


def refusal(caller):
    if caller in ("nobody", "customer"):
        return 401
    return 403


@pytest.mark.parametrize("caller", ["nobody", "customer", "products", "settings"])
def test_nobody_else_can_change_anything(shop, caller):
    from saleor_order_central.returns.models import ReturnRequest
    from saleor_order_central.timeline.models import OrderEntry

    desk, before = desk_for(caller), OrderEntry.objects.count()
    order, request = shop["order"], shop["request"]
    forms = {
        f"/orders/{order}/status": {
            "status": "sent",
            "visibility": "CUSTOMER",
            "email": "SEND",
            "sms": "SEND",
            "key": "x",
        },
        f"/orders/{order}/message": {
            "subject": "Hi",
            "visibility": "CUSTOMER",
            "email": "SEND",
            "sms": "SEND",
            "key": "x",
        },
        f"/orders/{order}/event": {"event": "CANCELED", "email": "SEND", "key": "x"},
        f"/orders/{order}/refund": {"kind": "FULL", "email": "SEND", "key": "x"},
        f"/returns/{request}/close": {"nothing_due_reason": "No", "email": "SEND", "key": "x"},
        f"/returns/{request}/complete": {"email": "SEND", "key": "x"},
        "/orders/bulk/change": {"orders": [order], "status": "sent", "email": "SEND", "key": "x"},
        "/views": {"name": "Mine"},
    }
    statuses = {path: desk.post(path, **values).status for path, values in forms.items()}
    assert set(statuses.values()) <= {401, 403}, statuses
    assert OrderEntry.objects.count() == before
    assert ReturnRequest.objects.get().state == "PACKAGE_RECEIVED"


def test_without_the_permission_the_page_says_which_one_it_takes(shop):
    answer = desk_for("products").get("/orders")
    assert answer.status == 403
    assert "You may not see this" in answer.text
    assert "MANAGE_ORDERS" in answer.text
