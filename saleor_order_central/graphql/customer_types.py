"""Customers as staff sees them: a row of the list, and everything about one of them (002-01 … 002-14)."""

from typing import Any

import graphene

from ..customers.figures import Total
from ..host import get_host
from ..host.schema import date_time, global_id, host_type, money
from ..statuses.models import OrderState
from .connections import Page, connection_type, page_arguments, page_of_sequence, window
from .customer_views import CustomerRow, OrderStatesLoader, status_of
from .loaders import OrderLoader, UserLoader, loader
from .refund_types import OrderVoucher
from .status_types import OrderStatusDefinition

DateTime = date_time()
NO_ORDERS_SHOWN = " Null for callers without MANAGE_ORDERS."
MoneyList = graphene.List(graphene.NonNull(host_type("Money")))


def amounts(total: Total) -> list[Any]:
    """Return what was spent, one amount per currency."""
    return [money(amount, currency) for currency, amount in total.spent.items()]


class OrderCustomer(graphene.ObjectType):
    """Customer with an account, in a list. Figures are of the channels that the caller may work in."""

    user = graphene.Field(host_type("User"), description="Saleor's account.")
    user_id = graphene.ID(required=True, description="Id of the account.")
    email = graphene.String(required=True, description="E-mail address in small letters.")
    name = graphene.String(required=True, description="First and last name.")
    registered_at = DateTime(required=True, description="When the account was made.")
    last_login = DateTime(description="Last log-in; null without one.")
    is_active = graphene.Boolean(required=True, description="Whether the account may log in.")
    orders_count = graphene.Int(
        description="Placed orders, without canceled and expired ones." + NO_ORDERS_SHOWN
    )
    total_spent = graphene.Field(
        MoneyList, description="What was paid and not given back, one amount per currency." + NO_ORDERS_SHOWN
    )
    last_order_at = DateTime(description="Date of the newest of these orders." + NO_ORDERS_SHOWN)

    @staticmethod
    def resolve_user(root: CustomerRow, info):
        return loader(info.context, UserLoader).load(root.state.pk)

    @staticmethod
    def resolve_user_id(root: CustomerRow, _info):
        return global_id("User", root.state.pk)

    @staticmethod
    def resolve_email(root: CustomerRow, _info):
        return root.state.email

    @staticmethod
    def resolve_name(root: CustomerRow, _info):
        return root.state.name

    @staticmethod
    def resolve_registered_at(root: CustomerRow, _info):
        return root.state.registered_at

    @staticmethod
    def resolve_last_login(root: CustomerRow, _info):
        return root.state.last_login_at

    @staticmethod
    def resolve_is_active(root: CustomerRow, _info):
        return root.state.is_active

    @staticmethod
    def resolve_orders_count(root: CustomerRow, _info):
        found = root.total()
        return found and found.then(lambda total: total.orders_count)

    @staticmethod
    def resolve_total_spent(root: CustomerRow, _info):
        found = root.total()
        return found and found.then(amounts)

    @staticmethod
    def resolve_last_order_at(root: CustomerRow, _info):
        found = root.total()
        return found and found.then(lambda total: total.last_order_at)


OrderCustomerCountableConnection = connection_type(OrderCustomer)


class OrderCustomerOrder(graphene.ObjectType):
    """Order of a customer (002-09)."""

    order = graphene.Field(host_type("Order"), description="The Saleor order.")
    order_id = graphene.ID(required=True, description="Id of the order.")
    number = graphene.String(required=True, description="Number.")
    created_at = DateTime(required=True, description="Date of the order.")
    channel = graphene.String(description="Slug of the channel; null on hosts without channels.")
    total = graphene.Field(host_type("Money"), required=True, description="Total, gross.")
    payment_gateway = graphene.String(description="How it was paid; null while nobody has paid.")
    status = graphene.Field(OrderStatusDefinition, description="Present status.")
    is_paid = graphene.Boolean(required=True, description="Whether it is paid.")
    is_canceled = graphene.Boolean(required=True, description="Whether it was canceled.")

    @staticmethod
    def resolve_order(root: OrderState, info):
        return loader(info.context, OrderLoader).load(root.order_id).then(get_host().wrap)

    @staticmethod
    def resolve_order_id(root: OrderState, _info):
        return global_id("Order", root.order_id)

    @staticmethod
    def resolve_created_at(root: OrderState, _info):
        return root.placed_at

    @staticmethod
    def resolve_channel(root: OrderState, _info):
        return root.channel or None

    @staticmethod
    def resolve_total(root: OrderState, _info):
        return money(root.total, root.currency)

    @staticmethod
    def resolve_payment_gateway(root: OrderState, _info):
        return root.payment_gateway or None

    @staticmethod
    def resolve_status(root: OrderState, info):
        return status_of(info.context, root)


