"""Parcels and invoice links as the API shows them."""

import graphene

from ..host import get_host
from ..host.schema import date_time, host_type
from .loaders import ParcelLinesLoader, loader
from .tracking_types import OrderTrackingLink, TrackingLinkView

DateTime = date_time()


class OrderParcelLine(graphene.ObjectType):
    """Units of one order line inside a parcel."""

    order_line = graphene.Field(host_type("OrderLine"), required=True, description="Saleor order line.")
    quantity = graphene.Int(required=True, description="Units inside.")

    @staticmethod
    def resolve_order_line(root, _info):
        return get_host().wrap(root[0])

    @staticmethod
    def resolve_quantity(root, _info):
        return root[1]


class OrderParcel(graphene.ObjectType):
    """Parcel with its code, date and the decision about its link."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    number = graphene.Int(required=True, description="Number of the shipment within the order.")
    fulfillment_id = graphene.ID(
        description="Global id of Saleor's fulfillment; null when Saleor has deleted it."
    )
    code = graphene.String(required=True, description="Code or URL as typed.")
    shipped_at = DateTime(description="When it left.")
    is_waiting = graphene.Boolean(required=True, description="Whether it still waits for approval.")
    lines = graphene.List(graphene.NonNull(OrderParcelLine), required=True, description="Lines inside.")
    tracking = graphene.Field(OrderTrackingLink, required=True, description="Link to show, with its class.")

    @staticmethod
    def resolve_id(root, _info):
        return root.parcel.id

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
        pk = root.parcel.shipment.fulfillment_pk
        return [] if pk is None else loader(info.context, ParcelLinesLoader).load(pk)

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
