"""Reads what a refund is decided from: prices, payments, transactions, what was sent and what came back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, Sum
from saleor.order.models import Fulfillment, FulfillmentLine, Order, OrderLine
from saleor.payment.models import Payment, Transaction

from .detect import is_saleor_3
from .refund_facts import MoneySource, RefundableLine, RefundFacts, SaleorRefund, SourceKind, StockPlace
from .refund_lines import currency_digits, paid_shares, rounded
from .sent_units import CAME_BACK, LEFT, PAID_BACK

_CHARGED = ("partially-charged", "fully-charged", "partially-refunded")


@dataclass(slots=True)
class _Units:
    """What fulfillments say of one line."""

    shipped: int = 0
    returned: int = 0
    refunded: int = 0
    places: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))


@dataclass(frozen=True, slots=True)
class _Own:
    """What only Saleor 3 has: `grants` and shipping in refund fulfillments, by order pk."""

    grants: Mapping[Any, Any] = field(default_factory=dict)
    shipping: Mapping[Any, Decimal] = field(default_factory=dict)


def load_refund_facts(order_pks: Iterable[Any], *, using: str) -> dict[Any, RefundFacts]:
    """Return facts by order pk in a constant number of statements; unknown orders are left out."""
    pks = list(order_pks)
    rows = list(Order.objects.using(using).filter(pk__in=pks).values(*_ORDER_COLUMNS, *_channel_column()))
    if not rows:
        return {}
    lines: dict[Any, list[Any]] = defaultdict(list)
    for line in OrderLine.objects.using(using).filter(order_id__in=pks).order_by("pk"):
        lines[line.order_id].append(line)
    units = _units(pks, using)
    sources, refunds = _payments(pks, using)
    requests: dict[Any, list[Any]] = defaultdict(list)
    own = _Own()
    if is_saleor_3():
        from .refund_grants import load_grants
        from .refund_transactions import add_transactions

        add_transactions(pks, using, sources, refunds, requests)
        own = _Own(load_grants(pks, using, refunds, requests), _shipping(pks, using))
    return {row["pk"]: _facts(row, lines[row["pk"]], units, sources, refunds, requests, own) for row in rows}


_ORDER_COLUMNS = (
    "pk",
    "status",
    "currency",
    "total_gross_amount",
    "shipping_price_net_amount",
    "shipping_price_gross_amount",
    "voucher_id",
)


def _channel_column() -> tuple[str, ...]:
    return ("channel__slug",) if is_saleor_3() else ()


def _units(order_pks: list[Any], using: str) -> dict[Any, _Units]:
    found: dict[Any, _Units] = defaultdict(_Units)
    rows = (
        FulfillmentLine.objects.using(using)
        .filter(LEFT | Q(fulfillment__status__in=PAID_BACK), fulfillment__order_id__in=order_pks)
        .annotate(has_left=ExpressionWrapper(LEFT, output_field=BooleanField()))
        .order_by("pk")
    )
    columns = ("order_line_id", "quantity", "fulfillment__status", "has_left")
    for line_pk, quantity, status, has_left, warehouse, name in rows.values_list(
        *columns, "stock__warehouse_id", "stock__warehouse__name"
    ):
        units = found[line_pk]
        units.shipped += quantity if has_left else 0
        units.returned += quantity if status in CAME_BACK else 0
        units.refunded += quantity if status in PAID_BACK else 0
        if warehouse is not None:
            units.places[str(warehouse), name] += quantity
    return found


def _shipping(order_pks: list[Any], using: str) -> dict[Any, Decimal]:
    """Sum up by order pk the shipping that refund fulfillments paid back."""
    rows = Fulfillment.objects.using(using).filter(order_id__in=order_pks, status__in=PAID_BACK)
    sums = rows.values("order_id").order_by("order_id").annotate(paid=Sum("shipping_refund_amount"))
    return dict(sums.values_list("order_id", "paid"))


def _payments(
    order_pks: list[Any], using: str
) -> tuple[dict[Any, list[MoneySource]], dict[Any, list[SaleorRefund]]]:
    """Read payments with the refunds that Saleor carried out through them."""
    sources: dict[Any, list[MoneySource]] = defaultdict(list)
    refunds: dict[Any, list[SaleorRefund]] = defaultdict(list)
    payments = Payment.objects.using(using).filter(order_id__in=order_pks).order_by("pk")
    for payment in payments.prefetch_related("transactions"):
        source = _payment_source(payment)
        if source.held > 0:
            sources[payment.order_id].append(source)
        refunds[payment.order_id] += _payment_refunds(payment, source.name)
    return sources, refunds


def _payment_source(payment: Any) -> MoneySource:
    is_manual = payment.gateway == "manual"
    return MoneySource(
        kind=SourceKind.PAYMENT,
        pk=payment.pk,
        gateway=payment.gateway,
        held=payment.captured_amount if payment.charge_status in _CHARGED else Decimal(0),
        public_id=f"Payment:{payment.pk}",
        is_manual=is_manual,
        # 2.10 refuses to refund manual payments: what is given back for them is our own bookkeeping.
        is_recorded_in_saleor=is_saleor_3() or not is_manual,
    )


def _payment_refunds(payment: Any, source: str) -> Iterator[SaleorRefund]:
    for row in sorted(payment.transactions.all(), key=lambda one: one.pk):
        if row.kind == "refund" and row.is_success:
            created = row.created_at if is_saleor_3() else row.created
            reference = row.token or ""
            yield SaleorRefund(f"payment-refund:{row.pk}", source, row.amount, reference, created)


def _facts(
    row: dict[str, Any],
    lines: list[Any],
    units: dict[Any, _Units],
    sources: dict[Any, list[MoneySource]],
    refunds: dict[Any, list[SaleorRefund]],
    requests: dict[Any, list[Any]],
    own: _Own,
) -> RefundFacts:
    pk, digits = row["pk"], currency_digits(row["currency"])
    grants = own.grants.get(pk)
    covers_shipping = row["total_gross_amount"] >= row["shipping_price_gross_amount"]
    shipping = max(Decimal(0), min(row["shipping_price_gross_amount"], row["total_gross_amount"]))
    return RefundFacts(
        order_pk=pk,
        channel=row.get("channel__slug") or "",
        currency=row["currency"],
        digits=digits,
        total=row["total_gross_amount"],
        # A voucher for free shipping may have made the whole order cheaper than its shipping.
        shipping_net=row["shipping_price_net_amount"] if covers_shipping else Decimal(0),
        shipping_gross=shipping,
        has_voucher=row["voucher_id"] is not None,
        is_canceled=row["status"] in ("canceled", "expired"),
        has_gift_card_lines=any(getattr(line, "is_gift_card", False) for line in lines),
        lines=tuple(_lines(lines, row, units, grants.units if grants else {}, digits)),
        sources=tuple(sources[pk]),
        refunds=tuple(sorted(refunds[pk], key=lambda one: (one.happened_at, one.key))),
        requests=tuple(requests[pk]),
        granted=grants.open if grants else {},
        shipping_refunded=own.shipping.get(pk) or Decimal(0),
        shipping_granted=shipping if grants and grants.has_shipping else Decimal(0),
    )


def _lines(
    lines: list[Any],
    order: dict[str, Any],
    units: dict[Any, _Units],
    granted: Mapping[Any, int],
    digits: int,
) -> Iterator[RefundableLine]:
    """Give each line its share of what the goods really cost, so that all lines together make that sum."""
    prices = [_prices(line, digits) for line in lines]
    grosses = [gross for _net, gross, _undiscounted in prices]
    total, shipping = order["total_gross_amount"], order["shipping_price_gross_amount"]
    shares = paid_shares(total, shipping, grosses, digits)
    for line, (net, gross, undiscounted), share in zip(lines, prices, shares, strict=True):
        left = units.get(line.pk) or _Units()
        name = " ".join(filter(None, (line.product_name, line.variant_name and f"({line.variant_name})")))
        yield RefundableLine(
            pk=line.pk,
            name=name,
            quantity=line.quantity,
            shipped=left.shipped,
            returned=left.returned,
            refunded=left.refunded,
            net=rounded(share * net / gross, digits) if gross else Decimal(0),
            gross=share,
            undiscounted_gross=undiscounted,
            tax_rate=line.tax_rate or Decimal(0),
            variant_pk=line.variant_id,
            places=tuple(StockPlace(*place, quantity) for place, quantity in left.places.items()),
            granted=granted.get(line.pk, 0),
        )


def _prices(line: Any, digits: int) -> tuple[Decimal, Decimal, Decimal]:
    """Return net, gross and undiscounted gross of a whole line; 2.10 keeps unit prices only."""
    if is_saleor_3():
        undiscounted = line.undiscounted_total_price_gross_amount or line.total_price_gross_amount
        return line.total_price_net_amount, line.total_price_gross_amount, undiscounted
    net, gross = (rounded(unit * line.quantity, digits) for unit in _unit_prices(line))
    return net, gross, gross


def _unit_prices(line: Any) -> tuple[Decimal, Decimal]:
    return line.unit_price_net_amount, line.unit_price_gross_amount


def orders_with_refunds(order_pks: Iterable[Any], *, using: str) -> list[Any]:
    """Return those of the orders that Saleor gave money back for; two statements."""
    pks = list(order_pks)
    rows = Transaction.objects.using(using).filter(payment__order_id__in=pks, kind="refund", is_success=True)
    found = set(rows.values_list("payment__order_id", flat=True))
    if is_saleor_3():
        from .refund_transactions import orders_with_transaction_refunds

        found |= orders_with_transaction_refunds(pks, using)
    return sorted(found)
