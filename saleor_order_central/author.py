"""Who does something to an order."""

from dataclasses import dataclass
from enum import Enum


class AuthorType(str, Enum):
    """Role of whoever made an entry."""

    CUSTOMER = "CUSTOMER"
    STAFF = "STAFF"
    APP = "APP"
    SYSTEM = "SYSTEM"


@dataclass(frozen=True, slots=True)
class Author:
    """A staff user, an app or the plugin itself. `app_name` is kept as text: apps are removed over time."""

    type: AuthorType
    user_pk: int | None = None
    app_name: str = ""


SYSTEM = Author(AuthorType.SYSTEM)
