"""Where the pages lie: below the plugin's own address, one set per sales channel."""

from typing import Any

from django.urls import reverse

from ..host.base import PLUGIN_ID

PATH = "/center"
BASE = f"/plugins/global/{PLUGIN_ID}{PATH}/"
URLS = "saleor_order_central.center.urls"
GUEST = "guest"
"""Stands for the order of a guest, who knows no id: the token names it."""
WHOLE_SHOP = "shop"
"""Stands for the channel on hosts that have none."""


def page_path(page: str, /, **values: Any) -> str:
    """Return the path of a page, with its query left to the caller."""
    inner: str = reverse(page, urlconf=URLS, kwargs=values)
    return BASE + inner.lstrip("/")
