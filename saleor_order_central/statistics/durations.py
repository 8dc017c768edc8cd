"""How long orders take from step to step, counted by the database (B-17)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, DurationField, ExpressionWrapper, F, QuerySet, When

from ..promises.past import Percentile
from ..promises.performance import Period
from ..statuses.models import OrderState
from ..timeline.view import StepCode

# Each step after the one before it, and at the end the whole way.
PAIRS = (
    (StepCode.PLACED, StepCode.PAID),
    (StepCode.PAID, StepCode.PREPARING),
    (StepCode.PREPARING, StepCode.SENT),
    (StepCode.SENT, StepCode.DELIVERED),
    (StepCode.PLACED, StepCode.DELIVERED),
)
_COLUMNS = {
    StepCode.PLACED: "placed_at",
    StepCode.PAID: "paid_at",
    StepCode.PREPARING: "prepared_at",
    StepCode.SENT: "sent_at",
    StepCode.DELIVERED: "delivered_at",
}


@dataclass(frozen=True, slots=True)
class StepDuration:
    """Time between two steps of `count` orders; `p50` and `p90` are None without any."""

    start: StepCode
    end: StepCode
    count: int
    p50: timedelta | None
    p90: timedelta | None


def placed_in(when: Period, channels: Collection[str] | None, *, using: str) -> QuerySet[OrderState]:
    """Return the orders placed in a period; `channels` limits them, None for all."""
    orders = OrderState.objects.using(using).filter(placed_at__range=(when.start, when.end))
    return orders if channels is None else orders.filter(channel__in=sorted(channels))


def step_durations(when: Period, *, using: str, channels: Collection[str] | None) -> list[StepDuration]:
    """Measure the orders placed in a period, one statement.

    An order counts for a pair when both steps have a date and follow one another: who pays at the door pays
    after the parcel has left.
    """
    figures: dict[str, Any] = {}
    for place, (start, end) in enumerate(PAIRS):
        span = _span(_COLUMNS[start], _COLUMNS[end])
        figures[f"count_{place}"] = Count(span)
        figures[f"p50_{place}"] = Percentile(span, 0.5)
        figures[f"p90_{place}"] = Percentile(span, 0.9)
    row = placed_in(when, channels, using=using).aggregate(**figures)
    return [
        StepDuration(start, end, row[f"count_{place}"], row[f"p50_{place}"], row[f"p90_{place}"])
        for place, (start, end) in enumerate(PAIRS)
    ]


def _span(start: str, end: str) -> Case:
    """The time between two dates; null, which no figure counts, when one is missing or they are reversed."""
    length = ExpressionWrapper(F(end) - F(start), output_field=DurationField())
    return Case(When(**{f"{end}__gte": F(start)}, then=length), output_field=DurationField())
