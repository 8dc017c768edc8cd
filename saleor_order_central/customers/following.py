"""Keeps the rows of the customer list as Saleor's rows are; every run may be repeated.

The rows are copies. Whoever writes one locks it first and reads Saleor's rows then, so that of two workers
the later one writes what is true.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.core.cache import cache
from django.db import transaction

from ..host import get_host
from ..host.customer_facts import CustomerFacts, OrderSum
from ..listing.words import search_words
from .figures import Total, totals_of
from .models import CustomerState, CustomerTotal

CHUNK = 500
AT_ONCE = 5_000
WHOLE_SHOP = 0
# Looking for accounts without a row reads the whole table; once none was left, a day passes first.
COMPLETE_KEY = "saleor_order_central:customers_complete"
COMPLETE_SECONDS = 24 * 3600
_LIMITS = {one.name: one.max_length for one in CustomerState._meta.concrete_fields}
COLUMNS = (
    "email",
    "name",
    "registered_at",
    "last_login_at",
    "last_seen_at",
    "is_active",
    "is_customer",
    "orders_count",
    "last_order_at",
    "search_words",
)


def follow_orders(order_pks: Iterable[Any]) -> int:
    """Take the customers of some orders up anew; returns how many differed."""
    return follow_customers(get_host().customers_of(order_pks))


def list_unlisted(limit: int = AT_ONCE) -> int:
    """Take up accounts that were made before the plugin came, newest first; returns how many there were."""
    if cache.get(COMPLETE_KEY):
        return 0
    pks = get_host().unlisted_customer_pks(limit)
    follow_customers(pks)
    if len(pks) < limit:
        cache.set(COMPLETE_KEY, True, COMPLETE_SECONDS)
    return len(pks)


def follow_customers(user_pks: Iterable[int]) -> int:
    """Write the rows of some accounts anew, with a constant number of statements for each 500.

    Returns how many differed. Accounts that are gone are passed over: their rows went with them.
    """
    pks, changed = iter(user_pks), 0
    while chunk := sorted(islice(pks, CHUNK)):
        with transaction.atomic():
            changed += _follow_chunk(chunk)
    return changed


def _follow_chunk(user_pks: list[int]) -> int:
    host = get_host()
    known = host.load_customers(user_pks, using="default")
    CustomerState.objects.bulk_create(map(_fresh, known.values()), ignore_conflicts=True)
    rows = CustomerState.objects.select_for_update().filter(pk__in=list(known)).order_by("pk").in_bulk()
    facts = host.load_customers(rows, using="default")
    sums: dict[int | None, list[OrderSum]] = defaultdict(list)
    for one in host.sum_orders_of(rows, using="default"):
        sums[one.user_pk].append(one)
    changed = [
        row for pk, row in rows.items() if pk in facts and _fill(row, _values(facts[pk], sums.get(pk, ())))
    ]
    if changed:
        CustomerState.objects.bulk_update(changed, COLUMNS)
    differing = _write_totals({pk: _totals(sums.get(pk, ())) for pk in rows})
    return len({row.pk for row in changed} | differing)


def _fresh(facts: CustomerFacts) -> CustomerState:
    """A row that differs from what will be written, so that a new account counts as changed."""
    since = facts.registered_at
    return CustomerState(user_id=facts.pk, registered_at=since, last_seen_at=since)


def _values(facts: CustomerFacts, sums: Iterable[OrderSum]) -> dict[str, Any]:
    total = totals_of(sums)
    return {
        "email": facts.email.lower()[: _LIMITS["email"]],
        "name": facts.name[: _LIMITS["name"]],
        "registered_at": facts.registered_at,
        "last_login_at": facts.last_login_at,
        "last_seen_at": facts.last_login_at or facts.registered_at,
        "is_active": facts.is_active,
        "is_customer": total.orders_count > 0 or not facts.is_staff,
        "orders_count": total.orders_count,
        "last_order_at": total.last_order_at,
        "search_words": search_words((facts.email, facts.name)),
    }


def _fill(row: CustomerState, values: dict[str, Any]) -> bool:
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _totals(sums: Iterable[OrderSum]) -> dict[tuple[int, str], Total]:
    """Return what is stored, by channel and currency: each channel, and the whole shop."""
    found: dict[tuple[int, str], Total] = {}
    parts = list(sums)
    for currency in {one.currency for one in parts}:
        own = [one for one in parts if one.currency == currency]
        found[WHOLE_SHOP, currency] = totals_of(own)
        for channel_pk in {one.channel_pk for one in own} - {WHOLE_SHOP}:
            found[channel_pk, currency] = totals_of(one for one in own if one.channel_pk == channel_pk)
    return found


def _write_totals(wanted: dict[int, dict[tuple[int, str], Total]]) -> set[int]:
    """Replace the sums of customers whose stored ones differ, and return their keys."""
    stored: dict[int, dict[tuple[int, str], Total]] = {pk: {} for pk in wanted}
    for row in CustomerTotal.objects.filter(customer_id__in=list(wanted)):
        total = Total(row.orders_count, {row.currency: row.spent}, row.last_order_at)
        stored[row.customer_id][row.channel_pk, row.currency] = total
    differing = {pk for pk, totals in wanted.items() if totals != stored[pk]}
    if differing:
        CustomerTotal.objects.filter(customer_id__in=differing).delete()
        CustomerTotal.objects.bulk_create(
            CustomerTotal(
                customer_id=pk,
                channel_pk=channel_pk,
                currency=currency,
                orders_count=total.orders_count,
                spent=total.spent[currency],
                last_order_at=total.last_order_at,
            )
            for pk in sorted(differing)
            for (channel_pk, currency), total in wanted[pk].items()
        )
    return differing
