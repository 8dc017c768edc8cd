"""Data of a customer to take along, and the right to be forgotten."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import graphene
from django.utils import timezone

from ..customers.owner import Owner
from ..customers.selectors import find_owner
from ..errors import ErrorCode, OrderCentralFault, invalid, not_found
from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_USERS, Caller, caller_of
from ..host.base import PLUGIN_ID
from ..host.schema import date_time, host_type
from ..privacy.export import VALID_SECONDS, ExportRequest, signed_export
from ..privacy.jobs import ask_erasure
from ..privacy.models import PrivacyJob, PrivacyJobStatus
from ..privacy_page import PATH
from ..text import storable
from .base import CentralMutation
from .connections import connection_type, page_arguments, page_of_queryset, window
from .customer_views import working_channel_pks
from .enums import describe_enum
from .ids import decode_int_pk
from .loaders import UserLoader, loader
from .queries import answers_faults

DateTime = date_time()
ADDRESS = f"/plugins/global/{PLUGIN_ID}{PATH}"

OrderPrivacyJobStatusEnum = describe_enum(
    "OrderPrivacyJobStatusEnum",
    PrivacyJobStatus,
    "State of an erasure.",
    {
        "PENDING": "Not begun.",
        "RUNNING": "Orders are being erased.",
        "WAITING": "Some orders are still open; they are erased once they are not.",
        "DONE": "Everything is erased.",
    },
)


class OrderPrivacyJob(graphene.ObjectType):
    """Erasure of what the centre keeps of a customer. One that is done names nobody."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    status = graphene.Field(OrderPrivacyJobStatusEnum, required=True, description="State.")
    total = graphene.Int(required=True, description="Orders to erase.")
    done = graphene.Int(required=True, description="Orders erased.")
    by_deletion = graphene.Boolean(
        required=True, description="Whether the deletion of the account in Saleor caused it."
    )
    user = graphene.Field(host_type("User"), description="Staff who asked for it.")
    app_name = graphene.String(description="App that asked for it.")
    created_at = DateTime(required=True, description="When it was asked for.")
    finished_at = DateTime(description="When it ended.")

    @staticmethod
    def resolve_id(root: PrivacyJob, _info):
        return root.pk

    @staticmethod
    def resolve_user(root: PrivacyJob, info):
        return root.user_id and loader(info.context, UserLoader).load(root.user_id)

    @staticmethod
    def resolve_app_name(root: PrivacyJob, _info):
        return root.app_name or None


OrderPrivacyJobCountableConnection = connection_type(OrderPrivacyJob)


class OrderCustomerData(graphene.ObjectType):
    """Address of a JSON file. Whoever has it may open it until it expires: it is for the person who asked."""

    url = graphene.String(required=True, description="Address of the file, with its own short-lived key.")
    expires_at = DateTime(required=True, description="When the address stops working.")


def require_both(caller: Caller) -> None:
    """Raise the host's permission error unless the caller manages customers and orders."""
    for permission in (MANAGE_USERS, MANAGE_ORDERS):
        caller.require(permission)


def named_owner(caller: Caller, user: str | None, email: str | None, *, using: str) -> Owner:
    """Find the customer of a call. Raises INVALID unless one name is given, NOT_FOUND for nobody."""
    if (user is None) == (email is None):
        raise invalid("user", "Name the customer by `user` or by `email`.")
    pk = None if user is None else decode_int_pk(user, "User", "user")
    address = storable(email or "", "email")
    owner = find_owner(caller.working_channels(), using=using, user_pk=pk, email=address)
    if owner is None:
        raise not_found("user" if email is None else "email", "There is no such customer.")
    return owner


class OrderCustomerErase(CentralMutation):
    """Forgets a customer: messages, photos, notes and names of their orders. Money records stay."""

    class Arguments:
        user = graphene.ID(description="The account.")
        email = graphene.String(description="E-mail address of an account, else of a guest.")

    permission = None
    job = graphene.Field(OrderPrivacyJob, description="The erasure with its progress.")

    @classmethod
    def perform(cls, info, caller, user=None, email=None):
        require_both(caller)
        if working_channel_pks(info.context) is not None:
            raise OrderCentralFault(
                "A customer is forgotten in every channel: staff of all of them may do this.",
                ErrorCode.PERMISSION_DENIED,
            )
        owner = named_owner(caller, user, email, using="default")
        job = ask_erasure(owner, caller.author())
        job.refresh_from_db()
        return cls(job=job)


@answers_faults
def resolve_customer_data(_root, info, user=None, email=None):
    caller = caller_of(info.context)
    require_both(caller)
    with get_host().reading(info.context) as alias:
        owner = named_owner(caller, user, email, using=alias)
    token = signed_export(ExportRequest(owner, caller.working_channels()))
    return OrderCustomerData(
        url=get_host().build_absolute_uri(f"{ADDRESS}?{urlencode({'token': token})}"),
        expires_at=timezone.now() + timedelta(seconds=VALID_SECONDS),
    )


@answers_faults
def resolve_privacy_jobs(_root, info, **page: Any):
    require_both(caller_of(info.context))
    with get_host().reading(info.context) as alias:
        rows = PrivacyJob.objects.using(alias)
        return page_of_queryset(rows, ("created_at", "pk"), window(**page), descending=True)


QUERY_FIELDS = {
    "order_customer_data": graphene.Field(
        OrderCustomerData,
        user=graphene.ID(description="The account."),
        email=graphene.String(description="E-mail address of an account, else of a guest who ordered."),
        resolver=resolve_customer_data,
        description="Everything that the centre keeps of a customer, as JSON for the customer. "
        "Requires MANAGE_USERS and MANAGE_ORDERS.",
    ),
    "order_privacy_jobs": graphene.Field(
        OrderPrivacyJobCountableConnection,
        resolver=resolve_privacy_jobs,
        description="Erasures, newest first. Requires MANAGE_USERS and MANAGE_ORDERS.",
        **page_arguments(),
    ),
}
MUTATIONS = (OrderCustomerErase,)
COSTS = {
    "Query": {
        "orderCustomerData": {"complexity": 5},
        "orderPrivacyJobs": {"complexity": 1, "multipliers": ["first", "last"]},
    },
    "OrderPrivacyJob": {"user": {"complexity": 1}},
}
