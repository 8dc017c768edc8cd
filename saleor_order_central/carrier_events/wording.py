"""Words for carrier events that a customer may read."""

from django.utils.translation import gettext_noop

from .kinds import CarrierEventKind

CARRIER_EVENT_LABELS: dict[CarrierEventKind, str] = {
    CarrierEventKind.INFO_RECEIVED: gettext_noop("The carrier knows of the parcel"),
    CarrierEventKind.PICKED_UP: gettext_noop("The carrier has the parcel"),
    CarrierEventKind.IN_TRANSIT: gettext_noop("On the way"),
    CarrierEventKind.OUT_FOR_DELIVERY: gettext_noop("Out for delivery"),
    CarrierEventKind.AVAILABLE_FOR_PICKUP: gettext_noop("Ready for pickup"),
    CarrierEventKind.ATTEMPT_FAILED: gettext_noop("Delivery attempt failed"),
    CarrierEventKind.DELAYED: gettext_noop("Delayed"),
    CarrierEventKind.EXCEPTION: gettext_noop("Problem with the parcel"),
    CarrierEventKind.DELIVERED: gettext_noop("Parcel delivered"),
    CarrierEventKind.RETURNING: gettext_noop("On its way back to the shop"),
    CarrierEventKind.RETURNED_TO_SENDER: gettext_noop("Back at the shop"),
    CarrierEventKind.UNKNOWN: gettext_noop("News from the carrier"),
}
PARCELS_DELIVERED = gettext_noop("The carrier delivered every parcel")
