"""The sample orders as data: who bought, what staff did on which day, and what must come out of it.

Standard library only: the tour of the shop reads it too, outside of Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KEY = "scenario"
"""Name of the public metadata of an order that holds its story's key."""

STAFF_MARKER = "STAFF-ONLY-MARKER"
"""Stands in texts that no customer may ever see."""

TRUSTED_HOST = "track.parcels-demo.com"
CORREIOS_CODE = "QB473124829BR"
SECOND_CORREIOS_CODE = "PM618203756BR"
THIRD_CORREIOS_CODE = "QB908172638BR"
UPS_CODE = "1Z999AA10123456784"
SECOND_UPS_CODE = "1Z5R89390357567127"
PORTUGUESE_CODE = "RA473124829PT"
TRUSTED_HTTPS = f"https://{TRUSTED_HOST}/p/48213"
TRUSTED_HTTP = f"http://{TRUSTED_HOST}/p/48213"
UNKNOWN_LINK = "https://parcels.unlisted-courier.com/follow/48213"
UNKNOWN_CODE = "VAN-2-SHELF-B"


@dataclass(frozen=True)
class Person:
    """A customer with an account; the password is "password"."""

    email: str
    first_name: str
    last_name: str
    place: Mapping[str, str]

    @property
    def address(self) -> dict[str, str]:
        """The complete address, as Saleor takes it."""
        return {"firstName": self.first_name, "lastName": self.last_name, **self.place}


ANA = Person(
    "ana@example.com",
    "Ana",
    "Pereira",
    {
        "streetAddress1": "Rua Augusta 12",
        "city": "Lisboa",
        "postalCode": "1100-048",
        "country": "PT",
        "phone": "+351213456789",
    },
)
BRUNO = Person(
    "bruno@example.com",
    "Bruno",
    "Keller",
    {
        "streetAddress1": "Lindenstrasse 7",
        "city": "Berlin",
        "postalCode": "10115",
        "country": "DE",
        "phone": "+493012345678",
    },
)
PASSWORD = "password"
PEOPLE = (ANA, BRUNO)


@dataclass(frozen=True)
class CustomStatus:
    """A status of the merchant's own, with its label in Portuguese."""

    slug: str
    name: str
    type: str
    color: str
    label_pt: str


CUSTOM_STATUSES = (
    CustomStatus("engraving", "Engraving", "IN_PROGRESS", "#0e7490", "Em gravação"),
    CustomStatus(
        "collected-by-customer", "Collected by customer", "CONCLUDED", "#4d7c0f", "Levantada na loja"
    ),
)


@dataclass(frozen=True)
class Act:
    """One thing that was done, `days` before the midnight (UTC) that began today."""

    days: float
    verb: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Story:
    """One order: its acts, oldest first, and what the shop must show for it afterwards."""

    key: str
    title: str
    acts: tuple[Act, ...]
    current: str
    status: str
    presentations: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    customer: Person = ANA
    lines: tuple[tuple[str, int], ...] = (("Apple Juice", 2), ("Blue Hoodie", 1))
    is_shipped: bool = True
    needs_saleor_3: bool = False


def place(days: float) -> Act:
    """The order is placed."""
    return Act(days, "place")


def pay(days: float) -> Act:
    """The money is there."""
    return Act(days, "pay")


def invoice(days: float, number: str) -> Act:
    """An invoice is added."""
    return Act(days, "invoice", {"number": number})


def ship(days: float, code: str, line: int | None = None) -> Act:
    """Everything that is left goes out, or only one line of the order."""
    return Act(days, "ship", {"code": code, "line": line})


def track(days: float, code: str) -> Act:
    """The newest parcel gets a tracking text."""
    return Act(days, "track", {"code": code})


def status(days: float, slug: str, comment: str = "", visibility: str = "CUSTOMER") -> Act:
    """Staff changes the status."""
    return Act(days, "status", {"slug": slug, "comment": comment, "visibility": visibility})


def _shipped(key: str, title: str, days: float, code: str, presentation: str) -> Story:
    """Paid and sent in one parcel without an invoice: only the tracking text differs."""
    acts = (place(days), pay(days - 0.3), ship(days - 1.6, code))
    return Story(key, title, acts, "delivered", "sent", (presentation,), ("INVOICE_MISSING",))


