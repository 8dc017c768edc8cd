"""Brings the list of trusted links in line with a file, through its services."""

from ..tracking.models import TrustedTrackingHost
from ..tracking.trusted_hosts import create_trusted_host, delete_trusted_host, update_trusted_host
from .document import Document, Item
from .faults import Faults
from .fields import LINKS
from .items import changed_columns

Place = tuple[str, str]


def _place(item: Item) -> Place:
    return item["host"], item["pathPrefix"]


def write_links(document: Document, before: Document, faults: Faults) -> None:
    """Create and change entries; what an item does not name stays."""
    present = {_place(item): item for item in before[LINKS.key]}
    pks = _pks()
    for place, item in enumerate(document.get(LINKS.key, [])):
        old = present.get(_place(item))
        with faults.at(f"{LINKS.key}[{place}]"):
            if old is None:
                create_trusted_host(changed_columns(LINKS, item, None))
            elif values := changed_columns(LINKS, item, old, without=("host", "pathPrefix")):
                update_trusted_host(pks[_place(item)], values)


def prune_links(document: Document) -> None:
    """Stop trusting entries that the file does not name, shipped ones too."""
    listed = set(map(_place, document[LINKS.key]))
    for place, pk in _pks().items():
        if place not in listed:
            delete_trusted_host(pk)


def _pks() -> dict[Place, int]:
    rows = TrustedTrackingHost.objects.values_list("host", "path_prefix", "pk")
    return {(host, path_prefix): pk for host, path_prefix, pk in rows}
