"""A word planted wherever staff can hide one is found by staff, and by customers and guests nowhere at all.

The query is made from the schema: every field of ours that can be reached from an order's page, the lists
and the single reads, without naming them. A field that is added later is walked by itself.
"""

from __future__ import annotations

from typing import Any

import graphene
import pytest
from django.core import mail
from graphql.type.definition import (
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
)

from saleor_order_central.conversations import selectors
from saleor_order_central.conversations.forwarding import forward_outside, forward_to_colleague
from saleor_order_central.conversations.memos import add_memo
from saleor_order_central.conversations.models import OrderThread
from saleor_order_central.graphql.install import additions
from saleor_order_central.host import get_host
from saleor_order_central.host.access import MANAGE_ORDERS
from saleor_order_central.notifications.delivery import deliver_due
from tests.access.guests import grant
from tests.conftest import Api
from tests.conversations.conftest import TEXT_MARK, answer, customer_writes, staff, words
from tests.shop_rows import facts_of, make_order, make_user

DEPTH = 7
HOST_TYPES = {"Order", "OrderLine", "User", "Money"}


def schema() -> Any:
    from saleor.graphql.api import schema as found

    return found


@pytest.fixture
def planted(customer, staff_user, configure, settings):
    """Memos of both kinds, an internal file, and forwards with comments; all hold the mark."""
    configure(saleor_mails="off", reply_mailbox="reply@shop.example", anonymous_access="steps")
    order = make_order(user=customer)
    colleague = make_user("colleague@example.com", "order.manage_orders", is_staff=True)
    with get_host().allow_writer():
        customer_writes(order)
        answer(order, staff_user)
        marked = words(f"{TEXT_MARK} body", subject=f"{TEXT_MARK} subject", body_html=f"<b>{TEXT_MARK}</b>")
        add_memo(facts_of(order), marked, author=staff(staff_user))
        answer(order, staff_user, TEXT_MARK, show_to_customer=False)
        pk = OrderThread.objects.get(order=order).pk
        forward_to_colleague(
            pk, colleague.pk, permission=MANAGE_ORDERS, comment=TEXT_MARK, author=staff(staff_user)
        )
        forward_outside(pk, "depot@example.com", comment="No mark", author=staff(staff_user))
    return order


def arguments_of(name: str, field: Any, known: dict[str, str]) -> str | None:
    """Values for the arguments of a field, None when it needs one that nobody knows."""
    parts = []
    for argument, definition in field.args.items():
        if argument in ("first",):
            parts.append("first: 50")
        elif argument in known and f"{name}.{argument}" not in ("orderStatusDefinition.id",):
            parts.append(f"{argument}: {known[argument]}")
        elif isinstance(definition.type, GraphQLNonNull):
            return None
    return f"({', '.join(parts)})" if parts else ""


def selection(kind: Any, depth: int, path: tuple[str, ...] = ()) -> str:
    """Every field of a type of ours that can be asked without arguments, as deep as it goes."""
    if isinstance(kind, (GraphQLInterfaceType, GraphQLUnionType)):
        return "{ __typename }"
    if kind.name in HOST_TYPES:
        return "{ amount }" if kind.name == "Money" else "{ id }"
    parts = ["__typename"]
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        arguments = arguments_of(name, field, {})
        if arguments is None or inner.name in path:
            continue
        if not isinstance(inner, GraphQLObjectType):
            parts.append(f"{name}{arguments}")
        elif depth:
            parts.append(f"{name}{arguments} {selection(inner, depth - 1, (*path, kind.name))}")
    return "{ " + " ".join(parts) + " }"


def whole_queries(order: Any) -> dict[str, str]:
    """One query for each root field that can be asked with what is known of the order."""
    thread = OrderThread.objects.get(order=order)
    ids = {
        "orderCentral": graphene.Node.to_global_id("Order", order.pk),
        "orderThread": graphene.Node.to_global_id("OrderThread", thread.pk),
    }
    root = schema().get_query_type().fields
    found = {}
    for snake in additions().query:
        name = graphene.utils.str_converters.to_camel_case(snake)
        field = root[name]
        arguments = arguments_of(name, field, {"id": f'"{ids[name]}"'} if name in ids else {})
        if arguments is None:
            continue
        inner = get_named_type(field.type)
        body = selection(inner, DEPTH) if isinstance(inner, GraphQLObjectType) else ""
        found[name] = f"{{ {name}{arguments} {body} }}"
    found["searched"] = (
        f'{{ orderThreads(first: 50, search: "{TEXT_MARK}") {{ totalCount edges {{ node {{ id }} }} }} }}'
    )
    return found


def walk(api: Api, order: Any) -> dict[str, str]:
    """What each query answers, as text; errors of permission are answers too."""
    return {name: str(api.answer(query)) for name, query in whole_queries(order).items()}


def places_with_the_mark(api: Api, order: Any) -> set[str]:
    return {name for name, text in walk(api, order).items() if TEXT_MARK in text}


@pytest.fixture
def no_cost_limit(settings):
    """Whole queries cost more than one page would ever ask for."""
    settings.GRAPHQL_QUERY_MAX_COMPLEXITY = 0


def test_the_walk_reaches_what_staff_sees(planted, staff_api, no_cost_limit):
    assert places_with_the_mark(staff_api, planted) >= {"orderCentral", "orderThread", "orderThreads"}


def test_customers_and_guests_find_the_mark_nowhere(planted, customer_api, no_cost_limit):
    other = Api().sign_in(make_user("other@example.com"))
    assert places_with_the_mark(customer_api, planted) == set()
    assert places_with_the_mark(Api(), planted) == set()
    guest = Api()
    with get_host().allow_writer():
        guest.headers["HTTP_ORDER_CENTRAL_TOKEN"] = grant(planted)
    assert places_with_the_mark(guest, planted) == set()
    assert "Where is my parcel?" in walk(guest, planted)["orderThread"]
    assert places_with_the_mark(other, planted) == set()
    # the walk did read the customer's own page and conversation
    texts = walk(customer_api, planted)
    assert "Where is my parcel?" in texts["orderCentral"]
    assert "Where is my parcel?" in texts["orderThread"]
    assert "'totalCount': 0" in texts["searched"]


def test_no_mail_but_the_colleagues_holds_the_mark(planted):
    with get_host().allow_writer():
        deliver_due()
    marked = [letter.to for letter in mail.outbox if TEXT_MARK in str(letter.message())]
    assert marked == [["colleague@example.com"]]
    assert sorted(address for letter in mail.outbox for address in letter.to) == [
        "ana@example.com",
        "colleague@example.com",
        "depot@example.com",
    ]


def test_without_the_filter_the_walk_finds_the_mark(planted, customer_api, no_cost_limit, monkeypatch):
    """The net has no holes: with the one filter taken out, it catches what customers would see."""
    monkeypatch.setattr(selectors, "staff_only", list)
    assert places_with_the_mark(customer_api, planted) >= {"orderCentral", "orderThread", "orderThreads"}
