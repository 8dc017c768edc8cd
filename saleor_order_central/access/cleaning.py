"""Forgetting what is no longer needed of guests."""

from datetime import timedelta

from django.utils import timezone

from .fields import MOST_LINK_DAYS
from .models import AccessCount, AccessGrant, AccessRequest

KEEP_COUNTS = timedelta(hours=2)
KEEP_REQUESTS = timedelta(days=1)
# Longer than any link can last, so that a link that was taken back never comes to life again.
KEEP_GRANTS = timedelta(days=MOST_LINK_DAYS + 35)


def forget_old_access() -> int:
    """Delete old counts, requests and grants; returns how many rows."""
    now = timezone.now()
    old = (
        AccessCount.objects.filter(hour__lt=now - KEEP_COUNTS),
        AccessRequest.objects.filter(created_at__lt=now - KEEP_REQUESTS),
        AccessGrant.objects.filter(expires_at__lt=now - KEEP_GRANTS),
    )
    return sum(rows.delete()[0] for rows in old)
