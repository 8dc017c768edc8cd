"""What a change would tell the customer, worded by the same code, with nothing written (B-04)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from ..author import SYSTEM
from ..errors import invalid, not_found
from ..host.facts import OrderFacts
from ..settings import load_settings
from ..statuses.desk import Desk
from ..statuses.models import OrderState, OrderStatusDefinition
from ..statuses.notices import following_notices, status_notice
from ..statuses.request import StatusChangeRequest
from ..statuses.selectors import load_status_book
from ..statuses.workflow import refuse_unusable
from ..statuses.writing import PlannedChange
from ..timeline.history import status_change
from ..timeline.view import Visibility
from .compose import compose
from .contexts import load_message_contexts
from .messages import Draft, MessageContext, Notice, NotifyMode
from .models import ChannelKind, MessageTemplate, Occasion
from .template_book import load_template_book


@dataclass(frozen=True, slots=True)
class PreviewRequest:
    """A status by slug, or an occasion; the rest as in the change itself."""

    status: str = ""
    occasion: str = ""
    template: str = ""
    subject: str = ""
    comment: str = ""
    visibility: Visibility = Visibility.CUSTOMER
    modes: Mapping[str, NotifyMode] = field(default_factory=dict)


def preview(facts: OrderFacts, request: PreviewRequest, *, using: str) -> tuple[Draft, ...]:
    """Return one draft for each kind of channel, and those that would follow by themselves.

    The rules of the workflow are not asked: they decide about the change, not about its words. Raises
    OrderCentralFault: NOT_FOUND for a status or template, INVALID for a draft order, a status that the order
    cannot have, or a request without or with both status and occasion.
    """
    if bool(request.status) == bool(request.occasion):
        raise invalid("input", "Name a status or an occasion.")
    if facts.is_draft:
        raise invalid("order", "A draft is not an order yet: it has no status and no history.")
    settings = load_settings(using=using)
    desk = Desk(settings, load_status_book(using=using), load_template_book(using=using), timezone.now())
    context = load_message_contexts({facts.order_pk: facts}, settings, using=using)[facts.order_pk]
    template = desk.chosen_template(request.template)
    if not request.status:
        return compose(_notice(request, template, desk), context, settings, desk.templates, now=desk.now)
    return _drafts_of_change(facts, request, template, context, desk, using)


def _notice(request: PreviewRequest, template: MessageTemplate | None, desk: Desk) -> Notice:
    """Say something that is not about a status, as the events of staff do."""
    text = request.comment or ("" if template else request.subject)
    return Notice(
        occasion=request.occasion,
        key="preview",
        template=template,
        subject=request.subject,
        body=text if request.occasion == Occasion.EVENT else request.comment,
        values={"comment": text},
        modes=request.modes,
        defaults=(ChannelKind.EMAIL,),
        is_for_customer=request.visibility is Visibility.CUSTOMER,
        happened_at=desk.now,
    )


def _drafts_of_change(
    facts: OrderFacts,
    request: PreviewRequest,
    template: MessageTemplate | None,
    context: MessageContext,
    desk: Desk,
    using: str,
) -> tuple[Draft, ...]:
    target = desk.book.by_slug.get(request.status)
    if target is None:
        raise not_found("status", f'There is no status "{request.status}".')
    refuse_unusable(target, facts.channel)
    change = _planned(facts, request, target, desk, using)
    wanted = StatusChangeRequest(
        status=request.status,
        subject=request.subject,
        comment=request.comment,
        template=request.template,
        visibility=request.visibility,
        modes=request.modes,
    ).cleaned()
    notice = status_notice(change, context, desk.templates, wanted, template)
    drafts = compose(notice, context, desk.settings, desk.templates, now=desk.now)
    for later in following_notices(change, desk.settings):
        followers = compose(later, context, desk.settings, desk.templates, now=desk.now)
        drafts += tuple(draft for draft in followers if draft.will_send)
    return drafts


def _planned(
    facts: OrderFacts, request: PreviewRequest, target: OrderStatusDefinition, desk: Desk, using: str
) -> PlannedChange:
    """Make the change as it would be written; neither row is saved."""
    state = OrderState.objects.using(using).filter(pk=facts.order_pk).first()
    state = state or OrderState(order_id=facts.order_pk)
    entry = status_change(
        facts.order_pk,
        author=SYSTEM,
        status_from=desk.present_status(state, facts.channel),
        status_to=target,
        date=desk.not_before(state),
        visibility=request.visibility,
    )
    return PlannedChange(facts, state, target, entry)
