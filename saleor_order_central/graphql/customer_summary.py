"""Everything about one customer in one query (002-03 … 002-13, 002-31)."""

from typing import Any

import graphene
from django.utils import timezone

from ..conversations.kinds import ThreadStatus
from ..customers import profile
from ..customers.selectors import find_conversations, find_orders, find_vouchers, viewed_by
from ..host import get_host
from ..host.schema import date_time, host_type
from ..language import SOURCE_LANGUAGE
from .connections import page_arguments, page_of_queryset, page_of_sequence, window
from .customer_types import (
    NO_ORDERS_SHOWN,
    MoneyList,
    OrderCustomerAddress,
    OrderCustomerCart,
    OrderCustomerOrderCountableConnection,
    OrderCustomerProductCountableConnection,
    OrderCustomerViewedProductCountableConnection,
    OrderVoucherCountableConnection,
    amounts,
)
from .customer_views import CustomerView
from .loaders import UserLoader, loader
from .message_types import ThreadView
from .thread_types import OrderThreadCountableConnection

DateTime = date_time()
MOST_CARTS = 20
GUEST = " Null for guests."


def _fact(name: str) -> Any:
    """Make a resolver of what Saleor keeps of an account."""

    def resolve(root: CustomerView, _info):
        return None if root.facts is None else getattr(root.facts, name)

    return staticmethod(resolve)


