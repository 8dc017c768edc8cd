"""Credit notes, and the counters that number them."""

from django.db import models
from django.utils import timezone

from ..refunds.models import OrderRefund, money_column


class CreditNoteCounter(models.Model):
    """Last number of a channel, "" on hosts without channels; its row is locked while a note is written."""

    channel = models.CharField(max_length=250, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.channel}: {self.last}"


class OrderCreditNote(models.Model):
    """Proof of what was given back (002-55). A trigger of the database refuses changes and deletion.

    Only the links to order and refund may be emptied, when those rows go. `lines` holds one object per line
    with the keys line, name, quantity, net, gross and tax_rate; numbers are texts, `line` is the text form of
    the order line's key or "". Amounts are in `currency`; `shipping_*` is part of the total. `seller` and
    `recipient` are lines of addresses as they were on that day, `invoice_number` is that of the invoice that
    is corrected, `return_number` that of the return behind it.
    """

    order = models.ForeignKey(
        "order.Order", null=True, on_delete=models.SET_NULL, related_name="order_central_credit_notes"
    )
    refund = models.OneToOneField(
        OrderRefund, null=True, on_delete=models.SET_NULL, related_name="credit_note"
    )
    channel = models.CharField(max_length=250, blank=True, default="")
    sequence = models.PositiveIntegerField()
    number = models.CharField(max_length=300, unique=True)
    order_number = models.CharField(max_length=64)
    customer_name = models.CharField(max_length=512, blank=True, default="")
    language_code = models.CharField(max_length=35, default="en")
    seller = models.JSONField(default=list)
    recipient = models.JSONField(default=list)
    invoice_number = models.CharField(max_length=255, blank=True, default="")
    return_number = models.CharField(max_length=80, blank=True, default="")
    currency = models.CharField(max_length=3)
    lines = models.JSONField(default=list)
    shipping_net = money_column()
    shipping_gross = money_column()
    total_net = money_column()
    total_gross = money_column()
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("issued_at", "pk")
        indexes = (
            models.Index(fields=("issued_at", "id"), name="order_central_credit_issued"),
            models.Index(fields=("order_number",), name="order_central_credit_order"),
        )
        constraints = (
            models.UniqueConstraint(fields=("channel", "sequence"), name="order_central_credit_number"),
        )

    def __str__(self) -> str:
        return self.number
