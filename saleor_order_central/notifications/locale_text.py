"""Money, days and countries as the readers of a language write them. Pure."""

from datetime import datetime, tzinfo
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_interval
from babel.numbers import format_currency
from django.utils import timezone

from ..language import SOURCE_LANGUAGE


@lru_cache(maxsize=64)
def babel_locale(language: str) -> Locale:
    """Return the locale of a language that the host knows, English for one that Babel does not know."""
    for code in (language, language.partition("-")[0], SOURCE_LANGUAGE):
        try:
            return Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale(SOURCE_LANGUAGE)


def money_text(amount: Decimal, currency: str, language: str) -> str:
    """Write an amount with its currency, rounded to the currency's own digits."""
    return str(format_currency(amount, currency, locale=babel_locale(language)))


def day_text(moment: datetime, language: str) -> str:
    """Write the day of a moment in the shop's time zone."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return str(format_date(local.date(), format="long", locale=babel_locale(language)))


def moment_text(moment: datetime, language: str) -> str:
    """Write a moment to the second, in the shop's time zone and with its name."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    return str(format_datetime(local, format="long", locale=babel_locale(language)))


def days_text(first: datetime, last: datetime, zone: tzinfo, language: str) -> str:
    """Write the days of two moments on the calendar of a zone; one day, or from one to another."""
    days = [moment.astimezone(zone).date() for moment in (first, last)]
    locale = babel_locale(language)
    if days[0] == days[1]:
        return str(format_date(days[0], format="long", locale=locale))
    return str(format_interval(*days, skeleton="yMMMMd", locale=locale))


def country_text(code: str, language: str) -> str:
    """Name a country; an unknown code stays as it is."""
    return str(babel_locale(language).territories.get(code.upper(), code))
