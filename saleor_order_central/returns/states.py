"""The states of a return request and which may follow which (002-42, 002-45). Pure; checked on import."""

from collections.abc import Mapping
from types import MappingProxyType

from .kinds import ReturnState

S = ReturnState

NEXT_STATES: Mapping[ReturnState, tuple[ReturnState, ...]] = MappingProxyType(
    {
        S.WAITING_CONFIRMATION: (S.WAITING_PACKAGE, S.CANCELED),
        S.WAITING_PACKAGE: (S.PACKAGE_RECEIVED, S.CANCELED),
        S.PACKAGE_RECEIVED: (S.COMPLETED, S.CANCELED),
        S.CANCELED: (),
        S.COMPLETED: (),
    }
)
FIRST_STATE = S.WAITING_CONFIRMATION
OPEN_STATES = tuple(state for state in S if NEXT_STATES.get(state))
# The customer may give up as long as the goods have not arrived.
CANCELABLE_BY_CUSTOMER = (S.WAITING_CONFIRMATION, S.WAITING_PACKAGE)


def may_follow(present: ReturnState, wanted: ReturnState) -> bool:
    """Tell whether a request may go from one state to another."""
    return wanted in NEXT_STATES[present]


def table_faults(table: Mapping[ReturnState, tuple[ReturnState, ...]]) -> list[str]:
    """Return what is wrong with a table: a state that is missing or unreachable, an open one without end."""
    faults = [f"{state.value} is missing." for state in S if state not in table]
    reached = _reachable(table, FIRST_STATE)
    faults += [f"{state.value} cannot be reached." for state in S if state not in reached]
    final = {state for state in S if not table.get(state)}
    if final != {S.CANCELED, S.COMPLETED}:
        faults.append("Exactly CANCELED and COMPLETED are final.")
    faults += [
        f"{state.value} cannot be canceled."
        for state in S
        if state not in final and S.CANCELED not in table.get(state, ())
    ]
    return faults


def _reachable(table: Mapping[ReturnState, tuple[ReturnState, ...]], start: ReturnState) -> set[ReturnState]:
    reached, waiting = {start}, [start]
    while waiting:
        fresh = set(table.get(waiting.pop(), ())) - reached
        reached |= fresh
        waiting += fresh
    return reached


def refuse_faulty(table: Mapping[ReturnState, tuple[ReturnState, ...]]) -> None:
    """Stop the start of the process with a table that would lose requests. Raises RuntimeError."""
    if faults := table_faults(table):
        raise RuntimeError(f"The states of returns are wrong: {' '.join(faults)}")


refuse_faulty(NEXT_STATES)
