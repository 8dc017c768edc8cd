"""`dev.py messages`: bring the translators' catalogues up to date with the marked strings.

The driver needs no Babel: it runs this module again with the floor's interpreter, which has it.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from devtool import environments
from devtool.foreground import run_foreground
from devtool.hosts import FLOOR, python_environment
from devtool.paths import PACKAGE, ROOT, STATE
from devtool.steps import say

LANGUAGES = ("es", "pl", "pt_BR", "ro")
COMMENT = (
    "# Saleor Order Central.\n# `python3 dev.py messages` writes this file anew: only the msgstr are yours."
)
# Django's names beyond those that Babel knows.
KEYWORDS = {
    "gettext_noop": None,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(_options: argparse.Namespace, _rest: list[str]) -> int:
    """The exit code is 1 as long as a translation is missing."""
    host = environments.prepare(FLOOR, STATE / "messages" / "logs")
    env = python_environment(host, None)
    return run_foreground([host.interpreter, "-m", "devtool.messages"], env=env, cwd=ROOT)


def po_file(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def new_catalog(language: str | None) -> Any:
    """Empty, and without the dates and versions that would change at each run."""
    from babel.messages.catalog import Catalog

    class Undated(Catalog):
        @property
        def mime_headers(self) -> list[tuple[str, str]]:
            kept = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")
            found = dict(super().mime_headers)
            return [("Project-Id-Version", "saleor-order-central"), *((name, found[name]) for name in kept)]

    return Undated(language, header_comment=COMMENT, fuzzy=False)


def marked() -> Any:
    """A catalogue of all marked strings, each with the files that it is in."""
    from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

    catalog = new_catalog("en")
    methods = [("**.py", "python"), ("templates/**.html", extract_template)]
    found = extract_from_dir(PACKAGE, methods, keywords=DEFAULT_KEYWORDS | KEYWORDS)
    for file, line, text, comments, context in found:
        location = (Path(file).as_posix(), line)
        catalog.add(text, locations=[location], auto_comments=comments, context=context)
    return catalog


def extract_template(file: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """The strings of a Django template, which Django itself turns into lines of Python."""
    from babel.messages.extract import extract_python
    from django.conf import settings
    from django.utils.translation import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
    code = templatize(file.read().decode("utf-8"), origin=getattr(file, "name", None))
    yield from extract_python(io.BytesIO(code.encode("utf-8")), keywords, comment_tags, options)


def updated(language: str) -> Any:
    """The marked strings with the translations that exist; nobody guesses the others."""
    catalog, known = new_catalog(language), read(po_file(language))
    for message in filter(lambda one: one.id, marked()):
        old = known.get(message.id, message.context)
        catalog.add(
            message.id,
            old.string if old else None,
            message.locations,
            flags=message.flags | ({"fuzzy"} if old and old.fuzzy else set()),
            auto_comments=message.auto_comments,
            user_comments=old.user_comments if old else (),
            context=message.context,
        )
    return catalog


def read(path: Path) -> Any:
    from babel.messages.pofile import read_po

    return read_po(io.BytesIO(path.read_bytes() if path.exists() else b""))


def as_po(catalog: Any) -> bytes:
    from babel.messages.pofile import write_po

    file = io.BytesIO()
    write_po(file, catalog, width=0, include_lineno=False, omit_header=False)
    return file.getvalue().rstrip() + b"\n"


def as_mo(catalog: Any) -> bytes:
    from babel.messages.mofile import write_mo

    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def main() -> int:
    missing = 0
    for language in LANGUAGES:
        catalog, path = updated(language), po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_po(catalog))
        path.with_suffix(".mo").write_bytes(as_mo(catalog))
        texts = [message for message in catalog if message.id]
        done = sum(bool(message.string) and not message.fuzzy for message in texts)
        missing += len(texts) - done
        say(f"{language:<6} {done} of {len(texts)} translated")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
