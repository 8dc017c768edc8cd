"""The one entry on Saleor's `Order`: everything the order page shows."""

from typing import Any

import graphene
from graphql import GraphQLError
from promise import Promise

from ..errors import OrderCentralFault
from ..host import get_host
from ..host.schema import date_time, host_type, money
from ..timeline.view import Entry, EntryKind
from .action_types import OrderAvailableAction
from .case_files import case_file_field, resolve_case_file
from .connections import Page, page_arguments, page_of_sequence, window
from .enums import OrderHistorySortEnum
from .feedback_types import OrderFeedback
from .ids import decode_order_pk
from .loaders import (
    FeedbackLoader,
    NotificationsLoader,
    OrderLinesLoader,
    OrderLoader,
    loader,
    shop_instructions,
)
from .notification_types import OrderNotificationCountableConnection
from .notification_where import OrderNotificationWhereInput, matches
from .order_payment import OrderPaymentText
from .order_refunds import parts_of_refunds, refund_actions_of, refunds_of
from .parcel_types import OrderInvoiceLink, OrderParcel, parcel_views
from .refund_types import OrderCreditNote, OrderRefundRecord, OrderVoucher
from .return_information import OrderReturnInformation, order_actions, return_information
from .return_loaders import ReturnsLoader
from .return_types import OrderReturnRequest, ReturnView
from .status_types import OrderStatusDefinition
from .timeline_types import (
    EntryView,
    OrderHistoryEntryCountableConnection,
    OrderHistoryWhereInput,
    OrderTimeline,
    OrderTimelineWarning,
)
from .views import OrderView, load_order_view

DateTime = date_time()


class OrderCentralLine(graphene.ObjectType):
    """Line of the order."""

    order_line = graphene.Field(host_type("OrderLine"), required=True, description="Saleor order line.")
    product_name = graphene.String(required=True, description="Name of the product.")
    variant_name = graphene.String(description="Name of the variant.")
    quantity = graphene.Int(required=True, description="Units bought.")
    quantity_shipped = graphene.Int(required=True, description="Units shipped.")

    @staticmethod
    def resolve_order_line(root, _info):
        return get_host().wrap(root)

    @staticmethod
    def resolve_product_name(root, _info):
        return root.translated_product_name or root.product_name

    @staticmethod
    def resolve_variant_name(root, _info):
        return root.translated_variant_name or root.variant_name or None

    @staticmethod
    def resolve_quantity_shipped(root, _info):
        return root.quantity_fulfilled


