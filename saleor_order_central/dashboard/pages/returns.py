"""The queue of returns, and one return on its way through the five states."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ..forms import PageForm, camel_case, choices_of
from ..paging import nodes, window
from ..visit import Change, Visit
from .bulk import MODES

STATES = ("WAITING_CONFIRMATION", "WAITING_PACKAGE", "PACKAGE_RECEIVED", "CANCELED", "COMPLETED")
DISPOSITIONS = ("RESTOCK", "QUARANTINE", "SCRAP", "MISSING", "WRONG_ITEM")


class MoveForm(PageForm):
    """Base of the steps: words for the customer, and whether they are mailed."""

    message = forms.CharField(label=_("Words for the customer"), required=False, widget=forms.Textarea)
    email = forms.ChoiceField(label=_("E-mail"), choices=choices_of(MODES))
    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"key": uuid4().hex})

    def as_input(self) -> dict[str, Any]:
        """Return the API's input for what was filled in; empty fields are no part of it."""
        filled = dict(self.cleaned_data)
        key, email = filled.pop("key"), filled.pop("email")
        values = {camel_case(name): value for name, value in filled.items() if value}
        return {**values, "idempotencyKey": key, "notify": {"email": email}}


class AcceptForm(MoveForm):
    """How the goods should be sent."""

    instructions = forms.CharField(label=_("How to send the goods"), required=False, widget=forms.Textarea)
    label_url = forms.CharField(label=_("Address of the label"), required=False, widget=forms.URLInput)
    field_order = ("instructions", "label_url", "message", "email", "key")


class RefuseForm(MoveForm):
    """Why it is refused."""

    decline_reason = forms.ChoiceField(label=_("Reason"))
    field_order = ("decline_reason", "message", "email", "key")

    def __init__(self, data: Any, reasons: list[dict[str, Any]]) -> None:
        super().__init__(data)
        self.fields["decline_reason"].choices = [
            (one["id"], one["name"]) for one in reasons if one["forDecline"] and one["isActive"]
        ]


class CloseForm(MoveForm):
    """Complete it without money or voucher, or after they were given."""

    outcome = forms.ChoiceField(
        label=_("What it came to"),
        required=False,
        choices=choices_of(("EXCHANGE", "REPAIR"), empty=_("What was given for it, or nothing")),
    )
    replacement_order = forms.CharField(
        label=_("Id of the order of an exchange"),
        required=False,
        help_text=_("As its page's address has it."),
    )
    nothing_due_reason = forms.CharField(
        label=_("Why nothing is due"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Needed when nothing was given. The customer reads it."),
    )
    field_order = ("outcome", "replacement_order", "nothing_due_reason", "message", "email", "key")


class ReceiveForm(PageForm):
    """Units that arrived: for each line one number for each finding, and a note."""

    email = forms.ChoiceField(label=_("E-mail"), choices=choices_of(MODES))
    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, lines: list[dict[str, Any]]) -> None:
        super().__init__(data, initial={"key": uuid4().hex})
        self.lines = lines
        for place, line in enumerate(lines):
            for finding in DISPOSITIONS:
                label = _("%(finding)s: units of %(name)s")
                words = dict(choices_of(DISPOSITIONS))[finding]
                self.fields[f"u{place}_{finding}"] = forms.IntegerField(
                    label=label % {"finding": words, "name": line["productName"]},
                    required=False,
                    min_value=0,
                    widget=forms.NumberInput(attrs={"class": "short"}),
                )
            self.fields[f"n{place}"] = forms.CharField(
                label=_("Note about %(name)s") % {"name": line["productName"]}, required=False
            )

    def units(self) -> list[dict[str, Any]]:
        """Return the API's input for what was counted."""
        filled = self.cleaned_data
        return [
            {
                "line": line["id"],
                "quantity": filled[f"u{place}_{finding}"],
                "disposition": finding,
                "note": filled[f"n{place}"] or None,
            }
            for place, line in enumerate(self.lines)
            for finding in DISPOSITIONS
            if filled[f"u{place}_{finding}"]
        ]


def returns(visit: Visit) -> HttpResponse:
    """Show the queue; GET."""
    values = visit.request.GET
    state, search = values.get("state", ""), values.get("search", "")
    where = {"states": [state]} if state in STATES else None
    found = visit.one(
        "returns",
        where=where,
        search=search or None,
        sortBy="OLDEST_FIRST" if state in STATES[:3] else "NEWEST_FIRST",
        **window(values),
    )
    context = {"found": found, "returns": nodes(found), "states": STATES, "state": state, "search": search}
    return visit.page("returns.html", context)


def return_page(visit: Visit, request: str) -> HttpResponse:
    """Show one return with the steps that it can take; GET."""
    return _page(visit, visit.one("return", id=request), {})


def accept(visit: Visit, request: str) -> HttpResponse:
    """Accept it; POST."""
    return _moved(visit, request, "accept", AcceptForm(visit.request.POST), "WAITING_PACKAGE")


def refuse(visit: Visit, request: str) -> HttpResponse:
    """Refuse it; POST."""
    form = RefuseForm(visit.request.POST, _reasons(visit))
    return _moved(visit, request, "refuse", form, "CANCELED")


def close(visit: Visit, request: str) -> HttpResponse:
    """Complete it without giving money or a voucher now; POST."""
    return _moved(visit, request, "close", CloseForm(visit.request.POST), "COMPLETED", told="completed")


def receive(visit: Visit, request: str) -> HttpResponse:
    """Write down what arrived; POST."""
    found = visit.one("return", id=request)
    form = ReceiveForm(visit.request.POST, found["lines"])
    if form.is_valid():
        done = visit.change(
            "return_receive",
            id=request,
            lines=form.units(),
            notify={"email": form.cleaned_data["email"]},
            idempotencyKey=form.cleaned_data["key"],
        )
        if done.is_done:
            return visit.to("return", "received", request=request)
        form.take_errors(done.errors)
    return _page(visit, found, {"receive": form})


def _moved(
    visit: Visit, request: str, name: str, form: MoveForm, state: str, *, told: str = "return-saved"
) -> HttpResponse:
    if form.is_valid():
        done: Change = visit.change("return_change", id=request, input={**form.as_input(), "state": state})
        if done.is_done:
            return visit.to("return", told, request=request)
        form.take_errors(done.errors)
    return _page(visit, visit.one("return", id=request), {name: form})


def _reasons(visit: Visit) -> list[dict[str, Any]]:
    return nodes(visit.one("decline_reasons"))


def _page(visit: Visit, found: dict[str, Any], filled: dict[str, PageForm]) -> HttpResponse:
    """Show the page; `filled` holds the form that was sent and refused."""
    actions = {one["code"]: one["isAvailable"] for one in found["actions"]}
    forms_of_steps = {
        "accept": ("ACCEPT_RETURN", lambda: AcceptForm(None)),
        "refuse": ("REFUSE_RETURN", lambda: RefuseForm(None, _reasons(visit))),
        "receive": ("RECEIVE_RETURN", lambda: ReceiveForm(None, found["lines"])),
        "close": ("COMPLETE_RETURN", lambda: CloseForm(None)),
    }
    steps = {
        name: filled.get(name) or make()
        for name, (action, make) in forms_of_steps.items()
        if actions.get(action) or name in filled
    }
    context = {
        "found": found,
        "steps": steps,
        "sent": next(iter(filled), ""),
        "history": nodes(found["history"]),
        "may_complete": actions.get("COMPLETE_RETURN", False),
    }
    return visit.page("return.html", context, status=422 if filled else 200)
