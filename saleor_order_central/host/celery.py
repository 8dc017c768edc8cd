"""The Celery app that Saleor made."""

import logging
from typing import Any

from django.db import transaction
from saleor.celeryconf import app

logger = logging.getLogger(__name__)


def celery_app() -> Any:
    """Return Saleor's Celery app; our tasks are found beside the plugin's module."""
    return app


def send_after_commit(task_name: str, *arguments: Any, countdown: float = 0) -> None:
    """Queue a task once the change that wants it is committed; it starts `countdown` seconds later.

    Only for work that reads do not depend on: a broker that is down is logged and must not fail the change.
    """

    def send() -> None:
        try:
            app.tasks[task_name].apply_async(arguments, countdown=countdown or None)
        except Exception:
            logger.exception("The task %s could not be queued.", task_name)

    transaction.on_commit(send)
