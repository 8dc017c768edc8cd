"""Settings that the shop has once and each channel may have of its own: one form, a tab for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ..host import get_host
from .editors.editor import EditorForm, Node
from .visit import PageMissing, Visit


class ChannelForm(EditorForm):
    """Base: begins with what counts in the channel, and sends only what was changed."""

    def __init__(self, data: Any, node: Node, channel: str) -> None:
        super().__init__(data, node, {})
        self.channel = channel


@dataclass(frozen=True, slots=True)
class ChannelPage:
    """`name` is that of the page, `read` returns what counts in a channel, `save` sends an input."""

    name: str
    title: Any
    form: type[ChannelForm]
    read: Callable[[Visit, str], Node]
    save: Callable[[Visit, str, dict[str, Any]], list[dict[str, Any]]]
    template: str = "channel_form.html"
    hint: Any = ""
    extra: Callable[[Visit, ChannelForm], dict[str, Any]] | None = None


def channel_page(visit: Visit, kind: ChannelPage) -> HttpResponse:
    """Show the form of the channel that the address names, or take it; GET and POST."""
    values = visit.request.POST
    channel = visit.request.GET.get("channel", "")
    channels = channels_of()
    if channel and channel not in channels:
        raise PageMissing
    node = kind.read(visit, channel)
    form = kind.form(values or None, node, channel)
    if form.is_valid() and "preview" not in values:
        errors = kind.save(visit, channel, form.as_input())
        if not errors:
            query = {name: value for name, value in visit.request.GET.items() if name != "told"}
            return visit.to(kind.name, "saved", query=query)
        form.take_errors(errors)
    context = {
        "kind": kind,
        "form": form,
        "node": node,
        "channel": channel,
        "channels": channels,
        **(kind.extra(visit, form) if kind.extra else {}),
    }
    return visit.page(kind.template, context, status=422 if form.errors else 200)


def channels_of() -> list[str]:
    """Return the slugs of the channels, none on hosts without."""
    host = get_host()
    return sorted(host.channel_slugs()) if host.capabilities.channels else []


def switch(label: Any, channel: str, *, is_on: bool, is_own: bool = True) -> forms.ChoiceField:
    """Return a choice of on and off; a channel may also leave it to the shop."""
    choices = [("on", _("On")), ("off", _("Off"))]
    if channel:
        choices = [("", _("As the shop has it")), *choices]
    initial = "" if channel and not is_own else ("on" if is_on else "off")
    return forms.ChoiceField(label=label, choices=choices, initial=initial, required=False)
