"""What the Dashboard shows of the settings about guests; `config` reads them. Pure."""

from typing import Any

CODE_MINUTES = 15
GRANT_MINUTES = 120
LINK_DAYS = 30
MOST_CODE_MINUTES = 60
MOST_GRANT_MINUTES = 1440
MOST_LINK_DAYS = 365

ACCESS_FIELDS: dict[str, dict[str, str]] = {
    "guest_access": {
        "type": "Boolean",
        "label": "Access without an account",
        "help_text": "Guests open an order with its number, their e-mail address and a code sent there. "
        "Off: codes, grants and links in mails stop working.",
    },
    "guest_code_minutes": {
        "type": "String",
        "label": "Minutes that a code is good for",
        "help_text": f"1 to {MOST_CODE_MINUTES}.",
    },
    "guest_grant_minutes": {
        "type": "String",
        "label": "Minutes that a guest's access lasts",
        "help_text": f"Counted from the code. 5 to {MOST_GRANT_MINUTES}.",
    },
    "guest_link_days": {
        "type": "String",
        "label": "Days that links in mails open the order",
        "help_text": "Links carry a token where the address of the order page has {token}. They show the "
        f"order and allow nothing else. 0 to {MOST_LINK_DAYS}; 0: links carry none.",
    },
    "trusted_proxies": {
        "type": "String",
        "label": "Trusted proxies",
        "help_text": "Networks such as 10.0.0.0/8, separated by commas. Only from there X-Forwarded-For is "
        "believed, when tries of guests are counted by caller. Empty: nowhere.",
    },
}

ACCESS_DEFAULTS: dict[str, Any] = {
    "guest_access": True,
    "guest_code_minutes": str(CODE_MINUTES),
    "guest_grant_minutes": str(GRANT_MINUTES),
    "guest_link_days": str(LINK_DAYS),
    "trusted_proxies": "",
}

# Lowest and highest value of each number.
ACCESS_NUMBERS: dict[str, tuple[int, int]] = {
    "guest_code_minutes": (1, MOST_CODE_MINUTES),
    "guest_grant_minutes": (5, MOST_GRANT_MINUTES),
    "guest_link_days": (0, MOST_LINK_DAYS),
}
