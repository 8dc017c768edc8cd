"""The timeline query beside Saleor's own fields on the same orders, in one run.

    python3 dev.py bench --host NAME timeline

Prints the time that each query takes above a plain list of the same orders, and the ratio of the two.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from datetime import timedelta
from typing import Any

import django

ORDERS = 1_000
PAGE = 100
ROUNDS = 7

PAGED = "query($first: Int!, $after: String) { orders(first: $first, after: $after) {"
END = " pageInfo { endCursor } } }"
BASE = PAGED + " edges { node { id } }" + END
HOST_3 = PAGED + (
    " edges { node { id fulfillments { trackingNumber } events { type date } invoices { number } } }" + END
)
# Saleor 2.10 has no invoices in its API.
HOST_2 = PAGED + " edges { node { id fulfillments { trackingNumber } events { type date } } }" + END
TIMELINE = PAGED + (
    " edges { node { id orderCentral { timeline { steps { code state completedAt } } parcels { code } } } }"
    + END
)
WHOLE = PAGED + (
    " edges { node { id orderCentral { status { slug } timeline { progressPercent current { code }"
    " steps { code label state completedAt missing evidence { source date } } }"
    " parcels { code tracking { presentation url } } invoiceLinks { number } } } }" + END
)


class Shop:
    """Saleor's GraphQL view in process, signed in as the sample shop's administrator."""

    def __init__(self) -> None:
        from django.test import Client

        self.client = Client()
        self.headers: dict[str, str] = {}
        token = self.post(
            'mutation { tokenCreate(email: "admin@example.com", password: "admin") { token } }', {}
        )
        self.headers = {"HTTP_AUTHORIZATION": "JWT " + token["tokenCreate"]["token"]}

    def post(self, query: str, variables: dict[str, Any]) -> dict[str, Any]:
        """Send one request that must succeed."""
        body = json.dumps({"query": query, "variables": variables})
        answer = self.client.post("/graphql/", body, content_type="application/json", **self.headers).json()
        if "errors" in answer:
            raise SystemExit(str(answer["errors"]))
        return answer["data"]

    def read_all(self, query: str) -> float:
        """Read every page of the orders and return the seconds it took."""
        started, after = time.perf_counter(), None
        for _page in range(ORDERS // PAGE):
            orders = self.post(query, {"first": PAGE, "after": after})["orders"]
            if len(orders["edges"]) != PAGE:
                raise SystemExit(f"expected {PAGE} orders on each page, got {len(orders['edges'])}")
            after = orders["pageInfo"]["endCursor"]
        return time.perf_counter() - started


def add_orders(number: int) -> None:
    """Add orders with an ordinary story: placed, paid, sent in one or two parcels, some with an invoice."""
    from tests.shop_rows import NOON, add_event, add_invoice, hours, make_order, pay, ship

    for index in range(number):
        placed = NOON - timedelta(minutes=index)
        order = make_order(created_at=placed)
        add_event(order, "email_sent", placed, email="ana@example.com", email_type="order_confirmation")
        add_event(order, "note_added", placed, message="checked")
        pay(order, placed + hours(1))
        ship(order, f"CODE-{index}", placed + hours(5), quantity=1, is_last=False)
        ship(order, f"https://track.example.com/{index}", placed + hours(9), quantity=2)
        if index % 2 == 0:
            add_invoice(order, f"F-{index}", "https://shop.example.com/f.pdf")


def main() -> None:
    """Make the orders, warm up, measure each query in turn, print medians and ratios."""
    django.setup()
    from saleor_order_central.host import get_host
    from saleor_order_central.statuses.automation import record_orders

    host = get_host()
    with host.allow_writer():
        add_orders(ORDERS)
        record_orders(host.changed_order_pks(None))
    shop = Shop()
    saleors_own = HOST_3 if host.line == "saleor3" else HOST_2
    queries = {"plain": BASE, "saleor": saleors_own, "timeline": TIMELINE, "whole": WHOLE}
    seconds: dict[str, list[float]] = {name: [] for name in queries}
    for query in queries.values():
        shop.read_all(query)
    for _round in range(ROUNDS):
        for name, query in queries.items():
            seconds[name].append(shop.read_all(query))
    report(host.version, {name: statistics.median(values) for name, values in seconds.items()})


def report(version: str, medians: dict[str, float]) -> None:
    """Print what each query takes above the plain list, and the ratios to Saleor's own fields."""
    extra = {name: value - medians["plain"] for name, value in medians.items()}
    print(f"Saleor {version}, {ORDERS} orders, pages of {PAGE}, median of {ROUNDS} rounds")
    print(f"plain list of orders                                    {medians['plain'] * 1000:6.0f} ms")
    print(f"Saleor's own fulfillments, events and invoices        + {extra['saleor'] * 1000:6.0f} ms   1.00")
    for name, label in (
        ("timeline", "orderCentral: steps with dates, tracking codes"),
        ("whole", "orderCentral: all of it, evidence and links"),
    ):
        ratio = extra[name] / extra["saleor"]
        print(f"{label:52}  + {extra[name] * 1000:6.0f} ms   {ratio:.2f}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo.settings")
    main()
