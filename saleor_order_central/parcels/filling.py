"""Lines that staff put into a parcel, checked against the order and its fulfillment."""

from collections.abc import Sequence

from ..errors import not_found
from ..host import get_host
from ..host.facts import OrderFacts
from ..tracking.models import OrderParcel
from .contents import Contents, refuse_too_much
from .request import LineRequest
from .selectors import load_named_lines, with_rows


def _called_back(facts: OrderFacts) -> set[int | None]:
    """Parcels whose goods may be sent again: their fulfillment was canceled, and perhaps deleted since."""
    gone = OrderParcel.objects.filter(order_id=facts.order_pk, fulfillment=None, has_left=False)
    gone = gone.exclude(fulfillment_key=0)
    return {
        *gone.values_list("pk", flat=True),
        *(one.parcel_pk for one in facts.shipments if one.is_canceled),
    }


def checked_lines(row: OrderParcel, facts: OrderFacts, wanted: Sequence[LineRequest]) -> Contents:
    """Return (order line, units). All parcels together hold no more than was ordered, and those of one
    fulfillment no more than it sent.

    Raises NOT_FOUND for a line of another order, INVALID naming `lines.<n>.quantity`.
    """
    lines = get_host().load_order_lines([facts.order_pk], using="default").get(facts.order_pk, [])
    by_pk = {line.pk: line for line in lines}
    for index, one in enumerate(wanted):
        if one.line_pk not in by_pk:
            raise not_found(f"lines.{index}.orderLine", "The order has no such line.")
    found: Contents = [(by_pk[one.line_pk], one.quantity) for one in wanted]
    stored = load_named_lines([facts.order_pk], using="default").get(facts.order_pk, {})
    free = {row.pk, *_called_back(facts)}
    named = {pk: found for pk, found in with_rows(stored, lines).items() if pk not in free}
    refuse_too_much(found, named.values(), {line.pk: line.quantity for line in lines}, "is left of the order")
    if row.fulfillment_id is not None:
        sent = get_host().load_parcel_lines([row.fulfillment_id], using="default")
        limits: dict[object, int] = {}
        for line, quantity in sent.get(row.fulfillment_id, []):
            limits[line.pk] = limits.get(line.pk, 0) + quantity
        siblings = OrderParcel.objects.filter(fulfillment_id=row.fulfillment_id, removed_at=None)
        together = {pk for pk in siblings.values_list("pk", flat=True) if pk in named}
        refuse_too_much(found, [named[pk] for pk in together], limits, "is left of this fulfillment")
    return found
