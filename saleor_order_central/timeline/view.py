"""What a timeline looks like to whoever shows it: plain values, no ORM, no GraphQL."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from ..author import AuthorType
from ..carrier_events.checkpoints import Checkpoint
from ..host.facts import InvoiceFacts, ShipmentFacts
from ..tracking import TrackingClassification


class StepCode(str, Enum):
    """Step of the customer's timeline (000-20 … 000-23, 001-08)."""

    PLACED = "PLACED"
    PAID = "PAID"
    PREPARING = "PREPARING"
    SENT = "SENT"
    DELIVERED = "DELIVERED"
    CANCELED = "CANCELED"
    RETURNED = "RETURNED"
    REFUNDED = "REFUNDED"
    CUSTOM = "CUSTOM"


class StepState(str, Enum):
    """State of a step; exactly one step of a timeline is the current one (000-10)."""

    DONE = "DONE"
    CURRENT = "CURRENT"
    PENDING = "PENDING"
    SKIPPED = "SKIPPED"
    FAILED = "FAILED"


class WarningCode(str, Enum):
    """Doubt about a timeline, for staff only."""

    CONCLUDED_BEFORE_SHIPPED = "CONCLUDED_BEFORE_SHIPPED"
    TRACKING_MISSING = "TRACKING_MISSING"
    SHIP_DATE_MISSING = "SHIP_DATE_MISSING"
    PAYMENT_MISSING = "PAYMENT_MISSING"
    STATUS_TYPE_MISSING = "STATUS_TYPE_MISSING"
    INVOICE_MISSING = "INVOICE_MISSING"
    CANCELED_AFTER_SHIPPED = "CANCELED_AFTER_SHIPPED"
    LATE = "LATE"
    CARRIER_CONFLICT = "CARRIER_CONFLICT"
    CARRIER_MISMATCH = "CARRIER_MISMATCH"
    EVENT_BEFORE_SHIPPED = "EVENT_BEFORE_SHIPPED"


class EntryKind(str, Enum):
    """Kind of a history entry, also used as the source of a step's evidence."""

    STATUS_CHANGE = "STATUS_CHANGE"
    EVENT = "EVENT"
    STATUS_UNDO = "STATUS_UNDO"
    CORE_EVENT = "CORE_EVENT"
    INVOICE = "INVOICE"
    CARRIER_EVENT = "CARRIER_EVENT"
    RETURN = "RETURN"
    MESSAGE = "MESSAGE"
    REFUND = "REFUND"
    WITHDRAWAL = "WITHDRAWAL"
    MEMO = "MEMO"


class Visibility(str, Enum):
    """Who may see an entry: customer and staff, or staff only."""

    CUSTOMER = "CUSTOMER"
    STAFF = "STAFF"


@dataclass(frozen=True, slots=True)
class StatusView:
    """A status definition as the builder sees it. `type` and `fact` are the values of the model's choices.

    type: "IN_PROGRESS", "CONCLUDED", "CANCELED" or None; fact: "NONE", "PAID", "PREPARING", "READY_TO_SHIP",
    "SENT", "DELIVERED", "CANCELED", "REFUNDED".
    """

    pk: int
    slug: str
    label: str
    kind: str
    type: str | None
    fact: str
    is_customer_visible: bool
    source_label: str = ""
    """The customer's label before translation, to tell an edited one."""


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """One of our own history rows. `status_to` is None when the definition was deleted: the texts remain."""

    pk: int
    kind: EntryKind
    date: datetime
    visibility: Visibility
    author_type: AuthorType
    subject: str = ""
    message: str = ""
    user_pk: int | None = None
    app_name: str = ""
    status_from: StatusView | None = None
    status_to: StatusView | None = None
    status_from_label: str = ""
    status_to_label: str = ""
    status_from_customer_label: str = ""
    status_to_customer_label: str = ""
    is_undone: bool = False
    return_pk: int | None = None
    message_html: str = ""
    message_pk: int | None = None


@dataclass(frozen=True, slots=True)
class MemoView:
    """A note of staff, for staff; it is read for nobody else."""

    pk: int
    date: datetime
    author_type: AuthorType
    subject: str
    message: str
    message_html: str = ""
    user_pk: int | None = None
    app_name: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A shipment with the decision about its tracking text (000-28 … 000-36)."""

    id: str
    shipment: ShipmentFacts
    tracking: TrackingClassification
    checkpoint: Checkpoint | None = None

    @property
    def code(self) -> str:
        """Code or link exactly as it was typed (001-17)."""
        return self.shipment.code


@dataclass(frozen=True, slots=True)
class Evidence:
    """The fact that decided a step (B-01).

    `object_id` names a row: "entry:12", "event:7", "parcel:fulfillment-3", or "order" for the order itself.
    `visibility` is STAFF when the row, or the status it set, is kept from customers.
    """

    source: EntryKind
    object_id: str
    message: str
    date: datetime | None
    visibility: Visibility = Visibility.CUSTOMER


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `missing` names the absent facts, for example ("code",) or ("shippedAt",)."""

    code: StepCode
    slug: str
    label: str
    state: StepState
    completed_at: datetime | None = None
    evidence: Evidence | None = None
    missing: tuple[str, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    invoice: InvoiceFacts | None = None
    duration_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class TimelineWarning:
    """Doubt for staff with the moment it began."""

    code: WarningCode
    message: str
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the feed, from our rows or Saleor's own history. `id` is stable and unique per order."""

    id: str
    kind: EntryKind
    date: datetime
    visibility: Visibility
    author_type: AuthorType
    subject: str
    message: str = ""
    user_pk: int | None = None
    app_name: str = ""
    status_from_label: str = ""
    status_to_label: str = ""
    status_from: StatusView | None = None
    status_to: StatusView | None = None
    core_type: str = ""
    parcel_id: str | None = None
    return_pk: int | None = None
    message_html: str = ""
    message_pk: int | None = None


@dataclass(frozen=True, slots=True)
class TimelineRules:
    """Settings that change the rules: see `config.Settings`."""

    strict_sent_step: bool = True
    paid_when_authorized: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Steps in order, the current one, the staff's warnings and everything that hangs on them."""

    steps: tuple[Step, ...]
    current: Step
    progress_percent: int
    status: StatusView | None
    status_changed_at: datetime | None
    customer_status: StatusView | None
    customer_status_changed_at: datetime | None
    parcels: tuple[Parcel, ...]
    invoice_links: tuple[InvoiceFacts, ...]
    warnings: tuple[TimelineWarning, ...] = ()
