"""Files go with their rows: an order that is deleted leaves none behind."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete

from .models import OrderAttachment
from .storage import file_storage


def connect_cleanup() -> None:
    """Listen for deleted rows; called once when the process starts."""
    post_delete.connect(_remove_file, OrderAttachment, dispatch_uid="saleor_order_central.attachments")


def _remove_file(instance: OrderAttachment, **_kwargs: Any) -> None:
    """After the commit: a transaction that fails keeps the row, and must keep the file."""
    transaction.on_commit(lambda: file_storage().delete(instance.path))
