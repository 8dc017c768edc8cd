"""The door for Saleor's order events: every hook is one line and never raises into Saleor."""

import logging
from copy import deepcopy
from typing import Any

from django.db import transaction
from django.http import HttpResponseNotFound

from .config import CONFIG_STRUCTURE, DEFAULT_ACTIVE, DEFAULTS
from .host.base import PLUGIN_ID
from .host.plugin_base import BasePlugin
from .setting_checks import validate

logger = logging.getLogger(__name__)


class OrderCentralPlugin(BasePlugin):
    """Order statuses, timeline and tracking links for the shop."""

    PLUGIN_ID = PLUGIN_ID
    PLUGIN_NAME = "Order Central"
    PLUGIN_DESCRIPTION = "Order statuses, an order timeline that explains itself, and safe tracking links."
    DEFAULT_ACTIVE = DEFAULT_ACTIVE
    CONFIGURATION_PER_CHANNEL = False
    CONFIG_STRUCTURE = CONFIG_STRUCTURE
    DEFAULT_CONFIGURATION = [{"name": name, "value": value} for name, value in DEFAULTS.items()]

    def get_plugin_configuration(self, configuration: Any) -> Any:
        """Work on a copy: Saleor hands over the class' own defaults and changes them in place on a save."""
        return super().get_plugin_configuration(deepcopy(configuration))

    @classmethod
    def validate_plugin_configuration(cls, plugin_configuration: Any, **kwargs: Any) -> None:
        """Refuse settings that cannot work; the error names the field."""
        items = plugin_configuration.configuration or ()
        validate({item["name"]: item.get("value") for item in items})

    @classmethod
    def save_plugin_configuration(cls, plugin_configuration: Any, cleaned_data: Any) -> Any:
        """Save, and keep the plugin on when the first save does not say otherwise.

        Saleor creates the row with its model's default, which is off on Saleor 3. A row that was never
        saved by us has no name yet.
        """
        if not plugin_configuration.name:
            plugin_configuration.name = cls.PLUGIN_NAME
            plugin_configuration.active = cls.DEFAULT_ACTIVE
        from .host.celery import send_after_commit
        from .settings import load_settings
        from .statuses.following import REFRESH_TASK
        from .tracking.services import RECLASSIFY_TASK

        before = load_settings(using="default")
        rules = before.timeline_rules
        saved = super().save_plugin_configuration(plugin_configuration, cleaned_data)
        send_after_commit(RECLASSIFY_TASK)
        if load_settings(using="default").timeline_rules != rules:
            send_after_commit(REFRESH_TASK)
        cls._register_pages(before.is_active and before.dashboard_pages)
        return saved

    @staticmethod
    def _register_pages(was_shown: bool) -> None:
        from .dashboard.registration import register_pages

        register_pages(was_shown=was_shown)

    def order_created(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """A checkout or a draft became an order (003-11)."""
        return self._record([order.pk], previous_value)

    def order_bulk_created(self, orders: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Orders were imported: the only hook that is called for them."""
        return self._record([order.pk for order in orders], previous_value)

    def order_confirmed(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Staff or the channel confirmed the order."""
        return self._record([order.pk], previous_value)

    def order_paid(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """A payment arrived."""
        return self._record([order.pk], previous_value)

    def order_fully_paid(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """The whole total is paid (003-13)."""
        return self._record([order.pk], previous_value)

    def order_updated(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Anything else changed; returns and unapproved fulfillments have no hook of their own."""
        return self._record([order.pk], previous_value)

    def order_fulfilled(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Everything was sent."""
        return self._record([order.pk], previous_value)

    def order_cancelled(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """The order was canceled."""
        return self._record([order.pk], previous_value)

    def order_expired(self, order: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Nobody paid in time."""
        return self._record([order.pk], previous_value)

    def fulfillment_created(
        self, fulfillment: Any, *args: Any, previous_value: Any = None, **kwargs: Any
    ) -> Any:
        """A parcel was made."""
        return self._record([fulfillment.order_id], previous_value)

    def fulfillment_approved(
        self, fulfillment: Any, *args: Any, previous_value: Any = None, **kwargs: Any
    ) -> Any:
        """A parcel may leave."""
        return self._record([fulfillment.order_id], previous_value)

    def fulfillment_canceled(
        self, fulfillment: Any, *args: Any, previous_value: Any = None, **kwargs: Any
    ) -> Any:
        """A parcel was called back."""
        return self._record([fulfillment.order_id], previous_value)

    def tracking_number_updated(self, fulfillment: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """A tracking text was typed (000-30)."""
        return self._record([fulfillment.order_id], previous_value)

    def customer_created(self, customer: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Somebody made an account."""
        return self._follow(customer.pk, previous_value)

    def customer_updated(self, customer: Any, previous_value: Any = None, **kwargs: Any) -> Any:
        """Name, address or note of an account changed."""
        return self._follow(customer.pk, previous_value)

    def webhook(self, request: Any, path: str, previous_value: Any = None, **kwargs: Any) -> Any:
        """A call from outside; Saleor's short address reaches plugins that are switched off, too."""
        from .addresses import answer

        return answer(request, path) if self.active else HttpResponseNotFound()

    def _record(self, order_pks: list[Any], previous_value: Any) -> Any:
        """Saleor 2.10 calls inactive plugins too, and calls hooks inside its transaction."""
        if self.active:
            transaction.on_commit(lambda: _record_safely(order_pks))
        return previous_value

    def _follow(self, user_pk: int, previous_value: Any) -> Any:
        if self.active:
            transaction.on_commit(lambda: _follow_safely([user_pk]))
        return previous_value


def _follow_safely(user_pks: list[int]) -> None:
    """The list of customers may lag behind; its task brings it up to date."""
    try:
        from .customers.following import follow_customers

        follow_customers(user_pks)
    except Exception:
        logger.exception("Customers %s could not be listed; the task will do it.", user_pks)


def _record_safely(order_pks: list[Any]) -> None:
    """A failure here must not become Saleor's: the reconcile task repairs what is left undone."""
    try:
        from .customers.following import follow_orders
        from .refunds.following import follow_refunds
        from .statuses.automation import record_orders

        follow_refunds(order_pks)
        record_orders(order_pks)
        follow_orders(order_pks)
    except Exception:
        logger.exception("Orders %s could not be recorded; the reconcile task will do it.", order_pks)
