"""What came back and why, counted by the database (B-17)."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, F, Max, Q, QuerySet, Sum, Value, When

from ..host import get_host
from ..promises.performance import Period
from ..returns.kinds import ReturnState
from ..returns.models import ReturnLine, ReturnRequest


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """Requests and units for one reason and one product. Keys are None when nobody named a reason, and
    when the product was deleted; `product` is what it was called last.
    """

    reason_pk: int | None
    reason: str
    product_pk: int | None
    product: str
    requests: int
    units: int


@dataclass(frozen=True, slots=True)
class ReturnFigures:
    """Requests of a period, units that arrived by them, and units sold in the same period."""

    requests: int
    units_received: int
    units_sold: int

    @property
    def rate(self) -> float | None:
        """Units that came back per unit sold; None when none was sold."""
        return self.units_received / self.units_sold if self.units_sold else None


def _of_period(when: Period, channels: Collection[str] | None, prefix: str) -> Q:
    """Requests that were neither refused nor given up."""
    found = Q(**{f"{prefix}created_at__range": (when.start, when.end)})
    found &= ~Q(**{f"{prefix}state": ReturnState.CANCELED.value})
    if channels is not None:
        found &= Q(**{f"{prefix}channel__in": sorted(channels)})
    return found


def return_figures(when: Period, *, using: str, channels: Collection[str] | None) -> ReturnFigures:
    """Count the requests made in a period, and what was sold in it; three statements."""
    requests = ReturnRequest.objects.using(using).filter(_of_period(when, channels, "")).count()
    lines = ReturnLine.objects.using(using).filter(_of_period(when, channels, "request__"))
    received = lines.aggregate(units=Sum("quantity_received"))["units"] or 0
    allowed = None if channels is None else frozenset(channels)
    sold = get_host().units_sold(when.start, when.end, allowed, using=using)
    return ReturnFigures(requests, received, sold)


def reason_counts(
    when: Period, *, using: str, channels: Collection[str] | None, most: int | None = None
) -> list[ReasonCount]:
    """Count the requests made in a period by reason and product, most units first; one statement."""
    rows = ReturnLine.objects.using(using).filter(_of_period(when, channels, "request__"))
    groups = _grouped(rows)[:most] if most is not None else _grouped(rows)
    return [
        ReasonCount(
            row["reason_id"],
            row["slug"] or "",
            row["product_pk"],
            row["called"],
            row["requests"],
            row["units"],
        )
        for row in groups
    ]


def _grouped(rows: QuerySet[ReturnLine]) -> QuerySet[ReturnLine]:
    """Lines of one product belong together, whatever it was called; those of deleted ones by their name."""
    product = F("order_line__variant__product_id")
    name = Case(
        When(order_line__variant__product_id=None, then=F("product_name")),
        default=Value(""),
        output_field=CharField(),
    )
    return (
        rows.order_by()
        .values("reason_id", slug=F("reason__slug"), product_pk=product, deleted=name)
        .annotate(
            called=Max("product_name"), requests=Count("request_id", distinct=True), units=Sum("quantity")
        )
        .order_by("-units", "slug", "product_pk", "deleted")
    )
