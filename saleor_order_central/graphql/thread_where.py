"""Filters of the list of conversations."""

from collections.abc import Mapping
from typing import Any

import graphene

from ..conversations.thread_filter import ThreadFilter
from ..text import storable
from .contact_points import contact_pk
from .conversation_enums import OrderThreadStatusEnum
from .ids import decode_int_pk, decode_order_pk
from .listing_types import OrderCentralDateRangeInput
from .where_parts import all_met, one_met, parts_of

TYPE = "OrderThread"


class OrderThreadWhereInput(graphene.InputObjectType):
    """Filter conversations: all that is given must hold. Lists take 100 values at most."""

    ids = graphene.List(graphene.NonNull(graphene.ID), description="Filter by ids.")
    statuses = graphene.List(
        graphene.NonNull(OrderThreadStatusEnum), description="Filter by state; only for MANAGE_ORDERS."
    )
    assignees = graphene.List(
        graphene.NonNull(graphene.ID), description="Filter by staff member; only for MANAGE_ORDERS."
    )
    is_unassigned = graphene.Boolean(description="Filter by nobody in charge; only for MANAGE_ORDERS.")
    contacts = graphene.List(graphene.NonNull(graphene.ID), description="Filter by contact.")
    channels = graphene.List(graphene.NonNull(graphene.String), description="Filter by slugs of channels.")
    orders = graphene.List(graphene.NonNull(graphene.ID), description="Filter by orders.")
    has_order = graphene.Boolean(description="Filter by whether there is an order.")
    customer_email = graphene.String(description="Filter by the customer's e-mail address.")
    is_waiting_for_reply = graphene.Boolean(description="Filter by customers who wait for an answer.")
    is_unread = graphene.Boolean(
        description="Filter by messages that staff has not read; only for MANAGE_ORDERS."
    )
    has_held_mail = graphene.Boolean(
        description="Filter by e-mails that wait for staff; only for MANAGE_ORDERS."
    )
    updated_at = graphene.Field(
        OrderCentralDateRangeInput, description="Filter by the last change; only for MANAGE_ORDERS."
    )
    AND = all_met(lambda: OrderThreadWhereInput)
    OR = one_met(lambda: OrderThreadWhereInput)


# What a customer must not find out by asking whether anything is left.
_STAFF_FILTERS = ("statuses", "assignees", "is_unassigned", "is_unread", "has_held_mail", "updated_at")


def thread_filter(
    where: Mapping[str, Any] | None, search: str | None = None, *, for_staff: bool
) -> ThreadFilter:
    """Turn the filter of the API into that of the list. Raises INVALID naming the field at fault."""
    given = {name: value for name, value in (where or {}).items() if for_staff or name not in _STAFF_FILTERS}
    dates = given.get("updated_at") or {}

    def decoded(name: str, decode: Any) -> list[Any] | None:
        return None if given.get(name) is None else [decode(one) for one in given[name]]

    def part(one: Mapping[str, Any]) -> ThreadFilter:
        return thread_filter(one, for_staff=for_staff)

    return ThreadFilter(
        pks=decoded("ids", lambda one: decode_int_pk(one, TYPE, "ids")),
        statuses=given.get("statuses"),
        assignee_pks=decoded("assignees", lambda one: decode_int_pk(one, "User", "assignees")),
        is_unassigned=given.get("is_unassigned"),
        contact_pks=decoded("contacts", lambda one: contact_pk(one, "contacts")),
        channels=decoded("channels", lambda one: storable(one, "channels")),
        order_pks=decoded("orders", lambda one: decode_order_pk(one, "orders")),
        customer_email=storable(given.get("customer_email") or "", "customerEmail"),
        is_waiting=given.get("is_waiting_for_reply"),
        is_unread=given.get("is_unread"),
        has_held_mail=given.get("has_held_mail"),
        has_order=given.get("has_order"),
        updated_from=dates.get("gte"),
        updated_to=dates.get("lte"),
        search=storable(search or "", "search"),
        all_of=parts_of(given, "AND", part),
        any_of=parts_of(given, "OR", part),
    )
