"""Kinds of carrier events, and what the raw codes of providers mean. Pure.

The names are those of the API; raw codes are kept beside them, so a code that nobody knows loses nothing.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from .codes import PROVIDER_CODES


class CarrierEventKind(str, Enum):
    """Event of a parcel on its way. UNKNOWN: the provider's code has no meaning here yet."""

    INFO_RECEIVED = "INFO_RECEIVED"
    PICKED_UP = "PICKED_UP"
    IN_TRANSIT = "IN_TRANSIT"
    OUT_FOR_DELIVERY = "OUT_FOR_DELIVERY"
    AVAILABLE_FOR_PICKUP = "AVAILABLE_FOR_PICKUP"
    ATTEMPT_FAILED = "ATTEMPT_FAILED"
    DELAYED = "DELAYED"
    EXCEPTION = "EXCEPTION"
    DELIVERED = "DELIVERED"
    RETURNING = "RETURNING"
    RETURNED_TO_SENDER = "RETURNED_TO_SENDER"
    UNKNOWN = "UNKNOWN"


Kind = CarrierEventKind

# Words that many services use for the same thing, among them those of the usual aggregators.
COMMON_CODES: Mapping[str, Kind] = MappingProxyType(
    {
        **{kind.value: kind for kind in Kind},
        "PENDING": Kind.INFO_RECEIVED,
        "PRE_TRANSIT": Kind.INFO_RECEIVED,
        "INFORECEIVED": Kind.INFO_RECEIVED,
        "LABEL_CREATED": Kind.INFO_RECEIVED,
        "CREATED": Kind.INFO_RECEIVED,
        "COLLECTED": Kind.PICKED_UP,
        "ACCEPTED": Kind.PICKED_UP,
        "TRANSIT": Kind.IN_TRANSIT,
        "INTRANSIT": Kind.IN_TRANSIT,
        "OUTFORDELIVERY": Kind.OUT_FOR_DELIVERY,
        "READY_FOR_PICKUP": Kind.AVAILABLE_FOR_PICKUP,
        "READY_TO_PICKUP": Kind.AVAILABLE_FOR_PICKUP,
        "AVAILABLEFORPICKUP": Kind.AVAILABLE_FOR_PICKUP,
        "ATTEMPTFAIL": Kind.ATTEMPT_FAILED,
        "DELIVERY_FAILED": Kind.ATTEMPT_FAILED,
        "UNDELIVERED": Kind.ATTEMPT_FAILED,
        "DELAY": Kind.DELAYED,
        "DELIVERY_DELAYED": Kind.DELAYED,
        "ON_HOLD": Kind.EXCEPTION,
        "FAILURE": Kind.EXCEPTION,
        "LOST": Kind.EXCEPTION,
        "DAMAGED": Kind.EXCEPTION,
        "CANCELLED": Kind.EXCEPTION,
        "CANCELED": Kind.EXCEPTION,
        "RETURN_TO_SENDER": Kind.RETURNING,
        "RETURNED": Kind.RETURNED_TO_SENDER,
    }
)


def kind_of(provider: str, raw_code: str) -> CarrierEventKind:
    """Return what a provider's code means; blanks, hyphens and case do not matter. Never an error."""
    code = "_".join(raw_code.replace("-", " ").split()).upper()
    own = PROVIDER_CODES.get(provider.strip().lower(), {}).get(code)
    return CarrierEventKind[own] if own else COMMON_CODES.get(code, Kind.UNKNOWN)
