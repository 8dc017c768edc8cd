"""What each channel would carry for a notice, or why nothing (B-04). Pure: it decides and words, no more."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext

from ..config import Settings
from ..language import speaking
from .messages import Draft, MessageContext, Notice, NotifyMode
from .models import ChannelKind, MessageTemplate, NotificationReason, Occasion
from .render import Filled, Texts, fill, one_line
from .routing import frame_slug, is_told_by_saleor, template_slug
from .template_book import TemplateBook, merged, texts_in
from .variables import TRACKING_VARIABLES
from .wording import PLAIN_SUBJECT

TOO_OLD_AFTER = timedelta(hours=48)
CHANNELS = (ChannelKind.EMAIL, ChannelKind.SMS)
_OF_PARCELS = frozenset({Occasion.TRACKING_NUMBER, Occasion.DELIVERED})
_FACTS_OF_PARCELS = frozenset({"SENT", "DELIVERED"})


def compose(
    notice: Notice, context: MessageContext, settings: Settings, templates: TemplateBook, *, now: datetime
) -> tuple[Draft, ...]:
    """Return exactly one draft for each kind of channel, in the order of `ChannelKind`.

    Drafts that are not sent carry no text. `reason` is the first that applies: silence wanted by the
    caller, staff only, not by default, too old, messages off, told by Saleor, no recipient, no gateway, no
    template, a variable without a value.
    """
    template = chosen_template(notice, templates)
    return tuple(_draft(kind, notice, context, settings, template, now) for kind in CHANNELS)


def chosen_template(notice: Notice, templates: TemplateBook) -> MessageTemplate | None:
    """Return the template that words a notice, None when it is switched off.

    A typed text stands in the plain frame of its occasion. Otherwise the notice's own template is used,
    else that of the occasion.
    """
    if notice.body:
        template = templates.by_slug.get(frame_slug(notice.occasion))
    else:
        template = notice.template or templates.by_slug.get(template_slug(notice.occasion))
    return template if template is not None and template.is_active else None


def _draft(
    kind: str,
    notice: Notice,
    context: MessageContext,
    settings: Settings,
    template: MessageTemplate | None,
    now: datetime,
) -> Draft:
    mode = NotifyMode(notice.modes.get(kind, NotifyMode.DEFAULT))
    recipient = context.email if kind == ChannelKind.EMAIL else context.phone
    reason = (
        _unwanted(kind, mode, notice, now)
        or _impossible(kind, mode, notice, settings, template)
        or ("" if recipient else NotificationReason.NO_RECIPIENT)
        or _no_way(kind, settings, template)
    )
    addressed: dict[str, Any] = {
        "notice": notice,
        "order_pk": context.order_pk,
        "channel_kind": kind,
        "recipient": recipient,
        "sender": context.sender if kind == ChannelKind.EMAIL else "",
        "reply_to": context.reply_to if kind == ChannelKind.EMAIL else "",
        "language": context.language,
    }
    if reason or template is None:
        return Draft(will_send=False, reason=reason, **addressed)
    return _worded(notice, context, template, mode, addressed)


def _unwanted(kind: str, mode: NotifyMode, notice: Notice, now: datetime) -> str:
    """Return why nobody wants this message, "" when it is wanted."""
    if mode is NotifyMode.SUPPRESS:
        return NotificationReason.SUPPRESSED_BY_CALLER
    if not notice.is_for_customer:
        return NotificationReason.STAFF_ONLY
    if mode is NotifyMode.SEND:
        return ""
    if kind not in notice.defaults:
        return NotificationReason.NOT_BY_DEFAULT
    is_old = notice.happened_at is not None and now - notice.happened_at > TOO_OLD_AFTER
    return NotificationReason.TOO_OLD if notice.is_automatic and is_old else ""


def _impossible(
    kind: str, mode: NotifyMode, notice: Notice, settings: Settings, template: MessageTemplate | None
) -> str:
    """Return why the shop does not send this message. What a person typed is never told by Saleor."""
    if not settings.send_messages:
        return NotificationReason.NOTIFICATIONS_OFF
    is_doubled = (
        kind == ChannelKind.EMAIL
        and mode is NotifyMode.DEFAULT
        and settings.saleor_sends_mails
        and not (notice.body or notice.is_left_to_us)
        and is_told_by_saleor(notice.occasion, notice.fact, template.slug if template else "")
    )
    return NotificationReason.SALEOR_SENDS_IT if is_doubled else ""


def _no_way(kind: str, settings: Settings, template: MessageTemplate | None) -> str:
    if kind == ChannelKind.SMS and not settings.sms_gateway:
        return NotificationReason.NO_GATEWAY
    return "" if template is not None else NotificationReason.TEMPLATE_MISSING


def _worded(
    notice: Notice,
    context: MessageContext,
    template: MessageTemplate,
    mode: NotifyMode,
    addressed: dict[str, Any],
) -> Draft:
    """Fill in what the channel carries; with a variable missing there is no message."""
    texts = texts_in(template, context.language)
    values = merged({**notice.values, "comment": notice.body or notice.values.get("comment", "")}, context)
    if addressed["channel_kind"] == ChannelKind.EMAIL:
        subject, body = _subject(notice, texts, context.language, values), fill(texts.body, values)
    else:
        subject, body = fill("", values), fill(texts.sms_body or texts.body, values)
    if missing := tuple(dict.fromkeys((*subject.missing, *body.missing))):
        reason = NotificationReason.VARIABLE_MISSING
        return Draft(will_send=False, reason=reason, missing=missing, **addressed)
    tells_codes = TRACKING_VARIABLES.intersection((*subject.used, *body.used))
    return Draft(
        will_send=True,
        reason=_sending_reason(mode, notice),
        subject=one_line(subject.text),
        body=body.text,
        tracking_codes=context.tracking_codes if tells_codes else (),
        structured_data=_structured_data(notice, context, addressed, tells_codes=bool(tells_codes)),
        **addressed,
    )


def _structured_data(
    notice: Notice, context: MessageContext, addressed: dict[str, Any], *, tells_codes: bool
) -> tuple[dict[str, Any], ...]:
    """Only mails about sending and delivery tell mail programs of parcels."""
    is_about_parcels = tells_codes or notice.occasion in _OF_PARCELS or notice.fact in _FACTS_OF_PARCELS
    if addressed["channel_kind"] != ChannelKind.EMAIL or not is_about_parcels:
        return ()
    return tuple(context.parcel_deliveries())


def _subject(notice: Notice, texts: Texts, language: str, values: Mapping[str, str]) -> Filled:
    """A typed subject goes out as it is; a template without one has the plainest."""
    if notice.subject:
        return Filled(notice.subject, (), ())
    if texts.subject:
        return fill(texts.subject, values)
    with speaking(language):
        return fill(gettext(PLAIN_SUBJECT), values)


def _sending_reason(mode: NotifyMode, notice: Notice) -> str:
    if mode is NotifyMode.SEND:
        return NotificationReason.CHOSEN
    return NotificationReason.AUTOMATIC if notice.is_automatic else NotificationReason.DEFAULT
