"""Issuing credit notes, numbered without gaps (002-55)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from ..documents.address_lines import address_lines
from ..host import get_host
from ..host.facts import OrderFacts
from ..host.refund_lines import currency_digits, rounded
from ..language import speaking, supported_language
from ..notifications.channel_settings import load_channel_book
from ..refunds.models import OrderRefund, OrderRefundLine
from .models import CreditNoteCounter, OrderCreditNote


def issue_credit_note(
    refund: OrderRefund, lines: Sequence[OrderRefundLine], facts: OrderFacts
) -> OrderCreditNote:
    """Write the note of a refund, inside its transaction: when that fails, the number is free again."""
    language = supported_language(facts.language_code)
    with speaking(language):
        rows = [*map(_row, lines), *_unbound_rows(refund, lines)]
    sequence = _next_number(facts.channel)
    prefix = f"CN-{facts.channel}-" if facts.channel else "CN-"
    note: OrderCreditNote = OrderCreditNote.objects.create(
        order_id=refund.order_id,
        refund=refund,
        channel=facts.channel,
        sequence=sequence,
        number=f"{prefix}{sequence:06d}",
        order_number=facts.number,
        customer_name=facts.customer_name,
        language_code=facts.language_code,
        invoice_number=facts.invoices[-1].number if facts.invoices else "",
        return_number=refund.return_request.number if refund.return_request else "",
        **_parties(refund.order_id, facts, language),
        currency=refund.currency,
        lines=rows,
        shipping_net=refund.shipping_net,
        shipping_gross=refund.shipping_gross,
        total_net=sum((Decimal(row["net"]) for row in rows), refund.shipping_net),
        total_gross=sum((Decimal(row["gross"]) for row in rows), refund.shipping_gross),
    )
    return note


def _parties(order_pk: Any, facts: OrderFacts, language: str) -> dict[str, list[str]]:
    """Return who issues the note and for whom, in lines: the channel's own sender, else the shop."""
    packing = get_host().load_packing([order_pk], using="default")[order_pk]
    channels = load_channel_book(get_host().load_shop(using="default"), using="default")
    own = channels.sender_address(facts.channel).split("\n")
    company = address_lines(packing.company, language) if packing.company else (channels.shop.name,)
    payer = address_lines(packing.payer, language) if packing.payer else (facts.customer_name,)
    return {
        "seller": [line for line in (own if any(own) else company) if line],
        "recipient": [line for line in payer if line],
    }


def _next_number(channel: str) -> int:
    """Count one on; the counter's row stays locked until the note is committed."""
    CreditNoteCounter.objects.get_or_create(channel=channel)
    counter = CreditNoteCounter.objects.select_for_update().get(channel=channel)
    counter.last += 1
    counter.save(update_fields=["last"])
    number: int = counter.last
    return number


def _row(line: OrderRefundLine) -> dict[str, Any]:
    return {
        "line": str(line.order_line_id or ""),
        "name": line.name,
        "quantity": line.quantity,
        "net": str(line.net),
        "gross": str(line.gross),
        "tax_rate": str(line.tax_rate),
    }


def _unbound_rows(refund: OrderRefund, lines: Sequence[OrderRefundLine]) -> list[dict[str, Any]]:
    """Return rows for money that is bound to no line, taxed as the named lines are on the whole."""
    gross = sum((line.gross for line in lines), Decimal(0))
    net = sum((line.net for line in lines), Decimal(0))
    digits = currency_digits(refund.currency)
    found = ((gettext("Other amount"), refund.other), (gettext("Fees"), -refund.fees))
    return [
        {
            "line": "",
            "name": name,
            "quantity": 1,
            "net": str(rounded(amount * net / gross, digits) if gross else amount),
            "gross": str(amount),
            "tax_rate": "0",
        }
        for name, amount in found
        if amount
    ]
