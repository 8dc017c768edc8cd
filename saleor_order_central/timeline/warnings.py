"""Doubts for staff: where the statuses say one thing and the facts another (000-24, conflict 1)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from ..host.facts import CoreEventKind
from .carrier_doubts import carrier_doubts
from .draft import Draft
from .parcels import has_code
from .situation import Situation
from .steps import is_shown
from .trail import newest_with_fact, oldest_with_fact
from .view import StepState, TimelineWarning, WarningCode
from .wording import WARNING_MESSAGES


def find_warnings(
    situation: Situation, main: Sequence[Draft], endings: Sequence[Draft]
) -> tuple[TimelineWarning, ...]:
    """All doubts; a canceled order has no use for what nobody will complete any more."""
    found = [*_always(situation)]
    if situation.is_canceled:
        # The parcel may have to be stopped; the first ending of a canceled order is its cancelation.
        if situation.shipments.left:
            found.append((WarningCode.CANCELED_AFTER_SHIPPED, endings[0].completed_at))
    else:
        found += _running(situation, main)
    found += carrier_doubts(situation)
    return tuple(
        [TimelineWarning(code, situation.words[WARNING_MESSAGES[code]], since) for code, since in found]
    )


Doubt = tuple[WarningCode, datetime | None]


def _always(situation: Situation) -> Iterator[Doubt]:
    present = situation.present
    if present is not None and present.kind == "CUSTOM" and present.type is None:
        yield WarningCode.STATUS_TYPE_MISSING, situation.trail[-1].date


def _running(situation: Situation, main: Sequence[Draft]) -> Iterator[Doubt]:
    _placed, paid, _preparing, sent, _delivered = main
    is_sent_open = sent.state not in (StepState.DONE, StepState.SKIPPED)
    if not paid.is_done and (said := oldest_with_fact(situation.trail, "PAID")) is not None:
        yield WarningCode.PAYMENT_MISSING, said.date
    if situation.concluding is not None and is_sent_open:
        yield WarningCode.CONCLUDED_BEFORE_SHIPPED, situation.concluding.date
    yield from _tracking(situation, sent)
    if paid.is_done and sent.is_done and not any(map(is_shown, situation.facts.invoices)):
        dates = [step.completed_at for step in (paid, sent) if step.completed_at is not None]
        yield WarningCode.INVOICE_MISSING, max(dates, default=None)


def _tracking(situation: Situation, sent: Draft) -> Iterator[Doubt]:
    """000-22: the status alone is no proof of sending, and neither is a code without a date."""
    if sent.state is not StepState.SKIPPED and not situation.shipments.has_code:
        said = newest_with_fact(situation.trail, "SENT")
        if said is not None:
            yield WarningCode.TRACKING_MISSING, said.date
    for shipment in situation.shipments.active:
        if has_code(shipment) and not shipment.is_waiting and shipment.shipped_at is None:
            yield WarningCode.SHIP_DATE_MISSING, _code_date(situation, shipment.number)
            break


def _code_date(situation: Situation, number: int) -> datetime | None:
    """When the shipment got its code, if Saleor's history tells."""
    for event in situation.facts.events:
        if event.kind is CoreEventKind.TRACKING_UPDATED and event.fulfillment_number == number:
            return event.date
    return None
