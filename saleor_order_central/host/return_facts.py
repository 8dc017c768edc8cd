"""What a return needs to know of order lines. Plain values that are the same on every host."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class ReturnLineFacts:
    """One order line. `shipped` units left the shop; `came_back` of them are in a return of Saleor's own.

    `unit_price` is gross, in `currency`; `paid` is what all units together cost the customer, their share of
    discounts on the whole order taken off. Catalogue keys are texts, "" and () when the product was
    deleted; `categories` begin with the product's own and end with the root.
    """

    order_line_pk: Any
    name: str
    quantity: int
    shipped: int
    came_back: int
    unit_price: Decimal
    paid: Decimal
    currency: str
    is_gift_card: bool
    is_digital: bool
    product: str = ""
    product_type: str = ""
    categories: tuple[str, ...] = ()