class OrderCustomerSummary(graphene.ObjectType):
    """Everything about a customer for staff. Orders are those of channels that the caller may work in."""

    user = graphene.Field(host_type("User"), description="Saleor's account." + GUEST)
    email = graphene.String(required=True, description="E-mail address in small letters.")
    name = graphene.String(required=True, description="Name; of a guest the one on the newest order.")
    registered_at = DateTime(description="When the account was made." + GUEST)
    last_login = DateTime(description="Last log-in; null without one.")
    updated_at = DateTime(description="Last change of the account; null where Saleor keeps no date of it.")
    is_active = graphene.Boolean(description="Whether the account may log in." + GUEST)
    language_code = graphene.String(description="Language of the account; null where it has none.")
    customer_type = graphene.String(description="Type of customer; null where Saleor has no types.")
    groups = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Names of the groups of the account."
    )
    newsletter = graphene.Boolean(description='Metadata "newsletter"; null when it is not said.')
    partner_offers = graphene.Boolean(description='Metadata "partner_offers"; null when it is not said.')
    age = graphene.Int(description='Years since the metadata "birth_date"; null when it is not said.')
    private_note = graphene.String(description="Note of staff about the account; customers never get it.")
    orders_count = graphene.Int(
        description="Placed orders, without canceled and expired ones." + NO_ORDERS_SHOWN
    )
    total_spent = graphene.Field(
        MoneyList, description="What was paid and not given back, one amount per currency." + NO_ORDERS_SHOWN
    )
    last_order_at = DateTime(description="Date of the newest of these orders." + NO_ORDERS_SHOWN)
    returns_count = graphene.Int(description="Return requests." + NO_ORDERS_SHOWN)
    return_rate = graphene.Float(
        description="Units that came back by return requests per bought unit; null without any bought."
        + NO_ORDERS_SHOWN
    )
    open_threads = graphene.Int(description="Conversations that are not closed." + NO_ORDERS_SHOWN)
    threads = graphene.Field(
        OrderThreadCountableConnection,
        description="Conversations, latest change first." + NO_ORDERS_SHOWN,
        **page_arguments(),
    )
    orders = graphene.Field(
        OrderCustomerOrderCountableConnection,
        description="Orders, newest first." + NO_ORDERS_SHOWN,
        **page_arguments(),
    )
    vouchers = graphene.Field(
        OrderVoucherCountableConnection,
        description="Vouchers given instead of money, newest first." + NO_ORDERS_SHOWN,
        **page_arguments(),
    )
    carts = graphene.List(
        graphene.NonNull(OrderCustomerCart),
        description=f"Carts that are not finished, {MOST_CARTS} at most, latest change first."
        + NO_ORDERS_SHOWN,
    )
    products_bought = graphene.Field(
        OrderCustomerProductCountableConnection,
        description="Products bought, most units first." + NO_ORDERS_SHOWN,
        **page_arguments(),
    )
    products_viewed = graphene.Field(
        OrderCustomerViewedProductCountableConnection,
        required=True,
        description="Products that the customer agreed to have remembered, latest first.",
        **page_arguments(),
    )
    addresses = graphene.List(
        graphene.NonNull(OrderCustomerAddress), required=True, description="Addresses of the account."
    )

    resolve_registered_at = _fact("registered_at")
    resolve_last_login = _fact("last_login_at")
    resolve_updated_at = _fact("updated_at")
    resolve_is_active = _fact("is_active")

    @staticmethod
    def resolve_user(root: CustomerView, info):
        return root.owner.user_pk and loader(info.context, UserLoader).load(root.owner.user_pk)

    @staticmethod
    def resolve_email(root: CustomerView, _info):
        return root.owner.email

    @staticmethod
    def resolve_language_code(root: CustomerView, _info):
        return (root.facts.language_code or None) if root.facts else None

    @staticmethod
    def resolve_customer_type(root: CustomerView, _info):
        return (root.facts.customer_type or None) if root.facts else None

    @staticmethod
    def resolve_groups(root: CustomerView, _info):
        return root.facts.groups if root.facts else []

    @staticmethod
    def resolve_newsletter(root: CustomerView, _info):
        return profile.switch_in(root.facts.metadata, profile.NEWSLETTER) if root.facts else None

    @staticmethod
    def resolve_partner_offers(root: CustomerView, _info):
        return profile.switch_in(root.facts.metadata, profile.PARTNER_OFFERS) if root.facts else None

    @staticmethod
    def resolve_age(root: CustomerView, _info):
        birth = profile.birth_date_in(root.facts.metadata) if root.facts else None
        return profile.age_on(timezone.now().date(), birth)

    @staticmethod
    def resolve_private_note(root: CustomerView, _info):
        return (root.facts.note or None) if root.facts else None

    @staticmethod
    def resolve_orders_count(root: CustomerView, _info):
        return root.total.orders_count if root.sees_orders else None

    @staticmethod
    def resolve_total_spent(root: CustomerView, _info):
        return amounts(root.total) if root.sees_orders else None

    @staticmethod
    def resolve_last_order_at(root: CustomerView, _info):
        return root.total.last_order_at if root.sees_orders else None

    @staticmethod
    def resolve_returns_count(root: CustomerView, _info):
        return root.returns[0] if root.sees_orders else None

    @staticmethod
    def resolve_return_rate(root: CustomerView, _info):
        bought = sum(one.quantity for one in root.bought) if root.sees_orders else 0
        return root.returns[1] / bought if bought else None

    @staticmethod
    def resolve_open_threads(root: CustomerView, info):
        if not root.sees_orders:
            return None
        with get_host().reading(info.context) as alias:
            rows = find_conversations(root.owner, root.channels, using=alias)
            return rows.exclude(status=ThreadStatus.CLOSED.value).count()

    @staticmethod
    def resolve_threads(root: CustomerView, info, **page):
        if not root.sees_orders:
            return None
        with get_host().reading(info.context) as alias:
            rows = find_conversations(root.owner, root.channels, using=alias)
            found = page_of_queryset(rows, ("updated_at", "id"), window(**page), descending=True)
        for edge in found.edges:
            edge.node = ThreadView(edge.node, True, SOURCE_LANGUAGE)
        return found

    @staticmethod
    def resolve_orders(root: CustomerView, info, **page):
        if not root.sees_orders:
            return None
        with get_host().reading(info.context) as alias:
            rows = find_orders(root.owner, root.channels, using=alias)
            return page_of_queryset(rows, ("placed_at", "order_id"), window(**page), descending=True)

    @staticmethod
    def resolve_vouchers(root: CustomerView, info, **page):
        if not root.sees_orders:
            return None
        with get_host().reading(info.context) as alias:
            rows = find_vouchers(root.owner, root.channels, using=alias)
            return page_of_queryset(rows, ("created_at", "pk"), window(**page), descending=True)

    @staticmethod
    def resolve_carts(root: CustomerView, info):
        if not root.sees_orders:
            return None
        if root.owner.user_pk is None:
            return []
        with get_host().reading(info.context) as alias:
            return get_host().load_carts(root.owner.user_pk, root.channels, MOST_CARTS, using=alias)

    @staticmethod
    def resolve_products_bought(root: CustomerView, _info, **page):
        if not root.sees_orders:
            return None
        return page_of_sequence(root.bought, lambda one: f"{one.variant_pk or one.name}", window(**page))

    @staticmethod
    def resolve_products_viewed(root: CustomerView, info, **page):
        with get_host().reading(info.context) as alias:
            rows = viewed_by(root.owner, using=alias)
            return page_of_queryset(rows, ("last_viewed_at", "pk"), window(**page), descending=True)

    @staticmethod
    def resolve_addresses(root: CustomerView, info):
        if root.owner.user_pk is None:
            return []
        with get_host().reading(info.context) as alias:
            return get_host().load_addresses(root.owner.user_pk, using=alias)
