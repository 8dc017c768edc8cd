"""Filter and page of the order list as the API names them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import graphene
from graphene.utils.str_converters import to_camel_case

from ..host.schema import date_time
from ..listing.sorting import OrderSort
from .connections import connection_type
from .enums import OrderStatusTypeEnum, OrderTimelineStepCodeEnum, describe_enum
from .order_central import OrderCentral

DateTime = date_time()

OrderCentralSortEnum = describe_enum(
    "OrderCentralSortEnum",
    OrderSort,
    "Order of a list of orders.",
    {
        "NEWEST_FIRST": "By the date of the order, newest first.",
        "OLDEST_FIRST": "By the date of the order, oldest first.",
        "NUMBER_ASCENDING": "By number, smallest first.",
        "NUMBER_DESCENDING": "By number, largest first.",
        "TOTAL_ASCENDING": "By total, smallest first; currencies are not converted.",
        "TOTAL_DESCENDING": "By total, largest first; currencies are not converted.",
        "STATUS_NEWEST_FIRST": "By the last change of status, newest first.",
        "STATUS_OLDEST_FIRST": "By the last change of status, oldest first.",
        "CUSTOMER_ASCENDING": "By the customer's name, from A to Z.",
        "CUSTOMER_DESCENDING": "By the customer's name, from Z to A.",
    },
)

OrderCentralCountableConnection = connection_type(OrderCentral)


class OrderCentralTextFilterInput(graphene.InputObjectType):
    """Filter by a text, compared as a whole."""

    eq = graphene.String(description="The value equal to.")
    one_of = graphene.List(
        graphene.NonNull(graphene.String), description="The value included in, 100 at most."
    )


class OrderCentralStatusTypeFilterInput(graphene.InputObjectType):
    """Filter by the type of a status."""

    eq = graphene.Field(OrderStatusTypeEnum, description="The value equal to.")
    one_of = graphene.List(graphene.NonNull(OrderStatusTypeEnum), description="The value included in.")


class OrderCentralStepFilterInput(graphene.InputObjectType):
    """Filter by a step."""

    eq = graphene.Field(OrderTimelineStepCodeEnum, description="The value equal to.")
    one_of = graphene.List(graphene.NonNull(OrderTimelineStepCodeEnum), description="The value included in.")


class OrderCentralDateRangeInput(graphene.InputObjectType):
    """Filter by a span of time; both ends belong to it."""

    gte = DateTime(description="At or after this moment.")
    lte = DateTime(description="At or before this moment.")


def _text(description: str) -> graphene.Field:
    return graphene.Field(OrderCentralTextFilterInput, description=description)


class OrderCentralWhereInput(graphene.InputObjectType):
    """Filter orders of the centre: all that is given must hold. NOT makes "not paid and not canceled"."""

    ids = graphene.List(graphene.NonNull(graphene.ID), description="Filter by order ids, 100 at most.")
    numbers = graphene.List(
        graphene.NonNull(graphene.String), description="Filter by order numbers, 100 at most."
    )
    external_reference = _text("Filter by external reference.")
    channel = _text("Filter by the channel's slug.")
    user_email = _text("Filter by the customer's e-mail address; capital letters count as small ones.")
    customer_name = _text("Filter by the customer's whole name.")
    payment_gateway = _text("Filter by the payment gateway's identifier.")
    tracking_code = _text("Filter by tracking code; blanks and capital letters do not count.")
    status_slug = _text("Filter by the slug of the present status.")
    created_at = graphene.Field(OrderCentralDateRangeInput, description="Filter by the date of the order.")
    status_type = graphene.Field(
        OrderCentralStatusTypeFilterInput, description="Filter by the type of the present status."
    )
    current_step = graphene.Field(
        OrderCentralStepFilterInput, description="Filter by the step where the order is now."
    )
    is_paid = graphene.Boolean(description="Filter by payment.")
    is_sent = graphene.Boolean(description="Filter by shipping.")
    is_delivered = graphene.Boolean(description="Filter by delivery.")
    is_canceled = graphene.Boolean(description="Filter by cancelation.")
    is_refunded = graphene.Boolean(description="Filter by refund, of a part or of everything.")
    is_late = graphene.Boolean(description="Filter by a promised date that has passed.")
    has_carrier_exception = graphene.Boolean(
        description="Filter by a parcel with a carrier problem, such as a failed try, delay or exception."
    )
    is_silent = graphene.Boolean(description="Filter by no change for longer than the status allows.")
    has_message = graphene.Boolean(description="Filter by messages of the customer.")
    has_open_return = graphene.Boolean(description="Filter by open return requests.")
    AND = graphene.List(
        graphene.NonNull(lambda: OrderCentralWhereInput), description="Conditions that must all be met."
    )
    OR = graphene.List(
        graphene.NonNull(lambda: OrderCentralWhereInput),
        description="Conditions of which at least one must be met.",
    )
    NOT = graphene.Field(
        lambda: OrderCentralWhereInput, description="Conditions that must not be met together."
    )


def stored_where(where: Mapping[str, Any] | None) -> dict[str, Any]:
    """Bring a filter as graphene hands it over into its JSON form: camelCase, dates as text, no nulls."""
    found: dict[str, Any] = _stored(where or {})
    return found


def _stored(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {to_camel_case(key): _stored(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_stored(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value
