"""Saleor deletes an account: what the centre keeps of its orders is forgotten as well.

Rows of ours that belong to the account go with it in the same transaction. Orders stay in Saleor and lose
their account, so their keys are noted before.
"""

import logging
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.signals import pre_delete

from ..customers.owner import Owner
from ..customers.selectors import find_orders
from ..settings import load_settings
from .jobs import begin_after_deletion

logger = logging.getLogger(__name__)


def connect_deletion() -> None:
    """Listen for accounts that are deleted, by whatever way; called once when the process starts."""
    pre_delete.connect(_account_goes, get_user_model(), dispatch_uid="saleor_order_central.account_deletion")


def _account_goes(instance: Any, **_kwargs: Any) -> None:
    """A failure here must not keep Saleor from deleting; staff can still ask for the erasure."""
    try:
        with transaction.atomic():
            settings = load_settings(using="default")
            if not (settings.is_active and settings.erase_deleted_customers):
                return
            owner = Owner(instance.pk, instance.email.lower())
            orders = find_orders(owner, None, using="default")
            pks = list(orders.values_list("pk", flat=True))
            if pks or not instance.is_staff:
                begin_after_deletion(owner.email, pks)
    except Exception:
        logger.exception("What is kept of the deleted customer %s could not be erased.", instance.pk)
