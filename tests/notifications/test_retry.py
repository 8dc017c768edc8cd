"""When a message is tried again, and when it is given up."""

from __future__ import annotations

import pytest

from saleor_order_central.notifications.retry import next_try
from tests.shop_rows import NOON

WAITS = {1: 1, 2: 5, 3: 15, 4: 60, 5: 240, 6: 720}


@pytest.mark.parametrize(("failures", "minutes"), WAITS.items())
def test_each_failure_waits_longer(failures, minutes):
    assert (next_try(failures, NOON) - NOON).total_seconds() == minutes * 60


@pytest.mark.parametrize("failures", [7, 8, 100])
def test_after_the_last_wait_it_is_over(failures):
    assert next_try(failures, NOON) is None
