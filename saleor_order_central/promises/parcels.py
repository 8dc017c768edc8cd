"""Writes what follows for parcels into their rows."""

from collections.abc import Iterable, Mapping

from ..carrier_events.checkpoints import Checkpoint
from ..carrier_events.summaries import ACKNOWLEDGEMENT, forget_acknowledgement
from ..tracking.models import OrderParcel
from .outlook import ParcelOutlook

_EXPECTED = ("expected_from", "expected_to", "expected_source", "first_promised_to")
_COLUMNS = (*_EXPECTED, "late_at", "problem", "problem_at")


def save_outlooks(outlooks: Iterable[ParcelOutlook], stored: Mapping[int, Checkpoint]) -> None:
    """Write the columns of parcels that differ from what is stored, by parcel pk; two statements at most.

    A problem that staff have seen is new when its reason or its moment is another one.
    """
    changed, renewed = [], []
    for outlook in outlooks:
        before, values = stored[outlook.parcel_pk], _columns(outlook)
        if all(getattr(before, name) == value for name, value in values.items()):
            continue
        parcel = OrderParcel(pk=outlook.parcel_pk, **values)
        changed.append(parcel)
        if (before.problem, before.problem_at) != (outlook.problem, outlook.problem_at):
            forget_acknowledgement(parcel)
            renewed.append(parcel)
    OrderParcel.objects.bulk_update(changed, _COLUMNS)
    OrderParcel.objects.bulk_update(renewed, ACKNOWLEDGEMENT)


def _columns(outlook: ParcelOutlook) -> dict[str, object]:
    window = outlook.expected
    return {
        "expected_from": window.earliest if window else None,
        "expected_to": window.latest if window else None,
        "expected_source": window.source.value if window else "",
        "first_promised_to": outlook.first_promised_to,
        "late_at": outlook.late_at,
        "problem": outlook.problem,
        "problem_at": outlook.problem_at,
    }
