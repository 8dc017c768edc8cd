"""Steps, warnings and history entries as the API shows them."""

import graphene

from ..host.schema import date_time, host_type
from ..statuses.models import OrderStatusDefinition as OrderStatusRow
from ..timeline.view import StatusView
from .attachment_types import OrderAttachment
from .carrier_event_types import OrderDateRange, date_range
from .connections import connection_type
from .enums import (
    OrderEntryAuthorEnum,
    OrderEntryVisibilityEnum,
    OrderHistorySortEnum,
    OrderTimelineEntryKindEnum,
    OrderTimelineStepCodeEnum,
    OrderTimelineStepStateEnum,
    OrderTimelineWarningCodeEnum,
)
from .loaders import NotificationsLoader, UserLoader, loader
from .notification_types import OrderNotification
from .parcel_types import OrderInvoiceLink, OrderParcel, parcel_views
from .status_types import OrderStatusDefinition
from .thread_loaders import FilesLoader

DateTime = date_time()


class OrderTimelineEvidence(graphene.ObjectType):
    """Fact behind a step."""

    source = graphene.Field(OrderTimelineEntryKindEnum, required=True, description="Kind of fact.")
    object_id = graphene.String(description='Object that carries the fact, for example "entry:12".')
    message = graphene.String(description="Words for it.")
    date = DateTime(description="When it happened, if known.")

    @staticmethod
    def resolve_source(root, _info):
        return root.source.name


class OrderTimelineStep(graphene.ObjectType):
    """One step with its proof."""

    code = graphene.Field(OrderTimelineStepCodeEnum, required=True, description="Kind of step.")
    slug = graphene.String(required=True, description="Stable name, also of custom steps.")
    label = graphene.String(description="Text for the customer; null for callers who only see steps.")
    state = graphene.Field(OrderTimelineStepStateEnum, required=True, description="State of the step.")
    is_current = graphene.Boolean(
        required=True, description="Whether the order is here now; true for exactly one step."
    )
    completed_at = DateTime(description="When it was done, if known.")
    duration_minutes = graphene.Int(description="Whole minutes since the previous step was done.")
    evidence = graphene.Field(OrderTimelineEvidence, description="Fact that decided the state.")
    missing = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Names of the facts still missing, for example shippedAt or code.",
    )
    parcels = graphene.List(graphene.NonNull(OrderParcel), required=True, description="Parcels of this step.")
    invoice_link = graphene.Field(OrderInvoiceLink, description="Invoice shown at this step.")

    @staticmethod
    def resolve_code(root, _info):
        return root.step.code.name

    @staticmethod
    def resolve_slug(root, _info):
        return root.step.code.value.lower() if root.view.shows_steps_only else root.step.slug

    @staticmethod
    def resolve_label(root, _info):
        return None if root.view.shows_steps_only else root.step.label

    @staticmethod
    def resolve_state(root, _info):
        return root.step.state.name

    @staticmethod
    def resolve_is_current(root, _info):
        return root.step is root.view.timeline.current

    @staticmethod
    def resolve_completed_at(root, _info):
        return root.step.completed_at

    @staticmethod
    def resolve_duration_minutes(root, _info):
        return root.step.duration_minutes

    @staticmethod
    def resolve_evidence(root, _info):
        return None if root.view.shows_steps_only else root.step.evidence

    @staticmethod
    def resolve_missing(root, _info):
        return () if root.view.shows_steps_only else root.step.missing

    @staticmethod
    def resolve_parcels(root, _info):
        return () if root.view.shows_steps_only else parcel_views(root.view, root.step.parcels)

    @staticmethod
    def resolve_invoice_link(root, _info):
        return None if root.view.shows_steps_only else root.step.invoice


class StepView:
    """One step of one order as one caller may see it."""

    __slots__ = ("step", "view")

    def __init__(self, step, view) -> None:
        self.step = step
        self.view = view


