"""The configuration as a file: to take along, to load after a look at what would change, and starter sets."""

from base64 import b64encode
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ..forms import PageForm
from ..visit import Change, Visit

MOST_BYTES = 1_000_000


class ImportForm(PageForm):
    """A file, or its text; the text that was looked at is kept for the second step."""

    file = forms.FileField(label=_("File"), required=False)
    config = forms.CharField(
        label=_("Text of the file"), required=False, widget=forms.Textarea(attrs={"rows": 8}), strip=False
    )
    prune = forms.BooleanField(label=_("Delete what the lists of the file do not name"), required=False)

    def clean(self) -> dict[str, Any]:
        """Read the file; Saleor's own limit of a request comes first."""
        filled = super().clean() or {}
        file = filled.get("file")
        if file:
            data = file.read(MOST_BYTES + 1)
            filled["config"] = data.decode("utf-8-sig", errors="replace")
        if not filled.get("config", "").strip():
            raise forms.ValidationError(_("Choose a file, or paste its text."))
        return filled


def configuration(visit: Visit) -> HttpResponse:
    """Show the file, and load one; GET and POST."""
    request = visit.request
    form = ImportForm(request.POST or None, request.FILES or None)
    if not form.is_valid():
        return _page(visit, form)
    dry_run = "apply" not in request.POST
    filled = form.cleaned_data
    done = visit.change(
        "configuration_import", config=filled["config"], dryRun=dry_run, prune=filled["prune"]
    )
    if done.is_done and not dry_run:
        return visit.to("configuration", "saved")
    if done.is_done:
        # The second step sends the very text that was looked at.
        form = ImportForm({"config": filled["config"], "prune": filled["prune"]})
        form.is_valid()
    return _page(visit, form, done)


def starter_set(visit: Visit) -> HttpResponse:
    """Show what a starter set would add, or add it; POST."""
    values = visit.request.POST
    name, dry_run = values.get("name", ""), "apply" not in values
    done = visit.change("starter_set_apply", name=name, dryRun=dry_run)
    if done.is_done and not dry_run:
        return visit.to("configuration", "saved")
    return _page(visit, ImportForm(None), done, starter=name)


def _page(visit: Visit, form: ImportForm, done: Change | None = None, starter: str = "") -> HttpResponse:
    data = visit.ask("configuration")
    text = data["orderCentralConfigExport"]
    changes = done.payload["changes"] if done and done.is_done else []
    context = {
        "form": form,
        "text": text,
        "download": "data:application/json;base64," + b64encode(text.encode()).decode(),
        "starters": data["orderCentralStarterSets"],
        "starter": starter,
        "result": done,
        "changes": [one for one in changes if one["action"] != "UNCHANGED"],
    }
    failed = bool(form.errors) or (done is not None and not done.is_done)
    return visit.page("configuration.html", context, status=422 if failed else 200)
