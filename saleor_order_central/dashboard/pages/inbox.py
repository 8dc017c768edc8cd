"""The inbox: conversations with customers, answered where they are read."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ..forms import PageForm
from ..paging import nodes, window
from ..visit import PageMissing, Refused, Visit

STATUSES = ("OPEN", "PENDING_1", "PENDING_2", "CLOSED")
MESSAGES = 50


class AnswerForm(PageForm):
    """An answer, a word among staff, or what the customer said by phone."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            ("answer", _("Answer to the customer")),
            ("internal", _("Among staff only")),
            ("phone", _("What the customer said by phone")),
        ],
    )
    template = forms.ChoiceField(label=_("Template"), required=False)
    body = forms.CharField(label=_("Message"), required=False, widget=forms.Textarea)
    attachments = forms.FileField(label=_("File"), required=False)
    regardless = forms.BooleanField(label=_("Send although somebody else is answering"), required=False)
    last_seen_message = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, files: Any, templates: list[dict[str, Any]], last_seen: str) -> None:
        super().__init__(data, files, initial={"key": uuid4().hex, "last_seen_message": last_seen})
        choices = [(one["slug"], one["name"]) for one in templates]
        self.fields["template"].choices = [("", _("None")), *choices]

    def as_input(self, thread: str) -> dict[str, Any]:
        """Return the API's input; a file is named by its key."""
        filled = self.cleaned_data
        return {
            "thread": thread,
            "body": filled["body"] or None,
            "template": filled["template"] or None,
            "showToCustomer": filled["kind"] == "answer",
            "onBehalfOfCustomer": filled["kind"] == "phone",
            "regardless": filled["regardless"],
            "lastSeenMessage": filled["last_seen_message"] or None,
            "attachments": ["file"] if filled["attachments"] else None,
            "idempotencyKey": filled["key"],
        }


def threads(visit: Visit) -> HttpResponse:
    """Show the conversations; GET."""
    values = visit.request.GET
    status, search, waiting = values.get("state", ""), values.get("search", ""), bool(values.get("waiting"))
    where: dict[str, Any] = {"statuses": [status]} if status in STATUSES else {}
    if waiting:
        where["isWaitingForReply"] = True
    data = visit.ask(
        "threads",
        where=where or None,
        search=search or None,
        sortBy="WAITING_LONGEST_FIRST" if waiting else "UPDATED_FIRST",
        **window(values),
    )
    meanings = data["orderThreadStatusMeanings"] or []
    context = {
        "found": data["orderThreads"],
        "threads": nodes(data["orderThreads"]),
        "meanings": meanings,
        "names": {one["status"]: one["name"] for one in meanings},
        "state": status,
        "search": search,
        "waiting": waiting,
    }
    return visit.page("threads.html", context)


def thread(visit: Visit, thread: str) -> HttpResponse:
    """Show a conversation, and take what is written into it; GET and POST."""
    data = _read(visit, thread)
    found = data["orderThread"]
    messages = nodes(found["messages"])
    templates = nodes(data["orderMessageTemplates"])
    request = visit.request
    last_seen = messages[-1]["id"] if messages else ""
    form = AnswerForm(request.POST or None, request.FILES or None, templates, last_seen)
    if form.is_valid():
        file = form.cleaned_data["attachments"]
        files = {"file": file} if file else {}
        done = visit.change("thread_answer", files=files, input=form.as_input(thread))
        if done.is_done:
            return visit.to("thread", "sent", thread=thread)
        form.take_errors(done.errors)
    elif request.method == "GET" and found["isWaitingForReply"]:
        visit.change("thread_read", id=thread)
    context = {
        "thread": found,
        "messages": messages,
        "meanings": data["orderThreadStatusMeanings"],
        "form": form,
        "older": found["messages"]["pageInfo"],
    }
    return visit.page("thread.html", context, status=422 if form.errors else 200)


def _read(visit: Visit, thread: str) -> dict[str, Any]:
    data = visit.ask("thread", id=thread, last=MESSAGES, before=visit.request.GET.get("before") or None)
    if data["orderThread"] is None:
        raise PageMissing
    return data


def set_status(visit: Visit, thread: str) -> HttpResponse:
    """Change the state of a conversation; POST."""
    return _then(visit, "thread_status", thread, status=visit.request.POST.get("status", ""))


def forward(visit: Visit, thread: str) -> HttpResponse:
    """Mail a conversation to somebody outside; POST."""
    values = {name: visit.request.POST.get(name) or None for name in ("email", "comment")}
    return _then(visit, "thread_forward", thread, input=values)


def _then(visit: Visit, document: str, thread: str, **variables: Any) -> HttpResponse:
    done = visit.change(document, id=thread, **variables)
    if not done.is_done:
        raise Refused(done.errors[0]["message"])
    return visit.to("thread", "saved", thread=thread)