class OrderTimeline(graphene.ObjectType):
    """Steps of one order."""

    steps = graphene.List(graphene.NonNull(OrderTimelineStep), required=True, description="Steps in order.")
    current = graphene.Field(OrderTimelineStep, required=True, description="The step where the order is now.")
    progress_percent = graphene.Int(required=True, description="Part done, 0 to 100.")
    promised_at = graphene.Field(
        OrderDateRange, description="Date range promised at purchase, from the days of the shipping method."
    )
    estimated_at = graphene.Field(OrderDateRange, description="Date range expected now, of all parcels.")
    is_late = graphene.Boolean(
        required=True, description="Whether a promise passed, or was given up, without a delivery."
    )

    @staticmethod
    def resolve_steps(root, _info):
        return [StepView(step, root) for step in root.timeline.steps]

    @staticmethod
    def resolve_current(root, _info):
        return StepView(root.timeline.current, root)

    @staticmethod
    def resolve_progress_percent(root, _info):
        return root.timeline.progress_percent

    @staticmethod
    def resolve_promised_at(root, _info):
        return date_range(root.promise.promised)

    @staticmethod
    def resolve_estimated_at(root, _info):
        return date_range(root.promise.expected)

    @staticmethod
    def resolve_is_late(root, _info):
        return root.late_since is not None


class OrderTimelineWarning(graphene.ObjectType):
    """Doubt about the timeline."""

    code = graphene.Field(OrderTimelineWarningCodeEnum, required=True, description="Kind of doubt.")
    message = graphene.String(required=True, description="Words for staff.")
    since = DateTime(description="Since when.")

    @staticmethod
    def resolve_code(root, _info):
        return root.code.name


class EntryView:
    """One history entry with what its resolvers need."""

    __slots__ = ("entry", "view")

    def __init__(self, entry, view) -> None:
        self.entry = entry
        self.view = view


