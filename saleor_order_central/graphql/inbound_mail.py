"""Mails that come in: handed over by apps, and what staff decides about those on hold."""

from __future__ import annotations

from typing import Any

import graphene

from ..attachments.files import refuse_amount
from ..conversations.models import ReceivedMail
from ..errors import ErrorCode, OrderCentralFault, invalid, required
from ..host.access import Caller
from ..host.schema import host_type
from ..inbound_mail.held import accept_held_mail, dismiss_held_mail, find_held_mail, unknown_mail
from ..inbound_mail.intake import Intake, Outcome, take_in
from ..inbound_mail.mime import Mail
from ..settings import load_settings
from ..text import plain_line, plain_text
from .base import CentralMutation
from .enums import describe_enum
from .ids import decode_int_pk
from .message_types import OrderMessage, SaidView, ThreadView
from .thread_types import OrderThread
from .thread_views import works_on
from .uploads import raw_files

TYPE = "OrderHeldMail"
_MOST_TEXT = 500_000

OrderInboundEmailOutcomeEnum = describe_enum(
    "OrderInboundEmailOutcomeEnum",
    Outcome,
    "What became of an e-mail that came in.",
    {
        "ACCEPTED": "It is a message of its conversation.",
        "HELD": "It waits for staff.",
        "DUPLICATE": "It was taken before.",
        "AUTOMATIC": "A machine wrote it; it is no message.",
        "BOUNCE": "It says that an e-mail of ours came back.",
        "EMPTY": "It held neither words nor files.",
        "UNKNOWN_ADDRESS": "No address of it is signed.",
        "REFUSED": "Too many e-mails wait for staff in this conversation.",
        "OFF": "The shop takes no answers: it has no mailbox for them.",
    },
)


class OrderInboundEmailInput(graphene.InputObjectType):
    """Customer's e-mail handed over by a program that has read it."""

    from_address = graphene.String(required=True, description="Sender.")
    from_name = graphene.String(description="Name of the sender.")
    to_address = graphene.String(required=True, description="Recipient: the signed reply address.")
    subject = graphene.String(description="Subject.")
    message_id = graphene.String(required=True, description="Its Message-ID; the same one is taken once.")
    text = graphene.String(required=True, description="Plain text; what it quotes is taken out.")
    is_automatic = graphene.Boolean(description="Whether a machine wrote it.")
    attachments = graphene.List(
        graphene.NonNull(host_type("Upload")),
        description="Files, as parts of a multipart request; those of other types are left out.",
    )


class OrderInboundEmailReceive(CentralMutation):
    """Puts a customer's e-mail into its conversation. Apps with MANAGE_ORDERS only."""

    class Arguments:
        input = OrderInboundEmailInput(required=True, description="The e-mail.")

    outcome = graphene.Field(OrderInboundEmailOutcomeEnum, description="What became of it; null on errors.")
    message = graphene.Field(OrderMessage, description="Message that was made from it.")
    thread = graphene.Field(OrderThread, description="Its conversation.")
    is_duplicate = graphene.Boolean(required=True, description="Whether the e-mail was known already.")
    is_held = graphene.Boolean(required=True, description="Whether it waits for staff.")

    @classmethod
    def refused(cls, errors) -> OrderInboundEmailReceive:
        return cls(is_duplicate=False, is_held=False, errors=errors)

    @classmethod
    def perform(cls, info, caller, input):
        if not caller.is_app:
            raise OrderCentralFault("Only apps hand e-mails over.", ErrorCode.PERMISSION_DENIED)
        return cls.payload(caller, take_in(_mail(info, input)))

    @classmethod
    def payload(cls, caller: Caller, found: Intake) -> OrderInboundEmailReceive:
        """Show the conversation if the app may work with it."""
        row = found.thread if found.thread is not None and works_on(caller, found.thread) else None
        view = None if row is None else ThreadView(row, True, "")
        said = None if view is None or found.message is None else SaidView(found.message, view)
        return cls(
            outcome=found.outcome.name,
            thread=view,
            message=said,
            is_duplicate=found.outcome is Outcome.DUPLICATE,
            is_held=found.outcome is Outcome.HELD,
        )


def _mail(info: Any, input: Any) -> Mail:
    message_id = plain_line(input["message_id"], "messageId", limit=990).strip("<>")
    if not message_id:
        raise required("messageId")
    sender = plain_line(input["from_address"], "fromAddress", limit=254).lower()
    if "@" not in sender:
        raise invalid("fromAddress", "Write the address of the sender.")
    files = raw_files(info, input.get("attachments"), field="attachments")
    refuse_amount([len(data) for _name, data in files], field="attachments")
    return Mail(
        message_id=f"<{message_id}>",
        sender=sender,
        sender_name=plain_line(input.get("from_name"), "fromName", limit=250),
        recipients=(plain_line(input["to_address"], "toAddress", limit=254),),
        subject=plain_line(input.get("subject"), "subject", limit=1000)[:250],
        text=plain_text(input["text"], "text", limit=_MOST_TEXT),
        files=files,
        headers={"auto-submitted": "auto-replied"} if input.get("is_automatic") else {},
    )


class HeldMailMutation(CentralMutation):
    """Base of the mutations of e-mails on hold."""

    class Meta:
        abstract = True

    thread = graphene.Field(OrderThread, description="Conversation after the change.")

    @classmethod
    def found(cls, caller: Caller, global_id: str) -> ReceivedMail:
        """Return an e-mail of a conversation that the caller works with. Raises NOT_FOUND."""
        if not load_settings(using="default").is_active:
            raise OrderCentralFault("The order centre is off.", ErrorCode.FEATURE_DISABLED)
        row = find_held_mail(decode_int_pk(global_id, TYPE, "id"), using="default")
        if row is None or not works_on(caller, row.thread):
            raise unknown_mail()
        return row


class OrderHeldMailAccept(HeldMailMutation):
    """Makes an e-mail on hold a message of its conversation."""

    class Arguments:
        id = graphene.ID(required=True, description="The e-mail.")
        remember_sender = graphene.Boolean(
            description="Whether further e-mails from this address are the customer's, too."
        )

    message = graphene.Field(OrderMessage, description="Message that was made from it.")

    @classmethod
    def perform(cls, info, caller, id, remember_sender=False):
        row = cls.found(caller, id)
        message = accept_held_mail(row.pk, author=caller.author(), remember_sender=bool(remember_sender))
        view = ThreadView(message.thread, True, "")
        return cls(thread=view, message=SaidView(message, view))


class OrderHeldMailDismiss(HeldMailMutation):
    """Throws an e-mail on hold away, with its words and files."""

    class Arguments:
        id = graphene.ID(required=True, description="The e-mail.")

    @classmethod
    def perform(cls, info, caller, id):
        row = dismiss_held_mail(cls.found(caller, id).pk, author=caller.author())
        return cls(thread=ThreadView(row.thread, True, ""))


MUTATIONS = (OrderInboundEmailReceive, OrderHeldMailAccept, OrderHeldMailDismiss)
