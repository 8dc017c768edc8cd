"""Tracking numbers of parcels that come back."""

from typing import Any

from django.db import transaction

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault, required
from ..text import plain_line
from ..timeline.history import return_entry, write
from ..timeline.view import Visibility
from ..tracking.services import normalise_code
from .changes import held_request
from .kinds import ReturnState
from .models import ReturnParcel
from .moving import title
from .wording import RETURN_TRACKING

CODE_LIMIT = 255
MOST_PARCELS = 20
_ON_THE_WAY = (ReturnState.WAITING_PACKAGE, ReturnState.PACKAGE_RECEIVED)


def add_return_tracking(request_pk: int, order_pk: Any, code: str, *, author: Author) -> ReturnParcel:
    """Add the code of a parcel; the same code again returns the parcel that has it.

    A request whose goods are on their way does not end by itself any more. Raises OrderCentralFault:
    REQUIRED, INVALID, NOT_FOUND, TOO_MANY_ITEMS, RETURN_STATE_INVALID while nothing may be sent.
    """
    cleaned = plain_line(code, "code", limit=CODE_LIMIT)
    if not cleaned:
        raise required("code")
    with transaction.atomic():
        held = held_request(request_pk, order_pk)
        request = held.request
        known = {one.normalized_code: one for one in request.parcels.all()}
        earlier = known.get(normalise_code(cleaned))
        if earlier is not None:
            return earlier
        if ReturnState(request.state) not in _ON_THE_WAY:
            raise OrderCentralFault(
                f"A return that is {request.state} has no parcel.", ErrorCode.RETURN_STATE_INVALID, field="id"
            )
        if len(known) >= MOST_PARCELS:
            raise OrderCentralFault(
                f"At most {MOST_PARCELS} are allowed.", ErrorCode.TOO_MANY_ITEMS, field="code"
            )
        parcel = ReturnParcel.objects.create(
            request=request,
            code=cleaned,
            normalized_code=normalise_code(cleaned),
            created_at=held.desk.now,
        )
        request.expires_at = request.remind_at = None
        request.updated_at = held.desk.now
        request.save(update_fields=["expires_at", "remind_at", "updated_at"])
        entry = return_entry(
            order_pk,
            request.pk,
            author=author,
            visibility=Visibility.CUSTOMER,
            date=held.desk.now,
            subject=title(held.facts, RETURN_TRACKING, number=request.number),
            message=cleaned,
        )
        write([entry])
    return parcel
