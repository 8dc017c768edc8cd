"""Changes of many orders: what to change them to, the job's progress, and taking it back."""

from typing import Any
from uuid import uuid4

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..forms import PageForm, choices_of
from ..paging import nodes, window
from ..visit import Refused, Visit
from .orders import scope_of, scope_values

MODES = ("DEFAULT", "SEND", "SUPPRESS")
_FINISHED = frozenset({"SUCCESS", "FAILED", "CANCELED", "UNDONE"})


class BulkForm(PageForm):
    """What all of the orders become."""

    status = forms.ChoiceField(label=_("New status"))
    template = forms.ChoiceField(label=_("Template of the comment"), required=False)
    comment = forms.CharField(
        label=_("Comment"), required=False, widget=forms.Textarea, help_text=_("Customers read it.")
    )
    email = forms.ChoiceField(label=_("E-mail"), choices=choices_of(MODES))
    whole = forms.BooleanField(label=_("Change nothing if one of them cannot be changed"), required=False)

    def __init__(self, data: Any, options: dict[str, Any]) -> None:
        super().__init__(data)
        self.fields["status"].choices = [
            (one["slug"], one["name"]) for one in nodes(options["orderStatusDefinitions"])
        ]
        templates = [(one["slug"], one["name"]) for one in nodes(options["orderMessageTemplates"])]
        self.fields["template"].choices = [("", _("None")), *templates]


def choose(visit: Visit) -> HttpResponse:
    """Ask what the chosen orders should become; POST from the list."""
    values = visit.request.POST
    if not values.get("everything") and not values.getlist("orders"):
        raise Refused(gettext("Choose orders in the list first."))
    return _choose_page(visit, BulkForm(None, visit.ask("bulk_options")))


def change(visit: Visit) -> HttpResponse:
    """Start the job; POST."""
    values = visit.request.POST
    form = BulkForm(values, visit.ask("bulk_options"))
    if not form.is_valid():
        return _choose_page(visit, form, status=422)
    filled = form.cleaned_data
    chosen = scope_of(visit, values) if values.get("everything") else {"orders": values.getlist("orders")}
    done = visit.change(
        "bulk_change",
        errorPolicy="REJECT_EVERYTHING" if filled["whole"] else "IGNORE_FAILED",
        input={
            **chosen,
            "status": filled["status"],
            "template": filled["template"] or None,
            "comment": filled["comment"] or None,
            "notify": {"email": filled["email"]},
            "inBackground": True,
            "idempotencyKey": values.get("key") or None,
        },
    )
    if not done.is_done:
        form.take_errors(done.errors)
        return _choose_page(visit, form, status=422)
    return visit.to("job", job=done.payload["job"]["id"])


def _choose_page(visit: Visit, form: BulkForm, *, status: int = 200) -> HttpResponse:
    values = visit.request.POST
    context = {
        "form": form,
        "orders": [] if values.get("everything") else values.getlist("orders"),
        "everything": bool(values.get("everything")),
        "count": values.get("total") if values.get("everything") else len(values.getlist("orders")),
        "scope": scope_values(values),
        "key": values.get("key") or uuid4().hex,
    }
    return visit.page("bulk.html", context, status=status)


def jobs(visit: Visit) -> HttpResponse:
    """Show the jobs, newest first; GET."""
    found = visit.one("jobs", **window(visit.request.GET))
    return visit.page("jobs.html", {"jobs": nodes(found), "found": found})


def job(visit: Visit, job: str) -> HttpResponse:
    """Show one job; the page asks again by itself while it runs. GET."""
    found = visit.one("job", id=job)
    is_over = found["status"] in _FINISHED
    context = {
        "job": found,
        "is_over": is_over,
        "refused": nodes(found["results"]),
        "may_undo": is_over and found["status"] == "SUCCESS" and found["done"] > found["undone"],
    }
    return visit.page("job.html", context)


def stop(visit: Visit, job: str) -> HttpResponse:
    """Stop a job after its present step; POST."""
    return _then(visit, "job_cancel", job, "stopped")


def undo(visit: Visit, job: str) -> HttpResponse:
    """Take back all changes whose messages still wait; POST."""
    return _then(visit, "job_undo", job, "job-undone")


def _then(visit: Visit, document: str, job: str, told: str) -> HttpResponse:
    done = visit.change(document, id=job)
    if not done.is_done:
        raise Refused(done.errors[0]["message"])
    return visit.to("job", told, job=job)