OrderCustomerOrderCountableConnection = connection_type(OrderCustomerOrder)


class OrderCustomerCartLine(graphene.ObjectType):
    """Units of one variant in a cart."""

    name = graphene.String(required=True, description="Product and variant.")
    product_id = graphene.ID(required=True, description="Id of the product.")
    variant_id = graphene.ID(required=True, description="Id of the variant.")
    quantity = graphene.Int(required=True, description="Units.")

    @staticmethod
    def resolve_product_id(root, _info):
        return global_id("Product", root.product_pk)

    @staticmethod
    def resolve_variant_id(root, _info):
        return global_id("ProductVariant", root.variant_pk)


class OrderCustomerCart(graphene.ObjectType):
    """Checkout that is not finished (002-10). Ask again to follow it."""

    token = graphene.ID(required=True, description="Token of Saleor's checkout.")
    channel = graphene.String(description="Slug of the channel; null on hosts without channels.")
    created_at = DateTime(required=True, description="When it was begun.")
    changed_at = DateTime(required=True, description="When it was changed last.")
    total = graphene.Field(
        host_type("Money"),
        description="Total, gross, as Saleor worked it out last; null where it keeps none.",
    )
    lines = graphene.List(graphene.NonNull(OrderCustomerCartLine), required=True, description="Contents.")

    @staticmethod
    def resolve_channel(root, _info):
        return root.channel or None

    @staticmethod
    def resolve_total(root, _info):
        return None if root.total is None else money(root.total, root.currency)


class OrderCustomerProduct(graphene.ObjectType):
    """Product that a customer bought (002-11)."""

    name = graphene.String(required=True, description="Product and variant as they were sold last.")
    product_id = graphene.ID(description="Id of the product; null when it was deleted.")
    variant_id = graphene.ID(description="Id of the variant; null when it was deleted.")
    quantity = graphene.Int(required=True, description="Units bought.")
    orders_count = graphene.Int(required=True, description="Orders that contain it.")
    last_bought_at = DateTime(required=True, description="Date of the newest of these orders.")
    orders = graphene.Field(
        OrderCustomerOrderCountableConnection,
        required=True,
        description="Orders that contain it, newest first.",
        **page_arguments(),
    )

    @staticmethod
    def resolve_product_id(root, _info):
        return global_id("Product", root.product_pk) if root.product_pk else None

    @staticmethod
    def resolve_variant_id(root, _info):
        return global_id("ProductVariant", root.variant_pk) if root.variant_pk else None

    @staticmethod
    def resolve_orders_count(root, _info):
        return len(root.order_pks)

    @staticmethod
    def resolve_orders(root, info, **page):
        wanted = window(**page)

        def cut(states: list[OrderState | None]) -> Page:
            known = [one for one in states if one is not None]
            known.sort(key=lambda one: (one.placed_at, str(one.pk)), reverse=True)
            return page_of_sequence(known, lambda one: str(one.pk), wanted)

        return loader(info.context, OrderStatesLoader).load_many(root.order_pks).then(cut)


class OrderCustomerViewedProduct(graphene.ObjectType):
    """Product that a customer looked at (002-12)."""

    name = graphene.String(required=True, description="Product.")
    product_id = graphene.ID(required=True, description="Id of the product.")
    count = graphene.Int(required=True, description="How often.")
    first_viewed_at = DateTime(required=True, description="First time that is remembered.")
    last_viewed_at = DateTime(required=True, description="Last time.")

    @staticmethod
    def resolve_name(root, _info):
        return root.product.name

    @staticmethod
    def resolve_product_id(root, _info):
        return global_id("Product", root.product_id)


class OrderCustomerAddress(graphene.ObjectType):
    """Address of an account (002-13)."""

    address_id = graphene.ID(required=True, description="Id of Saleor's address.")
    name = graphene.String(required=True, description="First and last name.")
    company = graphene.String(required=True, description="Company.")
    street = graphene.String(required=True, description="Street, both lines.")
    city = graphene.String(required=True, description="City.")
    postal_code = graphene.String(required=True, description="Postal code.")
    country_area = graphene.String(required=True, description="State or province.")
    country = graphene.String(required=True, description="ISO 3166 code of the country.")
    phone = graphene.String(required=True, description="Phone.")
    is_default_billing = graphene.Boolean(required=True, description="Whether bills go there by default.")
    is_default_shipping = graphene.Boolean(required=True, description="Whether goods go there by default.")

    @staticmethod
    def resolve_address_id(root, _info):
        return global_id("Address", root.pk)


OrderCustomerProductCountableConnection = connection_type(OrderCustomerProduct)
OrderCustomerViewedProductCountableConnection = connection_type(OrderCustomerViewedProduct)
OrderVoucherCountableConnection = connection_type(OrderVoucher)
