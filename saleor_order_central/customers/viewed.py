"""Products that customers looked at: kept only with their consent, for some days, not too many (002-12)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..errors import ErrorCode, OrderCentralFault, not_found
from ..host import get_host
from .models import ProductView

MOST_VIEWS = 100


def record_view(
    user_pk: int, product_pk: int, *, has_consent: bool, kept_days: int | None, now: datetime | None = None
) -> bool:
    """Remember that a customer looked at a product; returns whether it is remembered.

    Without consent nothing is kept, and what was kept before is forgotten. Raises FEATURE_DISABLED when the
    shop keeps no views, NOT_FOUND for an unknown product. Only the newest hundred products are kept.
    """
    if not has_consent:
        forget_views(user_pk)
        return False
    if kept_days is None:
        raise OrderCentralFault("Viewed products are not kept.", ErrorCode.FEATURE_DISABLED)
    if get_host().unknown_catalogue_keys("products", [str(product_pk)], using="default"):
        raise not_found("product", "There is no such product.")
    now = now or timezone.now()
    with transaction.atomic():
        views = ProductView.objects.filter(user_id=user_pk)
        seen = views.filter(product_id=product_pk)
        fresh = ProductView(
            user_id=user_pk, product_id=product_pk, count=0, first_viewed_at=now, last_viewed_at=now
        )
        # Of two requests at once the later one finds the row of the other.
        ProductView.objects.bulk_create([fresh], ignore_conflicts=True)
        seen.update(count=F("count") + 1, last_viewed_at=now)
        newest = views.order_by("-last_viewed_at", "-pk").values_list("pk", flat=True)
        views.filter(pk__in=list(newest[MOST_VIEWS : 2 * MOST_VIEWS])).delete()
    return True


def forget_views(user_pk: int) -> int:
    """Forget everything that a customer looked at; returns how many products that were."""
    return ProductView.objects.filter(user_id=user_pk).delete()[0]


def forget_old_views(kept_days: int | None, *, now: datetime | None = None) -> int:
    """Forget what is older than the shop keeps it, everything when it keeps nothing; returns how many."""
    rows = ProductView.objects.all()
    if kept_days is not None:
        rows = rows.filter(last_viewed_at__lt=(now or timezone.now()) - timedelta(days=kept_days))
    return rows.delete()[0]
