"""Packing slips as PDF: an A6 page for each parcel, and more where its lines need them (001-09)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext, gettext_noop

from ..documents.paper import A6, MILLIMETRE, Paper
from ..language import speaking
from .barcodes import bars
from .packing import PackingSlip, SlipAddress, SlipLine

MARGIN = 6 * MILLIMETRE
BAR_HEIGHT = 15 * MILLIMETRE
# Narrower bars are not read reliably; wider ones take room without use.
NARROWEST, WIDEST = 0.19 * MILLIMETRE, 0.45 * MILLIMETRE
QUIET_MODULES = 10

TITLE = "Packing slips"
FROM = gettext_noop("From")
TO = gettext_noop("To")
ORDER = gettext_noop("Order %(number)s")
INVOICE = gettext_noop("Invoice %(number)s")
WEIGHT = gettext_noop("Weight %(kilograms)s kg")
PHONE = gettext_noop("Phone %(number)s")
SKU = gettext_noop("SKU %(sku)s")


def slips_pdf(slips: Iterable[PackingSlip]) -> bytes:
    """Return one document. Raises FEATURE_DISABLED without the packages for documents."""
    paper = Paper(A6, margin=MARGIN, title=TITLE)
    for slip in slips:
        with speaking(slip.language):
            _draw(paper, slip)
    return paper.finish()


def _draw(paper: Paper, slip: PackingSlip) -> None:
    order = gettext(ORDER) % {"number": slip.order_number}

    def heading(further: Paper) -> None:
        # One line of it: a heading that fills its page would never end.
        name = f"{order} · {slip.code}" if slip.code else order
        for line in further.wrapped(name, size=8, bold=True, width=further.width)[:1]:
            further.text(line, size=8, bold=True)
        further.rule()

    paper.heading = heading
    paper.new_page()
    if slip.sender is not None or slip.sender_contact:
        paper.text(gettext(FROM), size=6)
        _address(paper, slip.sender, size=8)
        if slip.sender_contact:
            paper.text(slip.sender_contact, size=7)
        paper.rule()
    paper.text(gettext(TO), size=6)
    _address(paper, slip.recipient, size=12)
    if slip.recipient_phone:
        paper.text(gettext(PHONE) % {"number": slip.recipient_phone}, size=8)
    paper.rule()
    _tracking(paper, slip)
    paper.text(" · ".join([order, *_facts(slip)]), size=9, bold=True)
    for line in slip.lines:
        _line(paper, line)


def _facts(slip: PackingSlip) -> list[str]:
    found = []
    if slip.invoice_number:
        found.append(gettext(INVOICE) % {"number": slip.invoice_number})
    if slip.grams is not None:
        found.append(gettext(WEIGHT) % {"kilograms": f"{slip.grams / 1000:.2f}"})
    return found


def _address(paper: Paper, address: SlipAddress | None, *, size: float) -> None:
    for place, line in enumerate(address.lines if address else ()):
        paper.text(line, size=size, bold=place == 0)


def _tracking(paper: Paper, slip: PackingSlip) -> None:
    if not (slip.carrier_name or slip.code):
        return
    if slip.carrier_name:
        paper.text(slip.carrier_name, size=10, bold=True)
    if slip.barcode:
        _barcode(paper, slip.barcode)
    if slip.code:
        paper.text(slip.code, size=10)
    paper.rule()


def _barcode(paper: Paper, code: str) -> None:
    """Draw the bars as wide as the page allows, with the quiet zones that scanners need; else none."""
    drawn = barcode_drawing(code, paper.width)
    if drawn is None:
        return
    paper.need(BAR_HEIGHT + 4)
    drawn.drawOn(paper.canvas, paper.margin, paper.top - BAR_HEIGHT)
    paper.top -= BAR_HEIGHT + 4


def barcode_drawing(code: str, width: float) -> Any:
    """Return the bars of a code, None when they would be too narrow to read."""
    from reportlab.graphics.barcode.code128 import Code128

    text = bars(code)
    modules = Code128(text, barWidth=1, quiet=0).width + 2 * QUIET_MODULES
    bar = min(width / modules, WIDEST)
    if bar < NARROWEST:
        return None
    quiet = QUIET_MODULES * bar
    return Code128(text, barWidth=bar, barHeight=BAR_HEIGHT, quiet=1, lquiet=quiet, rquiet=quiet)


def _line(paper: Paper, line: SlipLine) -> None:
    name = f"{line.product_name} ({line.variant_name})" if line.variant_name else line.product_name
    indent = 11 * MILLIMETRE
    paper.beside(f"{line.quantity} ×", size=9, bold=True)
    paper.text(name or "–", size=9, indent=indent)
    if line.sku:
        paper.text(gettext(SKU) % {"sku": line.sku}, size=7, indent=indent)
