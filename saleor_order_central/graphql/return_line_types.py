"""Lines of return requests as the API shows them, and what was found of their units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene
from promise import Promise

from ..host.schema import date_time, global_id, host_type
from ..returns.models import ReturnInspection, ReturnLine
from .attachment_types import OrderAttachment
from .loaders import UserLoader, loader
from .order_line_types import core_line, line_id
from .return_enums import OrderReturnDispositionEnum, OrderReturnResolutionEnum
from .return_loaders import LineAttachmentsLoader, ReturnInspectionsLoader, ReturnReasonLoader
from .return_reason_types import OrderReturnReason
from .views import OrderView

DateTime = date_time()


@dataclass(frozen=True, slots=True)
class ReturnLineView:
    """One line of a request as one caller may see it."""

    line: ReturnLine
    view: OrderView


class OrderReturnInspection(graphene.ObjectType):
    """What was found of returned units."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    quantity = graphene.Int(required=True, description="Units.")
    disposition = graphene.Field(
        OrderReturnDispositionEnum, required=True, description="What happened to them."
    )
    warehouse_id = graphene.ID(description="Global id of the warehouse that took them.")
    note = graphene.String(description="Note.")
    user = graphene.Field(host_type("User"), description="Who checked; null for apps.")
    created_at = DateTime(required=True, description="When.")

    @staticmethod
    def resolve_id(root: ReturnInspection, _info):
        return root.pk

    @staticmethod
    def resolve_warehouse_id(root: ReturnInspection, _info):
        return global_id("Warehouse", root.warehouse) if root.warehouse else None

    @staticmethod
    def resolve_note(root: ReturnInspection, _info):
        return root.note or None

    @staticmethod
    def resolve_user(root: ReturnInspection, info):
        return None if root.user_id is None else loader(info.context, UserLoader).load(root.user_id)


class OrderReturnRequestLine(graphene.ObjectType):
    """Line of a return request."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    order_line = graphene.Field(
        host_type("OrderLine"), description="Saleor order line; null for guests, and when it was deleted."
    )
    order_line_id = graphene.ID(description="Id of the order line; null when it was deleted.")
    product_name = graphene.String(
        required=True, description="Name of the product on the day of the request."
    )
    quantity = graphene.Int(required=True, description="Units to return.")
    quantity_received = graphene.Int(required=True, description="Units received.")
    reason = graphene.Field(OrderReturnReason, description="Structured reason.")
    reason_note = graphene.String(description="Words about the reason.")
    resolution = graphene.Field(
        OrderReturnResolutionEnum, required=True, description="What the customer wants."
    )
    attachments = graphene.List(graphene.NonNull(OrderAttachment), required=True, description="Files.")
    inspections = graphene.List(
        graphene.NonNull(OrderReturnInspection),
        description="What was found on arrival. Null for callers without MANAGE_ORDERS.",
    )

    @staticmethod
    def resolve_id(root: ReturnLineView, _info):
        return root.line.pk

    @staticmethod
    def resolve_order_line(root: ReturnLineView, _info):
        return None if root.line.order_line is None else core_line(root.line.order_line, root.view)

    @staticmethod
    def resolve_order_line_id(root: ReturnLineView, _info):
        return None if root.line.order_line is None else line_id(root.line.order_line)

    @staticmethod
    def resolve_product_name(root: ReturnLineView, _info):
        return root.line.product_name

    @staticmethod
    def resolve_quantity(root: ReturnLineView, _info):
        return root.line.quantity

    @staticmethod
    def resolve_quantity_received(root: ReturnLineView, _info):
        return root.line.quantity_received

    @staticmethod
    def resolve_reason(root: ReturnLineView, info):
        return reason_of(info, root.line.reason_id)

    @staticmethod
    def resolve_reason_note(root: ReturnLineView, _info):
        return root.line.reason_note or None

    @staticmethod
    def resolve_resolution(root: ReturnLineView, _info):
        return root.line.resolution

    @staticmethod
    def resolve_attachments(root: ReturnLineView, info):
        return loader(info.context, LineAttachmentsLoader).load(root.line.pk)

    @staticmethod
    def resolve_inspections(root: ReturnLineView, info):
        if not root.view.is_staff:
            return None
        return loader(info.context, ReturnInspectionsLoader).load(root.line.pk)


def reason_of(info: Any, pk: int | None) -> Promise | None:
    """Promise a reason by its key, None without one."""
    return None if pk is None else loader(info.context, ReturnReasonLoader).load(pk)
