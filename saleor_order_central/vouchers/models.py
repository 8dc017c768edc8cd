"""Vouchers that were given instead of money."""

from django.db import models
from django.utils import timezone

from ..refunds.models import OrderRefund, money_column


class OrderVoucher(models.Model):
    """A voucher of Saleor that a refund made (002-56). One per refund; `voucher_pk` is Saleor's key.

    Value and end are what the customer was told: staff may change Saleor's voucher later.
    """

    refund = models.OneToOneField(OrderRefund, on_delete=models.CASCADE, related_name="voucher")
    order = models.ForeignKey("order.Order", on_delete=models.CASCADE, related_name="order_central_vouchers")
    voucher_pk = models.BigIntegerField()
    code = models.CharField(max_length=255, unique=True)
    currency = models.CharField(max_length=3)
    value = money_column()
    valid_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return self.code
