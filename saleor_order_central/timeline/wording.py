"""Words of the timeline: labels, feed subjects, staff warnings.

Everything a customer may read comes from here, never from Saleor's event messages. The constants hold the
English source; `active_words` translates it into the language that is active at the call.
"""

from decimal import Decimal

from django.utils.translation import get_language, gettext, gettext_noop

from ..host.facts import CoreEvent, CoreEventKind
from .view import StatusView, StepCode, WarningCode

EXPIRED_LABEL = gettext_noop("Expired")
INVOICE_ADDED = gettext_noop("Invoice added")
ITEMS_RETURNED = gettext_noop("Items returned")
MEMO = gettext_noop("Memo")
MESSAGE_OF_CUSTOMER = gettext_noop("Message from the customer")
MESSAGE_OF_SHOP = gettext_noop("Message from the shop")
MONEY_REFUNDED = gettext_noop("Money refunded")
ORDER_CANCELED = gettext_noop("Order canceled")
ORDER_EXPIRED = gettext_noop("Order expired")
ORDER_RECEIVED = gettext_noop("Order received")
PAYMENT_AUTHORIZED = gettext_noop("Payment authorized in full")
PAYMENT_RECEIVED = gettext_noop("Payment received in full")
SHIPMENT_LEFT = gettext_noop("Shipment left")
SHIPMENT_RECORDED = gettext_noop("Shipment recorded")

STEP_LABELS: dict[StepCode, str] = {
    StepCode.PLACED: gettext_noop("Order placed"),
    StepCode.PAID: gettext_noop("Payment confirmed"),
    StepCode.PREPARING: gettext_noop("Preparing"),
    StepCode.SENT: gettext_noop("Sent"),
    StepCode.DELIVERED: gettext_noop("Delivered"),
    StepCode.CANCELED: gettext_noop("Canceled"),
    StepCode.RETURNED: gettext_noop("Returned"),
    StepCode.REFUNDED: gettext_noop("Refunded"),
}

WARNING_MESSAGES: dict[WarningCode, str] = {
    WarningCode.CONCLUDED_BEFORE_SHIPPED: gettext_noop(
        "The order counts as delivered although no complete shipment was recorded."
    ),
    WarningCode.TRACKING_MISSING: gettext_noop("The status says sent, but no tracking code exists."),
    WarningCode.SHIP_DATE_MISSING: gettext_noop("A shipment has a tracking code but no shipping date."),
    WarningCode.PAYMENT_MISSING: gettext_noop("The status says paid, but no payment confirmation exists."),
    WarningCode.STATUS_TYPE_MISSING: gettext_noop("The present status has no type."),
    WarningCode.INVOICE_MISSING: gettext_noop("The order is paid and sent, but it has no invoice."),
    WarningCode.CANCELED_AFTER_SHIPPED: gettext_noop("The order was canceled after a shipment had left."),
    WarningCode.LATE: gettext_noop("The promised date has passed, or the carrier reported a delay."),
    WarningCode.CARRIER_CONFLICT: gettext_noop(
        "The status and the carrier contradict each other about the delivery."
    ),
    WarningCode.CARRIER_MISMATCH: gettext_noop(
        "Events of a parcel come from another carrier than its tracking code says, or from several."
    ),
    WarningCode.EVENT_BEFORE_SHIPPED: gettext_noop("A carrier had a parcel before its shipping date."),
}

_EVENT_SUBJECTS: dict[CoreEventKind, str] = {
    CoreEventKind.PLACED: gettext_noop("Order placed"),
    CoreEventKind.CONFIRMED: gettext_noop("Order confirmed"),
    CoreEventKind.PAID: gettext_noop("Payment confirmed"),
    CoreEventKind.PAYMENT: gettext_noop("Payment updated"),
    CoreEventKind.SHIPPED: gettext_noop("Items sent"),
    CoreEventKind.TRACKING_UPDATED: gettext_noop("Tracking information updated"),
    CoreEventKind.FULFILLMENT_CANCELED: gettext_noop("Shipment canceled"),
    CoreEventKind.CANCELED: ORDER_CANCELED,
    CoreEventKind.EXPIRED: ORDER_EXPIRED,
    CoreEventKind.RETURNED: ITEMS_RETURNED,
    CoreEventKind.REFUNDED: MONEY_REFUNDED,
    CoreEventKind.INVOICE: gettext_noop("Invoice updated"),
    CoreEventKind.NOTE: gettext_noop("Note added"),
    CoreEventKind.EMAIL_SENT: gettext_noop("E-mail sent"),
}

_INVOICE_SUBJECTS: dict[str, str] = {
    "invoice_requested": gettext_noop("Invoice requested"),
    "invoice_generated": INVOICE_ADDED,
    "invoice_sent": gettext_noop("Invoice sent"),
}


_ORDER_UPDATED = gettext_noop("Order updated")
_REFUNDED_AMOUNT = gettext_noop("Refunded %(amount)s")


class Words(dict[str, str]):
    """Translations into one language, looked up in the catalog once per process.

    Half of the time of a timeline would go into gettext: it finds out the language for every single text.
    """

    def __missing__(self, source: str) -> str:
        text = self[source] = gettext(source)
        return text


_WORDS_BY_LANGUAGE: dict[str | None, Words] = {}


def active_words() -> Words:
    """Words of the language that is active now: ask for them anew for each order or feed."""
    return _WORDS_BY_LANGUAGE.setdefault(get_language(), Words())


def customer_words(stored: str, status: StatusView | None) -> str:
    """Name of a status for the customer: the words of that day (004-06), translated while they still hold."""
    if status is not None and stored in ("", status.source_label):
        return status.label
    return stored


def event_subject(event: CoreEvent, currency: str, words: Words) -> str:
    """Our own title of a Saleor event; a refund carries its amount, and nothing else is taken over."""
    if event.kind is CoreEventKind.OTHER:
        return event.raw_type.replace("_", " ").strip().capitalize() or words[_ORDER_UPDATED]
    if event.kind is CoreEventKind.REFUNDED and event.amount is not None:
        return words[_REFUNDED_AMOUNT] % {"amount": _money(event.amount, currency)}
    if event.kind is CoreEventKind.INVOICE and event.raw_type in _INVOICE_SUBJECTS:
        return words[_INVOICE_SUBJECTS[event.raw_type]]
    return words[_EVENT_SUBJECTS[event.kind]]


def _money(amount: Decimal, currency: str) -> str:
    """Amount without the padding of the database column: 12, 12.50 or 12.505 and the currency."""
    if amount == amount.to_integral_value():
        return f"{amount:.0f} {currency}"
    is_padded = amount == amount.quantize(Decimal("0.01"))
    return f"{amount:.2f} {currency}" if is_padded else f"{amount.normalize():f} {currency}"
