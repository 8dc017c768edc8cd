"""Which carrier the rules name for a code, and why none: the policy of letters and digits. Pure."""

from typing import Final

from saleor_order_central.tracking.codes import ENABLED_ONLY, TRIVIAL_CODES, Candidates
from saleor_order_central.tracking.reasons import TrackingReason
from saleor_order_central.tracking.shop_carriers import CarrierScope

# The carrier, when one is named, and the reason either way.
Verdict = tuple[str | None, TrackingReason]

# Bound once: on Python 3.11 each look-up of an enum member costs as much as a check digit.
_SINGLE: Final = TrackingReason.SINGLE_CANDIDATE
_SEVERAL: Final = TrackingReason.SEVERAL_CARRIERS
_CHECK_DIGIT_WRONG: Final = TrackingReason.CHECK_DIGIT_WRONG
_NOT_ENABLED: Final = TrackingReason.DIGITS_ONLY_NOT_ENABLED
_NO_FORMAT: Final = TrackingReason.NO_FORMAT


def name_carrier(code: str, candidates: Candidates, scope: CarrierScope) -> Verdict:
    """The carrier that the rules name for a code."""
    if not candidates:
        return None, _NO_FORMAT
    if code.isdigit():
        return _name_by_digits(code, candidates, scope)
    return _name_by_letters(candidates, scope)


def _name_by_letters(candidates: Candidates, scope: CarrierScope) -> Verdict:
    """Tier A: a code with a letter names its carrier if only one is left."""
    enabled = scope.enabled
    carriers: set[str] = set()
    reason = _CHECK_DIGIT_WRONG
    for candidate in candidates:
        if candidate.check_digit_valid is False:
            continue
        if candidate.format_id in ENABLED_ONLY and candidate.carrier not in enabled:
            reason = TrackingReason.FORMAT_NOT_ENABLED
        else:
            carriers.add(candidate.carrier)
    if not carriers:
        return None, reason
    return _single(carriers if len(carriers) == 1 else carriers & enabled, scope)


def _name_by_digits(code: str, candidates: Candidates, scope: CarrierScope) -> Verdict:
    """Tier B: digits alone name a carrier only if the shop enabled it.

    A format whose check digit was verified goes before the formats that take every number
    of their length.
    """
    if code in TRIVIAL_CODES:
        return None, TrackingReason.TRIVIAL_NUMBER
    enabled = scope.enabled
    verified: set[str] = set()
    plain: set[str] = set()
    refused: set[str] = set()
    for candidate in candidates:
        valid = candidate.check_digit_valid
        if candidate.carrier in enabled:
            (verified if valid else plain if valid is None else refused).add(candidate.carrier)
    carriers = verified or plain
    if carriers:
        return _single(carriers, scope)
    is_refused = refused or all(candidate.check_digit_valid is False for candidate in candidates)
    return None, _CHECK_DIGIT_WRONG if is_refused else _NOT_ENABLED


def _single(carriers: set[str], scope: CarrierScope) -> Verdict:
    """The only carrier of the set, under the name that the shop uses for it."""
    names = scope.unit_names
    if names:
        carriers = {names.get(carrier, carrier) for carrier in carriers}
    return (next(iter(carriers)), _SINGLE) if len(carriers) == 1 else (None, _SEVERAL)
