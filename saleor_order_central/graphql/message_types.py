"""Messages and mails on hold as the API shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene
from django.utils.translation import gettext

from ..conversations.kinds import HeldReason
from ..conversations.models import OrderMemo, ReceivedMail
from ..conversations.models import OrderMessage as MessageRow
from ..conversations.models import OrderThread as ThreadRow
from ..conversations.wording import HELD_WORDS
from ..host.schema import date_time, host_type
from ..language import speaking
from ..timeline.view import Visibility
from .attachment_types import OrderAttachment
from .connections import connection_type
from .conversation_enums import OrderHeldMailReasonEnum, OrderMessageOriginEnum
from .enums import OrderEntryAuthorEnum, OrderEntryVisibilityEnum
from .loaders import UserLoader, loader
from .notification_types import OrderNotification
from .thread_loaders import FilesLoader, MessageNotificationsLoader

DateTime = date_time()


@dataclass(frozen=True, slots=True)
class ThreadView:
    """One conversation as one caller may see it. `is_redacted`: a guest, who gets no object of Saleor's."""

    row: ThreadRow
    is_staff: bool
    language: str
    is_redacted: bool = False


@dataclass(frozen=True, slots=True)
class SaidView:
    """A message, or a memo for staff, in its conversation."""

    row: MessageRow | OrderMemo
    thread: ThreadView

    @property
    def is_memo(self) -> bool:
        """Whether it stays among staff."""
        return isinstance(self.row, OrderMemo)

    @property
    def id(self) -> str:
        """Inner id: unique among messages and memos together."""
        return f"memo:{self.row.pk}" if self.is_memo else str(self.row.pk)

    def only_message(self, column: str, otherwise: Any = None) -> Any:
        """Return a column that memos have not."""
        return otherwise if self.is_memo else getattr(self.row, column)


def _user(info: Any, pk: int | None) -> Any:
    return None if pk is None else loader(info.context, UserLoader).load(pk)


class OrderMessage(graphene.ObjectType):
    """Message of a conversation; for staff also what stays among them."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    author_type = graphene.Field(OrderEntryAuthorEnum, required=True, description="Who wrote it, by role.")
    user = graphene.Field(
        host_type("User"), description="User who wrote it. Null for callers without MANAGE_ORDERS."
    )
    app_name = graphene.String(description="App that wrote it. Null for callers without MANAGE_ORDERS.")
    origin = graphene.Field(OrderMessageOriginEnum, required=True, description="How it arrived.")
    entered_by = graphene.Field(
        host_type("User"),
        description="Staff member who entered it for the customer. Null for callers without MANAGE_ORDERS.",
    )
    visibility = graphene.Field(OrderEntryVisibilityEnum, required=True, description="Who may see it.")
    subject = graphene.String(description="Subject.")
    body = graphene.String(required=True, description="Plain text.")
    body_html = graphene.String(
        description="The same formatted: HTML that was cleaned; null when it is plain."
    )
    attachments = graphene.List(graphene.NonNull(OrderAttachment), required=True, description="Files.")
    created_at = DateTime(required=True, description="When it was written.")
    read_at = DateTime(description="When the other side read it.")
    answered_at = DateTime(description="When staff answered it; of messages of the customer.")
    notifications = graphene.List(
        graphene.NonNull(OrderNotification),
        description="What was sent because of it. Null for callers without MANAGE_ORDERS.",
    )

    @staticmethod
    def resolve_id(root: SaidView, _info):
        return root.id

    @staticmethod
    def resolve_author_type(root: SaidView, _info):
        return root.row.author_type

    @staticmethod
    def resolve_user(root: SaidView, info):
        return _user(info, root.row.user_id) if root.thread.is_staff else None

    @staticmethod
    def resolve_app_name(root: SaidView, _info):
        return (root.row.app_name or None) if root.thread.is_staff else None

    @staticmethod
    def resolve_origin(root: SaidView, _info):
        return root.only_message("origin", "STAFF")

    @staticmethod
    def resolve_entered_by(root: SaidView, info):
        return _user(info, root.only_message("entered_by_id")) if root.thread.is_staff else None

    @staticmethod
    def resolve_visibility(root: SaidView, _info):
        return (Visibility.STAFF if root.is_memo else Visibility.CUSTOMER).name

    @staticmethod
    def resolve_subject(root: SaidView, _info):
        return root.row.subject or None

    @staticmethod
    def resolve_body(root: SaidView, _info):
        return root.row.body

    @staticmethod
    def resolve_body_html(root: SaidView, _info):
        return root.row.body_html or None

    @staticmethod
    def resolve_attachments(root: SaidView, info):
        return loader(info.context, FilesLoader).load(("memo" if root.is_memo else "message", root.row.pk))

    @staticmethod
    def resolve_created_at(root: SaidView, _info):
        return root.row.created_at

    @staticmethod
    def resolve_read_at(root: SaidView, _info):
        return root.only_message("read_at")

    @staticmethod
    def resolve_answered_at(root: SaidView, _info):
        return root.only_message("answered_at")

    @staticmethod
    def resolve_notifications(root: SaidView, info):
        if not root.thread.is_staff:
            return None
        return [] if root.is_memo else loader(info.context, MessageNotificationsLoader).load(root.row.pk)


OrderMessageCountableConnection = connection_type(OrderMessage)


@dataclass(frozen=True, slots=True)
class HeldMailView:
    """An e-mail that waits for staff."""

    row: ReceivedMail
    language: str


class OrderHeldMail(graphene.ObjectType):
    """E-mail that waits for staff, because nobody knows whether it belongs to the conversation."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    reason = graphene.Field(OrderHeldMailReasonEnum, required=True, description="Why it waits.")
    explanation = graphene.String(required=True, description="The reason in words.")
    sender = graphene.String(required=True, description="Address that it says it comes from.")
    sender_name = graphene.String(description="Name that it says it comes from.")
    subject = graphene.String(description="Subject.")
    body = graphene.String(required=True, description="Plain text, without what it quotes.")
    attachments = graphene.List(graphene.NonNull(OrderAttachment), required=True, description="Files.")
    created_at = DateTime(required=True, description="When it came.")

    @staticmethod
    def resolve_id(root: HeldMailView, _info):
        return root.row.pk

    @staticmethod
    def resolve_reason(root: HeldMailView, _info):
        return root.row.held_reason

    @staticmethod
    def resolve_explanation(root: HeldMailView, _info):
        with speaking(root.language):
            return gettext(HELD_WORDS[HeldReason(root.row.held_reason)])

    @staticmethod
    def resolve_sender(root: HeldMailView, _info):
        return root.row.sender

    @staticmethod
    def resolve_sender_name(root: HeldMailView, _info):
        return root.row.sender_name or None

    @staticmethod
    def resolve_subject(root: HeldMailView, _info):
        return root.row.subject or None

    @staticmethod
    def resolve_body(root: HeldMailView, _info):
        return root.row.text

    @staticmethod
    def resolve_attachments(root: HeldMailView, info):
        return loader(info.context, FilesLoader).load(("mail", root.row.pk))

    @staticmethod
    def resolve_created_at(root: HeldMailView, _info):
        return root.row.created_at
