"""When parcels are asked for next, and how providers are doing."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..tracking.models import OrderParcel


class ParcelPoll(models.Model):
    """A parcel that a provider is asked for. `next_at` null: never again, for this code.

    A worker that takes a row moves `next_at` ahead first: if it dies, the row is due again by itself.
    `failures` are answers in a row that could not be used, `misses` those that did not know the code.
    """

    parcel = models.OneToOneField(
        OrderParcel, on_delete=models.CASCADE, related_name="poll", primary_key=True
    )
    provider = models.CharField(max_length=32)
    code = models.CharField(max_length=255)
    next_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    misses = models.PositiveSmallIntegerField(default=0)
    etag = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = (
            models.Index(
                fields=("provider", "next_at"),
                condition=Q(next_at__isnull=False),
                name="order_central_poll_due",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} at {self.provider}"


class ProviderState(models.Model):
    """One row per provider: workers lock it to take their turn, staff see from it whether it works.

    `failures` are requests in a row without an answer; `trouble` and `detail` tell of the last one.
    """

    name = models.CharField(max_length=32, unique=True)
    next_request_at = models.DateTimeField(default=timezone.now)
    last_success_at = models.DateTimeField(null=True)
    last_failure_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=32, blank=True, default="")
    detail = models.CharField(max_length=250, blank=True, default="")

    def __str__(self) -> str:
        return self.name
