"""Reads about customers: a constant number of statements, however much one of them did."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from ..conversations.listing import find_threads
from ..conversations.models import OrderThread
from ..conversations.thread_filter import ThreadFilter
from ..host import get_host
from ..host.customer_facts import BoughtProduct, OrderSum
from ..returns.models import ReturnLine, ReturnRequest
from ..statuses.models import OrderState
from ..vouchers.models import OrderVoucher
from .figures import Total, totals_of
from .following import WHOLE_SHOP
from .models import CustomerState, CustomerTotal, ProductView
from .owner import Owner


def orders_of(owner: Owner, prefix: str) -> Q:
    """Return the condition for the orders of a customer; `prefix` leads to the order, such as "order__".

    A guest has the orders without an account: somebody else's account may use the same address today.
    """
    if owner.user_pk is not None:
        return Q(**{f"{prefix}user_id": owner.user_pk})
    return Q(**{f"{prefix}user": None, f"{prefix}order_central_state__customer_email": owner.email})


def in_channels(channels: Collection[str] | None, prefix: str) -> Q:
    """Return the condition for the channels that a caller may work in; None means all."""
    return Q() if channels is None else Q(**{f"{prefix}channel__slug__in": sorted(channels)})


def find_owner(
    channels: Collection[str] | None, *, using: str, user_pk: int | None = None, email: str = ""
) -> Owner | None:
    """Find the account of a key or an address, else the guest of the address; None for nobody.

    Guests are found by an order in the channels that the caller may work in. At most three statements.
    """
    host = get_host()
    if user_pk is None:
        address = email.strip().lower()
        rows = CustomerState.objects.using(using).filter(email=address).values_list("pk", flat=True)
        user_pk = rows.first() if address else None
        if user_pk is None:
            guest = Owner(None, address)
            return guest if address and find_orders(guest, channels, using=using).exists() else None
    facts = host.load_customers([user_pk], using=using).get(user_pk)
    return None if facts is None else Owner(user_pk, facts.email.lower())


def load_totals(
    user_pks: Iterable[int], channel_pks: Collection[int] | None, *, using: str
) -> dict[int, Total]:
    """Return what accounts ordered in some channels (None: the whole shop), one statement."""
    where = [WHOLE_SHOP] if channel_pks is None else sorted(channel_pks)
    sums: dict[int, list[OrderSum]] = defaultdict(list)
    for row in CustomerTotal.objects.using(using).filter(
        customer_id__in=list(user_pks), channel_pk__in=where
    ):
        sums[row.customer_id].append(
            OrderSum(
                row.customer_id,
                row.channel_pk,
                "",
                row.currency,
                row.orders_count,
                row.spent,
                row.last_order_at,
            )
        )
    return {pk: totals_of(found) for pk, found in sums.items()}


def total_of(owner: Owner, channels: Collection[str] | None, *, using: str) -> Total:
    """Sum the orders of a customer up now, one statement."""
    return totals_of(get_host().sum_orders(orders_of(owner, ""), using=using), channels)


def find_orders(owner: Owner, channels: Collection[str] | None, *, using: str) -> QuerySet[OrderState]:
    """Return the placed orders of a customer."""
    rows = OrderState.objects.using(using).filter(placed_at__isnull=False)
    return rows.filter(orders_of(owner, "order__"), in_channels(channels, "order__"))


def find_conversations(
    owner: Owner, channels: Collection[str] | None, *, using: str
) -> QuerySet[OrderThread]:
    """Return the conversations of a customer, about orders and without (002-05)."""
    if owner.user_pk is not None:
        own = Q(order__user_id=owner.user_pk) | Q(order=None, customer_id=owner.user_pk)
    else:
        own = Q(customer_email=owner.email, customer=None) & Q(order__user=None)
    return find_threads(ThreadFilter(), using=using, staff_channels=channels).filter(own)


def find_vouchers(owner: Owner, channels: Collection[str] | None, *, using: str) -> QuerySet[OrderVoucher]:
    """Return the vouchers that refunds of a customer's orders made."""
    rows = OrderVoucher.objects.using(using).filter(orders_of(owner, "order__"))
    return rows.filter(in_channels(channels, "order__"))


def load_order_states(order_pks: Iterable[Any], *, using: str) -> dict[Any, OrderState]:
    """Return states by order, one statement."""
    return OrderState.objects.using(using).filter(placed_at__isnull=False).in_bulk(list(order_pks))


def count_returns(owner: Owner, channels: Collection[str] | None, *, using: str) -> tuple[int, int]:
    """Return how many requests a customer made, and how many units came back, one statement each."""
    asked = ReturnRequest.objects.using(using).filter(
        orders_of(owner, "order__"), in_channels(channels, "order__")
    )
    lines = ReturnLine.objects.using(using).filter(
        orders_of(owner, "request__order__"), in_channels(channels, "request__order__")
    )
    units = lines.aggregate(units=Sum("quantity_received"))["units"] or 0
    return asked.aggregate(number=Count("pk"))["number"], units


def bought_by(owner: Owner, channels: Collection[str] | None, *, using: str) -> list[BoughtProduct]:
    """Return what a customer bought, most units first, one statement."""
    allowed = None if channels is None else frozenset(channels)
    return get_host().load_bought(orders_of(owner, "order__"), allowed, using=using)


def viewed_by(owner: Owner, *, using: str) -> QuerySet[ProductView]:
    """Return what an account looked at; guests are not remembered."""
    return ProductView.objects.using(using).filter(user_id=owner.user_pk or 0).select_related("product")
