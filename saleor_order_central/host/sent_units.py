"""Which units of an order line have left the shop, by the fulfillments that they lie in."""

from django.db.models import Q

CAME_BACK = ("returned", "refunded_and_returned", "replaced")
PAID_BACK = ("refunded", "refunded_and_returned")
# Saleor puts units that were paid back before they were sent in a fulfillment, too: those have no stock.
LEFT = Q(fulfillment__status__in=("fulfilled", *CAME_BACK)) | Q(
    fulfillment__status="refunded", stock__isnull=False
)
