"""Carrier events and expected dates as the API shows them."""

from collections.abc import Callable
from typing import Any

import graphene

from ..carrier_events.wording import CARRIER_EVENT_LABELS
from ..host.schema import date_time
from ..language import speaking
from ..parts_of_lists import Part
from ..promises.windows import Window
from ..timeline.wording import active_words
from .connections import Page, connection_type, page_of_part
from .connections import Window as PageWindow
from .enums import OrderCarrierEventTypeEnum, OrderDateSourceEnum

DateTime = date_time()


class OrderDateRange(graphene.ObjectType):
    """Time from one moment to another; both are the same for a single moment."""

    earliest = DateTime(description="Start.")
    latest = DateTime(description="End; a promised day ends with its last second in the shop's time zone.")
    source = graphene.Field(OrderDateSourceEnum, required=True, description="Who gave it.")


def date_range(window: Window | None) -> OrderDateRange | None:
    """Return a range, None without one."""
    if window is None:
        return None
    return OrderDateRange(earliest=window.earliest, latest=window.latest, source=window.source.value)


class CarrierEventView:
    """One event as one caller may see it. `view` needs `is_staff` and `language`."""

    __slots__ = ("row", "view")

    def __init__(self, row, view) -> None:
        self.row = row
        self.view = view

    @property
    def id(self) -> str:
        """Inner id."""
        return str(self.row.pk)


class OrderCarrierEvent(graphene.ObjectType):
    """Event that a carrier reported."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    type = graphene.Field(OrderCarrierEventTypeEnum, required=True, description="Kind of event.")
    label = graphene.String(required=True, description="Words for it, for the customer.")
    date = DateTime(required=True, description="When it happened, in the zone in which it was told.")
    place = graphene.String(description="Where it happened.")
    country = graphene.String(description="Country of the place, ISO 3166.")
    message = graphene.String(description="Text for the customer.")
    raw_code = graphene.String(description="The carrier's own code. Null for callers without MANAGE_ORDERS.")
    raw_text = graphene.String(description="The carrier's own words. Null for callers without MANAGE_ORDERS.")
    provider = graphene.String(description="Who reported it. Null for callers without MANAGE_ORDERS.")
    external_id = graphene.String(
        description="The carrier's id of the event. Null for callers without MANAGE_ORDERS."
    )
    received_at = DateTime(description="When it was reported. Null for callers without MANAGE_ORDERS.")

    @staticmethod
    def resolve_id(root, _info):
        return root.row.pk

    @staticmethod
    def resolve_type(root, _info):
        return root.row.type

    @staticmethod
    def resolve_label(root, _info):
        with speaking(root.view.language):
            return active_words()[CARRIER_EVENT_LABELS[root.row.type]]

    @staticmethod
    def resolve_date(root, _info):
        return root.row.local_time

    @staticmethod
    def resolve_place(root, _info):
        return root.row.place or None

    @staticmethod
    def resolve_country(root, _info):
        return root.row.country or None

    @staticmethod
    def resolve_message(root, _info):
        return root.row.description or None

    @staticmethod
    def resolve_raw_code(root, _info):
        return root.row.raw_code or None if root.view.is_staff else None

    @staticmethod
    def resolve_raw_text(root, _info):
        return root.row.raw_text or None if root.view.is_staff else None

    @staticmethod
    def resolve_provider(root, _info):
        return root.row.provider if root.view.is_staff else None

    @staticmethod
    def resolve_external_id(root, _info):
        return root.row.external_id or None if root.view.is_staff else None

    @staticmethod
    def resolve_received_at(root, _info):
        return root.row.received_at if root.view.is_staff else None


OrderCarrierEventCountableConnection = connection_type(OrderCarrierEvent)


def events_page(part: Part | None, view: Any, wanted: PageWindow, count: Callable[[], Any]) -> Page:
    """Show a part of the events of one parcel, newest first. Raises GraphQLError for None."""
    turned = part and part.newest_first()
    return page_of_part(turned, lambda row: CarrierEventView(row, view), wanted, count)
