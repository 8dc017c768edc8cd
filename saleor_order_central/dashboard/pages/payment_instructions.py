"""How to pay with each payment gateway: what customers read, and the account to pay to."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ...center.languages import NAMES
from ...language import CATALOGUE_LANGUAGES
from ..channel_form import channels_of
from ..forms import PageForm
from ..visit import PageMissing, Refused, Visit

Node = dict[str, Any]


class InstructionForm(PageForm):
    """A text in one language; gateway and channel are only asked for a new one."""

    payment_gateway = forms.CharField(
        label=_("Payment gateway"),
        required=False,
        help_text=_("As Saleor names it; empty for orders without any payment."),
    )
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    bank_account = forms.CharField(label=_("Bank account"), required=False, max_length=250)
    message = forms.CharField(label=_("How to pay"), required=False, widget=forms.Textarea, max_length=5000)

    def __init__(self, data: Any, node: Node | None, language: str) -> None:
        super().__init__(data, initial=_initial(node, language))
        self.node, self.language = node, language
        self.fields["channel"].choices = [("", _("All channels")), *((one, one) for one in channels_of())]
        for name in ("payment_gateway", "channel") if node else ():
            del self.fields[name]
        if language:
            del self.fields["bank_account"]

    def as_input(self) -> dict[str, Any]:
        """Return the API's input."""
        filled, node = self.cleaned_data, self.node
        return {
            "paymentGateway": node["paymentGateway"] if node else filled["payment_gateway"],
            "channel": (node["channel"] if node else filled["channel"]) or None,
            "message": filled["message"],
            "languageCode": self.language or None,
            **({} if self.language else {"bankAccount": filled["bank_account"]}),
        }


def _initial(node: Node | None, language: str) -> dict[str, Any]:
    if node is None:
        return {}
    texts = {one["languageCode"]: one["message"] for one in node["translations"]}
    message = texts.get(language) if language else node["message"]
    return {"message": message, "bank_account": node["bankAccount"]}


def instructions(visit: Visit) -> HttpResponse:
    """Show the list; GET."""
    return visit.page("instructions.html", {"rows": _all(visit)})


def instruction_new(visit: Visit) -> HttpResponse:
    """Write a new one; GET and POST."""
    return _form_page(visit, None, "")


def instruction(visit: Visit, instruction: str) -> HttpResponse:
    """Change one, in the language of the address; GET and POST."""
    node = next((one for one in _all(visit) if one["id"] == instruction), None)
    language = visit.request.GET.get("language", "")
    if node is None or language not in ("", *CATALOGUE_LANGUAGES):
        raise PageMissing
    return _form_page(visit, node, language)


def instruction_delete(visit: Visit, instruction: str) -> HttpResponse:
    """Delete one; POST."""
    done = visit.change("instruction_delete", id=instruction)
    if not done.is_done:
        raise Refused(done.errors[0]["message"])
    return visit.to("instructions", "deleted")


def _all(visit: Visit) -> list[Node]:
    found: list[Node] = visit.ask("instructions")["orderPaymentInstructions"]
    return found


def _form_page(visit: Visit, node: Node | None, language: str) -> HttpResponse:
    form = InstructionForm(visit.request.POST or None, node, language)
    if form.is_valid():
        done = visit.change("instruction_update", input=form.as_input())
        if done.is_done:
            return visit.to("instructions", "saved")
        form.take_errors(done.errors)
    languages = [(code, NAMES[code]) for code in CATALOGUE_LANGUAGES]
    context = {"form": form, "node": node, "languages": languages, "language": language}
    return visit.page("instruction_form.html", context, status=422 if form.errors else 200)
