"""Statements of withdrawal, and when the function is on. Needs legal review."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ..channel_form import ChannelForm, ChannelPage, channel_page, switch
from ..editors.editor import Node
from ..forms import WordList, camel_case
from ..paging import nodes, window
from ..visit import Refused, Visit

STATUSES = ("ACKNOWLEDGED", "COMPLETED", "INVALID")
_TEXTS = ("button_label", "confirm_label", "excluded_reason")
_KEYS = ("excluded_products", "excluded_product_types", "excluded_categories")


class WithdrawalForm(ChannelForm):
    """The function in one channel."""

    period_days = forms.IntegerField(label=_("Days to withdraw"), min_value=1, max_value=3650)
    button_label = forms.CharField(label=_("First control"), required=False, max_length=100)
    confirm_label = forms.CharField(label=_("Confirming control"), required=False, max_length=100)
    excluded_products = WordList(label=_("Products without the right"), required=False)
    excluded_product_types = WordList(label=_("Product types without the right"), required=False)
    excluded_categories = WordList(
        label=_("Categories without the right"),
        required=False,
        help_text=_("Keys of Saleor's database with commas; categories with those below them."),
    )
    excluded_reason = forms.CharField(label=_("Why they have none"), required=False, max_length=500)

    def __init__(self, data: Any, node: Node, channel: str) -> None:
        super().__init__(data, node, channel)
        self.fields["is_enabled"] = switch(_("Withdrawal function"), "", is_on=node["isEnabled"])
        self.fields["exclude_business_customers"] = switch(
            _("Leave business customers out"), "", is_on=node["excludeBusinessCustomers"]
        )
        self.order_fields(["is_enabled", "period_days", "exclude_business_customers"])

    @classmethod
    def initial_of(cls, node: Node) -> dict[str, Any]:
        """The switches begin on their own."""
        return {name: node[camel_case(name)] for name in ("period_days", *_TEXTS, *_KEYS)}

    def _value(self, name: str) -> Any:
        is_switch = name in ("is_enabled", "exclude_business_customers")
        return self.cleaned_data[name] == "on" if is_switch else super()._value(name)


def _read(visit: Visit, channel: str) -> Node:
    return visit.one("withdrawal_settings", channel=channel or None)


def _save(visit: Visit, channel: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    return visit.change("withdrawal_settings_update", channel=channel or None, input=values).errors


_PAGE = ChannelPage(
    name="withdrawal-settings",
    title=_("Withdrawal function"),
    form=WithdrawalForm,
    read=_read,
    save=_save,
    hint=_("Needs legal review: have texts, period and exceptions checked before you switch it on."),
)


def withdrawal_settings(visit: Visit) -> HttpResponse:
    """Show and change the function; GET and POST."""
    return channel_page(visit, _PAGE)


def withdrawals(visit: Visit) -> HttpResponse:
    """Show the statements; GET."""
    search = visit.request.GET.get("search", "")
    found = visit.one("withdrawals", search=search or None, **window(visit.request.GET))
    context = {"found": found, "statements": nodes(found), "search": search, "statuses": STATUSES}
    return visit.page("withdrawals.html", context)


def set_status(visit: Visit, statement: str) -> HttpResponse:
    """Say what became of a statement; POST."""
    values = visit.request.POST
    note = values.get("note", "").strip() or None
    done = visit.change("withdrawal_status", id=statement, status=values.get("status", ""), note=note)
    if not done.is_done:
        raise Refused(done.errors[0]["message"])
    return visit.to("withdrawals", "saved")
