"""Parcels of an order: added, corrected, deleted."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from ..forms import PageForm, choices_of
from ..visit import PageMissing, Refused, Visit
from .bulk import MODES


class ParcelForm(PageForm):
    """What is known of a parcel."""

    code = forms.CharField(label=_("Tracking code or link"), required=False, max_length=1000)
    carrier = forms.CharField(
        label=_("Code of the carrier"), required=False, help_text=_("Empty: found out by the tracking code.")
    )
    shipped_at = forms.DateTimeField(
        label=_("Shipped at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    email = forms.ChoiceField(label=_("E-mail"), choices=choices_of(MODES))
    key = forms.CharField(widget=forms.HiddenInput)

    def as_input(self) -> dict[str, Any]:
        """Return the API's input; what was left empty is no part of it."""
        filled = self.cleaned_data
        shipped = filled["shipped_at"]
        return {
            "code": filled["code"],
            "carrier": filled["carrier"],
            "shippedAt": shipped.isoformat() if shipped else None,
            "notify": {"email": filled["email"]},
            "idempotencyKey": filled["key"],
        }


def parcel_new(visit: Visit, order: str) -> HttpResponse:
    """Add a parcel; GET and POST."""
    found = visit.one("order_head", id=order)
    form = ParcelForm(visit.request.POST or None, initial={"key": uuid4().hex})
    return _saved(visit, form, found, None, "parcel_create", order=order)


def parcel(visit: Visit, order: str, parcel: str) -> HttpResponse:
    """Correct a parcel; GET and POST."""
    found = visit.one("order_head", id=order)
    row = next((one for one in found["parcels"] if one["id"] == parcel), None)
    if row is None:
        raise PageMissing
    initial = {"code": row["code"], "key": uuid4().hex, "shipped_at": _local(row["shippedAt"])}
    form = ParcelForm(visit.request.POST or None, initial=initial)
    return _saved(visit, form, found, row, "parcel_update", id=parcel)


def parcel_delete(visit: Visit, order: str, parcel: str) -> HttpResponse:
    """Delete a parcel that staff added; POST."""
    done = visit.change("parcel_delete", id=parcel)
    if not done.is_done:
        raise Refused(done.errors[0]["message"])
    return visit.to("order", "parcel-deleted", order=order)


def _local(text: str | None) -> Any:
    return parse_datetime(text) if text else None


def _saved(
    visit: Visit,
    form: ParcelForm,
    found: dict[str, Any],
    row: dict[str, Any] | None,
    document: str,
    **variables: Any,
) -> HttpResponse:
    order = found["order"]["id"]
    if form.is_valid():
        done = visit.change(document, input=form.as_input(), **variables)
        if done.is_done:
            return visit.to("order", "parcel-saved", order=order)
        form.take_errors(done.errors)
    context = {"form": form, "order": found, "order_id": order, "parcel": row}
    return visit.page("parcel.html", context, status=422 if form.errors else 200)
