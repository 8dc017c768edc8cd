"""What providers' own codes mean, where they differ from the words that many use. Pure.

Codes are in the form of `kind_of`: upper case, underscores. Meanings are names of CarrierEventKind. A code
that is missing here is no mistake: its event is kept as UNKNOWN. docs/providers.md says which are verified.
"""

from collections.abc import Mapping
from types import MappingProxyType

Codes = Mapping[str, str]


def _codes(meanings: Mapping[str, str], families: str = "") -> dict[str, str]:
    """Turn {"DELIVERED": "00 01"} of the families "BDE BDI" into {"BDE_00": "DELIVERED", …}."""
    heads = [f"{family}_" for family in families.split()] or [""]
    return {head + code: kind for kind, codes in meanings.items() for code in codes.split() for head in heads}


# Correios: kind of operation and its number. BDE, BDI and BDR end an attempt and share their numbers.
CORREIOS: Codes = MappingProxyType(
    {
        **_codes(
            {
                "DELIVERED": "00 01 70",
                "ATTEMPT_FAILED": "02 07 18 19 20 25 34 35 38 39 46",
                "DELAYED": "30 47 66 69",
                "RETURNING": "04 05 06 08 10 21 26 33 36 40 42 48 49 56 89",
                "RETURNED_TO_SENDER": "23",
                "AVAILABLE_FOR_PICKUP": "24 68",
                "EXCEPTION": "03 09 12 28 37 43 50 51 52 54 55 58 59 60 75 80",
                "IN_TRANSIT": "15 22 32 45 53 57",
            },
            "BDE BDI BDR",
        ),
        **_codes({"PICKED_UP": "00 01 09"}, "PO"),
        **_codes({"PICKED_UP": "01"}, "CO"),
        **_codes({"IN_TRANSIT": "00 01 02 03"}, "RO DO TRI CD CMT CUN CAR CMR PMT"),
        **_codes({"IN_TRANSIT": "15 16 17 18"}, "PAR"),
        **_codes({"OUT_FOR_DELIVERY": "00 01", "RETURNING": "09"}, "OEC"),
        **_codes({"RETURNING": "00 09"}, "LDE"),
        **_codes({"AVAILABLE_FOR_PICKUP": "00 01 02 03 04 14", "IN_TRANSIT": "11"}, "LDI"),
        **_codes(
            {
                "RETURNING": "01 47",
                "IN_TRANSIT": "02 03 05 10",
                "ATTEMPT_FAILED": "04 07",
                "DELAYED": "08",
                "EXCEPTION": "29",
            },
            "FC",
        ),
        **_codes({"EXCEPTION": "01 02"}, "BLQ"),
        **_codes({"EXCEPTION": "01 02 03 04 05 06 07"}, "IDC"),
    }
)

INPOST: Codes = MappingProxyType(
    _codes(
        {
            "INFO_RECEIVED": "CONFIRMED OFFERS_PREPARED OFFER_SELECTED DISPATCHED_BY_SENDER",
            "PICKED_UP": "DISPATCHED_BY_SENDER_TO_POK TAKEN_BY_COURIER TAKEN_BY_COURIER_FROM_POK "
            "COLLECTED_FROM_SENDER",
            "IN_TRANSIT": "ADOPTED_AT_SOURCE_BRANCH SENT_FROM_SOURCE_BRANCH ADOPTED_AT_SORTING_CENTER "
            "SENT_FROM_SORTING_CENTER ADOPTED_AT_SORTING_HUB SENT_FROM_SORTING_HUB ADOPTED_AT_TARGET_BRANCH "
            "REDIRECT_TO_BOX CANCELED_REDIRECT_TO_BOX READDRESSED UNSTACK_FROM_BOX_MACHINE "
            "UNSTACK_FROM_CUSTOMER_SERVICE_POINT",
            "OUT_FOR_DELIVERY": "OUT_FOR_DELIVERY_TO_ADDRESS PICKUP_REMINDER_SENT_ADDRESS",
            "AVAILABLE_FOR_PICKUP": "READY_TO_PICKUP_FROM_POK READY_TO_PICKUP_FROM_POK_REGISTERED "
            "READY_TO_PICKUP_FROM_BRANCH PICKUP_REMINDER_SENT STACK_IN_BOX_MACHINE "
            "STACK_IN_CUSTOMER_SERVICE_POINT COURIER_AVIZO_IN_CUSTOMER_SERVICE_POINT",
            "ATTEMPT_FAILED": "AVIZO UNDELIVERED_WRONG_ADDRESS UNDELIVERED_INCOMPLETE_ADDRESS "
            "UNDELIVERED_UNKNOWN_RECEIVER UNDELIVERED_COD_CASH_RECEIVER UNDELIVERED_NO_MAILBOX "
            "UNDELIVERED_NOT_LIVE_ADDRESS UNDELIVERED_LACK_OF_ACCESS_LETTERBOX",
            "DELAYED": "DELAY_IN_DELIVERY",
            "EXCEPTION": "OVERSIZED PICKUP_TIME_EXPIRED STACK_PARCEL_PICKUP_TIME_EXPIRED "
            "STACK_PARCEL_IN_BOX_MACHINE_PICKUP_TIME_EXPIRED CLAIMED UNDELIVERED MISSING",
            "RETURNING": "REJECTED_BY_RECEIVER TAKEN_BY_COURIER_FROM_CUSTOMER_SERVICE_POINT",
        }
    )
)

PROVIDER_CODES: Mapping[str, Codes] = MappingProxyType({"correios": CORREIOS, "inpost": INPOST})
