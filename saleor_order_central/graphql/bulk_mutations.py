"""Changes of many orders at once, and the jobs that carry out the large ones."""

from collections.abc import Iterable, Mapping
from typing import Any

import graphene

from ..errors import ErrorCode, OrderCentralFault, invalid, not_found
from ..host import get_host
from ..host.access import MANAGE_ORDERS, Caller, caller_of
from ..listing.selectors import Filtering
from ..settings import load_settings
from ..statuses.bulk import change_statuses
from ..statuses.job_selectors import find_jobs
from ..statuses.jobs import cancel_job, undo_job
from ..statuses.unpaid import delete_unpaid
from .base import CentralMutation, OrderCentralError, order_for_change
from .bulk_types import OrderBulkErrorPolicyEnum, OrderStatusBulkJob, OrderStatusBulkJobCountableConnection
from .connections import page_arguments, page_of_queryset, window
from .enums import OrderEntryVisibilityEnum
from .ids import decode_int_pk, decode_order_pk
from .listing import states_for
from .listing_types import OrderCentralWhereInput, stored_where
from .queries import answers_faults
from .status_changes import OrderNotifyInput, change_request


class OrderStatusBulkChangeInput(graphene.InputObjectType):
    """Change of many orders: name them by id, or by a filter."""

    orders = graphene.List(graphene.NonNull(graphene.ID), description="Orders to change.")
    where = graphene.Field(OrderCentralWhereInput, description="Filter that names the orders.")
    search = graphene.String(description="Search that narrows the filter.")
    status = graphene.String(required=True, description="Slug of the new status.")
    subject = graphene.String(description="Title of the comment.")
    comment = graphene.String(description="Comment; overrides the template's text.")
    template = graphene.String(description="Slug of the template of the comment.")
    visibility = graphene.Field(
        OrderEntryVisibilityEnum, description="Who may see the entries with their text; CUSTOMER by default."
    )
    notify = OrderNotifyInput(description="What to send.")
    force = graphene.Boolean(
        description="Go against the workflow rules; needs a comment and is written in the history."
    )
    in_background = graphene.Boolean(
        description="Run as a job even when the set is small; sets beyond 1,000 orders always do."
    )
    idempotency_key = graphene.String(
        description="Repeat-safe key: the same key with the same content returns the first job."
    )


class JobMutation(CentralMutation):
    """Base of the mutations that return a job."""

    class Meta:
        abstract = True

    job = graphene.Field(OrderStatusBulkJob, description="The job with its results.")


class OrderStatusBulkChange(JobMutation):
    """Changes the status of many orders: up to 1,000 at once, more in the background."""

    class Arguments:
        input = OrderStatusBulkChangeInput(required=True, description="What to change.")
        error_policy = graphene.Argument(
            OrderBulkErrorPolicyEnum,
            default_value="REJECT_EVERYTHING",
            description="What happens to the others when orders are refused.",
        )

    count = graphene.Int(required=True, description="Orders changed so far.")

    @classmethod
    def perform(cls, info, caller, input, error_policy):
        if not load_settings(using="default").is_active:
            raise OrderCentralFault("The order centre is off.", ErrorCode.FEATURE_DISABLED)
        job = change_statuses(
            _named_orders(info, input),
            change_request(input, input.status),
            policy=error_policy,
            author=caller.author(),
            channels=caller.working_channels(),
            in_background=bool(input.get("in_background")),
            selection=_selection(input),
        )
        return cls(job=job, count=job.done)

    @classmethod
    def refused(cls, errors: list[OrderCentralError]) -> "OrderStatusBulkChange":
        return cls(errors=errors, count=0)


def _named_orders(info: Any, input: Mapping[str, Any]) -> Iterable[Any]:
    """Return keys of orders; a filter is read by and by, as it may name very many."""
    ids, where = input.get("orders"), input.get("where")
    if (ids is None) == (where is None):
        raise invalid("orders", "Name the orders by `orders` or by `where`.")
    if ids is not None:
        return [decode_order_pk(one, "orders") for one in ids]
    filtering = Filtering(stored_where(where), input.get("search") or "")
    rows = states_for(info.context, [filtering], alias="default")
    return rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2_000)


def _selection(input: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the orders are named, so that a repeated call is known before its orders are looked for."""
    if input.get("orders") is not None:
        return {"orders": sorted(input["orders"])}
    return {"where": stored_where(input["where"]), "search": input.get("search") or ""}


def _job_pk(caller: Caller, id: str) -> int:
    """Return the key of a job that the caller may work with."""
    pk = decode_int_pk(id, "OrderStatusBulkJob", "id")
    if not find_jobs(caller.working_channels(), using="default").filter(pk=pk).exists():
        raise not_found("id", "There is no such job.")
    return pk


class OrderStatusBulkJobCancel(JobMutation):
    """Stops a job after its present chunk; what was changed stays."""

    class Arguments:
        id = graphene.ID(required=True, description="The job.")

    @classmethod
    def perform(cls, info, caller, id):
        return cls(job=cancel_job(_job_pk(caller, id)))


class OrderStatusBulkJobUndo(JobMutation):
    """Takes back every change of a job whose messages still wait."""

    class Arguments:
        id = graphene.ID(required=True, description="The job.")

    @classmethod
    def perform(cls, info, caller, id):
        return cls(job=undo_job(_job_pk(caller, id), author=caller.author()))


class OrderUnpaidDelete(CentralMutation):
    """Deletes an order for good that was never paid, billed or sent."""

    class Arguments:
        order = graphene.ID(required=True, description="The order.")

    order_id = graphene.ID(description="Id of the deleted order.")

    @classmethod
    def perform(cls, info, caller, order):
        facts = order_for_change(caller, order)
        delete_unpaid(facts)
        return cls(order_id=order)


@answers_faults
def resolve_jobs(_root, info, **page):
    caller = caller_of(info.context)
    caller.require(MANAGE_ORDERS)
    with get_host().reading(info.context) as alias:
        rows = find_jobs(caller.working_channels(), using=alias)
        return page_of_queryset(rows, ("created_at", "pk"), window(**page), descending=True)


@answers_faults
def resolve_job(_root, info, id):
    caller = caller_of(info.context)
    caller.require(MANAGE_ORDERS)
    pk = decode_int_pk(id, "OrderStatusBulkJob", "id")
    with get_host().reading(info.context) as alias:
        return find_jobs(caller.working_channels(), using=alias).filter(pk=pk).first()


QUERY_FIELDS = {
    "order_status_bulk_jobs": graphene.Field(
        OrderStatusBulkJobCountableConnection,
        resolver=resolve_jobs,
        description="Changes of many orders, newest first. Requires MANAGE_ORDERS.",
        **page_arguments(),
    ),
    "order_status_bulk_job": graphene.Field(
        OrderStatusBulkJob,
        id=graphene.ID(required=True, description="Id of the job."),
        resolver=resolve_job,
        description="One change of many orders with its progress. Requires MANAGE_ORDERS.",
    ),
}

MUTATIONS = (OrderStatusBulkChange, OrderStatusBulkJobCancel, OrderStatusBulkJobUndo, OrderUnpaidDelete)

COSTS = {
    "Query": {
        "orderStatusBulkJobs": {"complexity": 1, "multipliers": ["first", "last"]},
        "orderStatusBulkJob": {"complexity": 1},
    },
    "OrderStatusBulkJob": {"results": {"complexity": 1, "multipliers": ["first", "last"]}},
    "OrderStatusBulkResult": {"orderCentral": {"complexity": 5}},
}
