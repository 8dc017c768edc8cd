"""Joining the schema: once, all or nothing, with query costs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene
import pytest
from graphql.language.parser import parse

from saleor_order_central.graphql.contract import built_schema
from saleor_order_central.graphql.install import COSTS, additions, install_schema
from saleor_order_central.host import schema as host_schema
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.host.schema import SchemaAdditions, SchemaCollision, host_type, install


def free() -> dict[str, graphene.Field]:
    return {"order_central_probe": graphene.Field(graphene.String)}


def taken(name: str) -> dict[str, graphene.Field]:
    return free() | {name: graphene.Field(graphene.String)}


@pytest.fixture
def schema() -> Any:
    return built_schema()


@pytest.fixture(params=["in time", "late"])
def targets(request: pytest.FixtureRequest, schema: Any, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The types that get fields, in a process that believes to be in time or late."""
    from saleor.graphql.order.schema import OrderMutations, OrderQueries

    if request.param == "late":
        return [host_type("Order"), schema._query, schema._mutation]
    monkeypatch.setattr(host_schema, "SCHEMA_MODULE", "saleor.not_built_yet")
    return [host_type("Order"), OrderQueries, OrderMutations]


@pytest.fixture
def state(targets: list[Any], schema: Any) -> Callable[[], list[Any]]:
    """Return everything that joining may change."""

    def read() -> list[Any]:
        fields = [dict(one._meta.fields) for one in targets]
        attributes = [set(vars(one)) for one in targets]
        return [fields, attributes, schema.get_type_map(), cost_map()]

    return read


def cost_map() -> dict[str, dict[str, Any]]:
    if not is_saleor_3():
        return {}
    from saleor.graphql.query_cost_map import COST_MAP

    return {owner: dict(fields) for owner, fields in COST_MAP.items()}


def test_joining_twice_changes_nothing(state: Callable[[], list[Any]]) -> None:
    # given
    before = state()
    # when
    install_schema()
    # then
    assert state() == before


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        pytest.param({"order": taken("number")}, "number exists on Order", id="order"),
        pytest.param({"query": taken("order_by_token")}, "order_by_token exists on", id="query"),
        pytest.param({"mutation": taken("order_cancel")}, "order_cancel exists on", id="mutation"),
    ],
)
def test_taken_name_leaves_nothing_behind(
    state: Callable[[], list[Any]], wanted: dict[str, dict[str, graphene.Field]], message: str
) -> None:
    # given
    before = state()
    new = {"order": free(), "query": free(), "mutation": free()} | wanted
    costs = {"Order": {"orderCentralProbe": {"complexity": 1}}}
    # when
    with pytest.raises(SchemaCollision, match=message):
        install(SchemaAdditions(costs=costs, **new))
    # then
    assert state() == before


def test_our_own_names_are_taken_afterwards(state: Callable[[], list[Any]]) -> None:
    # given
    before = state()
    # when
    with pytest.raises(SchemaCollision, match="The field order_central exists on Order already"):
        install(additions())
    # then
    assert state() == before


@pytest.mark.parametrize("bare", [graphene.String(), graphene.List(graphene.String)], ids=["scalar", "list"])
def test_bare_types_become_fields(bare: Any, schema: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A built type reads its map only, and there a bare list cannot be read."""
    # given
    order, query, mutation = (
        type(name, (graphene.ObjectType,), {"it": graphene.Int()}) for name in ("Order", "Query", "Mutation")
    )
    monkeypatch.setattr(host_schema, "host_type", lambda name: order)
    monkeypatch.setattr(host_schema, "root_types", lambda: (query, mutation))
    monkeypatch.setattr(host_schema, "rebuild_schema", lambda: None)
    # when
    install(SchemaAdditions(order={"probe": bare}, query={"probe": bare}, mutation={"probe": bare}))
    # then
    built = graphene.Schema(query=query, mutation=mutation, types=[order]).get_type_map()
    assert {str(built[name].fields["probe"].type) for name in ("Order", "Query", "Mutation")} == {
        "String" if isinstance(bare, graphene.String) else "[String]"
    }


def test_only_agreed_types_of_the_host_are_given_out() -> None:
    assert [host_type(name)._meta.name for name in ("Order", "OrderLine", "User", "Money")] == [
        "Order",
        "OrderLine",
        "User",
        "Money",
    ]
    with pytest.raises(ValueError, match="Product is not a host type"):
        host_type("Product")


# Saleor 2.10 does not weigh queries.
if is_saleor_3():

    def test_costs_are_in_the_map_of_the_host() -> None:
        found = cost_map()

        assert {
            owner: {name: found[owner][name] for name in fields} for owner, fields in COSTS.items()
        } == COSTS
        assert len(found["Query"]) > len(COSTS["Query"])
        assert len(found["Order"]) > len(COSTS["Order"])

    @pytest.mark.parametrize(
        ("query", "cost"),
        [
            pytest.param('{ orderCentral(id: "1") { number } }', 5, id="one-order"),
            pytest.param(
                "{ orders(first: 10) { edges { node { orderCentral { number } } } } }", 60, id="orders"
            ),
            pytest.param("{ orderStatusDefinitions(first: 50) { totalCount } }", 50, id="page"),
            pytest.param("{ orderStatusDefinitions(last: 50) { totalCount } }", 50, id="page-backwards"),
            pytest.param(
                '{ orderCentral(id: "1") { history(first: 30) { edges { node { user { id } } } } } }',
                5 + 30 + 30,
                id="page-with-rows",
            ),
            pytest.param('{ orderCentralsByTrackingCode(code: "1") { number } }', 100, id="lookup"),
        ],
    )
    def test_weight_of_a_query(schema: Any, query: str, cost: int) -> None:
        from graphql.validation import validate
        from saleor.graphql.core.validators.query_cost import CostValidator
        from saleor.graphql.query_cost_map import COST_MAP

        # given
        validator = CostValidator(50_000, variables={}, cost_map=COST_MAP)
        # when
        errors = validate(schema, parse(query), [validator])
        # then
        assert (errors, validator.cost) == ([], cost)
