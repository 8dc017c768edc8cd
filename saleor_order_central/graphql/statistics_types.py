"""Figures of the centre as the API shows them."""

from datetime import timedelta

import graphene

from ..host.schema import date_time, global_id, host_type
from ..statistics.conversations import OpenCount
from ..statistics.durations import StepDuration
from ..statistics.returned import ReasonCount
from ..statistics.tables import StatisticsTable
from .conversation_enums import OrderThreadStatusEnum
from .enums import OrderTimelineStepCodeEnum, describe_enum
from .loaders import UserLoader, loader
from .return_loaders import ReturnReasonLoader
from .return_reason_types import OrderReturnReason

DateTime = date_time()

OrderStatisticsTableEnum = describe_enum(
    "OrderStatisticsTableEnum",
    StatisticsTable,
    "Table of figures to take along.",
    {
        "STEP_DURATIONS": "Hours between steps.",
        "RETURN_REASONS": "Returns by reason and product, all of them.",
        "CARRIERS": "Carriers compared, by channel.",
        "OPEN_CONVERSATIONS": "Conversations that are not closed, by state and who is in charge.",
        "CONVERSATIONS": "First answers and messages of the period, by channel.",
    },
)


def in_hours(span: timedelta | None) -> float | None:
    """Return a span in hours."""
    return None if span is None else span.total_seconds() / 3600


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
        return in_hours(root.average)

    @staticmethod
    def resolve_p50_transit_hours(root, _info):
        return in_hours(root.p50)

    @staticmethod
    def resolve_p90_transit_hours(root, _info):
        return in_hours(root.p90)


class OrderStepDuration(graphene.ObjectType):
    """Time between two steps, of orders placed in the period that have both, one after the other."""

    from_step = graphene.Field(OrderTimelineStepCodeEnum, required=True, description="First step.")
    to_step = graphene.Field(OrderTimelineStepCodeEnum, required=True, description="Second step.")
    count = graphene.Int(required=True, description="Orders counted.")
    p50_hours = _hours("Hours that half of the orders stay under; null without any.")
    p90_hours = _hours("Hours that nine of ten orders stay under; null without any.")

    @staticmethod
    def resolve_from_step(root: StepDuration, _info):
        return root.start.value

    @staticmethod
    def resolve_to_step(root: StepDuration, _info):
        return root.end.value

    @staticmethod
    def resolve_p50_hours(root: StepDuration, _info):
        return in_hours(root.p50)

    @staticmethod
    def resolve_p90_hours(root: StepDuration, _info):
        return in_hours(root.p90)


class OrderReasonCount(graphene.ObjectType):
    """Returns for one reason and product."""

    reason = graphene.Field(OrderReturnReason, description="Reason; null when nobody named one.")
    product = graphene.String(required=True, description="Product as it was called last.")
    product_id = graphene.ID(description="Id of the product; null when it was deleted.")
    count = graphene.Int(required=True, description="Requests.")
    quantity = graphene.Int(required=True, description="Units.")

    @staticmethod
    def resolve_reason(root: ReasonCount, info):
        return root.reason_pk and loader(info.context, ReturnReasonLoader).load(root.reason_pk)

    @staticmethod
    def resolve_product_id(root: ReasonCount, _info):
        return global_id("Product", root.product_pk) if root.product_pk else None

    @staticmethod
    def resolve_count(root: ReasonCount, _info):
        return root.requests

    @staticmethod
    def resolve_quantity(root: ReasonCount, _info):
        return root.units


class OrderOpenThreadCount(graphene.ObjectType):
    """Conversations that are not closed, of one state and one person in charge."""

    status = graphene.Field(OrderThreadStatusEnum, required=True, description="State.")
    assignee = graphene.Field(host_type("User"), description="Who is in charge; null for nobody.")
    count = graphene.Int(required=True, description="Conversations.")

    @staticmethod
    def resolve_assignee(root: OpenCount, info):
        return root.assignee_pk and loader(info.context, UserLoader).load(root.assignee_pk)


class OrderStatisticsDownload(graphene.ObjectType):
    """Address of a CSV. Whoever has it may open it until it expires: it is for the person who asked."""

    url = graphene.String(required=True, description="Address of the CSV, with its own short-lived key.")
    expires_at = DateTime(required=True, description="When the address stops working.")
