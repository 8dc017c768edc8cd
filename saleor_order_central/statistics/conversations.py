"""What customers ask and how fast they are answered, counted by the database (002-19, B-17)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet

from ..conversations.kinds import ThreadStatus
from ..conversations.models import NEVER, OrderMessage, OrderThread
from ..promises.past import Percentile
from ..promises.performance import Period
from .durations import placed_in
from .questions import WHERE_IS_IT

_OPEN = ~Q(status=ThreadStatus.CLOSED.value)
_ANSWER = ExpressionWrapper(F("first_response_at") - F("first_asked_at"), output_field=DurationField())
_ASKS = Q(author_type="CUSTOMER", thread__order__isnull=False, body__iregex=WHERE_IS_IT)


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


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """What was said in one sales channel in a period; `channel` is "" for what names none.

    `began` are conversations in which a customer wrote first then, `answered` those of them with an answer;
    `p50` and `p90` are times to the first one, None without any.
    """

    channel: str
    began: int = 0
    answered: int = 0
    p50: timedelta | None = None
    p90: timedelta | None = None
    messages: int = 0
    tracking_questions: int = 0
    orders: int = 0


def conversation_figures(
    when: Period, *, using: str, channels: Collection[str] | None
) -> ConversationFigures:
    """Count conversations and messages; four statements."""
    span = (when.start, when.end)
    threads = _threads(channels, using).aggregate(
        open=Count("pk", filter=_OPEN),
        waiting=Count("pk", filter=Q(waiting_since__lt=NEVER)),
    )
    began = _threads(channels, using).filter(first_asked_at__range=span, first_response_at__isnull=False)
    messages = _said_in(when, channels, using).aggregate(all=Count("pk"), asking=Count("pk", filter=_ASKS))
    return ConversationFigures(
        open=threads["open"],
        waiting=threads["waiting"],
        first_response=began.aggregate(median=Percentile(_ANSWER, 0.5))["median"],
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


def channel_figures(when: Period, *, using: str, channels: Collection[str] | None) -> list[ChannelFigures]:
    """Count what was said in each channel that had conversations or orders, by name; three statements."""
    began = _threads(channels, using).filter(first_asked_at__range=(when.start, when.end))
    parts: tuple[tuple[QuerySet[Any], dict[str, Any]], ...] = (
        (
            began.values(name=F("channel")),
            {
                "began": Count("pk"),
                "answered": Count("first_response_at"),
                "p50": Percentile(_ANSWER, 0.5),
                "p90": Percentile(_ANSWER, 0.9),
            },
        ),
        (
            _said_in(when, channels, using).values(name=F("thread__channel")),
            {"messages": Count("pk"), "tracking_questions": Count("pk", filter=_ASKS)},
        ),
        (placed_in(when, channels, using=using).values(name=F("channel")), {"orders": Count("pk")}),
    )
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for rows, figures in parts:
        for row in rows.order_by().annotate(**figures):
            found[row.pop("name")].update(row)
    return [ChannelFigures(channel, **found[channel]) for channel in sorted(found)]


def _said_in(when: Period, channels: Collection[str] | None, using: str) -> QuerySet[OrderMessage]:
    rows = OrderMessage.objects.using(using).filter(created_at__range=(when.start, when.end))
    return rows if channels is None else rows.filter(thread__channel__in=sorted(channels))


def _threads(channels: Collection[str] | None, using: str) -> QuerySet[OrderThread]:
    rows = OrderThread.objects.using(using)
    return rows if channels is None else rows.filter(channel__in=sorted(channels))
