"""Repairs statuses and parcels by hand: for old orders, or after the worker was down for long."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from saleor_order_central.host import get_host
from saleor_order_central.statuses.automation import record_orders


class Command(BaseCommand):
    """`order_central_reconcile --hours 48` or `--all`."""

    help = "Bring statuses and parcels in step with what Saleor knows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Choose which orders to look at."""
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--hours", type=int, default=48, help="orders changed in the last hours (48)")
        choice.add_argument("--all", action="store_true", help="every order of the shop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many statuses changed."""
        since = None if options["all"] else timezone.now() - timedelta(hours=options["hours"])
        with get_host().allow_writer():
            changed = record_orders(get_host().changed_order_pks(since))
        self.stdout.write(f"{changed} statuses changed")
