"""Formatted text: cleaned when it is written, and as plain text for whoever cannot show it. Pure.

nh3 keeps a few elements that only format, and links to https, http and mailto. Everything that runs, loads,
styles or embeds is gone before a text is stored.
"""

from html.parser import HTMLParser

import nh3

from .errors import invalid
from .text import plain_text

HTML_LIMIT = 100_000
TAGS = frozenset(
    [
        "a",
        "b",
        "blockquote",
        "br",
        "code",
        "del",
        "em",
        "h1",
        "h2",
        "h3",
        "hr",
        "i",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ]
)
_SCHEMES = ("http", "https", "mailto")
_ATTRIBUTES = {"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_BLOCKS = frozenset(("blockquote", "div", "h1", "h2", "h3", "hr", "ol", "p", "pre", "table", "tr", "ul"))
# Blocks that begin a line and no paragraph.
_LINES = ("div", "table", "tr")


def _whole_address(_tag: str, name: str, value: str) -> str | None:
    """A link without a scheme would lead into whatever page shows it."""
    if name != "href" or value.strip().lower().startswith(tuple(f"{one}:" for one in _SCHEMES)):
        return value
    return None


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags={"script", "style", "title", "template", "noscript", "iframe", "svg", "math"},
    attributes=_ATTRIBUTES,
    attribute_filter=_whole_address,
    url_schemes=set(_SCHEMES),
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)


def clean_html(value: str | None, field: str) -> str:
    """Return the formatted text with nothing in it that could act. Raises INVALID when it is too long."""
    text = plain_text(value, field, limit=HTML_LIMIT)
    return _CLEANER.clean(text).strip() if text else ""


def text_of_html(html: str) -> str:
    """Return cleaned HTML as plain text: one line per paragraph, links with their addresses."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Collects lines; elements that were never closed are no trouble."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._hrefs: list[tuple[str, int]] = []
        self._counters: list[int | None] = []
        self._in_pre = 0

    def text(self) -> str:
        """Return what was read, without blank lines in a row."""
        lines = [line.rstrip() for line in "\n".join(self._lines).split("\n")]
        kept = [line for place, line in enumerate(lines) if line or (place and lines[place - 1])]
        return "\n".join(kept).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._lines.append("")
        elif tag in _BLOCKS:
            self._break(blank=tag not in _LINES)
            if tag in ("ol", "ul"):
                self._counters.append(0 if tag == "ol" else None)
            self._in_pre += tag == "pre"
        elif tag == "li":
            self._break(blank=False)
            self._lines[-1] += self._bullet()
        elif tag in ("td", "th") and self._lines[-1]:
            self._lines[-1] += " | "
        elif tag == "a":
            self._hrefs.append((dict(attrs).get("href") or "", self._length()))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._hrefs:
            self._close_link()
        elif tag in _BLOCKS:
            if tag in ("ol", "ul") and self._counters:
                self._counters.pop()
            self._in_pre = max(0, self._in_pre - (tag == "pre"))
            self._break(blank=tag not in _LINES)

    def handle_data(self, data: str) -> None:
        if self._in_pre:
            first, *rest = data.split("\n")
            self._lines[-1] += first
            self._lines += rest
            return
        words = " ".join(data.split())
        if data[:1].isspace() and self._lines[-1] and not self._lines[-1].endswith(" "):
            words = f" {words}"
        if words.strip() and data[-1:].isspace():
            words += " "
        self._lines[-1] += words if self._lines[-1] else words.lstrip()

    def _bullet(self) -> str:
        if self._counters and self._counters[-1] is not None:
            self._counters[-1] += 1
            return f"{self._counters[-1]}. "
        return "- "

    def _break(self, *, blank: bool) -> None:
        if self._lines[-1].strip():
            self._lines.append("")
        if blank and len(self._lines) > 1 and self._lines[-2].strip():
            self._lines.append("")

    def _length(self) -> int:
        return sum(len(line) for line in self._lines) + len(self._lines)

    def _close_link(self) -> None:
        """Say where a link leads, unless its text says so."""
        href, start = self._hrefs.pop()
        shown = "\n".join(self._lines)[start - 1 :].strip()
        address = href.removeprefix("mailto:")
        if address and shown != address:
            self._lines[-1] += f" <{address}>" if shown else address


def both_forms(body: str, html: str | None, *, limit: int, field: str = "body") -> tuple[str, str]:
    """Return (plain, formatted) of a text that was given in one or both forms.

    Without a plain form it is made of the formatted one; the empty paragraph of an editor is no text. Raises
    INVALID naming `field`, or the same with Html for the formatted form.
    """
    formatted = clean_html(html, f"{field}Html")
    plain = plain_text(body, field, limit=limit)
    if html and html.strip() and not formatted and not plain:
        raise invalid(f"{field}Html", "Nothing is left of this text once it is cleaned.")
    if formatted and not plain:
        plain = plain_text(text_of_html(formatted), f"{field}Html", limit=limit)
        formatted = formatted if plain else ""
    return plain, formatted
