"""Indexes of the order lists. Each serves both directions; the order's key at the end makes pages exact.

Sorts have one each. Filters by value carry the date, by which lists are sorted unless asked otherwise.
Switches have small ones for their rare side only: the common side is found fast by date alone.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce, Length


class WordVector(models.Func):
    """The words of a column as PostgreSQL searches them, without its parser: words stay as we cut them."""

    template = "array_to_tsvector(string_to_array(%(expressions)s, ' '))"


def number_length() -> Length:
    """Numbers are texts: the shorter one is the smaller one."""
    return Length("number")


def last_change() -> Coalesce:
    """An order without a status has the default one since it was placed."""
    return Coalesce("status_changed_at", "placed_at")


def _name(what: str) -> str:
    return f"order_central_list_{what}"


def _by_value(column: str, what: str) -> models.Index:
    return models.Index(fields=(column, "placed_at", "order"), name=_name(what))


def _rare(column: str, what: str, *, value: bool) -> models.Index:
    condition = models.Q(**{column: value})
    return models.Index(fields=("placed_at", "order"), condition=condition, name=_name(what))


LIST_INDEXES: tuple[models.Index, ...] = (
    models.Index(fields=("placed_at", "order"), name=_name("placed")),
    models.Index(number_length(), "number", "order", name=_name("number")),
    models.Index(fields=("total", "order"), name=_name("total")),
    models.Index(last_change(), "order", name=_name("changed")),
    models.Index(fields=("customer_name", "order"), name=_name("name")),
    _by_value("customer_email", "email"),
    _by_value("channel", "channel"),
    _by_value("payment_gateway", "gateway"),
    _by_value("status_type", "type"),
    _by_value("current_step", "step"),
    models.Index(
        fields=("external_reference",), condition=~models.Q(external_reference=""), name=_name("ref")
    ),
    models.Index(fields=("silent_at",), condition=models.Q(silent_at__isnull=False), name=_name("silent")),
    models.Index(fields=("late_at",), condition=models.Q(late_at__isnull=False), name=_name("due")),
    _rare("is_paid", "unpaid", value=False),
    _rare("is_sent", "unsent", value=False),
    _rare("is_delivered", "open", value=False),
    _rare("is_canceled", "canceled", value=True),
    _rare("is_refunded", "refunded", value=True),
    _rare("is_late", "late", value=True),
    _rare("has_message", "message", value=True),
    _rare("has_open_return", "return", value=True),
    GinIndex(WordVector("search_words"), name=_name("words")),
)
