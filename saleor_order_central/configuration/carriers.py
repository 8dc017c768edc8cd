"""Brings the shop's carriers in line with a file, through their services."""

from ..tracking import CARRIERS as SHIPPED
from ..tracking.carrier_models import TrackingCarrier
from ..tracking.carriers import create_carrier, forget_carrier, update_carrier
from .document import Document
from .faults import Faults
from .fields import CARRIERS
from .items import changed_columns


def write_carriers(document: Document, before: Document, faults: Faults) -> None:
    """Create and change own carriers and switches of shipped ones; what an item does not name stays."""
    present = {item["code"]: item for item in before[CARRIERS.key]}
    for place, item in enumerate(document.get(CARRIERS.key, [])):
        old = present.get(item["code"])
        values = changed_columns(CARRIERS, item, old, without=("code",))
        if "translations" in values:
            named = item["translations"].items()
            values["translations"] = {language: texts.get("name") for language, texts in named}
        with faults.at(f"{CARRIERS.key}[{place}]"):
            if old is None and item["code"] not in SHIPPED:
                create_carrier({"code": item["code"], **values})
            elif values:
                update_carrier(item["code"], values)


def prune_carriers(document: Document) -> None:
    """Take away own carriers that the file does not name, and what the shop set on shipped ones."""
    listed = {item["code"] for item in document[CARRIERS.key]}
    for code in TrackingCarrier.objects.order_by("code").values_list("code", flat=True):
        if code not in listed:
            forget_carrier(code)
