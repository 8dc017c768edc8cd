"""Fill an empty, migrated shop: Saleor's own sample data, then ours."""

from importlib import import_module
from importlib.util import find_spec

import django


def populate() -> None:
    """Saleor's sample shop with admin@example.com / admin; skipped when there are products."""
    from django.conf import settings
    from django.core.management import call_command
    from saleor.product.models import Product

    if not Product.objects.exists():
        plugins = settings.PLUGINS
        call_command("populatedb", createsuperuser=True, withoutimages=True)
        # Saleor 3.21 takes all plugins out for its own data and does not bring them back.
        settings.PLUGINS = plugins


def main() -> None:
    django.setup()
    populate()
    if find_spec("demo.scenario"):
        import_module("demo.scenario").build()


if __name__ == "__main__":
    main()
