"""Statements of withdrawal and the right of one order as the API shows them. Needs legal review."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import graphene
from django.utils import timezone
from promise import Promise

from ..access.kinds import AccessScope
from ..actions import AvailableAction
from ..host import get_host
from ..host.schema import date_time, global_id, host_type
from ..notifications.models import NotificationStatus
from ..withdrawals import selectors
from ..withdrawals.actions import withdraw_action
from ..withdrawals.kinds import LineRight, OrderRight, Unavailable, WithdrawalStatus
from ..withdrawals.models import Withdrawal
from ..withdrawals.settings import WithdrawalBook, load_withdrawal_book
from .connections import connection_type
from .enums import describe_enum
from .loaders import OrderLinesLoader, OrderLoader, _ContextLoader, _once, loader
from .order_line_types import FOR_GUESTS, core_line
from .return_types import OrderReturnRequest, ReturnView
from .views import OrderView

DateTime = date_time()

OrderWithdrawalStatusEnum = describe_enum(
    "OrderWithdrawalStatusEnum",
    WithdrawalStatus,
    "State of a withdrawal statement.",
    {
        "SUBMITTED": "Received from the consumer.",
        "ACKNOWLEDGED": "The receipt went out.",
        "COMPLETED": "Goods and money are settled.",
        "INVALID": "No right of withdrawal; staff wrote down why.",
    },
)

OrderWithdrawalUnavailableEnum = describe_enum(
    "OrderWithdrawalUnavailableEnum",
    Unavailable,
    "Why a withdrawal is not possible.",
    {
        "FEATURE_DISABLED": "The function is off in this channel.",
        "BUSINESS_CUSTOMER": "The shop leaves business customers out.",
        "WINDOW_CLOSED": "The period is over.",
        "EXCLUDED": "The shop says that there is no right for this product.",
        "NOTHING_LEFT": "All units have been withdrawn from.",
    },
)


class WithdrawalMaterialLoader(_ContextLoader):
    """WithdrawalMaterial by order pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_withdrawal_material(keys, using=alias)
        return [found[key] for key in keys]


class WithdrawalsLoader(_ContextLoader):
    """Statements by order pk, oldest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_withdrawals(keys, using=alias)
        return [found.get(key, []) for key in keys]


class WithdrawalLinesLoader(_ContextLoader):
    """Lines by statement pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_withdrawal_lines(keys, using=alias)
        return [found.get(key, []) for key in keys]


def shop_withdrawals(context: Any) -> WithdrawalBook:
    """Return the settings of the function, read once per request."""

    def read() -> WithdrawalBook:
        with get_host().reading(context) as alias:
            return load_withdrawal_book(using=alias)

    return _once(context, "withdrawal_book", read)


@dataclass(frozen=True, slots=True)
class WithdrawalView:
    """One statement as one caller may see it; strangers see only what they stated."""

    row: Withdrawal
    view: OrderView | None = None
    is_for_staff: bool = False

    @property
    def knows_more(self) -> bool:
        """Whether the caller may see what became of the statement."""
        return self.is_for_staff or self.view is not None

    @property
    def status(self) -> str:
        """State for this caller; a receipt that left acknowledges the statement."""
        if not self.knows_more:
            return WithdrawalStatus.SUBMITTED.value
        is_told = self.row.status == WithdrawalStatus.SUBMITTED.value and self.sent_at is not None
        return WithdrawalStatus.ACKNOWLEDGED.value if is_told else self.row.status

    @property
    def sent_at(self) -> datetime | None:
        """When the receipt left, for callers who may know."""
        mail = self.row.notification if self.knows_more else None
        return mail.sent_at if mail is not None and mail.status == NotificationStatus.SENT else None


class OrderWithdrawalLine(graphene.ObjectType):
    """Units that a statement is about."""

    order_line_id = graphene.ID(description="Id of the order line; null when it was named in words.")
    product_name = graphene.String(required=True, description="Name of the product.")
    quantity = graphene.Int(required=True, description="Units.")

    @staticmethod
    def resolve_order_line_id(root, _info):
        return global_id("OrderLine", root.order_line_id) if root.order_line_id else None


