"""Where the merchant's pages lie: below the plugin's own address."""

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from ..host.base import PLUGIN_ID

PATH = "/dashboard"
BASE = f"/plugins/global/{PLUGIN_ID}{PATH}"
"""Without a slash at the end, as Saleor wants the address of an app."""
URLS = "saleor_order_central.dashboard.urls"


def page_path(name: str, query: dict[str, str] | None = None, /, **values: Any) -> str:
    """Return the path of a page with its query."""
    inner: str = reverse(name, urlconf=URLS, kwargs=values)
    return BASE + inner + (f"?{urlencode(query)}" if query else "")
