"""Statuses that an order can have in the centre, and the one that each order has now."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils import timezone

from ..constraints import check_constraint
from .indexes import LIST_INDEXES


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


class Requirement(models.TextChoices):
    """What an order must have before it may get a status."""

    PAID = "PAID"
    INVOICE = "INVOICE"
    TRACKING = "TRACKING"
    SHIPPED = "SHIPPED"


class OrderStatusDefinition(models.Model):
    """A status (003-05). Saleor's own order status stays untouched.

    `channels` and `default_channels` hold channel slugs; an empty `channels` means every channel.
    `translations` maps a language code to {"name", "customer_label", "customer_description"}.
    `next_statuses` holds slugs: null means that any status may follow, an empty list that none may.
    `requirements` are checked before an order gets the status. `payment_gateways` start an order in it.
    `notify_by_default` holds kinds of channels that tell the customer; the text is `message_template`.
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
    next_statuses = models.JSONField(null=True, blank=True, default=None)
    requirements = models.JSONField(blank=True, default=list)
    payment_gateways = models.JSONField(blank=True, default=list)
    notify_by_default = models.JSONField(blank=True, default=list)
    message_template = models.ForeignKey(
        "saleor_order_central.MessageTemplate",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="statuses_that_send_it",
    )
    silent_after_hours = models.PositiveIntegerField(null=True, blank=True)
    silent_template = models.ForeignKey(
        "saleor_order_central.MessageTemplate",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="statuses_that_wait_with_it",
    )
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


class StatusRule(models.Model):
    """Automation: when a fact holds, an order gets a status (001-16, 003-12).

    Empty `channels` and `payment_gateways` mean all. The first rule that fits, by `sort_order`, is used;
    without one the plugin's settings name the status.
    """

    class Fact(models.TextChoices):
        CREATED = "CREATED"
        PAID = "PAID"
        SENT = "SENT"
        DELIVERED = "DELIVERED"
        CANCELED = "CANCELED"
        REFUNDED = "REFUNDED"

    fact = models.CharField(max_length=16, choices=Fact.choices)
    status = models.ForeignKey(OrderStatusDefinition, on_delete=models.CASCADE, related_name="rules")
    channels = models.JSONField(blank=True, default=list)
    payment_gateways = models.JSONField(blank=True, default=list)
    is_active = models.BooleanField(default=True)
    sort_order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("sort_order", "pk")

    def __str__(self) -> str:
        return f"{self.fact} gives {self.status_id}"


class OrderState(models.Model):
    """Where an order is now: one row per order, for lists and locks. It can be rebuilt from the entries.

    The `*_recorded` flags say which facts of Saleor the automation has already looked at, so that each
    is acted on once, however often its hook is called. The columns from `placed_at` on are copies for
    lists, written by `statuses.record`; `silent_at` is when the order becomes silent (003-01), null never,
    and `silence_told_at` the one that was told last; `late_at` and `late_told_at` are the same for a promise
    that passes (001-04). `promised_*` is the promise at purchase with the days that its shipping method had
    then, `expected_*` the range of now.
    `paid_at` to `delivered_at` are the dates of steps that are done, null also when nobody knows the date.
    Since `erased_at` the customer was forgotten: name and address are not copied any more.
    `customer_status` is the slug of the newest status that the customer may see, `search_words` what the
    search looks in, parted by single blanks.
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
    is_delivery_recorded = models.BooleanField(default=False)
    is_refund_recorded = models.BooleanField(default=False)
    is_acceptance_recorded = models.BooleanField(default=False)
    placed_at = models.DateTimeField(null=True)
    number = models.CharField(max_length=64, blank=True, default="")
    channel = models.CharField(max_length=255, blank=True, default="")
    customer_name = models.CharField(max_length=512, blank=True, default="")
    customer_email = models.CharField(max_length=254, blank=True, default="")
    external_reference = models.CharField(max_length=250, blank=True, default="")
    payment_gateway = models.CharField(max_length=255, blank=True, default="")
    total = models.DecimalField(max_digits=20, decimal_places=3, null=True)
    currency = models.CharField(max_length=3, blank=True, default="")
    status_type = models.CharField(max_length=16, blank=True, default="")
    customer_status = models.CharField(max_length=64, blank=True, default="")
    current_step = models.CharField(max_length=16, blank=True, default="")
    paid_at = models.DateTimeField(null=True)
    prepared_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    is_paid = models.BooleanField(default=False)
    is_sent = models.BooleanField(default=False)
    is_delivered = models.BooleanField(default=False)
    is_canceled = models.BooleanField(default=False)
    is_refunded = models.BooleanField(default=False)
    is_late = models.BooleanField(default=False)
    promised_min_days = models.PositiveIntegerField(null=True)
    promised_max_days = models.PositiveIntegerField(null=True)
    promised_from = models.DateTimeField(null=True)
    promised_to = models.DateTimeField(null=True)
    expected_from = models.DateTimeField(null=True)
    expected_to = models.DateTimeField(null=True)
    expected_source = models.CharField(max_length=16, blank=True, default="")
    late_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)
    has_message = models.BooleanField(default=False)
    has_open_return = models.BooleanField(default=False)
    silent_at = models.DateTimeField(null=True)
    silence_told_at = models.DateTimeField(null=True)
    search_words = models.TextField(blank=True, default="")
    erased_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = (
            models.Index(fields=("status", "-status_changed_at"), name="order_central_state_status_idx"),
            *LIST_INDEXES,
        )

    @classmethod
    def from_db(cls, db: str, field_names: Sequence[str], values: Sequence[Any]) -> "OrderState":
        """Remember what the database holds, so that only what changes is written."""
        state: OrderState = super().from_db(db, field_names, values)
        state.loaded = dict(zip(field_names, values, strict=False))
        return state

    def changed_columns(self) -> frozenset[str]:
        """Name the fields that differ from what was read."""
        return frozenset(
            field.name
            for field in self._meta.concrete_fields
            if field.attname in self.loaded and getattr(self, field.attname) != self.loaded[field.attname]
        )

    def __str__(self) -> str:
        return f"state of order {self.order_id}"
