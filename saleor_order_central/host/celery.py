"""The Celery app that Saleor made."""

import logging
import time
from threading import Lock
from typing import Any

from django.db import transaction
from saleor.celeryconf import app

logger = logging.getLogger(__name__)

_GATHERING_SECONDS = 1.0
_gathering: dict[str, float] = {}
_gathering_lock = Lock()


def celery_app() -> Any:
    """Return Saleor's Celery app; our tasks are found beside the plugin's module."""
    return app


def send_after_commit(task_name: str, *arguments: Any, countdown: float = 0) -> None:
    """Queue a task once the change that wants it is committed; it starts `countdown` seconds later.

    Only for work that reads do not depend on: a broker that is down is logged and must not fail the change.
    """
    transaction.on_commit(lambda: _send(task_name, arguments, countdown))


def send_gathered(task_name: str) -> None:
    """Queue a task after the commit, at most once a second per process; it starts when that second is over.

    Whatever is committed within the second is there when the task starts, so one run does for all of it.
    Without a broker tasks run on the spot, and there is nothing to gather.
    """

    def send() -> None:
        if app.conf.task_always_eager:
            _send(task_name)
        elif _begins_to_gather(task_name):
            _send(task_name, countdown=_GATHERING_SECONDS)

    transaction.on_commit(send)


def _begins_to_gather(task_name: str) -> bool:
    with _gathering_lock:
        now = time.monotonic()
        if now < _gathering.get(task_name, now):
            return False
        _gathering[task_name] = now + _GATHERING_SECONDS
        return True


def _send(task_name: str, arguments: tuple[Any, ...] = (), countdown: float = 0) -> None:
    try:
        app.tasks[task_name].apply_async(arguments, countdown=countdown or None)
    except Exception:
        logger.exception("The task %s could not be queued.", task_name)
