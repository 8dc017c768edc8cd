"""Policies for returns: reading and changing them."""

from collections.abc import Mapping
from typing import Any

import graphene

from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_SETTINGS, caller_of
from ..host.schema import global_id, host_type, money
from ..returns import policies
from .base import CentralMutation
from .connections import connection_type, page_arguments, page_of_sequence, window
from .ids import decode, decode_int_pk
from .queries import answers_faults
from .return_enums import (
    OrderReturnLabelPayerEnum,
    OrderReturnResolutionEnum,
    OrderReturnWindowStartEnum,
)

TYPE = "OrderReturnPolicy"
# Our columns of Saleor's keys, with the name of their type.
_CATALOGUE = {"product_types": "ProductType", "categories": "Category", "products": "Product"}
_FIELDS = {"product_types": "productTypes", "categories": "categories", "products": "products"}


def _ids(description: str) -> Any:
    return graphene.List(graphene.NonNull(graphene.ID), required=True, description=description)


class OrderReturnPolicy(graphene.ObjectType):
    """Rules for returns of some goods; the one with the highest priority that fits a line counts."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    name = graphene.String(required=True, description="Name.")
    channels = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Slugs of channels; empty means all."
    )
    countries = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="ISO 3166 codes of the delivery's country; empty means all.",
    )
    product_types = _ids("Product types; no goods named at all means all goods.")
    categories = _ids("Categories, with those below them.")
    products = _ids("Products.")
    window_days = graphene.Int(description="Days to return; null means no limit.")
    window_starts_from = graphene.Field(
        OrderReturnWindowStartEnum, required=True, description="Date from which the days run."
    )
    requires_delivery = graphene.Boolean(
        required=True, description="Whether goods can be asked back only once they are known to be delivered."
    )
    is_final_sale = graphene.Boolean(required=True, description="Whether these goods cannot be returned.")
    resolutions = graphene.List(
        graphene.NonNull(OrderReturnResolutionEnum), required=True, description="Outcomes on offer."
    )
    fixed_fee = graphene.Field(
        host_type("Money"), description="Fee of one request, for orders in its currency; null for none."
    )
    fee_percent = graphene.Float(required=True, description="Fee in percent of what the goods cost.")
    label_payer = graphene.Field(
        OrderReturnLabelPayerEnum, required=True, description="Who pays for the way back."
    )
    allow_guests = graphene.Boolean(required=True, description="Whether guests may ask.")
    requires_photos = graphene.Boolean(required=True, description="Whether a photo of each line is needed.")
    auto_approve = graphene.Boolean(required=True, description="Whether requests are accepted at once.")
    expiry_days = graphene.Int(
        description="Days after which an accepted return ends when nothing arrives; null means never."
    )
    reminder_days = graphene.Int(
        description="Days before that end when the customer is reminded; null means never."
    )
    instructions = graphene.String(description="How to send the goods.")
    priority = graphene.Int(required=True, description="The policy with the highest number wins.")
    is_active = graphene.Boolean(required=True, description="Whether it is used.")

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_product_types(root, _info):
        return [global_id("ProductType", key) for key in root.product_types]

    @staticmethod
    def resolve_categories(root, _info):
        return [global_id("Category", key) for key in root.categories]

    @staticmethod
    def resolve_products(root, _info):
        return [global_id("Product", key) for key in root.products]

    @staticmethod
    def resolve_fixed_fee(root, _info):
        return money(root.fixed_fee, root.fee_currency) if root.fixed_fee else None

    @staticmethod
    def resolve_instructions(root, _info):
        return root.instructions or None


OrderReturnPolicyCountableConnection = connection_type(OrderReturnPolicy)


class OrderReturnPolicyInput(graphene.InputObjectType):
    """Fields of a return policy; name is required on create."""

    name = graphene.String(description="Name.")
    channels = graphene.List(
        graphene.NonNull(graphene.String), description="Slugs of channels; empty means all."
    )
    countries = graphene.List(
        graphene.NonNull(graphene.String),
        description="ISO 3166 codes of the delivery's country; empty means all.",
    )
    product_types = graphene.List(graphene.NonNull(graphene.ID), description="Product types.")
    categories = graphene.List(
        graphene.NonNull(graphene.ID), description="Categories, with those below them."
    )
    products = graphene.List(graphene.NonNull(graphene.ID), description="Products.")
    window_days = graphene.Int(description="Days to return; null means no limit.")
    window_starts_from = graphene.Field(
        OrderReturnWindowStartEnum, description="Date from which the days run; DELIVERED when missing."
    )
    requires_delivery = graphene.Boolean(
        description="Whether goods can be asked back only once they are known to be delivered."
    )
    is_final_sale = graphene.Boolean(description="Whether these goods cannot be returned.")
    resolutions = graphene.List(
        graphene.NonNull(OrderReturnResolutionEnum), description="Outcomes on offer; REFUND when missing."
    )
    fixed_fee = graphene.Float(description="Fee of one request, in feeCurrency.")
    fee_currency = graphene.String(description="Currency of the fixed fee; other orders do not pay it.")
    fee_percent = graphene.Float(description="Fee in percent of what the goods cost.")
    label_payer = graphene.Field(OrderReturnLabelPayerEnum, description="Who pays for the way back.")
    allow_guests = graphene.Boolean(description="Whether guests may ask.")
    requires_photos = graphene.Boolean(description="Whether a photo of each line is needed.")
    auto_approve = graphene.Boolean(description="Whether requests are accepted at once.")
    expiry_days = graphene.Int(
        description="Days after which an accepted return ends when nothing arrives; null means never."
    )
    reminder_days = graphene.Int(
        description="Days before that end when the customer is reminded; null means never."
    )
    instructions = graphene.String(description="How to send the goods.")
    priority = graphene.Int(description="The policy with the highest number wins.")
    is_active = graphene.Boolean(description="Whether it is used.")


class PolicyMutation(CentralMutation):
    """Base of the mutations that return a policy."""

    class Meta:
        abstract = True

    permission = MANAGE_SETTINGS
    return_policy = graphene.Field(OrderReturnPolicy, description="The return policy.")


class OrderReturnPolicyCreate(PolicyMutation):
    """Adds a return policy."""

    class Arguments:
        input = OrderReturnPolicyInput(required=True, description="Fields of the policy.")

    @classmethod
    def perform(cls, info, caller, input):
        return cls(return_policy=policies.create_policy(_values(input)))


class OrderReturnPolicyUpdate(PolicyMutation):
    """Changes a return policy; requests keep the fees and days that they were made with."""

    class Arguments:
        id = graphene.ID(required=True, description="The policy.")
        input = OrderReturnPolicyInput(required=True, description="Fields to change.")

    @classmethod
    def perform(cls, info, caller, id, input):
        return cls(return_policy=policies.update_policy(_pk(id), _values(input)))


class OrderReturnPolicyDelete(PolicyMutation):
    """Deletes a return policy; requests made under it stay."""

    class Arguments:
        id = graphene.ID(required=True, description="The policy.")

    @classmethod
    def perform(cls, info, caller, id):
        return cls(return_policy=policies.delete_policy(_pk(id)))


def _pk(id: str) -> int:
    return decode_int_pk(id, TYPE, "id")


def _values(input: Mapping[str, Any]) -> dict[str, Any]:
    values = dict(input)
    for column, type_name in _CATALOGUE.items():
        if column in values:
            values[column] = [decode(one, type_name, _FIELDS[column]) for one in values[column] or ()]
    return values


@answers_faults
def resolve_policies(_root, info, **page):
    caller = caller_of(info.context)
    if not caller.has_permission(MANAGE_SETTINGS):
        caller.require(MANAGE_ORDERS)
    wanted = window(**page)
    with get_host().reading(info.context) as alias:
        rows = policies.list_policies(using=alias)
    return page_of_sequence(rows, lambda row: str(row.pk), wanted)


QUERY_FIELDS: dict[str, Any] = {
    "order_return_policies": graphene.Field(
        OrderReturnPolicyCountableConnection,
        resolver=resolve_policies,
        description="Return policies, those that win first. Requires MANAGE_ORDERS or MANAGE_SETTINGS.",
        **page_arguments(),
    ),
}
MUTATIONS = (OrderReturnPolicyCreate, OrderReturnPolicyUpdate, OrderReturnPolicyDelete)
COSTS = {"Query": {"orderReturnPolicies": {"complexity": 1, "multipliers": ["first", "last"]}}}
