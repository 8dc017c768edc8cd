"""Calls of the carrier webhooks, for those who set them up."""

import graphene

from ..carrier_events.deliveries import SORT_COLUMNS, find_deliveries, retry_deliveries
from ..carrier_events.models import CarrierDelivery
from ..host import get_host
from ..host.access import MANAGE_SETTINGS, caller_of
from ..host.schema import date_time
from .base import CentralMutation, OrderCentralError
from .connections import connection_type, page_arguments, page_of_queryset, window
from .enums import OrderCarrierWebhookStatusEnum
from .ids import decode_int_pk
from .queries import answers_faults

DateTime = date_time()
DELIVERY = "OrderCarrierWebhookDelivery"


class OrderCarrierWebhookDelivery(graphene.ObjectType):
    """Call of a carrier webhook, kept for 30 days."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    provider = graphene.String(description="Provider that called; null for the shop's own webhook.")
    status = graphene.Field(OrderCarrierWebhookStatusEnum, required=True, description="What became of it.")
    problem = graphene.String(description="What could not be used, and why; events beside it were.")
    attempts = graphene.Int(required=True, description="Tries that failed.")
    received_at = DateTime(required=True, description="When it came.")
    processed_at = DateTime(description="When it was worked off.")
    body = graphene.String(required=True, description="JSON as it came.")

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_provider(root, _info):
        return root.provider or None

    @staticmethod
    def resolve_problem(root, _info):
        return root.problem or None


OrderCarrierWebhookDeliveryCountableConnection = connection_type(OrderCarrierWebhookDelivery)


@answers_faults
def resolve_carrier_webhook_deliveries(_root, info, status=None, **page):
    caller_of(info.context).require(MANAGE_SETTINGS)
    wanted = window(**page)
    with get_host().reading(info.context) as alias:
        rows = find_deliveries(using=alias, status=None if status is None else CarrierDelivery.Status(status))
        return page_of_queryset(rows, SORT_COLUMNS, wanted, descending=True)


class OrderCarrierWebhookDeliveriesRetry(CentralMutation):
    """Lets up to 100 calls of carrier webhooks be worked off again; all or none. No event counts twice."""

    permission = MANAGE_SETTINGS

    class Arguments:
        deliveries = graphene.List(
            graphene.NonNull(graphene.ID), required=True, description="Ids of the calls."
        )

    deliveries = graphene.List(
        graphene.NonNull(OrderCarrierWebhookDelivery),
        required=True,
        description="The calls, which wait now.",
    )

    @classmethod
    def refused(cls, errors: list[OrderCentralError]) -> "OrderCarrierWebhookDeliveriesRetry":
        return cls(deliveries=[], errors=errors)

    @classmethod
    def perform(cls, _info, _caller, deliveries):
        pks = [decode_int_pk(one, DELIVERY, f"deliveries.{at}") for at, one in enumerate(deliveries)]
        return cls(deliveries=retry_deliveries(pks))


MUTATIONS = (OrderCarrierWebhookDeliveriesRetry,)

QUERY_FIELDS = {
    "order_carrier_webhook_deliveries": graphene.Field(
        OrderCarrierWebhookDeliveryCountableConnection,
        status=graphene.Argument(OrderCarrierWebhookStatusEnum, description="Filter by what became of them."),
        resolver=resolve_carrier_webhook_deliveries,
        description="Calls of carrier webhooks of the last 30 days, newest first. Requires MANAGE_SETTINGS.",
        **page_arguments(),
    ),
}

COSTS = {"Query": {"orderCarrierWebhookDeliveries": {"complexity": 1, "multipliers": ["first", "last"]}}}
