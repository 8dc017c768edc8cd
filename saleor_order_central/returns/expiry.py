"""Returns that were accepted and do not arrive: reminded once, then ended. Run by beat."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..author import SYSTEM
from ..notifications.models import Occasion
from ..settings import load_settings
from .kinds import ReturnState
from .models import ReturnReason, ReturnRequest
from .moving import Held, Told, hold, move, tell, title
from .wording import EXPIRED_REASON, RETURN_EXPIRED

logger = logging.getLogger(__name__)

AT_ONCE = 200
TASK = "saleor_order_central.watch_returns"
_WAITING = ReturnState.WAITING_PACKAGE


def watch_returns() -> dict[str, int]:
    """Remind and end what is due; returns how many of each. Several workers may run it at the same time."""
    if not load_settings(using="default").is_active:
        return {"reminded": 0, "ended": 0}
    now = timezone.now()
    return {
        "ended": sum(_safely(_end, pk, order_pk, now) for pk, order_pk in _due("expires_at", now)),
        "reminded": sum(_safely(_remind, pk, order_pk, now) for pk, order_pk in _due("remind_at", now)),
    }


def _due(column: str, now: datetime) -> list[tuple[int, Any]]:
    rows = ReturnRequest.objects.filter(state=_WAITING.value, **{f"{column}__lte": now})
    return list(rows.order_by(column, "pk").values_list("pk", "order_id")[:AT_ONCE])


def _safely(act: Callable[[int, Any, datetime], bool], request_pk: int, order_pk: Any, now: datetime) -> bool:
    """A request that cannot be worked on must not stop those behind it."""
    try:
        return act(request_pk, order_pk, now)
    except Exception:
        logger.exception("The return %s could not be reminded of or ended.", request_pk)
        return False


def _held_if_due(request_pk: int, order_pk: Any, column: str, now: datetime) -> Held | None:
    """Look once more under the lock: another worker, staff or the customer may have been faster."""
    held = hold(request_pk, order_pk)
    if held is None or ReturnState(held.request.state) is not _WAITING:
        return None
    due = getattr(held.request, column)
    return held if due is not None and due <= now else None


def _remind(request_pk: int, order_pk: Any, now: datetime) -> bool:
    with transaction.atomic():
        held = _held_if_due(request_pk, order_pk, "remind_at", now)
        if held is None:
            return False
        held.request.remind_at = None
        held.request.save(update_fields=["remind_at"])
        tell(held, Told(occasion=Occasion.RETURN_REMINDER), None)
    return True


def _end(request_pk: int, order_pk: Any, now: datetime) -> bool:
    with transaction.atomic():
        held = _held_if_due(request_pk, order_pk, "expires_at", now)
        if held is None:
            return False
        held.request.decline_reason = ReturnReason.objects.filter(slug=EXPIRED_REASON).first()
        subject = title(held.facts, RETURN_EXPIRED, number=held.request.number)
        told = Told(subject=subject, occasion=Occasion.RETURN_EXPIRED)
        move(held, ReturnState.CANCELED, told, author=SYSTEM)
    return True
