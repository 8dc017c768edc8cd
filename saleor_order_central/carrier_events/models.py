"""Events that carriers reported, and the deliveries of their webhooks as they arrived."""

from datetime import datetime, timedelta, timezone

from django.db import models
from django.utils import timezone as clock

from ..tracking.models import OrderParcel
from .kinds import CarrierEventKind

KINDS = [(kind.value, kind.value) for kind in CarrierEventKind]


class OrderCarrierEvent(models.Model):
    """One event of one parcel (001-13). Rows are added and never changed.

    `code` is the parcel's code when the event came: a corrected code leaves the events of the wrong one
    behind. `happened_at` is a moment, `utc_offset_minutes` the zone in which it was told. `raw_code`,
    `raw_text`, `provider`, `carrier` and `external_id` are for staff; `description` may be shown to the
    customer. `pickup_until` is the last moment to fetch a parcel from its pickup point.
    """

    parcel = models.ForeignKey(OrderParcel, on_delete=models.CASCADE, related_name="carrier_events")
    dedupe_key = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=255, blank=True, default="")
    type = models.CharField(max_length=32, choices=KINDS)
    raw_code = models.CharField(max_length=128, blank=True, default="")
    raw_text = models.CharField(max_length=1000, blank=True, default="")
    description = models.CharField(max_length=500, blank=True, default="")
    place = models.CharField(max_length=250, blank=True, default="")
    country = models.CharField(max_length=2, blank=True, default="")
    happened_at = models.DateTimeField()
    utc_offset_minutes = models.SmallIntegerField(default=0)
    received_at = models.DateTimeField(default=clock.now)
    provider = models.CharField(max_length=64)
    carrier = models.CharField(max_length=64, blank=True, default="")
    external_id = models.CharField(max_length=250, blank=True, default="")
    estimated_from = models.DateTimeField(null=True)
    estimated_to = models.DateTimeField(null=True)
    pickup_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ("parcel", "happened_at", "id")
        indexes = (
            models.Index(fields=("parcel", "-happened_at", "-id"), name="order_central_carrier_event"),
        )

    @property
    def local_time(self) -> datetime:
        """The moment on the clock of the place where it happened."""
        return self.happened_at.astimezone(timezone(timedelta(minutes=self.utc_offset_minutes)))

    def __str__(self) -> str:
        return f"{self.type} of parcel {self.parcel_id}"


class CarrierDelivery(models.Model):
    """One call of the webhook, kept before anything is done with it: no event is lost on the way.

    `key` is a fingerprint of the sender's own id of the call, or of its body; `body` is JSON as it came,
    since PostgreSQL's own type refuses some of it; `provider` says whose shape it has, "" for our own. A
    delivery stays UNMATCHED, and is tried again, while no parcel has the code of one of its events.
    """

    class Status(models.TextChoices):
        PENDING = "PENDING"
        DONE = "DONE"
        UNMATCHED = "UNMATCHED"
        REFUSED = "REFUSED"

    key = models.CharField(max_length=64, unique=True)
    body = models.TextField()
    provider = models.CharField(max_length=32, blank=True, default="")
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=250, blank=True, default="")
    received_at = models.DateTimeField(default=clock.now)
    processed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("status", "id"), name="order_central_delivery_queue"),
            models.Index(fields=("received_at",), name="order_central_delivery_age"),
        )

    def __str__(self) -> str:
        return f"delivery {self.key}: {self.status}"
