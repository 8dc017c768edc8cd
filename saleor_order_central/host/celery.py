"""The Celery app that Saleor made."""

from typing import Any

from saleor.celeryconf import app


def celery_app() -> Any:
    """Return Saleor's Celery app; our tasks are found beside the plugin's module."""
    return app
