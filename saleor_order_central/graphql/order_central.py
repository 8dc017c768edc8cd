"""The one entry on Saleor's `Order`: everything the order page shows."""

from typing import Any

import graphene
from graphql import GraphQLError

from ..access.kinds import AccessScope
from ..access.masking import masked_line, one_line
from ..errors import OrderCentralFault
from ..host import get_host
from ..host.schema import date_time, host_type, money
from ..timeline.view import Entry, EntryKind
from .access_types import GrantsLoader, OrderAccessGrantCountableConnection
from .action_types import OrderAvailableAction
from .case_files import case_file_field, resolve_case_file
from .connections import Page, page_arguments, page_of_sequence, window
from .enums import OrderHistorySortEnum
from .feedback_types import OrderFeedback
from .guests import order_pk_or_guests, token_argument
from .loaders import (
    ContactsLoader,
    FeedbackLoader,
    NotificationsLoader,
    OrderLinesLoader,
    OrderLoader,
    loader,
    shop_instructions,
)
from .notification_types import OrderNotificationCountableConnection
from .notification_where import OrderNotificationWhereInput, matches
from .order_actions import actions_of
from .order_line_types import LineView, OrderCentralLine
from .order_payment import OrderPaymentText
from .order_refunds import parts_of_refunds, refunds_of
from .parcel_types import OrderInvoiceLink, OrderParcel, parcel_views
from .refund_types import OrderCreditNote, OrderRefundRecord, OrderVoucher
from .return_information import OrderReturnInformation, return_information
from .return_loaders import ReturnsLoader
from .return_types import OrderReturnRequest, ReturnView
from .status_types import OrderStatusDefinition
from .thread_types import OrderThread
from .thread_views import thread_of_order
from .timeline_types import (
    EntryView,
    OrderHistoryEntryCountableConnection,
    OrderHistoryWhereInput,
    OrderTimeline,
    OrderTimelineWarning,
)
from .views import OrderView, load_order_view
from .withdrawal_types import OrderWithdrawalInfo, withdrawal_information

DateTime = date_time()


