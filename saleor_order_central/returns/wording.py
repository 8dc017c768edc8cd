"""Words of returns that people read: English source for the translators' catalogues."""

from django.utils.translation import gettext_noop

from .kinds import Disposition, IneligibleReason, ReturnState

STATE_LABELS: dict[ReturnState, str] = {
    ReturnState.WAITING_CONFIRMATION: gettext_noop("Waiting for confirmation"),
    ReturnState.WAITING_PACKAGE: gettext_noop("Waiting for the package"),
    ReturnState.PACKAGE_RECEIVED: gettext_noop("Package received"),
    ReturnState.CANCELED: gettext_noop("Canceled or refused"),
    ReturnState.COMPLETED: gettext_noop("Completed"),
}

REASON_MESSAGES: dict[IneligibleReason, str] = {
    IneligibleReason.ORDER_CANCELED: gettext_noop("The order was canceled."),
    IneligibleReason.RETURNS_DISABLED: gettext_noop("The shop takes no returns of this product."),
    IneligibleReason.GIFT_CARD_LINE: gettext_noop("Gift cards cannot be returned."),
    IneligibleReason.DIGITAL_LINE: gettext_noop("Digital products cannot be returned."),
    IneligibleReason.FINAL_SALE: gettext_noop("This product is excluded from returns."),
    IneligibleReason.NOT_FULFILLED: gettext_noop("It has not been sent yet."),
    IneligibleReason.ALREADY_RETURNED: gettext_noop("It came back already."),
    IneligibleReason.OPEN_REQUEST_EXISTS: gettext_noop("An open return request covers it already."),
    IneligibleReason.NOT_DELIVERED: gettext_noop("It has not been delivered yet."),
    IneligibleReason.WINDOW_CLOSED: gettext_noop("The time to return it is over."),
    IneligibleReason.QUANTITY_EXCEEDED: gettext_noop("This is more than is left to return."),
}

# Titles in the history of an order.
DISPOSITION_LABELS: dict[Disposition, str] = {
    Disposition.RESTOCK: gettext_noop("Good, back to stock"),
    Disposition.QUARANTINE: gettext_noop("Set aside"),
    Disposition.SCRAP: gettext_noop("Cannot be sold"),
    Disposition.MISSING: gettext_noop("Missing"),
    Disposition.WRONG_ITEM: gettext_noop("Another product"),
}

RETURN_REQUESTED = gettext_noop("Return %(number)s requested")
RETURN_CHANGED = gettext_noop("Return %(number)s: %(state)s")
RETURN_GIVEN_UP = gettext_noop("Return %(number)s given up by the customer")
RETURN_REFUSED = gettext_noop("Return %(number)s refused")
RETURN_EXPIRED = gettext_noop("Return %(number)s ended because nothing arrived")
RETURN_TRACKING = gettext_noop("Return %(number)s: tracking number added")
RETURN_INSPECTED = gettext_noop("Return %(number)s: goods checked")
RETURN_NOTED = gettext_noop("Return %(number)s: note changed")

RESTOCKING_FEE = gettext_noop("Restocking fee")
RETURN_FEE = gettext_noop("Fee for the return")


# slug, name, sort order, flags: note, photo, waives fees, for decline; and the disposition suggested.
BUILT_IN_REASONS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("changed-mind", gettext_noop("I changed my mind"), {"default_disposition": "RESTOCK"}),
    ("does-not-fit", gettext_noop("It does not fit"), {"default_disposition": "RESTOCK"}),
    ("not-as-described", gettext_noop("It is not as described"), {"waives_fees": True}),
    (
        "damaged",
        gettext_noop("It arrived damaged"),
        {"requires_photo": True, "waives_fees": True, "default_disposition": "SCRAP"},
    ),
    (
        "defective",
        gettext_noop("It does not work"),
        {"requires_note": True, "waives_fees": True, "default_disposition": "QUARANTINE"},
    ),
    ("wrong-item", gettext_noop("I got the wrong product"), {"waives_fees": True}),
    ("arrived-too-late", gettext_noop("It arrived too late"), {"waives_fees": True}),
    ("other", gettext_noop("Another reason"), {"requires_note": True}),
    ("outside-conditions", gettext_noop("Outside the conditions for returns"), {"for_decline": True}),
    ("used-or-incomplete", gettext_noop("Used, worn or incomplete"), {"for_decline": True}),
    ("nothing-arrived", gettext_noop("Nothing arrived in time"), {"for_decline": True}),
    ("refused-otherwise", gettext_noop("Refused for another reason"), {"for_decline": True}),
)
EXPIRED_REASON = "nothing-arrived"

NOTHING_TO_RETURN = gettext_noop("There is nothing to return.")
RETURN_IS_OVER = gettext_noop("This return is over.")
REFUND_IS_RUNNING = gettext_noop("A refund is still running.")
NO_SUCH_STEP = gettext_noop("The return is not at this step.")
