"""Limits for asking and guessing, counted in PostgreSQL so that all processes share them (B-09)."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F
from django.utils import timezone

from ..errors import ErrorCode, OrderCentralFault
from .codes import subject_mark
from .models import AccessCount

# Most per hour. An order's limit lies above a caller's, so that one caller alone cannot lock an order.
REQUEST_LIMITS = {"order": 30, "email": 5, "client": 20}
CONFIRM_LIMITS = {"order": 60, "email": 20, "client": 40}
WITHDRAWAL_LIMITS = {"order": 30, "email": 10, "client": 20}


def count_or_refuse(action: str, limits: Mapping[str, int], subjects: Mapping[str, str]) -> None:
    """Count one try for each subject. Raises RATE_LIMITED when one has no tries left in this hour.

    Call it in a transaction of the try: refused tries are not counted. A subject that is "" is not counted.
    The number of statements depends on which subjects are known, and on nothing else.
    """
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    # In the order of the keys, so that parallel tries cannot wait for each other in a circle.
    marks = sorted(
        (subject_mark(f"{action}.{kind}", value), limits[kind]) for kind, value in subjects.items() if value
    )
    AccessCount.objects.bulk_create(
        [AccessCount(subject=mark, hour=hour) for mark, _limit in marks], ignore_conflicts=True
    )
    counted = [_count(mark, hour, limit) for mark, limit in marks]
    if not all(counted):
        raise OrderCentralFault("Too many tries; wait an hour.", ErrorCode.RATE_LIMITED)


def _count(mark: str, hour: datetime, limit: int) -> int:
    """One statement that checks and counts: parallel tries cannot pass the limit together."""
    rows = AccessCount.objects.filter(subject=mark, hour=hour, count__lt=limit)
    return int(rows.update(count=F("count") + 1))
