"""Changes of one order's status by a person or an app."""

from django.db import transaction

from ..author import Author
from ..host.facts import OrderFacts
from ..timeline.models import OrderEntry
from .changes import change_orders, make_command
from .desk import open_desk
from .locks import lock_status
from .request import StatusChangeRequest


def change_status(facts: OrderFacts, request: StatusChangeRequest, *, author: Author) -> OrderEntry:
    """Give an order another status, write its history and tell the customer (003-07, 003-08, 003-10).

    The same key with the same content returns the first entry. Raises OrderCentralFault: NOT_FOUND for an
    unknown status or template, INVALID for one that is not active, not for the channel or already set,
    TRANSITION_NOT_ALLOWED and REQUIREMENT_MISSING for the workflow, TEMPLATE_VARIABLE_MISSING for a text
    with a hole, CONFLICT for a key with other content. Nothing is written then.
    """
    request = request.cleaned()
    with transaction.atomic():
        target = lock_status(request.status)
        desk = open_desk()
        command = make_command(request, target, desk, author)
        outcome = change_orders(command, [facts.order_pk], desk, all_or_nothing=True)[0]
    if outcome.fault is not None:
        raise outcome.fault
    assert outcome.entry is not None
    return outcome.entry
