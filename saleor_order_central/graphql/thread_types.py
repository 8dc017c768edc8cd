"""Conversations as the API shows them."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import partial
from typing import Any

import graphene
from promise import Promise

from ..conversations.answering import who_answers
from ..conversations.kinds import ThreadStatus
from ..conversations.notices import reply_address
from ..host import get_host
from ..host.access import MANAGE_ORDERS, MANAGE_USERS, caller_of
from ..host.contacts import CustomerOrder
from ..host.schema import date_time, host_type, money
from ..parts_of_lists import Part
from .connections import (
    Page,
    connection_type,
    page_arguments,
    page_of_part,
    page_of_sequence,
    span_of,
    window,
)
from .contact_types import OrderContactPoint
from .conversation_enums import OrderThreadStatusEnum
from .loaders import OrderLoader, UserLoader, loader, shop_settings
from .message_types import (
    HeldMailView,
    OrderHeldMail,
    OrderMessage,
    OrderMessageCountableConnection,
    SaidView,
    ThreadView,
)
from .part_loaders import SaidCountLoader, SaidPartLoader
from .return_loaders import moment
from .thread_loaders import (
    ContactLoader,
    CustomerOrdersLoader,
    HeldMailsLoader,
    SaidLoader,
    UnansweredLoader,
)

DateTime = date_time()
_STAFF = "Null for callers without MANAGE_ORDERS."


class OrderThreadOrder(graphene.ObjectType):
    """Order of the customer, as a line of the conversation's story."""

    order = graphene.Field(host_type("Order"), description="The Saleor order.")
    number = graphene.String(required=True, description="Order number.")
    total = graphene.Field(host_type("Money"), required=True, description="Total of the order, gross.")

    @staticmethod
    def resolve_order(root: CustomerOrder, info):
        return loader(info.context, OrderLoader).load(root.pk).then(get_host().wrap)

    @staticmethod
    def resolve_total(root: CustomerOrder, _info):
        return money(root.total, root.currency)


class OrderThreadStoryItem(graphene.ObjectType):
    """An order or a message, whichever is given."""

    id = graphene.ID(required=True, description="Unique within the conversation.")
    date = DateTime(required=True, description="When.")
    order = graphene.Field(OrderThreadOrder, description="An order that was placed.")
    message = graphene.Field(OrderMessage, description="Something that was said.")

    @staticmethod
    def resolve_id(root, _info):
        return root[0]

    @staticmethod
    def resolve_date(root, _info):
        return root[1]

    @staticmethod
    def resolve_order(root, _info):
        return root[2] if isinstance(root[2], CustomerOrder) else None

    @staticmethod
    def resolve_message(root, _info):
        return root[2] if isinstance(root[2], SaidView) else None


OrderThreadStoryItemCountableConnection = connection_type(OrderThreadStoryItem)


class OrderThreadCustomer(graphene.ObjectType):
    """Registered customer of a conversation."""

    orders_count = graphene.Int(required=True, description="Orders that were not called off.")
    total_spent = graphene.List(
        graphene.NonNull(host_type("Money")),
        required=True,
        description="What these orders cost together, gross; one amount for each currency.",
    )
    registered_at = DateTime(description="When the account was made.")
    last_login_at = DateTime(description="When the customer last signed in.")


def customer_figures(found: list[Any]) -> OrderThreadCustomer:
    """Sum up the orders of a user."""
    user, orders = found
    counted = [one for one in orders if one.counts]
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for one in counted:
        sums[one.currency] += one.total
    return OrderThreadCustomer(
        orders_count=len(counted),
        total_spent=[money(total, currency) for currency, total in sorted(sums.items())],
        registered_at=user.date_joined if user else None,
        last_login_at=user.last_login if user else None,
    )


