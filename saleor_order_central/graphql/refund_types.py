"""Refunds, vouchers and credit notes as the API shows them."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import graphene

from ..access.kinds import AccessScope
from ..credit_notes.links import credit_note_url
from ..credit_notes.models import OrderCreditNote as CreditNoteRow
from ..host.schema import date_time, global_id, host_type, money
from ..refunds.models import OrderRefund
from ..refunds.plan import RefundPlan
from ..refunds.stock import StockMove
from ..vouchers.models import OrderVoucher as VoucherRow
from .connections import connection_type
from .loaders import CreditNoteRefundLoader, UsedVoucherLoader, UserLoader, loader
from .refund_enums import OrderRefundKindEnum, OrderRefundMethodEnum, OrderRefundStatusEnum
from .views import OrderView, load_order_view

DateTime = date_time()


def _for_staff(info: Any, order_pk: Any, value: Any, show: Callable[[Any], Any] | None = None) -> Any:
    """Promise a value to staff of that very order: whoever is limited to channels may only own it."""
    return _if_allowed(info, order_pk, value, lambda view: view.is_staff, show)


def _if_allowed(
    info: Any,
    order_pk: Any,
    value: Any,
    allows: Callable[[OrderView], bool],
    show: Callable[[Any], Any] | None = None,
) -> Any:
    if not value:
        return None

    def shown(view: OrderView | None) -> Any:
        if view is None or not allows(view):
            return None
        return show(value) if show else value

    return load_order_view(info.context, order_pk, None).then(shown)


def _amount(description: str, *, required: bool = True) -> graphene.Field:
    return graphene.Field(host_type("Money"), required=required, description=description)


def parts_of(refunds: list[OrderRefund], part: str) -> list[Any]:
    """Return what refunds made: their credit notes or their vouchers."""
    return [getattr(one, part) for one in refunds if getattr(one, part, None) is not None]


class OrderTaxedAmount(graphene.ObjectType):
    """Money with its tax."""

    net = _amount("Without tax.")
    tax = _amount("Tax.")
    gross = _amount("With tax.")

    @classmethod
    def of(cls, net: Decimal, gross: Decimal, currency: str) -> "OrderTaxedAmount":
        return cls(money(net, currency), money(gross - net, currency), money(gross, currency))


class OrderVoucher(graphene.ObjectType):
    """Voucher that was given to a customer instead of money."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    code = graphene.String(required=True, description="Code to use at checkout.")
    value = _amount("Value.")
    valid_until = DateTime(description="Last moment to use it.")
    is_used = graphene.Boolean(required=True, description="Whether the value is used up.")
    voucher_id = graphene.ID(description="Id of Saleor's voucher. Null for callers without MANAGE_ORDERS.")
    created_at = DateTime(required=True, description="When it was given.")

    @staticmethod
    def resolve_value(root: VoucherRow, _info):
        return money(root.value, root.currency)

    @staticmethod
    def resolve_is_used(root: VoucherRow, info):
        return loader(info.context, UsedVoucherLoader).load(root.voucher_pk)

    @staticmethod
    def resolve_voucher_id(root: VoucherRow, info):
        return _for_staff(info, root.order_id, root.voucher_pk, lambda pk: global_id("Voucher", pk))


class OrderCreditNoteLine(graphene.ObjectType):
    """Line of a credit note."""

    order_line_id = graphene.ID(description="Id of the order line; null for what is bound to no line.")
    name = graphene.String(required=True, description="Name as it was printed.")
    quantity = graphene.Int(required=True, description="Units.")
    total = graphene.Field(OrderTaxedAmount, required=True, description="Amount.")
    tax_rate = graphene.Float(required=True, description="Tax rate, 0.19 for 19 %.")


