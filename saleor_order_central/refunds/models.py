"""Refunds, their lines, and the ledger of units that went back to stock."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..author import Author, AuthorType
from ..constraints import check_constraint
from ..host.refund_facts import KEY_PREFIX, RefundGrant
from ..notifications.messages import NotifyMode
from ..timeline.models import OrderEntry
from .request import RefundKind, RefundMethod


def money_column(**options: Any) -> models.DecimalField:
    """Make a column for money, with room for currencies of three decimals."""
    return models.DecimalField(max_digits=20, decimal_places=3, **options)


class RefundStatus(models.TextChoices):
    """State of a refund. PENDING until somebody who knows has said how it ended."""

    PENDING = "PENDING"
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"
    MANUAL_DONE = "MANUAL_DONE"


class OrderRefund(models.Model):
    """A refund, written down before anybody is asked for money (002-48 … 002-58).

    `amount` is money that goes back, `voucher_value` what the customer gets as a voucher instead; one of both
    is zero. `return_request` is the return that it pays for; with `completes_return` its success completes
    that return, with `message` for the customer. `restock` is what the caller said. Shipping, fees and
    `other` (bound to no line) are parts of it, gross. `key` is what the payment gateway knows the refund by.
    `asked_at` is set before the gateway is asked, once: with it and without an answer, nobody knows yet, and
    `reason` says so. `source` is the name of a MoneySource, `source_key` the SaleorRefund that came of it: a
    PENDING refund that has one only lacks our own part. `reference` is the provider's, or that of a payment
    made by hand. Times are UTC.
    """

    order = models.ForeignKey("order.Order", on_delete=models.CASCADE, related_name="order_central_refunds")
    return_request = models.ForeignKey(
        "saleor_order_central.ReturnRequest",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="refunds",
    )
    completes_return = models.BooleanField(default=False)
    restock = models.BooleanField(null=True)
    message = models.TextField(blank=True, default="")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=32, choices=[(one.value, one.value) for one in RefundKind])
    status = models.CharField(max_length=16, choices=RefundStatus.choices, default=RefundStatus.PENDING)
    method = models.CharField(
        max_length=32, blank=True, default="", choices=[(one.value, one.value) for one in RefundMethod]
    )
    currency = models.CharField(max_length=3)
    amount = money_column()
    voucher_value = money_column(default=0)
    shipping_net = money_column(default=0)
    shipping_gross = money_column(default=0)
    other = money_column(default=0)
    fees = money_column(default=0)
    wants_credit_note = models.BooleanField(default=False)
    source = models.CharField(max_length=64, blank=True, default="")
    source_key = models.CharField(max_length=64, blank=True, default="")
    reference = models.CharField(max_length=512, blank=True, default="")
    granted_refund_pk = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=512, blank=True, default="")
    asked_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    author_type = models.CharField(max_length=16, choices=OrderEntry.Author.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    app_name = models.CharField(max_length=250, blank=True, default="")
    modes = models.JSONField(default=dict, blank=True)
    idempotency_key = models.CharField(max_length=128, blank=True, default="")
    request_hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("created_at", "pk")
        indexes = (
            models.Index(fields=("order", "created_at", "id"), name="order_central_refund_order"),
            models.Index(
                fields=("created_at", "id"),
                condition=models.Q(status="PENDING"),
                name="order_central_refund_pending",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("order", "idempotency_key"),
                condition=~models.Q(idempotency_key=""),
                name="order_central_refund_once",
            ),
            models.UniqueConstraint(
                fields=("order", "source_key"),
                condition=~models.Q(source_key=""),
                name="order_central_refund_source",
            ),
        )

    def __str__(self) -> str:
        return f"refund of order {self.order_id}"

    @property
    def is_done(self) -> bool:
        """Whether the customer has got it."""
        return self.status in (RefundStatus.SUCCESS, RefundStatus.MANUAL_DONE)

    @property
    def author(self) -> Author:
        """Who asked for it."""
        return Author(AuthorType(self.author_type), self.user_id, self.app_name)

    @property
    def notify_modes(self) -> dict[str, NotifyMode]:
        """What to send, by kind of channel."""
        return {kind: NotifyMode(mode) for kind, mode in self.modes.items()}

    @property
    def gateway_key(self) -> str:
        """The idempotency key that goes out with the request for money."""
        return f"{KEY_PREFIX}{self.key}"

    def as_grant(self) -> RefundGrant:
        """Return what Saleor keeps of it."""
        lines = self.lines.exclude(order_line=None)
        return RefundGrant(
            amount=self.amount,
            key=self.gateway_key,
            reason=self.reference,
            quantities=dict(lines.values_list("order_line_id", "quantity")),
            has_shipping=self.shipping_gross > 0,
            user_pk=self.user_id,
        )


class OrderRefundLine(models.Model):
    """Units of a line in a refund, `returned` of them came back; name and prices are copies."""

    refund = models.ForeignKey(OrderRefund, on_delete=models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(
        "order.OrderLine", null=True, on_delete=models.SET_NULL, related_name="order_central_refund_lines"
    )
    name = models.CharField(max_length=1000)
    quantity = models.PositiveIntegerField()
    returned = models.PositiveIntegerField(default=0)
    net = money_column()
    gross = money_column()
    tax_rate = models.DecimalField(max_digits=5, decimal_places=4, default=0)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.quantity} x {self.name}"


class RestockedUnit(models.Model):
    """A unit of a line that went back to stock, or will when its refund succeeds.

    The database lets each unit go back once, ever (002-54). `warehouse` is the text form of a key. What came
    back without a refund, for an exchange for example, belongs to its `return_request`.
    """

    refund = models.ForeignKey(
        OrderRefund, null=True, on_delete=models.CASCADE, related_name="restocked_units"
    )
    return_request = models.ForeignKey(
        "saleor_order_central.ReturnRequest",
        null=True,
        on_delete=models.CASCADE,
        related_name="restocked_units",
    )
    order_line = models.ForeignKey(
        "order.OrderLine", on_delete=models.CASCADE, related_name="order_central_restocked_units"
    )
    unit = models.PositiveIntegerField()
    warehouse = models.CharField(max_length=64)
    is_done = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("order_line", "unit"), name="order_central_restocked_once"),
            check_constraint(
                models.Q(refund__isnull=False) | models.Q(return_request__isnull=False),
                "order_central_restocked_cause",
            ),
        )

    def __str__(self) -> str:
        return f"unit {self.unit} of line {self.order_line_id}"
