"""Money back: every refund is shown to the cent first, and only what was shown is carried out."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core import signing
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ..forms import PageForm, choices_of
from ..visit import Visit
from .bulk import MODES

DOCUMENTS = {"PARTIAL": "partial_refund", "PRODUCTS_RETURN": "products_return", "FULL": "full_refund"}
_SALT = "saleor_order_central.dashboard.refund"


class RefundOptions(PageForm):
    """The four independent options and the way of the money, as every refund has them."""

    restock = forms.BooleanField(label=_("Put units back to stock"), required=False)
    credit_note = forms.BooleanField(label=_("Make a credit note"), required=False)
    voucher = forms.BooleanField(label=_("Give a voucher instead of money"), required=False)
    refund_shipping = forms.BooleanField(label=_("Pay the shipping cost back"), required=False)
    method = forms.ChoiceField(
        label=_("Way of the money"),
        required=False,
        choices=choices_of(("ORIGINAL_TRANSACTION", "MANUAL"), empty=_("Chosen by the shop")),
    )
    manual_reference = forms.CharField(
        label=_("Reference of a payment by hand"), required=False, max_length=250
    )
    email = forms.ChoiceField(label=_("E-mail"), choices=choices_of(MODES))
    key = forms.CharField(widget=forms.HiddenInput)

    def options(self) -> dict[str, Any]:
        """Return the part of the API's input that every refund has."""
        filled = self.cleaned_data
        return {
            "restock": filled["restock"],
            "creditNote": filled["credit_note"],
            "voucher": filled["voucher"],
            "refundShipping": filled["refund_shipping"],
            "method": filled["method"] or None,
            "manualReference": filled["manual_reference"],
            "notify": {"email": filled["email"]},
        }


class RefundForm(RefundOptions):
    """What goes back: units of lines, an amount, or everything. Lines add two fields each."""

    kind = forms.ChoiceField(
        label=_("What happened"),
        choices=[
            ("PARTIAL", _("Money for a part; the goods may stay")),
            ("PRODUCTS_RETURN", _("Products came back")),
            ("FULL", _("Everything that is left")),
            ("MARKED", _("It was paid back outside Saleor")),
        ],
    )
    amount = forms.DecimalField(
        label=_("Amount not bound to products"), required=False, min_value=0, decimal_places=3, localize=True
    )

    def __init__(self, data: Any, lines: list[dict[str, Any]]) -> None:
        super().__init__(data, initial={"key": uuid4().hex})
        self.lines = lines
        for place, line in enumerate(lines):
            # The names of the controls must not depend on what ids look like on a host.
            self.fields[f"units_{place}"] = forms.IntegerField(
                label=_("Units of %(name)s, of %(number)s")
                % {"name": line["productName"], "number": line["quantity"]},
                required=False,
                min_value=0,
            )
            self.fields[f"amount_{place}"] = forms.DecimalField(
                label=_("Amount for them"), required=False, min_value=0, decimal_places=3, localize=True
            )
        self.order_fields(
            ["kind", *[name for name in self.fields if name.startswith(("units_", "amount_"))], "amount"]
        )

    def as_input(self) -> dict[str, Any]:
        """Return the API's input without the key."""
        filled = self.cleaned_data
        if filled["kind"] == "MARKED":
            return {
                "amount": as_text(filled["amount"]),
                "reference": filled["manual_reference"],
                "notify": {"email": filled["email"]},
            }
        lines = [
            {
                "orderLine": line["orderLine"]["id"],
                "quantity": filled[f"units_{place}"],
                "amount": as_text(filled[f"amount_{place}"]),
            }
            for place, line in enumerate(self.lines)
            if filled[f"units_{place}"]
        ]
        return {**self.options(), "lines": lines or None, "amount": as_text(filled["amount"])}


def refund(visit: Visit, order: str) -> HttpResponse:
    """Show what a refund would do, then carry it out; GET and POST."""
    found = visit.one("order_head", id=order)
    form = RefundForm(visit.request.POST or None, found["lines"])
    context = {"form": form, "order": found, "order_id": order, "actions": found["actions"]}
    if not form.is_valid():
        return visit.page("refund.html", context, status=422 if form.errors else 200)
    kind, values = form.cleaned_data["kind"], form.as_input()
    seal = sealed([order, kind, values])
    if visit.request.POST.get("seal") != seal:
        if kind != "MARKED":
            context["preview"] = visit.one("refund_preview", order=order, input=values, kind=kind)
        return visit.page(
            "refund.html", {**context, "seal": seal, "kind": kind, "marked": values.get("amount")}
        )
    document = DOCUMENTS.get(kind, "mark_refunded")
    done = visit.change(document, order=order, input={**values, "idempotencyKey": form.cleaned_data["key"]})
    if not done.is_done:
        form.take_errors(done.errors)
        return visit.page("refund.html", context, status=422)
    return visit.to("order", told_of(done.payload["refund"]), order=order)


def sealed(values: Any) -> str:
    """Return what proves that exactly this was previewed."""
    return signing.Signer(salt=_SALT).signature(repr(values))


def told_of(refund: dict[str, Any] | None) -> str:
    """Return the word about a refund that was asked for."""
    return "refund-pending" if refund is not None and refund["status"] == "PENDING" else "refunded"


def as_text(amount: Any) -> str | None:
    """Write an amount for the API."""
    return None if amount is None else str(amount)
