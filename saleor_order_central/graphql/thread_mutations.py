"""Working on conversations: states, owners, reading, and who is answering."""

from __future__ import annotations

from typing import Any

import graphene

from ..conversations.answering import begin_answer, end_answer
from ..conversations.forwarding import forward_outside, forward_to_colleague
from ..conversations.kinds import ThreadStatus
from ..conversations.models import OrderThread as ThreadRow
from ..conversations.selectors import find_thread, load_threads
from ..conversations.states import mark_as_read, set_status, set_statuses
from ..errors import ErrorCode, OrderCentralFault, invalid, not_found, required
from ..host.access import MANAGE_ORDERS, Caller
from ..settings import load_settings
from .base import CentralMutation
from .conversation_enums import OrderThreadStatusEnum
from .guests import token_argument
from .ids import decode_int_pk
from .message_mutations import message_pk, own_page, staff_thread
from .message_types import ThreadView
from .thread_types import OrderThread
from .thread_views import thread_through, view_without_order, works_on
from .thread_where import TYPE

MOST_AT_ONCE = 100


class OrderThreadForwardInput(graphene.InputObjectType):
    """New owner of a conversation: a staff member, or somebody else's e-mail with a comment."""

    assignee = graphene.ID(description="Staff member who takes over.")
    email = graphene.String(description="E-mail of somebody else.")
    comment = graphene.String(description="Comment for the new reader; required for somebody else.")


class ThreadMutation(CentralMutation):
    """Base of the mutations that return a conversation to staff."""

    class Meta:
        abstract = True

    thread = graphene.Field(OrderThread, description="Conversation after the change.")

    @classmethod
    def payload(cls, row: ThreadRow) -> ThreadMutation:
        """Show the conversation to staff."""
        return cls(thread=ThreadView(row, True, ""))


class OrderThreadStatusUpdate(ThreadMutation):
    """Changes the state of a conversation; closing it says that nothing waits any more."""

    class Arguments:
        id = graphene.ID(required=True, description="The conversation.")
        status = graphene.Argument(OrderThreadStatusEnum, required=True, description="New state.")
        last_seen_message = graphene.ID(
            description="Newest message that the caller has seen: refused when there is a newer one."
        )

    @classmethod
    def perform(cls, info, caller, id, status, last_seen_message=None):
        row = staff_thread(info, caller, id)
        seen = message_pk(last_seen_message, "lastSeenMessage")
        return cls.payload(set_status(row.pk, ThreadStatus(status), last_seen=seen))


class OrderThreadStatusBulkUpdate(CentralMutation):
    """Changes the state of many conversations, 100 at most; all of them or none."""

    class Arguments:
        ids = graphene.List(graphene.NonNull(graphene.ID), required=True, description="The conversations.")
        status = graphene.Argument(OrderThreadStatusEnum, required=True, description="New state.")

    count = graphene.Int(required=True, description="Returns how many conversations were changed.")

    @classmethod
    def refused(cls, errors) -> OrderThreadStatusBulkUpdate:
        return cls(count=0, errors=errors)

    @classmethod
    def perform(cls, info, caller, ids, status):
        _refuse_when_off()
        if len(ids) > MOST_AT_ONCE:
            raise OrderCentralFault(
                f"At most {MOST_AT_ONCE} are allowed.", ErrorCode.TOO_MANY_ITEMS, field="ids"
            )
        pks = {decode_int_pk(one, TYPE, "ids") for one in ids}
        rows = load_threads(pks, using="default")
        if len(rows) < len(pks) or not all(works_on(caller, row) for row in rows.values()):
            raise not_found("ids", "There is no such conversation.")
        return cls(count=set_statuses(pks, ThreadStatus(status)))


class OrderThreadForward(ThreadMutation):
    """Gives a conversation to a colleague, or mails it to somebody else, which leaves its owner."""

    class Arguments:
        id = graphene.ID(required=True, description="The conversation.")
        input = OrderThreadForwardInput(required=True, description="To whom.")

    @classmethod
    def perform(cls, info, caller, id, input):
        row = staff_thread(info, caller, id)
        assignee, email, comment = input.get("assignee"), input.get("email"), input.get("comment") or ""
        if (assignee is None) == (email is None):
            raise required("assignee", "Name either a staff member or an e-mail address.")
        if assignee is not None:
            user_pk = decode_int_pk(assignee, "User", "assignee")
            return cls.payload(
                forward_to_colleague(
                    row.pk, user_pk, permission=MANAGE_ORDERS, comment=comment, author=caller.author()
                )
            )
        if not comment.strip():
            raise required("comment")
        return cls.payload(forward_outside(row.pk, email, comment=comment, author=caller.author()))


class OrderThreadMarkAsRead(CentralMutation):
    """Marks messages as read by the caller's side. Open to the customer, guests with MESSAGE and staff."""

    class Arguments:
        token = token_argument()
        id = graphene.ID(required=True, description="The conversation.")

    permission = None
    thread = graphene.Field(OrderThread, description="Conversation after the change.")

    @classmethod
    def perform(cls, info, caller, id):
        view = readable_thread(info, caller, id)
        row = mark_as_read(view.row.pk, by_staff=view.is_staff)
        return cls(thread=ThreadView(row, view.is_staff, view.language, view.is_redacted))


def readable_thread(info: Any, caller: Caller, global_id: str) -> ThreadView:
    """Find a conversation that the caller may read. Raises NOT_FOUND."""
    _refuse_when_off()
    row = find_thread(decode_int_pk(global_id, TYPE, "id"), using="default")
    if row is not None and works_on(caller, row):
        return ThreadView(row, True, "")
    if row is not None and row.order_id is not None:
        view = thread_through(own_page(info, row.order_id), row)
        if view is not None:
            return view
    elif row is not None and (view := view_without_order(info.context, row, None)) is not None:
        return view
    raise not_found("id", "There is no such conversation.")


def _refuse_when_off() -> None:
    if not load_settings(using="default").is_active:
        raise OrderCentralFault("The order centre is off.", ErrorCode.FEATURE_DISABLED)


class OrderThreadAnswerBegin(ThreadMutation):
    """Says that the caller is writing an answer, for two minutes; whoever was first keeps it."""

    class Arguments:
        id = graphene.ID(required=True, description="The conversation.")

    @classmethod
    def perform(cls, info, caller, id):
        return cls.payload(begin_answer(staff_thread(info, caller, id).pk, user_pk=_user_of(caller)))


class OrderThreadAnswerEnd(ThreadMutation):
    """Says that the caller is not writing an answer any more."""

    class Arguments:
        id = graphene.ID(required=True, description="The conversation.")

    @classmethod
    def perform(cls, info, caller, id):
        return cls.payload(end_answer(staff_thread(info, caller, id).pk, user_pk=_user_of(caller)))


def _user_of(caller: Caller) -> int:
    if caller.user_pk is None:
        raise invalid("id", "Only people write answers.")
    return caller.user_pk


MUTATIONS = (
    OrderThreadStatusUpdate,
    OrderThreadStatusBulkUpdate,
    OrderThreadForward,
    OrderThreadMarkAsRead,
    OrderThreadAnswerBegin,
    OrderThreadAnswerEnd,
)
