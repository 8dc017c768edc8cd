"""Prints our part of the host's schema: `python -m saleor_order_central.graphql.contract [--check|--write]`.

The text is the same on every host. Types of the host that ours mention are named, not printed.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from difflib import unified_diff
from importlib import import_module
from inspect import cleandoc
from json import dumps
from pathlib import Path
from typing import Any

import django
from graphene.utils.str_converters import to_camel_case
from graphql.language.printer import print_ast
from graphql.type.definition import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLUnionType,
    get_named_type,
)
from graphql.utils.ast_from_value import ast_from_value

from ..host.schema import SCHEMA_MODULE

HOST_TYPES = frozenset(
    {"DateTime", "Decimal", "Money", "Node", "Order", "OrderLine", "PageInfo", "Upload", "User"}
)
BUILT_IN_SCALARS = frozenset({"Boolean", "Float", "ID", "Int", "String"})
PACKAGE = Path(__file__).resolve().parent.parent
HEADER = (
    "# What Saleor Order Central adds to the API of Saleor. Printed from the code, do not edit:\n"
    "# python -m saleor_order_central.graphql.contract --write\n"
    f"# Types of Saleor that it mentions: {', '.join(sorted(HOST_TYPES))}.\n"
)
# In the order in which they are printed.
KINDS = {
    GraphQLObjectType: "type",
    GraphQLInterfaceType: "interface",
    GraphQLUnionType: "union",
    GraphQLInputObjectType: "input",
    GraphQLEnumType: "enum",
    GraphQLScalarType: "scalar",
}


def contract_file() -> Path:
    """Return where the contract is kept: inside an installed package, else beside it in a checkout."""
    carried = PACKAGE / "contract" / "schema.graphql"
    return carried if carried.exists() else PACKAGE.parent / "graphql" / "schema.graphql"


def built_schema() -> Any:
    """Return the host's one schema; Django must be set up."""
    return import_module(SCHEMA_MODULE).schema


def our_fields(schema: Any) -> dict[str, dict[str, Any]]:
    """Return the fields that we added to types of the host, as the schema has built them."""
    from .install import additions

    added = additions()
    wanted = {"Order": added.order, "Query": added.query, "Mutation": added.mutation}
    types = schema.get_type_map()
    return {
        owner: {name: types[owner].fields[name] for name in map(to_camel_case, fields)}
        for owner, fields in wanted.items()
        if fields
    }


def our_types(schema: Any) -> list[Any]:
    """Return every type that our fields lead to and the host does not own, by kind and name."""
    found: dict[str, Any] = {}
    waiting = [one for fields in our_fields(schema).values() for one in _named_by(fields)]
    while waiting:
        one = waiting.pop()
        if one.name in found or one.name in HOST_TYPES | BUILT_IN_SCALARS:
            continue
        found[one.name] = one
        waiting += mentioned_types(one)
    return sorted(found.values(), key=lambda one: (list(KINDS).index(_kind(one)), one.name))


def mentioned_types(one: Any) -> list[Any]:
    """Return the types that stand in the definition of a type."""
    return [*_part(one, "types"), *_part(one, "interfaces"), *_named_by(_part(one, "fields"))]


def printed_contract(schema: Any) -> str:
    """Return the whole contract as SDL."""
    extensions = (
        _definition(f"extend type {owner}", "", map(_field, fields, fields.values()))
        for owner, fields in our_fields(schema).items()
    )
    return "\n".join(
        [HEADER, *(f"{part}\n" for part in (*extensions, *map(printed_type, our_types(schema))))]
    )


def printed_type(one: Any) -> str:
    """Return the definition of one type."""
    head = f"{KINDS[_kind(one)]} {one.name}"
    if members := sorted(member.name for member in _part(one, "types")):
        head += f" = {' | '.join(members)}"
    if interfaces := sorted(each.name for each in _part(one, "interfaces")):
        head += f" implements {' & '.join(interfaces)}"
    return _definition(head, one.description, _members(one))


def _kind(one: Any) -> Any:
    return next(kind for kind in KINDS if isinstance(one, kind))


def _part(one: Any, name: str) -> Any:
    """Return a part that only some kinds of types have, and that core may hold as None."""
    return getattr(one, name, None) or {}


def _named_by(fields: dict[str, Any]) -> Iterator[Any]:
    """Yield the types of fields and of their arguments."""
    for field in fields.values():
        yield get_named_type(field.type)
        yield from (get_named_type(argument.type) for argument in _part(field, "args").values())


def _members(one: Any) -> Iterable[str]:
    if isinstance(one, GraphQLEnumType):
        return [
            f"{_description(value.description, '  ')}  {value.name}{_deprecation(value)}"
            for value in one.values
        ]
    if isinstance(one, GraphQLInputObjectType):
        return [_input_value(name, value, "  ") for name, value in one.fields.items()]
    return [_field(name, field) for name, field in _part(one, "fields").items()]


def _definition(head: str, description: str, members: Iterable[str]) -> str:
    body = "\n\n".join(members)
    return f"{_description(description, '')}{head}" + (f" {{\n{body}\n}}" if body else "")


def _field(name: str, field: Any) -> str:
    arguments = "\n".join(_input_value(key, one, "    ") for key, one in _part(field, "args").items())
    listed = f"(\n{arguments}\n  )" if arguments else ""
    return f"{_description(field.description, '  ')}  {name}{listed}: {field.type}{_deprecation(field)}"


def _input_value(name: str, value: Any, indent: str) -> str:
    default = value.default_value
    assigned = "" if default is None else f" = {print_ast(ast_from_value(default, value.type))}"
    return f"{_description(value.description, indent)}{indent}{name}: {value.type}{assigned}"


def _deprecation(member: Any) -> str:
    reason = member.deprecation_reason
    return f" @deprecated(reason: {dumps(reason, ensure_ascii=False)})" if reason else ""


def _description(text: str | None, indent: str) -> str:
    """Write a block string of one line where that is possible, with the line break that ends it."""
    if not text:
        return ""
    lines = cleandoc(text).replace('"""', '\\"""').splitlines()
    if len(lines) == 1 and not lines[0].endswith(('"', "\\")):
        return f'{indent}"""{lines[0]}"""\n'
    return "".join(f"{indent}{line}".rstrip() + "\n" for line in ('"""', *lines, '"""'))


def drift(text: str) -> str:
    """Return how the kept file differs from the text, empty when it does not."""
    file = contract_file()
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    before, after = kept.splitlines(keepends=True), text.splitlines(keepends=True)
    return "".join(unified_diff(before, after, str(file), "printed from the code"))


def main(arguments: list[str]) -> int:
    """Print, check or write the contract; a check that finds a difference returns 1."""
    parser = argparse.ArgumentParser(prog="contract", description=__doc__, allow_abbrev=False)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="compare with the kept file")
    choice.add_argument("--write", action="store_true", help="write the kept file")
    options = parser.parse_args(arguments)
    django.setup()
    text = printed_contract(built_schema())
    if options.write:
        contract_file().write_text(text, encoding="utf-8")
        return 0
    shown = drift(text) if options.check else text
    sys.stdout.write(shown)
    return 1 if options.check and shown else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
