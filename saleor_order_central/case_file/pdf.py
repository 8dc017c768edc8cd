"""A case file on paper: the same document as the JSON, part by part."""

from typing import Any

from django.utils.translation import gettext, gettext_noop

from ..documents.paper import A4, MILLIMETRE, Paper
from ..language import speaking, supported_language

MARGIN = 18 * MILLIMETRE
STEP = 5 * MILLIMETRE
TITLE = gettext_noop("Case file of order %(number)s")
NAMES = {
    "order": gettext_noop("Order"),
    "timeline": gettext_noop("Steps"),
    "history": gettext_noop("History"),
    "parcels": gettext_noop("Parcels"),
    "invoices": gettext_noop("Invoices"),
    "conversation": gettext_noop("Conversation"),
    "messages": gettext_noop("Messages"),
    "feedback": gettext_noop("Feedback"),
    "returns": gettext_noop("Returns"),
    "refunds": gettext_noop("Refunds"),
    "creditNotes": gettext_noop("Credit notes"),
    "vouchers": gettext_noop("Vouchers"),
}


def case_file_pdf(document: dict[str, Any]) -> bytes:
    """Return the document as PDF. Raises FEATURE_DISABLED without the packages for documents."""
    with speaking(supported_language(document["order"].get("language", ""))):
        title = gettext(TITLE) % {"number": document["order"]["number"]}
        paper = Paper(A4, margin=MARGIN, title=title)
        paper.heading = lambda further: _heading(further, title)
        paper.text(title, size=16, bold=True)
        paper.text(document["generatedAt"], size=8)
        for name, part in document.items():
            if isinstance(part, (dict, list)):
                paper.skip(10)
                paper.text(gettext(NAMES[name]) if name in NAMES else name, size=12, bold=True)
                paper.rule()
                _value(paper, part, 0)
    return paper.finish()


def _heading(paper: Paper, title: str) -> None:
    paper.text(title[:80], size=8, bold=True)
    paper.rule()


def _value(paper: Paper, value: Any, depth: int) -> None:
    """Write what is inside, each level a step to the right; none is deeper than a page is wide."""
    if isinstance(value, dict):
        for name, inner in value.items():
            _named(paper, name, inner, depth)
    elif isinstance(value, list):
        for inner in value:
            _value(paper, inner, depth)
            paper.skip(3)
    else:
        _lines(paper, str(value), depth)


def _named(paper: Paper, name: str, value: Any, depth: int) -> None:
    if isinstance(value, dict) and set(value) == {"amount", "currency"}:
        value = f"{value['amount']} {value['currency']}"
    if isinstance(value, (dict, list)):
        _lines(paper, f"{name}:", depth)
        _value(paper, value, depth + 1)
    else:
        _lines(paper, f"{name}: {value}", depth)


def _lines(paper: Paper, text: str, depth: int) -> None:
    for line in text.split("\n"):
        paper.text(line, size=8, indent=min(depth, 8) * STEP)
