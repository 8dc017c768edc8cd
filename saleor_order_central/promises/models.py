"""How long parcels of this shop were on their way, kept so that nobody has to count them on every page."""

from django.db import models
from django.utils import timezone


class PastTransit(models.Model):
    """Transit times of one carrier into one country, "" for all countries (001-02).

    Counted from the shipping date to the delivery that the carrier reported; refreshed by beat.
    """

    carrier = models.CharField(max_length=64)
    country = models.CharField(max_length=2, blank=True, default="")
    deliveries = models.PositiveIntegerField()
    p50 = models.DurationField()
    p90 = models.DurationField()
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("carrier", "country")
        constraints = (
            models.UniqueConstraint(fields=("carrier", "country"), name="order_central_transit_once"),
        )

    def __str__(self) -> str:
        return f"{self.carrier} {self.country}".strip()
