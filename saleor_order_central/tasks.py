"""Celery tasks: ids in, one service call each."""

import logging
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from .host import get_host
from .host.celery import celery_app
from .settings import load_settings
from .statuses.automation import record_orders
from .tracking.services import reclassify_parcels

logger = logging.getLogger(__name__)
app = celery_app()

RECONCILE_HOURS = 48


@app.task(name="saleor_order_central.reconcile_orders")
def reconcile_orders_task(hours: int = RECONCILE_HOURS) -> int:
    """Repair what lost hook calls left behind in recently changed orders; returns statuses changed."""
    since = timezone.now() - timedelta(hours=hours)
    with get_host().allow_writer():
        return record_orders(get_host().changed_order_pks(since))


@app.task(name="saleor_order_central.reclassify_parcels")
def reclassify_parcels_task() -> int:
    """Classify stored parcels with the lists of now; returns rows changed."""
    with get_host().allow_writer():
        return reclassify_parcels(load_settings(using="default"))


@app.task(name="saleor_order_central.record_orders")
def record_orders_task(order_pks: list[Any]) -> int:
    """Act on what is new in these orders."""
    return record_orders(order_pks)


def reclassify_after_commit() -> None:
    """Have stored classes brought in step with a changed list, once the change is committed.

    Reads do not depend on it, so a broker that is down must not fail the change.
    """

    def send() -> None:
        try:
            reclassify_parcels_task.delay()
        except Exception:
            logger.exception("Stored parcels could not be queued for classifying again.")

    transaction.on_commit(send)
