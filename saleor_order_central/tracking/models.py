"""Parcels with the class of their tracking text, and the hosts that the shop trusts."""

from django.conf import settings
from django.db import models
from django.utils import timezone

_DELIVERED = models.Q(delivered_at__isnull=False)
_PROBLEM = models.Q(problem_at__isnull=False)


class OrderParcel(models.Model):
    """A parcel, classified when it was saved (000-28 … 000-30, 001-21).

    Codes in Saleor's own field make a row each: `fulfillment_key` and `position` tell them apart, and both
    stay when Saleor deletes the fulfillment and gives its `number` to another one. Staff add further rows
    (`is_own`), also to an order as a whole: then `number` and `fulfillment_key` are 0. `has_left` is False
    of a parcel that was waiting for approval, or was canceled, when it was seen last. A removed row keeps
    its events.

    The columns from `last_event_type` to `reporting_carriers` are what the carrier's events of this code come
    to (001-02, 001-03); `estimated_at` is when staff expect the parcel.

    `promised_*` is what the carrier told, `expected_*` the range that is shown, whoever gave it, and
    `first_promised_to` the end of the first one: the parcel was on time if it came by then (001-24).
    `late_at` and `problem_at` are when the parcel becomes late, or a `promises.problems.ParcelProblem`;
    they may be ahead, and null means never. Staff acknowledge a problem until something new happens.
    """

    order = models.ForeignKey("order.Order", on_delete=models.CASCADE, related_name="order_central_parcels")
    fulfillment = models.ForeignKey(
        "order.Fulfillment",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="order_central_parcels",
    )
    fulfillment_key = models.BigIntegerField(default=0)
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField(default=1)
    is_own = models.BooleanField(default=False)
    has_left = models.BooleanField(default=True)
    code = models.CharField(max_length=255, blank=True, default="")
    normalized_code = models.CharField(max_length=255, blank=True, default="", db_index=True)
    kind = models.CharField(max_length=16)
    presentation = models.CharField(max_length=16)
    carrier = models.CharField(max_length=64, blank=True, default="")
    chosen_carrier = models.CharField(max_length=64, blank=True, default="")
    url = models.CharField(max_length=2048, blank=True, default="")
    reasons = models.JSONField(default=list)
    shipped_at = models.DateTimeField(null=True, blank=True)
    classified_at = models.DateTimeField(default=timezone.now)
    last_event_type = models.CharField(max_length=32, blank=True, default="")
    last_event_at = models.DateTimeField(null=True)
    last_event_place = models.CharField(max_length=250, blank=True, default="")
    delivered_at = models.DateTimeField(null=True)
    is_exception = models.BooleanField(default=False)
    promised_from = models.DateTimeField(null=True)
    promised_to = models.DateTimeField(null=True)
    exception_type = models.CharField(max_length=32, blank=True, default="")
    exception_at = models.DateTimeField(null=True)
    delayed_at = models.DateTimeField(null=True)
    pickup_since = models.DateTimeField(null=True)
    pickup_place = models.CharField(max_length=250, blank=True, default="")
    pickup_until = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)
    reporting_carriers = models.JSONField(blank=True, default=list)
    estimated_at = models.DateTimeField(null=True)
    expected_from = models.DateTimeField(null=True)
    expected_to = models.DateTimeField(null=True)
    expected_source = models.CharField(max_length=16, blank=True, default="")
    first_promised_to = models.DateTimeField(null=True)
    late_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=32, blank=True, default="")
    problem_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    acknowledged_note = models.CharField(max_length=1000, blank=True, default="")
    removed_at = models.DateTimeField(null=True)
    idempotency_key = models.CharField(max_length=128, blank=True, default="")

    class Meta:
        ordering = ("order", "number", "pk")
        indexes = (
            models.Index(fields=("kind", "id"), name="order_central_parcel_kind_idx"),
            models.Index(
                fields=("carrier", "shipped_at"),
                condition=models.Q(delivered_at__isnull=True),
                name="order_central_parcel_live",
            ),
            models.Index(
                fields=("fulfillment_key",),
                condition=models.Q(is_own=False),
                name="order_central_parcel_key",
            ),
            models.Index(fields=("shipped_at", "id"), name="order_central_parcel_shipped"),
            models.Index(
                fields=("delivered_at", "id"), condition=_DELIVERED, name="order_central_parcel_done"
            ),
            models.Index(
                fields=("problem_at", "id"), condition=_PROBLEM, name="order_central_parcel_problem"
            ),
            models.Index(
                fields=("problem", "problem_at", "id"), condition=_PROBLEM, name="order_central_parcel_reason"
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("order", "number", "fulfillment_key", "position"),
                condition=models.Q(is_own=False, removed_at=None),
                name="order_central_parcel_place",
            ),
            models.UniqueConstraint(
                fields=("order", "idempotency_key"),
                condition=~models.Q(idempotency_key=""),
                name="order_central_parcel_once",
            ),
        )

    def __str__(self) -> str:
        return f"parcel {self.number} of order {self.order_id}"

    def forget_expected(self) -> None:
        """Let the range be worked out anew, in memory: its days count from another date."""
        self.expected_from = self.expected_to = None
        self.expected_source = ""


class OrderParcelLine(models.Model):
    """Units of one order line that staff put into a parcel (001-21); without rows, see `parcels.contents`."""

    parcel = models.ForeignKey(OrderParcel, on_delete=models.CASCADE, related_name="own_lines")
    order_line = models.ForeignKey("order.OrderLine", on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField()

    class Meta:
        ordering = ("parcel", "pk")
        constraints = (
            models.UniqueConstraint(fields=("parcel", "order_line"), name="order_central_parcel_line_once"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} in parcel {self.parcel_id}"


class TrustedTrackingHost(models.Model):
    """A host, or a host and the start of a path, whose tracking pages the shop trusts (000-36)."""

    host = models.CharField(max_length=253)
    path_prefix = models.CharField(max_length=250, blank=True, default="")
    include_subdomains = models.BooleanField(default=False)
    allow_embed = models.BooleanField(default=True)
    is_built_in = models.BooleanField(default=False)
    note = models.CharField(max_length=250, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("host", "path_prefix")
        constraints = (
            models.UniqueConstraint(fields=("host", "path_prefix"), name="order_central_trusted_host_unique"),
        )

    def __str__(self) -> str:
        return self.host + self.path_prefix
