"""An HTML mail as plain text, without what its program marked as quoted. Pure."""

import re
from html import escape
from html.parser import HTMLParser

from ..formatted import text_of_html

MOST_CHARACTERS = 1_000_000
# Elements that hold the quotation; what comes after them is the writer's again.
_QUOTING_CLASSES = frozenset(
    (
        "gmail_quote",
        "gmail_quote_container",
        "gmail_attr",
        "gmail_extra",
        "gmail_signature",
        "yahoo_quoted",
        "moz-cite-prefix",
        "protonmail_quote",
        "protonmail_signature_block",
        "tutanota_quote",
        "zmail_extra",
        "ms-outlook-mobile-reference-message",
    )
)
_QUOTING_NAMES = frozenset({"quote"})
# From here on everything is the quotation.
_END_IDS = frozenset(
    ("divrplyfwdmsg", "appendonsend", "mail-editor-reference-message-container", "stopspelling")
)
_OUTLOOK_BORDER = re.compile(r"border:\s*none;\s*border-top:\s*solid\s*#(?:E1E1E1|B5C4DF)", re.IGNORECASE)
_SILENT = frozenset(
    ("script", "style", "head", "title", "template", "noscript", "svg", "math", "select", "object")
)
_VOID = frozenset(
    ("br", "hr", "img", "meta", "link", "input", "base", "col", "area", "embed", "source", "wbr")
)


def text_of_mail(html: str) -> str:
    """Return the words of an HTML mail, one line for each that was seen."""
    reader = _Reader()
    try:
        reader.feed(html[:MOST_CHARACTERS])
        reader.close()
    except AssertionError:
        # The standard library's parser gives up on some declarations: what was read until then counts.
        pass
    return text_of_html("".join(reader.kept))


class _Reader(HTMLParser):
    """Copies what is not quoted, as few tags as the reader of formatted text needs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []
        self._skipped = ""
        self._depth = 0
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._is_over:
            return
        if self._skipped:
            self._depth += tag == self._skipped
            return
        values = {name: value or "" for name, value in attrs}
        if _ends_here(tag, values):
            self._is_over = True
        elif _is_left_out(tag, values):
            if tag not in _VOID:
                self._skipped, self._depth = tag, 1
        elif tag == "a":
            self.kept.append(f'<a href="{escape(values.get("href", ""))}">')
        else:
            self.kept.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if self._is_over:
            return
        if self._skipped:
            self._depth -= tag == self._skipped
            if not self._depth:
                self._skipped = ""
        elif tag not in _VOID:
            self.kept.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not (self._is_over or self._skipped):
            self.kept.append(escape(data))


def _ends_here(tag: str, values: dict[str, str]) -> bool:
    if values.get("id", "").lower().removeprefix("x_") in _END_IDS:
        return True
    return tag == "div" and bool(_OUTLOOK_BORDER.search(values.get("style", "")))


def _is_left_out(tag: str, values: dict[str, str]) -> bool:
    if tag in _SILENT or "display:none" in values.get("style", "").replace(" ", "").lower():
        return True
    if tag == "blockquote" and not {"type", "cite", "class"}.isdisjoint(values):
        return True
    classes = values.get("class", "").lower().split()
    return not _QUOTING_CLASSES.isdisjoint(classes) or values.get("name", "").lower() in _QUOTING_NAMES
