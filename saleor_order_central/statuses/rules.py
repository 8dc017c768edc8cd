"""Automation rules: on which fact an order gets which status (001-16, 003-12).

Rules answer to facts and never to statuses, and each fact of an order is looked at once: there is no loop.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from ..config import Settings
from ..errors import invalid, not_found, required
from ..host.facts import OrderFacts
from .cleaning import clean_channels, clean_gateways
from .models import OrderStatusDefinition, StatusRule
from .selectors import StatusBook

Fact = StatusRule.Fact

_SETTINGS: Mapping[str, str] = {
    Fact.PAID: "status_when_paid",
    Fact.SENT: "status_when_sent",
    Fact.DELIVERED: "status_when_delivered",
    Fact.CANCELED: "status_when_canceled",
    Fact.REFUNDED: "status_when_refunded",
}


def load_rules(*, using: str) -> tuple[StatusRule, ...]:
    """Read the active rules, the one that is asked first in front; one statement."""
    return tuple(StatusRule.objects.using(using).filter(is_active=True).order_by("sort_order", "pk"))


def all_rules(*, using: str) -> QuerySet[StatusRule]:
    """Return every rule, also those that are off."""
    return StatusRule.objects.using(using)


def status_for(
    fact: str, facts: OrderFacts, rules: Iterable[StatusRule], settings: Settings, book: StatusBook
) -> OrderStatusDefinition | None:
    """Return the status that a fact gives an order: the first rule that fits, else the shop's setting.

    A new order gets the status that its payment gateway starts with, else the default one (003-11).
    """
    for rule in rules:
        if rule.fact == fact and fits(rule, facts):
            return book.by_pk.get(rule.status_id)
    if fact == Fact.CREATED:
        return _of_gateway(facts, book) or book.default_for(facts.channel)
    return book.by_slug.get(getattr(settings, _SETTINGS[fact]))


def fits(rule: StatusRule, facts: OrderFacts) -> bool:
    """Tell whether a rule is meant for an order; an empty list means all."""
    return (not rule.channels or facts.channel in rule.channels) and (
        not rule.payment_gateways or facts.payment_gateway in rule.payment_gateways
    )


def _of_gateway(facts: OrderFacts, book: StatusBook) -> OrderStatusDefinition | None:
    gateway = facts.payment_gateway
    if not gateway or facts.money.is_fully_charged:
        return None
    return next((one for one in book.definitions if gateway in one.payment_gateways and one.is_active), None)


def create_rule(values: Mapping[str, Any]) -> StatusRule:
    """Add a rule at the end. Raises OrderCentralFault: REQUIRED, NOT_FOUND, INVALID."""
    for field in ("fact", "status"):
        if not values.get(field):
            raise required(field)
    rule = StatusRule()
    with transaction.atomic():
        _fill(rule, values)
        last = StatusRule.objects.aggregate(last=Max("sort_order"))["last"]
        rule.sort_order = 0 if last is None else last + 1
        rule.save()
    return rule


def update_rule(pk: int, values: Mapping[str, Any]) -> StatusRule:
    """Change the given fields of a rule; the others stay."""
    with transaction.atomic():
        rule = StatusRule.objects.select_for_update().filter(pk=pk).first()
        if rule is None:
            raise not_found("id", "There is no such rule.")
        _fill(rule, values)
        rule.save()
    return rule


def delete_rule(pk: int) -> StatusRule:
    """Remove a rule; orders keep the status that they have."""
    with transaction.atomic():
        rule = StatusRule.objects.select_for_update().select_related("status").filter(pk=pk).first()
        if rule is None:
            raise not_found("id", "There is no such rule.")
        rule.delete()
        rule.pk = pk
    return rule


def reorder_rules(pks: Sequence[int]) -> list[StatusRule]:
    """Put the named rules first, in this order; the others follow as they were."""
    with transaction.atomic():
        rules = {
            rule.pk: rule for rule in StatusRule.objects.select_for_update().order_by("sort_order", "pk")
        }
        if unknown := [pk for pk in pks if pk not in rules]:
            raise not_found("ids", f"There is no rule {unknown[0]}.")
        ordered = [rules.pop(pk) for pk in dict.fromkeys(pks)] + list(rules.values())
        for place, rule in enumerate(ordered):
            rule.sort_order = place
        StatusRule.objects.bulk_update(ordered, ["sort_order"])
    return ordered


def _fill(rule: StatusRule, values: Mapping[str, Any]) -> None:
    if "fact" in values:
        rule.fact = values["fact"]
    if "status" in values:
        status = OrderStatusDefinition.objects.filter(slug=values["status"]).first()
        if status is None:
            raise not_found("status", f'There is no status "{values["status"]}".')
        if not status.is_active:
            raise invalid("status", f'The status "{status.slug}" is not active.')
        rule.status = status
    if "channels" in values:
        rule.channels = clean_channels(values["channels"])
    if "payment_gateways" in values:
        rule.payment_gateways = clean_gateways(values["payment_gateways"])
    if values.get("is_active") is not None:
        rule.is_active = values["is_active"]