_BEGINNING = (
    Story("placed", "Only placed", (place(0.3),), "paid", "received"),
    Story(
        "awaiting-bank-transfer",
        "Waits for a bank transfer",
        (
            place(2.4),
            status(2.3, "awaiting-payment", "Please transfer the total to PT50 0000 0000 0000 0000 0000 0."),
        ),
        "paid",
        "awaiting-payment",
    ),
    Story("paid", "Paid", (place(1.7), pay(1.2)), "preparing", "in-realisation"),
    Story(
        "paid-with-invoice",
        "Paid, with an invoice",
        (place(3.6), pay(3.5), invoice(3.1, "FT-2041")),
        "preparing",
        "in-realisation",
    ),
    Story(
        "picking",
        "Picked and packed",
        (place(4.4), pay(4.2), status(2.6, "waiting-for-dispatch", "Packed; the carrier comes tomorrow.")),
        "sent",
        "waiting-for-dispatch",
    ),
    Story(
        "engraving",
        "A status of the shop's own on the way",
        (place(5.5), pay(5.4), status(4.5, "engraving", "Your name is being engraved.")),
        "engraving",
        "engraving",
    ),
    Story(
        "staff-note",
        "With notes that only staff may read",
        (
            place(3.3),
            pay(3.2),
            Act(2.9, "note", {"message": f"{STAFF_MARKER}: Saleor's own note"}),
            Act(2.8, "event", {"subject": f"{STAFF_MARKER} subject", "message": f"{STAFF_MARKER} message"}),
            status(2.7, "waiting-for-dispatch", f"{STAFF_MARKER} comment", "STAFF"),
        ),
        "sent",
        "waiting-for-dispatch",
        customer=BRUNO,
    ),
)

_ON_THE_WAY = (
    Story(
        "sent-correios",
        "Sent with the code of a known carrier",
        (place(9.4), pay(9.1), invoice(8.9, "FT-2017"), ship(7.6, CORREIOS_CODE)),
        "delivered",
        "sent",
        ("MODAL_HISTORY",),
    ),
    _shipped("trusted-https", "Link to a trusted host", 8.4, TRUSTED_HTTPS, "EMBED"),
    _shipped("trusted-http", "The same link without encryption", 8.2, TRUSTED_HTTP, "NEW_TAB"),
    _shipped("unknown-link", "Link to a host that is not listed", 7.8, UNKNOWN_LINK, "NEW_TAB"),
    Story(
        "unknown-code",
        "A code that fits no carrier, typed later",
        (place(7.3), pay(7.1), ship(6.2, ""), track(5.9, UNKNOWN_CODE)),
        "delivered",
        "sent",
        ("HIDDEN",),
        ("INVOICE_MISSING",),
        customer=BRUNO,
    ),
    Story(
        "two-parcels",
        "Two parcels of two carriers",
        (
            place(10.6),
            pay(10.4),
            invoice(10.2, "FT-2011"),
            ship(8.7, SECOND_CORREIOS_CODE, line=0),
            ship(7.4, UPS_CODE, line=1),
        ),
        "delivered",
        "sent",
        ("MODAL_HISTORY", "MODAL_HISTORY"),
    ),
    Story(
        "partly-sent",
        "One parcel is sent, the rest is not",
        (place(4.8), pay(4.6), ship(2.2, THIRD_CORREIOS_CODE, line=0)),
        "sent",
        "in-realisation",
        ("MODAL_HISTORY",),
        customer=BRUNO,
    ),
)

_ENDED = (
    Story(
        "delivered-custom",
        "Concluded by a status of the shop's own",
        (
            place(14.5),
            pay(14.3),
            invoice(14.1, "FT-1988"),
            ship(12.6, SECOND_UPS_CODE),
            status(9.3, "collected-by-customer", "Thank you for coming by."),
        ),
        "delivered",
        "collected-by-customer",
        ("MODAL_HISTORY",),
    ),
    Story(
        "finalised-too-early",
        "Called delivered before anything was sent",
        (place(6.6), pay(6.4), status(5.7, "finalized")),
        "delivered",
        "finalized",
        warnings=("CONCLUDED_BEFORE_SHIPPED",),
    ),
    Story(
        "cancelled", "Canceled", (place(11.4), Act(10.8, "cancel")), "canceled", "canceled", customer=BRUNO
    ),
    Story(
        "returned-and-refunded",
        "Sent, returned and refunded",
        (
            place(18.5),
            pay(18.3),
            invoice(18.2, "FT-1953"),
            ship(16.6, ""),
            track(16.5, PORTUGUESE_CODE),
            Act(9.6, "return"),
            Act(8.6, "refund"),
        ),
        "refunded",
        "refunded",
        ("MODAL_HISTORY",),
        customer=BRUNO,
        needs_saleor_3=True,
    ),
    Story(
        "digital",
        "Nothing to ship",
        (place(2.9), pay(2.8), ship(2.7, "")),
        "delivered",
        "in-realisation",
        ("HIDDEN",),
        lines=(("Battle-tested at brands like Lush", 1),),
        is_shipped=False,
        needs_saleor_3=True,
    ),
)

STORIES = tuple(sorted((*_BEGINNING, *_ON_THE_WAY, *_ENDED), key=lambda story: -story.acts[0].days))


def stories_of(*, is_saleor_3: bool) -> tuple[Story, ...]:
    """The stories that a host can tell: 2.10 knows no returns and has no digital product in its sample."""
    return tuple(story for story in STORIES if is_saleor_3 or not story.needs_saleor_3)
