"""Figures of the centre: orders that need somebody, carriers, steps and returns (001-24, 002-19, B-17)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import graphene
from django.utils import timezone

from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_USERS, caller_of
from ..host.base import PLUGIN_ID
from ..promises.performance import OrderCounts, Period, carrier_performances, order_counts, period
from ..statistics.conversations import ConversationFigures, conversation_figures, open_counts
from ..statistics.durations import step_durations
from ..statistics.returned import ReturnFigures, reason_counts, return_figures
from ..statistics.tables import VALID_SECONDS, StatisticsTable, TableRequest, signed_table
from ..statistics_page import PATH
from .listing_types import OrderCentralDateRangeInput
from .statistics_types import (
    OrderCarrierPerformance,
    OrderOpenThreadCount,
    OrderReasonCount,
    OrderStatisticsDownload,
    OrderStatisticsTableEnum,
    OrderStepDuration,
)

MOST_REASONS = 100
ADDRESS = f"/plugins/global/{PLUGIN_ID}{PATH}"


@dataclass(eq=False)
class StatisticsView:
    """What one caller asks figures of; `channels` None means every channel."""

    context: Any
    period: Period
    channels: Collection[str] | None

    @cached_property
    def counts(self) -> OrderCounts:
        """Orders that need somebody, counted once."""
        with get_host().reading(self.context) as alias:
            return order_counts(self.period, using=alias, channels=self.channels)

    @cached_property
    def said(self) -> ConversationFigures:
        """What customers asked, counted once."""
        with get_host().reading(self.context) as alias:
            return conversation_figures(self.period, using=alias, channels=self.channels)

    @cached_property
    def returned(self) -> ReturnFigures:
        """What came back, counted once."""
        with get_host().reading(self.context) as alias:
            return return_figures(self.period, using=alias, channels=self.channels)


class OrderCentralStatistics(graphene.ObjectType):
    """Figures of the centre; each group is counted when it is asked for."""

    late_orders = graphene.Int(required=True, description="Orders past the promised date now.")
    silent_orders = graphene.Int(required=True, description="Orders without a change for too long now.")
    open_threads = graphene.Int(required=True, description="Conversations that are not closed now.")
    waiting_threads = graphene.Int(
        required=True, description="Conversations in which a customer waits for an answer now."
    )
    open_thread_counts = graphene.List(
        graphene.NonNull(OrderOpenThreadCount),
        required=True,
        description=f"Conversations that are not closed, by state and who is in charge, "
        f"{MOST_REASONS} at most.",
    )
    median_first_response_minutes = graphene.Float(
        description="Median minutes to the first answer, of conversations that began in the period; "
        "null without an answer."
    )
    messages = graphene.Int(required=True, description="Messages of the period, of both sides.")
    messages_per_order = graphene.Float(
        description="Messages per order placed in the period; null without orders."
    )
    tracking_questions_per_100_orders = graphene.Float(
        name="trackingQuestionsPer100Orders",
        description="Messages that ask where an order is, per 100 orders placed in the period; "
        "null without orders.",
    )
    returns = graphene.Int(
        required=True, description="Return requests of the period, without refused and given up ones."
    )
    return_rate = graphene.Float(
        description="Units that arrived by them per unit sold in the period; null when none was sold."
    )
    step_durations = graphene.List(
        graphene.NonNull(OrderStepDuration), required=True, description="Time between steps."
    )
    return_reasons = graphene.List(
        graphene.NonNull(OrderReasonCount),
        required=True,
        description=f"Returns by reason and product, most units first, {MOST_REASONS} at most.",
    )
    carriers = graphene.List(
        graphene.NonNull(OrderCarrierPerformance), required=True, description="Carriers compared."
    )
    download = graphene.Field(
        OrderStatisticsDownload,
        required=True,
        table=graphene.Argument(OrderStatisticsTableEnum, required=True, description="Which table."),
        description="A table of the same period and channels as CSV.",
    )

    @staticmethod
    def resolve_late_orders(root: StatisticsView, _info):
        return root.counts.late

    @staticmethod
    def resolve_silent_orders(root: StatisticsView, _info):
        return root.counts.silent

    @staticmethod
    def resolve_open_threads(root: StatisticsView, _info):
        return root.said.open

    @staticmethod
    def resolve_waiting_threads(root: StatisticsView, _info):
        return root.said.waiting

    @staticmethod
    def resolve_open_thread_counts(root: StatisticsView, info):
        with get_host().reading(info.context) as alias:
            return open_counts(using=alias, channels=root.channels)[:MOST_REASONS]

    @staticmethod
    def resolve_median_first_response_minutes(root: StatisticsView, _info):
        median = root.said.first_response
        return None if median is None else median.total_seconds() / 60

    @staticmethod
    def resolve_messages(root: StatisticsView, _info):
        return root.said.messages

    @staticmethod
    def resolve_messages_per_order(root: StatisticsView, _info):
        return root.said.messages_per_order

    @staticmethod
    def resolve_tracking_questions_per_100_orders(root: StatisticsView, _info):
        return root.said.tracking_questions_per_100_orders

    @staticmethod
    def resolve_returns(root: StatisticsView, _info):
        return root.returned.requests

    @staticmethod
    def resolve_return_rate(root: StatisticsView, _info):
        return root.returned.rate

    @staticmethod
    def resolve_step_durations(root: StatisticsView, info):
        with get_host().reading(info.context) as alias:
            return step_durations(root.period, using=alias, channels=root.channels)

    @staticmethod
    def resolve_return_reasons(root: StatisticsView, info):
        with get_host().reading(info.context) as alias:
            return reason_counts(root.period, using=alias, channels=root.channels, most=MOST_REASONS)

    @staticmethod
    def resolve_carriers(root: StatisticsView, info):
        with get_host().reading(info.context) as alias:
            return carrier_performances(root.period, using=alias, channels=root.channels)

    @staticmethod
    def resolve_download(root: StatisticsView, _info, table):
        token = signed_table(TableRequest(StatisticsTable(table), root.period, root.channels))
        return OrderStatisticsDownload(
            url=get_host().build_absolute_uri(f"{ADDRESS}?{urlencode({'token': token})}"),
            expires_at=timezone.now() + timedelta(seconds=VALID_SECONDS),
        )


def resolve_statistics(_root, info, channel=None, period_=None):
    caller = caller_of(info.context)
    for permission in (MANAGE_ORDERS, MANAGE_USERS):
        caller.require(permission)
    allowed, when = caller.working_channels(), period_ or {}
    channels = allowed if channel is None else {channel} & (allowed if allowed is not None else {channel})
    return StatisticsView(info.context, period(when.get("gte"), when.get("lte")), channels)


QUERY_FIELDS = {
    "order_central_statistics": graphene.Field(
        OrderCentralStatistics,
        channel=graphene.String(description="Slug of a channel; every channel without it."),
        period_=graphene.Argument(
            OrderCentralDateRangeInput,
            name="period",
            description="Dates of orders and return requests, and shipping dates of parcels; "
            "the last 90 days without it.",
        ),
        resolver=resolve_statistics,
        description="Figures of the centre. Requires MANAGE_ORDERS and MANAGE_USERS.",
    ),
}

COSTS = {"Query": {"orderCentralStatistics": {"complexity": 20}}}
