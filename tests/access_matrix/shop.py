"""A shop in which everything that the table names is there once, and the callers of its columns."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from graphene import Node

from saleor_order_central import models
from saleor_order_central.access.kinds import AccessScope
from saleor_order_central.author import Author, AuthorType
from saleor_order_central.conversations.asks import CustomerAsk
from saleor_order_central.conversations.customer_messages import write_about_order
from saleor_order_central.conversations.words import Words
from saleor_order_central.feedback.models import OrderFeedback
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.refunds.request import RefundKind, RefundRequest
from saleor_order_central.returns.asks import AskedLine, ReturnAsk
from saleor_order_central.returns.requests import create_return
from saleor_order_central.statuses.automation import record_orders
from tests.access.guests import grant
from tests.conftest import Api
from tests.refunds.refund_rows import refund
from tests.returns.completion_rows import sent_and_paid
from tests.shop_rows import NOON, add_event, add_invoice, facts_of, make_app, make_channel, make_user

ORDERS = "order.manage_orders"


def make_callers(owner: Any, order: Any) -> dict[str, Api]:
    """One signed-in client for each column; hosts without channels have no staff of another one."""
    callers = {
        "anonymous": Api(),
        "other_customer": Api().sign_in(make_user("other@example.com")),
        "owner": Api().sign_in(owner),
        "clerk": Api().sign_in(make_user("clerk@example.com", is_staff=True)),
        "reader_app": app_client("Reader", "product.manage_products"),
        "staff": Api().sign_in(make_user("staff@example.com", ORDERS, is_staff=True)),
        "app": app_client("Helper", ORDERS),
        "settings": staff_with("settings@example.com", "site.manage_settings"),
        "translator": staff_with("words@example.com", "site.manage_translations"),
        "guest_view": guest(order, AccessScope.VIEW),
        "guest_message": guest(order, AccessScope.VIEW, AccessScope.MESSAGE),
        "guest_return": guest(order, AccessScope.VIEW, AccessScope.RETURN),
        "guest_withdraw": guest(order, AccessScope.VIEW, AccessScope.WITHDRAW),
        "guest_expired": guest(order, expires_at=NOON),
    }
    if is_saleor_3():
        callers["staff_elsewhere"] = staff_elsewhere()
    return callers


def guest(order: Any, *scopes: AccessScope, **columns: Any) -> Api:
    """A client without an account that holds a grant on the order."""
    api = Api()
    api.headers = {"HTTP_ORDER_CENTRAL_TOKEN": grant(order, *scopes, **columns)}
    return api


def app_client(name: str, permission: str) -> Api:
    _app, token = make_app(name, permission)
    return Api().with_header(f"Bearer {token}")


def staff_with(email: str, permission: str) -> Api:
    return Api().sign_in(make_user(email, permission, is_staff=True))


def staff_elsewhere() -> Api:
    from saleor.account.models import Group

    user = make_user("elsewhere@example.com", ORDERS, is_staff=True)
    group = Group.objects.get(user=user)
    group.restricted_access_to_channels = True
    group.save()
    group.channels.add(make_channel("elsewhere"))
    return Api().sign_in(user)


def make_story(owner: Any) -> Any:
    """An order with a return, a refund, a credit note, a voucher, an invoice, a rating and a message."""
    order, _stock = sent_and_paid()
    type(order).objects.filter(pk=order.pk).update(user=owner, user_email=owner.email)
    order.refresh_from_db()
    add_event(order, "order_fully_paid", NOON)
    add_invoice(order, "F-1", "https://shop.example/f-1.pdf", NOON)
    record_orders([order.pk])
    doubted = {"reporting_carriers": ["dhl", "ups"], "last_event_at": NOON}
    models.OrderParcel.objects.update(problem="EXCEPTION", problem_at=NOON, **doubted)
    ask = ReturnAsk([AskedLine(order.lines.get().pk, 1)], regardless=True)
    create_return(order.pk, ask, author=Author(AuthorType.STAFF))
    refund(order, RefundRequest(RefundKind.PARTIAL, amount=Decimal(1), credit_note=True))
    refund(order, RefundRequest(RefundKind.PARTIAL, amount=Decimal(1), voucher=True))
    if is_saleor_3():
        # Saleor 3 writes it after the commit, which a test has none of.
        add_event(order, "payment_refunded", NOON, amount="1.00")
    write_about_order(facts_of(order), CustomerAsk(Words(body="Hello"), user_pk=owner.pk))
    OrderFeedback.objects.create(order=order, comment="Thanks")
    return order


def make_ids(order: Any, staff: Any) -> dict[str, str]:
    """Ids of everything that the table names, ready to stand in a document."""
    line = Node.to_global_id("OrderLine", order.lines.get().pk)
    parcel = models.OrderParcel.objects.filter(order=order).first()
    entry = models.OrderEntry.objects.filter(order=order, kind="STATUS_CHANGE").first()
    sent = models.OrderStatusDefinition.objects.get(slug="sent")
    rows = {
        "job": models.StatusBulkJob.objects.create(
            author_type="STAFF", user=staff, target=sent, channels=["main"] if is_saleor_3() else None
        ),
        "notification": models.OrderNotification.objects.filter(order=order).first(),
        "view": models.SavedView.objects.create(token="mine", name="Mine", owner=staff),
        "status": sent,
        "rule": models.StatusRule.objects.create(fact="SENT", status=sent),
        "template": models.MessageTemplate.objects.get(slug="refund-done"),
        "instruction": models.PaymentInstruction.objects.create(gateway="manual", message="Pay."),
        "host": models.TrustedTrackingHost.objects.first(),
        "reason": models.ReturnReason.objects.first(),
        "policy": models.ReturnPolicy.objects.first(),
        "thread": models.OrderThread.objects.get(order=order),
        "contact": models.ContactPoint.objects.first(),
        "grant": models.AccessGrant.objects.first(),
        "withdrawal": models.Withdrawal.objects.create(
            number="W1", order=order, channel=facts_of(order).channel, language="en"
        ),
        "mail": models.ReceivedMail.objects.create(
            key="one", thread=models.OrderThread.objects.get(order=order), state="HELD"
        ),
        "return": models.ReturnRequest.objects.get(order=order),
    }
    models.CarrierDelivery.objects.create(key="one", body="{}")
    own_carrier = models.TrackingCarrier.objects.create(code="own", name="Own")
    order_id = Node.to_global_id("Order", order.pk)
    ids = {name: quoted(Node.to_global_id(TYPES[name], row.pk)) for name, row in rows.items()}
    return {
        **ids,
        "order": quoted(order_id),
        "carrier": quoted(Node.to_global_id("OrderTrackingCarrier", own_carrier.code)),
        "entry": quoted(Node.to_global_id("OrderHistoryEntry", f"entry:{entry.pk}")),
        "parcel": quoted(Node.to_global_id("OrderParcel", parcel_name(parcel))),
        "ask": f'{{order: "{order_id}", lines: [{{orderLine: "{line}", quantity: 1}}]}}',
    }


def quoted(text: str) -> str:
    return f'"{text}"'


def parcel_name(parcel: Any) -> str:
    from saleor_order_central.tracking.parcel_names import name_of, written

    return written(name_of(parcel))


TYPES = {
    "job": "OrderStatusBulkJob",
    "notification": "OrderNotification",
    "view": "OrderSavedView",
    "status": "OrderStatusDefinition",
    "rule": "OrderStatusRule",
    "template": "OrderMessageTemplate",
    "instruction": "OrderPaymentInstruction",
    "host": "OrderTrustedTrackingHost",
    "reason": "OrderReturnReason",
    "policy": "OrderReturnPolicy",
    "return": "OrderReturnRequest",
    "thread": "OrderThread",
    "contact": "OrderContactPoint",
    "grant": "OrderAccessGrant",
    "withdrawal": "OrderWithdrawal",
    "mail": "OrderHeldMail",
}
