"""The shop's policies for returns: kept as rows, read as plain rules."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django.db import transaction

from ..errors import ErrorCode, OrderCentralFault, invalid, not_found
from .cleaning import POLICY_CLEANERS
from .kinds import LabelPayer, ReturnResolution, WindowStart
from .models import ReturnPolicy
from .policy_choice import PolicyRules

MOST_POLICIES = 200
_SETS = ("channels", "countries", "product_types", "categories", "products")


def create_policy(values: Mapping[str, Any]) -> ReturnPolicy:
    """Add a policy. Raises REQUIRED, INVALID or NOT_FOUND naming the field, and TOO_MANY_ITEMS."""
    with transaction.atomic():
        if ReturnPolicy.objects.count() >= MOST_POLICIES:
            raise OrderCentralFault(f"At most {MOST_POLICIES} are allowed.", ErrorCode.TOO_MANY_ITEMS)
        return _save(ReturnPolicy(resolutions=[ReturnResolution.REFUND.value]), {"name": "", **values})


def update_policy(pk: int, values: Mapping[str, Any]) -> ReturnPolicy:
    """Change a policy; requests keep the fees and days that they were made with."""
    with transaction.atomic():
        return _save(_locked(pk), values)


def delete_policy(pk: int) -> ReturnPolicy:
    """Take a policy away; requests made under it stay. Raises NOT_FOUND."""
    with transaction.atomic():
        row = _locked(pk)
        row.delete()
        row.pk = pk
    return row


def list_policies(*, using: str) -> list[ReturnPolicy]:
    """Return every policy, those that win first, one statement; there are a few hundred at most."""
    return list(ReturnPolicy.objects.using(using))


def load_policies(*, using: str) -> tuple[PolicyRules, ...]:
    """Read every active policy in one statement."""
    return tuple(policy_rules(row) for row in ReturnPolicy.objects.using(using).filter(is_active=True))


def policy_rules(row: ReturnPolicy) -> PolicyRules:
    """Return a row as plain rules."""
    values: dict[str, Any] = {one.name: getattr(row, one.name) for one in fields(PolicyRules)}
    values.update({name: frozenset(values[name]) for name in _SETS})
    values["window_starts_from"] = WindowStart(row.window_starts_from)
    values["label_payer"] = LabelPayer(row.label_payer)
    values["resolutions"] = tuple(ReturnResolution(one) for one in row.resolutions)
    return PolicyRules(**values)


def _locked(pk: int) -> ReturnPolicy:
    row = ReturnPolicy.objects.select_for_update().filter(pk=pk).first()
    if row is None:
        raise not_found("id", "There is no such return policy.")
    return row


def _save(row: ReturnPolicy, values: Mapping[str, Any]) -> ReturnPolicy:
    for name, value in values.items():
        setattr(row, name, POLICY_CLEANERS[name](value))
    if row.fixed_fee and not row.fee_currency:
        raise OrderCentralFault(
            "Name the currency of the fixed fee.", ErrorCode.REQUIRED, field="feeCurrency"
        )
    if row.reminder_days is not None and (row.expiry_days is None or row.reminder_days >= row.expiry_days):
        raise invalid("reminderDays", "A reminder comes fewer days before the end than there are in all.")
    row.save()
    return row
