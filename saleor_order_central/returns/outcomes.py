"""What a request came to: told by the rooms that give something, such as refunds and vouchers.

Such a room adds a source to `SOURCES` when it is loaded. A source gets the keys of requests and returns the
outcomes that it knows of; it is asked inside the transaction that completes a request, with the order's
state locked, so that no outcome comes or goes meanwhile. `RUNNING` tells which requests have something on
its way to the customer; `GOODS` take the goods of a request in that is about to be completed.
"""

from collections.abc import Callable, Collection, Mapping, Set

from .kinds import ReturnOutcome
from .moving import Held

OutcomeSource = Callable[[Collection[int]], Mapping[int, ReturnOutcome]]
SOURCES: list[OutcomeSource] = []
RUNNING: list[Callable[[Collection[int]], Set[int]]] = []
GOODS: list[Callable[[Held], None]] = []


def outcome_of(request_pk: int) -> ReturnOutcome | None:
    """Return what was given for a request, None while nothing was."""
    for source in SOURCES:
        found = source((request_pk,)).get(request_pk)
        if found is not None:
            return found
    return None


def is_running(request_pk: int) -> bool:
    """Tell whether something for a request is on its way to the customer."""
    return any(request_pk in source((request_pk,)) for source in RUNNING)


def take_in(held: Held) -> None:
    """Let the rooms that keep goods know that a request is completed now."""
    for taker in GOODS:
        taker(held)
