"""Reads of ratings."""

from collections.abc import Iterable
from typing import Any

from .models import OrderFeedback


def load_feedback(order_pks: Iterable[Any], *, using: str) -> dict[Any, OrderFeedback]:
    """Return ratings by order pk, one statement."""
    rows = OrderFeedback.objects.using(using).filter(order_id__in=list(order_pks))
    return {feedback.order_id: feedback for feedback in rows}
