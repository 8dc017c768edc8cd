"""A return completed with its refund or voucher in one step, after a look at the exact amount."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ..visit import PageMissing, Visit
from .refund import RefundOptions, as_text, sealed, told_of

_VOUCHER = {"": None, "yes": True, "no": False}


class CompleteForm(RefundOptions):
    """What is given for what came back; empty fields leave it to the return."""

    restock = forms.BooleanField(label=_("Put units that are fit for sale back to stock"), required=False)
    voucher = forms.ChoiceField(
        label=_("Voucher instead of money"),
        required=False,
        choices=[("", _("As the customer wants it")), ("yes", _("Voucher")), ("no", _("Money"))],
    )
    fee = forms.DecimalField(
        label=_("Fee taken off"),
        required=False,
        min_value=0,
        decimal_places=3,
        localize=True,
        help_text=_("Empty: that of the return. 0: none."),
    )
    amount = forms.DecimalField(
        label=_("Amount"),
        required=False,
        min_value=0,
        decimal_places=3,
        localize=True,
        help_text=_("Empty: the price of what came back."),
    )
    message = forms.CharField(label=_("Words for the customer"), required=False, widget=forms.Textarea)
    field_order = ("voucher", "amount", "fee", "restock", "credit_note", "refund_shipping", "method")

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"key": uuid4().hex, "restock": True})

    def as_input(self) -> dict[str, Any]:
        """Return the API's input without the key."""
        filled = self.cleaned_data
        amounts = {name: as_text(filled[name]) for name in ("fee", "amount")}
        return {**self.options(), **amounts, "voucher": _VOUCHER[filled["voucher"]]}


def complete(visit: Visit, request: str) -> HttpResponse:
    """Show what would be given, then give it; GET and POST."""
    found = visit.one("return", id=request)
    if found["order"] is None:
        raise PageMissing
    form = CompleteForm(visit.request.POST or None)
    context = {"form": form, "found": found}
    if visit.request.method == "POST" and not form.is_valid():
        return visit.page("return_complete.html", context, status=422)
    values = form.as_input() if form.is_bound else {"restock": True}
    seal = sealed([request, values])
    if not form.is_bound or visit.request.POST.get("seal") != seal:
        asked = {**values, "returnRequest": request}
        preview = visit.one("refund_preview", order=found["order"]["id"], input=asked, kind="PRODUCTS_RETURN")
        if form.is_bound:
            context["seal"] = seal
        return visit.page("return_complete.html", {**context, "preview": preview})
    done = visit.change(
        "return_complete",
        id=request,
        message=form.cleaned_data["message"] or None,
        input={**values, "idempotencyKey": form.cleaned_data["key"]},
    )
    if not done.is_done:
        form.take_errors(done.errors)
        return visit.page("return_complete.html", context, status=422)
    told = told_of(done.payload["refund"])
    return visit.to("return", "completed" if told == "refunded" else told, request=request)
