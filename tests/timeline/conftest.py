"""Builders of plain facts. `at(5)` is five hours after the order was placed; defaults are harmless."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from saleor_order_central.author import AuthorType
from saleor_order_central.host.facts import (
    CoreEvent,
    CoreEventKind,
    InvoiceFacts,
    MoneyFacts,
    OrderFacts,
    ShipmentFacts,
)
from saleor_order_central.timeline.build import build_parcels, build_timeline
from saleor_order_central.timeline.view import (
    EntryKind,
    StatusView,
    Step,
    StoredEntry,
    Timeline,
    TimelineRules,
    Visibility,
)
from saleor_order_central.tracking import TrackingRules

PLACED_AT = datetime(2024, 2, 28, 23, 30, tzinfo=UTC)

BUILT_IN = {
    "received": ("IN_PROGRESS", "NONE"),
    "paid": ("IN_PROGRESS", "PAID"),
    "preparing": ("IN_PROGRESS", "PREPARING"),
    "ready": ("IN_PROGRESS", "READY_TO_SHIP"),
    "sent": ("IN_PROGRESS", "SENT"),
    "finalized": ("CONCLUDED", "DELIVERED"),
    "canceled": ("CANCELED", "CANCELED"),
}


def _at(hours: float) -> datetime:
    return PLACED_AT + timedelta(hours=hours)


def _status(slug: str, **changes: Any) -> StatusView:
    status_type, fact = BUILT_IN.get(slug, ("IN_PROGRESS", "NONE"))
    values = {
        "pk": sum(map(ord, slug)),
        "slug": slug,
        "label": slug.title(),
        "kind": "BUILT_IN" if slug in BUILT_IN else "CUSTOM",
        "type": status_type,
        "fact": fact,
        "is_customer_visible": True,
    }
    return StatusView(**{**values, **changes})


def _money(**changes: Any) -> MoneyFacts:
    values = {
        "currency": "EUR",
        "total": Decimal("120.000"),
        "is_fully_charged": False,
        "is_fully_authorized": False,
        "paid_at": None,
        "authorized_at": None,
        "refunded": Decimal(0),
        "refunded_at": None,
    }
    return MoneyFacts(**{**values, **changes})


def _facts(**changes: Any) -> OrderFacts:
    values = {
        "order_pk": 1,
        "number": "1001",
        "channel": "default",
        "user_pk": 7,
        "language_code": "en",
        "is_draft": False,
        "placed_at": PLACED_AT,
        "money": _money(),
        "is_shipping_required": True,
        "is_canceled": False,
        "canceled_at": None,
        "is_expired": False,
        "is_fully_fulfilled": False,
        "returned_at": None,
        "is_fully_returned": False,
    }
    return OrderFacts(**{**values, **changes})


@pytest.fixture(scope="session")
def at() -> Callable[[float], datetime]:
    return _at


@pytest.fixture(scope="session")
def status() -> Callable[..., StatusView]:
    """Built-in by its slug, or a custom one in progress without a fact."""
    return _status


@pytest.fixture(scope="session")
def facts() -> Callable[..., OrderFacts]:
    """A placed, unpaid order of shippable goods."""
    return _facts


@pytest.fixture(scope="session")
def money() -> Callable[..., MoneyFacts]:
    return _money


@pytest.fixture(scope="session")
def paid() -> MoneyFacts:
    """Fully charged one hour after the order was placed."""
    return _money(is_fully_charged=True, paid_at=_at(1))


@pytest.fixture(scope="session")
def shipment() -> Callable[..., ShipmentFacts]:
    """A complete shipment: code and date, three hours after the order was placed."""

    def make(number: int = 1, **changes: Any) -> ShipmentFacts:
        values = {"fulfillment_pk": 30 + number, "number": number, "code": "AB123", "shipped_at": _at(3)}
        return ShipmentFacts(**{**values, **changes})

    return make


@pytest.fixture(scope="session")
def event() -> Callable[..., CoreEvent]:
    def make(kind: CoreEventKind, hours: float, pk: int = 1, **changes: Any) -> CoreEvent:
        return CoreEvent(
            **{"pk": str(pk), "kind": kind, "raw_type": kind.value, "date": _at(hours), **changes}
        )

    return make


@pytest.fixture(scope="session")
def invoice() -> InvoiceFacts:
    return InvoiceFacts(pk=5, number="INV-5", url="https://shop.example/INV-5.pdf", created_at=_at(2))


@pytest.fixture(scope="session")
def change() -> Callable[..., StoredEntry]:
    """A status change; without a pk it takes the hour."""

    def make(to: StatusView | None, hours: float, **changes: Any) -> StoredEntry:
        values = {
            "pk": int(hours * 10),
            "kind": EntryKind.STATUS_CHANGE,
            "date": _at(hours),
            "visibility": Visibility.CUSTOMER,
            "author_type": AuthorType.STAFF,
            "status_to": to,
        }
        return StoredEntry(**{**values, **changes})

    return make


@pytest.fixture(scope="session")
def build() -> Callable[..., Timeline]:
    """Builds the timeline of the facts with the parcels that belong to them."""

    def run(
        facts: OrderFacts, *entries: StoredEntry, default: StatusView | None = None, **rules: bool
    ) -> Timeline:
        parcels = build_parcels(facts, TrackingRules())
        return build_timeline(
            facts, entries, default_status=default, parcels=parcels, rules=TimelineRules(**rules)
        )

    return run


@pytest.fixture(scope="session")
def step() -> Callable[[Timeline, str], Step]:
    """The one step with this slug."""

    def find(timeline: Timeline, slug: str) -> Step:
        (found,) = [step for step in timeline.steps if step.slug == slug]
        return found

    return find


@pytest.fixture(scope="session")
def states() -> Callable[[Timeline], str]:
    """The timeline as "placed+ paid* sent. sent- canceled!": done, current, pending, skipped, failed."""
    signs = {"DONE": "+", "CURRENT": "*", "PENDING": ".", "SKIPPED": "-", "FAILED": "!"}
    return lambda timeline: " ".join(step.slug + signs[step.state.value] for step in timeline.steps)


@pytest.fixture(scope="session")
def warnings_of() -> Callable[[Timeline], dict[str, datetime | None]]:
    return lambda timeline: {warning.code.value: warning.since for warning in timeline.warnings}
