"""A case file on paper: the same document as the JSON, part by part, for people."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from ..documents.paper import A4, MILLIMETRE, Paper
from ..language import speaking, supported_language
from ..notifications.locale_text import moment_text, money_text
from .wording import FIELDS, MADE, NO, PAGE, PARTS, TITLE, WITH_MEMOS, YES

MARGIN = 18 * MILLIMETRE
STEP = 5 * MILLIMETRE
DEEPEST = 8
# What an entry of a list is called by, in this order.
_HEADS = ("date", "number", "name", "label", "code", "subject")


def case_file_pdf(document: dict[str, Any]) -> bytes:
    """Return the document as PDF, its moments in the shop's time zone.

    Raises FEATURE_DISABLED without the packages for documents.
    """
    language = supported_language(document["order"].get("language", ""))
    with speaking(language):
        title = gettext(TITLE) % {"number": document["order"]["number"]}
        paper = Paper(A4, margin=MARGIN, title=title)
        paper.heading = lambda further: _heading(further, title)
        paper.footer = lambda number: gettext(PAGE) % {"number": number}
        paper.text(title, size=16, bold=True)
        paper.text(gettext(MADE) % {"date": _moment(document["generatedAt"], language)}, size=8)
        if document["includesMemos"]:
            paper.text(gettext(WITH_MEMOS), size=8, bold=True)
        for name, part in document.items():
            if isinstance(part, (dict, list)):
                _part(paper, gettext(PARTS[name]) if name in PARTS else name, part, language)
    return paper.finish()


def _heading(paper: Paper, title: str) -> None:
    paper.text(title[:80], size=8, bold=True)
    paper.rule()


def _part(paper: Paper, name: str, part: Any, language: str) -> None:
    paper.skip(10)
    # Not alone at the foot of a page.
    paper.need(20 * MILLIMETRE)
    paper.text(name, size=12, bold=True)
    paper.rule()
    _value(paper, part, 0, language)


def _value(paper: Paper, value: Any, depth: int, language: str) -> None:
    """Write what is inside, each level a step to the right; none is deeper than a page is wide."""
    if isinstance(value, dict):
        for name, inner in value.items():
            _named(paper, name, inner, depth, language)
    elif isinstance(value, list):
        for inner in value:
            _entry(paper, inner, depth, language)
            paper.skip(3)
    else:
        _lines(paper, str(value), depth)


def _entry(paper: Paper, entry: Any, depth: int, language: str) -> None:
    """Write one of a list: what it is called by, and the rest of it below."""
    heads = [name for name in _HEADS if name in entry] if isinstance(entry, dict) else []
    if not heads:
        _value(paper, entry, depth, language)
        return
    paper.need(8 * MILLIMETRE)
    shown = " · ".join(str(_plain(name, entry[name], language)) for name in heads)
    _lines(paper, shown, depth, bold=True)
    rest = {name: inner for name, inner in entry.items() if name not in heads}
    _value(paper, rest, depth + 1, language)


def _named(paper: Paper, name: str, value: Any, depth: int, language: str) -> None:
    label = gettext(FIELDS[name]) if name in FIELDS else name
    value = _plain(name, value, language)
    if isinstance(value, (dict, list)):
        _lines(paper, f"{label}:", depth)
        _value(paper, value, depth + 1, language)
    else:
        _lines(paper, f"{label}: {value}", depth)


def _plain(name: str, value: Any, language: str) -> Any:
    """Write moments, money and yes or no as people do; anything else stays as it is."""
    if isinstance(value, bool):
        return gettext(YES if value else NO)
    if isinstance(value, dict) and set(value) == {"amount", "currency"}:
        return money_text(Decimal(value["amount"]), value["currency"], language)
    if isinstance(value, str) and (name == "date" or name.endswith(("At", "Until"))):
        return _moment(value, language)
    return value


def _moment(text: str, language: str) -> str:
    return moment_text(datetime.fromisoformat(text), language)


def _lines(paper: Paper, text: str, depth: int, *, bold: bool = False) -> None:
    for line in text.split("\n"):
        paper.text(line, size=8, bold=bold, indent=min(depth, DEEPEST) * STEP)
