"""Which text an occasion has, and which news Saleor brings by itself. Pure tables."""

from .models import Occasion

STATUS_FRAME = "status-changed"
MESSAGE_FRAME = "message"

# The built-in template of each occasion, when no other is named.
TEMPLATE_OF_OCCASION: dict[str, str] = {
    Occasion.STATUS_CHANGED: STATUS_FRAME,
    Occasion.EVENT: MESSAGE_FRAME,
    Occasion.ORDER_ACCEPTED: "order-accepted",
    Occasion.INFORMATION_MISSING: "information-missing",
    Occasion.PAYMENT_AWAITED: "awaiting-payment",
    Occasion.PAYMENT_REMINDER: "payment-reminder",
    Occasion.TRACKING_NUMBER: "tracking-number",
    Occasion.DELIVERED: "delivered",
    Occasion.REVIEW_REQUEST: "review-request",
    Occasion.STILL_WORKING: "still-working",
    Occasion.DELAY: "delay",
    Occasion.RETURN_ACCEPTED: "return-accepted",
    Occasion.RETURN_REMINDER: "return-reminder",
    Occasion.RETURN_RECEIVED: "return-received",
    Occasion.RETURN_COMPLETED: "return-completed",
    Occasion.RETURN_REFUSED: "return-refused",
    Occasion.RETURN_EXPIRED: "return-expired",
    Occasion.REFUND_DONE: "refund-done",
    Occasion.ACCESS_CODE: "access-code",
    Occasion.WITHDRAWAL_RECEIVED: "withdrawal-received",
    Occasion.MESSAGE: MESSAGE_FRAME,
    Occasion.MESSAGE_COPY: MESSAGE_FRAME,
    Occasion.THREAD_FORWARDED: MESSAGE_FRAME,
}

# Saleor mails customers about these: confirmation, payment, shipment and its tracking, cancelation, refund.
_OCCASIONS_OF_SALEOR = frozenset({Occasion.ORDER_ACCEPTED, Occasion.TRACKING_NUMBER})
_FACTS_OF_SALEOR = frozenset({"PAID", "SENT", "CANCELED", "REFUNDED"})
_TEMPLATES_OF_SALEOR = frozenset(
    {"order-accepted", "payment-received", "sent", "tracking-number", "canceled", "refunded"}
)


def template_slug(occasion: str) -> str:
    """Return the slug of the built-in template of an occasion."""
    return TEMPLATE_OF_OCCASION.get(occasion, STATUS_FRAME)


def frame_slug(occasion: str) -> str:
    """Return the slug of the template that a typed text is framed by."""
    return STATUS_FRAME if occasion == Occasion.STATUS_CHANGED else MESSAGE_FRAME


def is_told_by_saleor(occasion: str, fact: str, slug: str) -> bool:
    """Tell whether Saleor mails the same: by occasion, fact of the status, or text that would be sent."""
    return occasion in _OCCASIONS_OF_SALEOR or fact in _FACTS_OF_SALEOR or slug in _TEMPLATES_OF_SALEOR
