"""What the four states of conversations mean to the team: a name, a colour, an explanation."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ..editors.editor import EditorForm, Node
from ..visit import Visit


class MeaningForm(EditorForm):
    """One state. The ids of its controls name the state, for all stand on one page."""

    name = forms.CharField(label=_("Name"), max_length=64)
    color = forms.CharField(
        label=_("Colour"), required=False, widget=forms.TextInput(attrs={"type": "color"})
    )
    description = forms.CharField(label=_("What it means"), required=False, widget=forms.Textarea)

    def __init__(self, data: Any, node: Node) -> None:
        super().__init__(data, node, {})
        self.status = node["status"]
        self.auto_id = f"id_{self.status}_%s"


def thread_states(visit: Visit) -> HttpResponse:
    """Show all states, and take the form of one; GET and POST."""
    values = visit.request.POST
    chosen = values.get("status", "")
    states = [
        MeaningForm(values if node["status"] == chosen else None, node)
        for node in visit.ask("thread_meanings")["orderThreadStatusMeanings"]
    ]
    for form in states:
        if form.is_valid():
            done = visit.change("thread_meaning_update", status=form.status, input=form.as_input())
            if done.is_done:
                return visit.to("thread-states", "saved")
            form.take_errors(done.errors)
    status = 422 if any(form.errors for form in states) else 200
    return visit.page("thread_states.html", {"states": states}, status=status)
