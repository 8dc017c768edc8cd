"""Parts of lists that hang on many owners at once: only rows of the parts are read, one statement a table.

A list is in order of time. At the same moment rows of an earlier table come first, then keys decide.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.expressions import RawSQL
from django.db.models.functions import RowNumber

# The keys of our tables end below 2**63.
_KEY = re.compile(r"[1-9][0-9]{0,17}")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of lists: `owner` is the column that says in which list a row is, `moment` that of its time.

    A row is called by its key after the `prefix`, which tells tables of one list apart.
    """

    rows: QuerySet[Any]
    owner: str
    moment: str
    prefix: str = ""

    def key_of(self, name: str) -> int | None:
        """Return the key of a row that is called so, None when no row of this table can be."""
        found = name.removeprefix(self.prefix)
        is_ours = name.startswith(self.prefix) and _KEY.fullmatch(found)
        return int(found) if is_ours else None


@dataclass(frozen=True, slots=True)
class Span:
    """`size` rows from the start or, backwards, from the end, of what lies between two rows."""

    size: int
    backwards: bool
    after: str | None = None
    before: str | None = None

    @property
    def bounds(self) -> list[tuple[str, str]]:
        """The names of the rows that bound it, with how other rows compare to them."""
        named = (("gt", self.after), ("lt", self.before))
        return [(way, name) for way, name in named if name is not None]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one list, oldest first, and whether there are more where the span stopped."""

    rows: list[Any]
    has_more: bool

    def newest_first(self) -> "Part":
        """Return it the other way round."""
        return Part(self.rows[::-1], self.has_more)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a row stands."""

    owner: Any
    moment: datetime
    place: int
    pk: int


def load_parts(tables: Sequence[Table], owners: Collection[Any], span: Span) -> dict[Any, Part]:
    """Return the part of each owner's list; lists without the rows that bound the span are left out."""
    marks = _find_marks(tables, {name for _way, name in span.bounds})
    bounds = [(way, marks.get(name)) for way, name in span.bounds]
    known = [one for one in owners if all(mark is not None and mark.owner == one for _way, mark in bounds)]
    found: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
    for place, table in enumerate(tables):
        rows = table.rows.filter(**{f"{table.owner}__in": known})
        for way, mark in bounds:
            rows = rows.filter(_beyond(table, place, mark, way)) if mark else rows
        for row in _first_rows(table, rows, span):
            item = (getattr(row, table.moment), place, row.pk, row)
            found[getattr(row, table.owner)].append(item)
    return {owner: _part(found[owner], span) for owner in known}


def count_rows(tables: Sequence[Table], owners: Collection[Any]) -> dict[Any, int]:
    """Return how many rows each owner's list has, 0 for an empty one."""
    found = dict.fromkeys(owners, 0)
    for table in tables:
        rows = table.rows.filter(**{f"{table.owner}__in": list(owners)}).order_by()
        for owner, count in rows.values_list(table.owner).annotate(count=Count("pk")):
            found[owner] += count
    return found


def _find_marks(tables: Sequence[Table], names: Collection[str]) -> dict[str, _Mark]:
    found = {}
    for place, table in enumerate(tables):
        keys = {key: name for name in names if (key := table.key_of(name)) is not None}
        if keys:
            rows = table.rows.filter(pk__in=list(keys)).values_list(table.owner, table.moment, "pk")
            for owner, moment, pk in rows:
                found[keys[pk]] = _Mark(owner, moment, place, pk)
    return found


def _beyond(table: Table, place: int, mark: _Mark, way: str) -> Q:
    same, beyond = Q(**{table.moment: mark.moment}), Q(**{f"{table.moment}__{way}": mark.moment})
    if place == mark.place:
        return beyond | same & Q(**{f"pk__{way}": mark.pk})
    return beyond | same if (place > mark.place) == (way == "gt") else beyond


def _first_rows(table: Table, rows: QuerySet[Any], span: Span) -> QuerySet[Any]:
    """Return one row of each list more than wanted, in no order.

    The ranking is a statement in the statement: Django 3.2 cannot filter by a window.
    """
    order = [F(name).desc() if span.backwards else F(name).asc() for name in (table.moment, "pk")]
    number = Window(RowNumber(), partition_by=[F(table.owner)], order_by=order)
    ranked = rows.order_by().annotate(row_key=F("pk"), row_number=number).values("row_key", "row_number")
    try:
        sql, values = ranked.query.get_compiler(rows.db).as_sql()
    except EmptyResultSet:
        return rows.none()
    chosen = f"SELECT row_key FROM ({sql}) AS ranked WHERE row_number <= %s"
    return table.rows.filter(pk__in=RawSQL(chosen, (*values, span.size + 1)))


def _part(items: list[tuple[Any, ...]], span: Span) -> Part:
    items.sort(key=lambda item: item[:3], reverse=span.backwards)
    chosen = [item[3] for item in items[: span.size]]
    return Part(chosen[::-1] if span.backwards else chosen, len(items) > span.size)
