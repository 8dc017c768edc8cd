"""Report of carrier events by staff and apps."""

from dataclasses import dataclass

import graphene

from ..carrier_events.kinds import CarrierEventKind
from ..carrier_events.reports import ReportedEvent
from ..carrier_events.services import report_events
from ..host.schema import date_time
from .base import CentralMutation, OrderCentralError
from .carrier_event_types import CarrierEventView, OrderCarrierEvent
from .enums import OrderCarrierEventTypeEnum
from .ids import parcel_name

DateTime = date_time()
API = "api"


class OrderCarrierEventInput(graphene.InputObjectType):
    """Event of a carrier; name the parcel or its tracking code, and the type or the carrier's code."""

    parcel = graphene.ID(description="Parcel.")
    tracking_code = graphene.String(description="Tracking code, if no parcel is named.")
    carrier = graphene.String(
        description="Code of the carrier; decides between parcels that share a tracking code."
    )
    provider = graphene.String(description='Who knows it; raw codes and ids are its own. "api" without it.')
    type = graphene.Field(
        OrderCarrierEventTypeEnum, description="Kind of event; found from rawCode without it."
    )
    raw_code = graphene.String(description="The carrier's own code.")
    raw_text = graphene.String(description="The carrier's own words, for staff.")
    date = DateTime(required=True, description="When it happened, with its zone.")
    place = graphene.String(description="Where it happened.")
    country = graphene.String(description="Country of the place, ISO 3166.")
    message = graphene.String(description="Text for the customer.")
    external_id = graphene.String(description="The carrier's id of the event, used to drop duplicates.")
    estimated_from = DateTime(description="Delivery is expected from then on.")
    estimated_to = DateTime(
        description="Delivery is expected until then; midnight of the shop or of UTC means the whole day."
    )
    pickup_until = DateTime(description="Last moment to fetch it from its pickup point.")


@dataclass(frozen=True, slots=True)
class _StaffView:
    """Whoever may report an event may read all of it."""

    is_staff: bool = True
    language: str = "en"


class OrderCarrierEventReport(CentralMutation):
    """Reports up to 100 events of carriers; all or none, and a repeated report changes nothing."""

    class Arguments:
        events = graphene.List(
            graphene.NonNull(OrderCarrierEventInput), required=True, description="The events."
        )

    count = graphene.Int(required=True, description="Events that were stored.")
    already_processed = graphene.Int(required=True, description="Events that were known already.")
    events = graphene.List(
        graphene.NonNull(OrderCarrierEvent), required=True, description="Events that were stored."
    )

    @classmethod
    def refused(cls, errors: list[OrderCentralError]) -> "OrderCarrierEventReport":
        return cls(count=0, already_processed=0, events=[], errors=errors)

    @classmethod
    def perform(cls, info, caller, events):
        reported = [_reported(event, f"events.{index}") for index, event in enumerate(events)]
        outcome = report_events(reported, may_work_in=caller.may_work_in)
        return cls(
            count=len(outcome.stored),
            already_processed=outcome.repeated,
            events=[CarrierEventView(row, _StaffView()) for row in outcome.stored],
        )


def _reported(event: OrderCarrierEventInput, field: str) -> ReportedEvent:
    kind = event.get("type")
    return ReportedEvent(
        happened_at=event["date"],
        kind=CarrierEventKind[kind] if kind else None,
        parcel=parcel_name(event["parcel"], f"{field}.parcel") if event.get("parcel") else None,
        tracking_code=event.get("tracking_code") or "",
        carrier=event.get("carrier") or "",
        provider=event.get("provider") or API,
        raw_code=event.get("raw_code") or "",
        raw_text=event.get("raw_text") or "",
        description=event.get("message") or "",
        place=event.get("place") or "",
        country=event.get("country") or "",
        external_id=event.get("external_id") or "",
        estimated_from=event.get("estimated_from"),
        estimated_to=event.get("estimated_to"),
        pickup_until=event.get("pickup_until"),
    )


MUTATIONS = (OrderCarrierEventReport,)
