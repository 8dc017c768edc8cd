"""Class of a tracking text: carrier code, unknown code, trusted link or unknown link (000-30).

Pure: no database, no network, no framework. Staff never choose the class; they may choose a
carrier by hand, which then wins over the rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from saleor_order_central.tracking.carrier_table import CARRIERS, tracking_page_url
from saleor_order_central.tracking.codes import (
    ENABLED_ONLY,
    TRIVIAL_CODES,
    CarrierCandidate,
    find_candidates,
    normalise_code,
)
from saleor_order_central.tracking.links import (
    EDGE_SPACE,
    TrustedLink,
    TrustedLinkIndex,
    imitates_in_text,
    looks_like_link,
    parse_link,
)
from saleor_order_central.tracking.reasons import TrackingReason


class TrackingKind(str, Enum):
    """Class of the text, as in ``OrderTrackingClassEnum``."""

    CARRIER_KNOWN = "CARRIER_KNOWN"
    CODE_UNKNOWN = "CODE_UNKNOWN"
    URL_TRUSTED = "URL_TRUSTED"
    URL_UNKNOWN = "URL_UNKNOWN"
    EMPTY = "EMPTY"


class TrackingPresentation(str, Enum):
    """What a page shows, as in ``OrderTrackingPresentationEnum``."""

    MODAL_HISTORY = "MODAL_HISTORY"
    EMBED = "EMBED"
    NEW_TAB = "NEW_TAB"
    HIDDEN = "HIDDEN"


@dataclass(frozen=True, slots=True)
class TrackingClassification:
    """Answer of the classifier.

    ``url`` is None or a safe http or https link; ``text`` is what was typed. ``candidates`` is
    filled for every text that fits a format, so that staff can pick a carrier by hand.
    """

    kind: TrackingKind
    carrier: str | None
    presentation: TrackingPresentation
    url: str | None
    reasons: tuple[TrackingReason, ...]
    candidates: tuple[CarrierCandidate, ...]
    text: str


_Candidates = tuple[CarrierCandidate, ...]
# The carrier, when one is named, and the reason either way.
_Verdict = tuple[str | None, TrackingReason]

# Bound once: on Python 3.11 each look-up of an enum member costs as much as a check digit.
_CARRIER_KNOWN: Final = TrackingKind.CARRIER_KNOWN
_CODE_UNKNOWN: Final = TrackingKind.CODE_UNKNOWN
_URL_TRUSTED: Final = TrackingKind.URL_TRUSTED
_URL_UNKNOWN: Final = TrackingKind.URL_UNKNOWN
_MODAL_HISTORY: Final = TrackingPresentation.MODAL_HISTORY
_NEW_TAB: Final = TrackingPresentation.NEW_TAB
_HIDDEN: Final = TrackingPresentation.HIDDEN
_SINGLE: Final = TrackingReason.SINGLE_CANDIDATE
_SEVERAL: Final = TrackingReason.SEVERAL_CARRIERS
_CHECK_DIGIT_WRONG: Final = TrackingReason.CHECK_DIGIT_WRONG
_NOT_ENABLED: Final = TrackingReason.DIGITS_ONLY_NOT_ENABLED
_NO_FORMAT: Final = TrackingReason.NO_FORMAT


class TrackingRules:
    """Settings of one shop, compiled for many texts.

    ``enabled_carriers`` holds codes of ``CARRIERS``; unknown codes are ignored. A national unit
    (such as ``dpd_ro``) enables the formats of its network and is named in its place when the
    network itself is not enabled and no second unit is.
    """

    __slots__ = ("_enabled", "_links", "_names")

    def __init__(
        self, trusted_links: Iterable[TrustedLink] = (), enabled_carriers: Iterable[str] = ()
    ) -> None:
        self._links = TrustedLinkIndex(trusted_links)
        wanted = {code for code in enabled_carriers if code in CARRIERS}
        units: dict[str, list[str]] = {}
        for code in wanted:
            network = CARRIERS[code].network
            if network is not None:
                units.setdefault(network, []).append(code)
        self._enabled = frozenset(wanted | units.keys())
        self._names = {
            network: codes[0] for network, codes in units.items() if network not in wanted and len(codes) == 1
        }

    def classify(
        self,
        text: str | None,
        *,
        chosen_carrier: str | None = None,
        postcode: str = "",
        country: str = "",
        language: str = "",
    ) -> TrackingClassification:
        """Class of ``text``. Never raises for any string.

        ``chosen_carrier`` is the carrier picked by staff; it does not turn a link into a code.
        The last three arguments fill the template of the carrier's own page.
        """
        typed = text or ""
        stripped = typed.strip(EDGE_SPACE)
        if not stripped.isalnum():
            if not stripped or stripped.isspace():
                return TrackingClassification(TrackingKind.EMPTY, None, _HIDDEN, None, (), (), typed)
            if looks_like_link(stripped):
                return self._classify_link(typed, stripped)
        code = normalise_code(stripped)
        candidates = find_candidates(code) if code else ()
        carrier, reason = self._name_carrier(code, candidates)
        if chosen_carrier and chosen_carrier in CARRIERS:
            carrier, reason = chosen_carrier, TrackingReason.CHOSEN_BY_STAFF
        if carrier is None:
            return TrackingClassification(_CODE_UNKNOWN, None, _HIDDEN, None, (reason,), candidates, typed)
        url = tracking_page_url(
            carrier, code or stripped, postcode=postcode, country=country, language=language
        )
        return TrackingClassification(
            _CARRIER_KNOWN, carrier, _MODAL_HISTORY, url, (reason,), candidates, typed
        )

    def _name_carrier(self, code: str, candidates: _Candidates) -> _Verdict:
        """The carrier that the rules name for a code."""
        if not candidates:
            return None, _NO_FORMAT
        if code.isdigit():
            return self._name_by_digits(code, candidates)
        return self._name_by_letters(candidates)

    def _name_by_letters(self, candidates: _Candidates) -> _Verdict:
        """Tier A: a code with a letter names its carrier if only one is left."""
        enabled = self._enabled
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
        return self._single(carriers if len(carriers) == 1 else carriers & enabled)

    def _name_by_digits(self, code: str, candidates: _Candidates) -> _Verdict:
        """Tier B: digits alone name a carrier only if the shop enabled it.

        A format whose check digit was verified goes before the formats that take every number
        of their length.
        """
        if code in TRIVIAL_CODES:
            return None, TrackingReason.TRIVIAL_NUMBER
        enabled = self._enabled
        verified: set[str] = set()
        plain: set[str] = set()
        refused: set[str] = set()
        for candidate in candidates:
            valid = candidate.check_digit_valid
            if candidate.carrier in enabled:
                (verified if valid else plain if valid is None else refused).add(candidate.carrier)
        carriers = verified or plain
        if carriers:
            return self._single(carriers)
        is_refused = refused or all(candidate.check_digit_valid is False for candidate in candidates)
        return None, _CHECK_DIGIT_WRONG if is_refused else _NOT_ENABLED

    def _single(self, carriers: set[str]) -> _Verdict:
        """The only carrier of the set, under the name that the shop uses for it."""
        if self._names:
            carriers = {self._names.get(carrier, carrier) for carrier in carriers}
        return (next(iter(carriers)), _SINGLE) if len(carriers) == 1 else (None, _SEVERAL)

    def _classify_link(self, typed: str, stripped: str) -> TrackingClassification:
        """Class of a text that was meant as a link (000-33, 000-34, 000-35)."""
        link = parse_link(stripped)
        if isinstance(link, TrackingReason):
            imitation = (TrackingReason.HOST_LOOKALIKE,) if imitates_in_text(stripped, self._links) else ()
            return _link_answer(typed, _URL_UNKNOWN, _HIDDEN, None, (link, *imitation))
        not_https = () if link.scheme == "https" else (TrackingReason.NOT_HTTPS,)
        entry = self._links.find(link)
        if isinstance(entry, TrackingReason):
            listed = (TrackingReason.HOST_NOT_LISTED,) if entry is TrackingReason.HOST_LOOKALIKE else ()
            reasons = (*listed, entry, *not_https)
            return _link_answer(typed, _URL_UNKNOWN, _NEW_TAB, link.url, reasons)
        if not_https:
            return _link_answer(typed, _URL_TRUSTED, _NEW_TAB, link.url, not_https)
        if not entry.embed:
            refused = (TrackingReason.EMBED_NOT_ALLOWED,)
            return _link_answer(typed, _URL_TRUSTED, _NEW_TAB, link.url, refused)
        return _link_answer(typed, _URL_TRUSTED, TrackingPresentation.EMBED, link.url, ())


def _link_answer(
    typed: str,
    kind: TrackingKind,
    presentation: TrackingPresentation,
    url: str | None,
    reasons: tuple[TrackingReason, ...],
) -> TrackingClassification:
    """Answer for a link: no carrier and no candidates."""
    return TrackingClassification(kind, None, presentation, url, reasons, (), typed)


@lru_cache(maxsize=64)
def _compiled_rules(
    trusted_links: tuple[TrustedLink, ...], enabled_carriers: tuple[str, ...]
) -> TrackingRules:
    """Rules of identical settings are compiled once."""
    return TrackingRules(trusted_links, enabled_carriers)


def classify_tracking(
    text: str | None,
    *,
    trusted_links: Iterable[TrustedLink] = (),
    enabled_carriers: Iterable[str] = (),
    chosen_carrier: str | None = None,
    postcode: str = "",
    country: str = "",
    language: str = "",
) -> TrackingClassification:
    """Class of one tracking text under the given settings; see ``TrackingRules.classify``."""
    rules = _compiled_rules(tuple(trusted_links), tuple(enabled_carriers))
    return rules.classify(
        text,
        chosen_carrier=chosen_carrier,
        postcode=postcode,
        country=country,
        language=language,
    )
