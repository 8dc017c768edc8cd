"""Parcels that staff must look after, each with one reason and the moment it begins (001-22). Pure."""

from datetime import datetime, timedelta
from enum import Enum

from ..carrier_events.checkpoints import Checkpoint
from .windows import PromiseRules


class ParcelProblem(str, Enum):
    """Why a parcel is on the staff's list of carrier problems."""

    ATTEMPT_FAILED = "ATTEMPT_FAILED"
    DELAYED = "DELAYED"
    EXCEPTION = "EXCEPTION"
    RETURNING = "RETURNING"
    RETURNED_TO_SENDER = "RETURNED_TO_SENDER"
    PICKUP_WAITING = "PICKUP_WAITING"
    NO_EVENTS = "NO_EVENTS"
    LATE = "LATE"


Problem = tuple[str, datetime | None]
NO_PROBLEM: Problem = ("", None)


def find_problem(
    parcel: Checkpoint, late_at: datetime | None, rules: PromiseRules, *, is_followed: bool
) -> Problem:
    """Return the reason and when it begins, which may still be ahead; `("", None)` without a problem.

    What the carrier told goes first, then whatever begins first. Only a parcel that is still awaited may
    be asked about: not one that was delivered, or whose order ended.
    """
    if parcel.exception_type and parcel.exception_at:
        return parcel.exception_type, parcel.exception_at
    coming: list[tuple[datetime, ParcelProblem]] = []
    if late_at is not None:
        coming.append((late_at, ParcelProblem.LATE))
    if parcel.pickup_since is not None:
        too_long = parcel.pickup_since + timedelta(days=rules.pickup_days)
        deadline = min(too_long, parcel.pickup_until or too_long)
        coming.append((deadline, ParcelProblem.PICKUP_WAITING))
    elif is_followed and rules.quiet_hours is not None and parcel.shipped_at is not None:
        heard = max(parcel.last_at or parcel.shipped_at, parcel.shipped_at)
        coming.append((heard + timedelta(hours=rules.quiet_hours), ParcelProblem.NO_EVENTS))
    if not coming:
        return NO_PROBLEM
    begins, reason = min(coming, key=lambda one: one[0])
    return reason.value, begins
