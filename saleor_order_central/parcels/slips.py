"""Packing slips of many parcels: what they show, and short-lived addresses that open them (001-09)."""

from collections.abc import Callable, Iterable, Sequence

from django.core import signing

from ..documents.fonts import fonts
from ..errors import ErrorCode, OrderCentralFault, not_found, required
from ..host import get_host
from ..host.facts import OrderFacts
from ..language import supported_language
from ..notifications.channel_settings import load_channel_book
from ..settings import load_settings
from ..timeline.parcels import build_parcels
from ..tracking.parcel_names import ParcelName, read_parcel_name, written
from ..tracking.services import load_tracking_rules
from ..tracking.shipments import add_parcels
from .contents import contents_of
from .packing import PackingSlip, packing_slip
from .selectors import find_parcels, load_named_lines, with_rows

MOST_SLIPS = 100
VALID_SECONDS = 300
_SALT = "saleor_order_central.packing_slips"


def signed_slips(
    names: Sequence[ParcelName], language: str, *, may_work_in: Callable[[str], bool], using: str
) -> str:
    """Return what opens the slips of these parcels for five minutes. Whoever has it needs no other right.

    Raises OrderCentralFault naming `parcels`: REQUIRED, TOO_MANY_ITEMS, NOT_FOUND for a parcel that is
    unknown or in a channel of others; FEATURE_DISABLED without the packages for documents.
    """
    if not names:
        raise required("parcels")
    if len(names) > MOST_SLIPS:
        raise OrderCentralFault(
            f"At most {MOST_SLIPS} parcels are allowed.", ErrorCode.TOO_MANY_ITEMS, field="parcels"
        )
    fonts()
    rows = find_parcels(names, using=using)
    order_pks = {row.order_id for row in rows.values()}
    facts = get_host().load_facts(order_pks, using=using, whole_history=False)
    for name in names:
        order = facts.get(rows[name].order_id) if name in rows else None
        if order is None or not may_work_in(order.channel):
            raise not_found("parcels", f"There is no parcel {written(name)}.")
    wanted = {"parcels": [written(name) for name in dict.fromkeys(names)], "language": language}
    return signing.dumps(wanted, salt=_SALT, compress=True)


def opened_slips(token: str) -> tuple[list[ParcelName], str] | None:
    """Return the parcels and the language of a token, None when it is forged or too old."""
    try:
        content = signing.loads(token, salt=_SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return None
    names = [read_parcel_name(text) for text in content["parcels"]]
    return [name for name in names if name is not None], content["language"]


def load_slips(names: Sequence[ParcelName], language: str, *, using: str) -> list[PackingSlip]:
    """Return the papers of parcels in the order of `names`; those that are gone by now are left out.

    Every order has its own language unless one is given. A constant number of statements.
    """
    rows = find_parcels(names, using=using)
    pks = list(dict.fromkeys(row.order_id for row in rows.values()))
    host = get_host()
    facts = add_parcels(host.load_facts(pks, using=using, whole_history=False), using=using)
    rules = load_tracking_rules(load_settings(using=using), using=using)
    channels = load_channel_book(host.load_shop(using=using), using=using)
    packing = host.load_packing(pks, using=using)
    named = load_named_lines(pks, using=using)
    lines = host.load_order_lines(pks, using=using)
    sent = host.load_parcel_lines(_fulfillments(facts.values()), using=using)
    slips = []
    for name in names:
        row = rows.get(name)
        if row is None:
            continue
        order = facts[row.order_id]
        parcel = next((one for one in build_parcels(order, rules) if one.id == written(name)), None)
        if parcel is None:
            continue
        contents = contents_of(
            parcel.shipment,
            [one for one in order.shipments if not one.is_canceled],
            with_rows(named.get(order.order_pk, {}), lines.get(order.order_pk, ())),
            sent.get(parcel.shipment.fulfillment_pk or 0, []),
        )
        spoken = supported_language(language or order.language_code)
        slips.append(packing_slip(parcel, order, packing[order.order_pk], contents, channels, spoken))
    return slips


def _fulfillments(orders: Iterable[OrderFacts]) -> list[int]:
    shipments = (one for facts in orders for one in facts.shipments)
    return [one.fulfillment_pk for one in shipments if one.fulfillment_pk is not None]
