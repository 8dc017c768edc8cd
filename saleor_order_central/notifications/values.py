"""Values of the variables of one order, each made when a text asks for it; the database is not read."""

from collections.abc import Callable, Iterator, Mapping

from ..language import speaking
from . import delivery_values, order_values
from .locale_text import day_text
from .material import Material
from .value_text import lines_of
from .variables import VARIABLES


class OrderValues(Mapping[str, str]):
    """All variables of an order by name, "" where it has none; texts are clean and in the language."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._made: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._made:
            make = _MAKERS.get(name)
            if make is None:
                if name not in VARIABLES:
                    raise KeyError(name)
                return ""
            if name in _FROM_CATALOGUE:
                with speaking(self._material.language):
                    self._made[name] = lines_of(make(self._material))
            else:
                self._made[name] = lines_of(make(self._material))
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(VARIABLES)

    def __len__(self) -> int:
        return len(VARIABLES)


# Values that gettext words: activating a language for every value would take half of the time.
_FROM_CATALOGUE = frozenset({"tracking.help", "tracking.parcels", "missing.information"})

# Variables without an entry have no source yet, or are given by whoever sends.
_MAKERS: dict[str, Callable[[Material], str]] = {
    "shop.name": lambda material: material.shop_name,
    "order.number": lambda material: material.facts.number,
    "order.date": lambda material: day_text(material.facts.placed_at, material.language),
    "order.total": order_values.order_total,
    "order.paid": lambda material: order_values.money_of(material, material.contact.paid),
    "order.outstanding": order_values.outstanding,
    "order.refunded": lambda material: order_values.money_of(material, material.facts.money.refunded),
    "order.lines": order_values.order_lines,
    "order.link": order_values.order_link,
    "order.reference": lambda material: material.facts.external_reference,
    "customer.name": lambda material: material.facts.customer_name,
    "customer.first_name": lambda material: material.contact.first_name,
    "customer.email": lambda material: material.facts.user_email,
    "payment.method": order_values.payment_method,
    "payment.instructions": order_values.instructions,
    "payment.bank_account": lambda material: (
        material.instruction.bank_account if material.instruction else ""
    ),
    "shipping.method": lambda material: material.contact.shipping_method,
    "shipping.address": delivery_values.shipping_address,
    "tracking.number": delivery_values.tracking_number,
    "tracking.link": delivery_values.tracking_link,
    "tracking.carrier": delivery_values.tracking_carrier,
    "tracking.help": delivery_values.tracking_help,
    "delivery.estimate": delivery_values.delivery_estimate,
    "tracking.parcels": delivery_values.tracking_parcels,
    "invoice.number": lambda material: material.invoice.number if material.invoice else "",
    "invoice.link": delivery_values.invoice_link,
    "status.name": order_values.status_name,
    "status.description": order_values.status_description,
    "missing.information": order_values.missing_information,
    "review.links": order_values.review_links,
}
