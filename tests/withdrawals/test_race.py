"""The same statement many times at once: one record, one entry, one receipt (W-13)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from saleor_order_central.access.models import AccessCount
from saleor_order_central.author import Author, AuthorType
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.timeline.models import OrderEntry
from saleor_order_central.withdrawals.kinds import WithdrawalRules
from saleor_order_central.withdrawals.matching import match_withdrawals
from saleor_order_central.withdrawals.models import Withdrawal, WithdrawalLine, WithdrawalSettings
from saleor_order_central.withdrawals.rules import judge_order
from saleor_order_central.withdrawals.selectors import load_withdrawal_material
from saleor_order_central.withdrawals.services import submit_unverified, submit_verified
from saleor_order_central.withdrawals.statement import StatedLine, Statement
from tests.access.guests import number_of
from tests.refunds.test_race import at_once
from tests.shop_rows import NOON, make_order

AT_ONCE = 32


@pytest.fixture(autouse=True)
def _shop(transactional_db: None) -> Iterator[None]:
    WithdrawalSettings.objects.create(channel="", is_enabled=True)
    yield
    for model in (Withdrawal, WithdrawalSettings, AccessCount):
        model.objects.all().delete()


def statement(order: Any, **values: Any) -> Statement:
    columns = {"name": "Ana Pop", "email": "guest@example.com", "is_confirmed": True, **values}
    return Statement(order_number=number_of(order), **columns)


def by_owner(order: Any, **values: Any) -> str:
    """Submit as somebody with access, judged inside the lock."""

    def judge(facts: Any) -> Any:
        material = load_withdrawal_material([order.pk], using="default")[order.pk]
        return judge_order(
            material.lines,
            material.withdrawn,
            WithdrawalRules(is_enabled=True),
            delivered_at=None,
            is_business=False,
            zone=NOON.tzinfo,
            now=NOON,
        )

    author = Author(AuthorType.CUSTOMER)
    return submit_verified(statement(order, **values), order.pk, judge, author=author).number


def told(order: Any) -> tuple[int, int, int]:
    """Statements, entries and receipts of an order."""
    mails = OrderNotification.objects.filter(order=order, occasion="WITHDRAWAL_RECEIVED")
    entries = OrderEntry.objects.filter(order=order, kind="WITHDRAWAL")
    return Withdrawal.objects.filter(order=order).count(), entries.count(), mails.count()


def test_repeats_of_somebody_with_access_make_one_statement():
    order = make_order()
    found = at_once(lambda: by_owner(order, idempotency_key="once"), AT_ONCE)
    assert len(set(found)) == 1
    assert told(order) == (1, 1, 1)


def test_units_are_withdrawn_from_once():
    """Without a key each is a statement of its own, but no unit is in two of them."""
    order = make_order()
    lines = [StatedLine(order.lines.get().pk, "", 1)]
    found = at_once(lambda: by_owner(order, lines=lines), AT_ONCE)
    refused = [one.code for one in found if isinstance(one, OrderCentralFault)]
    assert refused == [ErrorCode.WITHDRAWAL_NOT_POSSIBLE] * (AT_ONCE - 3)
    assert sum(WithdrawalLine.objects.values_list("quantity", flat=True)) == 3
    assert told(order) == (3, 3, 3)


def test_repeats_of_a_stranger_make_one_statement_and_one_receipt(queued):
    # given the same statement from many windows
    order = make_order()
    wanted = statement(order, idempotency_key="once")
    found = at_once(
        lambda: submit_unverified(wanted, channel="", language="en", client="10.0.0.1").number, AT_ONCE
    )
    assert len(set(found)) == 1
    assert (Withdrawal.objects.count(), queued(), told(order)) == (1, 1, (0, 0, 0))
    # when the task looks for the order, in more than one process
    assert sorted(at_once(match_withdrawals, 4))[-1] == 1
    # then
    assert told(order) == (1, 1, 1)
    # and each limit has counted one try
    assert set(AccessCount.objects.values_list("count", flat=True)) == {1}
    with get_host().allow_writer():
        assert match_withdrawals() == 0
