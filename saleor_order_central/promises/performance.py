"""How reliable carriers are: promised days against real ones, counted by the database (001-24)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Avg, Count, F, Q
from django.utils import timezone

from ..statuses.models import OrderState
from ..tracking.models import OrderParcel
from .past import Percentile, transit_time

DEFAULT_PERIOD = timedelta(days=90)
_NOT_SENT = ("canceled", "waiting_for_approval")


@dataclass(frozen=True, slots=True)
class CarrierPerformance:
    """Parcels of one carrier in one channel; `carrier` "" is one that nobody recognised.

    `on_time` came by the end of the first promise; `late` came later, or did not come although the carrier
    reports on the parcel. `promised` may hold more than both: of the rest nobody knows yet. Transit times
    are those of delivered parcels, None without one.
    """

    carrier: str
    channel: str
    parcels: int
    promised: int
    delivered: int
    on_time: int
    late: int
    average: timedelta | None
    p50: timedelta | None
    p90: timedelta | None

    @property
    def unpromised(self) -> int:
        """Parcels for which nobody gave a date."""
        return self.parcels - self.promised

    @property
    def on_time_rate(self) -> float | None:
        """Share of the parcels known to be on time or late, 0 to 1; None while there are none."""
        known = self.on_time + self.late
        return self.on_time / known if known else None


@dataclass(frozen=True, slots=True)
class Period:
    """From one moment to another; both belong to it."""

    start: datetime
    end: datetime


def period(start: datetime | None, end: datetime | None, *, now: datetime | None = None) -> Period:
    """Return a period; without a start it is the 90 days before its end, without an end it ends now."""
    end = end or now or timezone.now()
    return Period(start or end - DEFAULT_PERIOD, end)


def carrier_performances(
    when: Period, *, using: str, channels: Collection[str] | None, now: datetime | None = None
) -> list[CarrierPerformance]:
    """Count the parcels that left in a period, by carrier and channel; one statement. None: all channels."""
    now = now or timezone.now()
    parcels = OrderParcel.objects.using(using).filter(
        shipped_at__range=(when.start, when.end), removed_at=None, has_left=True
    )
    parcels = parcels.exclude(fulfillment__status__in=_NOT_SENT)
    if channels is not None:
        parcels = parcels.filter(order__order_central_state__channel__in=sorted(channels))
    channel = F("order__order_central_state__channel")
    groups = (
        parcels.order_by()
        .values("carrier", channel=channel)
        .annotate(
            parcels=Count("pk"),
            promised=Count("pk", filter=Q(first_promised_to__isnull=False)),
            delivered=Count("pk", filter=Q(delivered_at__isnull=False)),
            on_time=Count("pk", filter=Q(delivered_at__lte=F("first_promised_to"))),
            late=Count("pk", filter=_late(now)),
            average=Avg(transit_time()),
            p50=Percentile(transit_time(), 0.5),
            p90=Percentile(transit_time(), 0.9),
        )
    )
    found = [CarrierPerformance(**{**row, "channel": row["channel"] or ""}) for row in groups]
    return sorted(found, key=lambda one: (one.carrier, one.channel))


def _late(now: datetime) -> Q:
    missing = Q(delivered_at=None, first_promised_to__lt=now, last_event_at__isnull=False)
    return Q(delivered_at__gt=F("first_promised_to")) | missing


@dataclass(frozen=True, slots=True)
class OrderCounts:
    """Orders that need somebody now."""

    late: int
    silent: int


def order_counts(
    when: Period, *, using: str, channels: Collection[str] | None, now: datetime | None = None
) -> OrderCounts:
    """Count orders placed in a period that are late or silent now; one statement."""
    orders = OrderState.objects.using(using).filter(placed_at__range=(when.start, when.end))
    if channels is not None:
        orders = orders.filter(channel__in=sorted(channels))
    row = orders.aggregate(
        late=Count("pk", filter=Q(is_late=True)),
        silent=Count("pk", filter=Q(silent_at__lte=now or timezone.now())),
    )
    return OrderCounts(**row)
