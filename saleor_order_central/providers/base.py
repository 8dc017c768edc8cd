"""What every provider of history offers. Pure.

A provider is asked for codes (`Asking`), calls us (`Calling`), or both. None of them touches the database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

from ..carrier_events.reports import ReportedEvent


class Trouble(str, Enum):
    """Why a provider gave no answer."""

    UNREACHABLE = "UNREACHABLE"
    TIMEOUT = "TIMEOUT"
    ADDRESS_REFUSED = "ADDRESS_REFUSED"
    UNAUTHORIZED = "UNAUTHORIZED"
    RATE_LIMITED = "RATE_LIMITED"
    SERVER_ERROR = "SERVER_ERROR"
    REQUEST_REFUSED = "REQUEST_REFUSED"
    REDIRECTED = "REDIRECTED"
    TOO_LARGE = "TOO_LARGE"
    UNREADABLE = "UNREADABLE"
    FAILED = "FAILED"


# What lies in the codes that were asked for, and not in the provider.
TROUBLE_WITH_CODES = frozenset({Trouble.REQUEST_REFUSED, Trouble.TOO_LARGE, Trouble.UNREADABLE})
# A provider that says so is well: the next codes need not wait.
TROUBLE_OF_CODES_ONLY = frozenset({Trouble.REQUEST_REFUSED})


class ProviderFault(Exception):
    """A provider gave no answer. `detail` is for staff and holds no secret; `retry_after` are seconds."""

    def __init__(self, trouble: Trouble, detail: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(f"{trouble.value}: {detail}")
        self.trouble = trouble
        self.detail = detail
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Asked:
    """A normalised code to ask for, and its carrier; `etag` marked the last answer, "" for none."""

    code: str
    etag: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider knows of one code. `is_known` False: it has not seen the parcel yet.

    Without `events` although it is known, nothing has changed since the `etag` that was asked with.
    """

    events: tuple[ReportedEvent, ...] = ()
    etag: str = ""
    is_known: bool = True


Answers = Mapping[str, Answer]
"""Answers by code; a code that is missing was not answered."""


class Provider(Protocol):
    """`name` is stored with events and deliveries and never changes."""

    @property
    def name(self) -> str: ...

    def supports(self, code: str, carrier: str) -> bool:
        """Tell whether it knows a carrier's parcels; "" as code asks for the carrier at all. No network."""


class Asking(Provider, Protocol):
    """At most `batch` codes go into a request, and `pause` seconds pass between requests of all workers."""

    @property
    def batch(self) -> int: ...

    @property
    def pause(self) -> float: ...

    def fetch(self, asked: Sequence[Asked]) -> Answers:
        """Ask over the network. Raises ProviderFault; never called in a request of a customer."""


class Calling(Provider, Protocol):
    """Its calls are signed: `is_signed` reads the raw body, before anything is parsed."""

    def is_signed(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Compare the signature in constant time; without a secret nothing is signed."""

    def call_id(self, content: Mapping[str, Any]) -> str:
        """Return the provider's own id of a call, "" where it has none."""

    def tells_of_parcels(self, content: Mapping[str, Any]) -> bool:
        """Tell whether a call is about parcels; others are answered and forgotten."""

    def read_call(self, content: Mapping[str, Any]) -> list[ReportedEvent]:
        """Return the events of a call; parts of it that are none are left out. Never an error."""
