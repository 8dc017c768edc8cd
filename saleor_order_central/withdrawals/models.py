"""Statements of withdrawal, records of their own apart from returns (W-09), and settings per channel."""

from django.db import models
from django.utils import timezone

from ..constraints import check_constraint
from .kinds import WithdrawalStatus


class WithdrawalSettings(models.Model):
    """The function in one channel; the row with the slug "" holds the shop's. Null and "" mean: as the shop.

    `translations` maps a language code to {"button_label", "confirm_label", "excluded_reason"}.
    """

    channel = models.CharField(max_length=255, unique=True, blank=True, default="")
    is_enabled = models.BooleanField(null=True)
    period_days = models.PositiveIntegerField(null=True)
    exclude_business_customers = models.BooleanField(null=True)
    button_label = models.CharField(max_length=100, blank=True, default="")
    confirm_label = models.CharField(max_length=100, blank=True, default="")
    excluded_reason = models.CharField(max_length=500, blank=True, default="")
    excluded_products = models.JSONField(null=True)
    excluded_product_types = models.JSONField(null=True)
    excluded_categories = models.JSONField(null=True)
    translations = models.JSONField(blank=True, default=dict)

    class Meta:
        ordering = ("channel",)

    def __str__(self) -> str:
        return self.channel or "the shop"


class Withdrawal(models.Model):
    """A statement as the consumer made it; what was said never changes.

    `order` is null while the named order was not found (`matched_at` null: not looked for yet). `pair` and
    `idempotency_key` make a repetition safe. `receipt` is the text that was shown and mailed, `subject` its
    title. `is_verified`: an owner, a guest with a grant or staff made it, and its lines were checked.
    """

    number = models.CharField(max_length=32, unique=True)
    order = models.ForeignKey(
        "order.Order", null=True, on_delete=models.SET_NULL, related_name="order_central_withdrawals"
    )
    order_number = models.CharField(max_length=64)
    channel = models.CharField(max_length=255, blank=True, default="")
    name = models.CharField(max_length=250)
    email = models.CharField(max_length=254)
    message = models.TextField(blank=True, default="")
    language = models.CharField(max_length=35)
    subject = models.CharField(max_length=500)
    receipt = models.TextField()
    is_verified = models.BooleanField(default=False)
    status = models.CharField(
        max_length=16,
        choices=[(one.value, one.value) for one in WithdrawalStatus],
        default=WithdrawalStatus.SUBMITTED.value,
    )
    staff_note = models.TextField(blank=True, default="")
    return_request = models.ForeignKey(
        "saleor_order_central.ReturnRequest", null=True, on_delete=models.SET_NULL, related_name="withdrawals"
    )
    notification = models.ForeignKey(
        "saleor_order_central.OrderNotification", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    pair = models.CharField(max_length=32)
    idempotency_key = models.CharField(max_length=128, blank=True, default="")
    request_hash = models.CharField(max_length=64, blank=True, default="")
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    matched_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-received_at", "-id")
        indexes = (
            models.Index(fields=("received_at", "id"), name="order_central_withdraw_at_idx"),
            models.Index(fields=("order", "id"), name="order_central_withdraw_ord_idx"),
            models.Index(
                fields=("id",), condition=models.Q(matched_at=None), name="order_central_withdraw_new_idx"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("pair", "idempotency_key"),
                condition=~models.Q(idempotency_key=""),
                name="order_central_withdraw_once",
            ),
        )

    def __str__(self) -> str:
        return self.number


class WithdrawalLine(models.Model):
    """Units that a statement is about; `order_line` is null for a product that was named in words.

    A statement without lines is about the whole order.
    """

    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.CASCADE, related_name="lines")
    order_line = models.ForeignKey(
        "order.OrderLine", null=True, on_delete=models.SET_NULL, related_name="order_central_withdrawn"
    )
    product_name = models.CharField(max_length=700)
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ("id",)
        constraints = (check_constraint(models.Q(quantity__gt=0), "order_central_withdraw_units"),)

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product_name}"
