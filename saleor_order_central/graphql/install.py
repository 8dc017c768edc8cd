"""Everything that joins the host's schema, in one table."""

from typing import Any

from ..host.schema import SchemaAdditions, install
from . import (
    bulk_mutations,
    configuration,
    feedback,
    listing,
    notification_mutations,
    notification_queries,
    order_central,
    queries,
    readiness,
    saved_views,
    settings_mutations,
    standard_events,
    status_mutations,
    status_rules,
    template_mutations,
    template_queries,
    tracking_mutations,
)

# Each module holds what it has of: QUERY_FIELDS, MUTATIONS, COSTS.
MODULES = (
    order_central,
    queries,
    status_mutations,
    status_rules,
    standard_events,
    bulk_mutations,
    listing,
    saved_views,
    template_queries,
    template_mutations,
    notification_queries,
    notification_mutations,
    settings_mutations,
    readiness,
    configuration,
    tracking_mutations,
    feedback,
)

# One order page costs about as much as an order with its lines; lists grow with what is asked for.
COSTS: dict[str, dict[str, dict[str, Any]]] = {
    "Order": {"orderCentral": {"complexity": 5}},
    "OrderCentral": {
        "order": {"complexity": 1},
        "lines": {"complexity": 1},
        "feedback": {"complexity": 1},
        "parcels": {"complexity": 1},
        "history": {"complexity": 1, "multipliers": ["first", "last"]},
    },
    "OrderStatusDefinition": {"ordersCount": {"complexity": 1}},
    "OrderParcel": {"lines": {"complexity": 1}},
    "OrderHistoryEntry": {"user": {"complexity": 1}},
    "Query": {
        "orderCentral": {"complexity": 5},
        "orderStatusDefinitions": {"complexity": 1, "multipliers": ["first", "last"]},
        "orderStatusDefinition": {"complexity": 1},
        "orderTrackingClassify": {"complexity": 1},
        "orderTrackingCarriers": {"complexity": 1, "multipliers": ["first", "last"]},
        "orderTrustedTrackingHosts": {"complexity": 1, "multipliers": ["first", "last"]},
        "orderCentralsByTrackingCode": {"complexity": 100},
    },
}


def additions() -> SchemaAdditions:
    """Return fresh fields: graphene ties each one to the place it is mounted at."""
    query: dict[str, Any] = {}
    mutation: dict[str, Any] = {}
    costs = {name: dict(fields) for name, fields in COSTS.items()}
    for module in MODULES:
        query.update(getattr(module, "QUERY_FIELDS", {}))
        for one in getattr(module, "MUTATIONS", ()):
            mutation[_field_name(one)] = one.Field(description=one.__doc__)
        for name, fields in getattr(module, "COSTS", {}).items():
            costs.setdefault(name, {}).update(fields)
    return SchemaAdditions(
        order=dict(order_central.ORDER_FIELDS), query=query, mutation=mutation, costs=costs
    )


def _field_name(mutation) -> str:
    """`OrderStatusChange` is mounted as `order_status_change`, which the schema spells orderStatusChange."""
    name = mutation.__name__
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


_installed = False


def install_schema() -> None:
    """Join the host's schema, once per process."""
    global _installed
    if not _installed:
        install(additions())
        _installed = True
