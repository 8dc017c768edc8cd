"""Settings of the plugin: what the Dashboard shows, what is accepted, what the code reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings as django_settings

from .access.fields import ACCESS_DEFAULTS, ACCESS_FIELDS
from .access.kinds import AccessRules
from .access.reading import access_rules
from .activation.fields import PAGE_DEFAULTS, PAGE_FIELDS, read_origins
from .conversations.fields import CONVERSATION_DEFAULTS, CONVERSATION_FIELDS
from .dashboard.fields import DASHBOARD_DEFAULTS, DASHBOARD_FIELDS
from .host.base import StoredConfiguration
from .origins import web_origins
from .privacy.fields import PRIVACY_DEFAULTS, PRIVACY_FIELDS, RETENTION_FIELDS, Retention
from .promises.fields import CALENDAR_DAYS, PICKUP_DAYS, PROMISE_DEFAULTS, PROMISE_FIELDS
from .promises.windows import PromiseRules
from .providers.fields import PROVIDER_DEFAULTS, PROVIDER_FIELDS
from .setting_values import number_of as _number
from .setting_values import switch_of as _switch
from .setting_values import text_of as _text
from .timeline.view import TimelineRules

DEFAULT_ACTIVE = True
MAX_UNDO_SECONDS = 3600
MAX_DAYS = 3650
MAX_HOURS = 8760
MIN_SECRET = 16
ANONYMOUS_OFF = "off"
ANONYMOUS_STEPS = "steps"

SALEOR_MAILS_AUTO = "auto"
SALEOR_MAILS = (SALEOR_MAILS_AUTO, "on", "off")

STRING = "String"
BOOLEAN = "Boolean"
SECRET = "Secret"

CONFIG_STRUCTURE: dict[str, dict[str, str]] = {
    "strict_sent_step": {
        "type": BOOLEAN,
        "label": "Sent needs date and tracking code",
        "help_text": "The step Sent is done only when a parcel has both. Off: the status Sent is enough.",
    },
    "paid_when_authorized": {
        "type": BOOLEAN,
        "label": "Authorized counts as paid",
        "help_text": "The step Payment confirmed is done as soon as the whole total is authorized.",
    },
    "automatic_status": {
        "type": BOOLEAN,
        "label": "Change the status automatically",
        "help_text": "New, paid, sent and canceled orders get the statuses named below.",
    },
    "status_when_paid": {
        "type": STRING,
        "label": "Status of paid orders",
        "help_text": "Slug of a status. Empty: payment does not change the status.",
    },
    "status_when_sent": {
        "type": STRING,
        "label": "Status of sent orders",
        "help_text": "Slug of a status. Empty: shipping does not change the status.",
    },
    "status_when_canceled": {
        "type": STRING,
        "label": "Status of canceled orders",
        "help_text": "Slug of a status. Empty: canceling does not change the status.",
    },
    "status_when_delivered": {
        "type": STRING,
        "label": "Status of delivered orders",
        "help_text": "Slug of a status. Empty: delivery does not change the status.",
    },
    "status_when_refunded": {
        "type": STRING,
        "label": "Status of fully refunded orders",
        "help_text": "Slug of a status. Empty: a refund does not change the status.",
    },
    "send_messages": {
        "type": BOOLEAN,
        "label": "Send messages to customers",
        "help_text": "Off: nothing leaves the outbox by itself and every message says why.",
    },
    "saleor_mails": {
        "type": STRING,
        "label": "Saleor's own order mails",
        "help_text": '"auto": see whether Saleor sends its own mails, and do not send the same twice. '
        '"on": it does. "off": it does not.',
    },
    "undo_seconds": {
        "type": STRING,
        "label": "Seconds to undo a change",
        "help_text": "Messages about a change wait this long; until then it can be undone. 0 to 3600.",
    },
    "review_request_days": {
        "type": STRING,
        "label": "Days until a review is asked for",
        "help_text": "Counted from the real delivery. Empty: no review is asked for.",
    },
    "unpaid_reminder_days": {
        "type": STRING,
        "label": "Days until a payment reminder",
        "help_text": "Empty: unpaid orders get no reminder.",
    },
    "unpaid_cancel_days": {
        "type": STRING,
        "label": "Days until an unpaid order is canceled",
        "help_text": "Empty: unpaid orders are not canceled.",
    },
    "order_page_url": {
        "type": STRING,
        "label": "Address of the order page",
        "help_text": "https address in the storefront; {id}, {number}, {channel} and {token} are filled "
        "in; the token lets guests see the order.",
    },
    "product_page_url": {
        "type": STRING,
        "label": "Address of a product page",
        "help_text": "https address in the storefront for review links; {slug}, {id} and {channel} are "
        "filled in.",
    },
    "sms_gateway": {
        "type": SECRET,
        "label": "Text message gateway",
        "help_text": "Address in Apprise's form; {phone} stands for the customer's number and {key} for the "
        "message's own key. Empty: no text messages.",
    },
    "carrier_webhook_secret": {
        "type": SECRET,
        "label": "Secret of the carrier webhook",
        "help_text": "Carriers' calls are signed with it; 16 characters or more. Empty: no calls are taken.",
    },
    **PROVIDER_FIELDS,
    "features_reviewed": {
        "type": BOOLEAN,
        "label": "Features reviewed",
        "help_text": "Step 1 of going live: you looked at which features are ready.",
    },
    "anonymous_access": {
        "type": STRING,
        "label": "Callers who only know the order's id",
        "help_text": '"off": they get nothing. "steps": step codes, states and dates, no text, link or name.',
    },
    "enabled_carriers": {
        "type": STRING,
        "label": "Carriers of this shop",
        "help_text": "Codes of carriers, separated by commas. Codes made of digits alone are recognised only "
        "for these carriers.",
    },
    **PROMISE_FIELDS,
    **ACCESS_FIELDS,
    **PRIVACY_FIELDS,
    **CONVERSATION_FIELDS,
    **PAGE_FIELDS,
    **DASHBOARD_FIELDS,
}

DEFAULTS: dict[str, Any] = {
    "strict_sent_step": True,
    "paid_when_authorized": False,
    "automatic_status": True,
    "status_when_paid": "in-realisation",
    "status_when_sent": "sent",
    "status_when_canceled": "canceled",
    "status_when_delivered": "finalized",
    "status_when_refunded": "refunded",
    "send_messages": True,
    "saleor_mails": SALEOR_MAILS_AUTO,
    "undo_seconds": "60",
    "review_request_days": "",
    "unpaid_reminder_days": "",
    "unpaid_cancel_days": "",
    "order_page_url": "",
    "product_page_url": "",
    "sms_gateway": "",
    "carrier_webhook_secret": "",
    **PROVIDER_DEFAULTS,
    "features_reviewed": False,
    "anonymous_access": ANONYMOUS_OFF,
    "enabled_carriers": "",
    **PROMISE_DEFAULTS,
    **ACCESS_DEFAULTS,
    **PRIVACY_DEFAULTS,
    **CONVERSATION_DEFAULTS,
    **PAGE_DEFAULTS,
    **DASHBOARD_DEFAULTS,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The plugin's settings for one request or task. `status_when_*` are slugs, "" means no change.

    `*_days` are None when the feature is off. `saleor_sends_mails` is decided already: with "auto" the host
    was asked.
    """

    is_active: bool
    strict_sent_step: bool
    paid_when_authorized: bool
    automatic_status: bool
    status_when_paid: str
    status_when_sent: str
    status_when_canceled: str
    status_when_delivered: str
    status_when_refunded: str
    send_messages: bool
    saleor_sends_mails: bool
    undo_seconds: int
    review_request_days: int | None
    unpaid_reminder_days: int | None
    unpaid_cancel_days: int | None
    order_page_url: str
    product_page_url: str
    sms_gateway: str = field(repr=False)
    carrier_webhook_secret: str = field(repr=False)
    correios_user: str
    correios_access_code: str = field(repr=False)
    correios_card: str
    inpost_history: bool
    aftership_api_key: str = field(repr=False)
    aftership_webhook_secret: str = field(repr=False)
    aftership_adds_parcels: bool
    easypost_webhook_secret: str = field(repr=False)
    easypost_api_key: str = field(repr=False)
    easypost_adds_parcels: bool
    features_reviewed: bool
    anonymous_access: str
    enabled_carriers: tuple[str, ...]
    promise_rules: PromiseRules
    delay_notices: bool
    channels_without_delay_notices: tuple[str, ...]
    delay_notice_days: int
    access_rules: AccessRules
    retention: Retention
    erase_deleted_customers: bool
    customer_uploads: bool
    reply_mailbox: str
    inbound_mail_secret: str = field(repr=False)
    mailgun_signing_key: str = field(repr=False)
    storefront_origins: tuple[str, ...]
    dashboard_pages: bool
    dashboard_origins: tuple[str, ...]

    def tells_of_delays(self, channel: str) -> bool:
        """Whether customers of a channel hear of delays."""
        return self.delay_notices and channel.lower() not in self.channels_without_delay_notices

    @property
    def timeline_rules(self) -> TimelineRules:
        """The part that the timeline builder reads."""
        return TimelineRules(self.strict_sent_step, self.paid_when_authorized)


