"""Queries and mutations made from the schema: every field of ours that can be reached, without naming them.

A field that is added later is walked by itself.
"""

from __future__ import annotations

import json
from typing import Any

import graphene
from graphql.type.definition import (
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
)

from saleor_order_central.conversations.models import OrderThread
from saleor_order_central.graphql.install import additions
from tests.conftest import Api

DEPTH = 7
HOST_TYPES = {"Order", "OrderLine", "User", "Money"}


def schema() -> Any:
    from saleor.graphql.api import schema as found

    return found


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


def whole_queries(order: Any, word: str) -> dict[str, str]:
    """One query for each root field that can be asked with what is known of the order, and a search."""
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
        f'{{ orderThreads(first: 50, search: "{word}") {{ totalCount edges {{ node {{ id }} }} }} }}'
    )
    return found


def unasked() -> set[str]:
    """Root fields that the walk leaves out, as they need an argument that says nothing of an order."""
    names = {graphene.utils.str_converters.to_camel_case(one) for one in additions().query}
    root = schema().get_query_type().fields
    known = {name: {"id": '""'} for name in ("orderCentral", "orderThread")}
    return {name for name in names if arguments_of(name, root[name], known.get(name, {})) is None}


def whole_answers(order: Any) -> dict[str, str]:
    """The mutations of a customer in a conversation, which return all of it."""
    thread = graphene.Node.to_global_id("OrderThread", OrderThread.objects.get(order=order).pk)
    calls = {
        "orderThreadMarkAsRead": f'id: "{thread}"',
        "orderCustomerMessageSend": f'input: {{thread: "{thread}", body: "Thank you"}}',
    }
    root = schema().get_mutation_type().fields
    return {
        name: f"mutation {{ {name}({call}) {selection(get_named_type(root[name].type), DEPTH)} }}"
        for name, call in calls.items()
    }


def walk(api: Api, order: Any, word: str) -> dict[str, str]:
    """What each of them answers, as text; errors of permission are answers too."""
    asked = {**whole_queries(order, word), **whole_answers(order)}
    return {name: json.dumps(api.answer(query), ensure_ascii=False) for name, query in asked.items()}