class OrderHistoryEntry(graphene.ObjectType):
    """Entry of the order's history."""

    id = graphene.ID(required=True, description="The ID of the entry, unique within its order.")
    kind = graphene.Field(OrderTimelineEntryKindEnum, required=True, description="Kind of entry.")
    date = DateTime(required=True, description="When it happened.")
    visibility = graphene.Field(OrderEntryVisibilityEnum, required=True, description="Who may see it.")
    subject = graphene.String(description="Title.")
    message = graphene.String(description="Plain text.")
    author_type = graphene.Field(OrderEntryAuthorEnum, required=True, description="Who did it, by role.")
    user = graphene.Field(
        host_type("User"), description="User who did it. Null for callers without MANAGE_ORDERS."
    )
    app_name = graphene.String(description="App that did it. Null for callers without MANAGE_ORDERS.")
    status_from = graphene.Field(
        OrderStatusDefinition, description="Status before; null when it was deleted."
    )
    status_from_label = graphene.String(description="Name of the status before, also when it was deleted.")
    status_to = graphene.Field(OrderStatusDefinition, description="Status after; null when it was deleted.")
    status_to_label = graphene.String(description="Name of the status after, also when it was deleted.")
    core_type = graphene.String(
        description="Type of Saleor's own event. Null for callers without MANAGE_ORDERS."
    )
    parcel_id = graphene.ID(description="Id of the parcel concerned.")
    return_request_id = graphene.ID(description="Id of the return request concerned.")
    message_html = graphene.String(
        description="The message formatted: HTML that was cleaned; null when it is plain."
    )
    conversation_message_id = graphene.ID(description="Id of the message of the conversation, if it is one.")
    attachments = graphene.List(graphene.NonNull(OrderAttachment), required=True, description="Files.")
    notifications = graphene.List(
        graphene.NonNull(OrderNotification),
        description="Messages that the customer got of it, or why none. "
        "Null for callers without MANAGE_ORDERS.",
    )

    @staticmethod
    def resolve_id(root, _info):
        return graphene.Node.to_global_id("OrderHistoryEntry", root.entry.id)

    @staticmethod
    def resolve_kind(root, _info):
        return root.entry.kind.name

    @staticmethod
    def resolve_date(root, _info):
        return root.entry.date

    @staticmethod
    def resolve_visibility(root, _info):
        return root.entry.visibility.name

    @staticmethod
    def resolve_subject(root, _info):
        return root.entry.subject or None

    @staticmethod
    def resolve_message(root, _info):
        return root.entry.message or None

    @staticmethod
    def resolve_author_type(root, _info):
        return root.entry.author_type.name

    @staticmethod
    def resolve_user(root, info):
        if not root.view.is_staff or root.entry.user_pk is None:
            return None
        return loader(info.context, UserLoader).load(root.entry.user_pk)

    @staticmethod
    def resolve_app_name(root, _info):
        return root.entry.app_name or None if root.view.is_staff else None

    @staticmethod
    def resolve_status_from(root, _info):
        return _definition(root, root.entry.status_from)

    @staticmethod
    def resolve_status_from_label(root, _info):
        return root.entry.status_from_label or None

    @staticmethod
    def resolve_status_to(root, _info):
        return _definition(root, root.entry.status_to)

    @staticmethod
    def resolve_status_to_label(root, _info):
        return root.entry.status_to_label or None

    @staticmethod
    def resolve_core_type(root, _info):
        return root.entry.core_type or None if root.view.is_staff else None

    @staticmethod
    def resolve_parcel_id(root, _info):
        parcel_id = root.entry.parcel_id
        return None if parcel_id is None else graphene.Node.to_global_id("OrderParcel", parcel_id)

    @staticmethod
    def resolve_return_request_id(root, _info):
        pk = root.entry.return_pk
        return None if pk is None else graphene.Node.to_global_id("OrderReturnRequest", pk)

    @staticmethod
    def resolve_message_html(root, _info):
        return root.entry.message_html or None

    @staticmethod
    def resolve_conversation_message_id(root, _info):
        pk = root.entry.message_pk
        return None if pk is None else graphene.Node.to_global_id("OrderMessage", pk)

    @staticmethod
    def resolve_attachments(root, info):
        entry = root.entry
        kind, _, pk = entry.id.partition(":")
        owner = ("message", entry.message_pk) if entry.message_pk else (kind, pk)
        if owner[0] not in ("message", "memo", "entry"):
            return []
        return loader(info.context, FilesLoader).load((owner[0], int(owner[1])))

    @staticmethod
    def resolve_notifications(root, info):
        if not root.view.is_staff:
            return None
        found = loader(info.context, NotificationsLoader).load(root.view.facts.order_pk)
        return found.then(lambda rows: [row for row in rows if f"entry:{row.entry_id}" == root.entry.id])


def _definition(root: EntryView, status: StatusView | None) -> OrderStatusRow | None:
    """Return the status row, unless it is one that this caller may not see."""
    if status is None or not (root.view.is_staff or status.is_customer_visible):
        return None
    return root.view.rules.statuses.by_pk.get(status.pk)


class OrderHistoryWhereInput(graphene.InputObjectType):
    """Filter history entries."""

    kinds = graphene.List(graphene.NonNull(OrderTimelineEntryKindEnum), description="Filter by kind.")
    visibility = graphene.Field(
        OrderEntryVisibilityEnum, description="Filter by who may see it; STAFF gives nothing to customers."
    )
    date_from = DateTime(description="Entries at or after this moment.")
    date_to = DateTime(description="Entries before this moment.")


OrderHistoryEntryCountableConnection = connection_type(OrderHistoryEntry)

__all__ = [
    "EntryView",
    "OrderHistoryEntry",
    "OrderHistoryEntryCountableConnection",
    "OrderHistorySortEnum",
    "OrderHistoryWhereInput",
    "OrderTimeline",
    "OrderTimelineWarning",
]
