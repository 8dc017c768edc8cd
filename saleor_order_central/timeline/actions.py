"""What the reader of an order's page can open, and why not (B-18). Pure."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop

from ..actions import ActionCode, ActionDisabledReason, AvailableAction, decide
from ..host.facts import InvoiceFacts
from ..tracking import TrackingPresentation
from .view import Parcel

Why = ActionDisabledReason
INVOICES_OFF = gettext_noop("Invoices are not shown here.")
NO_INVOICE = gettext_noop("There is no invoice yet.")
INVOICE_WAITS = gettext_noop("The invoice is shown once the order is paid.")
NO_DOCUMENT = gettext_noop("The invoice has no document to open.")
TRACKING_OFF = gettext_noop("Parcels are not followed here.")
NOTHING_SENT = gettext_noop("Nothing was sent.")
NO_LINK = gettext_noop("No parcel has a page to follow it on.")


def invoice_action(
    invoices: Sequence[InvoiceFacts], shown: Sequence[InvoiceFacts], *, is_used: bool
) -> AvailableAction:
    """Return opening an invoice: `shown` are those of the order's `invoices` that may be read (000-27).

    `is_used`: the channel shows invoices to this reader.
    """
    return decide(
        ActionCode.OPEN_INVOICE,
        (not is_used, Why.FEATURE_DISABLED, INVOICES_OFF),
        (not invoices, Why.STATUS_NOT_ALLOWED, NO_INVOICE),
        (not shown, Why.NOT_PAID, INVOICE_WAITS),
        (not any(one.url for one in shown), Why.STATUS_NOT_ALLOWED, NO_DOCUMENT),
    )


def track_action(parcels: Sequence[Parcel], *, is_used: bool) -> AvailableAction:
    """Return following a parcel: one of them has a link to show, to the carrier or to its own history."""
    is_sent = any(not one.shipment.is_waiting for one in parcels)
    is_linked = any(one.tracking.presentation is not TrackingPresentation.HIDDEN for one in parcels)
    return decide(
        ActionCode.TRACK,
        (not is_used, Why.FEATURE_DISABLED, TRACKING_OFF),
        (not is_sent and not is_linked, Why.NOT_SHIPPED, NOTHING_SENT),
        (not is_linked, Why.STATUS_NOT_ALLOWED, NO_LINK),
    )