class OrderWithdrawal(graphene.ObjectType):
    """Withdrawal statement of a consumer; a record of its own, apart from return requests."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    number = graphene.String(required=True, description="Number to quote.")
    order = graphene.Field(
        host_type("Order"), description="Order; null for guests and while the named order is not found."
    )
    order_number = graphene.String(required=True, description="Number of the order as it was named.")
    name = graphene.String(required=True, description="Name of the consumer.")
    email = graphene.String(required=True, description="E-mail for the receipt.")
    message = graphene.String(description="Free words.")
    lines = graphene.List(
        graphene.NonNull(OrderWithdrawalLine), required=True, description="Lines; none for the whole order."
    )
    status = graphene.Field(OrderWithdrawalStatusEnum, required=True, description="State.")
    is_verified = graphene.Boolean(
        required=True, description="Whether somebody with access to the order made it, and it was checked."
    )
    received_at = DateTime(required=True, description="When it was received, to the second.")
    receipt = graphene.String(
        required=True, description="Text of the receipt, as it is mailed: content with date and time."
    )
    receipt_sent_at = DateTime(description="When the receipt went out.")
    return_request = graphene.Field(OrderReturnRequest, description="Return request opened for the goods.")
    staff_note = graphene.String(description="Note of staff. Null for callers without MANAGE_ORDERS.")

    @staticmethod
    def resolve_id(root: WithdrawalView, _info):
        return root.row.pk

    @staticmethod
    def resolve_number(root: WithdrawalView, _info):
        return root.row.number

    @staticmethod
    def resolve_order(root: WithdrawalView, info):
        if root.view is None or root.view.is_redacted or root.row.order_id is None:
            return None
        return loader(info.context, OrderLoader).load(root.row.order_id).then(get_host().wrap)

    @staticmethod
    def resolve_order_number(root: WithdrawalView, _info):
        return root.row.order_number

    @staticmethod
    def resolve_name(root: WithdrawalView, _info):
        return root.row.name

    @staticmethod
    def resolve_email(root: WithdrawalView, _info):
        return root.row.email

    @staticmethod
    def resolve_message(root: WithdrawalView, _info):
        return root.row.message or None

    @staticmethod
    def resolve_lines(root: WithdrawalView, info):
        return loader(info.context, WithdrawalLinesLoader).load(root.row.pk)

    @staticmethod
    def resolve_status(root: WithdrawalView, _info):
        return root.status

    @staticmethod
    def resolve_is_verified(root: WithdrawalView, _info):
        return root.row.is_verified

    @staticmethod
    def resolve_received_at(root: WithdrawalView, _info):
        return root.row.received_at

    @staticmethod
    def resolve_receipt(root: WithdrawalView, _info):
        return root.row.receipt

    @staticmethod
    def resolve_receipt_sent_at(root: WithdrawalView, _info):
        return root.sent_at

    @staticmethod
    def resolve_return_request(root: WithdrawalView, _info):
        request, view = root.row.return_request, root.view
        if request is None or view is None or not view.may(AccessScope.RETURN):
            return None
        return ReturnView(request, view)

    @staticmethod
    def resolve_staff_note(root: WithdrawalView, _info):
        is_staff = root.is_for_staff or (root.view is not None and root.view.is_staff)
        return root.row.staff_note or None if is_staff else None


OrderWithdrawalCountableConnection = connection_type(OrderWithdrawal)


class OrderWithdrawableLine(graphene.ObjectType):
    """Line with what can be withdrawn from it, or why nothing can."""

    order_line = graphene.Field(host_type("OrderLine"), description=FOR_GUESTS)
    order_line_id = graphene.ID(required=True, description="Id of the order line.")
    product_name = graphene.String(required=True, description="Name of the product.")
    max_quantity = graphene.Int(required=True, description="Most units; 0 for a line without the right.")
    reason_code = graphene.Field(OrderWithdrawalUnavailableEnum, description="Why not, for programs.")
    reason = graphene.String(description="Why not, for people.")


class OrderWithdrawalInfo(graphene.ObjectType):
    """Right of withdrawal for one order."""

    is_available = graphene.Boolean(required=True, description="Whether the function is open now.")
    reason_code = graphene.Field(OrderWithdrawalUnavailableEnum, description="Why not, for programs.")
    reason = graphene.String(description="Why not, for people.")
    starts_at = DateTime(description="When the last parcel arrived; null while nobody knows.")
    ends_at = DateTime(description="End of the period; null while it has not begun: the function is open.")
    button_label = graphene.String(required=True, description="Text of the first control.")
    confirm_label = graphene.String(required=True, description="Text of the confirming control.")
    lines = graphene.List(
        graphene.NonNull(OrderWithdrawableLine), required=True, description="Lines with the right."
    )
    excluded_lines = graphene.List(
        graphene.NonNull(OrderWithdrawableLine),
        required=True,
        description="Lines without the right, with reasons.",
    )
    statements = graphene.List(
        graphene.NonNull(OrderWithdrawal),
        required=True,
        description="Statements received so far; for guests only with WITHDRAW.",
    )


def withdrawal_right(view: OrderView) -> Any:
    """Promise the right of one order."""
    rules = shop_withdrawals(view.context).rules(view.facts.channel)
    found = loader(view.context, WithdrawalMaterialLoader).load(view.facts.order_pk)
    return found.then(lambda material: judge(view, material, rules))


def judge(view: OrderView, material: Any, rules: Any) -> OrderRight:
    """Judge the order of a page now."""
    checkpoints = view.material.checkpoints
    return selectors.right_of(view.facts, material, checkpoints, view.stored, rules, timezone.now())


def withdrawal_actions(view: OrderView) -> Any:
    """Promise the action of the order page, with the merchant's words for a reason."""
    book, channel = shop_withdrawals(view.context), view.facts.channel

    def listed(right: OrderRight) -> list[AvailableAction]:
        words = book.reason(channel, right.reason, view.language) if right.reason else ""
        return [withdraw_action(right, words)]

    return withdrawal_right(view).then(listed)


