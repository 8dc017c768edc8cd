"""Figures of the centre: orders that need somebody, and carriers compared (001-24)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

import graphene

from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_USERS, caller_of
from ..promises.performance import OrderCounts, Period, carrier_performances, order_counts, period
from .listing_types import OrderCentralDateRangeInput


def _hours(description: str) -> graphene.Float:
    return graphene.Float(description=description)


class OrderCarrierPerformance(graphene.ObjectType):
    """Parcels of one carrier in one channel that left in the period."""

    carrier = graphene.String(description="Code of the carrier; null for parcels of carriers nobody knows.")
    channel = graphene.String(description="Slug of the channel; null where Saleor has none.")
    parcels = graphene.Int(required=True, description="Parcels.")
    promised = graphene.Int(required=True, description="Parcels with a promised date.")
    unpromised = graphene.Int(required=True, description="Parcels for which nobody gave a date.")
    delivered = graphene.Int(required=True, description="Parcels that the carrier reported as delivered.")
    on_time = graphene.Int(required=True, description="Parcels delivered by the end of the first promise.")
    late = graphene.Int(
        required=True,
        description="Parcels delivered after the first promise, or followed and still not delivered then.",
    )
    on_time_rate = graphene.Float(description="Share delivered by the promised date, 0 to 1.")
    average_transit_hours = _hours("Average hours on the way.")
    p50_transit_hours = _hours("Hours that half of the parcels stay under.")
    p90_transit_hours = _hours("Hours that nine of ten parcels stay under.")

    @staticmethod
    def resolve_carrier(root, _info):
        return root.carrier or None

    @staticmethod
    def resolve_channel(root, _info):
        return root.channel or None

    @staticmethod
    def resolve_average_transit_hours(root, _info):
        return _in_hours(root.average)

    @staticmethod
    def resolve_p50_transit_hours(root, _info):
        return _in_hours(root.p50)

    @staticmethod
    def resolve_p90_transit_hours(root, _info):
        return _in_hours(root.p90)


def _in_hours(span: timedelta | None) -> float | None:
    return None if span is None else span.total_seconds() / 3600


class OrderCentralStatistics(graphene.ObjectType):
    """Figures of the centre; each group is counted when it is asked for."""

    late_orders = graphene.Int(required=True, description="Orders past the promised date now.")
    silent_orders = graphene.Int(required=True, description="Orders without a change for too long now.")
    carriers = graphene.List(
        graphene.NonNull(OrderCarrierPerformance), required=True, description="Carriers compared."
    )

    @staticmethod
    def resolve_late_orders(root, _info):
        return root.counts.late

    @staticmethod
    def resolve_silent_orders(root, _info):
        return root.counts.silent

    @staticmethod
    def resolve_carriers(root, info):
        with get_host().reading(info.context) as alias:
            return carrier_performances(root.period, using=alias, channels=root.channels)


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
            description="Dates of orders, and shipping dates of parcels; the last 90 days without it.",
        ),
        resolver=resolve_statistics,
        description="Figures of the centre. Requires MANAGE_ORDERS and MANAGE_USERS.",
    ),
}

COSTS = {"Query": {"orderCentralStatistics": {"complexity": 20}}}
