"""What the Dashboard shows of the settings about pages; `config` reads them. Pure."""

import re
from typing import Any

PAGE_FIELDS: dict[str, dict[str, str]] = {
    "storefront_origins": {
        "type": "String",
        "label": "Storefronts",
        "help_text": "Origins such as https://shop.example.com, separated by commas. They may show the order "
        "pages inside their own and hand over a signed-in customer.",
    },
}
PAGE_DEFAULTS: dict[str, Any] = {"storefront_origins": ""}

_ORIGIN = re.compile(
    r"(https://[a-z0-9-]+(\.[a-z0-9-]+)+|http://(localhost|127\.0\.0\.1))(:[0-9]{1,5})?\Z", re.ASCII
)


def read_origins(text: str) -> tuple[str, ...]:
    """Split a list of origins: lower case, without repeats; what is no origin is left out."""
    parts = (part.strip().lower().rstrip("/") for part in text.split(","))
    return tuple(dict.fromkeys(part for part in parts if _ORIGIN.match(part)))


def origin_problem(text: str) -> str:
    """Say what is wrong with a list of origins, "" when nothing is."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    wrong = [part for part in parts if not read_origins(part)]
    return f"No origin of a page: {', '.join(wrong)}. Write https:// and the host." if wrong else ""
