"""Writing: by staff, by customers, and memos."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene

from ..access.kinds import AccessScope
from ..conversations.asks import CustomerAsk, StaffAsk
from ..conversations.customer_messages import write_about_order, write_in_thread, write_to_contact
from ..conversations.kinds import MessageOrigin
from ..conversations.memos import add_memo
from ..conversations.models import OrderThread as ThreadRow
from ..conversations.selectors import find_thread
from ..conversations.staff_messages import Sent, Target, send_message
from ..conversations.words import Words
from ..errors import ErrorCode, OrderCentralFault, invalid, not_found, required
from ..host.access import Access, Caller
from ..settings import load_settings
from ..text import storable
from .base import CentralMutation, order_for_change
from .contact_points import contact_pk
from .conversation_enums import OrderMessageOriginEnum
from .guests import caller_address, order_pk_or_guests, token_argument
from .ids import decode_int_pk
from .loaders import MaterialLoader, forget_loaded
from .message_types import OrderMessage, SaidView, ThreadView
from .order_central import OrderCentral
from .status_changes import OrderNotifyInput, notify_modes
from .template_types import OrderMessageTemplate
from .thread_types import OrderThread
from .thread_views import thread_through, view_without_order, works_on
from .thread_where import TYPE
from .timeline_types import EntryView, OrderHistoryEntry
from .uploads import files_field, uploaded_files
from .views import OrderView, load_order_view, view_for_caller

_KEY = "Repeat-safe key: the same key with the same content returns the first result."


class OrderMessageInput(graphene.InputObjectType):
    """Message by staff or an app; name an order, a conversation, or a contact with the customer's address."""

    order = graphene.ID(description="Order.")
    thread = graphene.ID(description="Conversation.")
    contact = graphene.ID(description="Contact, for a conversation without an order.")
    email = graphene.String(description="Address of the customer; with a contact.")
    name = graphene.String(description="Name of the customer; with a contact.")
    channel = graphene.String(description="Slug of the channel; with a contact.")
    subject = graphene.String(description="Subject.")
    body = graphene.String(description="Plain text; made of the formatted one when missing.")
    body_html = graphene.String(
        description="Formatted text as HTML: whatever does more than format is taken out."
    )
    template = graphene.String(description="Slug of the template that it starts from; a typed text wins.")
    save_as_template = graphene.String(description="Name under which to save the text as a template.")
    show_to_customer = graphene.Boolean(
        description="Whether the customer sees it and gets it by e-mail; without, it stays among staff."
    )
    on_behalf_of_customer = graphene.Boolean(
        description="Whether it is what the customer said; nothing is sent."
    )
    origin = graphene.Field(
        OrderMessageOriginEnum, description="How the customer said it; by phone when missing."
    )
    attachments = files_field()
    notify = OrderNotifyInput(description="What to send; an e-mail by default.")
    last_seen_message = graphene.ID(
        description="Newest message that the writer has seen: refused when there is a newer one."
    )
    regardless = graphene.Boolean(
        description="Whether to answer although somebody else is answering or has answered."
    )
    idempotency_key = graphene.String(description=_KEY)


class OrderCustomerMessageInput(graphene.InputObjectType):
    """Message by a customer or guest, or by the contact form. A guest's token names its order by itself."""

    order = graphene.ID(description="Order.")
    thread = graphene.ID(description="Conversation of one's own.")
    contact = graphene.ID(description="Contact; required without order and conversation.")
    email = graphene.String(description="Address for the answer; required without an account.")
    name = graphene.String(description="Name.")
    channel = graphene.String(description="Slug of the channel; in the contact form.")
    language_code = graphene.String(description="Language of the answer; in the contact form.")
    subject = graphene.String(description="Subject.")
    body = graphene.String(description="Plain text; may be missing beside files.")
    attachments = files_field()
    idempotency_key = graphene.String(description=_KEY)


class OrderMemoInput(graphene.InputObjectType):
    """Note for staff only; it has no notification setting on purpose."""

    subject = graphene.String(description="Title.")
    body = graphene.String(description="Plain text; made of the formatted one when missing.")
    body_html = graphene.String(
        description="Formatted text as HTML: whatever does more than format is taken out."
    )
    attachments = files_field()
    idempotency_key = graphene.String(description=_KEY)


