"""Batched reads of pages inside other things: only the rows of the pages, one statement for each span."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..carrier_events.selectors import count_parcel_events, load_parcel_events
from ..conversations.selectors import count_said, load_said
from .loaders import _ContextLoader


class SaidPartLoader(_ContextLoader):
    """Part of a conversation by (span, for staff, thread pk), None without a bound of the span in it."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        def load(pks: list[int], span: Any, for_staff: bool) -> Mapping[int, Any]:
            return load_said(pks, span, for_staff=for_staff, using=alias)

        return _together(keys, load)


class SaidCountLoader(_ContextLoader):
    """Number of messages, for staff with the memos, by (for staff, thread pk)."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        return _together(keys, lambda pks, for_staff: count_said(pks, for_staff=for_staff, using=alias))


class ParcelEventsLoader(_ContextLoader):
    """Part of a parcel's events by (span, parcel pk), None without a bound of the span in it."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        return _together(keys, lambda pks, span: load_parcel_events(pks, span, using=alias))


class ParcelEventCountLoader(_ContextLoader):
    """Number of events by parcel pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = count_parcel_events(keys, using=alias)
        return [found[key] for key in keys]


def _together(keys: Iterable[tuple[Any, ...]], load: Callable[..., Mapping[Any, Any]]) -> list[Any]:
    """Read keys that differ only in their last part, the owner's pk, at once."""
    pks: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for *kind, pk in keys:
        pks[tuple(kind)].append(pk)
    found = {kind: load(owners, *kind) for kind, owners in pks.items()}
    return [found[tuple(kind)].get(pk) for *kind, pk in keys]