def settings_from(stored: StoredConfiguration) -> Settings:
    """Build settings from what is saved; anything absent or unreadable has its default."""
    values = {**DEFAULTS, **{name: value for name, value in stored.values.items() if value is not None}}
    access = _text(values["anonymous_access"]).lower()
    return Settings(
        is_active=DEFAULT_ACTIVE if stored.is_active is None else stored.is_active,
        strict_sent_step=_switch(values["strict_sent_step"]),
        paid_when_authorized=_switch(values["paid_when_authorized"]),
        automatic_status=_switch(values["automatic_status"]),
        status_when_paid=_text(values["status_when_paid"]),
        status_when_sent=_text(values["status_when_sent"]),
        status_when_canceled=_text(values["status_when_canceled"]),
        status_when_delivered=_text(values["status_when_delivered"]),
        status_when_refunded=_text(values["status_when_refunded"]),
        send_messages=_switch(values["send_messages"]),
        saleor_sends_mails=_saleor_sends_mails(values["saleor_mails"], stored),
        undo_seconds=_number(values["undo_seconds"], MAX_UNDO_SECONDS) or 0,
        review_request_days=_number(values["review_request_days"], MAX_DAYS),
        unpaid_reminder_days=_number(values["unpaid_reminder_days"], MAX_DAYS, lowest=1),
        unpaid_cancel_days=_number(values["unpaid_cancel_days"], MAX_DAYS, lowest=1),
        order_page_url=_text(values["order_page_url"]),
        product_page_url=_text(values["product_page_url"]),
        sms_gateway=_text(values["sms_gateway"]),
        carrier_webhook_secret=_text(values["carrier_webhook_secret"]),
        correios_user=_text(values["correios_user"]),
        correios_access_code=_text(values["correios_access_code"]),
        correios_card=_text(values["correios_card"]),
        inpost_history=_switch(values["inpost_history"]),
        aftership_api_key=_text(values["aftership_api_key"]),
        aftership_webhook_secret=_text(values["aftership_webhook_secret"]),
        aftership_adds_parcels=_switch(values["aftership_adds_parcels"]),
        easypost_webhook_secret=_text(values["easypost_webhook_secret"]),
        easypost_api_key=_text(values["easypost_api_key"]),
        easypost_adds_parcels=_switch(values["easypost_adds_parcels"]),
        features_reviewed=_switch(values["features_reviewed"]),
        anonymous_access=access if access == ANONYMOUS_STEPS else ANONYMOUS_OFF,
        enabled_carriers=carrier_codes(_text(values["enabled_carriers"])),
        promise_rules=_promise_rules(values),
        delay_notices=_switch(values["delay_notices"]),
        channels_without_delay_notices=carrier_codes(_text(values["channels_without_delay_notices"])),
        delay_notice_days=_number(values["delay_notice_days"], MAX_DAYS) or 0,
        access_rules=access_rules(values),
        retention=Retention(**{name: _number(values[name], MAX_DAYS, lowest=1) for name in RETENTION_FIELDS}),
        erase_deleted_customers=_switch(values["erase_deleted_customers"]),
        customer_uploads=_switch(values["customer_uploads"]),
        reply_mailbox=_text(values["reply_mailbox"]),
        inbound_mail_secret=_text(values["inbound_mail_secret"]),
        mailgun_signing_key=_text(values["mailgun_signing_key"]),
        storefront_origins=read_origins(_text(values["storefront_origins"])),
        dashboard_pages=_switch(values["dashboard_pages"]),
        dashboard_origins=web_origins(_text(values["dashboard_origins"])),
    )


def _promise_rules(values: Mapping[str, Any]) -> PromiseRules:
    return PromiseRules(
        zone=zone_of(_text(values["time_zone"])) or zone_of(django_settings.TIME_ZONE) or UTC,
        counts_working_days=_text(values["delivery_day_kind"]).lower() != CALENDAR_DAYS,
        pickup_days=_number(values["pickup_wait_days"], MAX_DAYS, lowest=1) or PICKUP_DAYS,
        quiet_hours=_number(values["quiet_hours"], MAX_HOURS, lowest=1),
    )


def zone_of(name: str) -> ZoneInfo | None:
    """Return a zone by its name, None for one that nobody knows."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def carrier_codes(text: str) -> tuple[str, ...]:
    """Split a list of carrier codes: lower case, sorted, without repeats or blanks."""
    return tuple(sorted({code.strip().lower() for code in text.split(",") if code.strip()}))


def _saleor_sends_mails(value: Any, stored: StoredConfiguration) -> bool:
    choice = _text(value).lower()
    return stored.saleor_sends_mails if choice not in ("on", "off") else choice == "on"
