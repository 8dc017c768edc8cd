"""Class of a tracking text: carrier code, unknown code, trusted link or unknown link (000-30).

Pure: no database, no network, no framework. Staff never choose the class; they may choose a
carrier by hand, which then wins over the rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache, partial
from typing import Final

from saleor_order_central.tracking.carrier_table import CARRIERS, tracking_page_url
from saleor_order_central.tracking.codes import (
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
from saleor_order_central.tracking.naming import name_carrier
from saleor_order_central.tracking.reasons import TrackingReason
from saleor_order_central.tracking.shop_carriers import (
    OwnCarriers,
    ShopCarrier,
    carrier_scope,
    own_carriers,
)


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
    ``own_carriers`` are the shop's, to look up the names of carriers that the table does not hold.
    """

    kind: TrackingKind
    carrier: str | None
    presentation: TrackingPresentation
    url: str | None
    reasons: tuple[TrackingReason, ...]
    candidates: tuple[CarrierCandidate, ...]
    text: str
    own_carriers: OwnCarriers | None = field(default=None, compare=False, repr=False)


# Bound once: on Python 3.11 each look-up of an enum member costs as much as a check digit.
_CARRIER_KNOWN: Final = TrackingKind.CARRIER_KNOWN
_CODE_UNKNOWN: Final = TrackingKind.CODE_UNKNOWN
_URL_TRUSTED: Final = TrackingKind.URL_TRUSTED
_URL_UNKNOWN: Final = TrackingKind.URL_UNKNOWN
_MODAL_HISTORY: Final = TrackingPresentation.MODAL_HISTORY
_NEW_TAB: Final = TrackingPresentation.NEW_TAB
_HIDDEN: Final = TrackingPresentation.HIDDEN


class TrackingRules:
    """Settings of one shop, compiled for many texts.

    ``enabled_carriers`` holds codes of ``CARRIERS``; unknown codes are ignored. A national unit
    (such as ``dpd_ro``) enables the formats of its network and is named in its place when the
    network itself is not enabled and no second unit is. ``carriers`` are the shop's own carriers
    and its switches of shipped ones; what they say may differ by channel.
    """

    __slots__ = ("_default", "_links", "_own", "_scopes")

    def __init__(
        self,
        trusted_links: Iterable[TrustedLink] = (),
        enabled_carriers: Iterable[str] = (),
        carriers: Iterable[ShopCarrier] = (),
    ) -> None:
        self._links = TrustedLinkIndex(trusted_links)
        setting, rows = frozenset(enabled_carriers), tuple(carriers)
        self._own = own_carriers(rows)
        self._default = carrier_scope(rows, setting, "")
        channels = {channel for row in rows for channel in row.channels}
        self._scopes = {channel: carrier_scope(rows, setting, channel) for channel in channels}

    def classify(
        self,
        text: str | None,
        *,
        chosen_carrier: str | None = None,
        channel: str = "",
        postcode: str = "",
        country: str = "",
        language: str = "",
    ) -> TrackingClassification:
        """Class of ``text``. Never raises for any string.

        ``chosen_carrier`` is the carrier picked by staff; it does not turn a link into a code.
        ``channel`` is the slug of the order's channel, "" where nobody knows it.
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
        scope = self._scopes.get(channel, self._default)
        candidates = find_candidates(code) if code else ()
        if scope.own:
            candidates += scope.own_candidates(code)
        carrier, reason = name_carrier(code, candidates, scope)
        if chosen_carrier and (chosen_carrier in self._own or chosen_carrier in CARRIERS):
            carrier, reason = chosen_carrier, TrackingReason.CHOSEN_BY_STAFF
        own = self._own
        if carrier is None:
            return TrackingClassification(
                _CODE_UNKNOWN, None, _HIDDEN, None, (reason,), candidates, typed, own
            )
        row = own.get(carrier)
        page = partial(tracking_page_url, carrier) if row is None else row.page
        url = page(code or stripped, postcode=postcode, country=country, language=language)
        return TrackingClassification(
            _CARRIER_KNOWN, carrier, _MODAL_HISTORY, url, (reason,), candidates, typed, own
        )

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
