"""Lets the automation know for whom it acts while a person's one-click event runs through Saleor."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from ..author import Author
from ..timeline.models import OrderEntry
from .request import StatusChangeRequest


@dataclass(slots=True)
class Acting:
    """A person's event on one order, and the StatusRule.Fact that it makes true.

    `entry` is what the automation wrote in that person's name.
    """

    order_pk: Any
    fact: str
    request: StatusChangeRequest
    author: Author
    entry: OrderEntry | None = None

    def columns(self) -> dict[str, Any]:
        """Return what the person's request adds to the entry of the change."""
        request = self.request
        return {
            "visibility": request.visibility,
            "subject": request.subject,
            "message": request.comment,
            "idempotency_key": request.idempotency_key,
            "request_hash": request.content_hash if request.idempotency_key else "",
        }


_present: ContextVar[Acting | None] = ContextVar("order_central_acting", default=None)


@contextmanager
def acting(actor: Acting) -> Iterator[Acting]:
    """Act for a person until the block ends; Saleor's hooks run in it, after their commit."""
    token = _present.set(actor)
    try:
        yield actor
    finally:
        _present.reset(token)


def actor_for(order_pk: Any) -> Acting | None:
    """Return the person whose event runs on this order, until that event has its entry."""
    actor = _present.get()
    return actor if actor is not None and actor.order_pk == order_pk and actor.entry is None else None
