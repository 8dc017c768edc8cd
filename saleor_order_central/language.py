"""Languages of texts: what a caller may ask for, and the catalogue that answers."""

from contextlib import AbstractContextManager
from functools import lru_cache

from django.conf import settings
from django.utils import translation

SOURCE_LANGUAGE = "en"
CATALOGUE_LANGUAGES = ("es", "pl", "pt-br", "ro")
# Only the Brazilian catalogue exists: it serves other Portuguese better than English would.
_CATALOGUES = {"pt": "pt-br", "pt-pt": "pt-br"}


def normalise_language(language: str) -> str:
    """Turn "PT_BR" and "pt-BR" into "pt-br"."""
    return language.strip().lower().replace("_", "-")


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(code.lower() for code, _name in settings.LANGUAGES)


def supported_language(language: str) -> str:
    """Return a language that the host knows: the one asked for, its base, or English.

    Django and our own caches keep an entry for each language they meet, so free text must not get there.
    """
    return known_language(language) or SOURCE_LANGUAGE


def known_language(language: str) -> str:
    """Return the language asked for or its base, "" when the host knows neither."""
    if len(language) > 35:
        return ""
    code = normalise_language(language)
    base = code.partition("-")[0]
    return next((one for one in (code, base) if one in _known()), "")


def speaking(language: str) -> AbstractContextManager[None]:
    """Activate the catalogue that serves a supported language."""
    return translation.override(_CATALOGUES.get(language, language))