class OrderCentral(graphene.ObjectType):
    """Everything the order page shows, cut down to what the caller may see."""

    order = graphene.Field(host_type("Order"), description="The Saleor order; null for redacted callers.")
    number = graphene.String(description="Order number; null for redacted callers.")
    channel = graphene.String(
        description="Slug of the channel; null for redacted callers and on hosts without channels."
    )
    language_code = graphene.String(required=True, description="Language of the texts in this answer.")
    created_at = DateTime(description="Date of the order; null for redacted callers.")
    total = graphene.Field(
        host_type("Money"), description="Total of the order, gross; null for redacted callers."
    )
    is_redacted = graphene.Boolean(
        required=True, description="Whether the caller gets only codes, states and dates of the steps."
    )
    is_enabled = graphene.Boolean(required=True, description="Whether the centre is on.")
    lines = graphene.List(graphene.NonNull(OrderCentralLine), required=True, description="Lines to show.")
    status = graphene.Field(
        OrderStatusDefinition, description="Present status; for customers the newest that they may see."
    )
    status_changed_at = DateTime(description="When the present status was set.")
    timeline = graphene.Field(
        OrderTimeline, required=True, description="Steps for the customer, computed from facts."
    )
    history = graphene.Field(
        OrderHistoryEntryCountableConnection,
        required=True,
        where=OrderHistoryWhereInput(description="Which entries."),
        sort_by=graphene.Argument(
            OrderHistorySortEnum, default_value="NEWEST_FIRST", description="Order of the entries."
        ),
        description="Every entry; staff entries are left out for customers.",
        **page_arguments(),
    )
    parcels = graphene.List(graphene.NonNull(OrderParcel), required=True, description="Parcels of the order.")
    invoice_links = graphene.List(
        graphene.NonNull(OrderInvoiceLink),
        required=True,
        description="Invoices to show: only when the order is paid and the invoice has a number or a URL.",
    )
    payment_instructions = graphene.Field(
        OrderPaymentText,
        description="How to pay an order that still waits for its money; null when the shop says nothing "
        "for its payment gateway.",
    )
    missing_information = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Data the customer still has to give, for example phone or shippingAddress.",
    )
    returns = graphene.List(
        graphene.NonNull(OrderReturnRequest), required=True, description="Return requests, oldest first."
    )
    return_information = graphene.Field(
        OrderReturnInformation,
        description="What can be returned, until when, and why not; null for redacted callers.",
    )
    actions = graphene.List(
        graphene.NonNull(OrderAvailableAction),
        required=True,
        description="Actions of the caller, each with a reason when it is not available.",
    )
    feedback = graphene.Field(OrderFeedback, description="Rating given after delivery.")
    refunds = graphene.List(
        graphene.NonNull(OrderRefundRecord), required=True, description="Refunds, oldest first."
    )
    credit_notes = graphene.List(
        graphene.NonNull(OrderCreditNote), required=True, description="Credit notes, oldest first."
    )
    vouchers = graphene.List(
        graphene.NonNull(OrderVoucher), required=True, description="Vouchers given for this order."
    )
    case_file = case_file_field()
    warnings = graphene.List(
        graphene.NonNull(OrderTimelineWarning),
        description="Doubts about the timeline. Null for callers without MANAGE_ORDERS.",
    )
    notifications = graphene.Field(
        OrderNotificationCountableConnection,
        where=OrderNotificationWhereInput(description="Which messages."),
        description="Messages about the order, newest first. Null for callers without MANAGE_ORDERS.",
        **page_arguments(),
    )

    @staticmethod
    def resolve_order(root: OrderView, info):
        if root.is_redacted:
            return None
        return loader(info.context, OrderLoader).load(root.facts.order_pk).then(get_host().wrap)

    @staticmethod
    def resolve_number(root: OrderView, _info):
        return None if root.is_redacted else root.facts.number

    @staticmethod
    def resolve_channel(root: OrderView, _info):
        return None if root.is_redacted else root.facts.channel or None

    @staticmethod
    def resolve_language_code(root: OrderView, _info):
        return root.language

    @staticmethod
    def resolve_created_at(root: OrderView, _info):
        return None if root.is_redacted else root.facts.placed_at

    @staticmethod
    def resolve_total(root: OrderView, _info):
        facts = root.facts.money
        return None if root.is_redacted else money(facts.total, facts.currency)

    @staticmethod
    def resolve_is_enabled(root: OrderView, _info):
        return root.is_on

    @staticmethod
    def resolve_lines(root: OrderView, info):
        return [] if root.is_redacted else loader(info.context, OrderLinesLoader).load(root.facts.order_pk)

    @staticmethod
    def resolve_timeline(root: OrderView, _info):
        return root

    @staticmethod
    def resolve_history(root: OrderView, _info, where=None, sort_by="NEWEST_FIRST", **page):
        wanted = window(**page)

        def cut(feed: list[Entry]) -> Page:
            views = [EntryView(entry, root) for entry in feed if _matches(entry, where or {})]
            if sort_by == "NEWEST_FIRST":
                views.reverse()
            return page_of_sequence(views, lambda view: view.entry.id, wanted)

        return root.feed().then(cut)

    @staticmethod
    def resolve_parcels(root: OrderView, _info):
        return parcel_views(root, root.parcels)

    @staticmethod
    def resolve_payment_instructions(root: OrderView, info):
        if root.is_redacted or not root.awaits_payment:
            return None
        found = shop_instructions(info.context).find(root.facts.payment_gateway, root.facts.channel)
        return None if found is None else OrderPaymentText.of(found, root.language)

    @staticmethod
    def resolve_missing_information(root: OrderView, _info):
        return () if root.is_redacted else root.facts.missing_information

    @staticmethod
    def resolve_returns(root: OrderView, info):
        if root.is_redacted:
            return []
        found = loader(info.context, ReturnsLoader).load(root.facts.order_pk)
        return found.then(lambda requests: [ReturnView(one, root) for one in requests])

    @staticmethod
    def resolve_return_information(root: OrderView, _info):
        return None if root.is_redacted else return_information(root)

    @staticmethod
    def resolve_actions(root: OrderView, info):
        if root.is_redacted:
            return []
        parts = Promise.all([order_actions(root), refund_actions_of(root, info)])
        return parts.then(lambda found: [action for part in found for action in part])

    @staticmethod
    def resolve_feedback(root: OrderView, info):
        return None if root.is_redacted else loader(info.context, FeedbackLoader).load(root.facts.order_pk)

    @staticmethod
    def resolve_refunds(root: OrderView, info):
        return refunds_of(root, info)

    @staticmethod
    def resolve_credit_notes(root: OrderView, info):
        return parts_of_refunds(root, info, "credit_note")

    @staticmethod
    def resolve_vouchers(root: OrderView, info):
        return parts_of_refunds(root, info, "voucher")

    @staticmethod
    def resolve_case_file(root: OrderView, info, **options):
        return resolve_case_file(root, info, **options)

    @staticmethod
    def resolve_warnings(root: OrderView, _info):
        return root.timeline.warnings if root.is_staff else None

    @staticmethod
    def resolve_notifications(root: OrderView, info, where=None, **page):
        if not root.is_staff:
            return None
        wanted = window(**page)
        found = loader(info.context, NotificationsLoader).load(root.facts.order_pk)
        return found.then(
            lambda rows: page_of_sequence(
                [row for row in rows if matches(row, where)], lambda row: str(row.pk), wanted
            )
        )


