"""What a request came to: told by the rooms that give something, such as refunds and vouchers.

Such a room adds a source to `SOURCES` when it is loaded. A source gets the keys of requests and returns the
outcomes that it knows of; it is asked inside the transaction that completes a request, with the order's
state locked, so that no outcome comes or goes meanwhile.
"""

from collections.abc import Callable, Collection, Mapping

from .kinds import ReturnOutcome

OutcomeSource = Callable[[Collection[int]], Mapping[int, ReturnOutcome]]
SOURCES: list[OutcomeSource] = []


def outcome_of(request_pk: int) -> ReturnOutcome | None:
    """Return what was given for a request, None while nothing was."""
    for source in SOURCES:
        found = source((request_pk,)).get(request_pk)
        if found is not None:
            return found
    return None
