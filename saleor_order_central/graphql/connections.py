"""Cursor connections: `first`/`after` forwards, `last`/`before` backwards, by key and not by offset."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.db import DataError
from django.db.models import Q, QuerySet
from graphql import GraphQLError

from ..parts_of_lists import Part, Span

MAX_PAGE = 100


def page_arguments() -> dict[str, Any]:
    """Fresh arguments for one field: graphene ties each argument object to one place."""
    return {
        "first": graphene.Int(description="Number of items from the start, 100 at most."),
        "after": graphene.String(description="Items after this cursor."),
        "last": graphene.Int(description="Number of items from the end, 100 at most."),
        "before": graphene.String(description="Items before this cursor."),
    }


def connection_type(node: type[graphene.ObjectType]) -> type[graphene.ObjectType]:
    """Make `<Node>CountableConnection` with its edge type, as Saleor's own lists have them."""
    name = node._meta.name
    edge = type(
        f"{name}CountableEdge",
        (graphene.ObjectType,),
        {
            "node": graphene.Field(node, required=True, description="The item at the end of the edge."),
            "cursor": graphene.String(required=True, description="A cursor for use in pagination."),
            "Meta": type("Meta", (), {"description": f"One {name} in a list."}),
        },
    )
    return type(
        f"{name}CountableConnection",
        (graphene.ObjectType,),
        {
            "page_info": graphene.Field(
                graphene.relay.PageInfo, required=True, description="Pagination data for this connection."
            ),
            "edges": graphene.List(graphene.NonNull(edge), required=True, description="Items of the page."),
            "total_count": graphene.Int(description="A total count of items in the collection."),
            "Meta": type("Meta", (), {"description": f"Page of a list of {name}."}),
        },
    )


@dataclass(frozen=True, slots=True)
class Window:
    """A checked request for one page."""

    size: int
    backwards: bool
    after: tuple[Any, ...] | None
    before: tuple[Any, ...] | None


@dataclass(slots=True)
class Edge:
    """One item with its cursor."""

    node: Any
    cursor: str


@dataclass(slots=True)
class Page:
    """What a connection type resolves from; the count, or its promise, is only taken when it is asked for."""

    edges: list[Edge]
    page_info: graphene.relay.PageInfo
    count: Callable[[], Any]

    @property
    def total_count(self) -> Any:
        """Number of items in the whole collection."""
        return self.count()


def window(
    first: int | None = None, after: str | None = None, last: int | None = None, before: str | None = None
) -> Window:
    """Check the page arguments. Raises GraphQLError naming the argument at fault."""
    if first is not None and last is not None:
        raise GraphQLError("`first` and `last` cannot be used together.")
    name, size = ("last", last) if last is not None else ("first", first)
    if size is None:
        raise GraphQLError("Give `first` or `last`.")
    if not 0 < size <= MAX_PAGE:
        raise GraphQLError(f"`{name}` must be between 1 and {MAX_PAGE}.")
    return Window(size, last is not None, _decode("after", after), _decode("before", before))


def _encode(key: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(key), default=str).encode()).decode()


def _decode(name: str, cursor: str | None) -> tuple[Any, ...] | None:
    if not cursor:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor.encode()))
    except (binascii.Error, UnicodeError, ValueError, RecursionError) as error:
        raise GraphQLError(f"`{name}` is not a valid cursor.") from error
    if not isinstance(key, list):
        raise GraphQLError(f"`{name}` is not a valid cursor.")
    return tuple(key)


def page_of_sequence(items: Sequence[Any], key: Callable[[Any], str], wanted: Window) -> Page:
    """Cut a page out of items that are in memory and in order; `key` gives each item's unique id."""
    ids = [key(item) for item in items]
    start = _position(ids, wanted.after, default=-1) + 1
    end = _position(ids, wanted.before, default=len(items))
    chosen = (
        range(max(start, end - wanted.size), end)
        if wanted.backwards
        else range(start, min(end, start + wanted.size))
    )
    edges = [Edge(items[index], _encode([ids[index]])) for index in chosen]
    return _page(
        edges,
        bool(chosen) and chosen.start > 0,
        bool(chosen) and chosen.stop < len(items),
        lambda: len(items),
    )


