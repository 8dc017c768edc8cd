"""Parcels that staff add, change and take away."""

from collections.abc import Mapping
from typing import Any

import graphene

from ..carrier_events.selectors import load_checkpoints
from ..errors import OrderCentralFault, not_found
from ..host import get_host
from ..host.facts import OrderFacts
from ..host.schema import date_time, global_id
from ..parcels.request import LineRequest, ParcelRequest
from ..parcels.selectors import find_parcel
from ..parcels.services import create_parcel, delete_parcel, update_parcel
from ..tracking.models import OrderParcel as ParcelRow
from ..tracking.parcel_names import name_of, written
from .base import CentralMutation, order_for_change
from .ids import decode, parcel_name
from .loaders import OrderMaterial
from .parcel_types import OrderParcel, parcel_views
from .status_changes import OrderNotifyInput, notify_modes
from .views import load_order_view, view_for_caller

DateTime = date_time()
_KEY = "Repeat-safe key: the same key with the same content returns the first result."


class OrderParcelLineInput(graphene.InputObjectType):
    """Units of an order line inside a parcel."""

    order_line = graphene.ID(required=True, description="Saleor order line.")
    quantity = graphene.Int(required=True, description="Units, 1 or more.")


class OrderParcelInput(graphene.InputObjectType):
    """Fields of a parcel. What is missing stays as it is."""

    fulfillment = graphene.ID(description="Saleor fulfillment; without one the parcel is the whole order's.")
    code = graphene.String(description="Code or URL; required for a new parcel.")
    carrier = graphene.String(
        description="Code of the carrier, which then wins over the rules; empty lets them decide."
    )
    shipped_at = DateTime(description="When it left; that of the fulfillment when missing.")
    estimated_at = DateTime(description="When it should arrive, until the carrier says more.")
    lines = graphene.List(
        graphene.NonNull(OrderParcelLineInput),
        description="What is inside; an empty list goes back to the lines of the fulfillment.",
    )
    notify = OrderNotifyInput(description="Who is told the number; e-mail once the parcel has left.")
    idempotency_key = graphene.String(description=_KEY)


class ParcelMutation(CentralMutation):
    """Base of the mutations that return a parcel."""

    class Meta:
        abstract = True

    parcel = graphene.Field(OrderParcel, description="The parcel.")

    @classmethod
    def payload(cls, info: Any, row: ParcelRow) -> "ParcelMutation":
        """Show the parcel on its order's page."""
        name = written(name_of(row))

        def shown(view: Any) -> Any:
            found = () if view is None else [one for one in view.parcels if one.id == name]
            return next(iter(parcel_views(view, found)), None)

        return cls(parcel=load_order_view(info.context, row.order_id, None).then(shown))


def parcel_request(input: Mapping[str, Any]) -> ParcelRequest:
    """Turn the input into a request. Raises OrderCentralFault for ids that cannot be any."""
    values = {
        name: input[name] for name in ("code", "carrier", "shipped_at", "estimated_at") if name in input
    }
    if input.get("fulfillment"):
        values["fulfillment"] = _int_pk(input["fulfillment"], "Fulfillment", "fulfillment")
    if input.get("lines") is not None:
        values["lines"] = [
            LineRequest(_line_pk(line["order_line"], f"lines.{index}.orderLine"), line["quantity"])
            for index, line in enumerate(input["lines"])
        ]
    return ParcelRequest(values, notify_modes(input.get("notify")), input.get("idempotency_key") or "")


def _int_pk(value: str, type_name: str, field: str) -> int:
    inner = decode(value, type_name, field)
    if not (inner.isascii() and inner.isdigit() and len(inner) < 10):
        raise not_found(field, "There is no such object.")
    return int(inner)


def _line_pk(value: str, field: str) -> Any:
    """Keys of order lines have the form of those of orders, on every host."""
    try:
        return get_host().order_pk(decode(value, "OrderLine", field))
    except ValueError as error:
        raise not_found(field, "The order has no such line.") from error


def _row_for_change(caller: Any, id: str) -> tuple[ParcelRow, Any]:
    """Return the stored parcel and its order's facts. Raises NOT_FOUND also in a channel of others."""
    row = find_parcel(parcel_name(id, "id"), using="default")
    if row is None:
        raise not_found("id", "There is no such parcel.")
    try:
        return row, order_for_change(caller, global_id("Order", row.order_id))
    except OrderCentralFault as fault:
        if fault.field != "order":
            raise
        raise not_found("id", "There is no such parcel.") from fault


class OrderParcelCreate(ParcelMutation):
    """Adds a parcel with its tracking code to an order or to one of its fulfillments."""

    class Arguments:
        order = graphene.ID(required=True, description="The order.")
        input = OrderParcelInput(required=True, description="The parcel.")

    @classmethod
    def perform(cls, info, caller, order, input):
        facts = order_for_change(caller, order)
        return cls.payload(info, create_parcel(facts, parcel_request(input), author=caller.author()))


class OrderParcelUpdate(ParcelMutation):
    """Changes a parcel; a code of Saleor's own field is changed in Saleor too."""

    class Arguments:
        id = graphene.ID(required=True, description="The parcel.")
        input = OrderParcelInput(required=True, description="What to change.")

    @classmethod
    def perform(cls, info, caller, id, input):
        row, facts = _row_for_change(caller, id)
        request = parcel_request(input)
        return cls.payload(info, update_parcel(info.context, facts, row, request, author=caller.author()))


class OrderParcelDelete(ParcelMutation):
    """Takes a parcel away; a code of Saleor's own field is taken out of it."""

    class Arguments:
        id = graphene.ID(required=True, description="The parcel.")

    @classmethod
    def perform(cls, info, caller, id):
        row, facts = _row_for_change(caller, id)
        before = _as_it_was(info.context, facts, row)
        delete_parcel(info.context, facts, row, author=caller.author())
        return cls(parcel=before)


def _as_it_was(context: Any, facts: OrderFacts, row: ParcelRow) -> Any:
    """Make the parcel's view now: afterwards the order has no such parcel."""
    found = load_checkpoints([row.order_id], using="default").get(row.order_id, {})
    view = view_for_caller(context, OrderMaterial(facts, [], found), None)
    name = written(name_of(row))
    parcels = () if view is None else [one for one in view.parcels if one.id == name]
    return next(iter(parcel_views(view, parcels)), None)


MUTATIONS = (OrderParcelCreate, OrderParcelUpdate, OrderParcelDelete)
COSTS = {"OrderParcel": {"label": {"complexity": 1}}}
