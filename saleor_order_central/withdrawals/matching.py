"""Finding the orders that statements of unknown people name, outside of the request (W-12)."""

from django.db import transaction
from django.utils import timezone

from ..access.requests import find_order
from ..author import Author, AuthorType
from ..host.facts import OrderFacts
from ..statuses.desk import open_desk
from ..statuses.locks import lock_order_states
from .models import Withdrawal
from .telling import tell_received

BATCH = 50


def match_withdrawals() -> int:
    """Join statements to the orders that number and address name, and mail their receipts; returns how many.

    A statement that names no order stays with staff: nobody knows whose mailbox it gave.
    """
    rows = list(Withdrawal.objects.filter(matched_at=None).order_by("pk")[:BATCH])
    for row in rows:
        facts = find_order(row.order_number, row.email, "")
        with transaction.atomic():
            _match(row.pk, facts)
    return len(rows)


def _match(pk: int, facts: OrderFacts | None) -> None:
    if facts is not None:
        lock_order_states([facts.order_pk])
    row = Withdrawal.objects.select_for_update(of=("self",)).filter(pk=pk, matched_at=None).first()
    if row is None:
        return
    row.matched_at = timezone.now()
    if facts is not None:
        row.order_id, row.channel = facts.order_pk, facts.channel
    row.save()
    if facts is not None:
        tell_received(row, facts, open_desk(), author=Author(AuthorType.CUSTOMER))
