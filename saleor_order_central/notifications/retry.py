"""When a message that could not be handed over is tried again. Pure."""

from datetime import datetime, timedelta

# Minutes after the first, second … failure; the failure after the last one is final.
BACKOFF_MINUTES = (1, 5, 15, 60, 240, 720)


def next_try(failures: int, now: datetime) -> datetime | None:
    """Return when to try again after so many failures (1 or more), None when it is time to give up."""
    if failures > len(BACKOFF_MINUTES):
        return None
    return now + timedelta(minutes=BACKOFF_MINUTES[failures - 1])