class OrderCentral(graphene.ObjectType):
    """Everything the order page shows, cut down to what the caller may see."""

    order = graphene.Field(host_type("Order"), description="The Saleor order; null for redacted callers.")
    number = graphene.String(description="Order number; null for callers who only see steps.")
    channel = graphene.String(
        description="Slug of the channel; null for callers who only see steps and on hosts without channels."
    )
    language_code = graphene.String(required=True, description="Language of the texts in this answer.")
    created_at = DateTime(description="Date of the order; null for callers who only see steps.")
    total = graphene.Field(
        host_type("Money"), description="Total of the order, gross; null for callers who only see steps."
    )
    is_redacted = graphene.Boolean(
        required=True,
        description="Whether personal data is left out or masked. Guests see the order without it; who is "
        "nobody sees only codes, states and dates of the steps.",
    )
    deliver_to = graphene.String(
        description="Delivery address in one line, masked for guests; null for callers who only see steps."
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
    thread = graphene.Field(
        OrderThread, description="Conversation about the order; null before the first message."
    )
    returns = graphene.List(
        graphene.NonNull(OrderReturnRequest), required=True, description="Return requests, oldest first."
    )
    return_information = graphene.Field(
        OrderReturnInformation,
        description="What can be returned, until when, and why not; null for guests whose grant "
        "lacks RETURN.",
    )
    actions = graphene.List(
        graphene.NonNull(OrderAvailableAction),
        required=True,
        description="Actions of the caller, each with a reason when it is not available.",
    )
    withdrawal = graphene.Field(
        OrderWithdrawalInfo,
        description="Right of withdrawal for this order; null for callers who only see steps.",
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

    access_grants = graphene.Field(
        OrderAccessGrantCountableConnection,
        description="Grants of guests, newest first. Null for guests; open to the owner and MANAGE_ORDERS.",
        **page_arguments(),
    )

    @staticmethod
    def resolve_order(root: OrderView, info):
        if root.is_redacted:
            return None
        return loader(info.context, OrderLoader).load(root.facts.order_pk).then(get_host().wrap)

    @staticmethod
    def resolve_number(root: OrderView, _info):
        return None if root.shows_steps_only else root.facts.number

    @staticmethod
    def resolve_channel(root: OrderView, _info):
        return None if root.shows_steps_only else root.facts.channel or None

    @staticmethod
    def resolve_language_code(root: OrderView, _info):
        return root.language

    @staticmethod
    def resolve_created_at(root: OrderView, _info):
        return None if root.shows_steps_only else root.facts.placed_at

    @staticmethod
    def resolve_total(root: OrderView, _info):
        facts = root.facts.money
        return None if root.shows_steps_only else money(facts.total, facts.currency)

    @staticmethod
    def resolve_is_enabled(root: OrderView, _info):
        return root.is_on

    @staticmethod
    def resolve_lines(root: OrderView, info):
        if root.shows_steps_only:
            return []
        found = loader(info.context, OrderLinesLoader).load(root.facts.order_pk)
        return found.then(lambda lines: [LineView(line, root) for line in lines])

    @staticmethod
    def resolve_deliver_to(root: OrderView, info):
        if root.shows_steps_only:
            return None
        written = masked_line if root.is_redacted else one_line

        def shown(contact: Any) -> str | None:
            address = contact and contact.shipping_address
            return written(address) or None if address else None

        return loader(info.context, ContactsLoader).load(root.facts.order_pk).then(shown)

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
        if root.shows_steps_only or not root.awaits_payment:
            return None
        found = shop_instructions(info.context).find(root.facts.payment_gateway, root.facts.channel)
        return None if found is None else OrderPaymentText.of(found, root.language)

    @staticmethod
    def resolve_missing_information(root: OrderView, _info):
        return () if root.shows_steps_only else root.facts.missing_information

    @staticmethod
    def resolve_thread(root: OrderView, info):
        return thread_of_order(root, info)

    @staticmethod
    def resolve_returns(root: OrderView, info):
        if not root.may(AccessScope.RETURN):
            return []
        found = loader(info.context, ReturnsLoader).load(root.facts.order_pk)
        return found.then(lambda requests: [ReturnView(one, root) for one in requests])

    @staticmethod
    def resolve_return_information(root: OrderView, _info):
        return return_information(root) if root.may(AccessScope.RETURN) else None

    @staticmethod
    def resolve_actions(root: OrderView, info):
        return actions_of(root, info)

    @staticmethod
    def resolve_withdrawal(root: OrderView, _info):
        return None if root.shows_steps_only else withdrawal_information(root)

    @staticmethod
    def resolve_feedback(root: OrderView, info):
        return (
            None if root.shows_steps_only else loader(info.context, FeedbackLoader).load(root.facts.order_pk)
        )

    @staticmethod
    def resolve_refunds(root: OrderView, info):
        return refunds_of(root, info)

    @staticmethod
    def resolve_credit_notes(root: OrderView, info):
        # Printed, it holds the customer's address.
        return parts_of_refunds(root, info, "credit_note") if root.may(AccessScope.RETURN) else []

    @staticmethod
    def resolve_vouchers(root: OrderView, info):
        # A code is as good as money: the link of a mail, which people forward, does not show it.
        return parts_of_refunds(root, info, "voucher") if root.may(AccessScope.RETURN) else []

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

    @staticmethod
    def resolve_access_grants(root: OrderView, info, **page):
        if root.is_redacted:
            return None
        wanted = window(**page)
        found = loader(info.context, GrantsLoader).load(root.facts.order_pk)
        return found.then(lambda rows: page_of_sequence(rows, lambda row: str(row.pk), wanted))


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


def resolve_root(_root, info, id=None, language_code=None, token=None):
    """Resolve `Query.orderCentral`; without an id the order is that of the guest's token."""
    try:
        order_pk = order_pk_or_guests(info.context, id, token)
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
        id=graphene.ID(description="Order id; guests may leave it out."),
        token=token_argument(),
        language_code=graphene.String(description=_LANGUAGE),
        resolver=resolve_root,
        description="One order in the centre. Open to its owner, to guests with VIEW and to MANAGE_ORDERS.",
    )
}
