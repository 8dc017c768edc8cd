"""Doubts for staff that carriers' events raise: against the status, the code and the shipping date. Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from ..carrier_events.checkpoints import Checkpoint, checkpoint_of
from .situation import Situation
from .view import WarningCode

# Goods are often fetched first and entered later on the same day.
_BEFORE = timedelta(hours=24)
Doubt = tuple[WarningCode, datetime | None]


def carrier_doubts(situation: Situation) -> Iterator[Doubt]:
    """Yield each doubt once, with the moment at which it began where that is known."""
    heard = _heard(situation)
    if situation.late_since is not None and not situation.is_canceled:
        yield WarningCode.LATE, situation.late_since
    conflicts = _conflicts(situation, heard)
    if conflicts:
        yield WarningCode.CARRIER_CONFLICT, min(conflicts)
    mismatched = [one.last_at for one in heard if _is_mismatched(one)]
    if mismatched:
        yield WarningCode.CARRIER_MISMATCH, _earliest(mismatched)
    early = [one.moved_at for one in heard if _moved_early(one)]
    if early:
        yield WarningCode.EVENT_BEFORE_SHIPPED, _earliest(early)


def _heard(situation: Situation) -> list[Checkpoint]:
    """The parcels of which a carrier told something."""
    found = (checkpoint_of(shipment, situation.checkpoints) for shipment in situation.shipments.active)
    return [one for one in found if one is not None and one.last_at is not None]


def _conflicts(situation: Situation, heard: list[Checkpoint]) -> list[datetime]:
    """Delivered although the order was canceled, or concluded although a parcel is still on its way."""
    if situation.is_canceled:
        return [one.delivered_at for one in heard if one.delivered_at is not None]
    if situation.concluding is not None and any(one.delivered_at is None for one in heard):
        return [situation.concluding.date]
    return []


def _is_mismatched(parcel: Checkpoint) -> bool:
    named = {one for one in (parcel.carrier, *parcel.reporting_carriers) if one}
    return len(named) > 1


def _moved_early(parcel: Checkpoint) -> bool:
    return bool(parcel.moved_at and parcel.shipped_at and parcel.moved_at < parcel.shipped_at - _BEFORE)


def _earliest(dates: Iterable[datetime | None]) -> datetime | None:
    return min((date for date in dates if date is not None), default=None)
