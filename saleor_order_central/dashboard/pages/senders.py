"""Who messages come from, and in which language, in the shop and in each channel."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from ..channel_form import ChannelForm, ChannelPage, channel_page
from ..editors.editor import Node
from ..visit import PageMissing, Visit


class SenderForm(ChannelForm):
    """What stays empty is as the shop has it, and for the shop as Saleor has it."""

    sender_name = forms.CharField(label=_("Name of the sender"), required=False, max_length=100)
    sender_email = forms.EmailField(label=_("Address of the sender"), required=False)
    reply_to = forms.EmailField(label=_("Answers go to"), required=False)
    language_code = forms.CharField(
        label=_("Language of messages"),
        required=False,
        max_length=35,
        help_text=_("Such as pl or pt-br; for orders whose own language nobody knows."),
    )
    sender_address = forms.CharField(
        label=_("Sender on packing slips"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
    )


def _read(visit: Visit, channel: str) -> Node:
    found: list[Node] = visit.ask("senders")["orderChannelSettings"]
    node = next((one for one in found if (one["channel"] or "") == channel), None)
    if node is None:
        raise PageMissing
    return node


def _save(visit: Visit, channel: str, values: dict[str, Any]) -> list[dict[str, Any]]:
    return visit.change("sender_update", input={"channel": channel or None, **values}).errors


_PAGE = ChannelPage(
    name="senders",
    title=_("Senders"),
    form=SenderForm,
    read=_read,
    save=_save,
    template="senders.html",
    hint=_("What stays empty is as the shop has it."),
)


def senders(visit: Visit) -> HttpResponse:
    """Show and change the sender; GET and POST."""
    return channel_page(visit, _PAGE)
