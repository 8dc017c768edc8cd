"""Parcels with the class of their tracking text, and the hosts that the shop trusts."""

from django.conf import settings
from django.db import models
from django.utils import timezone

_DELIVERED = models.Q(delivered_at__isnull=False)
_PROBLEM = models.Q(problem_at__isnull=False)


class OrderParcel(models.Model):
    """A parcel as last seen in Saleor, classified when it was saved (000-28 … 000-30).

    Number and code are copies: Saleor deletes emptied fulfillments on refunds and returns. The columns from
    `last_event_type` on are what the carrier's events of this code come to (001-02, 001-03).

    `promised_*` is what the carrier told, `expected_*` the range that is shown, whoever gave it, and
    `first_promised_to` the end of the first one: the parcel was on time if it came by then (001-24).
    `late_at` and `problem_at` are when the parcel becomes late, or a `promises.problems.ParcelProblem`;
    they may be ahead, and null means never. Staff acknowledge a problem until something new happens.
    """

    order = models.ForeignKey("order.Order", on_delete=models.CASCADE, related_name="order_central_parcels")
    fulfillment = models.OneToOneField(
        "order.Fulfillment",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="order_central_parcel",
    )
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=255, blank=True, default="")
    normalized_code = models.CharField(max_length=255, blank=True, default="", db_index=True)
    kind = models.CharField(max_length=16)
    presentation = models.CharField(max_length=16)
    carrier = models.CharField(max_length=64, blank=True, default="")
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

    class Meta:
        ordering = ("order", "number")
        indexes = (
            models.Index(fields=("kind", "id"), name="order_central_parcel_kind_idx"),
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
            models.UniqueConstraint(fields=("order", "number"), name="order_central_parcel_number"),
        )

    def __str__(self) -> str:
        return f"parcel {self.number} of order {self.order_id}"


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
