"""The rows by which Saleor's Dashboard knows our pages: an app and its extensions. Saleor 3 only."""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from saleor.app import types
from saleor.app.models import App, AppExtension
from saleor.permission.enums import get_permissions
from saleor.plugins.manager import get_plugins_manager
from saleor.plugins.models import PluginConfiguration

from .base import PLUGIN_ID

APP_ID = "saleor.order-central.dashboard"
WIDGET = "widget"


@dataclass(frozen=True, slots=True)
class Extension:
    """An entry in the Dashboard; `mount` and `target` in small letters."""

    label: str
    url: str
    mount: str
    target: str
    permissions: Sequence[str]


def app_global_id() -> str:
    """Return the global id of our app, "" when it is off, removed or was never registered."""
    pk = _live_apps().filter(is_active=True).values_list("pk", flat=True).first()
    return "" if pk is None else b64encode(f"App:{pk}".encode()).decode()


def is_removed() -> bool:
    """Tell whether staff deleted the app and Saleor still keeps its row."""
    apps = App.objects.filter(identifier=APP_ID)
    return apps.exists() and not apps.filter(removed_at=None).exists()


def save_app(values: dict[str, Any], permissions: Iterable[str], extensions: Iterable[Extension]) -> Any:
    """Create the app or bring its rows up to date, keeping their keys: open Dashboards remember them.

    An app that staff switched off stays off.
    """
    with transaction.atomic():
        app = _live_apps().select_for_update().first()
        if app is None:
            app = App(identifier=APP_ID, type=types.AppType.THIRDPARTY, is_active=True, is_installed=True)
        for name, value in values.items():
            setattr(app, name, value)
        app.save()
        app.permissions.set(get_permissions(list(permissions)))
        _save_extensions(app, [one for one in extensions if _is_known(one)])
    return app


def switch_app(is_active: bool) -> None:
    """Show or hide everything that the Dashboard has of ours."""
    _live_apps().update(is_active=is_active)


def _live_apps() -> Any:
    return App.objects.filter(identifier=APP_ID, removed_at=None).order_by("pk")


def _save_extensions(app: App, wanted: list[Extension]) -> None:
    kept = []
    for one in wanted:
        row = AppExtension.objects.filter(app=app, mount=one.mount, url=one.url).first()
        row = row or AppExtension(app=app, mount=one.mount, url=one.url)
        row.label, row.target = one.label, one.target
        if one.target == WIDGET:
            row.http_target_method = "GET"
            row.settings = {"widgetTarget": {"method": "GET"}}
        row.save()
        row.permissions.set(get_permissions(list(one.permissions)))
        kept.append(row.pk)
    AppExtension.objects.filter(app=app).exclude(pk__in=kept).delete()


def _is_known(extension: Extension) -> bool:
    """Up to 3.22 places and targets are closed lists, and a foreign one breaks the API."""
    return all(
        value in {choice for choice, _label in getattr(types, name).CHOICES}
        for name, value in (("AppExtensionMount", extension.mount), ("AppExtensionTarget", extension.target))
        if hasattr(types, name)
    )


def hide_pages() -> None:
    """Switch our pages off in the plugin's settings, as somebody who deletes the app means it."""
    manager = get_plugins_manager(allow_replica=False)
    item = {"name": "dashboard_pages", "value": False}
    is_active = (
        PluginConfiguration.objects.filter(identifier=PLUGIN_ID).values_list("active", flat=True).first()
    )
    cleaned = {"configuration": [item], "active": True if is_active is None else is_active}
    manager.save_plugin_configuration(PLUGIN_ID, None, cleaned)
