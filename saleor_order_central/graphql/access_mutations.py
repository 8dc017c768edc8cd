"""Access without an account: a code by mail, a token for the code, and taking tokens back."""

from typing import Any

import graphene

from ..access.grants import confirm_access, find_grant, revoke_all, revoke_grant
from ..access.kinds import AccessRules
from ..access.requests import OrderKey, request_access
from ..errors import ErrorCode, OrderCentralFault, not_found, required
from ..host.access import Access
from ..host.schema import date_time
from .access_types import OrderAccessGrant, OrderAccessScopeEnum
from .base import CentralMutation
from .guests import caller_address, forget_grants, remember_token
from .ids import decode_int_pk, decode_order_pk
from .loaders import MaterialLoader, shop_settings
from .order_central import OrderCentral
from .views import load_order_view, view_for_caller

DateTime = date_time()


def _rules(context: Any) -> AccessRules:
    settings = shop_settings(context)
    if not (settings.is_active and settings.access_rules.is_on):
        raise OrderCentralFault("Access without an account is off.", ErrorCode.FEATURE_DISABLED)
    return settings.access_rules


class OrderAccessRequest(CentralMutation):
    """Asks for a one-time code by mail. Open to everybody; says nothing about the order."""

    class Arguments:
        number = graphene.String(required=True, description="Number of the order.")
        email = graphene.String(required=True, description="The customer's address of the order.")
        channel = graphene.String(description="Slug of the channel; any channel without.")

    permission = None
    is_accepted = graphene.Boolean(
        required=True,
        description="Whether the request was taken. The mail goes out only if number and address fit.",
    )

    @classmethod
    def refused(cls, errors) -> "OrderAccessRequest":
        return cls(is_accepted=False, errors=errors)

    @classmethod
    def perform(cls, info, caller, number, email, channel=None):
        key = OrderKey(number, email, caller_address(info.context))
        request_access(key, channel or "", _rules(info.context))
        return cls(is_accepted=True)


class OrderAccessConfirm(CentralMutation):
    """Trades a one-time code for a token that opens the order for a while. Open to everybody."""

    class Arguments:
        number = graphene.String(required=True, description="Number of the order.")
        email = graphene.String(required=True, description="The customer's address of the order.")
        code = graphene.String(required=True, description="Code of the mail.")
        language_code = graphene.String(description="Language of all texts; the order's own without it.")

    permission = None
    token = graphene.String(
        description="Token for the header Order-Central-Token. It is shown this once: keep it secret."
    )
    expires_at = DateTime(description="When the token ends.")
    scopes = graphene.List(graphene.NonNull(OrderAccessScopeEnum), description="What the token allows.")
    order_central = graphene.Field(OrderCentral, description="The redacted order.")

    @classmethod
    def perform(cls, info, caller, number, email, code, language_code=None):
        key = OrderKey(number, email, caller_address(info.context))
        given = confirm_access(key, code, _rules(info.context))
        remember_token(info.context, given.token)
        return cls(
            token=given.token,
            expires_at=given.grant.expires_at,
            scopes=given.grant.scopes,
            order_central=load_order_view(info.context, given.grant.order_id, language_code),
        )


class OrderAccessGrantRevoke(CentralMutation):
    """Takes one grant back, or all of an order with its mails' links. Open to owners and MANAGE_ORDERS."""

    class Arguments:
        id = graphene.ID(description="The grant.")
        order = graphene.ID(description="Or the order: all its grants, and the links in mails so far.")

    permission = None
    access_grant = graphene.Field(OrderAccessGrant, description="The grant after the change.")
    count = graphene.Int(required=True, description="How many grants were taken back.")

    @classmethod
    def refused(cls, errors) -> "OrderAccessGrantRevoke":
        return cls(count=0, errors=errors)

    @classmethod
    def perform(cls, info, caller, id=None, order=None):
        if (id is None) == (order is None):
            raise required("id", "Name the grant or the order.")
        forget_grants(info.context)
        if order is not None:
            order_pk = decode_order_pk(order, "order")
            if not _may_revoke(info.context, order_pk):
                raise not_found("order", "There is no such order.")
            return cls(count=revoke_all(order_pk))
        grant = find_grant(decode_int_pk(id, "OrderAccessGrant", "id"))
        if grant is None or not _may_revoke(info.context, grant.order_id):
            raise not_found("id", "There is no such grant.")
        was_valid = grant.revoked_at is None
        return cls(access_grant=revoke_grant(grant.pk), count=int(was_valid))


def _may_revoke(context: Any, order_pk: Any) -> bool:
    (material,) = MaterialLoader(context).read([order_pk], "default")
    view = None if material is None else view_for_caller(context, material, None)
    return view is not None and view.access >= Access.OWNER


MUTATIONS = (OrderAccessRequest, OrderAccessConfirm, OrderAccessGrantRevoke)

COSTS = {"OrderCentral": {"accessGrants": {"complexity": 1, "multipliers": ["first", "last"]}}}
