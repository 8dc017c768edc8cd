"""What is told of a refund: the order's history, other programs, and the customer in one message."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from ..credit_notes.links import credit_note_url
from ..credit_notes.models import OrderCreditNote
from ..events import CentralEvent, EventName, publish
from ..host.facts import OrderFacts
from ..language import speaking, supported_language
from ..notifications.compose import TOO_OLD_AFTER, compose
from ..notifications.contexts import load_message_contexts
from ..notifications.locale_text import day_text, money_text
from ..notifications.messages import Notice
from ..notifications.models import ChannelKind, Occasion
from ..notifications.outbox import store_drafts
from ..statuses.desk import open_desk
from ..timeline.history import refund_entry, write
from ..timeline.models import OrderEntry
from ..timeline.view import Visibility
from ..vouchers.models import OrderVoucher
from .models import OrderRefund


def tell_done(
    refund: OrderRefund, facts: OrderFacts, *, voucher: OrderVoucher | None, note: OrderCreditNote | None
) -> str:
    """Write the entry, publish the events and queue the message; inside the transaction of the refund.

    Returns what was given in the customer's words. A refund that completes a return has no message of its
    own: that of the return says it all.
    """
    language = supported_language(facts.language_code)
    values = _values(refund, voucher, note, language)
    with speaking(language):
        subject = gettext("Voucher given: %(amount)s") if voucher else gettext("Refund: %(amount)s")
        message = "\n".join(_details(voucher, note, values))
    subject = subject % {"amount": values["refund.amount"]}
    entry = _entry(refund, subject, message, Visibility.CUSTOMER)
    write([entry])
    publish(_events(refund, voucher, note))
    if not refund.completes_return:
        _queue(refund, facts, values, entry, is_more_than_money=voucher is not None or note is not None)
    return "\n".join(filter(None, (subject, message, values["refund.credit_note_link"])))


def tell_failed(refund: OrderRefund, facts: OrderFacts) -> None:
    """Let staff read why the money did not go back; the customer hears nothing."""
    language = supported_language(facts.language_code)
    amount = money_text(refund.amount or refund.voucher_value, refund.currency, language)
    with speaking(language):
        subject = gettext("Refund failed: %(amount)s") % {"amount": amount}
    write([_entry(refund, subject, refund.reason, Visibility.STAFF)])


def tell_found(refund: OrderRefund, facts: OrderFacts) -> None:
    """Let staff read of a refund that was made in Saleor itself; Saleor told the customer.

    Refunds from before the plugin was there are no news for other programs.
    """
    language = supported_language(facts.language_code)
    with speaking(language):
        subject = gettext("Refund made in Saleor: %(amount)s")
    shown = subject % {"amount": money_text(refund.amount, refund.currency, language)}
    write([_entry(refund, shown, refund.reference, Visibility.STAFF)])
    if timezone.now() - refund.created_at <= TOO_OLD_AFTER:
        publish(_events(refund, None, None))


def _values(
    refund: OrderRefund, voucher: OrderVoucher | None, note: OrderCreditNote | None, language: str
) -> dict[str, str]:
    until = voucher.valid_until if voucher else None
    return {
        "refund.amount": money_text(refund.amount or refund.voucher_value, refund.currency, language),
        "refund.voucher": voucher.code if voucher else "",
        "refund.voucher_until": day_text(until, language) if until else "",
        "refund.credit_note": note.number if note else "",
        "refund.credit_note_link": credit_note_url(note.pk, purpose="mail") if note else "",
        "comment": "",
    }


def _details(voucher: OrderVoucher | None, note: OrderCreditNote | None, values: dict[str, str]) -> list[str]:
    details = []
    # Not the code: whoever opens the link of a mail reads the history, and a code is as good as money.
    if voucher is not None and values["refund.voucher_until"]:
        details.append(gettext("Valid until %(date)s") % {"date": values["refund.voucher_until"]})
    if note is not None:
        details.append(gettext("Credit note: %(number)s") % {"number": note.number})
    return details


def _entry(refund: OrderRefund, subject: str, message: str, visibility: Visibility) -> OrderEntry:
    return refund_entry(
        refund.order_id,
        author=refund.author,
        visibility=visibility,
        date=refund.settled_at,
        subject=subject,
        message=message,
    )


def _events(
    refund: OrderRefund, voucher: OrderVoucher | None, note: OrderCreditNote | None
) -> list[CentralEvent]:
    def one(name: EventName, **payload: Any) -> CentralEvent:
        return CentralEvent(name, refund.order_id, {"refund": refund.pk, **payload})

    events = []
    if voucher is None:
        money = {"amount": str(refund.amount), "currency": refund.currency, "status": refund.status}
        events.append(one(EventName.ORDER_REFUND_DONE, **money))
    else:
        value = {"code": voucher.code, "value": str(voucher.value), "currency": voucher.currency}
        events.append(one(EventName.ORDER_VOUCHER_ISSUED, **value))
    if note is not None:
        events.append(one(EventName.ORDER_CREDIT_NOTE_ISSUED, number=note.number))
    return events


def _queue(
    refund: OrderRefund,
    facts: OrderFacts,
    values: dict[str, str],
    entry: OrderEntry,
    *,
    is_more_than_money: bool,
) -> None:
    """Queue the one message. Saleor's own mail about money knows of no voucher and no credit note."""
    desk = open_desk()
    context = load_message_contexts({facts.order_pk: facts}, desk.settings, using="default")[facts.order_pk]
    notice = Notice(
        occasion=Occasion.REFUND_DONE,
        key=f"refund:{refund.pk}",
        values=values,
        modes=refund.notify_modes,
        defaults=(ChannelKind.EMAIL,),
        fact="" if is_more_than_money or not refund.source_key else "REFUNDED",
        happened_at=desk.now,
    )
    drafts = compose(notice, context, desk.settings, desk.templates, now=desk.now)
    store_drafts([(draft, entry) for draft in drafts], settings=desk.settings)
