"""Parts of filters that are joined by AND and OR."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import graphene

from ..errors import invalid

Part = TypeVar("Part")


def all_met(kind: Callable[[], Any]) -> graphene.List:
    """Return the field AND of a filter of this kind."""
    return graphene.List(graphene.NonNull(kind), description="Conditions that must all be met.")


def one_met(kind: Callable[[], Any]) -> graphene.List:
    """Return the field OR of a filter of this kind."""
    description = "Conditions of which at least one must be met."
    return graphene.List(graphene.NonNull(kind), description=description)


def parts_of(given: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any]], Part]) -> list[Part]:
    """Read the parts of AND or OR. Raises INVALID for one that lets everything through: nobody means it."""
    parts = given.get(name) or ()
    if not all(any(value is not None for value in part.values()) for part in parts):
        raise invalid("where", f"Each part of {name} needs a condition.")
    return [read(part) for part in parts]
