"""Messages on their way, and where they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from saleor_order_central.config import Settings
from saleor_order_central.notifications.messages import Draft, Notice
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.settings import load_settings
from tests.shop_rows import NOON
from tests.sinks import SmsGateway, SmtpSink

_causes = count(1)


@pytest.fixture
def smtp(settings: Any) -> Iterator[SmtpSink]:
    """A mail server that Django sends to."""
    with SmtpSink() as sink:
        for name, value in sink.settings.items():
            setattr(settings, name, value)
        yield sink


@pytest.fixture
def sms() -> Iterator[SmsGateway]:
    """A gateway for text messages."""
    with SmsGateway() as gateway:
        yield gateway


@pytest.fixture
def shop() -> Callable[..., Settings]:
    """The plugin's settings as they are saved, with changes: `shop(undo_seconds=0)`."""
    return lambda **values: replace(load_settings(using="default"), **values)


@pytest.fixture
def draft() -> Callable[..., Draft]:
    """What one channel would carry: `draft(order, key="sent", channel_kind="SMS", reason="CHOSEN")`."""

    def make(order: Any, *, key: str = "", occasion: str = "EVENT", **values: Any) -> Draft:
        of_notice = {name: values.pop(name) for name in ("modes", "send_after", "template") if name in values}
        kind = values.pop("channel_kind", "EMAIL")
        defaults = {
            "will_send": True,
            "reason": "CHOSEN",
            "recipient": "ana@example.com" if kind == "EMAIL" else "+4930123456",
            "sender": "Shop <shop@example.com>" if kind == "EMAIL" else "",
            "language": "en",
            "subject": "News" if kind == "EMAIL" else "",
            "body": "Your parcel left.",
        }
        notice = Notice(occasion=occasion, key=key or f"cause-{next(_causes)}", **of_notice)
        return Draft(notice=notice, order_pk=order.pk, channel_kind=kind, **{**defaults, **values})

    return make


@pytest.fixture
def message() -> Callable[..., OrderNotification]:
    """A stored message that is due: `message(order, recipient="ana@example.com")`."""

    def make(order: Any, **columns: Any) -> OrderNotification:
        values = {
            "order": order,
            "occasion": "EVENT",
            "channel_kind": "EMAIL",
            "status": "QUEUED",
            "reason": "CHOSEN",
            "recipient": "ana@example.com",
            "sender": "Shop <shop@example.com>",
            "language": "en",
            "subject": "News",
            "body": "Your parcel left.",
            "dedupe_key": f"{order.pk}:row-{next(_causes)}:EMAIL",
            "send_after": NOON,
        }
        return OrderNotification.objects.create(**{**values, **columns})

    return make
