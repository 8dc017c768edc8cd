"""Prints as JSON what the schema of this process looks like: `python -m tests.host.schema_probe`."""

from __future__ import annotations

import json
import sys
from inspect import getsourcefile
from typing import Any

import django
import graphene
from django.apps import apps

from tests.host.early_importer import OUR_QUERY


def shape(schema: Any) -> dict[str, list[str]]:
    """Field names of every type that has any."""
    types = schema.get_type_map().items()
    return {name: sorted(one.fields) for name, one in types if getattr(one, "fields", None)}


def monitor_depths(api: Any, schema: Any) -> dict[str, int]:
    """How often Saleor's usage monitor is wrapped around each resolver that it watches."""
    monitor = getattr(api, "monitor_fields_usage", None)
    if monitor is None:
        return {}
    file = getsourcefile(monitor)
    found = {}
    for name, one in schema.get_type_map().items():
        for field_name, field in (getattr(one, "fields", None) or {}).items():
            depth = wrappers_from(file, getattr(field, "resolver", None))
            if depth:
                found[f"{name}.{field_name}"] = depth
    return found


def wrappers_from(file: str | None, resolver: Any) -> int:
    depth = 0
    while resolver is not None:
        code = getattr(resolver, "__code__", None)
        depth += code is not None and code.co_filename == file
        resolver = getattr(resolver, "__wrapped__", None)
    return depth


def holders(schema: Any) -> dict[str, bool]:
    """Modules of Saleor that hold a schema, and whether it is this one; so too the view behind the URL."""
    from django.urls import resolve

    in_view = resolve("/graphql/").func.view_initkwargs["schema"]  # imports the URLs, which hold one too
    found = {
        name: module.schema is schema
        for name, module in list(sys.modules.items())
        if name.startswith("saleor.") and isinstance(vars(module).get("schema"), graphene.Schema)
    }
    return found | {"the view": in_view is schema}


def answer(schema: Any, backend: Any) -> dict[str, Any]:
    """What our field answers through the cache of documents that Saleor's view uses."""
    result = schema.execute(OUR_QUERY, backend=backend)
    return {"data": result.data, "errors": [str(error) for error in result.errors or ()]}


def costs() -> dict[str, Any] | None:
    """Saleor's cost map, where there is one."""
    try:
        from saleor.graphql.query_cost_map import COST_MAP
    except ImportError:
        return None
    found: dict[str, Any] = COST_MAP
    return found


def early_import(schema: Any) -> dict[str, Any] | None:
    """What the other app has seen, when it is there."""
    app: Any = next((one for one in apps.get_app_configs() if one.label == "early_importer"), None)
    if app is None:
        return None
    return {"same schema": app.schema is schema, "cached documents": app.cached_documents}


def probe() -> dict[str, Any]:
    """Everything that the two ways of joining the schema must agree in, and what only the late one has."""
    from saleor.graphql import api

    from saleor_order_central.graphql.contract import printed_contract

    schema = api.schema
    backend = getattr(api, "backend", None)
    cached = None if backend is None else len(backend.cache_map)
    sdl = schema.execute("{ _service { sdl } }").data["_service"]["sdl"]
    return {
        "early import": early_import(schema),
        "cached documents": cached,
        "shape": shape(schema),
        "contract": printed_contract(schema),
        "service sdl": sdl,
        "monitor": monitor_depths(api, schema),
        "costs": costs(),
        "answer": answer(schema, backend),
        "holders": holders(schema),
    }


if __name__ == "__main__":
    django.setup()
    json.dump(probe(), sys.stdout)
