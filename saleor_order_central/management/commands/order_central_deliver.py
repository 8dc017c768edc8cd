"""Delivers messages by hand: where no worker runs, or to empty the outbox at once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from saleor_order_central.host import get_host
from saleor_order_central.notifications.delivery import BATCH, deliver_due


class Command(BaseCommand):
    """`order_central_deliver --limit 500` or `--all`."""

    help = "Deliver the messages that are due. Safe beside running workers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Choose how many."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--limit", type=int, default=BATCH, help=f"messages at most ({BATCH})")
        choice.add_argument("--all", action="store_true", help="until none is due")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what became of them."""
        limit = 2**31 if options["all"] else options["limit"]
        with get_host().allow_writer():
            counts = deliver_due(limit)
        self.stdout.write(
            f"{counts.sent} sent, {counts.put_off} put off, {counts.failed} given up, "
            f"{counts.not_sent} not sent any more"
        )
