"""Collects the faults of an import, each with its place in the file."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from ..errors import OrderCentralFault, OrderCentralFaults

# Services name their own inputs; the file has shorter names for some of them.
_ALIASES = {"paymentGateway": "gateway"}
_WHOLE_ITEM = (None, "id", "languageCode")


class Faults:
    """Every fault so far; `stop` raises them together, so that a file is corrected in one go."""

    def __init__(self) -> None:
        self.found: list[OrderCentralFault] = []

    @contextmanager
    def at(self, path: str) -> Iterator[None]:
        """Run a change of one item; what a fault has written meanwhile is taken back."""
        try:
            with transaction.atomic():
                yield
        except OrderCentralFault as fault:
            self.found.append(located(fault, path))

    @contextmanager
    def at_field(self, field: str) -> Iterator[None]:
        """Run a service whose own inputs are none of the file: its faults belong to one key of the item."""
        try:
            yield
        except OrderCentralFault as fault:
            raise OrderCentralFault(fault.message, fault.code, field=field) from fault

    def stop(self) -> None:
        """Raise OrderCentralFaults when there are any."""
        if self.found:
            raise OrderCentralFaults(self.found)


def located(fault: OrderCentralFault, path: str) -> OrderCentralFault:
    """Name the place in the file instead of the input of a service."""
    field = fault.field
    place = path if field in _WHOLE_ITEM else f"{path}.{_ALIASES.get(str(field), field)}"
    return OrderCentralFault(fault.message, fault.code, field=place, allowed_statuses=fault.allowed_statuses)
