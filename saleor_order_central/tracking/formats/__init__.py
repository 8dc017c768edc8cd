"""Formats of carrier numbers: our own table, written from public definitions."""

from typing import Final

from saleor_order_central.tracking.formats import asia_pacific, europe, north_america, postal, usps
from saleor_order_central.tracking.formats.definition import CodeFormat

ALL_FORMATS: Final[tuple[CodeFormat, ...]] = (
    *postal.FORMATS,
    *north_america.FORMATS,
    *usps.FORMATS,
    *europe.FORMATS,
    *asia_pacific.FORMATS,
)

__all__ = ["ALL_FORMATS", "CodeFormat"]
