"""Which carriers count in which channel: the setting, the shop's switches and its own carriers. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from saleor_order_central.tracking.carrier_table import CARRIERS
from saleor_order_central.tracking.codes import CarrierCandidate
from saleor_order_central.tracking.patterns import compile_pattern
from saleor_order_central.tracking.url_templates import fill_template


@dataclass(frozen=True, slots=True)
class ShopCarrier:
    """One row of the shop. Rows of shipped carriers carry only `is_enabled` and `channels`.

    `is_enabled` None leaves a shipped carrier to the plugin's setting. `channels` are slugs, empty means all.
    `names` maps language codes in lower case to translated names.
    """

    code: str
    is_built_in: bool
    is_enabled: bool | None = None
    channels: tuple[str, ...] = ()
    name: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    url_template: str = ""
    patterns: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

    def name_in(self, language: str) -> str:
        """The name in a language such as "pt-br", or in its base, or the untranslated one."""
        return self.names.get(language) or self.names.get(language.partition("-")[0]) or self.name

    def page(self, code: str, *, postcode: str, country: str, language: str) -> str | None:
        """The carrier's own page of a code; None when the merchant gave none."""
        if not self.url_template:
            return None
        home = "".join(self.countries[:1])
        return fill_template(
            self.url_template,
            code=code,
            postcode=postcode,
            country=country or home,
            language=language or "en",
        )

    def counts_in(self, channel: str) -> bool:
        """Whether the row counts for orders of a channel, "" where none is known."""
        return not self.channels or channel in self.channels


OwnCarriers = Mapping[str, ShopCarrier]


@dataclass(frozen=True, slots=True)
class CarrierScope:
    """What counts in one channel.

    `enabled` are codes, own carriers among them; `unit_names` maps a network to the national unit that stands
    for it; `own` are the patterns of own carriers, each with its candidate.
    """

    enabled: frozenset[str]
    unit_names: Mapping[str, str]
    own: tuple[tuple[Callable[[str], object], CarrierCandidate], ...] = ()

    def own_candidates(self, code: str) -> tuple[CarrierCandidate, ...]:
        """Own carriers whose patterns fit a normalised code, each once. Words are no codes."""
        if code.isalpha():
            return ()
        return tuple(dict.fromkeys(candidate for fits, candidate in self.own if fits(code)))


def is_enabled(row: ShopCarrier | None, code: str, setting: Collection[str]) -> bool:
    """Whether a carrier counts in at least one channel: what its row says, else the plugin's setting."""
    if row is None or row.is_enabled is None:
        return code in setting
    return row.is_enabled


def own_carriers(rows: Iterable[ShopCarrier]) -> OwnCarriers:
    """The merchant's own carriers by code."""
    return MappingProxyType({row.code: row for row in rows if not row.is_built_in})


def carrier_scope(rows: Iterable[ShopCarrier], setting: Collection[str], channel: str) -> CarrierScope:
    """Compile what counts in a channel; "" stands for an order whose channel nobody knows."""
    by_code = {row.code: row for row in rows}
    counting = {code for code, row in by_code.items() if row.counts_in(channel)}
    known = {*CARRIERS, *by_code}
    wanted = {
        code
        for code in {*setting, *by_code}
        if code in known
        and (code in counting or code not in by_code)
        and is_enabled(by_code.get(code), code, setting)
    }
    units: dict[str, list[str]] = {}
    for code in wanted & CARRIERS.keys():
        network = CARRIERS[code].network
        if network is not None:
            units.setdefault(network, []).append(code)
    own = [row for row in by_code.values() if not row.is_built_in and row.code in wanted]
    return CarrierScope(
        frozenset(wanted | units.keys()),
        {network: codes[0] for network, codes in units.items() if network not in wanted and len(codes) == 1},
        tuple((compile_pattern(one).fullmatch, _candidate(row)) for row in own for one in row.patterns),
    )


def _candidate(row: ShopCarrier) -> CarrierCandidate:
    return CarrierCandidate(row.code, f"shop:{row.code}", None)