def _matches(entry: Entry, where: dict[str, Any]) -> bool:
    kinds = where.get("kinds")
    if kinds is not None and entry.kind not in {EntryKind[kind] for kind in kinds}:
        return False
    if where.get("visibility") not in (None, entry.visibility.name):
        return False
    start, end = where.get("date_from"), where.get("date_to")
    return (start is None or entry.date >= start) and (end is None or entry.date < end)


_LANGUAGE = 'Language of all texts, for example "pt-br"; the order\'s own without it.'


def resolve_on_order(root, info, language_code=None):
    """Resolve `Order.orderCentral`; Saleor 3 hands over a context around the row, 2.10 the row."""
    return load_order_view(info.context, getattr(root, "node", root).pk, language_code)


def resolve_root(_root, info, id, language_code=None):
    """Resolve `Query.orderCentral`."""
    try:
        order_pk = decode_order_pk(id, "id")
    except OrderCentralFault as fault:
        raise GraphQLError(fault.message) from fault
    return load_order_view(info.context, order_pk, language_code)


ORDER_FIELDS = {
    "order_central": graphene.Field(
        OrderCentral,
        language_code=graphene.String(description=_LANGUAGE),
        resolver=resolve_on_order,
        description="Order centre view of this order; null when the caller may not see it, "
        "or when the centre is off.",
    )
}

QUERY_FIELDS = {
    "order_central": graphene.Field(
        OrderCentral,
        id=graphene.ID(required=True, description="Order id."),
        language_code=graphene.String(description=_LANGUAGE),
        resolver=resolve_root,
        description="One order in the centre. Open to its owner and to MANAGE_ORDERS.",
    )
}
