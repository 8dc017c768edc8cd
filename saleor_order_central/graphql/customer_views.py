"""Customers as one caller may see them. Resolvers read from here and nowhere else."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from promise import Promise

from ..customers.figures import NO_ORDERS, Total
from ..customers.models import CustomerState
from ..customers.owner import Owner
from ..customers.selectors import (
    bought_by,
    count_returns,
    find_orders,
    load_order_states,
    load_totals,
    total_of,
)
from ..errors import not_found
from ..host import get_host
from ..host.access import MANAGE_ORDERS, caller_of
from ..host.customer_facts import BoughtProduct, CustomerFacts
from ..statuses.models import OrderState, OrderStatusDefinition
from .loaders import _ContextLoader, _once, loader, shop_statuses

ChannelPks = frozenset[int] | None


def shop_currencies(context: Any) -> dict[str, tuple[int, str]]:
    """Return key and currency of every channel by slug, read once per request."""

    def read() -> dict[str, tuple[int, str]]:
        with get_host().reading(context) as alias:
            return get_host().channel_currencies(using=alias)

    return _once(context, "channel_currencies", read)


def channel_of(context: Any, slug: str) -> tuple[int, str]:
    """Return key and currency of a channel. Raises NOT_FOUND also when the caller may not work there."""
    found = shop_currencies(context).get(slug)
    if found is None or not caller_of(context).may_work_in(slug):
        raise not_found("channel", f'There is no channel "{slug}".')
    return found


def working_channel_pks(context: Any) -> ChannelPks:
    """Return the channels that the caller may work in; None means all that there are."""
    channels = caller_of(context).working_channels()
    if channels is None or channels >= set(shop_currencies(context)):
        return None
    return frozenset(pk for slug, (pk, _currency) in shop_currencies(context).items() if slug in channels)


class TotalsLoader(_ContextLoader):
    """What an account ordered, by its pk and the channels that count: one statement for each set of them."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found: dict[tuple[int, ChannelPks], Total] = {}
        for channels in {one for _pk, one in keys}:
            pks = [pk for pk, one in keys if one == channels]
            for pk, total in load_totals(pks, channels, using=alias).items():
                found[pk, channels] = total
        return [found.get(key, NO_ORDERS) for key in keys]


class OrderStatesLoader(_ContextLoader):
    """The state of a placed order by the order's pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = load_order_states(keys, using=alias)
        return [found.get(key) for key in keys]


@dataclass(eq=False)
class CustomerRow:
    """One customer of a list. `channels` are those whose orders count."""

    context: Any
    state: CustomerState
    channels: ChannelPks

    def total(self) -> Promise | None:
        """Promise the sums of orders, none for callers without MANAGE_ORDERS."""
        if not caller_of(self.context).has_permission(MANAGE_ORDERS):
            return None
        return loader(self.context, TotalsLoader).load((self.state.pk, self.channels))


@dataclass(eq=False)
class CustomerView:
    """Everything about one customer; `facts` are None for guests. Everything is read on first use."""

    context: Any
    owner: Owner
    facts: CustomerFacts | None

    @property
    def sees_orders(self) -> bool:
        """Whether the caller may read what is known of orders."""
        return caller_of(self.context).has_permission(MANAGE_ORDERS)

    @property
    def channels(self) -> frozenset[str] | None:
        """Channels that the caller may work in; None means all."""
        return caller_of(self.context).working_channels()

    @cached_property
    def total(self) -> Total:
        """Sums of the orders, counted now."""
        with get_host().reading(self.context) as alias:
            return total_of(self.owner, self.channels, using=alias)

    @cached_property
    def bought(self) -> list[BoughtProduct]:
        """Everything that was bought, most units first."""
        with get_host().reading(self.context) as alias:
            return bought_by(self.owner, self.channels, using=alias)

    @cached_property
    def returns(self) -> tuple[int, int]:
        """Return requests, and units that came back by them."""
        with get_host().reading(self.context) as alias:
            return count_returns(self.owner, self.channels, using=alias)

    @cached_property
    def name(self) -> str:
        """Name of the account; of a guest the one on the newest order."""
        if self.facts is not None:
            return self.facts.name
        with get_host().reading(self.context) as alias:
            orders = find_orders(self.owner, self.channels, using=alias).order_by("-placed_at", "-pk")
            return orders.values_list("customer_name", flat=True).first() or ""


def status_of(context: Any, state: OrderState) -> OrderStatusDefinition | None:
    """Return the present status of an order; one that never got any has the default of its channel."""
    book = shop_statuses(context)
    if state.status_id is None:
        return book.default_for(state.channel)
    return book.by_pk.get(state.status_id)
