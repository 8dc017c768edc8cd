"""The rules that keep the package in order: who may import whom, who writes history, how large things get."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from math import ceil
from pathlib import Path
from typing import NamedTuple

import pytest

NAME = "saleor_order_central"
PACKAGE = Path(__file__).resolve().parents[1] / NAME
DOORS = {"plugin", "graphql", "center", "dashboard", "tasks", "management", "apps"}
# Folders that are no capability: the doors, the host, and what only Django reads.
OTHER_FOLDERS = DOORS | {"host", "migrations", "locale", "templates", "static", "contract", "__pycache__"}
PURE = {
    "": "formatted text",
    "listing": "nesting",
    "withdrawals": "actions kinds rules wording",
    "access": "client codes fields kinds masking reading tokens",
    "timeline": (
        "actions build carrier_doubts custom draft endings feed parcels proof situation steps trail view "
        "warnings wording"
    ),
    "tracking": (
        "carrier_table check_digits classify codes formats links lookalikes naming patterns reasons "
        "parcel_names shop_carriers splitting url_templates wording"
    ),
    "notifications": "locale_text messages render reply_address variables wording",
    "inbound_mail": "html_text mailgun quotes tnef",
    "conversations": "actions fields kinds thread_filter wording",
    "carrier_events": "checkpoints codes kinds reports signature summary wording",
    "promises": "days fields outlook problems windows",
    "parcels": "barcodes contents",
    "case_file": "values wording",
    "host": "assemble contacts event_kinds facts refund_facts refund_lines",
    "providers": "addresses aggregators base fields reading schedule wording",
    "readiness": (
        "channel_checks checks features findings graph history_checks shop text_checks workflow_checks"
    ),
    "attachments": "files pictures",
    "returns": "actions eligibility fees kinds policy_choice states wording",
}
PURE_MODULES = [f"{area}.{name}".lstrip(".") for area, names in PURE.items() for name in names.split()]
CREATORS = {"create", "bulk_create", "get_or_create", "update_or_create", "acreate", "abulk_create"}
CATCH_ALLS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "shared_utils"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


class Import(NamedTuple):
    """One imported name: `from ..tasks import one` in tracking.x is "tracking.x", ".tasks.one".

    The leading dot tells our own modules from libraries: one of ours is called like graphql-core.
    """

    module: str
    target: str
    line: int
    is_lazy: bool

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.target}"


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its name inside the package; "" is the package itself."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


@cache
def imports(module: str) -> list[Import]:
    """Everything that a module imports, inside functions too."""
    lazy = {id(one) for function in functions(module) for one in ast.walk(function)}
    found = []
    for one in ast.walk(tree(module)):
        for target in targets(module, one):
            own = target.removeprefix(NAME) if is_under(target, NAME) else target
            found.append(Import(module, own, getattr(one, "lineno", 0), id(one) in lazy))
    return found


def targets(module: str, node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        origin = node.module or ""
        if node.level:
            is_package = modules()[module].name == "__init__.py"
            parts = [NAME, *filter(None, module.split("."))]
            parts = parts[: len(parts) - node.level + is_package]
            origin = ".".join([*parts, *filter(None, [node.module])])
        yield from (f"{origin}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Call) and name_of(node.func) in {"import_module", "__import__"}:
        yield from (str(each.value) for each in node.args if isinstance(each, ast.Constant))


def name_of(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def functions(module: str) -> list[Function]:
    return [one for one in ast.walk(tree(module)) if isinstance(one, Function)]


def is_under(target: str, *roots: str) -> bool:
    return any(target == root or target.startswith(f"{root}.") for root in roots)


def in_capability(module: str) -> bool:
    folder = module.partition(".")[0]
    return (PACKAGE / folder).is_dir() and bool(folder) and folder not in OTHER_FOLDERS


def owner_of(target: str) -> str | None:
    """The module of ours that a target lies in: ".tasks.one" lies in "tasks"."""
    parts = target.split(".")[1:] if target.startswith(".") else []
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in modules()), None)


def is_door(one: Import) -> bool:
    return is_under(one.target, *(f".{door}" for door in DOORS))


def all_imports() -> Iterator[Import]:
    for module in modules():
        yield from imports(module)


def written(items: Iterator[Import]) -> list[str]:
    return sorted(str(one) for one in items)


def percentile(sizes: list[int], share: float) -> int:
    """The smallest size that this share of all does not exceed."""
    return sorted(sizes)[ceil(share * len(sizes)) - 1]


# Imports


def test_the_reader_of_imports_sees_them() -> None:
    """Rules over nothing would always hold."""
    found = {(one.module, one.target, one.is_lazy) for one in all_imports()}

    assert found >= {
        ("plugin", ".host.plugin_base.BasePlugin", False),
        ("apps", ".graphql.install.install_schema", True),
        ("host.detect", "saleor", True),
        ("graphql.queries", "graphql.GraphQLError", False),
        ("tracking.formats", ".tracking.formats.postal", False),
    }
    assert {module.partition(".")[0] for module in modules() if in_capability(module)} >= {
        "statuses",
        "timeline",
        "tracking",
    }


def test_only_the_host_layer_knows_saleor() -> None:
    found = [one for one in all_imports() if is_under(one.target, "saleor")]

    assert found
    assert written(one for one in found if not is_under(one.module, "host")) == []


def test_only_the_api_knows_graphene() -> None:
    libraries = ("graphene", "graphene_django", "graphql", "graphql_relay")
    allowed = ("graphql", "host.schema", "host.late_schema")
    found = [one for one in all_imports() if is_under(one.target, *libraries)]

    assert found
    assert written(one for one in found if not is_under(one.module, *allowed)) == []


def test_capabilities_import_no_door() -> None:
    """`tasks` is a door too; only what it queues after the commit may be asked for, and only when needed."""
    allowed = ".tasks.reclassify_after_commit"
    found = (one for one in all_imports() if in_capability(one.module) and is_door(one))

    assert written(one for one in found if not (one.target == allowed and one.is_lazy)) == []


def test_host_layer_imports_nothing_above_it() -> None:
    capabilities = {f".{module.partition('.')[0]}" for module in modules() if in_capability(module)}
    found = (one for one in all_imports() if is_under(one.module, "host"))

    assert written(one for one in found if is_door(one) or is_under(one.target, *capabilities)) == []


@pytest.mark.parametrize("pure", PURE_MODULES)
def test_pure_modules_reach_no_database(pure: str) -> None:
    """Neither the module, or one of its folder, nor any that it imports, at any distance."""
    waiting = [(module, module) for module in modules() if is_under(module, pure)]
    assert waiting
    seen: set[str] = set()
    while waiting:
        current, way = waiting.pop()
        for one in imports(current) if current not in seen else ():
            assert not is_under(one.target, "django.db", "django.contrib", "django.apps"), way
            owner = owner_of(one.target)
            waiting += [(owner, f"{way} > {owner}")] if owner else []
        seen.add(current)


# One writer


def test_only_history_creates_entries() -> None:
    """Be it through the class, one of its managers, or the entries of an order."""
    assert created_in("timeline.history") != []
    assert [one for module in modules() if module != "timeline.history" for one in created_in(module)] == []


def created_in(module: str) -> list[str]:
    if is_under(module, "migrations"):
        return []
    return [
        f"{module}:{node.lineno}"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and creates_entries(node.func)
    ]


def creates_entries(function: ast.expr) -> bool:
    if name_of(function) == "OrderEntry":
        return True
    return name_of(function) in CREATORS and bool(
        {name_of(part) for part in ast.walk(function)} & {"OrderEntry", "order_central_entries"}
    )


# Sizes and leftovers


def sized_modules() -> dict[str, int]:
    """Lines by module, without migrations and empty files."""
    lines = {
        name: len(path.read_text(encoding="utf-8").splitlines())
        for name, path in modules().items()
        if not is_under(name, "migrations")
    }
    return {name: count for name, count in lines.items() if count}


def sized_functions() -> dict[str, int]:
    return {
        f"{module}:{one.lineno} {one.name}": (one.end_lineno or one.lineno) - one.lineno + 1
        for module in modules()
        if not is_under(module, "migrations")
        for one in functions(module)
    }


def test_files_stay_small() -> None:
    sizes = sized_modules()

    assert {name: size for name, size in sizes.items() if size > 400} == {}
    assert percentile(list(sizes.values()), 0.5) <= 90
    assert percentile(list(sizes.values()), 0.9) <= 250


def test_functions_stay_small() -> None:
    sizes = sized_functions()

    assert {name: size for name, size in sizes.items() if size > 60} == {}
    assert percentile(list(sizes.values()), 0.5) <= 12
    assert percentile(list(sizes.values()), 0.9) <= 35


def test_functions_say_what_they_return() -> None:
    """All but those that graphene calls: resolvers and the bodies of mutations."""
    assert [
        f"{module}:{one.lineno} {one.name}"
        for module in modules()
        for one in functions(module)
        if one.returns is None and not (is_under(module, "graphql") and is_called_by_graphene(one))
    ] == []


def is_called_by_graphene(function: Function) -> bool:
    return function.name.startswith("resolve") or function.name in {"mutate", "perform"}


def test_no_module_is_a_catch_all() -> None:
    assert [name for name in modules() if set(name.split(".")) & CATCH_ALLS] == []


def test_nothing_is_left_to_do() -> None:
    assert [
        f"{name}: {word}"
        for name, path in modules().items()
        for word in ("TODO", "FIXME", "XXX")
        if word in path.read_text(encoding="utf-8")
    ] == []


def test_only_abstract_methods_are_not_implemented() -> None:
    """Such a method consists of its docstring and the error."""
    offenders = []
    for module in modules():
        abstract = {id(one.body[-1]) for one in functions(module) if is_abstract(one)}
        offenders += [
            f"{module}:{node.lineno}"
            for node in ast.walk(tree(module))
            if isinstance(node, ast.Raise) and raises_not_implemented(node) and id(node) not in abstract
        ]

    assert offenders == []


def is_abstract(function: Function) -> bool:
    body = function.body
    texts = [one for one in body[:-1] if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)]
    last = body[-1]
    return len(texts) == len(body) - 1 and isinstance(last, ast.Raise) and raises_not_implemented(last)


def raises_not_implemented(node: ast.Raise) -> bool:
    return any(name_of(part) == "NotImplementedError" for part in ast.walk(node))


def test_abstract_methods_have_bodies_elsewhere() -> None:
    every = [one for module in modules() for one in functions(module)]
    concrete = {one.name for one in every if not is_abstract(one)}

    assert [one.name for one in every if is_abstract(one) and one.name not in concrete] == []
