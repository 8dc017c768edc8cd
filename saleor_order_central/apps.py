"""Start of the Django app: joins the host's GraphQL schema and its beat schedule."""

from django.apps import AppConfig


class OrderCentralConfig(AppConfig):
    """`ready()` runs last of all apps and before Saleor builds its schema (external plugins come last)."""

    name = "saleor_order_central"
    label = "saleor_order_central"
    verbose_name = "Saleor Order Central"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Extend the host once per process. Raises UnsupportedHost on a Saleor it was not made for."""
        from . import tasks  # noqa: F401  (registers the tasks where no worker does)
        from .attachments.cleanup import connect_cleanup
        from .beat import register_beat
        from .dashboard.registration import connect_registration
        from .graphql.install import install_schema
        from .privacy.account_deletion import connect_deletion

        install_schema()
        register_beat()
        connect_cleanup()
        connect_deletion()
        connect_registration()
