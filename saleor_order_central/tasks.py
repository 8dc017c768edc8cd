"""Celery tasks: ids in, one service call each."""

from datetime import timedelta

from django.utils import timezone

from .host import get_host
from .host.celery import celery_app
from .settings import load_settings
from .statuses.automation import record_orders
from .tracking.services import RECLASSIFY_TASK, reclassify_parcels

app = celery_app()

RECONCILE_HOURS = 48


@app.task(name="saleor_order_central.reconcile_orders")
def reconcile_orders_task(hours: int = RECONCILE_HOURS) -> int:
    """Repair what lost hook calls left behind in recently changed orders; returns statuses changed."""
    since = timezone.now() - timedelta(hours=hours)
    with get_host().allow_writer():
        return record_orders(get_host().changed_order_pks(since))


@app.task(name=RECLASSIFY_TASK)
def reclassify_parcels_task() -> int:
    """Classify stored parcels with the lists of now; returns rows changed."""
    with get_host().allow_writer():
        return reclassify_parcels(load_settings(using="default"))
