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


def register_beat() -> None:
    """Add our entries to the Celery app that Saleor made; 2.10 has no beat schedule in its settings."""
    from .host.celery import celery_app

    celery_app().conf.beat_schedule.update(
        {
            "saleor-order-central-reconcile": {
                "task": "saleor_order_central.reconcile_orders",
                "schedule": timedelta(minutes=RECONCILE_MINUTES),
            },
            "saleor-order-central-deliver": {
                "task": "saleor_order_central.deliver_notifications",
                "schedule": timedelta(minutes=DELIVER_MINUTES),
            },
            "saleor-order-central-resume-jobs": {
                "task": "saleor_order_central.resume_status_jobs",
                "schedule": timedelta(minutes=RESUME_MINUTES),
            },
            "saleor-order-central-watch": {
                "task": "saleor_order_central.watch_orders",
                "schedule": timedelta(minutes=WATCH_MINUTES),
            },
            "saleor-order-central-lateness": {
                "task": "saleor_order_central.tell_lateness",
                "schedule": timedelta(minutes=LATENESS_MINUTES),
            },
            "saleor-order-central-transits": {
                "task": "saleor_order_central.count_transits",
                "schedule": timedelta(hours=TRANSIT_HOURS),
            },
            "saleor-order-central-carrier-deliveries": {
                "task": "saleor_order_central.tend_carrier_deliveries",
                "schedule": timedelta(minutes=TEND_MINUTES),
            },
            "saleor-order-central-poll-carriers": {
                "task": "saleor_order_central.poll_carriers",
                "schedule": timedelta(minutes=POLL_MINUTES),
            },
            "saleor-order-central-returns": {
                "task": "saleor_order_central.watch_returns",
                "schedule": timedelta(minutes=RETURNS_MINUTES),
            },
            "saleor-order-central-refunds": {
                "task": "saleor_order_central.recover_refunds",
                "schedule": timedelta(minutes=RECOVER_MINUTES),
            },
            "saleor-order-central-access-requests": {
                "task": "saleor_order_central.answer_access_requests",
                "schedule": timedelta(minutes=ANSWER_MINUTES),
            },
            "saleor-order-central-withdrawals": {
                "task": "saleor_order_central.match_withdrawals",
                "schedule": timedelta(minutes=ANSWER_MINUTES),
            },
            "saleor-order-central-old-access": {
                "task": "saleor_order_central.forget_old_access",
                "schedule": timedelta(minutes=FORGET_MINUTES),
            },
            "saleor-order-central-customers": {
                "task": "saleor_order_central.follow_customers",
                "schedule": timedelta(minutes=CUSTOMER_MINUTES),
            },
            "saleor-order-central-privacy": {
                "task": "saleor_order_central.tend_privacy",
                "schedule": timedelta(minutes=PRIVACY_MINUTES),
            },
        }
    )
