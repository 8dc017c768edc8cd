"""Keeps parcels and their class in step with Saleor and with the shop's lists."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from ..carrier_events.summaries import SUMMARY_COLUMNS, fill_summaries
from ..config import Settings
from ..host import get_host
from ..host.facts import OrderFacts
from . import TrackingRules, TrustedLink
from .carrier_rows import load_shop_carriers
from .models import OrderParcel, TrustedTrackingHost
from .recording import Recording, classify_row
from .shipments import code_key

CHUNK = 500
RECLASSIFY_TASK = "saleor_order_central.reclassify_parcels"
_COLUMNS = (
    "fulfillment_id",
    "fulfillment_key",
    "number",
    "has_left",
    "removed_at",
    "chosen_carrier",
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
    "first_promised_to",
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
    return code_key(code)


def record_parcels(all_facts: Iterable[OrderFacts], settings: Settings) -> None:
    """Save the parcels of orders with their class (000-30); two to four statements for all of them.

    Call it with the states of the orders locked, and with facts that have no parcels yet.
    """
    orders = [facts for facts in all_facts if facts.shipments]
    if not orders:
        return
    rules = load_tracking_rules(settings, using="default")
    rows: dict[Any, list[OrderParcel]] = defaultdict(list)
    for row in OrderParcel.objects.filter(order_id__in=[facts.order_pk for facts in orders]):
        rows[row.order_id].append(row)
    recording = Recording(rules)
    for facts in orders:
        recording.record(facts, rows[facts.order_pk])
    fill_summaries(recording.recoded)
    OrderParcel.objects.bulk_update(recording.updated, _COLUMNS)
    OrderParcel.objects.bulk_create(recording.created, ignore_conflicts=True)


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
        changed = [one for one in parcels if classify_row(one, rules, channels.get(one.pk, ""))]
        columns = ["kind", "presentation", "carrier", "url", "reasons", "classified_at"]
        OrderParcel.objects.bulk_update(changed, columns)
    return len(changed)


def _channels_of_parcels(pks: Iterable[int]) -> dict[int, str]:
    """Slug of the channel of each parcel's order; empty on a host without channels."""
    if not get_host().capabilities.channels:
        return {}
    return dict(OrderParcel.objects.filter(pk__in=pks).values_list("pk", "order__channel__slug"))