class OrderCreditNote(graphene.ObjectType):
    """Credit note for returned or refunded goods; it never changes."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    number = graphene.String(required=True, description="Number without gaps.")
    order_number = graphene.String(required=True, description="Number of the order.")
    refund = graphene.Field(lambda: OrderRefundRecord, description="Refund behind it.")
    lines = graphene.List(graphene.NonNull(OrderCreditNoteLine), required=True, description="Lines.")
    shipping = graphene.Field(OrderTaxedAmount, description="Shipping; null when none is included.")
    total = graphene.Field(OrderTaxedAmount, required=True, description="Total.")
    invoice_number = graphene.String(description="Number of the invoice that it corrects.")
    url = graphene.String(
        description="Address of the PDF, good for 15 minutes; null in a shop without the package for PDF."
    )
    issued_at = DateTime(required=True, description="When it was issued.")

    @staticmethod
    def resolve_refund(root: CreditNoteRow, info):
        if root.refund_id is None:
            return None
        return loader(info.context, CreditNoteRefundLoader).load(root.refund_id)

    @staticmethod
    def resolve_lines(root: CreditNoteRow, _info):
        return [
            OrderCreditNoteLine(
                order_line_id=global_id("OrderLine", row["line"]) if row["line"] else None,
                name=row["name"],
                quantity=row["quantity"],
                total=OrderTaxedAmount.of(Decimal(row["net"]), Decimal(row["gross"]), root.currency),
                tax_rate=float(row["tax_rate"]),
            )
            for row in root.lines
        ]

    @staticmethod
    def resolve_invoice_number(root: CreditNoteRow, _info):
        return root.invoice_number or None

    @staticmethod
    def resolve_url(root: CreditNoteRow, _info):
        return credit_note_url(root.pk) or None

    @staticmethod
    def resolve_shipping(root: CreditNoteRow, _info):
        if not root.shipping_gross:
            return None
        return OrderTaxedAmount.of(root.shipping_net, root.shipping_gross, root.currency)

    @staticmethod
    def resolve_total(root: CreditNoteRow, _info):
        return OrderTaxedAmount.of(root.total_net, root.total_gross, root.currency)


OrderCreditNoteCountableConnection = connection_type(OrderCreditNote)


class OrderRefundRecord(graphene.ObjectType):
    """Refund with everything that belongs to it."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    kind = graphene.Field(OrderRefundKindEnum, required=True, description="Action behind it.")
    amount = _amount("Money; zero when a voucher was given.")
    method = graphene.Field(OrderRefundMethodEnum, description="How it goes back; null for a voucher.")
    status = graphene.Field(OrderRefundStatusEnum, required=True, description="State.")
    shipping_included = graphene.Boolean(required=True, description="Whether shipping is included.")
    restocked = graphene.Boolean(required=True, description="Whether units went back to stock.")
    credit_note = graphene.Field(
        OrderCreditNote, description="Credit note made with it; null for guests whose grant lacks RETURN."
    )
    voucher = graphene.Field(
        OrderVoucher, description="Voucher made with it; null for guests whose grant lacks RETURN."
    )
    granted_refund_id = graphene.ID(
        description="Id of Saleor's granted refund. Null for callers without MANAGE_ORDERS."
    )
    manual_reference = graphene.String(
        description="Reference of the provider or of a payment made by hand. "
        "Null for callers without MANAGE_ORDERS."
    )
    reason = graphene.String(
        description="Why it failed or still waits. Null for callers without MANAGE_ORDERS."
    )
    user = graphene.Field(
        host_type("User"), description="User who did it. Null for callers without MANAGE_ORDERS."
    )
    app_name = graphene.String(description="App that did it. Null for callers without MANAGE_ORDERS.")
    return_request_id = graphene.ID(description="Id of the return that it pays for.")
    fees = _amount("Fees taken off.")
    created_at = DateTime(required=True, description="When it was asked for.")
    settled_at = DateTime(description="When it ended.")

    @staticmethod
    def resolve_amount(root: OrderRefund, _info):
        return money(root.amount, root.currency)

    @staticmethod
    def resolve_return_request_id(root: OrderRefund, _info):
        pk = root.return_request_id
        return None if pk is None else global_id("OrderReturnRequest", pk)

    @staticmethod
    def resolve_fees(root: OrderRefund, _info):
        return money(root.fees, root.currency)

    @staticmethod
    def resolve_method(root: OrderRefund, _info):
        return root.method or None

    @staticmethod
    def resolve_shipping_included(root: OrderRefund, _info):
        return root.shipping_gross > 0

    @staticmethod
    def resolve_restocked(root: OrderRefund, _info):
        return any(unit.is_done for unit in root.restocked_units.all())

    @staticmethod
    def resolve_credit_note(root: OrderRefund, info):
        note = getattr(root, "credit_note", None)
        return _if_allowed(info, root.order_id, note, lambda view: view.may(AccessScope.RETURN))

    @staticmethod
    def resolve_voucher(root: OrderRefund, info):
        voucher = getattr(root, "voucher", None)
        return _if_allowed(info, root.order_id, voucher, lambda view: view.may(AccessScope.RETURN))

    @staticmethod
    def resolve_granted_refund_id(root: OrderRefund, info):
        return _for_staff(
            info, root.order_id, root.granted_refund_pk, lambda pk: global_id("OrderGrantedRefund", pk)
        )

    @staticmethod
    def resolve_manual_reference(root: OrderRefund, info):
        return _for_staff(info, root.order_id, root.reference)

    @staticmethod
    def resolve_reason(root: OrderRefund, info):
        return _for_staff(info, root.order_id, root.reason)

    @staticmethod
    def resolve_user(root: OrderRefund, info):
        return _for_staff(info, root.order_id, root.user_id, loader(info.context, UserLoader).load)

    @staticmethod
    def resolve_app_name(root: OrderRefund, info):
        return _for_staff(info, root.order_id, root.app_name)


