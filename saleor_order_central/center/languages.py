"""Languages of the pages: the visitor's choice, then the browser's, then the order's."""

from typing import Any

from django.utils.translation.trans_real import parse_accept_lang_header

from ..language import CATALOGUE_LANGUAGES, SOURCE_LANGUAGE, normalise_language

NAMES = {
    "en": "English",
    "es": "Español",
    "pl": "Polski",
    "pt-br": "Português (Brasil)",
    "ro": "Română",
}
COOKIE = "order_central_language"
ARGUMENT = "lang"
_LONGEST = 500


def page_language(language: str) -> str:
    """Return the page language that serves a language, "" when none does."""
    code = normalise_language(language)
    base = code.partition("-")[0]
    if code in NAMES:
        return code
    return next((one for one in (SOURCE_LANGUAGE, *CATALOGUE_LANGUAGES) if one.partition("-")[0] == base), "")


def chosen_language(request: Any) -> str:
    """Return what the visitor asks for by a link or has chosen before, "" for nothing."""
    return page_language(request.GET.get(ARGUMENT, "")) or page_language(request.COOKIES.get(COOKIE, ""))


def language_of(request: Any) -> str:
    """Return the language of a request, "" when the order may decide."""
    header = request.headers.get("Accept-Language", "")
    wanted = (name for name, _weight in parse_accept_lang_header(header[:_LONGEST].lower()))
    return chosen_language(request) or next(filter(None, map(page_language, wanted)), "")
