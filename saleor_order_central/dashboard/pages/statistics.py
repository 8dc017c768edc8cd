"""Figures with plots, drawn on the server."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ...host import get_host
from ..filters import days
from ..forms import PageForm
from ..plots import bars
from ..visit import Visit


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
    """Show orders that need somebody, and carriers compared; GET."""
    form = PeriodForm(visit.request.GET)
    form.is_valid()
    filled = form.cleaned_data
    found = visit.one(
        "statistics",
        channel=filled.get("channel") or None,
        period=days(filled.get("first"), filled.get("last"), visit.zone) or None,
    )
    carriers = found["carriers"]
    context = {
        "form": form,
        "found": found,
        "carriers": carriers,
        "on_time": bars([(_name(one), one["onTimeRate"], "percent") for one in carriers]),
        "transit": bars([(_name(one), one["p90TransitHours"], "hours") for one in carriers]),
    }
    return visit.page("statistics.html", context)


def _name(row: dict[str, Any]) -> str:
    return " · ".join(filter(None, [row["carrier"] or "?", row["channel"]]))
