"""How long past parcels took: counted by the database now and then, read by everybody (001-02)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, QuerySet
from django.utils import timezone

from ..tracking.models import OrderParcel
from .models import PastTransit
from .outlook import NO_PAST, PastTransits
from .windows import Transit

LEAST_DELIVERIES = 20
LOOK_BACK = timedelta(days=180)


class Percentile(Aggregate):
    """The value that a share of all does not exceed, between two values as needed."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()

    def __init__(self, expression: Any, share: float) -> None:
        super().__init__(expression, share=share)


def transit_time() -> ExpressionWrapper:
    """The time from the shipping date to the delivery."""
    return ExpressionWrapper(F("delivered_at") - F("shipped_at"), output_field=DurationField())


def count_transits(now: datetime | None = None) -> int:
    """Count the deliveries of the last half year anew, two statements; returns rows kept.

    Workers that run at once wait for each other; readers do not.
    """
    now = now or timezone.now()
    delivered = OrderParcel.objects.filter(
        delivered_at__gt=now - LOOK_BACK, shipped_at__lt=F("delivered_at"), removed_at=None
    ).exclude(carrier="")
    country = "order__shipping_address__country"
    with transaction.atomic():
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(PastTransit._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        rows = [
            PastTransit(carrier=carrier, country=country or "", counted_at=now, **figures)
            for carrier, country, figures in (
                *_counted(delivered, "carrier"),
                *_counted(delivered.exclude(**{country: ""}).exclude(**{country: None}), "carrier", country),
            )
        ]
        PastTransit.objects.all().delete()
        PastTransit.objects.bulk_create(rows)
    return len(rows)


def _counted(parcels: QuerySet[OrderParcel], *keys: str) -> Iterable[tuple[str, str, dict[str, Any]]]:
    groups = parcels.order_by().values(*keys)
    for row in groups.annotate(
        deliveries=Count("pk"), p50=Percentile(transit_time(), 0.5), p90=Percentile(transit_time(), 0.9)
    ):
        figures = {name: row[name] for name in ("deliveries", "p50", "p90")}
        yield row["carrier"], str(row[keys[1]]) if len(keys) > 1 else "", figures


def load_past(carriers: Iterable[str], *, using: str) -> PastTransits:
    """Return what is known of some carriers, one statement; none without carriers.

    Transit times need 20 deliveries; a single one tells that the carrier's events reach this shop.
    """
    wanted = sorted({carrier for carrier in carriers if carrier})
    if not wanted:
        return NO_PAST
    rows = list(PastTransit.objects.using(using).filter(carrier__in=wanted))
    return PastTransits(
        {
            (row.carrier, row.country): Transit(row.p50, row.p90)
            for row in rows
            if row.deliveries >= LEAST_DELIVERIES
        },
        frozenset(row.carrier for row in rows),
    )
