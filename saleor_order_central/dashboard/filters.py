"""The filters of the order list: from an address to the filter of the API."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import PageForm, choices_of

PAYMENTS = {"paid": {"isPaid": True}, "unpaid": {"isPaid": False}, "refunded": {"isRefunded": True}}
SHIPPINGS = {
    "waiting": {"isSent": False, "isCanceled": False},
    "sent": {"isSent": True, "isDelivered": False},
    "delivered": {"isDelivered": True},
    "canceled": {"isCanceled": True},
}
NEEDS = {
    "late": {"isLate": True},
    "silent": {"isSilent": True},
    "carrier": {"hasCarrierException": True},
    "return": {"hasOpenReturn": True},
    "message": {"hasMessage": True},
}
_SORTS = (
    ("NEWEST_FIRST", _("Newest first")),
    ("OLDEST_FIRST", _("Oldest first")),
    ("STATUS_OLDEST_FIRST", _("Longest in their status first")),
    ("TOTAL_DESCENDING", _("Highest total first")),
    ("NUMBER_DESCENDING", _("Highest number first")),
    ("CUSTOMER_ASCENDING", _("By customer")),
)
_STEPS = ("PLACED", "PAID", "PREPARING", "SENT", "DELIVERED", "CANCELED", "RETURNED", "REFUNDED")
_ANY = _("Any")


class OrderFilter(PageForm):
    """Everything that staff narrow the list by; all conditions must hold."""

    search = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=250,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    step = forms.ChoiceField(label=_("Step"), required=False, choices=choices_of(_STEPS, empty=_ANY))
    payment = forms.ChoiceField(
        label=_("Payment"),
        required=False,
        choices=[("", _ANY), ("paid", _("Paid")), ("unpaid", _("Not paid")), ("refunded", _("Refunded"))],
    )
    shipping = forms.ChoiceField(
        label=_("Shipping"),
        required=False,
        choices=[
            ("", _ANY),
            ("waiting", _("Not sent yet")),
            ("sent", _("On the way")),
            ("delivered", _("Delivered")),
            ("canceled", _("Canceled")),
        ],
    )
    needs = forms.ChoiceField(
        label=_("Needs somebody"),
        required=False,
        choices=[
            ("", _ANY),
            ("late", _("Late")),
            ("silent", _("No news for too long")),
            ("carrier", _("Problem at the carrier")),
            ("return", _("Open return")),
            ("message", _("Message of the customer")),
        ],
    )
    channel = forms.SlugField(label=_("Channel"), required=False)
    placed_from = forms.DateField(
        label=_("Placed from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    placed_to = forms.DateField(
        label=_("Placed to"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    sort = forms.ChoiceField(label=_("Order of the list"), required=False, choices=_SORTS)

    def __init__(self, data: Any, statuses: Iterable[dict[str, Any]], *, has_channels: bool) -> None:
        super().__init__(data)
        names = [(one["slug"], one["name"]) for one in statuses]
        self.fields["status"].choices = [("", _ANY), *names]
        if not has_channels:
            del self.fields["channel"]


def where_of(values: dict[str, Any], zone: tzinfo) -> dict[str, Any]:
    """Return the filter of the API for what the form holds; days are those of the reader's zone."""
    where: dict[str, Any] = {
        **PAYMENTS.get(values.get("payment") or "", {}),
        **SHIPPINGS.get(values.get("shipping") or "", {}),
        **NEEDS.get(values.get("needs") or "", {}),
    }
    if status := values.get("status"):
        where["statusSlug"] = {"eq": status}
    if step := values.get("step"):
        where["currentStep"] = {"eq": step}
    if channel := values.get("channel"):
        where["channel"] = {"eq": channel}
    placed = days(values.get("placed_from"), values.get("placed_to"), zone)
    return {**where, "createdAt": placed} if placed else where


def days(first: date | None, last: date | None, zone: tzinfo) -> dict[str, str]:
    """Return the range of moments that whole days of a zone span; {} without any."""
    found = {}
    if first:
        found["gte"] = datetime.combine(first, time(), zone).isoformat()
    if last:
        end = datetime.combine(last + timedelta(days=1), time(), zone) - timedelta(microseconds=1)
        found["lte"] = end.isoformat()
    return found
