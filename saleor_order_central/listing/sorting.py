"""The orders in which lists can be read. Every one ends in the order's key, so that pages are exact. Pure."""

from enum import Enum
from typing import NamedTuple


class OrderSort(str, Enum):
    """Order of a list of orders."""

    NEWEST_FIRST = "NEWEST_FIRST"
    OLDEST_FIRST = "OLDEST_FIRST"
    NUMBER_ASCENDING = "NUMBER_ASCENDING"
    NUMBER_DESCENDING = "NUMBER_DESCENDING"
    TOTAL_ASCENDING = "TOTAL_ASCENDING"
    TOTAL_DESCENDING = "TOTAL_DESCENDING"
    STATUS_NEWEST_FIRST = "STATUS_NEWEST_FIRST"
    STATUS_OLDEST_FIRST = "STATUS_OLDEST_FIRST"
    CUSTOMER_ASCENDING = "CUSTOMER_ASCENDING"
    CUSTOMER_DESCENDING = "CUSTOMER_DESCENDING"


class Sorting(NamedTuple):
    """Columns to compare, all in one direction."""

    columns: tuple[str, ...]
    descending: bool


SORTINGS: dict[OrderSort, Sorting] = {
    OrderSort.NEWEST_FIRST: Sorting(("placed_at", "order_id"), True),
    OrderSort.OLDEST_FIRST: Sorting(("placed_at", "order_id"), False),
    OrderSort.NUMBER_ASCENDING: Sorting(("number_length", "number", "order_id"), False),
    OrderSort.NUMBER_DESCENDING: Sorting(("number_length", "number", "order_id"), True),
    OrderSort.TOTAL_ASCENDING: Sorting(("total", "order_id"), False),
    OrderSort.TOTAL_DESCENDING: Sorting(("total", "order_id"), True),
    OrderSort.STATUS_NEWEST_FIRST: Sorting(("last_change", "order_id"), True),
    OrderSort.STATUS_OLDEST_FIRST: Sorting(("last_change", "order_id"), False),
    OrderSort.CUSTOMER_ASCENDING: Sorting(("customer_name", "order_id"), False),
    OrderSort.CUSTOMER_DESCENDING: Sorting(("customer_name", "order_id"), True),
}
