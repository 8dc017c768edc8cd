"""Parallel requests, each on a connection of its own: together they never hold more than was shipped."""

from __future__ import annotations

from threading import Barrier, Thread

from django.db import connection

from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.returns.models import ReturnLine, ReturnRequest
from saleor_order_central.timeline.models import OrderEntry
from tests.returns.conftest import ask, make_sent_order

AT_ONCE = 24


def run_at_once(call) -> list[object]:
    """Call it in many threads at the same moment; returns the requests and the codes of faults."""
    barrier, found = Barrier(AT_ONCE), []

    def run(number: int) -> None:
        try:
            with get_host().allow_writer():
                barrier.wait()
                try:
                    found.append(call(number).number)
                except OrderCentralFault as fault:
                    found.append(fault.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_parallel_requests_take_each_unit_once(transactional_db):
    # given three mugs
    order = make_sent_order()
    # when 24 customers' windows each ask for one
    found = run_at_once(lambda number: ask(order, 1))
    # then three got one
    numbers = sorted(one for one in found if isinstance(one, str) and "-R" in one)
    assert len(found) == AT_ONCE
    assert [one.rpartition("-")[2] for one in numbers] == ["R1", "R2", "R3"]
    assert [one for one in found if one is ErrorCode.RETURN_NOT_ELIGIBLE] == [
        ErrorCode.RETURN_NOT_ELIGIBLE
    ] * (AT_ONCE - 3)
    assert sum(ReturnLine.objects.values_list("quantity", flat=True)) == 3


def test_parallel_repeats_of_one_request_store_it_once(transactional_db):
    order = make_sent_order()

    found = run_at_once(lambda number: ask(order, 1, idempotency_key="same"))

    assert (len(found), len(set(found))) == (AT_ONCE, 1)
    assert (ReturnRequest.objects.count(), OrderEntry.objects.filter(kind="RETURN").count()) == (1, 1)
