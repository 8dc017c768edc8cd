"""What the customer hears of a return, and with which words. No statements."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext

from ..language import speaking
from ..notifications.locale_text import day_text
from ..notifications.messages import MessageContext, Notice
from ..notifications.models import ChannelKind, Occasion
from ..notifications.template_book import TemplateBook
from .asks import Modes
from .kinds import ReturnResolution, ReturnState
from .models import ReturnLine, ReturnReason, ReturnRequest
from .reasons import reason_name
from .wording import STATE_LABELS

KEEP_TEMPLATE = "return-accepted-keep"

_OCCASIONS: dict[ReturnState, str] = {
    ReturnState.WAITING_PACKAGE: Occasion.RETURN_ACCEPTED,
    ReturnState.PACKAGE_RECEIVED: Occasion.RETURN_RECEIVED,
    ReturnState.COMPLETED: Occasion.RETURN_COMPLETED,
    ReturnState.CANCELED: Occasion.RETURN_REFUSED,
}


def state_notice(
    request: ReturnRequest,
    lines: Sequence[ReturnLine],
    context: MessageContext,
    templates: TemplateBook,
    *,
    message: str = "",
    modes: Modes | None = None,
    reason: ReturnReason | None = None,
    occasion: str = "",
) -> Notice:
    """Say what the customer may hear of the state that a request has now (002-45).

    `message` are words for the customer inside the text; `reason` is why it was refused.
    """
    state = ReturnState(request.state)
    keeps = all(line.resolution == ReturnResolution.KEEP_ITEM.value for line in lines)
    template = None
    if state is ReturnState.WAITING_PACKAGE and keeps and not occasion:
        template = templates.by_slug.get(KEEP_TEMPLATE)
    return Notice(
        occasion=occasion or _OCCASIONS[state],
        # The state is part of the cause: each is reached once, so its message goes out once.
        key=f"return:{request.number}:{occasion or state.value}",
        template=template,
        values={**_values(request, lines, context.language, reason), "comment": message},
        modes=modes or {},
        defaults=(ChannelKind.EMAIL,),
        is_automatic=True,
        is_left_to_us=True,
    )


def _values(
    request: ReturnRequest, lines: Sequence[ReturnLine], language: str, reason: ReturnReason | None
) -> dict[str, str]:
    refused = reason_name(reason, language) if reason else ""
    return {
        "return.number": request.number,
        "return.state": state_label(ReturnState(request.state), language),
        "return.lines": "\n".join(f"{line.quantity} × {line.product_name}" for line in lines),
        "return.reason": refused or request.nothing_due_reason,
        "return.instructions": request.instructions,
        "return.label": request.label_url,
        "return.deadline": _day(request.expires_at, language),
    }


def _day(moment: datetime | None, language: str) -> str:
    return "" if moment is None else day_text(moment, language)


def state_label(state: ReturnState, language: str) -> str:
    """Name a state in a language."""
    with speaking(language):
        return gettext(STATE_LABELS[state])
