"""Global ids at the edge: decoded with a check of their type name and form."""

from typing import Any
from uuid import UUID

import graphene

from ..errors import ErrorCode, OrderCentralFault, invalid
from ..host import get_host
from ..tracking.parcel_names import ParcelName, read_parcel_name


def decode(global_id: str, type_name: str, field: str) -> str:
    """Return the inner id. Raises GRAPHQL_ERROR for malformed ids, NOT_FOUND for ids of other types."""
    try:
        found, inner = graphene.Node.from_global_id(global_id)
    except (ValueError, TypeError, UnicodeDecodeError) as error:
        raise OrderCentralFault(
            f'"{global_id}" is not a valid id.', ErrorCode.GRAPHQL_ERROR, field=field
        ) from error
    if found != type_name or not inner:
        raise OrderCentralFault(
            f'"{global_id}" is not the id of a {type_name}.', ErrorCode.GRAPHQL_ERROR, field=field
        )
    return str(inner)


def decode_warehouse_pk(global_id: str | None, field: str) -> str:
    """Return the text form of a warehouse's key, "" for none. Raises GRAPHQL_ERROR and INVALID."""
    if not global_id:
        return ""
    inner = decode(global_id, "Warehouse", field)
    try:
        return str(UUID(inner))
    except ValueError as error:
        raise invalid(field, "This is not the id of a warehouse.") from error


def decode_order_pk(global_id: str, field: str) -> Any:
    """Return the key of an order. Raises GRAPHQL_ERROR when the id cannot be one."""
    inner = decode(global_id, "Order", field)
    try:
        return get_host().order_pk(inner)
    except ValueError as error:
        raise OrderCentralFault(
            f'"{global_id}" is not the id of an order.', ErrorCode.GRAPHQL_ERROR, field=field
        ) from error


def decode_line_pk(global_id: str, field: str) -> Any:
    """Return the key of an order line: it has the form of an order's on every host. Raises GRAPHQL_ERROR."""
    try:
        return get_host().order_pk(decode(global_id, "OrderLine", field))
    except ValueError as error:
        raise OrderCentralFault(
            f'"{global_id}" is not the id of an order line.', ErrorCode.GRAPHQL_ERROR, field=field
        ) from error


def decode_int_pk(global_id: str, type_name: str, field: str) -> int:
    """Return the key of one of our rows. Raises GRAPHQL_ERROR when the id cannot be one."""
    inner = decode(global_id, type_name, field)
    if not (inner.isascii() and inner.isdigit() and len(inner) < 19):
        raise OrderCentralFault(f'"{global_id}" is not a valid id.', ErrorCode.GRAPHQL_ERROR, field=field)
    return int(inner)


def parcel_name(global_id: str, field: str) -> ParcelName:
    """Return which parcel an id names. Raises INVALID for one that nothing is stored of."""
    name = read_parcel_name(decode(global_id, "OrderParcel", field))
    if name is None:
        raise invalid(field, "Saleor has deleted this parcel: name its tracking code.")
    return name


def decode_entry_pk(global_id: str, field: str) -> int:
    """Return the key of a history entry of ours; Saleor's own events and invoices are none."""
    kind, _, inner = decode(global_id, "OrderHistoryEntry", field).partition(":")
    if kind != "entry" or not (inner.isascii() and inner.isdigit() and len(inner) < 19):
        raise OrderCentralFault("This entry cannot be undone.", ErrorCode.INVALID, field=field)
    return int(inner)
