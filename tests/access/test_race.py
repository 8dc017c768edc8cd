"""Parallel tries, each on a connection of its own: a code gives one grant, and limits hold together."""

from __future__ import annotations

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.db import connection

from saleor_order_central.access.codes import code_of, email_mark, new_seed, pair_mark
from saleor_order_central.access.grants import MOST_TRIES, confirm_access, use_tokens
from saleor_order_central.access.limits import REQUEST_LIMITS
from saleor_order_central.access.models import AccessCount, AccessGrant, AccessRequest
from saleor_order_central.access.requests import OrderKey, answer_requests, request_access
from saleor_order_central.access.tokens import link_token
from saleor_order_central.errors import OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.settings import load_settings
from tests.access.guests import now, number_of, wrong
from tests.shop_rows import make_order

AT_ONCE = 24
EMAIL = "guest@example.com"


def run_at_once(call):
    """Call it in many threads at the same moment; returns what each got, or the code of its fault."""
    barrier, found = Barrier(AT_ONCE), []

    def run(number):
        try:
            with get_host().allow_writer():
                barrier.wait()
                try:
                    found.append(call(number))
                except OrderCentralFault as fault:
                    found.append(fault.code.value)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == AT_ONCE
    return found


@pytest.fixture
def shop(transactional_db):
    """An order and a request for its code; what is bound to no order is removed afterwards."""
    order = make_order()
    rules = load_settings(using="default").access_rules
    request_access(OrderKey(number_of(order), EMAIL, ""), "", rules)
    answer_requests()
    yield order, rules
    AccessRequest.objects.all().delete()
    AccessCount.objects.all().delete()


def test_parallel_confirms_of_one_code_give_one_grant(shop):
    order, rules = shop
    number = number_of(order)
    code = code_of(AccessRequest.objects.get().seed)

    # Callers without an address and below the limit of an address.
    AccessCount.objects.all().delete()
    found = run_at_once(lambda _: confirm_access(OrderKey(number, EMAIL, ""), code, rules).token)

    kinds = Counter("token" if one.startswith("ocg_") else one for one in found)
    assert kinds["token"] == 1
    assert set(kinds) <= {"token", "CODE_INVALID", "RATE_LIMITED"}
    assert AccessGrant.objects.count() == 1


def test_parallel_wrong_tries_cannot_pass_the_limit(shop):
    order, rules = shop
    number = number_of(order)
    code = code_of(AccessRequest.objects.get().seed)

    found = run_at_once(lambda _: confirm_access(OrderKey(number, EMAIL, ""), wrong(code), rules).token)

    assert set(found) <= {"CODE_INVALID", "RATE_LIMITED"}
    assert AccessRequest.objects.get().tries == MOST_TRIES
    with pytest.raises(OrderCentralFault):
        confirm_access(OrderKey(number, EMAIL, ""), code, rules)
    assert AccessGrant.objects.count() == 0


def test_parallel_requests_cannot_pass_the_limit(shop):
    _order, rules = shop

    found = run_at_once(
        lambda number: request_access(OrderKey(f"90{number}", "flood@example.com", "203.0.113.5"), "", rules)
    )

    assert Counter(found) == {
        None: REQUEST_LIMITS["email"],
        "RATE_LIMITED": AT_ONCE - REQUEST_LIMITS["email"],
    }
    assert AccessRequest.objects.filter(order=None).count() == REQUEST_LIMITS["email"]


def test_parallel_workers_mail_a_code_once(shop):
    order, rules = shop
    AccessRequest.objects.create(
        number=number_of(order),
        email=EMAIL,
        pair=pair_mark(number_of(order), EMAIL),
        email_mark=email_mark(EMAIL),
        seed=new_seed(),
        expires_at=now() + rules.code_life,
    )
    before = OrderNotification.objects.filter(order=order).count()

    found = run_at_once(lambda _: answer_requests())

    assert sum(found) == 1
    assert OrderNotification.objects.filter(order=order).count() == before + 1


def test_parallel_openings_of_one_link_make_one_grant(shop):
    order, rules = shop
    token = link_token(order.pk, EMAIL, now())

    found = run_at_once(lambda _: [one.order_pk for one in use_tokens([token], rules).values()])

    assert found == [[order.pk]] * AT_ONCE
    assert AccessGrant.objects.get().uses_count == AT_ONCE
