"""Parcels that staff add, change and take away (000-28, 001-17, 001-21)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from ..author import Author
from ..carrier_events.summaries import fill_summaries
from ..errors import invalid, not_found, required
from ..host.facts import OrderFacts
from ..language import speaking, supported_language
from ..settings import load_settings
from ..statuses.acting import Acting, acting
from ..statuses.automation import record_orders
from ..statuses.locks import lock_order_states
from ..statuses.request import StatusChangeRequest
from ..timeline.history import event, repeated_entries, same_request, write
from ..timeline.models import OrderEntry
from ..timeline.view import Visibility
from ..tracking import CARRIERS
from ..tracking.carrier_models import TrackingCarrier
from ..tracking.models import OrderParcel, OrderParcelLine
from ..tracking.recording import classify_row, has_left
from ..tracking.services import load_tracking_rules
from ..tracking.shipments import code_key
from .filling import checked_lines
from .request import CODE_NEEDED, ParcelRequest
from .saleor_text import write_saleor_text

PARCEL = "PARCEL"
MOST_PARCELS = 100
ADDED = gettext_noop("Parcel added")
CHANGED = gettext_noop("Parcel changed")
REMOVED = gettext_noop("Parcel removed")


def create_parcel(facts: OrderFacts, request: ParcelRequest, *, author: Author) -> OrderParcel:
    """Add a parcel to a fulfillment or to the order as a whole.

    The same key with the same content returns the first parcel. Its number is told to the customer once it
    has a shipping date, as any other. Raises OrderCentralFault: REQUIRED and INVALID naming the field,
    NOT_FOUND for a fulfillment, carrier or line, CONFLICT.
    """
    request = request.cleaned(now=timezone.now())
    if facts.is_draft:
        raise invalid("order", "A draft is not an order yet: nothing can be sent.")
    if "code" not in request.values:
        raise required("code", CODE_NEEDED)
    with transaction.atomic():
        lock_order_states([facts.order_pk])
        if _repeated(facts, request, "create") is not None:
            return OrderParcel.objects.get(order_id=facts.order_pk, idempotency_key=request.idempotency_key)
        if (
            OrderParcel.objects.filter(order_id=facts.order_pk, is_own=True, removed_at=None).count()
            >= MOST_PARCELS
        ):
            raise invalid("order", f"At most {MOST_PARCELS} parcels can be added to an order.")
        row = OrderParcel(
            order_id=facts.order_pk, number=0, is_own=True, idempotency_key=request.idempotency_key
        )
        _attach(row, facts, request.values.get("fulfillment"))
        _fill(row, facts, request.values)
        row.save()
        _fill_lines(row, facts, request.values)
        _tell(row, facts, request, "create", author, ADDED, _visibility(row))
        _follow(facts, request, author)
    return row


def update_parcel(
    context: Any, facts: OrderFacts, row: OrderParcel, request: ParcelRequest, *, author: Author
) -> OrderParcel:
    """Change a parcel; what is not given stays. A code of Saleor's own field is changed in Saleor too.

    Raises what `create_parcel` raises, and INVALID with Saleor's words when it refuses the code.
    """
    request = request.cleaned(now=timezone.now())
    values = dict(request.values)
    fulfillment = values.pop("fulfillment", None)
    if fulfillment is not None and fulfillment != row.fulfillment_key:
        raise invalid("fulfillment", "A parcel stays with its fulfillment: remove it and add another one.")
    if not row.is_own and "shipped_at" in values:
        raise invalid("shippedAt", "Saleor itself dates this parcel.")
    action = f"update:{row.pk}"
    with transaction.atomic():
        lock_order_states([facts.order_pk])
        if _repeated(facts, request, action) is not None:
            return _present(row)
        row = _present(row)
        before = row.code
        _fill(row, facts, values)
        row.save()
        _fill_lines(row, facts, values)
        if row.code != before and not row.is_own:
            write_saleor_text(context, row, before, row.code)
        _tell(row, facts, request, action, author, CHANGED, Visibility.STAFF)
        _follow(facts, request, author)
    return _present(row)


def delete_parcel(context: Any, facts: OrderFacts, row: OrderParcel, *, author: Author) -> OrderParcel:
    """Take a parcel away; its events stay stored. A code of Saleor's own field is taken out of it.

    Raises INVALID for a parcel of which only Saleor's history tells, NOT_FOUND for one that is gone.
    """
    if not row.is_own and row.fulfillment_id is None:
        raise invalid("id", "Saleor's history tells of this parcel, so it stays.")
    with transaction.atomic():
        lock_order_states([facts.order_pk])
        row = _present(row)
        if row.is_own:
            row.removed_at = timezone.now()
            row.save(update_fields=["removed_at"])
        else:
            write_saleor_text(context, row, row.code, "")
        _tell(row, facts, ParcelRequest({}), "delete", author, REMOVED, _visibility(row))
        _follow(facts, ParcelRequest({}), author)
    return row


def _visibility(row: OrderParcel) -> Visibility:
    """A number is the customer's once the parcel has left, and so is its end."""
    return Visibility.CUSTOMER if row.has_left and row.shipped_at else Visibility.STAFF


