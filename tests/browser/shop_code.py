"""Rows for the shop of the browser tests, made by a process that uses the shop's own database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from typing import Any

from devtool.inside import sql
from devtool.paths import ROOT

FIFTY = """
import json
from saleor_order_central.statuses.automation import record_orders
from tests.shop_rows import make_order

orders = [make_order(channel="default-channel") for _ in range(50)]
for order in orders:
    order.user_email = "fifty@example.com"
    order.save()
record_orders([order.pk for order in orders])
print(json.dumps(len(orders)))
"""

RECEIVED_RETURN = """
import json
import graphene
from saleor_order_central.returns.models import ReturnRequest
from tests.returns.completion_rows import RESTOCK, received, sent_and_paid

order, _stock = sent_and_paid("manual")
request = received(order, (2, RESTOCK))
number = ReturnRequest.objects.get(pk=request.pk).number
print(json.dumps({"number": number, "order": graphene.Node.to_global_id("Order", order.pk)}))
"""

RETURN_OF_ANA = """
import json
from datetime import UTC, datetime, timedelta
import graphene
from django.contrib.auth import get_user_model
from saleor_order_central.statuses.automation import record_orders
from tests.returns.conftest import ask
from tests.shop_rows import make_order, ship

ana = get_user_model().objects.get(email="ana@example.com")
order = make_order(user=ana, channel="default-channel", is_paid=True)
ship(order, "QB473124829BR", datetime.now(UTC) - timedelta(days=1))
record_orders([order.pk])
to_id = graphene.Node.to_global_id
print(json.dumps({
    "returned": to_id("Order", order.pk), "request": to_id("OrderReturnRequest", ask(order).pk)}))
"""

EVERY_PAGE = """
import json
import graphene
from django.contrib.auth import get_user_model
from saleor_order_central.notifications.instructions import save_instruction
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.withdrawals.models import Withdrawal
from tests.conversations.conftest import customer_writes
from tests.returns.completion_rows import RESTOCK, received, sent_and_paid
from tests.shop_rows import make_order

ana = get_user_model().objects.get(email="ana@example.com")
order, _stock = sent_and_paid("manual")
request = received(order, (2, RESTOCK))
mine = make_order(user=ana, channel="default-channel")
record_orders([mine.pk])
thread = customer_writes(mine).thread_id
instruction = save_instruction({"gateway": "bank", "message": "Pay us.", "bank_account": "PL61 1090"})
Withdrawal.objects.create(
    order=mine, number=f"W-{mine.pk}"[:20], order_number="1", name="Ana", email=ana.email, language="en",
    subject="Receipt", receipt="All that was said", pair="x")
to_id = graphene.Node.to_global_id
print(json.dumps({
    "order": to_id("Order", order.pk), "request": to_id("OrderReturnRequest", request.pk),
    "thread": to_id("OrderThread", thread), "instruction": to_id("OrderPaymentInstruction", instruction.pk)}))
"""

NOBODY_TRIED = """
from saleor_order_central.access.models import AccessCount

AccessCount.objects.all().delete()
print("true")
"""


def run_in_shop(code: str) -> Any:
    """Run code with the shop's rows at hand; returns what its last printed line says in JSON."""
    shell = _shell()
    assert shell.stdin is not None
    assert shell.stdout is not None
    print(json.dumps(code), file=shell.stdin, flush=True)
    line = shell.stdout.readline()
    assert line, f"The process ended with the exit code {shell.wait()}."
    answer = json.loads(line)
    assert "error" not in answer, answer["error"]
    return json.loads(answer["printed"].strip().splitlines()[-1])


@cache
def _shell() -> subprocess.Popen[str]:
    """One process for all calls, because its start takes seconds; it ends with its input, when we end."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = f"{os.environ['ORDER_CENTRAL_TEST_DATABASE']}_http{worker}"
    env = os.environ | {
        "DATABASE_URL": sql.url_of(os.environ["ORDER_CENTRAL_SERVER"], name),
        "DJANGO_SETTINGS_MODULE": "demo.settings",
        "EMAIL_URL": "dummy://",
    }
    command = [sys.executable, "-m", "tests.browser.shop_shell"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=env, cwd=ROOT, stdin=pipe, stdout=pipe, text=True)
