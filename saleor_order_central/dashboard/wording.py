"""Words for codes of the API, in the merchant's language."""

from django.utils.translation import gettext, gettext_noop

from ..returns.wording import DISPOSITION_LABELS

_WORDS: dict[str, str] = {
    # types and facts of statuses, steps
    "IN_PROGRESS": gettext_noop("In progress"),
    "CONCLUDED": gettext_noop("Concluded"),
    "CANCELED": gettext_noop("Canceled"),
    "NONE": gettext_noop("None"),
    "CREATED": gettext_noop("Order placed"),
    "PLACED": gettext_noop("Placed"),
    "PAID": gettext_noop("Paid"),
    "PREPARING": gettext_noop("Preparing"),
    "READY_TO_SHIP": gettext_noop("Ready to ship"),
    "SENT": gettext_noop("Sent"),
    "DELIVERED": gettext_noop("Delivered"),
    "RETURNED": gettext_noop("Returned"),
    "REFUNDED": gettext_noop("Refunded"),
    "INVOICE": gettext_noop("Invoice"),
    "TRACKING": gettext_noop("Tracking code"),
    "SHIPPED": gettext_noop("Shipped"),
    # states of steps
    "DONE": gettext_noop("Done"),
    "CURRENT": gettext_noop("Current"),
    "PENDING": gettext_noop("Pending"),
    "SKIPPED": gettext_noop("Skipped"),
    "FAILED": gettext_noop("Failed"),
    # authors
    "CUSTOMER": gettext_noop("Customer"),
    "STAFF": gettext_noop("Staff"),
    "APP": gettext_noop("App"),
    "SYSTEM": gettext_noop("System"),
    # history
    "STATUS_CHANGE": gettext_noop("Change of status"),
    "EVENT": gettext_noop("Event"),
    "STATUS_UNDO": gettext_noop("Change taken back"),
    "CORE_EVENT": gettext_noop("Saleor"),
    "CARRIER_EVENT": gettext_noop("Carrier"),
    "RETURN": gettext_noop("Return"),
    "MESSAGE": gettext_noop("Message"),
    # messages
    "EMAIL": gettext_noop("E-mail"),
    "SMS": gettext_noop("Text message"),
    "QUEUED": gettext_noop("Waiting"),
    "HELD": gettext_noop("Held back"),
    "SUPPRESSED": gettext_noop("Not sent"),
    "DEFAULT": gettext_noop("As the status says"),
    "SEND": gettext_noop("Send"),
    "SUPPRESS": gettext_noop("Do not send"),
    # jobs
    "RUNNING": gettext_noop("Running"),
    "SUCCESS": gettext_noop("Done"),
    "UNDONE": gettext_noop("Taken back"),
    "REFUSED": gettext_noop("Refused"),
    # refunds
    "PRODUCTS_RETURN": gettext_noop("Products came back"),
    "PARTIAL": gettext_noop("Partial refund"),
    "FULL": gettext_noop("Full refund"),
    "MARKED": gettext_noop("Marked as refunded"),
    "RETURN_PRODUCTS": gettext_noop("Products came back"),
    "PARTIAL_REFUND": gettext_noop("Partial refund"),
    "FULL_REFUND": gettext_noop("Full refund"),
    "MARK_REFUNDED": gettext_noop("Mark as refunded"),
    "IN_SALEOR": gettext_noop("Made in Saleor"),
    "ORIGINAL_TRANSACTION": gettext_noop("Through the payment"),
    "MANUAL": gettext_noop("By hand"),
    "FAILURE": gettext_noop("Failed"),
    "MANUAL_DONE": gettext_noop("Paid by hand"),
    # returns
    "WAITING_CONFIRMATION": gettext_noop("Waiting for confirmation"),
    "WAITING_PACKAGE": gettext_noop("Waiting for the package"),
    "PACKAGE_RECEIVED": gettext_noop("Package received"),
    "COMPLETED": gettext_noop("Completed"),
    **{one.value: label for one, label in DISPOSITION_LABELS.items()},
    "REFUND": gettext_noop("Refund"),
    "VOUCHER": gettext_noop("Voucher"),
    "EXCHANGE": gettext_noop("Exchange"),
    "REPAIR": gettext_noop("Repair"),
    "KEEP_ITEM": gettext_noop("Customer keeps it"),
    "NOTHING_DUE": gettext_noop("Nothing due"),
    "SHOP": gettext_noop("Shop"),
    "ORDER_PLACED": gettext_noop("From the order"),
    # withdrawal
    "SUBMITTED": gettext_noop("Received"),
    "ACKNOWLEDGED": gettext_noop("Receipt sent"),
    "INVALID": gettext_noop("Without the right"),
    # features
    "READY": gettext_noop("Ready"),
    "PLANNED": gettext_noop("Planned"),
    # configuration
    "CREATE": gettext_noop("New"),
    "UPDATE": gettext_noop("Changed"),
    "DELETE": gettext_noop("Deleted"),
    # findings
    "ERROR": gettext_noop("Error"),
    "WARNING": gettext_noop("Warning"),
    "INFO": gettext_noop("Note"),
    # tracking
    "CARRIER_KNOWN": gettext_noop("Known carrier"),
    "CODE_UNKNOWN": gettext_noop("Unknown code"),
    "URL_TRUSTED": gettext_noop("Trusted link"),
    "URL_UNKNOWN": gettext_noop("Unknown link"),
    "EMPTY": gettext_noop("No code"),
    "MODAL_HISTORY": gettext_noop("Window with the parcel's history"),
    "EMBED": gettext_noop("Embedded page"),
    "NEW_TAB": gettext_noop("New tab"),
    "HIDDEN": gettext_noop("No link"),
    # what is missing
    "payment": gettext_noop("payment"),
    "picking": gettext_noop("start of the packing"),
    "shippedAt": gettext_noop("date of shipping"),
    "code": gettext_noop("tracking number"),
    "delivery": gettext_noop("proof of delivery"),
    "email": gettext_noop("e-mail address"),
    "phone": gettext_noop("phone number"),
    "billingAddress": gettext_noop("billing address"),
    "shippingAddress": gettext_noop("shipping address"),
    "shippingMethod": gettext_noop("shipping method"),
    # kinds
    "BUILT_IN": gettext_noop("Built in"),
    "CUSTOM": gettext_noop("Own"),
}


def word_text(code: str) -> str:
    """Return the words of a code in the active language; anything else is written as it is."""
    words = _WORDS.get(code)
    return gettext(words) if words else code
