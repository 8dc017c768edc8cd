"""A shop whose rows other connections see, put back afterwards as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from saleor_order_central.credit_notes.models import CreditNoteCounter, OrderCreditNote
from saleor_order_central.host.detect import is_saleor_3
from tests.refunds.refund_rows import switch_dummy_on

NOTES = OrderCreditNote._meta.db_table


@pytest.fixture
def open_shop(transactional_db: None, settings) -> Iterator[None]:
    """The dummy gateway works, and every transaction is a real one."""
    switch_dummy_on(settings)
    try:
        yield
    finally:
        _clear()


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
