"""What lists of conversations are narrowed to and sorted by. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from ..errors import invalid
from ..listing.nesting import every_part
from ..listing.sorting import Sorting

SEARCH_LIMIT = 250
MOST_NAMED = 100


class ThreadSort(str, Enum):
    """Order of a list of conversations."""

    UPDATED_FIRST = "UPDATED_FIRST"
    UPDATED_LAST = "UPDATED_LAST"
    NEWEST_FIRST = "NEWEST_FIRST"
    OLDEST_FIRST = "OLDEST_FIRST"
    WAITING_LONGEST_FIRST = "WAITING_LONGEST_FIRST"


SORTINGS: dict[ThreadSort, Sorting] = {
    ThreadSort.UPDATED_FIRST: Sorting(("updated_at", "id"), True),
    ThreadSort.UPDATED_LAST: Sorting(("updated_at", "id"), False),
    ThreadSort.NEWEST_FIRST: Sorting(("created_at", "id"), True),
    ThreadSort.OLDEST_FIRST: Sorting(("created_at", "id"), False),
    ThreadSort.WAITING_LONGEST_FIRST: Sorting(("waiting_since", "id"), False),
}


@dataclass(frozen=True, slots=True)
class ThreadFilter:
    """What a list is narrowed to; all that is given must hold. None and empty mean no filter.

    Of `any_of` at least one must hold, of `all_of` each; what is searched for counts in the outermost one.
    """

    pks: Collection[int] | None = None
    statuses: Collection[str] | None = None
    assignee_pks: Collection[int] | None = None
    is_unassigned: bool | None = None
    contact_pks: Collection[int] | None = None
    channels: Collection[str] | None = None
    order_pks: Collection[Any] | None = None
    customer_email: str = ""
    is_waiting: bool | None = None
    is_unread: bool | None = None
    has_held_mail: bool | None = None
    has_order: bool | None = None
    updated_from: datetime | None = None
    updated_to: datetime | None = None
    search: str = ""
    all_of: "Sequence[ThreadFilter]" = ()
    any_of: "Sequence[ThreadFilter]" = ()

    def refuse_too_much(self) -> None:
        """Raise INVALID naming the field that names more than a list may, or `where` for too many parts."""
        for part in every_part(self):
            part._refuse_names()

    def _refuse_names(self) -> None:
        fields = (
            ("pks", "ids"),
            ("assignee_pks", "assignees"),
            ("contact_pks", "contacts"),
            ("channels", "channels"),
            ("order_pks", "orders"),
        )
        for name, field in fields:
            if len(getattr(self, name) or ()) > MOST_NAMED:
                raise invalid(field, f"At most {MOST_NAMED} are allowed.")
        if len(self.search) > SEARCH_LIMIT:
            raise invalid("search", f"At most {SEARCH_LIMIT} characters are allowed.")
