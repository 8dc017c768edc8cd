"""Everything that joins the host's schema, in one table."""

from typing import Any

from ..host.schema import SchemaAdditions, install
from . import (
    access_mutations,
    bulk_mutations,
    carrier_event_mutations,
    carrier_mutations,
    carrier_problems,
    carrier_webhooks,
    center_settings,
    configuration,
    contact_points,
    customers,
    feedback,
    inbound_mail,
    listing,
    message_mutations,
    notification_mutations,
    notification_queries,
    order_central,
    packing_slips,
    parcel_mutations,
    privacy,
    queries,
    readiness,
    refund_mutations,
    refund_queries,
    return_mutations,
    return_policies,
    return_queries,
    return_reasons,
    saved_views,
    settings_mutations,
    statistics,
    status_changes,
    status_mutations,
    status_rules,
    template_mutations,
    template_queries,
    thread_mutations,
    thread_queries,
    tracking_mutations,
    viewed_products,
    withdrawal_mutations,
    withdrawal_queries,
)

# Each module holds what it has of: QUERY_FIELDS, MUTATIONS, COSTS.
MODULES = (
    order_central,
    packing_slips,
    parcel_mutations,
    queries,
    status_mutations,
    status_rules,
    status_changes,
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
    carrier_mutations,
    feedback,
    carrier_event_mutations,
    carrier_problems,
    carrier_webhooks,
    statistics,
    center_settings,
    return_reasons,
    return_policies,
    return_queries,
    return_mutations,
    refund_queries,
    refund_mutations,
    access_mutations,
    customers,
    viewed_products,
    privacy,
    contact_points,
    thread_queries,
    message_mutations,
    thread_mutations,
    withdrawal_queries,
    withdrawal_mutations,
    inbound_mail,
)

# One order page costs about as much as an order with its lines; lists grow with what is asked for.
BASE_COSTS: dict[str, dict[str, dict[str, Any]]] = {
    "Order": {"orderCentral": {"complexity": 5}},
    "OrderCentral": {
        "order": {"complexity": 1},
        "deliverTo": {"complexity": 1},
        "lines": {"complexity": 1},
        "feedback": {"complexity": 1},
        "parcels": {"complexity": 1},
        "refunds": {"complexity": 1},
        "creditNotes": {"complexity": 1},
        "vouchers": {"complexity": 1},
        "actions": {"complexity": 3},
        "caseFile": {"complexity": 20},
        "history": {"complexity": 1, "multipliers": ["first", "last"]},
    },
    "OrderStatusDefinition": {"ordersCount": {"complexity": 1}},
    "OrderParcel": {
        "lines": {"complexity": 1},
        "events": {"complexity": 1, "multipliers": ["first", "last"]},
        "lastEvent": {"complexity": 1},
    },
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


def _merged_costs() -> dict[str, dict[str, dict[str, Any]]]:
    merged = {name: dict(fields) for name, fields in BASE_COSTS.items()}
    for module in MODULES:
        for name, fields in getattr(module, "COSTS", {}).items():
            merged.setdefault(name, {}).update(fields)
    return merged


COSTS = _merged_costs()
MUTATIONS = tuple(one for module in MODULES for one in getattr(module, "MUTATIONS", ()))


def additions() -> SchemaAdditions:
    """Return fresh fields: graphene ties each one to the place it is mounted at."""
    query: dict[str, Any] = {}
    for module in MODULES:
        query.update(getattr(module, "QUERY_FIELDS", {}))
    return SchemaAdditions(
        order=dict(order_central.ORDER_FIELDS),
        query=query,
        mutation={_field_name(one): one.Field(description=one.__doc__) for one in MUTATIONS},
        costs=COSTS,
        secrets={"OrderAccessConfirm": {"token"}},
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
