"""Jobs that changed, or are changing, the status of many orders."""

import graphene

from ..host import get_host
from ..host.schema import date_time
from ..statuses.job_models import ErrorPolicy, JobStatus, StatusBulkResult
from ..statuses.job_selectors import find_results
from .base import OrderCentralError
from .connections import connection_type, page_arguments, page_of_queryset, window
from .enums import describe_enum
from .order_central import OrderCentral
from .queries import answers_faults
from .views import load_order_view

DateTime = date_time()

OrderStatusBulkJobStatusEnum = describe_enum(
    "OrderStatusBulkJobStatusEnum",
    JobStatus,
    "State of a job.",
    {
        "PENDING": "Waits for a worker.",
        "RUNNING": "A worker is at it.",
        "SUCCESS": "It has ended; some orders may have been refused.",
        "FAILED": "No order was changed.",
        "CANCELED": "It was stopped; what was changed before stays.",
        "UNDONE": "Every change was taken back.",
    },
)

OrderStatusBulkResultStateEnum = describe_enum(
    "OrderStatusBulkResultStateEnum",
    StatusBulkResult.State,
    "State of one order of a job.",
    {
        "WAITING": "Its turn has not come.",
        "CHECKED": "It would be changed, and waits for the others or was kept because of them.",
        "CHANGED": "It has the new status; an error says why its undo was refused.",
        "REFUSED": "It was refused; the error says why.",
        "UNDONE": "Its change was taken back.",
    },
)

OrderBulkErrorPolicyEnum = describe_enum(
    "OrderBulkErrorPolicyEnum",
    ErrorPolicy,
    "What happens to the others when orders are refused.",
    {
        "REJECT_EVERYTHING": "No order is changed.",
        "IGNORE_FAILED": "The others are changed.",
    },
)


class OrderStatusBulkResult(graphene.ObjectType):
    """What became of one order."""

    order_id = graphene.ID(required=True, description="Id of the order.")
    order_central = graphene.Field(OrderCentral, description="The order; null when it does not exist.")
    state = graphene.Field(OrderStatusBulkResultStateEnum, required=True, description="State.")
    entry_id = graphene.ID(description="Id of the history entry of the change.")
    error = graphene.Field(OrderCentralError, description="Why it was refused.")

    @staticmethod
    def resolve_order_id(root, _info):
        return graphene.Node.to_global_id("Order", root.order_key)

    @staticmethod
    def resolve_order_central(root, info):
        return load_order_view(info.context, get_host().order_pk(root.order_key), None)

    @staticmethod
    def resolve_entry_id(root, _info):
        if root.entry_id is None:
            return None
        return graphene.Node.to_global_id("OrderHistoryEntry", f"entry:{root.entry_id}")

    @staticmethod
    def resolve_error(root, _info):
        if not root.error_code:
            return None
        return OrderCentralError(
            field=root.error_field or None, message=root.error_message, code=root.error_code
        )


OrderStatusBulkResultCountableConnection = connection_type(OrderStatusBulkResult)


class OrderStatusBulkJob(graphene.ObjectType):
    """Change of many orders with its progress."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    status = graphene.Field(OrderStatusBulkJobStatusEnum, required=True, description="State of the job.")
    target_status = graphene.String(required=True, description="Slug of the status that the orders get.")
    error_policy = graphene.Field(
        OrderBulkErrorPolicyEnum, required=True, description="What happens when orders are refused."
    )
    created_at = DateTime(required=True, description="When it was asked for.")
    updated_at = DateTime(required=True, description="When it last went on.")
    finished_at = DateTime(description="When it ended.")
    message = graphene.String(description="Words about its end.")
    total = graphene.Int(required=True, description="Orders to change.")
    checked = graphene.Int(required=True, description="Orders checked before the first one is changed.")
    done = graphene.Int(required=True, description="Orders changed.")
    failed = graphene.Int(required=True, description="Orders refused.")
    undone = graphene.Int(required=True, description="Orders whose change was taken back.")
    is_cancel_requested = graphene.Boolean(required=True, description="Whether it was told to stop.")
    results = graphene.Field(
        OrderStatusBulkResultCountableConnection,
        required=True,
        state=graphene.Argument(OrderStatusBulkResultStateEnum, description="Filter by state."),
        description="Result of each order.",
        **page_arguments(),
    )

    @staticmethod
    def resolve_id(root, _info):
        return root.pk

    @staticmethod
    def resolve_target_status(root, _info):
        return root.request["status"]

    @staticmethod
    def resolve_message(root, _info):
        return root.message or None

    @staticmethod
    @answers_faults
    def resolve_results(root, info, state=None, **page):
        with get_host().reading(info.context) as alias:
            return page_of_queryset(find_results(root.pk, state, using=alias), ("pk",), window(**page))


OrderStatusBulkJobCountableConnection = connection_type(OrderStatusBulkJob)
