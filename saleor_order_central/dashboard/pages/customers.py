"""Customers, and everything about one of them."""

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
    user, email = values.get("customerId"), values.get("email")
    if not user and not email:
        raise PageMissing
    found = visit.one("customer", **({"user": user} if user else {"email": email}))
    context = {
        "customer": found,
        "orders": nodes(found["orders"]),
        "vouchers": nodes(found["vouchers"]),
        "products": nodes(found["productsBought"]),
    }
    return visit.page("customer.html", context)
