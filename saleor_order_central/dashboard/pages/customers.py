"""Customers, and everything about one of them."""

from typing import Any

from django.http import HttpResponse

from ..paging import nodes, window
from ..visit import PageMissing, Visit


def customers(visit: Visit) -> HttpResponse:
    """Show customers with accounts; GET."""
    search = visit.request.GET.get("search", "")
    found = visit.one("customers", search=search or None, **window(visit.request.GET))
    return visit.page("customers.html", {"found": found, "customers": nodes(found), "search": search})


def customer(visit: Visit) -> HttpResponse:
    """Show one by the address `email`, or by `customerId` beside Saleor's own page; GET."""
    values = visit.request.GET
    named: dict[str, Any] = {
        name: values.get(key) for name, key in (("user", "customerId"), ("email", "email"))
    }
    if not any(named.values()):
        raise PageMissing
    wanted = {"user": named["user"]} if named["user"] else {"email": named["email"]}
    found = visit.one("customer", **wanted)
    context = {
        "customer": found,
        "orders": nodes(found["orders"]),
        "vouchers": nodes(found["vouchers"]),
        "products": nodes(found["productsBought"]),
    }
    return visit.page("customer.html", context)
