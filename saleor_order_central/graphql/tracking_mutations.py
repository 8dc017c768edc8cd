"""Changes of the list of trusted links."""

import graphene

from ..host.access import MANAGE_SETTINGS
from ..tracking import trusted_hosts
from .base import CentralMutation
from .ids import decode_int_pk
from .tracking_types import OrderTrustedTrackingHost


class OrderTrustedTrackingHostInput(graphene.InputObjectType):
    """Fields of a trusted host."""

    host = graphene.String(description="Host name; required to create an entry.")
    path_prefix = graphene.String(description="Trust only links whose path starts with this.")
    include_subdomains = graphene.Boolean(description="Whether subdomains count; false by default.")
    allow_embed = graphene.Boolean(description="Whether its https pages may be embedded; true by default.")
    note = graphene.String(description="Note for staff.")


class TrustedHostMutation(CentralMutation):
    """Base of the mutations that return a trusted host."""

    class Meta:
        abstract = True

    permission = MANAGE_SETTINGS
    trusted_tracking_host = graphene.Field(OrderTrustedTrackingHost, description="The entry.")


class OrderTrustedTrackingHostCreate(TrustedHostMutation):
    """Trusts a host."""

    class Arguments:
        input = OrderTrustedTrackingHostInput(required=True, description="Fields of the entry.")

    @classmethod
    def perform(cls, info, caller, input):
        values = {"host": "", **input}
        return cls(trusted_tracking_host=trusted_hosts.create_trusted_host(values))


class OrderTrustedTrackingHostUpdate(TrustedHostMutation):
    """Changes a trusted host."""

    class Arguments:
        id = graphene.ID(required=True, description="The entry.")
        input = OrderTrustedTrackingHostInput(required=True, description="Fields to change.")

    @classmethod
    def perform(cls, info, caller, id, input):
        pk = decode_int_pk(id, "OrderTrustedTrackingHost", "id")
        return cls(trusted_tracking_host=trusted_hosts.update_trusted_host(pk, dict(input)))


class OrderTrustedTrackingHostDelete(TrustedHostMutation):
    """Stops trusting a host."""

    class Arguments:
        id = graphene.ID(required=True, description="The entry.")

    @classmethod
    def perform(cls, info, caller, id):
        pk = decode_int_pk(id, "OrderTrustedTrackingHost", "id")
        return cls(trusted_tracking_host=trusted_hosts.delete_trusted_host(pk))


MUTATIONS = (
    OrderTrustedTrackingHostCreate,
    OrderTrustedTrackingHostUpdate,
    OrderTrustedTrackingHostDelete,
)
