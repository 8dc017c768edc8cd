"""Orders that came to nothing, deleted where the law allows it (004-17)."""

from django.db import transaction

from ..errors import invalid
from ..host import saleor_actions
from ..host.facts import OrderFacts
from .locks import lock_order_states


def delete_unpaid(facts: OrderFacts) -> None:
    """Delete an order for good, with its history. Raises INVALID when money, an invoice or goods moved.

    Such an order is a record that commercial and tax law want kept; it can be canceled instead.
    """
    if facts.is_draft:
        raise invalid("order", "Drafts are deleted in Saleor.")
    with transaction.atomic():
        lock_order_states([facts.order_pk])
        try:
            saleor_actions.delete_for_good(facts.order_pk)
        except saleor_actions.ActionRefused as refusal:
            raise invalid("order", f"The order must be kept: {refusal}") from refusal