def message_pk(global_id: str | None, field: str) -> int | None:
    """Return the key of a message, None for none."""
    return None if global_id is None else decode_int_pk(global_id, "OrderMessage", field)


def staff_thread(info: Any, caller: Caller, global_id: str, field: str = "id") -> ThreadRow:
    """Find a conversation that staff may work with. Raises NOT_FOUND, and FEATURE_DISABLED."""
    if not load_settings(using="default").is_active:
        raise OrderCentralFault("The order centre is off.", ErrorCode.FEATURE_DISABLED)
    row = find_thread(decode_int_pk(global_id, TYPE, field), using="default")
    if row is None or not works_on(caller, row):
        raise not_found(field, "There is no such conversation.")
    return row


def words_from(info: Any, input: Mapping[str, Any], scope: str) -> Words:
    """Turn texts and files of an input into words; files are checked here."""
    return Words(
        body=input.get("body") or "",
        body_html=input.get("body_html") or "",
        subject=input.get("subject") or "",
        files=uploaded_files(info, input.get("attachments")),
        key=input.get("idempotency_key") or "",
        scope=scope,
    )


def scope_of(caller: Caller) -> str:
    """Name whose keys a caller's are."""
    if caller.is_app:
        return f"app:{caller.requestor.pk}"
    return f"user:{caller.user_pk}"


class OrderMessageSend(CentralMutation):
    """Writes to the customer, among staff, or down what the customer said."""

    class Arguments:
        input = OrderMessageInput(required=True, description="The message.")

    message = graphene.Field(OrderMessage, description="Message that was written.")
    thread = graphene.Field(OrderThread, description="Its conversation.")
    template = graphene.Field(OrderMessageTemplate, description="Template that was saved from it.")

    @classmethod
    def perform(cls, info, caller, input):
        sent = send_message(
            _target(info, caller, input), _staff_ask(info, caller, input), author=caller.author()
        )
        return cls(**_shown(sent), template=sent.template)


def _target(info: Any, caller: Caller, input: Mapping[str, Any]) -> Target:
    named = [input.get(name) for name in ("order", "thread", "contact")]
    if sum(one is not None for one in named) != 1:
        raise required("thread", "Name one of order, thread and contact.")
    if input.get("order") is not None:
        return Target(facts=order_for_change(caller, input["order"]))
    if input.get("thread") is not None:
        return Target(thread_pk=staff_thread(info, caller, input["thread"], "thread").pk)
    channel = storable(input.get("channel") or "", "channel")
    if channel and not caller.may_work_in(channel):
        raise invalid("channel", "Name a channel in which you work.")
    return Target(
        contact_pk=contact_pk(input["contact"]),
        email=input.get("email") or "",
        name=storable(input.get("name") or "", "name"),
        channel=channel,
    )


def _staff_ask(info: Any, caller: Caller, input: Mapping[str, Any]) -> StaffAsk:
    origin = input.get("origin")
    return StaffAsk(
        words=words_from(info, input, scope_of(caller)),
        template=storable(input.get("template") or "", "template"),
        save_as=input.get("save_as_template") or "",
        show_to_customer=bool(input.get("show_to_customer")),
        on_behalf_of_customer=bool(input.get("on_behalf_of_customer")),
        origin=MessageOrigin(origin) if origin else None,
        modes=notify_modes(input.get("notify")),
        last_seen=message_pk(input.get("last_seen_message"), "lastSeenMessage"),
        regardless=bool(input.get("regardless")),
    )


def _shown(sent: Sent) -> dict[str, Any]:
    view = ThreadView(sent.thread, True, "")
    return {"thread": view, "message": SaidView(sent.said, view)}


