"""Words that return requests are described with, named as in the API. Pure."""

from enum import Enum


class ReturnState(str, Enum):
    """State of a return request: exactly five (002-42)."""

    WAITING_CONFIRMATION = "WAITING_CONFIRMATION"
    WAITING_PACKAGE = "WAITING_PACKAGE"
    PACKAGE_RECEIVED = "PACKAGE_RECEIVED"
    CANCELED = "CANCELED"
    COMPLETED = "COMPLETED"


class ReturnResolution(str, Enum):
    """What the customer wants for the goods."""

    REFUND = "REFUND"
    VOUCHER = "VOUCHER"
    EXCHANGE = "EXCHANGE"
    REPAIR = "REPAIR"
    KEEP_ITEM = "KEEP_ITEM"


class Disposition(str, Enum):
    """What happened to a returned unit."""

    RESTOCK = "RESTOCK"
    QUARANTINE = "QUARANTINE"
    SCRAP = "SCRAP"
    MISSING = "MISSING"
    WRONG_ITEM = "WRONG_ITEM"


# Units of the order that are in the shop's hands; for the others the customer still has them.
CAME_BACK = frozenset({Disposition.RESTOCK, Disposition.QUARANTINE, Disposition.SCRAP})


# Wishes after which the customer has the goods, or has them again.
STAY_WITH_CUSTOMER = (ReturnResolution.KEEP_ITEM.value, ReturnResolution.REPAIR.value)
# Wishes that money or a voucher fulfils.
PAID = frozenset({ReturnResolution.REFUND, ReturnResolution.VOUCHER, ReturnResolution.KEEP_ITEM})


class IneligibleReason(str, Enum):
    """Why a line cannot be returned; a line may have several, in this order."""

    ORDER_CANCELED = "ORDER_CANCELED"
    RETURNS_DISABLED = "RETURNS_DISABLED"
    GIFT_CARD_LINE = "GIFT_CARD_LINE"
    DIGITAL_LINE = "DIGITAL_LINE"
    FINAL_SALE = "FINAL_SALE"
    NOT_FULFILLED = "NOT_FULFILLED"
    ALREADY_RETURNED = "ALREADY_RETURNED"
    OPEN_REQUEST_EXISTS = "OPEN_REQUEST_EXISTS"
    NOT_DELIVERED = "NOT_DELIVERED"
    WINDOW_CLOSED = "WINDOW_CLOSED"
    QUANTITY_EXCEEDED = "QUANTITY_EXCEEDED"


class WindowStart(str, Enum):
    """Date from which the return period runs."""

    ORDER_PLACED = "ORDER_PLACED"
    SHIPPED = "SHIPPED"
    DELIVERED = "DELIVERED"


class LabelPayer(str, Enum):
    """Who pays for the way back."""

    SHOP = "SHOP"
    CUSTOMER = "CUSTOMER"


class ReturnOutcome(str, Enum):
    """What a completed request came to."""

    REFUND = "REFUND"
    VOUCHER = "VOUCHER"
    EXCHANGE = "EXCHANGE"
    REPAIR = "REPAIR"
    NOTHING_DUE = "NOTHING_DUE"


# What the customer may get without a refund.
GIVEN_OTHERWISE = (ReturnOutcome.EXCHANGE, ReturnOutcome.REPAIR)


def choices(source: type[Enum]) -> list[tuple[str, str]]:
    """Return the values of an enum as the choices of a column."""
    return [(one.value, one.value) for one in source]
