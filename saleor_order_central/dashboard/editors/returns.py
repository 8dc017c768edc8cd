"""Reasons and policies of returns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..forms import WordList, choices_of
from .editor import Column, Editor, EditorForm, Node

DISPOSITIONS = ("RESTOCK", "QUARANTINE", "SCRAP", "MISSING", "WRONG_ITEM")
RESOLUTIONS = ("REFUND", "VOUCHER", "EXCHANGE", "REPAIR", "KEEP_ITEM")


class ReasonForm(EditorForm):
    """Why goods come back, or why a return is refused."""

    only_new = ("slug",)

    name = forms.CharField(label=_("Name"), max_length=250)
    slug = forms.SlugField(label=_("Name for programs"), required=False, max_length=64)
    requires_note = forms.BooleanField(label=_("Needs words"), required=False)
    requires_photo = forms.BooleanField(label=_("Needs a photo"), required=False)
    waives_fees = forms.BooleanField(label=_("Costs no fees"), required=False)
    for_decline = forms.BooleanField(label=_("To refuse a return"), required=False)
    default_disposition = forms.ChoiceField(
        label=_("Suggested finding"), required=False, choices=choices_of(DISPOSITIONS, empty=_("None"))
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)
    sort_order = forms.IntegerField(label=_("Place in the list"), required=False, min_value=0)


class PolicyForm(EditorForm):
    """How goods may come back."""

    name = forms.CharField(label=_("Name"), max_length=100)
    priority = forms.IntegerField(label=_("Priority"), required=False, help_text=_("The highest one counts."))
    channels = WordList(
        label=_("Channels"), required=False, help_text=_("Slugs with commas; empty: all channels.")
    )
    countries = WordList(label=_("Countries"), required=False, help_text=_("Two letters each, with commas."))
    window_days = forms.IntegerField(
        label=_("Days to return"), required=False, min_value=0, help_text=_("Empty: no limit.")
    )
    window_starts_from = forms.ChoiceField(
        label=_("Counted from"),
        choices=[
            ("DELIVERED", _("Delivered")),
            ("SHIPPED", _("Shipped")),
            ("ORDER_PLACED", _("Order placed")),
        ],
    )
    requires_delivery = forms.BooleanField(label=_("Only after delivery is known"), required=False)
    is_final_sale = forms.BooleanField(label=_("Excluded from returns"), required=False)
    resolutions = forms.MultipleChoiceField(
        label=_("Outcomes on offer"),
        required=False,
        choices=choices_of(RESOLUTIONS),
        widget=forms.CheckboxSelectMultiple,
    )
    fee_percent = forms.DecimalField(label=_("Fee in percent"), required=False, min_value=0, max_value=100)
    fixed_fee = forms.DecimalField(label=_("Fixed fee"), required=False, min_value=0)
    fee_currency = forms.CharField(label=_("Currency of the fixed fee"), required=False, max_length=3)
    label_payer = forms.ChoiceField(
        label=_("Way back is paid by"), choices=[("SHOP", _("Shop")), ("CUSTOMER", _("Customer"))]
    )
    allow_guests = forms.BooleanField(label=_("Guests may ask"), required=False)
    requires_photos = forms.BooleanField(label=_("Needs photos"), required=False)
    auto_approve = forms.BooleanField(label=_("Accepted at once"), required=False)
    expiry_days = forms.IntegerField(
        label=_("Ends after days without parcel"), required=False, min_value=1, help_text=_("Empty: never.")
    )
    reminder_days = forms.IntegerField(
        label=_("Reminder days before that"), required=False, min_value=1, help_text=_("Empty: none.")
    )
    instructions = forms.CharField(label=_("How to send the goods"), required=False, widget=forms.Textarea)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    @classmethod
    def initial_of(cls, node: Node) -> dict[str, Any]:
        """A fee is an amount with its currency."""
        fee = node["fixedFee"] or {}
        return {
            **super().initial_of(node),
            "fixed_fee": fee.get("amount"),
            "fee_currency": fee.get("currency", ""),
        }


EDITORS = (
    Editor(
        name="return-reasons",
        title=_("Reasons of returns"),
        one=_("Reason"),
        listed="orderReturnReasons",
        node=(
            "id slug name requiresNote requiresPhoto waivesFees forDecline defaultDisposition isActive "
            "sortOrder translations { languageCode name }"
        ),
        change="orderReturnReason",
        columns=(
            Column(_("Name"), "name"),
            Column(_("To refuse a return"), "forDecline", "flag"),
            Column(_("Needs a photo"), "requiresPhoto", "flag"),
            Column(_("Costs no fees"), "waivesFees", "flag"),
            Column(_("In use"), "isActive", "flag"),
        ),
        form=ReasonForm,
        texts=(("name", _("Name")),),
        texts_apart=True,
    ),
    Editor(
        name="return-policies",
        title=_("Return policies"),
        one=_("Policy"),
        listed="orderReturnPolicies",
        node=(
            "id name channels countries windowDays windowStartsFrom requiresDelivery isFinalSale resolutions "
            "fixedFee { amount currency } feePercent labelPayer allowGuests requiresPhotos autoApprove "
            "expiryDays reminderDays instructions priority isActive"
        ),
        change="orderReturnPolicy",
        columns=(
            Column(_("Name"), "name"),
            Column(_("Priority"), "priority"),
            Column(_("Days to return"), "windowDays"),
            Column(_("Countries"), "countries"),
            Column(_("In use"), "isActive", "flag"),
        ),
        form=PolicyForm,
    ),
)
