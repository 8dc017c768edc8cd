"""What staff does with one order: its status, messages and notes, events of one click."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ..forms import PageForm, choices_of
from ..paging import nodes
from ..visit import Refused, Visit
from .bulk import MODES


class MessageForm(PageForm):
    """What the customer is told, and by which way."""

    template = forms.ChoiceField(label=_("Template"), required=False)
    subject = forms.CharField(label=_("Subject"), required=False, max_length=255)
    comment = forms.CharField(label=_("Message"), required=False, widget=forms.Textarea)
    visibility = forms.ChoiceField(
        label=_("Who may read it"),
        choices=[("CUSTOMER", _("Customer and staff")), ("STAFF", _("Staff only"))],
    )
    email = forms.ChoiceField(label=_("E-mail"), choices=choices_of(MODES))
    sms = forms.ChoiceField(label=_("Text message"), choices=choices_of(MODES))
    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, options: dict[str, Any], **initial: Any) -> None:
        super().__init__(data, initial={"key": uuid4().hex, **initial})
        templates = [(one["slug"], one["name"]) for one in nodes(options["orderMessageTemplates"])]
        self.fields["template"].choices = [("", _("None")), *templates]

    def message_input(self) -> dict[str, Any]:
        """Return the part of the API's inputs that all of these changes share."""
        filled = self.cleaned_data
        return {
            "template": filled["template"] or None,
            "subject": filled["subject"] or None,
            "comment": filled["comment"] or None,
            "visibility": filled["visibility"],
            "notify": {"email": filled["email"], "sms": filled["sms"]},
        }


class StatusForm(MessageForm):
    """The new status; those against the workflow need a reason."""

    status = forms.ChoiceField(label=_("New status"))
    force = forms.BooleanField(
        label=_("Go against the workflow"), required=False, help_text=_("It needs a message that says why.")
    )
    field_order = ("status", "template", "subject", "comment", "visibility", "email", "sms", "force", "key")

    def __init__(self, data: Any, options: dict[str, Any], status: dict[str, Any] | None) -> None:
        super().__init__(data, options)
        self.fields["status"].choices = _status_choices(nodes(options["orderStatusDefinitions"]), status)


def _status_choices(statuses: list[dict[str, Any]], status: dict[str, Any] | None) -> list[Any]:
    """Group the statuses by whether the workflow lets them follow; without rules all of them may."""
    names = [
        (one["slug"], one["name"]) for one in statuses if status is None or one["slug"] != status["slug"]
    ]
    allowed = None if status is None else status["nextStatuses"]
    if allowed is None:
        return names
    groups = (
        (_("Allowed next"), [one for one in names if one[0] in allowed]),
        (_("Against the workflow"), [one for one in names if one[0] not in allowed]),
    )
    return [group for group in groups if group[1]]


class EventForm(MessageForm):
    """An event with a message, or a note for staff."""


class StandardEventForm(PageForm):
    """An event of one click."""

    event = forms.ChoiceField(
        label=_("What happened"),
        choices=[
            ("PAID", _("The money arrived")),
            ("SENT", _("Everything was sent")),
            ("CANCELED", _("The order is canceled")),
        ],
    )
    tracking_number = forms.CharField(
        label=_("Tracking code or link"), required=False, help_text=_("Only when everything was sent.")
    )
    comment = forms.CharField(label=_("Message"), required=False, widget=forms.Textarea)
    email = forms.ChoiceField(label=_("E-mail"), choices=choices_of(MODES))
    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data, initial={"key": uuid4().hex})


def status(visit: Visit, order: str) -> HttpResponse:
    """Change the status, after a look at what the customer would get; GET and POST."""
    found, options = visit.one("order_head", id=order), visit.ask("change_options")
    form = StatusForm(visit.request.POST or None, options, found["status"])
    if not form.is_valid():
        return _page(visit, "status_change.html", form, found)
    values = {**form.message_input(), "status": form.cleaned_data["status"]}
    if "preview" in visit.request.POST:
        return _page(visit, "status_change.html", form, found, _preview(visit, order, values))
    extra = {"force": form.cleaned_data["force"], "idempotencyKey": form.cleaned_data["key"]}
    done = visit.change("status_change", order=order, input={**values, **extra})
    if not done.is_done:
        form.take_errors(done.errors)
        return _page(visit, "status_change.html", form, found)
    return visit.to("order", "changed", order=order)


def event(visit: Visit, order: str) -> HttpResponse:
    """Add a message for the customer or a note for staff; GET and POST."""
    found, options = visit.one("order_head", id=order), visit.ask("change_options")
    visibility = visit.request.GET.get("for", "CUSTOMER")
    form = EventForm(visit.request.POST or None, options, visibility=visibility)
    if not form.is_valid():
        return _page(visit, "event.html", form, found)
    values = form.message_input()
    if "preview" in visit.request.POST:
        preview = _preview(visit, order, {**values, "occasion": "EVENT"})
        return _page(visit, "event.html", form, found, preview)
    message = values.pop("comment")
    key = form.cleaned_data["key"]
    done = visit.change(
        "event_create", order=order, input={**values, "message": message, "idempotencyKey": key}
    )
    if not done.is_done:
        form.take_errors(
            {**error, "field": "comment"} if error["field"] == "message" else error for error in done.errors
        )
        return _page(visit, "event.html", form, found)
    return visit.to("order", "noted" if values["visibility"] == "STAFF" else "sent", order=order)


def standard_event(visit: Visit, order: str) -> HttpResponse:
    """Let Saleor do one thing; GET and POST."""
    found = visit.one("order_head", id=order)
    form = StandardEventForm(visit.request.POST or None)
    if not form.is_valid():
        return _page(visit, "standard_event.html", form, found)
    filled = form.cleaned_data
    values = {
        "event": filled["event"],
        "trackingNumber": filled["tracking_number"] or None,
        "comment": filled["comment"] or None,
        "notify": {"email": filled["email"]},
        "idempotencyKey": filled["key"],
    }
    done = visit.change("standard_event", order=order, input=values)
    if not done.is_done:
        form.take_errors(done.errors)
        return _page(visit, "standard_event.html", form, found)
    return visit.to("order", "recorded", order=order)


def undo(visit: Visit, order: str, entry: str) -> HttpResponse:
    """Take the last change back; POST."""
    return _then(visit, "change_undo", "undone", order, order=order, entry=entry)


def resend(visit: Visit, order: str, message: str) -> HttpResponse:
    """Send a message again; POST."""
    key = visit.request.POST.get("key") or None
    return _then(visit, "message_resend", "resent", order, id=message, idempotencyKey=key)


def cancel_message(visit: Visit, order: str, message: str) -> HttpResponse:
    """Stop a message that waits; POST."""
    return _then(visit, "message_cancel", "canceled", order, id=message)


def _then(visit: Visit, document: str, told: str, order_id: str, **variables: Any) -> HttpResponse:
    done = visit.change(document, **variables)
    if not done.is_done:
        raise Refused(done.errors[0]["message"])
    return visit.to("order", told, order=order_id)


def _preview(visit: Visit, order: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = visit.ask("message_preview", order=order, input=values)[
        "orderNotificationPreview"
    ]
    return found


def _page(
    visit: Visit,
    template: str,
    form: PageForm,
    found: dict[str, Any],
    preview: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    context = {"form": form, "order": found, "order_id": found["order"]["id"], "preview": preview}
    return visit.page(template, context, status=422 if form.errors else 200)
