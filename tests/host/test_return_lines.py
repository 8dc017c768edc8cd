"""What the host tells of order lines for returns: units in Saleor's own returns, catalogue, categories."""

from __future__ import annotations

from decimal import Decimal

import pytest

from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.host.refund_facts import StockPlace
from saleor_order_central.host.refund_reading import load_refund_facts
from tests.refunds.refund_rows import make_stock
from tests.shop_rows import NOON, make_order, ship

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _writer(db):
    with get_host().allow_writer():
        yield


def lines_of(order):
    return get_host().load_return_lines([order.pk], using="default")[order.pk]


def make_variant(**kind):
    """A product with its variant, three categories deep."""
    from saleor.product.models import Category, Product, ProductType, ProductVariant

    root = Category.objects.create(name="Home", slug="home")
    middle = Category.objects.create(name="Kitchen", slug="kitchen", parent=root)
    own = Category.objects.create(name="Mugs", slug="mugs", parent=middle)
    Category.objects.create(name="Plates", slug="plates", parent=middle)
    type_ = ProductType.objects.create(name="Cup", slug="cup", **kind)
    columns = {} if is_saleor_3() else {"price_amount": 1, "currency": "USD"}
    product = Product.objects.create(name="Mug", slug="mug", product_type=type_, category=own, **columns)
    variant = ProductVariant.objects.create(product=product, sku="M-1")
    return variant, [str(one.pk) for one in (own, middle, root)]


def test_units_that_left():
    order = make_order()
    ship(order, "T-1", NOON, quantity=2)

    (line,) = lines_of(order)

    assert (line.quantity, line.shipped, line.came_back) == (3, 2, 0)
    assert (line.name, line.unit_price, line.currency) == ("Mug (Blue)", 10, "USD")
    assert (line.product, line.product_type, line.categories) == ("", "", ())


@pytest.mark.parametrize(
    ("total", "shipping", "paid"),
    [("30", "0", ["30.00", "0.00"]), ("32", "5", ["27.00", "0.00"]), ("3", "5", ["0.00", "0.00"])],
)
def test_what_a_line_cost_is_its_share_of_the_order(total, shipping, paid):
    order = make_order()
    free = order.lines.get()
    free.pk = None
    free.unit_price_net_amount = free.unit_price_gross_amount = 0
    if is_saleor_3():
        free.total_price_net_amount = free.total_price_gross_amount = 0
    free.save()
    type(order).objects.filter(pk=order.pk).update(
        total_gross_amount=total, shipping_price_gross_amount=shipping
    )

    found = {one.order_line_pk: one.paid for one in lines_of(order)}
    facts = load_refund_facts([order.pk], using="default")[order.pk]

    assert sorted(found.values(), reverse=True) == [Decimal(one) for one in paid]
    assert found == {line.pk: line.gross for line in facts.lines}


def test_canceled_shipments_never_left():
    order = make_order()
    ship(order, "T-1", NOON, status="canceled")

    assert lines_of(order)[0].shipped == 0


def test_product_with_its_way_to_the_root():
    order = make_order()
    variant, categories = make_variant()
    order.lines.update(variant=variant)

    (line,) = lines_of(order)

    assert line.product == str(variant.product_id)
    assert line.product_type == str(variant.product.product_type_id)
    assert list(line.categories) == categories
    assert line.is_digital is False


def knows_digital_products() -> bool:
    from saleor.product.models import ProductType

    return any(field.name == "is_digital" for field in ProductType._meta.get_fields())


def test_download_is_digital():
    order = make_order(is_shipping_required=False)
    mark = {"is_digital": True} if knows_digital_products() else {}
    variant, _categories = make_variant(is_shipping_required=False, **mark)
    order.lines.update(variant=variant)

    assert lines_of(order)[0].is_digital is True


def test_service_is_digital_only_where_saleor_tells_no_difference():
    order = make_order(is_shipping_required=False)
    variant, _categories = make_variant(is_shipping_required=False)
    order.lines.update(variant=variant)

    assert lines_of(order)[0].is_digital is not knows_digital_products()


def test_unknown_keys_are_named():
    variant, categories = make_variant()
    known = str(variant.product_id)

    find = get_host().unknown_catalogue_keys

    assert find("products", [known, "999999"], using="default") == {"999999"}
    assert find("categories", categories, using="default") == set()
    assert find("productTypes", ["0"], using="default") == {"0"}


if is_saleor_3():

    @pytest.mark.parametrize(
        ("status", "expected"),
        [
            ("returned", (3, 3)),
            ("refunded_and_returned", (3, 3)),
            ("replaced", (3, 3)),
            ("refunded", (0, 0)),
            ("waiting_for_approval", (0, 0)),
        ],
    )
    def test_units_in_other_fulfillments(status, expected):
        order = make_order()
        ship(order, "", NOON, status=status)

        (line,) = lines_of(order)

        assert (line.shipped, line.came_back) == expected

    @pytest.mark.parametrize(("has_stock", "shipped"), [(True, 3), (False, 0)])
    def test_units_paid_back_left_only_from_a_stock(has_stock, shipped):
        """Saleor keeps units that were never sent in such a fulfillment, too, without a stock."""
        order = make_order()
        stock = make_stock(order)
        parcel = order.fulfillments.get()
        order.fulfillments.update(status="refunded")
        if not has_stock:
            parcel.lines.update(stock=None)

        (line,) = lines_of(order)
        (refundable,) = load_refund_facts([order.pk], using="default")[order.pk].lines

        assert (line.shipped, line.came_back) == (shipped, 0)
        assert (refundable.shipped, refundable.returned, refundable.refunded) == (shipped, 0, 3)
        home = StockPlace(str(stock.warehouse_id), "Here", 3)
        assert refundable.places == ((home,) if has_stock else ())

    def test_gift_card():
        order = make_order()
        order.lines.update(is_gift_card=True)

        assert lines_of(order)[0].is_gift_card is True
