"""Reads of return requests: a constant number of statements for any number of orders."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings as django_settings
from django.db.models import F, Q, Sum

from ..attachments.models import OrderAttachment
from ..carrier_events.checkpoints import NO_CHECKPOINTS, Checkpoints, delivered_at
from ..carrier_events.selectors import load_checkpoints
from ..host import get_host
from ..host.facts import OrderFacts
from ..host.return_facts import ReturnLineFacts
from ..statuses.selectors import load_status_book
from ..timeline.selectors import load_entries, status_views, stored_entry
from ..timeline.trail import build_trail, is_concluding, start_of_run
from ..timeline.view import StoredEntry
from .eligibility import Dates, LineEligibility, OrderSituation, Units, judge_lines
from .models import (
    OPEN_VALUES,
    ReturnInspection,
    ReturnLine,
    ReturnParcel,
    ReturnReason,
    ReturnRequest,
)
from .policies import load_policies
from .policy_choice import PolicyRules


@dataclass(frozen=True, slots=True)
class ReturnMaterial:
    """What eligibility is decided from, for one order. `units` are by order line pk."""

    lines: tuple[ReturnLineFacts, ...]
    units: Mapping[Any, Units] = field(default_factory=dict)


def load_return_material(order_pks: Iterable[Any], *, using: str) -> dict[Any, ReturnMaterial]:
    """Return material by order pk, in four statements."""
    pks = list(order_pks)
    lines = get_host().load_return_lines(pks, using=using)
    units = _units(pks, using)
    return {
        pk: ReturnMaterial(found, {one.order_line_pk: units.get(one.order_line_pk, Units()) for one in found})
        for pk, found in lines.items()
    }


def _units(order_pks: list[Any], using: str) -> dict[Any, Units]:
    """Sum what our requests hold, by order line; refused and given up ones hold nothing."""
    rows = (
        ReturnLine.objects.using(using)
        .filter(request__order_id__in=order_pks, order_line__isnull=False)
        .values("order_line_id")
        .order_by("order_line_id")
        .annotate(
            open=Sum(F("quantity") - F("quantity_in_saleor"), filter=Q(request__state__in=OPEN_VALUES)),
            settled=Sum(
                F("quantity_settled") - F("quantity_in_saleor"), filter=Q(request__state="COMPLETED")
            ),
        )
    )
    return {row["order_line_id"]: Units(row["open"] or 0, max(0, row["settled"] or 0)) for row in rows}


def return_dates(facts: OrderFacts, checkpoints: Checkpoints, entries: Sequence[StoredEntry]) -> Dates:
    """Put together when return periods may begin.

    Delivered is when carriers handed over the last parcel, else since when a status says so, else unknown.
    """
    left = [one.shipped_at for one in facts.shipments if not one.is_canceled and not one.is_waiting]
    concluding = start_of_run(build_trail(entries, None, facts.placed_at), is_concluding)
    return Dates(
        placed_at=facts.placed_at,
        shipped_at=max((date for date in left if date is not None), default=None),
        delivered_at=delivered_at(facts, checkpoints) or (concluding.date if concluding else None),
        zone=ZoneInfo(django_settings.TIME_ZONE),
    )


def eligibility(
    facts: OrderFacts,
    material: ReturnMaterial,
    dates: Dates,
    policies: Iterable[PolicyRules],
    now: datetime,
    *,
    for_guest: bool = False,
) -> tuple[LineEligibility, ...]:
    """Judge the lines of one order, for a guest by the policies that take guests."""
    situation = OrderSituation(
        channel=facts.channel,
        country=facts.delivery.get("country", ""),
        is_canceled=facts.is_canceled or facts.is_expired,
        dates=dates,
        lines=material.lines,
        units=material.units,
        for_guest=for_guest,
    )
    return judge_lines(situation, policies, now=now)


def judge_order(
    facts: OrderFacts, *, now: datetime, using: str, for_guest: bool = False
) -> tuple[LineEligibility, ...]:
    """Read and judge the lines of one order, in a handful of statements."""
    pk = facts.order_pk
    material = load_return_material([pk], using=using)[pk]
    checkpoints = load_checkpoints([pk], using=using).get(pk, NO_CHECKPOINTS)
    views = status_views(load_status_book(using=using), "")
    entries = [stored_entry(row, views) for row in load_entries([pk], using=using).get(pk, ())]
    dates = return_dates(facts, checkpoints, entries)
    policies = load_policies(using=using)
    return eligibility(facts, material, dates, policies, now, for_guest=for_guest)


def load_returns(order_pks: Iterable[Any], *, using: str) -> dict[Any, list[ReturnRequest]]:
    """Return requests by order pk, oldest first, one statement."""
    found: dict[Any, list[ReturnRequest]] = defaultdict(list)
    rows = ReturnRequest.objects.using(using).filter(order_id__in=list(order_pks)).order_by("sequence")
    for row in rows:
        found[row.order_id].append(row)
    return found


def find_return_request(
    *, using: str, pk: int | None = None, number: str | None = None
) -> ReturnRequest | None:
    """Return one request by key, else by number; one statement."""
    rows = ReturnRequest.objects.using(using)
    return rows.filter(number=number).first() if pk is None else rows.filter(pk=pk).first()


def load_return_requests(pks: Iterable[int], *, using: str) -> dict[int, ReturnRequest]:
    """Return requests by pk, one statement."""
    return ReturnRequest.objects.using(using).in_bulk(list(pks))


def load_lines(request_pks: Iterable[int], *, using: str) -> dict[int, list[ReturnLine]]:
    """Return lines by request pk, with Saleor's order lines, one statement."""
    found: dict[int, list[ReturnLine]] = defaultdict(list)
    rows = ReturnLine.objects.using(using).filter(request_id__in=list(request_pks)).order_by("pk")
    for row in rows.select_related("order_line"):
        found[row.request_id].append(row)
    return found


def load_inspections(line_pks: Iterable[int], *, using: str) -> dict[int, list[ReturnInspection]]:
    """Return findings by line pk, oldest first, one statement."""
    found: dict[int, list[ReturnInspection]] = defaultdict(list)
    for row in ReturnInspection.objects.using(using).filter(line_id__in=list(line_pks)).order_by("pk"):
        found[row.line_id].append(row)
    return found


def load_return_parcels(request_pks: Iterable[int], *, using: str) -> dict[int, list[ReturnParcel]]:
    """Return parcels by request pk, oldest first, one statement."""
    found: dict[int, list[ReturnParcel]] = defaultdict(list)
    for row in ReturnParcel.objects.using(using).filter(request_id__in=list(request_pks)).order_by("pk"):
        found[row.request_id].append(row)
    return found


def load_line_attachments(line_pks: Iterable[int], *, using: str) -> dict[int, list[OrderAttachment]]:
    """Return files by return line pk, oldest first, one statement."""
    found: dict[int, list[OrderAttachment]] = defaultdict(list)
    rows = OrderAttachment.objects.using(using).filter(return_line_id__in=list(line_pks)).order_by("pk")
    for row in rows:
        assert row.return_line_id is not None
        found[row.return_line_id].append(row)
    return found


def load_reasons(pks: Iterable[int], *, using: str) -> dict[int, ReturnReason]:
    """Return reasons by pk, one statement."""
    return ReturnReason.objects.using(using).in_bulk(list(pks))


def orders_with_open_return(order_pks: Iterable[Any], *, using: str) -> set[Any]:
    """Return which of the orders have an open request, one statement."""
    rows = ReturnRequest.objects.using(using).filter(order_id__in=list(order_pks), state__in=OPEN_VALUES)
    return set(rows.values_list("order_id", flat=True))
