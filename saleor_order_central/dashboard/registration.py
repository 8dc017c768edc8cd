"""Tells the Dashboard of our pages, after migrations and whenever the settings are saved."""

import logging
from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate, post_save
from django.dispatch import receiver

from .. import __version__
from ..host import get_host
from ..settings import load_settings
from .addresses import BASE

logger = logging.getLogger(__name__)

PERMISSIONS = (
    "order.manage_orders",
    "account.manage_users",
    "site.manage_settings",
    "site.manage_translations",
    "payment.handle_payments",
)
_ORDERS = ("order.manage_orders",)
_SETTINGS = ("site.manage_settings",)

# Label, path, place, target. Pages have paths below the app's address, everything else a whole address.
_ENTRIES: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("Order centre", "/orders", "navigation_orders", "app_page", _ORDERS),
    ("Inbox", "/inbox", "navigation_orders", "app_page", _ORDERS),
    ("Returns", "/returns", "navigation_orders", "app_page", _ORDERS),
    ("Change many statuses", "/orders", "order_overview_more_actions", "app_page", _ORDERS),
    ("Order centre", "/popup", "order_details_more_actions", "popup", _ORDERS),
    ("Order centre", "/widget", "order_details_widgets", "widget", _ORDERS),
    ("Order centre", "/customer", "customer_details_more_actions", "popup", ("account.manage_users",)),
    ("Statuses and workflow", "/statuses", "order_overview_create", "app_page", _SETTINGS),
)


def register_pages(*, was_shown: bool = True) -> str:
    """Bring the Dashboard's entries up to date; returns the app's address, "" where nothing was registered.

    What staff deleted in the Dashboard does not come back by itself: the switch in the settings, turned off
    and on, is what brings it back.
    """
    if not get_host().capabilities.dashboard_apps:
        return ""
    from ..host.dashboard_app import is_removed, save_app, switch_app

    with get_host().allow_writer():
        settings = load_settings(using="default")
        if not (settings.is_active and settings.dashboard_pages):
            switch_app(False)
            return ""
        if is_removed() and was_shown:
            return ""
        address = get_host().build_absolute_uri(BASE)
        save_app(_app_values(address), PERMISSIONS, _extensions(address))
        if not was_shown:
            switch_app(True)
    return address


def _app_values(address: str) -> dict[str, Any]:
    return {
        "name": "Order Central",
        "app_url": address,
        "version": __version__,
        "author": "Saleor Order Central",
        "about_app": "Order statuses, timeline, returns and refunds, messages, in one place.",
    }


def _extensions(address: str) -> list[Any]:
    from ..host.dashboard_app import Extension

    return [
        Extension(label, path if target == "app_page" else address + path, mount, target, permissions)
        for label, path, mount, target, permissions in _ENTRIES
    ]


def connect_registration() -> None:
    """Register after each migration of ours, when the tables are there."""
    post_migrate.connect(_register_safely, sender=apps.get_app_config("saleor_order_central"))


def _register_safely(**_signal: Any) -> None:
    """A shop without an address yet must still be able to migrate."""
    try:
        register_pages()
    except Exception:
        logger.exception("The pages could not be registered; `order_central_dashboard` does it later.")


@receiver(post_save, sender="app.App")
def remember_removal(instance: Any, **_signal: Any) -> None:
    """Saleor drops the row of a deleted app after a day: keep staff's decision in the settings."""
    if getattr(instance, "removed_at", None) is None or not get_host().capabilities.dashboard_apps:
        return
    from ..host.dashboard_app import APP_ID, hide_pages

    if instance.identifier == APP_ID:
        hide_pages()
