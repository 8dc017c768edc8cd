"""Lines of an order as the API shows them: Saleor's own object only to those who may see personal data."""

from dataclasses import dataclass
from typing import Any

import graphene

from ..host import get_host
from ..host.schema import global_id, host_type
from .views import OrderView

FOR_GUESTS = "Saleor order line; null for guests, as it leads to personal data."


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of Saleor as one caller may see it."""

    line: Any
    view: OrderView


def core_line(line: Any, view: OrderView) -> Any:
    """Return Saleor's own object, None for guests."""
    return None if view.is_redacted else get_host().wrap(line)


def line_id(line: Any) -> str:
    """Return the global id of a line: guests name lines by it."""
    return global_id("OrderLine", line.pk)


def product_name(line: Any) -> str:
    """Return the name in the customer's words where Saleor has them."""
    return line.translated_product_name or line.product_name or ""


class OrderCentralLine(graphene.ObjectType):
    """Line of the order."""

    order_line = graphene.Field(host_type("OrderLine"), description=FOR_GUESTS)
    order_line_id = graphene.ID(required=True, description="Id of the order line.")
    product_name = graphene.String(required=True, description="Name of the product.")
    variant_name = graphene.String(description="Name of the variant.")
    quantity = graphene.Int(required=True, description="Units bought.")
    quantity_shipped = graphene.Int(required=True, description="Units shipped.")

    @staticmethod
    def resolve_order_line(root: LineView, _info):
        return core_line(root.line, root.view)

    @staticmethod
    def resolve_order_line_id(root: LineView, _info):
        return line_id(root.line)

    @staticmethod
    def resolve_product_name(root: LineView, _info):
        return product_name(root.line)

    @staticmethod
    def resolve_variant_name(root: LineView, _info):
        return root.line.translated_variant_name or root.line.variant_name or None

    @staticmethod
    def resolve_quantity(root: LineView, _info):
        return root.line.quantity

    @staticmethod
    def resolve_quantity_shipped(root: LineView, _info):
        return root.line.quantity_fulfilled
