"""Promises of what is in a parcel and on its papers, batched over all parcels of a request."""

from typing import Any

from promise import Promise

from ..host.facts import OrderFacts
from ..parcels.contents import Contents, contents_of
from ..parcels.packing import PackingSlip, packing_slip
from ..parcels.selectors import with_rows
from .loaders import (
    NamedLinesLoader,
    OrderLinesLoader,
    PackingLoader,
    ParcelLinesLoader,
    loader,
    shop_channels,
)


def load_contents(context: Any, root: Any) -> Promise:
    """Promise (order line, units) of a ParcelView."""
    facts: OrderFacts = root.view.facts
    shipment = root.parcel.shipment

    def decide(found: list[Any]) -> Contents:
        named, lines, fulfilled = found
        active = [one for one in facts.shipments if not one.is_canceled]
        return contents_of(shipment, active, with_rows(named, lines), fulfilled)

    return Promise.all(
        [
            loader(context, NamedLinesLoader).load(facts.order_pk),
            loader(context, OrderLinesLoader).load(facts.order_pk),
            _fulfilled(context, shipment.fulfillment_pk),
        ]
    ).then(decide)


def _fulfilled(context: Any, fulfillment_pk: int | None) -> Promise:
    if fulfillment_pk is None:
        return Promise.resolve([])
    return loader(context, ParcelLinesLoader).load(fulfillment_pk)


def load_slip(context: Any, root: Any) -> Promise:
    """Promise the PackingSlip of a ParcelView, in the reader's language."""
    facts: OrderFacts = root.view.facts

    def make(found: list[Any]) -> PackingSlip | None:
        packing, contents = found
        if packing is None:
            return None
        return packing_slip(root.parcel, facts, packing, contents, shop_channels(context), root.view.language)

    return Promise.all(
        [loader(context, PackingLoader).load(facts.order_pk), load_contents(context, root)]
    ).then(make)
