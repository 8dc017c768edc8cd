"""Checks of the channels that the shop's rules name: one that is gone or renamed fits no order. Pure."""

from collections.abc import Iterator

from .findings import INSTRUCTION, STATUS, Finding, FindingCode, Severity
from .shop import Shop


def unknown_channels(shop: Shop) -> Iterator[Finding]:
    """Every named channel exists. Rules have a check of their own; a host without channels knows none."""
    known = shop.channels or frozenset()
    for status in shop.active:
        yield from _missing(STATUS, status.pk, status.slug, status.channels - known)
    for carrier in shop.carriers:
        yield from _missing("", None, carrier.code, carrier.channels - known)
    for one in shop.instructions:
        yield from _missing(INSTRUCTION, one.pk, one.gateway, frozenset({one.channel} - {""}) - known)


def _missing(object_type: str, pk: int | None, slug: str, channels: frozenset[str]) -> Iterator[Finding]:
    for channel in sorted(channels):
        values = {"object": slug, "channel": channel}
        yield Finding(FindingCode.CHANNEL_UNKNOWN, Severity.WARNING, object_type, pk, slug, values)
