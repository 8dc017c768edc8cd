"""Joins our fields to the host's one GraphQL schema, and names the few host types that we use.

Early path: before Saleor builds its schema, fields put on its classes become part of that build.
Late path (`late_schema`): another plugin has already imported the schema module.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import graphene
from graphene.types.utils import get_field_as
from prices import Money

from .late_schema import rebuild_schema, root_types

SCHEMA_MODULE = "saleor.graphql.api"


def global_id(type_name: str, pk: Any) -> str:
    """Name a row as the API does."""
    identifier: str = graphene.Node.to_global_id(type_name, pk)
    return identifier


def user_pk_of(identifier: str) -> int:
    """Return the key of the user that the API names. Raises ValueError for any other id."""
    kind, pk = graphene.Node.from_global_id(identifier)
    if kind != "User":
        raise ValueError(f"{identifier} is no user.")
    return int(pk)


class SchemaCollision(Exception):
    """A name that we need is taken by Saleor or by another plugin."""


@dataclass(slots=True)
class SchemaAdditions:
    """Fields that join the schema: on `Order`, `Query` and `Mutation`, with their query costs."""

    order: dict[str, graphene.Field] = field(default_factory=dict)
    query: dict[str, graphene.Field] = field(default_factory=dict)
    mutation: dict[str, graphene.Field] = field(default_factory=dict)
    costs: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    secrets: Mapping[str, set[str]] = field(default_factory=dict)
    """Fields by type whose answers no report of API calls may hold."""


def install(additions: SchemaAdditions) -> None:
    """Add the fields once per process. Raises SchemaCollision when a name is taken, and then adds none."""
    from saleor.graphql.order.schema import OrderMutations, OrderQueries

    order = host_type("Order")
    late = SCHEMA_MODULE in sys.modules
    query, mutation = root_types() if late else (OrderQueries, OrderMutations)
    mounts = [(order, additions.order), (query, additions.query), (mutation, additions.mutation)]
    for target, fields in mounts:
        _refuse_taken_names(target, fields)
    for target, fields in mounts:
        _attach(target, fields, inherited=not late and target is not order)
    if late:
        rebuild_schema()
    _register_costs(additions.costs)
    _register_secrets(additions.secrets)


def _refuse_taken_names(target: Any, fields: Mapping[str, graphene.Field]) -> None:
    for name in fields:
        if name in target._meta.fields:
            raise SchemaCollision(f"The field {name} exists on {target.__name__} already.")


def _attach(target: Any, fields: Mapping[str, graphene.Field], *, inherited: bool) -> None:
    """Put fields on a graphene type. Types that `Query` inherits from also hand over attributes.

    A built type reads its map only, where a bare `List` must have become a field already.
    """
    mounted = {name: get_field_as(one, graphene.Field) for name, one in fields.items()}
    target._meta.fields.update(mounted)
    if inherited:
        for name, one in mounted.items():
            setattr(target, name, one)


def _register_costs(costs: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
    """Saleor 3 weighs queries; fields that its map does not name would cost nothing."""
    try:
        from saleor.graphql.query_cost_map import COST_MAP
    except ImportError:
        return
    for type_name, fields in costs.items():
        COST_MAP.setdefault(type_name, {}).update(fields)


def _register_secrets(secrets: Mapping[str, set[str]]) -> None:
    """Saleor 3 reports API calls to apps that ask for it, and masks answers with fields that it knows of."""
    try:
        from saleor.webhook.observability.sensitive_data import SENSITIVE_GQL_FIELDS
    except ImportError:
        return
    for type_name, fields in secrets.items():
        SENSITIVE_GQL_FIELDS.setdefault(type_name, set()).update(fields)


def host_type(name: str) -> Any:
    """Return one of the host types that our contract may name: Order, OrderLine, User, Money, Upload."""
    if name in ("Order", "OrderLine"):
        from saleor.graphql.order import types as order_types

        return getattr(order_types, name)
    if name == "User":
        from saleor.graphql.account.types import User

        return User
    if name == "Money":
        from saleor.graphql.core.types import Money as MoneyType

        return MoneyType
    if name == "Upload":
        from saleor.graphql.core.types import Upload

        return Upload
    raise ValueError(f"{name} is not a host type that the contract may name.")


def date_time() -> Any:
    """Return the host's DateTime scalar: a schema may hold only one type of that name."""
    try:
        from saleor.graphql.core.scalars import DateTime
    except ImportError:
        return graphene.DateTime
    return DateTime


def decimal_number() -> Any:
    """Return the host's Decimal scalar: a schema may hold only one type of that name."""
    from saleor.graphql.core.scalars import Decimal as DecimalScalar

    return DecimalScalar


def money(amount: Decimal, currency: str) -> Money:
    """Return the value that the host's Money type resolves."""
    return Money(amount, currency)
