"""Rules of the workflow: which status may follow which, and what an order must have before. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..errors import ErrorCode, OrderCentralFault, invalid
from ..host.facts import OrderFacts
from .models import OrderStatusDefinition, Requirement, StatusFact

_WORDS: Mapping[str, str] = {
    Requirement.PAID: "a confirmed payment",
    Requirement.INVOICE: "an invoice",
    Requirement.TRACKING: "a tracking number",
    Requirement.SHIPPED: "a parcel that has left",
}


def _is_paid(facts: OrderFacts) -> bool:
    return facts.money.is_fully_charged


def _has_invoice(facts: OrderFacts) -> bool:
    return bool(facts.invoices)


def _has_tracking(facts: OrderFacts) -> bool:
    return any(one.code.strip() for one in facts.shipments if not one.is_canceled)


def _has_shipped(facts: OrderFacts) -> bool:
    """Orders without goods to ship have nothing to wait for."""
    left = any(not one.is_canceled and not one.is_waiting for one in facts.shipments)
    return left or not facts.is_shipping_required


_CHECKS: Mapping[str, Callable[[OrderFacts], bool]] = {
    Requirement.PAID: _is_paid,
    Requirement.INVOICE: _has_invoice,
    Requirement.TRACKING: _has_tracking,
    Requirement.SHIPPED: _has_shipped,
}


@dataclass(frozen=True, slots=True)
class Step:
    """A change that somebody wants: `present` is None for an order that never had a status."""

    present: OrderStatusDefinition | None
    target: OrderStatusDefinition
    facts: OrderFacts


def missing_requirements(target: OrderStatusDefinition, facts: OrderFacts) -> tuple[str, ...]:
    """Name what the order lacks, in the order of the status' own list."""
    return tuple(name for name in target.requirements if not _CHECKS[name](facts))


def is_allowed_after(present: OrderStatusDefinition | None, target: OrderStatusDefinition) -> bool:
    """Look at the transition table: null allows every status, an empty list none."""
    return present is None or present.next_statuses is None or target.slug in present.next_statuses


def is_usable(target: OrderStatusDefinition, channel: str) -> bool:
    """Tell whether a status is on and the order's channel uses it."""
    return target.is_active and (not target.channels or channel in target.channels)


def refuse_unusable(target: OrderStatusDefinition, channel: str) -> None:
    """Raise INVALID for a status that is off, or that the order's channel does not use."""
    if not target.is_active:
        raise invalid("status", f'The status "{target.slug}" is not active.')
    if target.channels and channel not in target.channels:
        raise invalid("status", f'The status "{target.slug}" is not used in the channel "{channel}".')


def refuse_against_rules(step: Step) -> None:
    """Raise TRANSITION_NOT_ALLOWED or REQUIREMENT_MISSING, saying which rule stands in the way."""
    if not is_allowed_after(step.present, step.target):
        assert step.present is not None
        allowed = step.present.next_statuses or []
        words = f"only {', '.join(allowed)}" if allowed else "nothing: it is final"
        raise OrderCentralFault(
            f'"{step.target.slug}" may not follow "{step.present.slug}"; what may follow is {words}.',
            ErrorCode.TRANSITION_NOT_ALLOWED,
            field="status",
            allowed_statuses=allowed,
        )
    if missing := missing_requirements(step.target, step.facts):
        words = " and ".join(_WORDS[name] for name in missing)
        raise OrderCentralFault(
            f'The status "{step.target.slug}" requires {words}.',
            ErrorCode.REQUIREMENT_MISSING,
            field="status",
        )


def is_sound(step: Step) -> bool:
    """Tell whether automation may take the step: it never goes against the rules."""
    return is_allowed_after(step.present, step.target) and not missing_requirements(step.target, step.facts)


# How far a status is on its way: automation only ever moves an order forward.
PROGRESS: Mapping[str, int] = {
    StatusFact.NONE: 0,
    StatusFact.PAID: 1,
    StatusFact.PREPARING: 2,
    StatusFact.READY_TO_SHIP: 3,
    StatusFact.SENT: 4,
    StatusFact.DELIVERED: 5,
    StatusFact.CANCELED: 6,
    StatusFact.REFUNDED: 6,
}
