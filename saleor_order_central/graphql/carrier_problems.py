"""Parcels that staff must look after, and marking them as seen (001-22)."""

import graphene

from ..host import get_host
from ..host.access import MANAGE_ORDERS, caller_of
from ..host.schema import date_time, host_type
from ..promises.attention import SORT_COLUMNS, ProblemSort, acknowledge_problems, find_problems
from ..promises.problems import ParcelProblem
from .base import CentralMutation, OrderCentralError
from .connections import connection_type, page_arguments, page_of_queryset, window
from .enums import OrderCarrierProblemReasonEnum, OrderCarrierProblemSortEnum
from .ids import decode_int_pk
from .loaders import UserLoader, loader
from .order_central import OrderCentral
from .queries import answers_faults
from .views import load_order_view

DateTime = date_time()
PROBLEM = "OrderCarrierProblem"


class OrderCarrierProblem(graphene.ObjectType):
    """Parcel with a problem. A parcel has one at a time: what its carrier told, else what began first."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    reason = graphene.Field(OrderCarrierProblemReasonEnum, required=True, description="Why.")
    since = DateTime(required=True, description="When it began.")
    order_central = graphene.Field(OrderCentral, description="Order of the parcel.")
    parcel_number = graphene.Int(required=True, description="Number of the shipment within the order.")
    code = graphene.String(required=True, description="Tracking code or URL as typed.")
    carrier = graphene.String(description="Code of the carrier; null when it is not recognised.")
    last_event_date = DateTime(description="When the newest event of the carrier happened.")
    last_known_place = graphene.String(description="Newest place that the carrier told.")
    is_acknowledged = graphene.Boolean(
        required=True, description="Whether staff have seen it; a new event or problem takes it back."
    )
    acknowledged_at = DateTime(description="When staff saw it.")
    acknowledged_by = graphene.Field(host_type("User"), description="User who saw it; null for apps.")
    acknowledged_note = graphene.String(description="Note of whoever saw it.")

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_reason(root, _info):
        return root.problem

    @staticmethod
    def resolve_since(root, _info):
        return root.problem_at

    @staticmethod
    def resolve_order_central(root, info):
        return load_order_view(info.context, root.order_id, None)

    @staticmethod
    def resolve_parcel_number(root, _info):
        return root.number

    @staticmethod
    def resolve_carrier(root, _info):
        return root.carrier or None

    @staticmethod
    def resolve_last_event_date(root, _info):
        return root.last_event_at

    @staticmethod
    def resolve_last_known_place(root, _info):
        return root.last_event_place or None

    @staticmethod
    def resolve_is_acknowledged(root, _info):
        return root.acknowledged_at is not None

    @staticmethod
    def resolve_acknowledged_by(root, info):
        pk = root.acknowledged_by_id
        return None if pk is None else loader(info.context, UserLoader).load(pk)

    @staticmethod
    def resolve_acknowledged_note(root, _info):
        return root.acknowledged_note or None


OrderCarrierProblemCountableConnection = connection_type(OrderCarrierProblem)


class OrderCarrierProblemWhereInput(graphene.InputObjectType):
    """Filter carrier problems: all that is given must hold."""

    reasons = graphene.List(graphene.NonNull(OrderCarrierProblemReasonEnum), description="Filter by reason.")
    channel = graphene.String(description="Filter by the channel's slug.")
    carriers = graphene.List(
        graphene.NonNull(graphene.String),
        description='Filter by codes of carriers; "" is for parcels of carriers nobody knows.',
    )
    is_acknowledged = graphene.Boolean(description="Filter by whether staff have seen it.")


@answers_faults
def resolve_carrier_problems(_root, info, where=None, sort_by=None, **page):
    caller = caller_of(info.context)
    caller.require(MANAGE_ORDERS)
    wanted, where = window(**page), where or {}
    reasons = where.get("reasons")
    with get_host().reading(info.context) as alias:
        rows = find_problems(
            using=alias,
            channels=caller.working_channels(),
            reasons=None if reasons is None else [ParcelProblem[name] for name in reasons],
            channel=where.get("channel"),
            carriers=where.get("carriers"),
            is_acknowledged=where.get("is_acknowledged"),
        )
        return page_of_queryset(
            rows, SORT_COLUMNS, wanted, descending=sort_by == ProblemSort.NEWEST_FIRST.name
        )


class OrderCarrierProblemsAcknowledge(CentralMutation):
    """Marks up to 100 carrier problems as seen; all or none. They come back when something new happens."""

    class Arguments:
        problems = graphene.List(
            graphene.NonNull(graphene.ID), required=True, description="Ids of the problems."
        )
        note = graphene.String(description="Note for the staff's history, 1000 characters at most.")

    problems = graphene.List(
        graphene.NonNull(OrderCarrierProblem), required=True, description="Problems that are seen now."
    )

    @classmethod
    def refused(cls, errors: list[OrderCentralError]) -> "OrderCarrierProblemsAcknowledge":
        return cls(problems=[], errors=errors)

    @classmethod
    def perform(cls, info, caller, problems, note=None):
        pks = [decode_int_pk(one, PROBLEM, f"problems.{index}") for index, one in enumerate(problems)]
        rows = acknowledge_problems(pks, note or "", author=caller.author(), may_work_in=caller.may_work_in)
        return cls(problems=rows)


MUTATIONS = (OrderCarrierProblemsAcknowledge,)

QUERY_FIELDS = {
    "order_carrier_problems": graphene.Field(
        OrderCarrierProblemCountableConnection,
        where=OrderCarrierProblemWhereInput(description="Which problems."),
        sort_by=graphene.Argument(
            OrderCarrierProblemSortEnum, default_value="OLDEST_FIRST", description="Order of the list."
        ),
        resolver=resolve_carrier_problems,
        description="Parcels with carrier problems that have begun. Requires MANAGE_ORDERS.",
        **page_arguments(),
    ),
}

COSTS = {
    "Query": {"orderCarrierProblems": {"complexity": 1, "multipliers": ["first", "last"]}},
    "OrderCarrierProblem": {"orderCentral": {"complexity": 5}},
}
