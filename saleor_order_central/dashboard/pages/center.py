"""The customers' pages: on or off, how they look, and which feature has a page of ours."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ...activation.features import FeatureCode, FeatureState, shipped_state
from ...center.languages import NAMES
from ..channel_form import ChannelForm, ChannelPage, channel_page, switch
from ..editors.editor import Node
from ..forms import Row, camel_case, choices_of
from ..visit import Visit

_COLORS = ("primary_color", "background_color", "text_color")
_TEXTS = ("title", "intro", "footer")
_ADDRESSES = ("logo_url", "support_url")
_ALL_STATES = tuple(one.value for one in FeatureState)


def _color(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs={"type": "color"}))


def _address(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.URLInput, max_length=500)


class CenterForm(ChannelForm):
    """Looks and texts; the switch and a pair of fields for each feature are made for the channel."""

    primary_color = _color(_("Main colour"))
    background_color = _color(_("Background"))
    text_color = _color(_("Text"))
    forget_colors = forms.BooleanField(label=_("Forget the colours chosen here"), required=False)
    logo_url = _address(_("Address of the logo"))
    support_url = _address(_("Address for help"))
    title = forms.CharField(label=_("Title"), required=False, max_length=120)
    intro = forms.CharField(label=_("Text of the first page"), required=False, widget=forms.Textarea)
    footer = forms.CharField(label=_("Text below every page"), required=False, widget=forms.Textarea)

    def __init__(self, data: Any, node: Node, channel: str) -> None:
        super().__init__(data, node, channel)
        self.fields["is_on"] = switch(
            _("Customers' pages"), channel, is_on=node["isEnabled"], is_own=node["isOwn"]
        )
        self.features = {one["code"]: one["name"] for one in node["features"]}
        for one in node["features"]:
            code = one["code"]
            is_shipped = shipped_state(FeatureCode(code)) is FeatureState.READY
            self.fields[f"state_{code}"] = forms.ChoiceField(
                label=one["name"],
                choices=choices_of(_ALL_STATES[0 if is_shipped else 1 :]),
                initial=one["state"],
            )
            self.fields[f"page_{code}"] = _address(_("Page to use instead"))
            self.fields[f"page_{code}"].initial = one["fallbackUrl"] or ""

    @classmethod
    def initial_of(cls, node: Node) -> dict[str, Any]:
        """Features and the switch begin on their own."""
        names = (*_COLORS, *_ADDRESSES, *_TEXTS)
        return {name: node[camel_case(name)] or "" for name in names}

    def colors(self) -> dict[str, str]:
        """Return the colours of the form under the API's names."""
        return {camel_case(name): self.cleaned_data[name] for name in _COLORS}

    def as_input(self) -> dict[str, Any]:
        """Return the API's input: what was changed."""
        filled, changed = self.cleaned_data, set(self.changed_data)
        values = {camel_case(name): filled[name] for name in (*_COLORS, *_ADDRESSES) if name in changed}
        if filled["forget_colors"]:
            values |= {camel_case(name): "" for name in _COLORS}
        if "is_on" in changed:
            values |= {"isEnabled": filled["is_on"] == "on"} if filled["is_on"] else {"followsShop": True}
        texts = {name: filled[name] for name in _TEXTS if name in changed}
        features = [self._feature(code, changed) for code in self.features]
        return {
            **values,
            **({"texts": [texts]} if texts else {}),
            "features": [one for one in features if len(one) > 1],
        }

    def _feature(self, code: str, changed: set[str]) -> dict[str, str]:
        named = {"state": f"state_{code}", "fallbackUrl": f"page_{code}"}
        said = {name: self.cleaned_data[field] for name, field in named.items() if field in changed}
        return {"code": code, **said}

    def parts(self) -> list[tuple[Any, str, list[Row]]]:
        """Return title, layout and controls of each part of the page."""
        rows = dict(zip(self.fields, self.rows(), strict=True))
        features = tuple(name for name in rows if name.startswith(("state_", "page_")))
        parts = (
            ("", "narrow", ("is_on",)),
            (_("Looks"), "fields", (*_COLORS, "forget_colors")),
            (_("Texts"), "narrow", (*_TEXTS, *_ADDRESSES)),
            (_("Features"), "pairs", features),
        )
        return [(title, layout, [rows[name] for name in names]) for title, layout, names in parts]


def _language(visit: Visit) -> str:
    """Return the language of the texts, "" for those that every language falls back to."""
    language: str = visit.request.GET.get("language", "")
    return language if language in NAMES else ""


def _read(visit: Visit, channel: str) -> Node:
    data = visit.ask("center_settings", channel=channel or None, textLanguage=_language(visit) or None)
    return {**data["settings"], **data["texts"]}


def _save(visit: Visit, channel: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    for text in values.get("texts", ()):
        text["languageCode"] = _language(visit) or None
    return visit.change("center_settings_update", channel=channel or None, input=values).errors


def _extra(visit: Visit, form: ChannelForm) -> dict[str, Any]:
    found: dict[str, Any] = {"languages": NAMES, "language": _language(visit)}
    if "preview" in visit.request.POST and form.is_valid():
        assert isinstance(form, CenterForm)
        found["preview"] = visit.one("color_preview", channel=form.channel or None, **form.colors())
    return found


_PAGE = ChannelPage(
    name="center",
    title=_("Customers' pages"),
    form=CenterForm,
    read=_read,
    save=_save,
    template="center.html",
    extra=_extra,
)


def center(visit: Visit) -> HttpResponse:
    """Show and change how customers see the centre; GET and POST."""
    return channel_page(visit, _PAGE)
