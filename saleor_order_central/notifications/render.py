"""Filling texts with values. Pure, and no language: a placeholder names a variable and nothing else.

`{{ order.number }}` must have a value. `{{ order.link? }}` may lack one: then the whole line that it stands
on is left out. Values are put in once, so what looks like a placeholder in a value stays as it is.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Template
from typing import Any, ClassVar

from .messages import Text

SUBJECT_LENGTH = 250
_NAME = r"[a-z]+(?:[._][a-z]+)*"


class _Placeholders(Template):
    """The standard library's templates with our own placeholders; the last two groups never match."""

    flags = re.ASCII
    pattern: ClassVar[Any] = (
        rf"\{{\{{(?:[ \t]*(?P<braced>{_NAME}\??)[ \t]*\}}\}}|(?P<invalid>))(?P<named>(?!))?(?P<escaped>(?!))?"
    )


@dataclass(frozen=True, slots=True)
class Texts:
    """The three texts of a message, before or after the values are in. An empty `sms_body` means `body`."""

    subject: str = ""
    body: str = ""
    sms_body: str = ""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One place in a text. `name` is "" when what stands between the braces is no name; `source` shows it."""

    name: str
    is_optional: bool
    source: str


@dataclass(frozen=True, slots=True)
class _Line:
    source: str
    placeholders: tuple[Placeholder, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled text; `missing` and `used` hold names in the order of the text."""

    text: str
    missing: tuple[str, ...]
    used: tuple[str, ...]


def placeholders(text: str) -> list[Placeholder]:
    """Return every placeholder of a text, also the malformed ones."""
    return [one for line in _lines(text) for one in line.placeholders]


@lru_cache(maxsize=512)
def _lines(text: str) -> tuple[_Line, ...]:
    return tuple(
        _Line(line, tuple(_placeholder(match) for match in _Placeholders.pattern.finditer(line)))
        for line in text.split("\n")
    )


def _placeholder(match: re.Match[str]) -> Placeholder:
    written = match["braced"]
    if written is None:
        return Placeholder("", is_optional=False, source=match.string[match.start() : match.start() + 40])
    return Placeholder(written.removesuffix("?"), is_optional=written.endswith("?"), source=match[0])


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Put values into one text. Names without a value, and malformed placeholders, are reported as missing.

    A text of which nothing is left reports the optional names that emptied it.
    """
    lines = _lines(text)
    kept = [line for line in lines if _is_kept(line, values)]
    wanted = [one for line in kept for one in line.placeholders]
    missing = [one.name or one.source for one in wanted if not _value(values, one.name)]
    if text and not any(line.source.strip() for line in kept):
        missing += [one.name for line in lines for one in line.placeholders]
    used = dict.fromkeys(one.name for one in wanted if one.name)
    sources = [line.source for line in kept]
    if len(kept) < len(lines):
        sources = _without_gaps(sources)
    filled = _Placeholders("\n".join(sources)).safe_substitute(_Inserted(values))
    return Filled(filled.strip(), tuple(dict.fromkeys(missing)), tuple(used))


def _is_kept(line: _Line, values: Mapping[str, str]) -> bool:
    return all(_value(values, one.name) for one in line.placeholders if one.is_optional)


def _value(values: Mapping[str, str], name: str) -> str:
    return values.get(name, "").strip() if name else ""


def _without_gaps(lines: list[str]) -> list[str]:
    """Lines that fell away leave blank ones behind: keep one of each run."""
    return [line for place, line in enumerate(lines) if line.strip() or (place and lines[place - 1].strip())]


class _Inserted(dict[str, str]):
    """Looks names up as they are written, with or without the question mark."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__()
        self._values = values

    def __missing__(self, written: str) -> str:
        return _value(self._values, written.removesuffix("?"))


def render(texts: Texts, values: Mapping[str, str]) -> Text:
    """Fill all texts of a message. A Text with `missing` has holes where the values should be: never send it.

    The subject is one line, and cut where it is longer than mail programs show.
    """
    subject = fill(texts.subject, values)
    body = fill(texts.body, values)
    sms_body = fill(texts.sms_body or texts.body, values)
    parts = (subject, body, sms_body)
    return Text(
        subject=one_line(subject.text),
        body=body.text,
        sms_body=sms_body.text,
        missing=tuple(dict.fromkeys(name for part in parts for name in part.missing)),
        variables=frozenset(name for part in parts for name in part.used),
    )


def one_line(text: str) -> str:
    """Join lines and cut: a subject must not start another header."""
    line = " ".join(text.split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1].rstrip() + "…"
