"""Actions as the API shows them."""

import graphene

from ..host.schema import date_time
from .return_enums import OrderActionCodeEnum, OrderActionDisabledReasonEnum

DateTime = date_time()


class OrderAvailableAction(graphene.ObjectType):
    """Action of the caller, with a reason when it is not available."""

    code = graphene.Field(OrderActionCodeEnum, required=True, description="Action.")
    is_available = graphene.Boolean(required=True, description="Whether it can be done now.")
    disabled_reason_code = graphene.Field(OrderActionDisabledReasonEnum, description="Why not, for programs.")
    disabled_reason = graphene.String(description="Why not, for people.")
    until = DateTime(description="Last moment when it can be done; null without a known end.")

    @staticmethod
    def resolve_code(root, _info):
        return root.code.name

    @staticmethod
    def resolve_is_available(root, _info):
        return root.reason is None

    @staticmethod
    def resolve_disabled_reason_code(root, _info):
        return None if root.reason is None else root.reason.name

    @staticmethod
    def resolve_disabled_reason(root, _info):
        return root.explanation or None
