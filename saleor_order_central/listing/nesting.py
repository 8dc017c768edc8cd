"""Filters that are made of filters: all that is given must hold, and of `any_of` at least one. Pure."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from ..errors import invalid

MOST_DEEP = 6
MOST_PARTS = 50


class Nested(Protocol):
    """A filter with parts of its own kind."""

    @property
    def all_of(self) -> Sequence[Any]:
        """Parts of which each must hold."""

    @property
    def any_of(self) -> Sequence[Any]:
        """Parts of which at least one must hold."""


Filter = TypeVar("Filter", bound=Nested)


def every_part(wanted: Filter) -> list[Filter]:
    """Return a filter with all its parts, however deep. Raises INVALID naming `where` for too many."""
    found, level, depth = [wanted], [wanted], 0
    while level := [part for one in level for part in (*one.all_of, *one.any_of)]:
        found, depth = found + level, depth + 1
        if len(found) > MOST_PARTS + 1 or depth > MOST_DEEP:
            raise invalid("where", f"At most {MOST_PARTS} parts are allowed, nested {MOST_DEEP} deep.")
    return found
