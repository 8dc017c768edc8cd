"""Periodic work of the plugin."""

from datetime import timedelta

RECONCILE_MINUTES = 10
DELIVER_MINUTES = 1
RESUME_MINUTES = 1
WATCH_MINUTES = 10
TEND_MINUTES = 2
POLL_MINUTES = 1
LATENESS_MINUTES = 5
TRANSIT_HOURS = 12
RETURNS_MINUTES = 10
RECOVER_MINUTES = 2
ANSWER_MINUTES = 1
FORGET_MINUTES = 30
CUSTOMER_MINUTES = 10
PRIVACY_MINUTES = 60

# By the end of an entry's name: the end of the task's name, and how often it runs.
_ENTRIES = {
    "reconcile": ("reconcile_orders", timedelta(minutes=RECONCILE_MINUTES)),
    "deliver": ("deliver_notifications", timedelta(minutes=DELIVER_MINUTES)),
    "resume-jobs": ("resume_status_jobs", timedelta(minutes=RESUME_MINUTES)),
    "watch": ("watch_orders", timedelta(minutes=WATCH_MINUTES)),
    "lateness": ("tell_lateness", timedelta(minutes=LATENESS_MINUTES)),
    "transits": ("count_transits", timedelta(hours=TRANSIT_HOURS)),
    "carrier-deliveries": ("tend_carrier_deliveries", timedelta(minutes=TEND_MINUTES)),
    "poll-carriers": ("poll_carriers", timedelta(minutes=POLL_MINUTES)),
    "returns": ("watch_returns", timedelta(minutes=RETURNS_MINUTES)),
    "refunds": ("recover_refunds", timedelta(minutes=RECOVER_MINUTES)),
    "access-requests": ("answer_access_requests", timedelta(minutes=ANSWER_MINUTES)),
    "withdrawals": ("match_withdrawals", timedelta(minutes=ANSWER_MINUTES)),
    "old-access": ("forget_old_access", timedelta(minutes=FORGET_MINUTES)),
    "customers": ("follow_customers", timedelta(minutes=CUSTOMER_MINUTES)),
    "privacy": ("tend_privacy", timedelta(minutes=PRIVACY_MINUTES)),
}


def register_beat() -> None:
    """Add our entries to the Celery app that Saleor made; 2.10 has no beat schedule in its settings."""
    from .host.celery import celery_app

    celery_app().conf.beat_schedule.update(
        {
            f"saleor-order-central-{name}": {"task": f"saleor_order_central.{task}", "schedule": schedule}
            for name, (task, schedule) in _ENTRIES.items()
        }
    )
