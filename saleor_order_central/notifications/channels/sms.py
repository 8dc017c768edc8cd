"""Text messages through Apprise, which knows the gateways; an optional package."""

import logging
import re
import threading
from types import ModuleType
from typing import Any
from urllib.parse import quote

from ..models import OrderNotification
from .outcome import ChannelDown, PutOff, Refused

PACKAGE_MISSING = 'Text messages need the package "apprise": pip install "saleor-order-central[sms]".'
_SAMPLE_PHONE = "+4915112345678"
# Credentials, credit and rate: nothing that is wrong with the message itself.
_GATEWAY_TROUBLE = frozenset({401, 402, 403, 407, 408, 425, 429})


class SmsChannel:
    """Hands text messages to the gateway of the settings."""

    def __init__(self, gateway_url: str) -> None:
        self.gateway_url = gateway_url

    def send(self, row: OrderNotification) -> None:
        """Hand one message over. Raises an outcome when that fails."""
        send_sms(self.gateway_url, row.recipient, row.body, row.dedupe_key)

    def close(self) -> None:
        """Nothing stays open between messages."""


def send_sms(gateway_url: str, phone: str, text: str, key: str) -> None:
    """Send plain text to one phone. `key` is the message's own, for gateways that drop repeated ones.

    Raises Refused for what the gateway will never take, PutOff for what it may take later, and ChannelDown
    when the package is missing or the address is none.
    """
    apprise = _apprise()
    service = _service(apprise, gateway_url, phone, key)
    if service is None:
        if gateway_error(gateway_url):
            raise ChannelDown("The address of the text message gateway cannot be used.")
        raise Refused("The gateway does not take this phone number.")
    with _Listener() as heard:
        try:
            is_sent = service.notify(body=text, title="", body_format=apprise.NotifyFormat.TEXT)
        except Exception as error:
            raise PutOff(f"The gateway failed: {type(error).__name__}") from error
    if not is_sent:
        raise _failure(heard)


def gateway_error(gateway_url: str) -> str:
    """Say why a gateway address cannot work; "" when it can. Nothing is sent."""
    try:
        apprise = _apprise()
    except ChannelDown as error:
        return str(error)
    if "{phone}" not in gateway_url:
        return "The address must hold {phone}, where the customer's number goes."
    if _service(apprise, gateway_url, _SAMPLE_PHONE, "key") is None:
        return "Apprise does not know this kind of address."
    return ""


def _apprise() -> ModuleType:
    """Import late: shops without text messages need not have the package."""
    try:
        import apprise
    except ImportError as error:
        raise ChannelDown(PACKAGE_MISSING) from error
    return apprise


def _service(apprise: ModuleType, gateway_url: str, phone: str, key: str) -> Any:
    url = gateway_url.replace("{phone}", quote(phone, safe="")).replace("{key}", quote(key, safe=""))
    return apprise.Apprise.instantiate(url, suppress_exceptions=True)


class _Listener(logging.Handler):
    """What Apprise logs in this thread: its only answer besides yes and no."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.thread = threading.get_ident()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.texts.append(record.getMessage())

    def __enter__(self) -> "_Listener":
        logging.getLogger("apprise").addHandler(self)
        return self

    def __exit__(self, *_error: object) -> None:
        logging.getLogger("apprise").removeHandler(self)


def _failure(heard: _Listener) -> Refused | PutOff:
    text = " ".join(heard.texts) or "The gateway did not take the message."
    found = re.search(r"error=(\d{3})", text)
    status = int(found[1]) if found else 0
    if 400 <= status < 500 and status not in _GATEWAY_TROUBLE:
        return Refused(text)
    return PutOff(text, stops_channel=status < 500)
