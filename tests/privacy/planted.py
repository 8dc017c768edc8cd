"""A marker in every text that our tables hold of one order, and where it can still be found."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone

from saleor_order_central.access.models import AccessGrant, AccessRequest
from saleor_order_central.attachments.models import OrderAttachment
from saleor_order_central.attachments.storage import file_storage
from saleor_order_central.carrier_events.models import CarrierDelivery, OrderCarrierEvent
from saleor_order_central.conversations.models import OrderMemo, OrderMessage, OrderThread, ReceivedMail
from saleor_order_central.credit_notes.models import OrderCreditNote
from saleor_order_central.customers.following import follow_customers
from saleor_order_central.customers.viewed import record_view
from saleor_order_central.feedback.models import OrderFeedback
from saleor_order_central.listing.models import SavedView
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.privacy.holdings import HOLDINGS
from saleor_order_central.refunds.models import OrderRefund
from saleor_order_central.returns.models import ReturnInspection, ReturnLine, ReturnParcel, ReturnRequest
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.models import OrderState
from saleor_order_central.timeline.models import OrderEntry
from saleor_order_central.tracking.models import OrderParcel
from saleor_order_central.vouchers.models import OrderVoucher
from saleor_order_central.withdrawals.models import Withdrawal
from tests.customers.rows import make_variant
from tests.shop_rows import NOON, hours, make_order, ship

MARKER = "planted"
EMAIL = "planted@example.com"
TEXTS = (models.CharField, models.TextField, models.JSONField)


def plant(user: Any) -> Any:
    """An order that is over, with a row in every table that can have one, and the marker in each text."""
    order = make_order(user=user, is_paid=True, created_at=NOON)
    ship(order, "AA123456785BR", NOON + hours(3))
    record_orders([order.pk])
    _rows_of(order)
    for label, holding in HOLDINGS.items():
        model = apps.get_model("saleor_order_central", label)
        if holding.order and holding.erased and not holding.goes:
            values = {name: _marked(model._meta.get_field(name)) for name in holding.erased}
            rows = model._default_manager.filter(**{holding.order: order})
            assert rows.update(**values) > 0, label
    OrderState.objects.filter(pk=order.pk).update(is_delivered=True, customer_email=EMAIL)
    if user is not None:
        record_view(user.pk, make_variant("Seen").product_id, has_consent=True, kept_days=9)
        follow_customers([user.pk])
    SavedView.objects.create(token="of-one", name="One", is_shared=True, where={"userEmail": {"eq": EMAIL}})
    SavedView.objects.create(token="of-many", name="Many", is_shared=True, where={"isPaid": True})
    return order


def _marked(field: Any) -> Any:
    return [MARKER] if isinstance(field, models.JSONField) else MARKER


def _rows_of(order: Any) -> None:
    parcel = OrderParcel.objects.get(order=order)
    OrderCarrierEvent.objects.create(
        parcel=parcel, dedupe_key="one", type="IN_TRANSIT", happened_at=NOON, provider="acme"
    )
    CarrierDelivery.objects.create(key="about", body=f'{{"code": "{parcel.code}", "name": "{MARKER}"}}')
    CarrierDelivery.objects.create(key="other", body='{"code": "SOMEBODY-ELSE"}')
    OrderNotification.objects.create(
        order=order, occasion="EVENT", channel_kind="EMAIL", status="SENT", reason="CHOSEN", dedupe_key="sent"
    )
    OrderNotification.objects.create(
        order=order,
        occasion="EVENT",
        channel_kind="SMS",
        status="HELD",
        reason="CHOSEN",
        dedupe_key="held",
        send_after=timezone.now() + timedelta(hours=1),
    )
    OrderFeedback.objects.create(order=order, product_rating=5)
    OrderEntry(order=order, kind="EVENT", author_type="STAFF", visibility="CUSTOMER", date=NOON).save()
    Withdrawal.objects.create(
        number="W-1", order=order, order_number=str(order.pk), name="Kept Name", email="kept@example.com"
    )
    _return_of(order)
    _money_of(order)
    _words_of(order)


def _words_of(order: Any) -> None:
    """A conversation about the order, one of the contact form, memos, a mail, and ways in for a guest."""
    for place, about in enumerate((order, None)):
        thread = OrderThread.objects.create(
            order=about,
            subject=MARKER,
            customer_email=EMAIL,
            customer_name=MARKER,
            known_senders=[MARKER],
            search_words=MARKER,
            status="CLOSED",
        )
        OrderMessage.objects.create(
            thread=thread, author_type="CUSTOMER", origin="STOREFRONT", subject=MARKER, body=MARKER
        )
        OrderMemo.objects.create(order=about, thread=thread, author_type="STAFF", body=f"SECRET {MARKER}")
        ReceivedMail.objects.create(
            key=f"mail-{place}", thread=thread, state="HELD", sender=EMAIL, sender_name=MARKER, text=MARKER
        )
    moment = timezone.now() + timedelta(hours=1)
    for about in (order, None):
        AccessRequest.objects.create(
            number=MARKER, email=EMAIL, pair="p", email_mark="m", seed="s", expires_at=moment, order=about
        )
    AccessGrant.objects.create(
        order=order, token_hash=MARKER, scopes=["VIEW"], source="CODE", email_mark=MARKER, expires_at=moment
    )


def _return_of(order: Any) -> None:
    request = ReturnRequest.objects.create(
        order=order,
        sequence=1,
        number=f"{order.pk}-R1",
        sort_number="1",
        state="COMPLETED",
        requested_by="CUSTOMER",
        currency="USD",
        label_payer="CUSTOMER",
    )
    line = ReturnLine.objects.create(
        request=request, order_line=order.lines.get(), quantity=1, resolution="REFUND", unit_price=10
    )
    ReturnInspection.objects.create(line=line, quantity=1, disposition="RESTOCK")
    ReturnParcel.objects.create(request=request, code=MARKER, normalized_code=MARKER)
    path = file_storage().save("order-central/planted.png", ContentFile(b"bytes"))
    OrderAttachment.objects.create(
        order=order,
        return_line=line,
        name=f"{MARKER}.png",
        path=path,
        content_type="image/png",
        size=5,
        checksum="0",
        uploaded_by="CUSTOMER",
    )


def _money_of(order: Any) -> None:
    refund = OrderRefund.objects.create(
        order=order,
        kind="PARTIAL",
        status="SUCCESS",
        currency="USD",
        amount=Decimal(10),
        author_type="STAFF",
        reference="BANK-1",
    )
    refund.lines.create(order_line=order.lines.get(), name="Mug", quantity=1, net=10, gross=10)
    OrderCreditNote.objects.create(
        order=order,
        refund=refund,
        sequence=1,
        number="CN-1",
        order_number=str(order.pk),
        customer_name="Kept Name",
        currency="USD",
        shipping_net=0,
        shipping_gross=0,
        total_net=10,
        total_gross=10,
    )
    OrderVoucher.objects.create(
        refund=refund, order=order, voucher_pk=999_999, code="GIFT-5", currency="USD", value=5
    )


def found() -> set[str]:
    """Table and column of every text of ours that still holds the marker: all of them are read."""
    places = set()
    for model in apps.get_app_config("saleor_order_central").get_models(include_auto_created=True):
        columns = [one.name for one in model._meta.concrete_fields if isinstance(one, TEXTS)]
        for row in model._default_manager.values(*columns):
            places |= {f"{model.__name__}.{name}" for name, value in row.items() if MARKER in str(value)}
    return places
