"""Credit notes as PDF. A note never changes, so the same note makes the same file (002-55)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_noop

from ..documents.paper import A4, MILLIMETRE, Paper
from ..language import speaking, supported_language
from ..notifications.locale_text import day_text, money_text
from .models import OrderCreditNote

MARGIN = 20 * MILLIMETRE
# Right ends of the columns of numbers, measured from the right margin.
NET, TAX, GROSS = 52 * MILLIMETRE, 30 * MILLIMETRE, 0.0

CREDIT_NOTE = gettext_noop("Credit note %(number)s")
ISSUED = gettext_noop("Date: %(date)s")
ORDER = gettext_noop("Order: %(number)s")
INVOICE = gettext_noop("Corrects invoice: %(number)s")
RETURN = gettext_noop("Return: %(number)s")
DESCRIPTION = gettext_noop("Description")
NET_AMOUNT = gettext_noop("Net")
TAX_RATE = gettext_noop("Tax")
GROSS_AMOUNT = gettext_noop("Gross")
SHIPPING = gettext_noop("Shipping")
TOTAL = gettext_noop("Total")
OF_WHICH_TAX = gettext_noop("Tax included")


def credit_note_pdf(note: OrderCreditNote) -> bytes:
    """Return the document. Raises FEATURE_DISABLED without the packages for documents."""
    language = supported_language(note.language_code)
    with speaking(language):
        title = gettext(CREDIT_NOTE) % {"number": note.number}
        paper = Paper(A4, margin=MARGIN, title=title)
        paper.heading = lambda further: _heading(further, title)
        _parties(paper, note)
        paper.text(title, size=16, bold=True)
        for fact in _facts(note, language):
            paper.text(fact, size=9)
        paper.skip(12)
        _table(paper, note, language)
    return paper.finish()


def _heading(paper: Paper, title: str) -> None:
    paper.text(title[:80], size=8, bold=True)
    paper.rule()


def _parties(paper: Paper, note: OrderCreditNote) -> None:
    for place, line in enumerate(note.seller):
        paper.text(line, size=9, bold=place == 0)
    paper.skip(18)
    for line in note.recipient or [note.customer_name]:
        paper.text(line, size=10)
    paper.skip(24)


def _facts(note: OrderCreditNote, language: str) -> Iterator[str]:
    yield gettext(ISSUED) % {"date": day_text(note.issued_at, language)}
    yield gettext(ORDER) % {"number": note.order_number}
    if note.invoice_number:
        yield gettext(INVOICE) % {"number": note.invoice_number}
    if note.return_number:
        yield gettext(RETURN) % {"number": note.return_number}


def _table(paper: Paper, note: OrderCreditNote, language: str) -> None:
    def money(amount: Decimal) -> str:
        return money_text(amount, note.currency, language)

    head = [gettext(one) for one in (DESCRIPTION, NET_AMOUNT, TAX_RATE, GROSS_AMOUNT)]
    _row(paper, *head, bold=True)
    paper.rule()
    for row in note.lines:
        net, gross = Decimal(row["net"]), Decimal(row["gross"])
        name = f"{row['quantity']} × {row['name']}" if row["line"] else row["name"]
        _row(paper, name, money(net), _percent(row), money(gross))
    if note.shipping_gross:
        _row(paper, gettext(SHIPPING), money(note.shipping_net), "", money(note.shipping_gross))
    paper.rule()
    _row(paper, gettext(TOTAL), money(note.total_net), "", money(note.total_gross), bold=True)
    _row(paper, gettext(OF_WHICH_TAX), "", "", money(note.total_gross - note.total_net))
    for rate, tax in _taxes(note.lines):
        _row(paper, rate, "", "", money(tax))


def _percent(row: dict[str, Any]) -> str:
    rate = (Decimal(row["tax_rate"]) * 100).normalize()
    return f"{rate:f} %" if rate else ""


def _taxes(rows: Iterable[dict[str, Any]]) -> list[tuple[str, Decimal]]:
    """Return tax of the lines by rate, lowest first; with one rate the total says it already."""
    found: dict[tuple[Decimal, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        if _percent(row):
            tax = Decimal(row["gross"]) - Decimal(row["net"])
            found[Decimal(row["tax_rate"]), _percent(row)] += tax
    return [(rate, tax) for (_, rate), tax in sorted(found.items())] if len(found) > 1 else []


def _row(paper: Paper, name: str, net: str, tax: str, gross: str, *, bold: bool = False) -> None:
    """Write a name in as many lines as it takes; the numbers stand in its first line."""
    size = 9
    width = paper.width - NET - 28 * MILLIMETRE
    for place, line in enumerate(paper.wrapped(name, size=size, bold=bold, width=width)):
        if place == 0:
            for text, end in ((net, NET), (tax, TAX), (gross, GROSS)):
                paper.ending(text, size=size, bold=bold, end=end)
        paper.text(line, size=size, bold=bold)
