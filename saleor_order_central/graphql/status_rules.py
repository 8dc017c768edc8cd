"""Automation rules: on which fact an order gets which status."""

from collections.abc import Mapping
from typing import Any

import graphene

from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, caller_of
from ..statuses import rules
from ..statuses.models import StatusRule
from ..text import storable
from .base import CentralMutation
from .connections import connection_type, page_arguments, page_of_queryset, window
from .enums import describe_enum
from .ids import decode_int_pk
from .loaders import shop_statuses
from .queries import answers_faults
from .status_types import OrderStatusDefinition

OrderStatusRuleFactEnum = describe_enum(
    "OrderStatusRuleFactEnum",
    StatusRule.Fact,
    "Fact that an automation rule answers to.",
    {
        "CREATED": "The order was placed.",
        "PAID": "The whole total is paid.",
        "SENT": "Everything left the shop with a tracking number.",
        "DELIVERED": "Every parcel arrived.",
        "CANCELED": "The order was canceled or has expired.",
        "REFUNDED": "The whole total went back.",
    },
)


class OrderStatusRule(graphene.ObjectType):
    """When a fact holds, an order gets a status. The first rule that fits is used."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    fact = graphene.Field(OrderStatusRuleFactEnum, required=True, description="Fact that it answers to.")
    status = graphene.Field(OrderStatusDefinition, description="Status that the order gets.")
    channels = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Slugs of channels; empty means all."
    )
    payment_gateways = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Identifiers of payment gateways; empty means all.",
    )
    is_active = graphene.Boolean(required=True, description="Whether it is used.")
    sort_order = graphene.Int(required=True, description="Place in the list; the first that fits wins.")

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_status(root, info):
        return shop_statuses(info.context).by_pk.get(root.status_id)


OrderStatusRuleCountableConnection = connection_type(OrderStatusRule)


class OrderStatusRuleInput(graphene.InputObjectType):
    """Fields of a rule; fact and status are required to create one."""

    fact = graphene.Field(OrderStatusRuleFactEnum, description="Fact that it answers to.")
    status = graphene.String(description="Slug of the status that the order gets.")
    channels = graphene.List(
        graphene.NonNull(graphene.String), description="Slugs of channels; empty means all."
    )
    payment_gateways = graphene.List(
        graphene.NonNull(graphene.String), description="Identifiers of payment gateways; empty means all."
    )
    is_active = graphene.Boolean(description="Whether it is used.")


class RuleMutation(CentralMutation):
    """Base of the mutations that return a rule."""

    class Meta:
        abstract = True

    permission = MANAGE_SETTINGS
    rule = graphene.Field(OrderStatusRule, description="The rule.")


def _values(input: Mapping[str, Any]) -> dict[str, Any]:
    storable(input.get("status") or "", "status")
    return dict(input)


class OrderStatusRuleCreate(RuleMutation):
    """Adds an automation rule at the end of the list."""

    class Arguments:
        input = OrderStatusRuleInput(required=True, description="Fields of the rule.")

    @classmethod
    def perform(cls, info, caller, input):
        return cls(rule=rules.create_rule(_values(input)))


class OrderStatusRuleUpdate(RuleMutation):
    """Changes an automation rule."""

    class Arguments:
        id = graphene.ID(required=True, description="The rule.")
        input = OrderStatusRuleInput(required=True, description="Fields to change.")

    @classmethod
    def perform(cls, info, caller, id, input):
        return cls(rule=rules.update_rule(decode_int_pk(id, "OrderStatusRule", "id"), _values(input)))


class OrderStatusRuleDelete(RuleMutation):
    """Deletes an automation rule; orders keep their status."""

    class Arguments:
        id = graphene.ID(required=True, description="The rule.")

    @classmethod
    def perform(cls, info, caller, id):
        return cls(rule=rules.delete_rule(decode_int_pk(id, "OrderStatusRule", "id")))


class OrderStatusRuleReorder(CentralMutation):
    """Puts the named rules first, in this order; the others follow as they were."""

    class Arguments:
        ids = graphene.List(
            graphene.NonNull(graphene.ID), required=True, description="Rules in the wanted order."
        )

    permission = MANAGE_SETTINGS
    rules = graphene.List(graphene.NonNull(OrderStatusRule), description="All rules in their new order.")

    @classmethod
    def perform(cls, info, caller, ids):
        pks = [decode_int_pk(one, "OrderStatusRule", "ids") for one in ids]
        return cls(rules=rules.reorder_rules(pks))


@answers_faults
def resolve_rules(_root, info, **page):
    caller = caller_of(info.context)
    if not caller.has_permission(MANAGE_SETTINGS):
        caller.require(MANAGE_ORDERS)
    with get_host().reading(info.context) as alias:
        return page_of_queryset(rules.all_rules(using=alias), ("sort_order", "pk"), window(**page))


QUERY_FIELDS = {
    "order_status_rules": graphene.Field(
        OrderStatusRuleCountableConnection,
        resolver=resolve_rules,
        description="Automation rules. Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
        **page_arguments(),
    )
}

MUTATIONS = (OrderStatusRuleCreate, OrderStatusRuleUpdate, OrderStatusRuleDelete, OrderStatusRuleReorder)

COSTS = {"Query": {"orderStatusRules": {"complexity": 1, "multipliers": ["first", "last"]}}}
