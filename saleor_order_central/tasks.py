"""Celery tasks: ids in, one service call each."""

from datetime import timedelta

from django.utils import timezone

from .access.cleaning import forget_old_access
from .access.requests import ANSWER_TASK, answer_requests
from .access.requests import BATCH as ACCESS_BATCH
from .carrier_events.intake import INTAKE_TASK, drain_deliveries, tend_deliveries
from .customers.following import follow_customers, follow_orders, list_unlisted
from .events import ANNOUNCE_TASK
from .host import get_host
from .host.celery import celery_app, send_after_commit
from .notifications.delivery import BATCH, deliver_due
from .notifications.outbox import DELIVER_TASK
from .privacy.jobs import TASK as ERASE_TASK
from .privacy.jobs import resume_erasures, run_erasure
from .privacy.retention import forget_old
from .promises.past import count_transits
from .promises.watch import tell_lateness
from .providers.polling import poll_parcels
from .refunds.following import follow_refunds, recover_refunds
from .returns.expiry import TASK as RETURNS_TASK
from .returns.expiry import watch_returns
from .settings import load_settings
from .statuses.automation import record_orders
from .statuses.bulk import RUN_TASK
from .statuses.following import REFRESH_TASK
from .statuses.jobs import resume_stalled_jobs, run_job
from .statuses.repair import rebuild_states, record_unrecorded
from .statuses.watch import watch_orders
from .tracking.services import RECLASSIFY_TASK, reclassify_parcels
from .withdrawals.matching import BATCH as WITHDRAWALS_BATCH
from .withdrawals.matching import match_withdrawals
from .withdrawals.services import MATCH_TASK

app = celery_app()

RECONCILE_HOURS = 48
CUSTOMER_HOURS = 2


@app.task(name="saleor_order_central.reconcile_orders")
def reconcile_orders_task(hours: int = RECONCILE_HOURS) -> int:
    """Repair what lost hook calls left behind in recently changed orders; returns statuses changed."""
    since = timezone.now() - timedelta(hours=hours)
    with get_host().allow_writer():
        follow_refunds(get_host().changed_order_pks(since))
        changed = record_orders(get_host().changed_order_pks(since))
        record_unrecorded()
    return changed


@app.task(name="saleor_order_central.recover_refunds")
def recover_refunds_task() -> int:
    """Go on with refunds that nobody finished; returns how many came to an end."""
    with get_host().allow_writer():
        return recover_refunds()


@app.task(name=RECLASSIFY_TASK)
def reclassify_parcels_task() -> int:
    """Classify stored parcels with the lists of now; returns rows changed."""
    with get_host().allow_writer():
        return reclassify_parcels(load_settings(using="default"))


@app.task(name=DELIVER_TASK)
def deliver_notifications_task() -> int:
    """Deliver due messages and queue itself again after a full batch; returns messages sent."""
    with get_host().allow_writer():
        counts = deliver_due(BATCH)
    if counts.taken == BATCH:
        send_after_commit(DELIVER_TASK)
    return counts.sent


@app.task(name=ANNOUNCE_TASK)
def announce_orders_task(order_pks: list[str]) -> int:
    """Call the webhooks of apps for changed orders; returns how many there were."""
    host = get_host()
    with host.allow_writer():
        return host.announce_orders([host.order_pk(one) for one in order_pks])


@app.task(name=RUN_TASK)
def run_status_job_task(job_pk: int) -> int:
    """Change the status of a job's orders; returns the number of chunks that this run did."""
    with get_host().allow_writer():
        return run_job(job_pk)


@app.task(name="saleor_order_central.resume_status_jobs")
def resume_status_jobs_task() -> int:
    """Go on with jobs whose worker has died; returns how many."""
    with get_host().allow_writer():
        return resume_stalled_jobs()


@app.task(name="saleor_order_central.watch_orders")
def watch_orders_task() -> dict[str, int]:
    """Look after silent and unpaid orders; returns how many of each were acted on."""
    with get_host().allow_writer():
        return watch_orders()


@app.task(name="saleor_order_central.tell_lateness")
def tell_lateness_task() -> int:
    """Announce orders whose promise was broken; returns how many."""
    with get_host().allow_writer():
        return tell_lateness()


@app.task(name="saleor_order_central.count_transits")
def count_transits_task() -> int:
    """Count how long past parcels took; returns rows kept."""
    with get_host().allow_writer():
        return count_transits()


@app.task(name=INTAKE_TASK)
def process_carrier_deliveries_task() -> int:
    """Store the events of webhook calls that wait; returns how many calls."""
    with get_host().allow_writer():
        return drain_deliveries()


@app.task(name="saleor_order_central.tend_carrier_deliveries")
def tend_carrier_deliveries_task() -> int:
    """Take up webhook calls that were left over, and forget old ones; returns how many were worked off."""
    with get_host().allow_writer():
        return tend_deliveries()


@app.task(name="saleor_order_central.poll_carriers")
def poll_carriers_task() -> int:
    """Ask providers for parcels that are due; returns how many requests were made."""
    with get_host().allow_writer():
        return poll_parcels()


@app.task(name=RETURNS_TASK)
def watch_returns_task() -> dict[str, int]:
    """Remind of returns that do not arrive, and end them; returns how many of each."""
    with get_host().allow_writer():
        return watch_returns()


@app.task(name=ANSWER_TASK)
def answer_access_requests_task() -> int:
    """Answer guests who ask for a code, and queue itself again after a full batch; returns how many."""
    with get_host().allow_writer():
        answered = answer_requests()
    if answered == ACCESS_BATCH:
        send_after_commit(ANSWER_TASK)
    return answered


@app.task(name=MATCH_TASK)
def match_withdrawals_task() -> int:
    """Join statements of withdrawal to their orders, and queue itself again after a full batch."""
    with get_host().allow_writer():
        matched = match_withdrawals()
    if matched == WITHDRAWALS_BATCH:
        send_after_commit(MATCH_TASK)
    return matched


@app.task(name="saleor_order_central.forget_old_access")
def forget_old_access_task() -> int:
    """Delete old traces of guests; returns rows deleted."""
    with get_host().allow_writer():
        return forget_old_access()


@app.task(name="saleor_order_central.follow_customers")
def follow_customers_task(hours: int = CUSTOMER_HOURS) -> int:
    """Bring the list of customers up to date with log-ins, changes and orders; returns how many differed."""
    since, host = timezone.now() - timedelta(hours=hours), get_host()
    with host.allow_writer():
        changed = follow_customers(host.changed_customer_pks(since))
        changed += follow_orders(host.changed_order_pks(since))
        list_unlisted()
    return changed


@app.task(name=ERASE_TASK)
def erase_customer_task(job_pk: int) -> int:
    """Forget a customer; returns how many orders were erased."""
    with get_host().allow_writer():
        return run_erasure(job_pk)


@app.task(name="saleor_order_central.tend_privacy")
def tend_privacy_task() -> dict[str, int]:
    """Go on with erasures and forget what is older than it is kept; returns how many rows of each."""
    with get_host().allow_writer():
        return {"orders": resume_erasures(), **forget_old(load_settings(using="default").retention)}


@app.task(name=REFRESH_TASK)
def refresh_lists_task(order_pks: list[str] | None = None) -> int:
    """Compute rows of the order lists again, of the whole shop without keys; returns how many differed."""
    host = get_host()
    with host.allow_writer():
        pks = host.changed_order_pks(None) if order_pks is None else map(host.order_pk, order_pks)
        return rebuild_states(pks)
