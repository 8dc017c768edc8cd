"""Figures with plots, drawn on the server."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ...host import get_host
from ..filters import days
from ..forms import PageForm
from ..plots import Plot, bars
from ..visit import PageMissing, Visit
from ..wording import word_text

MOST_PRODUCTS = 10


class PeriodForm(PageForm):
    """Which orders and parcels count."""

    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    channel = forms.SlugField(label=_("Channel"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        if not get_host().capabilities.channels:
            del self.fields["channel"]


def statistics(visit: Visit) -> HttpResponse:
    """Show what needs somebody, time between steps, returns, conversations and carriers; GET."""
    form = PeriodForm(visit.request.GET)
    form.is_valid()
    filled = form.cleaned_data
    data = visit.ask(
        "statistics",
        channel=filled.get("channel") or None,
        period=days(filled.get("first"), filled.get("last"), visit.zone) or None,
    )
    found = data["orderCentralStatistics"]
    if found is None:
        raise PageMissing
    context = {
        "form": form,
        "found": found,
        "states": {one["status"]: one["name"] for one in data["orderThreadStatusMeanings"] or ()},
        "answer_hours": _in_hours(found["medianFirstResponseMinutes"]),
        "most_products": MOST_PRODUCTS,
        **_plots(found),
    }
    return visit.page("statistics.html", context)


def _plots(found: dict[str, Any]) -> dict[str, Plot | None]:
    carriers, reasons = found["carriers"], found["returnReasons"]
    by_reason = _sums((_reason(one), one["quantity"]) for one in reasons)
    by_product = _sums((one["product"] or "?", one["quantity"]) for one in reasons)
    return {
        "steps": bars([(_pair(one), one["p50Hours"], "hours") for one in found["stepDurations"]]),
        "reasons": bars([(name, units, "units") for name, units in by_reason]),
        "products": bars([(name, units, "units") for name, units in by_product[:MOST_PRODUCTS]]),
        "on_time": bars([(_carrier(one), one["onTimeRate"], "percent") for one in carriers]),
        "transit": bars([(_carrier(one), one["p90TransitHours"], "hours") for one in carriers]),
    }


def _sums(rows: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Add up what has the same name, most first."""
    sums: Counter[str] = Counter()
    for name, units in rows:
        sums[name] += units
    return sums.most_common()


def _in_hours(minutes: float | None) -> float | None:
    return None if minutes is None else minutes / 60


def _pair(row: dict[str, Any]) -> str:
    return f"{word_text(row['fromStep'])} → {word_text(row['toStep'])}"


def _reason(row: dict[str, Any]) -> str:
    return (row["reason"] or {}).get("name") or gettext("No reason")


def _carrier(row: dict[str, Any]) -> str:
    return " · ".join(filter(None, [row["carrier"] or "?", row["channel"]]))