class OrderStockChange(graphene.ObjectType):
    """Change of stock."""

    order_line_id = graphene.ID(required=True, description="Order line.")
    variant_id = graphene.ID(required=True, description="Variant.")
    warehouse_id = graphene.ID(required=True, description="Warehouse.")
    delta = graphene.Int(required=True, description="Units added.")

    @staticmethod
    def resolve_order_line_id(root: StockMove, _info):
        return global_id("OrderLine", root.line_pk)

    @staticmethod
    def resolve_variant_id(root: StockMove, _info):
        return global_id("ProductVariant", root.variant_pk)

    @staticmethod
    def resolve_warehouse_id(root: StockMove, _info):
        return global_id("Warehouse", root.warehouse_pk)

    @staticmethod
    def resolve_delta(root: StockMove, _info):
        return root.quantity


class OrderRefundEstimate(graphene.ObjectType):
    """Result of a dry run: money, stock and papers."""

    lines = _amount("Goods, and amounts bound to no line.")
    tax = _amount("Tax in goods and shipping.")
    shipping = _amount("Shipping.")
    fees = _amount("Fees taken off.")
    voucher_part = _amount("Part that a voucher had paid; it does not come back.")
    total = _amount("Money that would go back.")
    max_refundable = _amount("Most that can go back, refunds that still run counted.")
    voucher_value = _amount("Value of the voucher that would be made.", required=False)
    stock_changes = graphene.List(
        graphene.NonNull(OrderStockChange),
        required=True,
        description="Stock that would change; none for callers without MANAGE_ORDERS.",
    )
    credit_note_would_be_created = graphene.Boolean(
        required=True, description="Whether a credit note would be made."
    )
    method = graphene.Field(
        OrderRefundMethodEnum, description="How the money would go back; null for a voucher."
    )
    warnings = graphene.List(graphene.NonNull(graphene.String), required=True, description="Doubts.")

    @classmethod
    def of(cls, plan: RefundPlan, *, for_staff: bool = True) -> "OrderRefundEstimate":
        """Give a plan the form of the API; warehouses and doubts are for staff."""

        def shown(amount: Decimal) -> Any:
            return money(amount, plan.currency)

        return cls(
            lines=shown(plan.goods),
            tax=shown(plan.tax),
            shipping=shown(plan.shipping_gross),
            fees=shown(plan.fees),
            voucher_part=shown(plan.voucher_part),
            total=shown(plan.money),
            max_refundable=shown(plan.ceiling),
            voucher_value=shown(plan.voucher_value) if plan.voucher_value else None,
            stock_changes=plan.stock if for_staff else (),
            credit_note_would_be_created=plan.credit_note,
            method=plan.method.value if plan.method else None,
            warnings=plan.warnings if for_staff else (),
        )
