"""Goods that arrive: units are looked at one by one (002-46)."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault, OrderCentralFaults, not_found
from ..host import refund_actions
from ..timeline.history import return_entry, write
from ..timeline.view import Visibility
from .asks import ReceivedUnits, Reception
from .changes import held_request, is_repeated, refuse_state
from .kinds import Disposition, ReturnState
from .models import ReturnInspection, ReturnLine, ReturnRequest
from .moving import Held, Told, move, title
from .wording import DISPOSITION_LABELS, RETURN_INSPECTED

_RECEIVED = ReturnState.PACKAGE_RECEIVED


def receive_units(request_pk: int, order_pk: Any, reception: Reception, *, author: Author) -> ReturnRequest:
    """Record what was found of some units; the first time the request becomes PACKAGE_RECEIVED.

    More may arrive later: findings add up, never beyond what was asked back. The same key with the same
    content changes nothing more. Raises OrderCentralFault: RETURN_STATE_INVALID, NOT_FOUND for a line of
    another request or an unknown warehouse, QUANTITY_EXCEEDED, CONFLICT.
    """
    reception = reception.cleaned()
    with transaction.atomic():
        held = held_request(request_pk, order_pk)
        if is_repeated(held.request, reception.idempotency_key, reception.request_hash):
            return held.request
        is_first = ReturnState(held.request.state) is not _RECEIVED
        if is_first:
            refuse_state(held.request, _RECEIVED)
        _refuse_excess(held.lines, reception.units)
        _refuse_unknown_warehouses(reception.units)
        _store(held, reception.units, author)
        _write_down(held, reception, author)
        if is_first:
            move(held, _RECEIVED, Told(modes=reception.modes), author=author)
        else:
            held.request.updated_at = held.desk.now
            held.request.save(update_fields=["updated_at"])
    return held.request


def _refuse_excess(lines: Sequence[ReturnLine], units: Sequence[ReceivedUnits]) -> None:
    by_pk = {line.pk: line for line in lines}
    looked_at = Counter[int]()
    for one in ReturnInspection.objects.filter(line__in=list(by_pk)):
        looked_at[one.line_id] += one.quantity
    faults: list[OrderCentralFault] = []
    for place, new in enumerate(units):
        line = by_pk.get(new.line_pk)
        looked_at[new.line_pk] += new.quantity
        if line is None:
            faults.append(not_found(f"lines.{place}.line", "The request has no such line."))
        elif looked_at[new.line_pk] > line.quantity:
            faults.append(
                OrderCentralFault(
                    f"Only {line.quantity} units were asked back.",
                    ErrorCode.QUANTITY_EXCEEDED,
                    field=f"lines.{place}.quantity",
                )
            )
    if faults:
        raise OrderCentralFaults(faults)


def _refuse_unknown_warehouses(units: Sequence[ReceivedUnits]) -> None:
    named = {one.warehouse for one in units if one.warehouse}
    unknown = {pk for pk in named if not refund_actions.warehouse_exists(pk, using="default")}
    faults = [
        not_found(f"lines.{place}.warehouse", "There is no such warehouse.")
        for place, one in enumerate(units)
        if one.warehouse in unknown
    ]
    if faults:
        raise OrderCentralFaults(faults)


def _store(held: Held, units: Sequence[ReceivedUnits], author: Author) -> None:
    arrived = Counter[int]()
    rows = []
    for one in units:
        rows.append(
            ReturnInspection(
                line_id=one.line_pk,
                quantity=one.quantity,
                disposition=one.disposition.value,
                warehouse=one.warehouse,
                note=one.note,
                user_id=author.user_pk,
                created_at=held.desk.now,
            )
        )
        arrived[one.line_pk] += one.quantity if one.disposition is not Disposition.MISSING else 0
    ReturnInspection.objects.bulk_create(rows)
    for line in held.lines:
        line.quantity_received += arrived[line.pk]
    ReturnLine.objects.bulk_update(held.lines, ["quantity_received"])


def _write_down(held: Held, reception: Reception, author: Author) -> None:
    """What was found is for staff; the customer hears that the parcel arrived."""
    names = {line.pk: line.product_name for line in held.lines}
    labels = {one: title(held.facts, label) for one, label in DISPOSITION_LABELS.items()}
    found = [f"{one.quantity} × {names[one.line_pk]}: {labels[one.disposition]}" for one in reception.units]
    entry = return_entry(
        held.request.order_id,
        held.request.pk,
        author=author,
        visibility=Visibility.STAFF,
        date=held.desk.now,
        subject=title(held.facts, RETURN_INSPECTED, number=held.request.number),
        message="\n".join(found),
        idempotency_key=reception.idempotency_key,
        request_hash=reception.request_hash if reception.idempotency_key else "",
    )
    write([entry])
