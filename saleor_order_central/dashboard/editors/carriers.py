"""Carriers, and hosts whose tracking pages may be shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms import LineList, WordList
from .editor import Column, Editor, EditorForm, Node


class CarrierForm(EditorForm):
    """A carrier of the shop, or the switch of one that is built in."""

    only_new = ("code",)

    code = forms.SlugField(label=_("Name for programs"), required=False, max_length=32)
    name = forms.CharField(label=_("Name"), max_length=100)
    url_template = forms.CharField(
        label=_("Address of its page"), required=False, help_text=_("{code} stands for the tracking code.")
    )
    patterns = LineList(
        label=_("Forms of its codes"),
        required=False,
        help_text=_("One a line, in the notation of the documentation."),
    )
    countries = WordList(label=_("Countries"), required=False, help_text=_("Two letters each, with commas."))
    is_enabled = forms.BooleanField(label=_("In use"), required=False, initial=True)
    channels = WordList(
        label=_("Channels"), required=False, help_text=_("Slugs with commas; empty: all channels.")
    )


class HostForm(EditorForm):
    """A host that links may lead to."""

    host = forms.CharField(label=_("Host"), help_text=_("Such as tracking.example.com."))
    path_prefix = forms.CharField(label=_("Beginning of the path"), required=False)
    include_subdomains = forms.BooleanField(label=_("Hosts below it too"), required=False)
    allow_embed = forms.BooleanField(label=_("May be embedded"), required=False, initial=True)
    note = forms.CharField(label=_("Note"), required=False)


def _classified(visit: Any, node: Node | None) -> dict[str, Any]:
    """Return what the shop would make of a code that staff tries."""
    code = visit.request.GET.get("code", "").strip()
    if node is not None or not code:
        return {}
    return {"code": code, "link": visit.ask("classify", code=code)["orderTrackingClassify"]}


EDITORS = (
    Editor(
        name="carriers",
        title=_("Carriers"),
        one=_("Carrier"),
        listed="orderTrackingCarriers",
        node="id code name countries urlTemplate patterns isBuiltIn isEnabled channels supportsHistory",
        change="orderTrackingCarrier",
        columns=(
            Column(_("Name"), "name"),
            Column(_("Name for programs"), "code"),
            Column(_("Countries"), "countries"),
            Column(_("Built in"), "isBuiltIn", "flag"),
            Column(_("In use"), "isEnabled", "flag"),
            Column(_("Follows parcels"), "supportsHistory", "flag"),
        ),
        form=CarrierForm,
        panel="classify.html",
        extra=_classified,
    ),
    Editor(
        name="trusted-links",
        title=_("Trusted links"),
        one=_("Trusted link"),
        listed="orderTrustedTrackingHosts",
        node="id host pathPrefix includeSubdomains allowEmbed isBuiltIn note",
        change="orderTrustedTrackingHost",
        columns=(
            Column(_("Host"), "host"),
            Column(_("Beginning of the path"), "pathPrefix"),
            Column(_("Hosts below it too"), "includeSubdomains", "flag"),
            Column(_("May be embedded"), "allowEmbed", "flag"),
            Column(_("Built in"), "isBuiltIn", "flag"),
        ),
        form=HostForm,
        label="host",
    ),
)