class OrderThread(graphene.ObjectType):
    """Conversation with a customer, about an order or without one."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    number = graphene.String(required=True, description="Number to quote.")
    order = graphene.Field(
        host_type("Order"), description="Order it is about; null without one, and for redacted callers."
    )
    contact = graphene.Field(OrderContactPoint, description="Contact that the customer chose.")
    channel = graphene.String(description="Slug of the channel.")
    subject = graphene.String(description="Subject.")
    status = graphene.Field(
        OrderThreadStatusEnum, required=True, description="State; for customers OPEN or CLOSED only."
    )
    assignee = graphene.Field(host_type("User"), description=f"Staff member in charge. {_STAFF}")
    customer = graphene.Field(host_type("User"), description=f"Registered customer. {_STAFF}")
    customer_name = graphene.String(description="Name of the customer; null for redacted callers.")
    customer_email = graphene.String(description="E-mail of the customer; null for redacted callers.")
    customer_summary = graphene.Field(
        OrderThreadCustomer,
        description="Orders and spending of a registered customer. "
        "Null for callers without both MANAGE_ORDERS and MANAGE_USERS.",
    )
    messages = graphene.Field(
        OrderMessageCountableConnection,
        required=True,
        description="Messages, oldest first; what stays among staff is left out for customers.",
        **page_arguments(),
    )
    story = graphene.Field(
        OrderThreadStoryItemCountableConnection,
        description=f"Orders of the customer and messages in one list, oldest first. {_STAFF}",
        **page_arguments(),
    )
    messages_count = graphene.Int(
        required=True, description="Messages between customer and shop; what stays among staff is none."
    )
    unread_by_staff = graphene.Int(description=f"Messages that staff has not read. {_STAFF}")
    unread_by_customer = graphene.Int(required=True, description="Messages that the customer has not read.")
    is_waiting_for_reply = graphene.Boolean(
        required=True, description="Whether the customer waits for an answer."
    )
    waiting_since = DateTime(description=f"Since when the customer waits. {_STAFF}")
    next_unanswered = graphene.Field(
        OrderMessage, description=f"Oldest message of the customer without an answer. {_STAFF}"
    )
    answering_user = graphene.Field(
        host_type("User"), description=f"Who is writing an answer just now. {_STAFF}"
    )
    answering_until = DateTime(description=f"Until when that holds without a new sign. {_STAFF}")
    held_mails = graphene.List(
        graphene.NonNull(OrderHeldMail), description=f"E-mails that wait for staff. {_STAFF}"
    )
    reply_address = graphene.String(
        description=f"Signed address that puts an e-mail into this conversation. {_STAFF}"
    )
    first_response_at = DateTime(description=f"When staff first answered. {_STAFF}")
    created_at = DateTime(required=True, description="When it began.")
    updated_at = DateTime(required=True, description="Last change that the caller may see.")

    @staticmethod
    def resolve_id(root: ThreadView, _info):
        return root.row.pk

    @staticmethod
    def resolve_number(root: ThreadView, _info):
        return root.row.number

    @staticmethod
    def resolve_order(root: ThreadView, info):
        # Saleor's order leads to personal data.
        if root.row.order_id is None or root.is_redacted:
            return None
        return loader(info.context, OrderLoader).load(root.row.order_id).then(get_host().wrap)

    @staticmethod
    def resolve_contact(root: ThreadView, info):
        pk = root.row.contact_id
        return None if pk is None else loader(info.context, ContactLoader).load(pk)

    @staticmethod
    def resolve_channel(root: ThreadView, _info):
        return root.row.channel or None

    @staticmethod
    def resolve_subject(root: ThreadView, _info):
        return root.row.subject or None

    @staticmethod
    def resolve_status(root: ThreadView, _info):
        if root.is_staff or root.row.status == ThreadStatus.CLOSED.value:
            return root.row.status
        return ThreadStatus.OPEN.value

    @staticmethod
    def resolve_assignee(root: ThreadView, info):
        return _user_for_staff(root, info, root.row.assignee_id)

    @staticmethod
    def resolve_customer(root: ThreadView, info):
        return _user_for_staff(root, info, root.row.customer_id)

    @staticmethod
    def resolve_customer_name(root: ThreadView, _info):
        return None if root.is_redacted else root.row.customer_name or None

    @staticmethod
    def resolve_customer_email(root: ThreadView, _info):
        return None if root.is_redacted else root.row.customer_email or None

    @staticmethod
    def resolve_customer_summary(root: ThreadView, info):
        caller, pk = caller_of(info.context), root.row.customer_id
        may_know = all(caller.has_permission(one) for one in (MANAGE_ORDERS, MANAGE_USERS))
        if pk is None or not (root.is_staff and may_know):
            return None
        parts = [loader(info.context, kind).load(pk) for kind in (UserLoader, CustomerOrdersLoader)]
        return Promise.all(parts).then(customer_figures)

    @staticmethod
    def resolve_messages(root: ThreadView, info, **page):
        wanted = window(**page)
        of_thread = (root.is_staff, root.row.pk)
        found = loader(info.context, SaidPartLoader).load((span_of(wanted), *of_thread))

        def shown(part: Part | None) -> Page:
            count = partial(loader(info.context, SaidCountLoader).load, of_thread)
            return page_of_part(part, lambda row: SaidView(row, root), wanted, count)

        return found.then(shown)

    @staticmethod
    def resolve_story(root: ThreadView, info, **page):
        if not root.is_staff:
            return None
        wanted, pk = window(**page), root.row.customer_id
        orders = loader(info.context, CustomerOrdersLoader).load(pk) if pk else Promise.resolve([])

        def merged(found: list[Any]) -> Page:
            said, placed = found
            items = [(f"order:{one.pk}", one.placed_at, one) for one in placed]
            views = [SaidView(row, root) for row in said]
            items += [(f"message:{one.id}", one.row.created_at, one) for one in views]
            items.sort(key=lambda item: (item[1], item[0]))
            return page_of_sequence(items, lambda item: item[0], wanted)

        said = loader(info.context, SaidLoader).load((root.row.pk, root.is_staff))
        return Promise.all([said, orders]).then(merged)

    @staticmethod
    def resolve_messages_count(root: ThreadView, _info):
        return root.row.messages_count

    @staticmethod
    def resolve_unread_by_staff(root: ThreadView, _info):
        return root.row.unread_by_staff if root.is_staff else None

    @staticmethod
    def resolve_unread_by_customer(root: ThreadView, _info):
        return root.row.unread_by_customer

    @staticmethod
    def resolve_is_waiting_for_reply(root: ThreadView, _info):
        return root.row.is_waiting

    @staticmethod
    def resolve_waiting_since(root: ThreadView, _info):
        return root.row.waiting_since if root.is_staff and root.row.is_waiting else None

    @staticmethod
    def resolve_next_unanswered(root: ThreadView, info):
        if not (root.is_staff and root.row.is_waiting):
            return None
        found = loader(info.context, UnansweredLoader).load(root.row.pk)
        return found.then(lambda row: None if row is None else SaidView(row, root))

    @staticmethod
    def resolve_answering_user(root: ThreadView, info):
        return _user_for_staff(root, info, who_answers(root.row, moment(info.context)))

    @staticmethod
    def resolve_answering_until(root: ThreadView, info):
        held = who_answers(root.row, moment(info.context)) is not None
        return root.row.answering_until if root.is_staff and held else None

    @staticmethod
    def resolve_held_mails(root: ThreadView, info):
        if not root.is_staff:
            return None
        found = loader(info.context, HeldMailsLoader).load((root.row.pk, root.is_staff))
        return found.then(lambda rows: [HeldMailView(row, root.language) for row in rows])

    @staticmethod
    def resolve_reply_address(root: ThreadView, info):
        return (reply_address(root.row, shop_settings(info.context)) or None) if root.is_staff else None

    @staticmethod
    def resolve_first_response_at(root: ThreadView, _info):
        return root.row.first_response_at if root.is_staff else None

    @staticmethod
    def resolve_created_at(root: ThreadView, _info):
        return root.row.created_at

    @staticmethod
    def resolve_updated_at(root: ThreadView, _info):
        return root.row.updated_at if root.is_staff else root.row.said_at


def _user_for_staff(root: ThreadView, info: Any, pk: int | None) -> Promise | None:
    return loader(info.context, UserLoader).load(pk) if root.is_staff and pk is not None else None


OrderThreadCountableConnection = connection_type(OrderThread)