class OrderCustomerMessageSend(CentralMutation):
    """Writes to the shop. Open to owners, to guests with MESSAGE, and to all through the contact form."""

    class Arguments:
        token = token_argument()
        input = OrderCustomerMessageInput(required=True, description="The message.")

    permission = None
    message = graphene.Field(
        OrderMessage, description="Message that was written; null for whoever may not read it."
    )
    thread = graphene.Field(OrderThread, description="Its conversation; null for whoever may not read it.")

    @classmethod
    def perform(cls, info, caller, input):
        named = [input.get(name) is not None for name in ("order", "thread", "contact")]
        if named[0] or not any(named):
            return cls._about_order(info, caller, input)
        if not load_settings(using="default").is_active:
            raise OrderCentralFault("The order centre is off.", ErrorCode.FEATURE_DISABLED)
        if input.get("thread") is not None:
            return cls._in_thread(info, caller, input)
        ask = _customer_ask(info, caller.user_pk, input)
        message = write_to_contact(ask)
        view = view_without_order(info.context, message.thread, None)
        if view is None or view.is_staff:
            # Whoever has no account reads the answer in a mail.
            return cls()
        return cls(thread=view, message=SaidView(message, view))

    @classmethod
    def _about_order(cls, info, caller, input) -> OrderCustomerMessageSend:
        page = own_page(info, order_pk_or_guests(info.context, input.get("order")))
        if page is None:
            raise not_found("order", "There is no such order.")
        message = write_about_order(page.facts, _customer_ask(info, _writer(caller, page), input, page))
        view = ThreadView(message.thread, False, page.language, page.is_redacted)
        return cls(thread=view, message=SaidView(message, view))

    @classmethod
    def _in_thread(cls, info, caller, input) -> OrderCustomerMessageSend:
        row = find_thread(decode_int_pk(input["thread"], TYPE, "thread"), using="default")
        view, page = None, None
        if row is not None and row.order_id is not None:
            page = own_page(info, row.order_id)
            view = thread_through(page, row)
        elif row is not None:
            view = view_without_order(info.context, row, None)
        if row is None or view is None or view.is_staff:
            raise not_found("thread", "There is no such conversation.")
        message = write_in_thread(row.pk, _customer_ask(info, _writer(caller, page), input, page))
        view = ThreadView(message.thread, False, view.language, view.is_redacted)
        return cls(thread=view, message=SaidView(message, view))


def own_page(info: Any, order_pk: Any) -> OrderView | None:
    """Return the order's page for its customer and for guests with MESSAGE; staff writes in its own way."""
    (material,) = MaterialLoader(info.context).read([order_pk], "default")
    page = None if material is None else view_for_caller(info.context, material, None)
    if page is None or page.access not in (Access.OWNER, Access.GUEST):
        return None
    return page if page.may(AccessScope.MESSAGE) else None


def _writer(caller: Caller, page: OrderView | None) -> int | None:
    """A guest is nobody by name, even if somebody else is signed in."""
    return None if page is not None and page.is_guest else caller.user_pk


def _customer_ask(
    info: Any, user_pk: int | None, input: Mapping[str, Any], page: OrderView | None = None
) -> CustomerAsk:
    email = input.get("email") or ""
    scope = f"email:{email.strip().lower()}" if page is None else f"order:{page.facts.order_pk}"
    return CustomerAsk(
        words=words_from(info, input, f"user:{user_pk}" if user_pk else scope),
        contact_pk=contact_pk(input.get("contact")),
        email=email,
        name=storable(input.get("name") or "", "name"),
        channel=storable(input.get("channel") or "", "channel"),
        language=input.get("language_code") or "",
        user_pk=user_pk,
        client=caller_address(info.context),
    )


class OrderMemoAdd(CentralMutation):
    """Adds a note to an order that only staff ever sees."""

    class Arguments:
        order = graphene.ID(required=True, description="The order.")
        input = OrderMemoInput(required=True, description="The memo.")

    order_central = graphene.Field(OrderCentral, description="Order page after the change.")
    entry = graphene.Field(OrderHistoryEntry, description="Entry that was added.")

    @classmethod
    def perform(cls, info, caller, order, input):
        facts = order_for_change(caller, order)
        memo = add_memo(facts, words_from(info, input, scope_of(caller)), author=caller.author())
        forget_loaded(info.context)
        loaded = load_order_view(info.context, facts.order_pk, None)

        def with_entry(view: OrderView | None) -> Any:
            return None if view is None else view.feed().then(lambda feed: _memo_of(feed, memo.pk, view))

        return cls(order_central=loaded, entry=loaded.then(with_entry))


def _memo_of(feed: list[Any], pk: int, view: OrderView) -> EntryView:
    return next(EntryView(entry, view) for entry in feed if entry.id == f"memo:{pk}")


MUTATIONS = (OrderMessageSend, OrderCustomerMessageSend, OrderMemoAdd)
