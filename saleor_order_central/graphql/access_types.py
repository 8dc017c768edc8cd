"""Grants of guests as the API shows them."""

from typing import Any

import graphene

from ..access.grants import load_grants
from ..access.kinds import AccessScope, GrantSource
from ..access.models import AccessGrant
from ..host import get_host
from ..host.schema import date_time, host_type
from .connections import connection_type
from .enums import describe_enum
from .loaders import OrderLoader, _ContextLoader, loader

DateTime = date_time()

OrderAccessScopeEnum = describe_enum(
    "OrderAccessScopeEnum",
    AccessScope,
    "What a guest grant allows.",
    {
        "VIEW": "See the redacted order and its timeline; every grant has it.",
        "MESSAGE": "Write in the conversation.",
        "RETURN": "Ask for a return.",
        "WITHDRAW": "Submit a withdrawal statement.",
    },
)

OrderAccessSourceEnum = describe_enum(
    "OrderAccessSourceEnum",
    GrantSource,
    "How a guest got a grant.",
    {"CODE": "By the code of a mail.", "LINK": "By the link of a mail, when it was opened first."},
)


class OrderAccessGrant(graphene.ObjectType):
    """Right of a guest to use one order for a short time. Its token is never shown again."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    order = graphene.Field(host_type("Order"), description="The Saleor order.")
    scopes = graphene.List(
        graphene.NonNull(OrderAccessScopeEnum), required=True, description="What it allows."
    )
    source = graphene.Field(OrderAccessSourceEnum, required=True, description="How it was given.")
    created_at = DateTime(required=True, description="When it was given.")
    expires_at = DateTime(required=True, description="When it ends.")
    revoked_at = DateTime(description="When it was taken back.")
    last_used_at = DateTime(description="Last use.")
    uses_count = graphene.Int(required=True, description="Number of requests that used it.")

    @staticmethod
    def resolve_id(root: AccessGrant, _info):
        return root.pk

    @staticmethod
    def resolve_order(root: AccessGrant, info):
        return loader(info.context, OrderLoader).load(root.order_id).then(get_host().wrap)


OrderAccessGrantCountableConnection = connection_type(OrderAccessGrant)


class GrantsLoader(_ContextLoader):
    """Grants by order pk, newest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = load_grants(keys, using=alias)
        return [found.get(key, []) for key in keys]
