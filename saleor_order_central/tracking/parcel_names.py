"""Names of parcels at the edge: fulfillment-7, fulfillment-7-2 for a second code of it, parcel-3. Pure."""

import re
from typing import Any, NamedTuple

_NAME = re.compile(r"(fulfillment|parcel)-([1-9][0-9]{0,8})(?:-([1-9][0-9]{0,3}))?", re.ASCII)


class ParcelName(NamedTuple):
    """`key` is the pk of the fulfillment, or that of our row for a parcel that staff added."""

    is_own: bool
    key: int
    position: int = 1


def read_parcel_name(text: str) -> ParcelName | None:
    """Return the name that a text spells; None for `shipment-1`, of which only Saleor's history tells."""
    found = _NAME.fullmatch(text)
    if found is None or (found[1] == "parcel" and found[3]):
        return None
    return ParcelName(found[1] == "parcel", int(found[2]), int(found[3] or 1))


def name_of(row: Any) -> ParcelName:
    """Return the name of a stored parcel."""
    if row.is_own:
        return ParcelName(True, row.pk)
    return ParcelName(False, row.fulfillment_key, row.position)


def written(name: ParcelName) -> str:
    """Spell a name."""
    if name.is_own:
        return f"parcel-{name.key}"
    return f"fulfillment-{name.key}" if name.position == 1 else f"fulfillment-{name.key}-{name.position}"
