"""Days on the calendar of a shop: when they begin and end, and how working days are counted. Pure.

Moments are aware datetimes and results are in UTC. Public holidays are not known here.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

# Saleor takes any positive integer as a number of days; nobody means more than ten years.
MOST_DAYS = 3650
_WEEK = 5


def day_of(moment: datetime, zone: tzinfo) -> date:
    """Return the day that a clock of the zone shows."""
    return moment.astimezone(zone).date()


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the first moment of a day; where clocks skip midnight, the moment of the change."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the last second of a day, which may be the 23rd, 24th or 25th hour of it."""
    return start_of_day(day + timedelta(days=1), zone) - timedelta(seconds=1)


def add_days(day: date, count: int, *, working: bool) -> date:
    """Return the day that lies some days later: 0 is the day itself, or Monday for a weekend.

    Working days are Monday to Friday: one working day after a Saturday is the Monday.
    """
    count = min(count, MOST_DAYS)
    if not working:
        return day + timedelta(days=count)
    past_friday = max(day.weekday() - _WEEK + 1, 0)
    if past_friday and not count:
        return day + timedelta(days=7 - day.weekday())
    # From a weekend one counts as from the Friday before it.
    start = day - timedelta(days=past_friday)
    weeks, rest = divmod(count, _WEEK)
    over_weekend = 2 if start.weekday() + rest >= _WEEK else 0
    return start + timedelta(days=7 * weeks + rest + over_weekend)
