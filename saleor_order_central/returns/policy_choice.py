"""Which policy counts for a line, and why. Pure.

Of the active policies that fit the order's channel, the country of its delivery and the line's product:
the highest `priority` first, then the one that names the goods most closely (product, category by
nearness, product type, anything), then the one that names the country, then the channel, then the older.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..host.return_facts import ReturnLineFacts
from .kinds import LabelPayer, ReturnResolution, WindowStart

# Categories lie between the product and its type; trees are never deeper than this.
_PRODUCT, _TYPE, _ANYTHING = 1_000, 1, 0


@dataclass(frozen=True, slots=True)
class PolicyRules:
    """A policy as plain values; see `models.ReturnPolicy`. Empty sets mean all."""

    pk: int
    name: str
    channels: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    product_types: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    window_days: int | None = None
    window_starts_from: WindowStart = WindowStart.DELIVERED
    requires_delivery: bool = False
    is_final_sale: bool = False
    resolutions: tuple[ReturnResolution, ...] = (ReturnResolution.REFUND,)
    fixed_fee: Decimal = Decimal(0)
    fee_currency: str = ""
    fee_percent: Decimal = Decimal(0)
    label_payer: LabelPayer = LabelPayer.CUSTOMER
    allow_guests: bool = True
    requires_photos: bool = False
    auto_approve: bool = False
    expiry_days: int | None = None
    reminder_days: int | None = None
    instructions: str = ""
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """The policy of a line; `because` says what decided, for staff: for example ("priority 5", "product")."""

    policy: PolicyRules
    because: tuple[str, ...]


def choose_policy(
    policies: Iterable[PolicyRules], line: ReturnLineFacts, *, channel: str, country: str
) -> Chosen | None:
    """Return the policy that counts for a line, None when none fits: then returns are off."""
    fitting = [
        (_rank(one, closeness), one, closeness)
        for one in policies
        if _is_for(one, channel, country) and (closeness := _closeness(one, line)) is not None
    ]
    if not fitting:
        return None
    _best, policy, closeness = max(fitting, key=lambda found: found[0])
    return Chosen(policy, _because(policy, closeness))


def _is_for(policy: PolicyRules, channel: str, country: str) -> bool:
    return (not policy.channels or channel in policy.channels) and (
        not policy.countries or country.upper() in policy.countries
    )


def _closeness(policy: PolicyRules, line: ReturnLineFacts) -> int | None:
    """Say how closely a policy names the goods; None when it is for others. Its lists join by OR."""
    found = []
    if not (policy.products or policy.categories or policy.product_types):
        found.append(_ANYTHING)
    if line.product in policy.products:
        found.append(_PRODUCT)
    near = next((place for place, one in enumerate(line.categories) if one in policy.categories), None)
    if near is not None:
        found.append(_PRODUCT - 1 - near)
    if line.product_type in policy.product_types:
        found.append(_TYPE)
    return max(found, default=None)


def _rank(policy: PolicyRules, closeness: int) -> tuple[int, ...]:
    return (policy.priority, closeness, bool(policy.countries), bool(policy.channels), -policy.pk)


def _because(policy: PolicyRules, closeness: int) -> tuple[str, ...]:
    words = [f"priority {policy.priority}"]
    if closeness == _PRODUCT:
        words.append("product")
    elif closeness > _TYPE:
        words.append("category")
    elif closeness == _TYPE:
        words.append("product type")
    words += ["country"] if policy.countries else []
    words += ["channel"] if policy.channels else []
    return tuple(words)


def common_resolutions(policies: Sequence[PolicyRules]) -> tuple[ReturnResolution, ...]:
    """Return what any of the policies offers, in the order of the enum."""
    offered = {one for policy in policies for one in policy.resolutions}
    return tuple(one for one in ReturnResolution if one in offered)