def withdrawal_information(view: OrderView) -> Any:
    """Promise what `OrderCentral.withdrawal` shows."""
    parts = [
        withdrawal_right(view),
        loader(view.context, OrderLinesLoader).load(view.facts.order_pk),
        loader(view.context, WithdrawalsLoader).load(view.facts.order_pk),
    ]
    return Promise.all(parts).then(lambda found: _information(view, *found))


def _information(view: OrderView, right: OrderRight, lines: list[Any], rows: list[Any]) -> Any:
    book, channel, language = shop_withdrawals(view.context), view.facts.channel, view.language
    by_pk = {line.pk: line for line in lines}

    def shown(one: LineRight) -> OrderWithdrawableLine:
        return OrderWithdrawableLine(
            order_line=core_line(by_pk[one.order_line_pk], view) if one.order_line_pk in by_pk else None,
            order_line_id=global_id("OrderLine", one.order_line_pk),
            product_name=one.name,
            max_quantity=0 if one.reason else one.max_quantity,
            reason_code=one.reason and one.reason.value,
            reason=one.reason and book.reason(channel, one.reason, language),
        )

    return OrderWithdrawalInfo(
        is_available=right.reason is None,
        reason_code=right.reason and right.reason.value,
        reason=right.reason and book.reason(channel, right.reason, language),
        starts_at=right.starts_at,
        ends_at=right.ends_at,
        button_label=book.text(channel, "button_label", language),
        confirm_label=book.text(channel, "confirm_label", language),
        lines=[shown(one) for one in right.lines if one.reason is None],
        excluded_lines=[shown(one) for one in right.lines if one.reason is not None],
        statements=[WithdrawalView(row, view) for row in rows] if view.may(AccessScope.WITHDRAW) else [],
    )
