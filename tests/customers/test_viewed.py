"""Viewed products are kept with consent only, for as long as the shop says, and not too many of them."""

from __future__ import annotations

from datetime import timedelta

import graphene
import pytest
from django.utils import timezone

from saleor_order_central.customers import viewed
from saleor_order_central.customers.models import ProductView
from saleor_order_central.customers.viewed import forget_old_views, record_view
from saleor_order_central.host import get_host
from tests.customers.rows import make_variant
from tests.shop_rows import NOON, hours, make_app

MUTATION = """mutation($product: ID!, $consent: Boolean!) {
  orderProductViewRecord(product: $product, consent: $consent) { recorded errors { field code } } }"""


@pytest.fixture
def mug(db):
    with get_host().allow_writer():
        yield make_variant("Mug").product


def told(api, product, *, consent=True):
    identifier = graphene.Node.to_global_id("Product", getattr(product, "pk", product))
    return api.data(MUTATION, product=identifier, consent=consent)["orderProductViewRecord"]


def refusal(code, field=None):
    return {"recorded": False, "errors": [{"field": field, "code": code}]}


def test_views_are_counted(customer_api, customer, configure, mug):
    configure(viewed_products_days="30")
    for _ in range(3):
        assert told(customer_api, mug) == {"recorded": True, "errors": []}
    row = ProductView.objects.get()
    assert (row.user_id, row.product_id, row.count) == (customer.pk, mug.pk, 3)
    assert row.first_viewed_at < row.last_viewed_at


def test_without_consent_everything_is_forgotten(customer_api, configure, mug):
    configure(viewed_products_days="30")
    told(customer_api, mug)
    assert told(customer_api, mug, consent=False) == {"recorded": False, "errors": []}
    assert ProductView.objects.count() == 0


def test_the_shop_keeps_none_unless_it_says_so(customer_api, configure, mug):
    configure()
    assert told(customer_api, mug) == refusal("FEATURE_DISABLED")
    configure(active=False, viewed_products_days="30")
    assert told(customer_api, mug) == refusal("FEATURE_DISABLED")
    assert ProductView.objects.count() == 0


def test_only_customers_themselves(api, configure, mug):
    configure(viewed_products_days="30")
    assert told(api, mug) == refusal("PERMISSION_DENIED")
    _app, token = make_app("Shop", "account.manage_users")
    assert told(api.with_header(f"Bearer {token}"), mug) == refusal("PERMISSION_DENIED")
    assert ProductView.objects.count() == 0


def test_unknown_products(customer_api, configure, mug):
    configure(viewed_products_days="30")
    assert told(customer_api, 999_999) == refusal("NOT_FOUND", "product")


@pytest.mark.parametrize("days", ["0", "3651", "soon"])
def test_days_that_cannot_be(configure, days):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as caught:
        configure(viewed_products_days=days)
    assert list(caught.value.message_dict) == ["viewed_products_days"]


def test_only_the_newest_are_kept(customer, mug, monkeypatch):
    monkeypatch.setattr(viewed, "MOST_VIEWS", 2)
    products = [mug, make_variant("Cup").product, make_variant("Jar").product]
    for place, product in enumerate(products):
        record_view(customer.pk, product.pk, has_consent=True, kept_days=9, now=NOON + hours(place))
    assert list(ProductView.objects.values_list("product_id", flat=True)) == [
        products[2].pk,
        products[1].pk,
    ]


@pytest.mark.parametrize(("days", "left"), [(10, 2), (4, 1), (None, 0)])
def test_old_views_are_forgotten(customer, mug, days, left):
    now = timezone.now()
    for product, age in ((mug, 3), (make_variant("Cup").product, 5)):
        record_view(customer.pk, product.pk, has_consent=True, kept_days=9, now=now - timedelta(days=age))
    assert forget_old_views(days, now=now) == 2 - left
    assert ProductView.objects.count() == left
