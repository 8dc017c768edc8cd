"""What the customer may hear of a change of status, and what follows from it. Pure."""

from collections.abc import Iterator
from datetime import timedelta

from ..config import Settings
from ..errors import ErrorCode, OrderCentralFault
from ..notifications.messages import MessageContext, Notice
from ..notifications.models import ChannelKind, MessageTemplate, Occasion
from ..notifications.template_book import TemplateBook
from ..timeline.view import Visibility
from .models import EntryVisibility, OrderStatusDefinition, StatusFact
from .request import StatusChangeRequest
from .selectors import customer_description, customer_label
from .writing import PlannedChange


def status_notice(
    change: PlannedChange,
    context: MessageContext,
    templates: TemplateBook,
    request: StatusChangeRequest | None = None,
    template: MessageTemplate | None = None,
) -> Notice:
    """Say what the customer may hear: the typed text, the chosen template, else the status' own one.

    Without a request the change was automatic.
    """
    target, entry = change.target, change.entry
    own = templates.by_pk.get(target.message_template_id) if target.message_template_id else None
    comment = request.comment if request else ""
    visible = (entry.visibility, target.visibility) == (Visibility.CUSTOMER.value, EntryVisibility.CUSTOMER)
    return Notice(
        occasion=Occasion.STATUS_CHANGED,
        key=f"status:{target.slug}:{entry.date.isoformat()}",
        template=template or own,
        subject=request.subject if request else "",
        body=comment,
        values=status_values(target, context.language, comment),
        modes=request.modes if request else {},
        defaults=tuple(target.notify_by_default),
        is_automatic=request is None,
        is_for_customer=visible,
        fact=target.fact,
        happened_at=entry.date,
    )


def status_values(target: OrderStatusDefinition, language: str, comment: str = "") -> dict[str, str]:
    """Return the variables that a change adds to those of the order."""
    return {
        "status.name": customer_label(target, language),
        "status.description": customer_description(target, language),
        "comment": comment,
    }


def following_notices(change: PlannedChange, settings: Settings) -> Iterator[Notice]:
    """Ask for a review, days after the real delivery, once per order (001-15)."""
    days = settings.review_request_days
    if change.target.fact == StatusFact.DELIVERED and days is not None:
        yield Notice(
            occasion=Occasion.REVIEW_REQUEST,
            key="review",
            defaults=(ChannelKind.EMAIL,),
            is_automatic=True,
            happened_at=change.entry.date,
            send_after=change.entry.date + timedelta(days=days),
        )


def refuse_holes(missing: tuple[str, ...]) -> None:
    """Raise TEMPLATE_VARIABLE_MISSING with the names of variables that have no value."""
    if missing:
        raise OrderCentralFault(
            f"The text has no value for: {', '.join(missing)}.",
            ErrorCode.TEMPLATE_VARIABLE_MISSING,
            field="template",
        )