def span_of(wanted: Window, *, newest_first: bool = False) -> Span:
    """Return a page as part of a list read oldest first. Cursors are ids, as in `page_of_sequence`."""
    after, before = _id_of(wanted.after), _id_of(wanted.before)
    if newest_first:
        return Span(wanted.size, not wanted.backwards, before, after)
    return Span(wanted.size, wanted.backwards, after, before)


def _id_of(cursor: tuple[Any, ...] | None) -> str | None:
    if cursor is not None and not (cursor and isinstance(cursor[0], str)):
        raise not_in_list()
    return None if cursor is None else cursor[0]


def page_of_part(
    part: Part | None, node: Callable[[Any], Any], wanted: Window, count: Callable[[], Any]
) -> Page:
    """Show a part that was read by `span_of`; `node` makes of a row what has its `id`.

    Raises GraphQLError for None: a cursor points elsewhere.
    """
    if part is None:
        raise not_in_list()
    nodes = [node(row) for row in part.rows]
    ends = (wanted.after is not None, wanted.before is not None)
    has_previous, has_next = (
        bool(nodes) and (is_cut or (part.has_more and wanted.backwards == is_start))
        for is_cut, is_start in zip(ends, (True, False), strict=True)
    )
    is_whole = not (part.has_more or any(ends))
    edges = [Edge(one, _encode([one.id])) for one in nodes]
    return _page(edges, has_previous, has_next, (lambda: len(nodes)) if is_whole else count)


def not_in_list() -> GraphQLError:
    """Return the error of a cursor of another list."""
    return GraphQLError("The cursor points at an item that is not in this list.")


def _position(ids: Sequence[str], cursor: tuple[Any, ...] | None, *, default: int) -> int:
    if cursor is None:
        return default
    try:
        return ids.index(cursor[0])
    except (ValueError, IndexError) as error:
        raise not_in_list() from error


def page_of_queryset(
    rows: QuerySet[Any], columns: Sequence[str], wanted: Window, *, descending: bool = False
) -> Page:
    """Read one page by key, sorted by `columns`, of which the last one is unique. One statement.

    All columns go in one direction and hold no nulls.
    """
    backwards = wanted.backwards != descending
    direction = [f"-{column}" for column in columns] if backwards else list(columns)
    found = _found(rows, columns, wanted, descending=descending, direction=direction)
    has_more = len(found) > wanted.size
    found = found[: wanted.size]
    if wanted.backwards:
        found.reverse()
    edges = [Edge(row, _encode([getattr(row, column) for column in columns])) for row in found]
    before, after = wanted.after is not None, wanted.before is not None
    has_previous, has_next = (has_more, after) if wanted.backwards else (before, has_more)
    return _page(edges, has_previous, has_next, rows.count)


def _found(
    rows: QuerySet[Any], columns: Sequence[str], wanted: Window, *, descending: bool, direction: list[str]
) -> list[Any]:
    """Read one row more than wanted. A cursor of another list may hold values that fit no column."""
    later, earlier = ("lt", "gt") if descending else ("gt", "lt")
    try:
        if wanted.after is not None:
            rows = rows.filter(_beyond(columns, wanted.after, later))
        if wanted.before is not None:
            rows = rows.filter(_beyond(columns, wanted.before, earlier))
        return list(rows.order_by(*direction)[: wanted.size + 1])
    except (ValidationError, ValueError, TypeError, ArithmeticError, DataError) as error:
        if wanted.after is None and wanted.before is None:
            raise
        raise GraphQLError("The cursor belongs to another list.") from error


def _beyond(columns: Sequence[str], key: Sequence[Any], direction: str) -> Q:
    """Rows whose key lies beyond: compared column by column, as a tuple would be.

    The bound on the first column alone says nothing new, but an index can start from it.
    """
    if len(key) != len(columns) or not all(type(one) in (str, int) for one in key):
        raise GraphQLError("The cursor belongs to another list.")
    condition = Q()
    for index, column in enumerate(columns):
        equal = Q(**{earlier: key[place] for place, earlier in enumerate(columns[:index])})
        condition |= equal & Q(**{f"{column}__{direction}": key[index]})
    return Q(**{f"{columns[0]}__{direction}e": key[0]}) & condition


def _page(edges: list[Edge], has_previous: bool, has_next: bool, count: Callable[[], Any]) -> Page:
    info = graphene.relay.PageInfo(
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
        has_previous_page=has_previous,
        has_next_page=has_next,
    )
    return Page(edges, info, count)
