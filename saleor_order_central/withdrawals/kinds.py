"""Words of the withdrawal function (EU, Directive 2011/83 Article 11a). Needs legal review. Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any


class WithdrawalStatus(str, Enum):
    """State of a statement."""

    SUBMITTED = "SUBMITTED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    COMPLETED = "COMPLETED"
    INVALID = "INVALID"


class Unavailable(str, Enum):
    """Why the function is not open for an order, or a line has no right."""

    FEATURE_DISABLED = "FEATURE_DISABLED"
    BUSINESS_CUSTOMER = "BUSINESS_CUSTOMER"
    WINDOW_CLOSED = "WINDOW_CLOSED"
    EXCLUDED = "EXCLUDED"
    NOTHING_LEFT = "NOTHING_LEFT"


@dataclass(frozen=True, slots=True)
class WithdrawalRules:
    """The settings of one channel. `excluded_*` are keys of Saleor's rows as texts."""

    is_enabled: bool = False
    period_days: int = 14
    exclude_business_customers: bool = False
    excluded_products: frozenset[str] = frozenset()
    excluded_product_types: frozenset[str] = frozenset()
    excluded_categories: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class LineRight:
    """What of one line can still be withdrawn from; `reason` says why nothing can."""

    order_line_pk: Any
    name: str
    max_quantity: int
    reason: Unavailable | None


@dataclass(frozen=True, slots=True)
class OrderRight:
    """The right for one order. Both dates are None while the last parcel's delivery is not known."""

    starts_at: datetime | None
    ends_at: datetime | None
    lines: tuple[LineRight, ...]
    reason: Unavailable | None
