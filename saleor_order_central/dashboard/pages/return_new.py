"""Writing down what a customer wants to give back."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ..forms import PageForm, choices_of
from ..visit import Visit

_RESOLUTIONS = ("REFUND", "VOUCHER", "EXCHANGE", "REPAIR", "KEEP_ITEM")


class ReturnForm(PageForm):
    """Units of each line that can come back, and why."""

    reason = forms.ChoiceField(label=_("Reason"), required=False)
    resolution = forms.ChoiceField(
        label=_("What the customer wants"),
        required=False,
        choices=choices_of(_RESOLUTIONS, empty=_("As the policy says")),
    )
    customer_note = forms.CharField(label=_("Words of the customer"), required=False, widget=forms.Textarea)
    on_behalf_of_customer = forms.BooleanField(
        label=_("The customer asked for it"), required=False, initial=True
    )
    regardless_of_policy = forms.BooleanField(label=_("Overlook the shop's own rules"), required=False)
    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, information: dict[str, Any]) -> None:
        super().__init__(data, initial={"key": uuid4().hex})
        reasons = [(one["id"], one["name"]) for one in information["reasons"]]
        self.fields["reason"].choices = [("", _("None")), *reasons]
        self.lines = [
            *((one["orderLine"], one["maxQuantity"]) for one in information["returnableLines"]),
            *((one["orderLine"], None) for one in information["nonReturnableLines"]),
        ]
        for place, (line, most) in enumerate(self.lines):
            self.fields[f"units_{place}"] = forms.IntegerField(
                label=_("Units of %(name)s") % {"name": line["productName"]},
                required=False,
                min_value=0,
                help_text="" if most is None else _("%(number)s at most") % {"number": most},
            )
        self.order_fields([name for name in self.fields if name.startswith("units_")])

    def as_input(self, order: str) -> dict[str, Any]:
        """Return the API's input."""
        filled = self.cleaned_data
        lines = [
            {
                "orderLine": line["id"],
                "quantity": filled[f"units_{place}"],
                "reason": filled["reason"] or None,
                "resolution": filled["resolution"] or None,
            }
            for place, (line, _most) in enumerate(self.lines)
            if filled[f"units_{place}"]
        ]
        return {
            "order": order,
            "lines": lines,
            "customerNote": filled["customer_note"] or None,
            "onBehalfOfCustomer": filled["on_behalf_of_customer"],
            "regardlessOfPolicy": filled["regardless_of_policy"],
            "idempotencyKey": filled["key"],
        }


def return_new(visit: Visit, order: str) -> HttpResponse:
    """Ask what comes back, and write it down; GET and POST."""
    found = visit.one("returnable", id=order)
    information = found["returnInformation"]
    form = ReturnForm(visit.request.POST or None, information)
    if form.is_valid():
        done = visit.change("return_create", input=form.as_input(order))
        if done.is_done:
            return visit.to("return", "return-created", request=done.payload["returnRequest"]["id"])
        form.take_errors(done.errors)
    context = {"form": form, "order": found, "order_id": order, "refused": information["nonReturnableLines"]}
    return visit.page("return_new.html", context, status=422 if form.errors else 200)
