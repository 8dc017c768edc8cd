"""Rows for the shop of the browser tests, made by a process that uses the shop's own database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from devtool.inside import sql

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


NOBODY_TRIED = """
from saleor_order_central.access.models import AccessCount

AccessCount.objects.all().delete()
print("true")
"""


def run_in_shop(code: str) -> Any:
    """Run code with the shop's rows at hand; returns what its last printed line says in JSON."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    name = f"{os.environ['ORDER_CENTRAL_TEST_DATABASE']}_http{worker}"
    env = os.environ | {
        "DATABASE_URL": sql.url_of(os.environ["ORDER_CENTRAL_SERVER"], name),
        "DJANGO_SETTINGS_MODULE": "demo.settings",
        "EMAIL_URL": "dummy://",
    }
    begin = (
        "import itertools, time\nimport django\ndjango.setup()\n"
        "import saleor.urls\nfrom tests import shop_rows\n"
        # Numbers of rows go on where those of earlier calls ended.
        "shop_rows._numbers = itertools.count(time.time_ns())\n"
        "from saleor_order_central.host import get_host\nwith get_host().allow_writer():\n"
    )
    body = begin + "".join(f"    {line}\n" for line in code.strip().splitlines())
    done = subprocess.run([sys.executable, "-c", body], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])
