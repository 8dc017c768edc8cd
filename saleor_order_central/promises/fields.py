"""What the Dashboard shows of the settings about promises and delays; `config` reads them. Pure."""

from typing import Any

WORKING_DAYS = "working"
CALENDAR_DAYS = "calendar"
PICKUP_DAYS = 3

PROMISE_FIELDS: dict[str, dict[str, str]] = {
    "time_zone": {
        "type": "String",
        "label": "Time zone of the shop",
        "help_text": 'Name such as "Europe/Warsaw": a promised day ends there. Empty: Saleor\'s own.',
    },
    "delivery_day_kind": {
        "type": "String",
        "label": "Days of shipping methods",
        "help_text": '"working": Monday to Friday. "calendar": every day.',
    },
    "delay_notices": {
        "type": "Boolean",
        "label": "Tell customers of delays",
        "help_text": "One message for each promise that passes or that the carrier cannot keep.",
    },
    "channels_without_delay_notices": {
        "type": "String",
        "label": "Channels without messages about delays",
        "help_text": "Slugs of channels, separated by commas.",
    },
    "delay_notice_days": {
        "type": "String",
        "label": "Days between messages about delays",
        "help_text": "A customer hears of delays of one order at most once in this time. 0 to 3650.",
    },
    "pickup_wait_days": {
        "type": "String",
        "label": "Days at a pickup point until staff look",
        "help_text": "A parcel that waits longer is on the list of carrier problems. 1 to 3650.",
    },
    "quiet_hours": {
        "type": "String",
        "label": "Hours without an event until staff look",
        "help_text": "Counted from the shipping date or the last event of a carrier that reports events. "
        "Empty: quiet parcels are not listed.",
    },
}

PROMISE_DEFAULTS: dict[str, Any] = {
    "time_zone": "",
    "delivery_day_kind": WORKING_DAYS,
    "delay_notices": True,
    "channels_without_delay_notices": "",
    "delay_notice_days": "3",
    "pickup_wait_days": str(PICKUP_DAYS),
    "quiet_hours": "72",
}
