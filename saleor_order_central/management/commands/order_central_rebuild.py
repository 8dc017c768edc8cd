"""Makes the order lists anew from Saleor's rows and our history, for example after a restored backup."""

from typing import Any

from django.core.management.base import BaseCommand

from saleor_order_central.host import get_host
from saleor_order_central.statuses.repair import rebuild_states


class Command(BaseCommand):
    """`order_central_rebuild`."""

    help = "Compute the states of all orders again; no status changes and no message is sent."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many states differed."""
        with get_host().allow_writer():
            changed = rebuild_states(get_host().changed_order_pks(None))
        self.stdout.write(f"{changed} states differed")
