"""Templates of messages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..paging import nodes
from .editor import Column, Editor, EditorForm, Node


class TemplateForm(EditorForm):
    """Texts with variables between double braces."""

    only_new = ("slug",)

    name = forms.CharField(label=_("Name"), max_length=100)
    slug = forms.SlugField(label=_("Name for programs"), required=False, max_length=64)
    subject = forms.CharField(label=_("Subject"), required=False)
    body = forms.CharField(
        label=_("E-mail"), required=False, widget=forms.Textarea(attrs={"rows": 10}), strip=False
    )
    sms_body = forms.CharField(label=_("Text message"), required=False, widget=forms.Textarea, strip=False)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)


class ContactForm(EditorForm):
    """Whom customers can choose to write to."""

    only_new = ("slug",)

    name = forms.CharField(label=_("Name"), max_length=100)
    slug = forms.SlugField(label=_("Name for programs"), required=False, max_length=64)
    description = forms.CharField(label=_("What it is for"), required=False, widget=forms.Textarea)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Gets a copy of what customers write.")
    )
    is_active = forms.BooleanField(label=_("Can be chosen"), required=False, initial=True)
    sort_order = forms.IntegerField(label=_("Place in the list"), required=False, min_value=0)


def _variables(visit: Any, node: Node | None) -> dict[str, Any]:
    """Return the variables, and what a customer of the named order would get of the stored template."""
    if visit.request.path.endswith("/templates"):
        return {}
    found = {"variables": visit.ask("variables")["orderMessageTemplateVariables"]}
    number = visit.request.GET.get("number", "").strip()
    if node is None or not number:
        return found
    orders = nodes(visit.ask("order_by_number", number=number)["orderCentrals"])
    preview = (
        visit.ask(
            "message_preview",
            order=orders[0]["order"]["id"],
            input={"occasion": "EVENT", "template": node["slug"]},
        )["orderNotificationPreview"]
        if orders
        else []
    )
    return {**found, "number": number, "preview": preview}


EDITORS = (
    Editor(
        name="templates",
        title=_("Templates"),
        one=_("Template"),
        listed="orderMessageTemplates",
        node=(
            "id slug name subject body smsBody isBuiltIn isActive variables statuses { slug } "
            "translations { languageCode name subject body smsBody }"
        ),
        change="orderMessageTemplate",
        columns=(
            Column(_("Name"), "name"),
            Column(_("Subject"), "subject"),
            Column(_("Built in"), "isBuiltIn", "flag"),
            Column(_("In use"), "isActive", "flag"),
        ),
        form=TemplateForm,
        texts=(
            ("name", _("Name")),
            ("subject", _("Subject")),
            ("body", _("E-mail")),
            ("sms_body", _("Text message")),
        ),
        panel="variables.html",
        extra=_variables,
    ),
    Editor(
        name="contacts",
        title=_("Contacts"),
        one=_("Contact"),
        listed="orderContactPoints",
        node=(
            "id slug name description email isActive sortOrder unreadCount openCount "
            "translations { languageCode name description }"
        ),
        change="orderContactPoint",
        columns=(
            Column(_("Name"), "name"),
            Column(_("E-mail"), "email"),
            Column(_("In use"), "isActive", "flag"),
            Column(_("Unread"), "unreadCount"),
            Column(_("Open"), "openCount"),
        ),
        form=ContactForm,
        texts=(("name", _("Name")), ("description", _("What it is for"))),
        texts_apart=True,
    ),
)
