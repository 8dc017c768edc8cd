"""A shop whose rows other connections see, put back afterwards as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from saleor_order_central.credit_notes.models import CreditNoteCounter, OrderCreditNote
from saleor_order_central.host.detect import is_saleor_3
from tests.refunds.payment_app import SUBSCRIPTION, PaymentApp
from tests.refunds.refund_rows import OURS, switch_dummy_on
from tests.shop_rows import make_app

NOTES = OrderCreditNote._meta.db_table


@pytest.fixture
def open_shop(transactional_db: None, settings) -> Iterator[None]:
    """The dummy gateway works, and every transaction is a real one."""
    switch_dummy_on(settings)
    try:
        yield
    finally:
        _clear()


if is_saleor_3():

    @pytest.fixture
    def payment_app(open_shop: None, settings: Any) -> Iterator[PaymentApp]:
        """An installed app that is asked for refunds."""
        settings.PLUGINS = ["saleor.plugins.webhook.plugin.WebhookPlugin", OURS]
        settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = True
        settings.CELERY_TASK_ALWAYS_EAGER = True
        with PaymentApp() as app:
            row, token = make_app("Pay", "payment.handle_payments", "order.manage_orders")
            row.identifier = "pay.example"
            row.save()
            webhook = row.webhooks.create(
                name="refunds", target_url=app.url, subscription_query=SUBSCRIPTION, is_active=True
            )
            webhook.events.create(event_type="transaction_refund_requested")
            app.row, app.token = row, token
            yield app
            row.delete()


def _clear() -> None:
    from saleor.discount.models import Voucher
    from saleor.payment.models import Payment, Transaction
    from saleor.plugins.models import PluginConfiguration
    from saleor.product.models import Category, Product, ProductType
    from saleor.warehouse.models import Warehouse

    if is_saleor_3():
        from saleor.payment.models import TransactionItem

        TransactionItem.objects.all().delete()
    for model in (Transaction, Payment, PluginConfiguration, Voucher):
        model.objects.all().delete()
    with connection.cursor() as cursor:
        # Credit notes are kept for good: only a test shop may forget them.
        cursor.execute(f"ALTER TABLE {NOTES} DISABLE TRIGGER USER")
        cursor.execute(f"DELETE FROM {NOTES}")
        cursor.execute(f"ALTER TABLE {NOTES} ENABLE TRIGGER USER")
    CreditNoteCounter.objects.all().delete()
    for model in (Warehouse, Product, ProductType, Category):
        model.objects.all().delete()
