"""What customers ask and how fast they are answered, counted by the database (002-19, B-17)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet

from ..conversations.kinds import ThreadStatus
from ..conversations.models import NEVER, OrderMessage, OrderThread
from ..promises.past import Percentile
from ..promises.performance import Period
from .durations import placed_in
from .questions import WHERE_IS_IT

_OPEN = ~Q(status=ThreadStatus.CLOSED.value)


@dataclass(frozen=True, slots=True)
class ConversationFigures:
    """Conversations now, and what was said in a period.

    `first_response` is the median time to the first answer of those that began in the period and have one.
    `tracking_questions` are messages of customers that ask where an order is.
    """

    open: int
    waiting: int
    first_response: timedelta | None
    messages: int
    tracking_questions: int
    orders: int

    @property
    def messages_per_order(self) -> float | None:
        """Messages per order placed in the period; None without orders."""
        return self.messages / self.orders if self.orders else None

    @property
    def tracking_questions_per_100_orders(self) -> float | None:
        """Questions where an order is, per 100 orders placed in the period; None without orders."""
        return 100 * self.tracking_questions / self.orders if self.orders else None


@dataclass(frozen=True, slots=True)
class OpenCount:
    """Conversations that are not closed, by state and by who is in charge (None: nobody)."""

    status: str
    assignee_pk: int | None
    assignee_email: str
    count: int


def conversation_figures(
    when: Period, *, using: str, channels: Collection[str] | None
) -> ConversationFigures:
    """Count conversations and messages; four statements."""
    span = (when.start, when.end)
    answer = ExpressionWrapper(F("first_response_at") - F("first_asked_at"), output_field=DurationField())
    threads = _threads(channels, using).aggregate(
        open=Count("pk", filter=_OPEN),
        waiting=Count("pk", filter=Q(waiting_since__lt=NEVER)),
    )
    began = _threads(channels, using).filter(first_asked_at__range=span, first_response_at__isnull=False)
    said = OrderMessage.objects.using(using).filter(created_at__range=span)
    if channels is not None:
        said = said.filter(thread__channel__in=sorted(channels))
    asks = Q(author_type="CUSTOMER", thread__order__isnull=False, body__iregex=WHERE_IS_IT)
    messages = said.aggregate(all=Count("pk"), asking=Count("pk", filter=asks))
    return ConversationFigures(
        open=threads["open"],
        waiting=threads["waiting"],
        first_response=began.aggregate(median=Percentile(answer, 0.5))["median"],
        messages=messages["all"],
        tracking_questions=messages["asking"],
        orders=placed_in(when, channels, using=using).count(),
    )


def open_counts(*, using: str, channels: Collection[str] | None) -> list[OpenCount]:
    """Count the conversations that are not closed, most first; one statement."""
    groups = (
        _threads(channels, using)
        .filter(_OPEN)
        .order_by()
        .values("status", "assignee_id", "assignee__email")
        .annotate(count=Count("pk"))
        .order_by("-count", "status", "assignee_id")
    )
    return [
        OpenCount(row["status"], row["assignee_id"], row["assignee__email"] or "", row["count"])
        for row in groups
    ]


def _threads(channels: Collection[str] | None, using: str) -> QuerySet[OrderThread]:
    rows = OrderThread.objects.using(using)
    return rows if channels is None else rows.filter(channel__in=sorted(channels))
