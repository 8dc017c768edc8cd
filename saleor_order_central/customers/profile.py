"""What an account says of itself beyond Saleor's own columns: texts in its metadata (002-03). Pure.

Saleor has no columns for them. Shops write `newsletter` and `partner_offers` as "true" or "false" and
`birth_date` as an ISO date.
"""

from collections.abc import Mapping
from datetime import date

NEWSLETTER = "newsletter"
PARTNER_OFFERS = "partner_offers"
BIRTH_DATE = "birth_date"
_WORDS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


def switch_in(metadata: Mapping[str, str], key: str) -> bool | None:
    """Read yes or no, None when it is not said."""
    return _WORDS.get(metadata.get(key, "").strip().lower())


def birth_date_in(metadata: Mapping[str, str]) -> date | None:
    """Read the date of birth, None when there is none or nobody can read it."""
    try:
        return date.fromisoformat(metadata.get(BIRTH_DATE, "").strip())
    except ValueError:
        return None


def age_on(day: date, birth: date | None) -> int | None:
    """Count whole years; those born on 29 February get older on 1 March. None for dates yet to come."""
    if birth is None or birth > day:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
