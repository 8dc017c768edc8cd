"""Makes the lists of orders and customers anew from Saleor's rows and our history, say after a restore."""

from typing import Any

from django.core.management.base import BaseCommand

from saleor_order_central.customers.following import follow_customers
from saleor_order_central.host import get_host
from saleor_order_central.statuses.repair import rebuild_states


class Command(BaseCommand):
    """`order_central_rebuild`."""

    help = (
        "Compute the states of all orders and the figures of all customers again; "
        "no status changes and no message is sent."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many of them differed."""
        with get_host().allow_writer():
            changed = rebuild_states(get_host().changed_order_pks(None))
            customers = follow_customers(get_host().changed_customer_pks(None))
        self.stdout.write(f"{changed} states differed, {customers} customers")