def _present(row: OrderParcel) -> OrderParcel:
    """Read the row again under the lock."""
    found: OrderParcel | None = OrderParcel.objects.filter(pk=row.pk, removed_at=None).first()
    if found is None:
        raise not_found("id", "There is no such parcel.")
    return found


def _repeated(facts: OrderFacts, request: ParcelRequest, action: str) -> OrderEntry | None:
    earlier = repeated_entries([facts.order_pk], request.idempotency_key).get(facts.order_pk)
    return None if earlier is None else same_request(earlier, request.content_hash(action))


def _attach(row: OrderParcel, facts: OrderFacts, fulfillment_pk: int | None) -> None:
    if fulfillment_pk is None:
        return
    found = next((one for one in facts.shipments if one.fulfillment_pk == fulfillment_pk), None)
    if found is None:
        raise not_found("fulfillment", "The order has no such fulfillment.")
    row.fulfillment_id = row.fulfillment_key = fulfillment_pk
    row.number = found.number
    row.has_left = has_left(found)
    row.shipped_at = found.shipped_at


def _fill(row: OrderParcel, facts: OrderFacts, values: Mapping[str, Any]) -> None:
    if "carrier" in values:
        row.chosen_carrier = _known_carrier(values["carrier"])
    for name in ("shipped_at", "estimated_at"):
        if name in values and getattr(row, name) != values[name]:
            setattr(row, name, values[name])
            row.forget_expected()
    if "code" in values:
        if code_key(values["code"]) != row.normalized_code and "carrier" not in values:
            # The choice was about the code before.
            row.chosen_carrier = ""
        if code_key(values["code"]) != row.normalized_code:
            row.first_promised_to = None
        row.code = values["code"]
        row.normalized_code = code_key(row.code)
        if row.pk is not None:
            fill_summaries([row])
    classify_row(row, load_tracking_rules(load_settings(using="default"), using="default"), facts.channel)


def _known_carrier(code: str) -> str:
    cleaned = code.strip().lower()
    if cleaned and cleaned not in CARRIERS and not TrackingCarrier.objects.filter(code=cleaned).exists():
        raise not_found("carrier", f'There is no carrier "{cleaned}".')
    return cleaned


def _fill_lines(row: OrderParcel, facts: OrderFacts, values: Mapping[str, Any]) -> None:
    if "lines" not in values:
        return
    wanted = checked_lines(row, facts, values["lines"])
    row.own_lines.all().delete()
    OrderParcelLine.objects.bulk_create(
        [OrderParcelLine(parcel=row, order_line=line, quantity=quantity) for line, quantity in wanted]
    )


def _tell(
    row: OrderParcel,
    facts: OrderFacts,
    request: ParcelRequest,
    action: str,
    author: Author,
    subject: str,
    visibility: Visibility,
) -> None:
    """Write the change down, in the language of the order."""
    with speaking(supported_language(facts.language_code)):
        entry = event(
            facts.order_pk,
            author=author,
            visibility=visibility,
            date=timezone.now(),
            subject=gettext(subject),
            message=row.code,
            idempotency_key=request.idempotency_key,
            request_hash=request.content_hash(action) if request.idempotency_key else "",
        )
    write([entry])


def _follow(facts: OrderFacts, request: ParcelRequest, author: Author) -> None:
    """Let lists, statuses and messages follow at once, told as the caller wants."""
    wanted = StatusChangeRequest(status="", modes=request.modes)
    with acting(Acting(facts.order_pk, PARCEL, wanted, author)):
        record_orders([facts.order_pk])
