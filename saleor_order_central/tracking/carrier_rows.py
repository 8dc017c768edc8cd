"""The shop's carriers as stored and as listed; one statement."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from . import CARRIERS, ShopCarrier
from .carrier_models import TrackingCarrier
from .shop_carriers import is_enabled


def load_shop_carriers(*, using: str) -> list[ShopCarrier]:
    """Return own carriers and switches of shipped ones, by code; not those of carriers that went away."""
    rows = TrackingCarrier.objects.using(using).order_by("code")
    return [shop_carrier(row) for row in rows if not row.is_built_in or row.code in CARRIERS]


def shop_carrier(row: TrackingCarrier) -> ShopCarrier:
    """Turn a row into its value."""
    return ShopCarrier(
        code=row.code,
        is_built_in=row.is_built_in,
        is_enabled=row.is_enabled,
        channels=tuple(row.channels),
        name=row.name,
        names={language: texts["name"] for language, texts in row.translations.items() if texts.get("name")},
        url_template=row.url_template,
        patterns=tuple(row.patterns),
        countries=tuple(row.countries),
    )


@dataclass(frozen=True, slots=True)
class ListedCarrier:
    """A carrier as staff see it; `is_enabled` holds for `channels`, of which none means all.

    `names` of a shipped carrier are empty: its translations come from the catalogues.
    """

    code: str
    name: str
    names: Mapping[str, str]
    countries: tuple[str, ...]
    url_template: str | None
    patterns: tuple[str, ...]
    is_built_in: bool
    is_enabled: bool
    channels: tuple[str, ...]


def list_carriers(setting: Collection[str], *, using: str) -> list[ListedCarrier]:
    """Return shipped and own carriers by code. `setting` holds the codes of the plugin's own setting."""
    rows = {row.code: row for row in load_shop_carriers(using=using)}
    return [listed_carrier(code, rows.get(code), setting) for code in sorted({*CARRIERS, *rows})]


def listed_carrier(code: str, row: ShopCarrier | None, setting: Collection[str]) -> ListedCarrier:
    """Return one carrier; `row` may be None for a shipped one only."""
    enabled, channels = is_enabled(row, code, setting), row.channels if row else ()
    if row is not None and not row.is_built_in:
        return ListedCarrier(
            code=code,
            name=row.name,
            names=row.names,
            countries=row.countries,
            url_template=row.url_template or None,
            patterns=row.patterns,
            is_built_in=False,
            is_enabled=enabled,
            channels=channels,
        )
    shipped = CARRIERS[code]
    return ListedCarrier(
        code=code,
        name=shipped.name,
        names={},
        countries=shipped.countries,
        url_template=shipped.url_template,
        patterns=(),
        is_built_in=True,
        is_enabled=enabled,
        channels=channels,
    )
