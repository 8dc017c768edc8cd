"""The transition table, pair by pair, and the check that guards the start (002-42, 002-45)."""

from __future__ import annotations

from itertools import product

import pytest

from saleor_order_central.returns.kinds import ReturnState
from saleor_order_central.returns.states import (
    NEXT_STATES,
    OPEN_STATES,
    may_follow,
    refuse_faulty,
    table_faults,
)

S = ReturnState
ALLOWED = {
    (S.WAITING_CONFIRMATION, S.WAITING_PACKAGE),
    (S.WAITING_CONFIRMATION, S.CANCELED),
    (S.WAITING_PACKAGE, S.PACKAGE_RECEIVED),
    (S.WAITING_PACKAGE, S.CANCELED),
    (S.PACKAGE_RECEIVED, S.COMPLETED),
    (S.PACKAGE_RECEIVED, S.CANCELED),
}


def test_states_are_exactly_five():
    assert len(S) == 5


@pytest.mark.parametrize(("before", "after"), list(product(S, S)))
def test_every_pair(before, after):
    assert may_follow(before, after) is ((before, after) in ALLOWED)


def test_open_states_are_those_that_go_on():
    assert OPEN_STATES == (S.WAITING_CONFIRMATION, S.WAITING_PACKAGE, S.PACKAGE_RECEIVED)


def test_table_in_use_is_sound():
    assert table_faults(NEXT_STATES) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        pytest.param({S.WAITING_PACKAGE: (S.CANCELED,)}, "PACKAGE_RECEIVED cannot be reached.", id="gap"),
        pytest.param({S.COMPLETED: (S.CANCELED,)}, "Exactly CANCELED and COMPLETED are final.", id="no-end"),
        pytest.param(
            {S.PACKAGE_RECEIVED: (S.COMPLETED,)}, "PACKAGE_RECEIVED cannot be canceled.", id="no-way-out"
        ),
        pytest.param({S.CANCELED: None}, "CANCELED is missing.", id="missing"),
    ],
)
def test_start_refuses_a_table_that_loses_requests(changes, fault):
    # given
    table = {**NEXT_STATES, **changes}
    table = {state: following for state, following in table.items() if following is not None}
    # when / then
    assert fault in table_faults(table)
    with pytest.raises(RuntimeError, match="states of returns"):
        refuse_faulty(table)
