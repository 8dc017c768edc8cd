"""Reads statements and what decides about them, for many orders at once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings as django_settings
from django.db.models import Q, QuerySet, Sum

from ..carrier_events.checkpoints import Checkpoints
from ..host import get_host
from ..host.facts import OrderFacts
from ..host.return_facts import ReturnLineFacts
from ..returns.selectors import return_dates
from ..timeline.view import StoredEntry
from .kinds import OrderRight, WithdrawalRules, WithdrawalStatus
from .models import Withdrawal, WithdrawalLine
from .rules import judge_order


@dataclass(frozen=True, slots=True)
class WithdrawalMaterial:
    """What the right for one order is decided from, beyond its facts."""

    lines: tuple[ReturnLineFacts, ...]
    withdrawn: dict[Any, int]
    is_business: bool


def load_withdrawal_material(order_pks: Iterable[Any], *, using: str) -> dict[Any, WithdrawalMaterial]:
    """Return material by order pk, in six statements."""
    pks = list(order_pks)
    lines = get_host().load_return_lines(pks, using=using)
    contacts = get_host().load_contacts(pks, using=using)
    withdrawn = withdrawn_units(pks, using=using)
    return {
        pk: WithdrawalMaterial(
            lines.get(pk, ()),
            withdrawn.get(pk, {}),
            bool(pk in contacts and contacts[pk].billing_company.strip()),
        )
        for pk in pks
    }


def withdrawn_units(order_pks: Iterable[Any], *, using: str) -> dict[Any, dict[Any, int]]:
    """Return units that valid statements name, by order pk and order line pk, one statement."""
    rows = (
        WithdrawalLine.objects.using(using)
        .filter(order_line__order_id__in=list(order_pks))
        .exclude(withdrawal__status=WithdrawalStatus.INVALID.value)
        .values("order_line_id", "order_line__order_id")
        .order_by("order_line_id")
        .annotate(units=Sum("quantity"))
    )
    found: dict[Any, dict[Any, int]] = {}
    for row in rows:
        found.setdefault(row["order_line__order_id"], {})[row["order_line_id"]] = row["units"]
    return found


def right_of(
    facts: OrderFacts,
    material: WithdrawalMaterial,
    checkpoints: Checkpoints,
    stored: list[StoredEntry],
    rules: WithdrawalRules,
    now: datetime,
) -> OrderRight:
    """Judge one order. While goods are still to be sent, the last parcel has not arrived (W-05)."""
    arrived = return_dates(facts, checkpoints, stored).delivered_at if facts.is_fully_fulfilled else None
    return judge_order(
        material.lines,
        material.withdrawn,
        rules,
        delivered_at=arrived,
        is_business=material.is_business,
        zone=ZoneInfo(django_settings.TIME_ZONE),
        now=now,
    )


def load_withdrawals(order_pks: Iterable[Any], *, using: str) -> dict[Any, list[Withdrawal]]:
    """Return statements by order pk, oldest first, one statement."""
    found: dict[Any, list[Withdrawal]] = {}
    rows = Withdrawal.objects.using(using).filter(order_id__in=list(order_pks)).order_by("received_at", "pk")
    for row in rows.select_related("notification", "return_request"):
        found.setdefault(row.order_id, []).append(row)
    return found


def load_withdrawal_lines(pks: Iterable[int], *, using: str) -> dict[int, list[WithdrawalLine]]:
    """Return lines by statement pk, one statement."""
    found: dict[int, list[WithdrawalLine]] = {}
    for row in WithdrawalLine.objects.using(using).filter(withdrawal_id__in=list(pks)).order_by("pk"):
        found.setdefault(row.withdrawal_id, []).append(row)
    return found


def find_withdrawals(
    *,
    using: str,
    staff_channels: Collection[str] | None,
    pk: int | None = None,
    search: str = "",
    received_from: datetime | None = None,
    received_to: datetime | None = None,
) -> QuerySet[Withdrawal]:
    """Return statements. Staff of some channels sees those of orders there, and those whose order was not
    found unless they name another channel."""
    rows = Withdrawal.objects.using(using).select_related("notification", "return_request")
    if staff_channels is not None:
        theirs = Q(order__channel__slug__in=sorted(staff_channels))
        rows = rows.filter(theirs | Q(order=None, channel__in=["", *staff_channels]))
    if pk is not None:
        rows = rows.filter(pk=pk)
    text = search.strip()
    if text:
        named = Q(number__istartswith=text) | Q(order_number=text.lstrip("#")) | Q(email__iexact=text)
        rows = rows.filter(named | Q(name__icontains=text))
    if received_from is not None:
        rows = rows.filter(received_at__gte=received_from)
    if received_to is not None:
        rows = rows.filter(received_at__lte=received_to)
    return rows
