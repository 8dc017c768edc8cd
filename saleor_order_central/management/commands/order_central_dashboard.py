"""Registers the pages in Saleor's Dashboard again, as migrations and saved settings do."""

from typing import Any

from django.core.management.base import BaseCommand

from saleor_order_central.dashboard.origins import dashboard_origins
from saleor_order_central.dashboard.registration import register_pages


class Command(BaseCommand):
    """`order_central_dashboard`: after the shop's public address has changed."""

    help = "Register the pages in Saleor's Dashboard, and print where they are and who may frame them."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the address, or why there is none."""
        address = register_pages()
        if not address:
            self.stdout.write("Nothing to register: switched off, deleted by staff, or no such Dashboard.")
            return
        self.stdout.write(address)
        origins = ", ".join(dashboard_origins())
        self.stdout.write(
            f"framed by: {origins or 'nobody; name the address of the Dashboard in the settings'}"
        )
