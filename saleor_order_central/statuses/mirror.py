"""Status, type and step in the metadata of Saleor's order (B-16), for its own lists and for apps.

Public metadata is read by customers: it holds only the status that they may see. The staff's status, which
may be another one, is in the private metadata under the same keys.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ..host import get_host
from ..host.base import MetadataValues
from .models import OrderState, OrderStatusDefinition
from .selectors import StatusBook

STATUS_KEY = "orderCentral.status"
TYPE_KEY = "orderCentral.statusType"
STEP_KEY = "orderCentral.step"

_Values = tuple[tuple[str, str], ...]


def mirror_states(states: Iterable[OrderState], book: StatusBook) -> int:
    """Write what the states say into their orders; returns how many orders differed.

    States must be filled (`record.refresh_states`); others are left out. One statement per different set of
    values, and orders that have theirs already are not written: it is safe and cheap to repeat.
    """
    groups: dict[tuple[_Values, _Values], list[Any]] = defaultdict(list)
    for state in states:
        if state.placed_at is not None:
            groups[_public(state, book), _private(state, book)].append(state.pk)
    wanted = [(MetadataValues(dict(public), dict(private)), pks) for (public, private), pks in groups.items()]
    return get_host().merge_metadata(wanted)


def _public(state: OrderState, book: StatusBook) -> _Values:
    shown = book.by_slug.get(state.customer_status)
    return (*_texts(shown), (STEP_KEY, state.current_step))


def _private(state: OrderState, book: StatusBook) -> _Values:
    if state.status_id:
        return _texts(book.by_pk.get(state.status_id))
    return _texts(book.default_for(state.channel))


def _texts(definition: OrderStatusDefinition | None) -> _Values:
    """Without a status the texts are empty: an old one must not stay."""
    if definition is None:
        return ((STATUS_KEY, ""), (TYPE_KEY, ""))
    return ((STATUS_KEY, definition.slug), (TYPE_KEY, definition.type or ""))
