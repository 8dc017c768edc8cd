"""The providers that the shop's settings make usable.

An operator may lead a provider elsewhere with Django's setting ORDER_CENTRAL_PROVIDERS, for example to a
proxy: {"inpost": {"url": "https://…", "pause": 0.2, "seconds": 10}}. Hosts of ORDER_CENTRAL_PRIVATE_HOSTS
("name" or "name:port") may lie in a private network and may be asked without TLS.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings as django_settings

from ..config import Settings
from .aftership import AfterShip
from .base import Asking, Calling, Provider
from .correios import Correios
from .easypost import EasyPost
from .inpost import InPost
from .outgoing import Limits

# Carriers with a provider of their own, and what that provider needs in the plugin's settings.
OWN_PROVIDERS: Mapping[str, tuple[str, ...]] = {
    "correios": ("correios_user", "correios_access_code", "correios_card"),
    "inpost": ("inpost_history",),
}


def asking_providers(settings: Settings) -> tuple[Asking, ...]:
    """Providers that can be asked, the carriers' own ones first: the first that fits is asked."""
    found: list[Asking] = []
    if has_credentials(settings, "correios"):
        found.append(
            Correios(
                settings.correios_user,
                settings.correios_access_code,
                settings.correios_card,
                **_options("correios"),
            )
        )
    if has_credentials(settings, "inpost"):
        found.append(InPost(**_options("inpost")))
    if settings.aftership_api_key:
        found.append(_aftership(settings))
    if settings.easypost_api_key:
        found.append(_easypost(settings))
    return tuple(found)


def calling_provider(settings: Settings, name: str) -> Calling | None:
    """The provider that may call under this name; None without its secret."""
    if name == "easypost" and settings.easypost_webhook_secret:
        return _easypost(settings)
    if name == "aftership" and settings.aftership_webhook_secret:
        return _aftership(settings)
    return None


def reader_of(name: str) -> Calling:
    """What reads stored calls of a provider, whatever the settings are by now."""
    return EasyPost("") if name == "easypost" else AfterShip("", "", Limits())


def supports_history(settings: Settings, carrier: str) -> bool:
    """Tell whether a usable provider knows a carrier's parcels."""
    callers = (calling_provider(settings, name) for name in ("easypost", "aftership"))
    usable: list[Provider] = [*asking_providers(settings), *(one for one in callers if one is not None)]
    return any(one.supports("", carrier) for one in usable)


def has_credentials(settings: Settings, carrier: str) -> bool:
    """Tell whether a carrier's own provider has everything that it needs."""
    return all(getattr(settings, name) for name in OWN_PROVIDERS[carrier])


def _aftership(settings: Settings) -> AfterShip:
    return AfterShip(
        settings.aftership_webhook_secret,
        settings.aftership_api_key,
        adds=settings.aftership_adds_parcels,
        **_options("aftership"),
    )


def _easypost(settings: Settings) -> EasyPost:
    return EasyPost(
        settings.easypost_webhook_secret,
        settings.easypost_api_key,
        adds=settings.easypost_adds_parcels,
        **_options("easypost"),
    )


def _options(name: str) -> dict[str, Any]:
    given = getattr(django_settings, "ORDER_CENTRAL_PROVIDERS", {}).get(name, {})
    seconds = given.get("seconds")
    hosts = tuple(getattr(django_settings, "ORDER_CENTRAL_PRIVATE_HOSTS", ()))
    limits = Limits(private_hosts=hosts)
    if seconds:
        limits = Limits(connect=seconds, read=seconds, whole=seconds, private_hosts=hosts)
    chosen = {key: given[key] for key in ("url", "pause") if key in given}
    return {"limits": limits, **chosen}
