"""Keeps parcels and their class in step with Saleor and with the shop's lists."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from ..carrier_events.summaries import SUMMARY_COLUMNS, fill_summaries
from ..config import Settings
from ..host import get_host
from ..host.facts import OrderFacts, ShipmentFacts
from . import TrackingRules, TrustedLink
from .carrier_rows import load_shop_carriers
from .models import OrderParcel, TrustedTrackingHost

CHUNK = 500
RECLASSIFY_TASK = "saleor_order_central.reclassify_parcels"
_COLUMNS = (
    "fulfillment_id",
    "code",
    "normalized_code",
    "kind",
    "presentation",
    "carrier",
    "url",
    "reasons",
    "shipped_at",
    "classified_at",
    "expected_from",
    "expected_to",
    "expected_source",
    *SUMMARY_COLUMNS,
)


def load_tracking_rules(settings: Settings, *, using: str) -> TrackingRules:
    """Read trusted hosts and carriers in two statements and make them ready for classifying."""
    rows = TrustedTrackingHost.objects.using(using).values_list(
        "host", "path_prefix", "include_subdomains", "allow_embed"
    )
    links = [TrustedLink(*row) for row in rows]
    return TrackingRules(links, settings.enabled_carriers, load_shop_carriers(using=using))


def normalise_code(code: str) -> str:
    """Bring a code into the form it is looked up by: no blanks, upper case (001-12)."""
    return "".join(code.split()).upper()


def record_parcels(all_facts: Iterable[OrderFacts], settings: Settings) -> None:
    """Save the parcels of orders with their class (000-30); two or three statements for all of them."""
    orders = list(all_facts)
    shipments = [(facts, shipment) for facts in orders for shipment in facts.shipments]
    if not shipments:
        return
    rules = load_tracking_rules(settings, using="default")
    order_pks = [facts.order_pk for facts in orders]
    known = {
        (parcel.order_id, parcel.number): parcel
        for parcel in OrderParcel.objects.filter(order_id__in=order_pks)
    }
    created, updated, recoded = [], [], []
    for facts, shipment in shipments:
        parcel = known.get((facts.order_pk, shipment.number))
        if parcel is None:
            created.append(_filled(OrderParcel(number=shipment.number), facts, shipment, rules))
        elif _differs(parcel, shipment):
            if parcel.normalized_code != normalise_code(shipment.code):
                recoded.append(parcel)
            updated.append(_filled(parcel, facts, shipment, rules))
    OrderParcel.objects.bulk_create(created, ignore_conflicts=True)
    fill_summaries(recoded)
    OrderParcel.objects.bulk_update(updated, _COLUMNS)


def _differs(parcel: OrderParcel, shipment: ShipmentFacts) -> bool:
    return (parcel.code, parcel.fulfillment_id, parcel.shipped_at) != (
        shipment.code,
        shipment.fulfillment_pk,
        shipment.shipped_at,
    )


def _filled(
    parcel: OrderParcel, facts: OrderFacts, shipment: ShipmentFacts, rules: TrackingRules
) -> OrderParcel:
    parcel.order_id = facts.order_pk
    parcel.fulfillment_id = shipment.fulfillment_pk
    parcel.code = shipment.code
    parcel.normalized_code = normalise_code(shipment.code)
    if parcel.shipped_at != shipment.shipped_at:
        # Days count from the shipping date: another one makes another promise.
        parcel.expected_from = parcel.expected_to = None
        parcel.expected_source = ""
    parcel.shipped_at = shipment.shipped_at
    _classify(parcel, rules, facts.channel)
    return parcel


def _classify(parcel: OrderParcel, rules: TrackingRules, channel: str) -> bool:
    """Write the class into the row; True when it differs from what the row held."""
    found = rules.classify(parcel.code, channel=channel)
    before = (parcel.kind, parcel.presentation, parcel.carrier, parcel.url, parcel.reasons)
    parcel.kind = found.kind.value
    parcel.presentation = found.presentation.value
    parcel.carrier = found.carrier or ""
    parcel.url = found.url or ""
    parcel.reasons = [reason.value for reason in found.reasons]
    parcel.classified_at = timezone.now()
    return before != (parcel.kind, parcel.presentation, parcel.carrier, parcel.url, parcel.reasons)


def reclassify_parcels(settings: Settings) -> int:
    """Classify every stored parcel again after a list changed (000-36). Returns how many rows changed.

    Reads do not wait for it: they classify with the lists of the moment.
    """
    rules = load_tracking_rules(settings, using="default")
    return sum(_reclassify_chunk(pks, rules) for pks in _parcel_chunks())


def _parcel_chunks() -> Iterator[list[int]]:
    last = 0
    while True:
        pks = list(
            OrderParcel.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]
        )
        if not pks:
            return
        yield pks
        last = pks[-1]


def _reclassify_chunk(pks: list[int], rules: TrackingRules) -> int:
    with transaction.atomic():
        parcels = OrderParcel.objects.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
        channels = _channels_of_parcels(pks)
        changed = [one for one in parcels if _classify(one, rules, channels.get(one.pk, ""))]
        columns = ["kind", "presentation", "carrier", "url", "reasons", "classified_at"]
        OrderParcel.objects.bulk_update(changed, columns)
    return len(changed)


def _channels_of_parcels(pks: Iterable[int]) -> dict[int, str]:
    """Slug of the channel of each parcel's order; empty on a host without channels."""
    if not get_host().capabilities.channels:
        return {}
    return dict(OrderParcel.objects.filter(pk__in=pks).values_list("pk", "order__channel__slug"))
