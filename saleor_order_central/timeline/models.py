"""History of orders: append-only rows that Saleor itself has no place for."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..statuses.models import EntryVisibility, OrderStatusDefinition


class OrderEntry(models.Model):
    """One entry (003-10, 004-06, 004-08). Never changed; only `timeline.history` adds rows.

    The status texts, the staff's and the customer's, are copies: entries outlive edits and deletes of
    statuses. `date` is when the fact happened (UTC), `created_at` when it was written down. An undo is an
    entry of its own that points at the undone one (B-07). `is_forced` went against the workflow rules.
    `idempotency_key` is unique per order when set, and `request_hash` tells a repeated request from another
    one with the same key. `message_html` is the message formatted and cleaned, "" when it is plain.
    """

    class Kind(models.TextChoices):
        STATUS_CHANGE = "STATUS_CHANGE"
        EVENT = "EVENT"
        STATUS_UNDO = "STATUS_UNDO"
        RETURN = "RETURN"
        MESSAGE = "MESSAGE"
        REFUND = "REFUND"
        WITHDRAWAL = "WITHDRAWAL"

    class Author(models.TextChoices):
        CUSTOMER = "CUSTOMER"
        STAFF = "STAFF"
        APP = "APP"
        SYSTEM = "SYSTEM"

    order = models.ForeignKey("order.Order", on_delete=models.CASCADE, related_name="order_central_entries")
    kind = models.CharField(max_length=32, choices=Kind.choices)
    date = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    visibility = models.CharField(
        max_length=16, choices=EntryVisibility.choices, default=EntryVisibility.CUSTOMER
    )
    subject = models.CharField(max_length=250, blank=True, default="")
    message = models.TextField(blank=True, default="")
    message_html = models.TextField(blank=True, default="")
    author_type = models.CharField(max_length=16, choices=Author.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    app_name = models.CharField(max_length=250, blank=True, default="")
    status_from = models.ForeignKey(
        OrderStatusDefinition, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    status_to = models.ForeignKey(
        OrderStatusDefinition, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    status_from_label = models.CharField(max_length=250, blank=True, default="")
    status_to_label = models.CharField(max_length=250, blank=True, default="")
    status_from_customer_label = models.CharField(max_length=250, blank=True, default="")
    status_to_customer_label = models.CharField(max_length=250, blank=True, default="")
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="undone_by"
    )
    is_forced = models.BooleanField(default=False)
    template = models.ForeignKey(
        "saleor_order_central.MessageTemplate",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    return_request = models.ForeignKey(
        "saleor_order_central.ReturnRequest",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="entries",
    )
    conversation_message = models.ForeignKey(
        "saleor_order_central.OrderMessage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="entries",
    )
    idempotency_key = models.CharField(max_length=128, blank=True, default="")
    request_hash = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ("date", "pk")
        indexes = (models.Index(fields=("order", "date", "id"), name="order_central_entry_order_idx"),)
        constraints = (
            models.UniqueConstraint(
                fields=("order", "idempotency_key"),
                condition=~models.Q(idempotency_key=""),
                name="order_central_entry_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} of order {self.order_id}"
