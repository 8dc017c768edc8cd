"""Statuses with their workflow, and the rules that set them by themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms import WordList, choices_of
from ..paging import nodes
from .editor import Column, Editor, EditorForm, Node

TYPES = ("IN_PROGRESS", "CONCLUDED", "CANCELED")
FACTS = ("NONE", "PAID", "PREPARING", "READY_TO_SHIP", "SENT", "DELIVERED", "CANCELED", "REFUNDED")
RULE_FACTS = ("CREATED", "PAID", "SENT", "DELIVERED", "CANCELED", "REFUNDED")
REQUIREMENTS = ("PAID", "INVOICE", "TRACKING", "SHIPPED")
AUDIENCES = [("CUSTOMER", _("Customer and staff")), ("STAFF", _("Staff only"))]
_NOTHING = ("", _("None"))


class StatusForm(EditorForm):
    """A status, what it means, who hears of it, and what may follow."""

    only_new = ("slug",)
    nullable = ("next_statuses",)

    name = forms.CharField(label=_("Name for staff"), max_length=64)
    slug = forms.SlugField(label=_("Name for programs"), required=False, max_length=64)
    type = forms.ChoiceField(label=_("Meaning"), choices=choices_of(TYPES, empty=_("None")), required=False)
    fact = forms.ChoiceField(label=_("Fact that it states"), choices=choices_of(FACTS))
    color = forms.CharField(
        label=_("Colour"), required=False, widget=forms.TextInput(attrs={"type": "color"})
    )
    is_active = forms.BooleanField(label=_("Can be chosen"), required=False, initial=True)
    visibility = forms.ChoiceField(label=_("Who sees it"), choices=AUDIENCES)
    customer_label = forms.CharField(label=_("Name for the customer"), required=False)
    customer_description = forms.CharField(
        label=_("Explanation for the customer"), required=False, widget=forms.Textarea
    )
    any_may_follow = forms.BooleanField(label=_("Any status may follow"), required=False, initial=True)
    next_statuses = forms.MultipleChoiceField(
        label=_("These may follow"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Counts when not any may follow. None chosen: the status is final."),
    )
    requirements = forms.MultipleChoiceField(
        label=_("What an order must have before"),
        required=False,
        choices=choices_of(REQUIREMENTS),
        widget=forms.CheckboxSelectMultiple,
    )
    notify_by_default = forms.MultipleChoiceField(
        label=_("Who tells the customer by default"),
        required=False,
        choices=choices_of(("EMAIL", "SMS")),
        widget=forms.CheckboxSelectMultiple,
    )
    message_template = forms.ChoiceField(
        label=_("Template of the message"), required=False, choices=[_NOTHING]
    )
    silent_after_hours = forms.IntegerField(
        label=_("Hours without news until it counts as silent"), required=False, min_value=1
    )
    silent_template = forms.ChoiceField(
        label=_("Template when it becomes silent"), required=False, choices=[_NOTHING]
    )
    channels = WordList(
        label=_("Channels"), required=False, help_text=_("Slugs with commas; empty: all channels.")
    )
    payment_gateways = WordList(label=_("Payment gateways that begin here"), required=False)

    @classmethod
    def initial_of(cls, node: Node) -> dict[str, Any]:
        """Templates are named by their slugs; no list of statuses means that any may follow."""
        return {
            **super().initial_of(node),
            "message_template": (node["messageTemplate"] or {}).get("slug", ""),
            "silent_template": (node["silentTemplate"] or {}).get("slug", ""),
            "any_may_follow": node["nextStatuses"] is None,
            "next_statuses": node["nextStatuses"] or [],
        }

    def as_input(self) -> dict[str, Any]:
        """Two fields of the form say one thing of the API."""
        values = super().as_input()
        values.pop("anyMayFollow", None)
        if self.is_new or {"any_may_follow", "next_statuses"} & set(self.changed_data):
            is_free = self.cleaned_data["any_may_follow"]
            values["nextStatuses"] = None if is_free else self.cleaned_data["next_statuses"]
        return values


class RuleForm(EditorForm):
    """When a fact becomes true, orders get a status."""

    fact = forms.ChoiceField(label=_("When"), choices=choices_of(RULE_FACTS))
    status = forms.ChoiceField(label=_("Status"), choices=[])
    channels = WordList(
        label=_("Channels"), required=False, help_text=_("Slugs with commas; empty: all channels.")
    )
    payment_gateways = WordList(label=_("Payment gateways"), required=False, help_text=_("Empty: all."))
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    @classmethod
    def initial_of(cls, node: Node) -> dict[str, Any]:
        """A status is named by its slug."""
        return {**super().initial_of(node), "status": (node["status"] or {}).get("slug", "")}


def _choices(visit: Any) -> dict[str, list[tuple[str, Any]]]:
    found = visit.ask("change_options")
    templates = [(one["slug"], one["name"]) for one in nodes(found["orderMessageTemplates"])]
    statuses = [(one["slug"], one["name"]) for one in nodes(found["orderStatusDefinitions"])]
    return {"message_template": templates, "silent_template": templates, "next_statuses": statuses}


def _rule_choices(visit: Any) -> dict[str, list[tuple[str, Any]]]:
    found = nodes(visit.ask("change_options")["orderStatusDefinitions"])
    return {"status": [(one["slug"], one["name"]) for one in found]}


def _readiness(visit: Any, node: Node | None) -> dict[str, Any]:
    return {"readiness": visit.one("readiness")} if node is None else {}


EDITORS = (
    Editor(
        name="statuses",
        title=_("Statuses"),
        one=_("Status"),
        listed="orderStatusDefinitions",
        node=(
            "id slug name kind type fact color isDefault isActive visibility customerLabel "
            "customerDescription "
            "channels nextStatuses requirements paymentGateways notifyByDefault messageTemplate { slug } "
            "silentTemplate { slug } silentAfterHours ordersCount "
            "translations { languageCode name customerLabel customerDescription }"
        ),
        change="orderStatusDefinition",
        columns=(
            Column(_("Name"), "name"),
            Column(_("Meaning"), "type", "word"),
            Column(_("Fact that it states"), "fact", "word"),
            Column(_("Customers read"), "customerLabel"),
            Column(_("Kind"), "kind", "word"),
            Column(_("In use"), "isActive", "flag"),
            Column(_("Default"), "isDefault", "flag"),
            Column(_("Orders"), "ordersCount"),
        ),
        form=StatusForm,
        choices=_choices,
        is_ordered=True,
        texts=(
            ("name", _("Name for staff")),
            ("customer_label", _("Name for the customer")),
            ("customer_description", _("Explanation for the customer")),
        ),
        panel="readiness.html",
        extra=_readiness,
    ),
    Editor(
        name="rules",
        title=_("Automatic statuses"),
        one=_("Rule"),
        listed="orderStatusRules",
        node="id fact status { slug name } channels paymentGateways isActive",
        change="orderStatusRule",
        columns=(
            Column(_("When"), "fact", "word"),
            Column(_("Status"), "status.name"),
            Column(_("Channels"), "channels"),
            Column(_("Payment gateways"), "paymentGateways"),
            Column(_("In use"), "isActive", "flag"),
        ),
        form=RuleForm,
        label="fact",
        hint=_("Rules are asked from the top; the first one that fits counts."),
        choices=_rule_choices,
    ),
)
