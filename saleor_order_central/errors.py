"""Errors of the capabilities. A door turns them into its own form and keeps field, reason and code."""

from collections.abc import Sequence
from enum import Enum


class ErrorCode(str, Enum):
    """Codes that the API answers with."""

    GRAPHQL_ERROR = "GRAPHQL_ERROR"
    INVALID = "INVALID"
    NOT_FOUND = "NOT_FOUND"
    REQUIRED = "REQUIRED"
    UNIQUE = "UNIQUE"
    TYPE_REQUIRED = "TYPE_REQUIRED"
    STATUS_IN_USE = "STATUS_IN_USE"
    BUILT_IN_READ_ONLY = "BUILT_IN_READ_ONLY"
    TOO_MANY_ITEMS = "TOO_MANY_ITEMS"
    CONFLICT = "CONFLICT"
    PERMISSION_DENIED = "PERMISSION_DENIED"
    TRANSITION_NOT_ALLOWED = "TRANSITION_NOT_ALLOWED"
    REQUIREMENT_MISSING = "REQUIREMENT_MISSING"
    TEMPLATE_VARIABLE_MISSING = "TEMPLATE_VARIABLE_MISSING"
    UNDO_EXPIRED = "UNDO_EXPIRED"
    PAYMENT_ERROR = "PAYMENT_ERROR"
    QUANTITY_EXCEEDED = "QUANTITY_EXCEEDED"
    RETURN_NOT_ELIGIBLE = "RETURN_NOT_ELIGIBLE"
    RETURN_STATE_INVALID = "RETURN_STATE_INVALID"
    OUTCOME_REQUIRED = "OUTCOME_REQUIRED"
    FILE_TYPE_NOT_ALLOWED = "FILE_TYPE_NOT_ALLOWED"
    FILE_TOO_BIG = "FILE_TOO_BIG"
    AMOUNT_EXCEEDED = "AMOUNT_EXCEEDED"
    FEATURE_DISABLED = "FEATURE_DISABLED"
    WITHDRAWAL_NOT_POSSIBLE = "WITHDRAWAL_NOT_POSSIBLE"
    CODE_INVALID = "CODE_INVALID"
    CODE_EXPIRED = "CODE_EXPIRED"
    RATE_LIMITED = "RATE_LIMITED"
    UNSUPPORTED_HOST = "UNSUPPORTED_HOST"


class OrderCentralFault(Exception):
    """A request that cannot be carried out; nothing was written.

    `field` is the input field at fault in camelCase, None when no single field is.
    """

    def __init__(
        self,
        message: str,
        code: ErrorCode,
        *,
        field: str | None = None,
        orders: Sequence[str] = (),
        allowed_statuses: Sequence[str] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field
        self.orders = tuple(orders)
        self.allowed_statuses = tuple(allowed_statuses)


class OrderCentralFaults(OrderCentralFault):
    """Several faults of one request; the first of them stands for all where only one can be shown."""

    def __init__(self, faults: Sequence[OrderCentralFault]) -> None:
        first = faults[0]
        super().__init__(first.message, first.code, field=first.field)
        self.faults = tuple(faults)


def invalid(field: str, message: str) -> OrderCentralFault:
    """The value of a field cannot be accepted."""
    return OrderCentralFault(message, ErrorCode.INVALID, field=field)


def required(field: str, message: str = "This field is required.") -> OrderCentralFault:
    """A field has no value."""
    return OrderCentralFault(message, ErrorCode.REQUIRED, field=field)


def not_found(field: str, message: str) -> OrderCentralFault:
    """The object does not exist, or the caller may not see it."""
    return OrderCentralFault(message, ErrorCode.NOT_FOUND, field=field)
