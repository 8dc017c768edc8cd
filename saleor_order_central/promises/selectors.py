"""Reads of what orders promise, one statement for any number of orders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..statuses.models import OrderState
from .windows import PromiseSource, Window


@dataclass(frozen=True, slots=True)
class OrderPromise:
    """The promise at purchase, what is expected now, and the moment at which the order becomes late."""

    promised: Window | None = None
    expected: Window | None = None
    late_at: datetime | None = None

    def late_since(self, now: datetime) -> datetime | None:
        """Return when the promise was broken, None for an order that is not late."""
        return self.late_at if self.late_at is not None and self.late_at <= now else None


NO_PROMISE = OrderPromise()
_COLUMNS = ("promised_from", "promised_to", "expected_from", "expected_to", "expected_source", "late_at")


def load_promises(order_pks: Iterable[Any], *, using: str) -> dict[Any, OrderPromise]:
    """Return promises by order pk."""
    rows = OrderState.objects.using(using).filter(order_id__in=list(order_pks))
    found = {}
    for pk, promised_from, promised_to, start, end, source, late_at in rows.values_list("pk", *_COLUMNS):
        found[pk] = OrderPromise(
            stored_window(promised_from, promised_to, PromiseSource.MERCHANT.value),
            stored_window(start, end, source),
            late_at,
        )
    return found


def stored_window(start: datetime | None, end: datetime | None, source: str) -> Window | None:
    """Return a range as it was stored, None where there is none."""
    return Window(start, end, PromiseSource(source)) if start and end and source else None
