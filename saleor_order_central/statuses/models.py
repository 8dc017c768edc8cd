"""Statuses that an order can have in the centre, and the one that each order has now."""

from django.db import models
from django.utils import timezone

from ..constraints import check_constraint


class StatusKind(models.TextChoices):
    """Where a status comes from (000-16)."""

    BUILT_IN = "BUILT_IN"
    CUSTOM = "CUSTOM"


class StatusType(models.TextChoices):
    """Meaning of a status for the customer: exactly three values (000-17)."""

    IN_PROGRESS = "IN_PROGRESS"
    CONCLUDED = "CONCLUDED"
    CANCELED = "CANCELED"


class StatusFact(models.TextChoices):
    """What a status says of the order by itself."""

    NONE = "NONE"
    PAID = "PAID"
    PREPARING = "PREPARING"
    READY_TO_SHIP = "READY_TO_SHIP"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    CANCELED = "CANCELED"
    REFUNDED = "REFUNDED"


class EntryVisibility(models.TextChoices):
    """Who may see a status or an entry."""

    CUSTOMER = "CUSTOMER"
    STAFF = "STAFF"


class OrderStatusDefinition(models.Model):
    """A status (003-05). Saleor's own order status stays untouched.

    `channels` and `default_channels` hold channel slugs; an empty `channels` means every channel.
    `translations` maps a language code to {"name", "customer_label", "customer_description"}.
    """

    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=16, choices=StatusKind.choices, default=StatusKind.CUSTOM)
    type = models.CharField(max_length=16, choices=StatusType.choices, null=True, blank=True)
    fact = models.CharField(max_length=16, choices=StatusFact.choices, default=StatusFact.NONE)
    color = models.CharField(max_length=7, blank=True, default="")
    visibility = models.CharField(
        max_length=16, choices=EntryVisibility.choices, default=EntryVisibility.CUSTOMER
    )
    customer_label = models.CharField(max_length=250, blank=True, default="")
    customer_description = models.TextField(blank=True, default="")
    translations = models.JSONField(blank=True, default=dict)
    is_default = models.BooleanField(default=False)
    default_channels = models.JSONField(blank=True, default=list)
    channels = models.JSONField(blank=True, default=list)
    is_active = models.BooleanField(default=True)
    sort_order = models.PositiveIntegerField(default=0, db_index=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("sort_order", "pk")
        constraints = (
            check_constraint(
                models.Q(kind="BUILT_IN") | models.Q(type__isnull=False), "order_central_custom_status_typed"
            ),
            models.UniqueConstraint(
                fields=("is_default",),
                condition=models.Q(is_default=True),
                name="order_central_one_default_status",
            ),
        )

    def __str__(self) -> str:
        return self.slug


class OrderState(models.Model):
    """Where an order is now: one row per order, for lists and locks. It can be rebuilt from the entries.

    The `*_recorded` flags say which facts of Saleor the automation has already looked at, so that each
    is acted on once, however often its hook is called.
    """

    order = models.OneToOneField(
        "order.Order", primary_key=True, on_delete=models.CASCADE, related_name="order_central_state"
    )
    status = models.ForeignKey(
        OrderStatusDefinition, null=True, on_delete=models.PROTECT, related_name="order_states"
    )
    status_changed_at = models.DateTimeField(null=True)
    status_set_by_person = models.BooleanField(default=False)
    is_creation_recorded = models.BooleanField(default=False)
    is_payment_recorded = models.BooleanField(default=False)
    is_shipping_recorded = models.BooleanField(default=False)
    is_cancellation_recorded = models.BooleanField(default=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = (
            models.Index(fields=("status", "-status_changed_at"), name="order_central_state_status_idx"),
        )

    def __str__(self) -> str:
        return f"state of order {self.order_id}"
