"""What all mutations share: one error type, permission checks and the host's writer."""

from typing import Any

import graphene
from django.core.exceptions import ValidationError

from ..activation.book import load_activation
from ..errors import ErrorCode, OrderCentralFault, OrderCentralFaults
from ..host import get_host
from ..host.access import MANAGE_ORDERS, Caller, caller_of
from ..host.facts import OrderFacts
from ..settings import load_settings
from ..tracking.shipments import add_parcels
from .enums import OrderCentralErrorCode
from .guests import remember_token
from .ids import decode_order_pk
from .loaders import forget_loaded


class OrderCentralError(graphene.ObjectType):
    """Error of a mutation of the plugin."""

    field = graphene.String(description="Name of the input field at fault; null when no single field is.")
    message = graphene.String(description="The error message.")
    code = graphene.Field(OrderCentralErrorCode, required=True, description="The error code.")
    orders = graphene.List(graphene.NonNull(graphene.ID), description="Orders that caused the error.")
    allowed_statuses = graphene.List(
        graphene.NonNull(graphene.String), description="Slugs of the statuses that are allowed instead."
    )


def error_from(fault: OrderCentralFault) -> OrderCentralError:
    """Give a fault the form of the API."""
    return OrderCentralError(
        field=fault.field,
        message=fault.message,
        code=fault.code.value,
        orders=list(fault.orders) or None,
        allowed_statuses=list(fault.allowed_statuses) or None,
    )


def errors_from(fault: OrderCentralFault) -> list[OrderCentralError]:
    """Give a fault, or each of several, the form of the API."""
    faults = fault.faults if isinstance(fault, OrderCentralFaults) else (fault,)
    return [error_from(one) for one in faults]


def errors_from_validation(error: ValidationError) -> list[OrderCentralError]:
    """Turn Django's validation errors into ours, one per message."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
    return [
        OrderCentralError(field=field, message=message, code=ErrorCode.INVALID.value)
        for field, messages in by_field.items()
        for message in messages
    ]


def errors_field() -> graphene.Field:
    """The `errors` field that every payload has."""
    return graphene.List(
        graphene.NonNull(OrderCentralError),
        required=True,
        description="Errors that stopped the change; empty on success.",
    )


class CentralMutation(graphene.Mutation):
    """Base: checks the permission, opens the writer, calls `perform`, turns faults into `errors`.

    `permission` None means that `perform` itself decides who may.

    `perform(info, caller, **data)` resolves ids and calls one service; it returns the payload.
    """

    class Meta:
        abstract = True

    permission: str | None = MANAGE_ORDERS
    doc_category = "Orders"
    errors = errors_field()

    @classmethod
    def perform(cls, info: Any, caller: Caller, **data: Any) -> "CentralMutation":
        raise NotImplementedError

    @classmethod
    def refused(cls, errors: list[OrderCentralError]) -> "CentralMutation":
        """Make the payload of a refusal; a payload with required fields fills them here."""
        return cls(errors=errors)

    @classmethod
    def mutate(cls, _root, info, **data):
        host = get_host()
        forget_loaded(info.context)
        with host.allow_writer():
            host.before_mutation(info.context)
            caller = caller_of(info.context)
            remember_token(info.context, data.pop("token", None))
            if cls.permission is not None:
                caller.require(cls.permission)
            try:
                result = cls.perform(info, caller, **data)
            except OrderCentralFault as fault:
                return cls.refused(errors_from(fault))
            except ValidationError as error:
                return cls.refused(errors_from_validation(error))
        result.errors = []
        return result


def order_for_change(caller: Caller, order_id: str, *, using: str = "default") -> OrderFacts:
    """Load the order of a mutation. Raises NOT_FOUND also when the caller may not work in its channel."""
    if not load_settings(using=using).is_active:
        raise OrderCentralFault("The order centre is off.", ErrorCode.FEATURE_DISABLED)
    pk = decode_order_pk(order_id, "order")
    facts = add_parcels(get_host().load_facts([pk], using=using), using=using).get(pk)
    if facts is None or not caller.may_work_in(facts.channel):
        raise OrderCentralFault(
            "There is no such order.", ErrorCode.NOT_FOUND, field="order", orders=[order_id]
        )
    if not load_activation(using=using).is_enabled(facts.channel):
        raise OrderCentralFault("The order centre is off in this channel.", ErrorCode.FEATURE_DISABLED)
    return facts
