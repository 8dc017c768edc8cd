"""Giving and changing a rating."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from ..errors import invalid, required
from ..statuses.locks import lock_order_states
from ..text import plain_text
from .models import HIGHEST, LOWEST, OrderFeedback

COMMENT_LIMIT = 5_000
RATINGS = {
    "product_rating": "productRating",
    "service_rating": "serviceRating",
    "delivery_rating": "deliveryRating",
}


def submit_feedback(order_pk: Any, values: Mapping[str, Any], *, is_delivered: bool) -> OrderFeedback:
    """Store a customer's rating (003-17); a second one takes the place of the first.

    Raises OrderCentralFault: INVALID before delivery or for a rating that is not 1 to 5, REQUIRED when
    nothing was rated.
    """
    if not is_delivered:
        raise invalid("order", "The order can be rated once it is delivered.")
    ratings = {column: _rating(values.get(column), field) for column, field in RATINGS.items()}
    if not any(ratings.values()):
        raise required("productRating", "Rate at least one part.")
    comment = plain_text(values.get("comment"), "comment", limit=COMMENT_LIMIT)
    with transaction.atomic():
        lock_order_states([order_pk])
        feedback, _created = OrderFeedback.objects.update_or_create(
            order_id=order_pk, defaults={**ratings, "comment": comment}
        )
    return feedback


def _rating(value: int | None, field: str) -> int | None:
    if value is not None and not LOWEST <= value <= HIGHEST:
        raise invalid(field, f"Use {LOWEST} to {HIGHEST}.")
    return value
