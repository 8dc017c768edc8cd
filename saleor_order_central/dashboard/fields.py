"""Settings of these pages in the plugin's form."""

from typing import Any

DASHBOARD_FIELDS: dict[str, dict[str, str]] = {
    "dashboard_pages": {
        "type": "Boolean",
        "label": "Pages in the Dashboard",
        "help_text": "Orders, returns and statuses as pages for staff. Off: no entries, no addresses.",
    },
    "dashboard_origins": {
        "type": "String",
        "label": "Addresses of the Dashboard",
        "help_text": "Who may frame these pages, such as https://dashboard.example.com, separated by commas. "
        "Empty: the DASHBOARD_URL of the server.",
    },
}

DASHBOARD_DEFAULTS: dict[str, Any] = {"dashboard_pages": True, "dashboard_origins": ""}
