"""Changing the status of any number of orders in one transaction: decide, word, write.

Everything is read and written for all orders together, so the number of statements does not grow with
them. The caller has locked the target status and owns the transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..author import Author
from ..errors import OrderCentralFault, invalid, not_found
from ..host import get_host
from ..host.facts import OrderFacts
from ..notifications.compose import compose
from ..notifications.contexts import load_message_contexts
from ..notifications.messages import MessageContext
from ..notifications.models import MessageTemplate
from ..timeline.history import repeated_entries, same_request, status_change
from ..timeline.models import OrderEntry
from ..tracking.shipments import add_parcels
from .desk import Desk
from .locks import lock_order_states
from .models import OrderState, OrderStatusDefinition
from .notices import following_notices, refuse_holes, status_notice
from .request import StatusChangeRequest
from .workflow import Step, refuse_against_rules, refuse_unusable
from .writing import PlannedChange, write_changes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one order: the entry of its change, or the fault that stood in the way."""

    order_pk: Any
    entry: OrderEntry | None = None
    fault: OrderCentralFault | None = None


@dataclass(frozen=True, slots=True)
class ChangeCommand:
    """What a caller wants of many orders; `request` is cleaned and `target` is locked.

    `channels` are the slugs that the caller may work in, None for all: orders elsewhere do not exist.
    """

    request: StatusChangeRequest
    target: OrderStatusDefinition
    template: MessageTemplate | None
    author: Author
    channels: frozenset[str] | None = None


def unknown_order() -> OrderCentralFault:
    """The order does not exist, or the caller may not work in its channel."""
    return not_found("orders", "There is no such order.")


def make_command(
    request: StatusChangeRequest,
    target: OrderStatusDefinition | None,
    desk: Desk,
    author: Author,
    channels: Iterable[str] | None = None,
) -> ChangeCommand:
    """Put a command together. Raises NOT_FOUND for an unknown status or template."""
    if target is None:
        raise not_found("status", f'There is no status "{request.status}".')
    template = desk.chosen_template(request.template)
    limits = None if channels is None else frozenset(channels)
    return ChangeCommand(request, target, template, author, limits)


def change_orders(
    command: ChangeCommand, order_pks: Iterable[Any], desk: Desk, *, all_or_nothing: bool, write: bool = True
) -> list[Outcome]:
    """Change the orders and return an outcome for each, by key of the order.

    With `all_or_nothing` one fault keeps every order as it is. Without `write` the outcomes only tell
    which orders would be refused. The orders exist.
    """
    states = lock_order_states(order_pks)
    # Read after the lock: whoever waited for it must see what the other one did.
    facts_by_pk = add_parcels(
        get_host().load_facts(states, using="default", whole_history=False), using="default"
    )
    outcomes = _repeated(command, states)
    planned = []
    for pk, state in states.items():
        if pk not in outcomes:
            try:
                planned.append(_plan(command, facts_by_pk[pk], state, desk))
            except OrderCentralFault as fault:
                outcomes[pk] = Outcome(pk, fault=fault)
    contexts = load_message_contexts(
        {one.facts.order_pk: one.facts for one in planned}, desk.settings, using="default"
    )
    worded = []
    for change in planned:
        pk = change.facts.order_pk
        try:
            worded.append(_word(command, change, contexts[pk], desk))
        except OrderCentralFault as fault:
            outcomes[pk] = Outcome(pk, fault=fault)
    is_refused = all_or_nothing and any(one.fault for one in outcomes.values())
    if write and not is_refused:
        write_changes(worded, desk)
    for change in worded:
        entry = change.entry if write and not is_refused else None
        outcomes[change.facts.order_pk] = Outcome(change.facts.order_pk, entry)
    return [outcomes[pk] for pk in states]


def _repeated(command: ChangeCommand, states: Iterable[Any]) -> dict[Any, Outcome]:
    """Answer repeated requests with what the first one wrote."""
    found = {}
    for pk, entry in repeated_entries(states, command.request.idempotency_key).items():
        try:
            found[pk] = Outcome(pk, same_request(entry, command.request.content_hash))
        except OrderCentralFault as fault:
            found[pk] = Outcome(pk, fault=fault)
    return found


def _plan(command: ChangeCommand, facts: OrderFacts, state: OrderState, desk: Desk) -> PlannedChange:
    """Check one order. Raises OrderCentralFault that names the rule in the way."""
    request, target = command.request, command.target
    if command.channels is not None and facts.channel not in command.channels:
        raise unknown_order()
    if facts.is_draft:
        raise invalid("order", "A draft is not an order yet: it has no status and no history.")
    refuse_unusable(target, facts.channel)
    present = desk.present_status(state, facts.channel)
    if present is not None and present.pk == target.pk and state.status_id:
        raise invalid("status", f'The order has the status "{target.slug}" already.')
    if not request.force:
        refuse_against_rules(Step(present, target, facts))
    entry = status_change(
        facts.order_pk,
        author=command.author,
        status_from=present,
        status_to=target,
        date=desk.not_before(state),
        visibility=request.visibility,
        subject=request.subject,
        message=request.comment,
        template=command.template,
        is_forced=request.force,
        idempotency_key=request.idempotency_key,
        request_hash=request.content_hash if request.idempotency_key else "",
    )
    change = PlannedChange(facts, state, target, entry)
    change.take_effect()
    return change


def _word(
    command: ChangeCommand, change: PlannedChange, context: MessageContext, desk: Desk
) -> PlannedChange:
    """Add the texts: the comment of the history and what the customer would get. Raises on a hole."""
    notice = status_notice(change, context, desk.templates, command.request, command.template)
    if command.template is not None and not command.request.comment:
        text = desk.templates.text(command.template, context, notice.values)
        refuse_holes(text.missing)
        change.entry.subject = change.entry.subject or text.subject
        change.entry.message = text.body
    drafts = list(compose(notice, context, desk.settings, desk.templates, now=desk.now))
    for draft in drafts:
        refuse_holes(draft.missing)
    for later in following_notices(change, desk.settings):
        drafts += compose(later, context, desk.settings, desk.templates, now=desk.now)
    change.drafts = tuple(drafts)
    return change
