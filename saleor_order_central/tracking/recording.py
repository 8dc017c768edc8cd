"""What has to be written so that the stored parcels of orders are those that Saleor tells of."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from ..host.facts import OrderFacts, ShipmentFacts
from . import TrackingRules
from .models import OrderParcel
from .shipments import code_key, is_row_of, live_keys, match_parts
from .splitting import split_codes


def classify_row(parcel: OrderParcel, rules: TrackingRules, channel: str) -> bool:
    """Write the class into the row; True when it differs from what the row held.

    The carrier that staff chose wins over the rules, however often they change (`chosen_by_staff`).
    """
    found = rules.classify(parcel.code, chosen_carrier=parcel.chosen_carrier or None, channel=channel)
    before = (parcel.kind, parcel.presentation, parcel.carrier, parcel.url, parcel.reasons)
    parcel.kind = found.kind.value
    parcel.presentation = found.presentation.value
    parcel.carrier = found.carrier or ""
    parcel.url = found.url or ""
    parcel.reasons = [reason.value for reason in found.reasons]
    parcel.classified_at = timezone.now()
    return before != (parcel.kind, parcel.presentation, parcel.carrier, parcel.url, parcel.reasons)


class Recording:
    """Rows to create and to update, and those whose events have to be summed up anew (`recoded`)."""

    def __init__(self, rules: TrackingRules) -> None:
        self.rules = rules
        self.created: list[OrderParcel] = []
        self.updated: list[OrderParcel] = []
        self.recoded: list[OrderParcel] = []

    def record(self, facts: OrderFacts, rows: Iterable[OrderParcel]) -> None:
        """Compare one order with its rows. Added parcels follow the fate of their fulfillment."""
        every = list(rows)
        live = live_keys(facts.shipments)
        for shipment in facts.shipments:
            mine = [row for row in every if not row.is_own and is_row_of(shipment, row, live)]
            self._record_shipment(facts, shipment, mine)
            if shipment.fulfillment_pk is not None:
                added = [
                    row for row in every if row.is_own and row.fulfillment_key == shipment.fulfillment_pk
                ]
                self.updated += [row for row in added if _note_leaving(row, shipment)]

    def _record_shipment(
        self, facts: OrderFacts, shipment: ShipmentFacts, rows: Sequence[OrderParcel]
    ) -> None:
        active = [row for row in rows if row.removed_at is None]
        if shipment.fulfillment_pk is None and any(row.code.strip() or not row.has_left for row in active):
            return
        codes = split_codes(shipment.code)
        matched = match_parts(codes, [*active, *_coming_back(codes, rows, active)])
        for code, row, position in matched:
            if row is None:
                row = OrderParcel(order_id=facts.order_pk, position=position)
                self._fill(row, code, facts, shipment)
                self.created.append(row)
            elif _differs(row, code, shipment):
                if row.removed_at is not None or code_key(row.code) != code_key(code):
                    self.recoded.append(row)
                self._fill(row, code, facts, shipment)
                self.updated.append(row)
        kept = {id(row) for _code, row, _position in matched}
        for row in active:
            if id(row) not in kept:
                row.removed_at = timezone.now()
                self.updated.append(row)

    def _fill(self, row: OrderParcel, code: str, facts: OrderFacts, shipment: ShipmentFacts) -> None:
        if code_key(row.code) != code_key(code):
            row.chosen_carrier = ""
            row.first_promised_to = None
        row.fulfillment_id = shipment.fulfillment_pk
        row.fulfillment_key = shipment.fulfillment_pk or row.fulfillment_key
        row.number = shipment.number
        row.code = code
        row.normalized_code = code_key(code)
        if row.shipped_at != shipment.shipped_at:
            row.forget_expected()
        row.shipped_at = shipment.shipped_at
        row.has_left = has_left(shipment)
        row.removed_at = None
        classify_row(row, self.rules, facts.channel)


def has_left(shipment: ShipmentFacts) -> bool:
    """Tell whether the goods are on their way, as far as Saleor knows."""
    return not shipment.is_waiting and not shipment.is_canceled


def _coming_back(
    codes: Sequence[str], rows: Sequence[OrderParcel], active: Sequence[OrderParcel]
) -> list[OrderParcel]:
    """A code that was taken out and is typed again gets its row, and its events, back."""
    missing = {code_key(code) for code in codes} - {row.normalized_code for row in active}
    held = {row.position for row in active}
    removed = [row for row in rows if row.removed_at is not None]
    fitting = [row for row in removed if row.normalized_code in missing and row.position not in held]
    # Two of them may have stood in one place at different times: the later row takes it.
    return list({row.position: row for row in sorted(fitting, key=lambda row: row.pk)}.values())


def _differs(row: OrderParcel, code: str, shipment: ShipmentFacts) -> bool:
    return (row.code, row.fulfillment_id, row.shipped_at, row.has_left, row.removed_at) != (
        code,
        shipment.fulfillment_pk,
        shipment.shipped_at,
        has_left(shipment),
        None,
    )


def _note_leaving(row: OrderParcel, shipment: ShipmentFacts) -> bool:
    before = row.has_left
    row.has_left = has_left(shipment)
    return before != row.has_left
