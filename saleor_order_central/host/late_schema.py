"""Builds a schema that exists already once more, without losing what Saleor hung on it."""

from typing import Any

_SLOTS = (
    "_query",
    "_mutation",
    "_subscription",
    "_type_map",
    "_directives",
    "_implementations",
    "_possible_type_map",
)
_FEDERATION_TYPES = frozenset({"_Any", "_Entity", "_Service"})


def root_types() -> tuple[Any, Any]:
    """Return the Query and Mutation that the built schema is made of."""
    from saleor.graphql import api

    return api.schema._query, api.schema._mutation


def rebuild_schema() -> None:
    """Build the schema again and pour it into the same object, which URLs, views and contexts hold on to."""
    from saleor.graphql import api

    schema = api.schema
    build = getattr(api, "build_federated_schema", None)
    if build is None:
        schema.build_typemap()
    else:
        _pour(_fresh_schema(api, schema, build), schema)
    _forget_parsed_queries(api)


def _fresh_schema(api: Any, schema: Any, build: Any) -> Any:
    """Build from the same parts; the builder adds federation types and the monitor wraps each resolver."""
    types = [one for one in schema.types or () if one._meta.name not in _FEDERATION_TYPES]
    fresh = build(
        schema._query,
        mutation=schema._mutation,
        subscription=schema._subscription,
        types=types,
        directives=schema._directives,
    )
    monitor = getattr(api, "monitor_fields_usage", None)
    if monitor is not None:
        monitor(fresh)
    return fresh


def _pour(source: Any, target: Any) -> None:
    target.__dict__.clear()
    target.__dict__.update(source.__dict__)
    for slot in _SLOTS:
        if hasattr(source, slot):
            setattr(target, slot, getattr(source, slot))


def _forget_parsed_queries(api: Any) -> None:
    """Documents that were validated against the old schema must be validated again."""
    backend = getattr(api, "backend", None)
    cache = getattr(backend, "cache_map", None)
    if cache is not None:
        cache.clear()
