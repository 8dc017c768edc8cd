"""Parcels and invoice links as the API shows them."""

from functools import partial

import graphene
from django.utils import timezone

from ..host.schema import date_time, host_type
from ..promises.selectors import stored_window
from .carrier_event_types import (
    CarrierEventView,
    OrderCarrierEvent,
    OrderCarrierEventCountableConnection,
    OrderDateRange,
    date_range,
    events_page,
)
from .connections import page_arguments, page_of_sequence, span_of, window
from .label_types import OrderParcelLabel
from .loaders import LastEventLoader, loader
from .order_line_types import FOR_GUESTS, core_line, line_id, product_name
from .parcel_contents import load_contents, load_slip
from .part_loaders import ParcelEventCountLoader, ParcelEventsLoader
from .tracking_types import OrderTrackingLink, TrackingLinkView

DateTime = date_time()


class OrderParcelLine(graphene.ObjectType):
    """Units of one order line inside a parcel."""

    order_line = graphene.Field(host_type("OrderLine"), description=FOR_GUESTS)
    order_line_id = graphene.ID(required=True, description="Id of the order line.")
    product_name = graphene.String(required=True, description="Name of the product.")
    quantity = graphene.Int(required=True, description="Units inside.")


class OrderParcel(graphene.ObjectType):
    """Parcel with its code, date and the decision about its link."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    number = graphene.Int(
        required=True,
        description="Number of the shipment within the order; 0 for a parcel of the order as a whole.",
    )
    fulfillment_id = graphene.ID(
        description="Global id of Saleor's fulfillment; null when Saleor has deleted it."
    )
    code = graphene.String(required=True, description="Code or URL as typed.")
    shipped_at = DateTime(description="When it left.")
    is_waiting = graphene.Boolean(required=True, description="Whether it still waits for approval.")
    lines = graphene.List(graphene.NonNull(OrderParcelLine), required=True, description="Lines inside.")
    tracking = graphene.Field(OrderTrackingLink, required=True, description="Link to show, with its class.")

    is_added = graphene.Boolean(
        required=True, description="Whether staff added it to what Saleor itself knows of."
    )
    label = graphene.Field(OrderParcelLabel, description="Data of the packing slip, for staff only.")
    events = graphene.Field(
        OrderCarrierEventCountableConnection,
        required=True,
        description="Events of the carrier, newest first.",
        **page_arguments(),
    )
    last_event = graphene.Field(OrderCarrierEvent, description="Newest event of the carrier.")
    last_known_place = graphene.String(description="Newest place that the carrier told.")
    delivered_at = DateTime(description="When the carrier handed it over.")
    estimated_delivery = graphene.Field(OrderDateRange, description="When it should arrive, and who says so.")
    is_late = graphene.Boolean(
        required=True, description="Whether a promise passed, or was given up, without a delivery."
    )
    pickup_since = DateTime(description="Since when it waits at a pickup point; null when it does not.")
    pickup_place = graphene.String(description="Pickup point at which it waits, if the carrier told.")
    pickup_until = DateTime(description="Last moment to fetch it there, if the carrier told.")

    @staticmethod
    def resolve_id(root, _info):
        return root.parcel.id

    @staticmethod
    def resolve_events(root, info, **page):
        wanted = window(**page)
        checkpoint = root.parcel.checkpoint
        if checkpoint is None:
            return page_of_sequence([], str, wanted)
        pk = checkpoint.parcel_pk
        found = loader(info.context, ParcelEventsLoader).load((span_of(wanted, newest_first=True), pk))
        count = partial(loader(info.context, ParcelEventCountLoader).load, pk)
        return found.then(lambda part: events_page(part, root.view, wanted, count))

    @staticmethod
    def resolve_last_event(root, info):
        checkpoint = root.parcel.checkpoint
        if checkpoint is None or checkpoint.last_at is None:
            return None
        found = loader(info.context, LastEventLoader).load(checkpoint.parcel_pk)
        return found.then(lambda row: None if row is None else CarrierEventView(row, root.view))

    @staticmethod
    def resolve_last_known_place(root, _info):
        return (root.parcel.checkpoint and root.parcel.checkpoint.last_place) or None

    @staticmethod
    def resolve_delivered_at(root, _info):
        return root.parcel.checkpoint and root.parcel.checkpoint.delivered_at

    @staticmethod
    def resolve_estimated_delivery(root, _info):
        checkpoint = root.parcel.checkpoint
        if checkpoint is None:
            return None
        start, end, source = checkpoint.expected_from, checkpoint.expected_to, checkpoint.expected_source
        return date_range(stored_window(start, end, source))

    @staticmethod
    def resolve_is_late(root, _info):
        late_at = root.parcel.checkpoint and root.parcel.checkpoint.late_at
        return late_at is not None and late_at <= timezone.now()

    @staticmethod
    def resolve_pickup_since(root, _info):
        return root.parcel.checkpoint and root.parcel.checkpoint.pickup_since

    @staticmethod
    def resolve_pickup_place(root, _info):
        return (root.parcel.checkpoint and root.parcel.checkpoint.pickup_place) or None

    @staticmethod
    def resolve_pickup_until(root, _info):
        return root.parcel.checkpoint and root.parcel.checkpoint.pickup_until

    @staticmethod
    def resolve_number(root, _info):
        return root.parcel.shipment.number

    @staticmethod
    def resolve_fulfillment_id(root, _info):
        pk = root.parcel.shipment.fulfillment_pk
        return None if pk is None else graphene.Node.to_global_id("Fulfillment", pk)

    @staticmethod
    def resolve_code(root, _info):
        return root.parcel.code

    @staticmethod
    def resolve_shipped_at(root, _info):
        return root.parcel.shipment.shipped_at

    @staticmethod
    def resolve_is_waiting(root, _info):
        return root.parcel.shipment.is_waiting

    @staticmethod
    def resolve_lines(root, info):
        view = root.view
        return load_contents(info.context, root).then(
            lambda contents: [_parcel_line(line, quantity, view) for line, quantity in contents]
        )

    @staticmethod
    def resolve_is_added(root, _info):
        return root.parcel.shipment.is_own

    @staticmethod
    def resolve_label(root, info):
        if not root.view.is_staff:
            return None
        return load_slip(info.context, root)

    @staticmethod
    def resolve_tracking(root, _info):
        return TrackingLinkView(root.parcel.tracking, root.view.language)


class ParcelView:
    """One parcel of one order as one caller may see it."""

    __slots__ = ("parcel", "view")

    def __init__(self, parcel, view) -> None:
        self.parcel = parcel
        self.view = view


def parcel_views(view, parcels) -> list[ParcelView]:
    """Return what `OrderParcel` resolves from."""
    return [ParcelView(parcel, view) for parcel in parcels]


def _parcel_line(line, quantity, view) -> OrderParcelLine:
    return OrderParcelLine(
        order_line=core_line(line, view),
        order_line_id=line_id(line),
        product_name=product_name(line),
        quantity=quantity,
    )


class OrderInvoiceLink(graphene.ObjectType):
    """Invoice the customer may open: shown when the order is paid."""

    number = graphene.String(description="Invoice number.")
    url = graphene.String(description="Address of the document.")
    created_at = DateTime(description="When it was issued.")

    @staticmethod
    def resolve_number(root, _info):
        return root.number or None

    @staticmethod
    def resolve_url(root, _info):
        return root.url or None
