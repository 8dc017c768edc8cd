"""Return requests as the API shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene
from django.utils.translation import gettext
from promise import Promise

from ..host import get_host
from ..host.facts import ShipmentFacts
from ..host.schema import date_time, host_type, money
from ..language import speaking
from ..refunds.models import OrderRefund, RefundStatus
from ..returns.actions import actions_of_request
from ..returns.kinds import ReturnState
from ..returns.models import ReturnLine, ReturnParcel, ReturnRequest
from ..returns.states import NEXT_STATES
from ..returns.wording import RESTOCKING_FEE, RETURN_FEE, STATE_LABELS
from ..timeline.view import Parcel
from .action_types import OrderAvailableAction
from .connections import connection_type, page_arguments, page_of_sequence, window
from .enums import OrderEntryAuthorEnum
from .loaders import OrderLoader, UserLoader, loader
from .parcel_types import OrderParcel, ParcelView
from .refund_types import OrderCreditNote, OrderRefundEstimate, OrderRefundRecord, OrderVoucher, parts_of
from .return_enums import (
    OrderReturnLabelPayerEnum,
    OrderReturnOutcomeEnum,
    OrderReturnStateEnum,
)
from .return_line_types import OrderReturnRequestLine, ReturnLineView, reason_of
from .return_loaders import (
    ReturnEstimateLoader,
    ReturnLinesLoader,
    ReturnParcelsLoader,
    ReturnRefundsLoader,
)
from .return_reason_types import OrderReturnReason
from .timeline_types import EntryView, OrderHistoryEntryCountableConnection
from .views import OrderView, load_order_view

DateTime = date_time()


@dataclass(frozen=True, slots=True)
class ReturnView:
    """One request as one caller may see it."""

    request: ReturnRequest
    view: OrderView


class OrderReturnFee(graphene.ObjectType):
    """Fee taken from what the customer gets back."""

    name = graphene.String(required=True, description="Name.")
    amount = graphene.Field(host_type("Money"), required=True, description="Amount.")


def fee_list(shares: Any, fixed: Any, currency: str, language: str) -> list[OrderReturnFee]:
    """Return the fees that are not nothing, with their names in a language."""
    with speaking(language):
        named = ((gettext(RESTOCKING_FEE), shares), (gettext(RETURN_FEE), fixed))
    return [OrderReturnFee(name=name, amount=money(one, currency)) for name, one in named if one]


class OrderReturnRequest(graphene.ObjectType):
    """Request to give goods back."""

    class Meta:
        interfaces = (graphene.relay.Node,)

    number = graphene.String(required=True, description="Number to quote.")
    order = graphene.Field(host_type("Order"), description="The Saleor order; null for redacted callers.")
    state = graphene.Field(OrderReturnStateEnum, required=True, description="State.")
    state_label = graphene.String(required=True, description="Name of the state for the customer.")
    next_states = graphene.List(
        graphene.NonNull(OrderReturnStateEnum), required=True, description="States that may follow."
    )
    actions = graphene.List(
        graphene.NonNull(OrderAvailableAction),
        required=True,
        description="Actions of the caller, each with a reason when it is not available.",
    )
    requested_by = graphene.Field(
        OrderEntryAuthorEnum, required=True, description="Whose wish it is, by role."
    )
    entered_by = graphene.Field(
        host_type("User"), description="Staff who wrote it down. Null for callers without MANAGE_ORDERS."
    )
    customer_note = graphene.String(description="Words of the customer.")
    staff_note = graphene.String(description="The merchant's note. Null for callers without MANAGE_ORDERS.")
    decline_reason = graphene.Field(OrderReturnReason, description="Structured reason of a refusal.")
    decline_message = graphene.String(description="Words about a refusal.")
    outcome = graphene.Field(OrderReturnOutcomeEnum, description="What it came to, once it is completed.")
    nothing_due_reason = graphene.String(description="Stated reason when it ended with nothing due.")
    replacement_order = graphene.Field(
        host_type("Order"),
        description="Order made for an exchange; null for redacted callers and for orders of others.",
    )
    estimate = graphene.Field(
        OrderRefundEstimate,
        description="What completing it now would give; null when it is not at this step, or when nothing "
        "of it is to be paid.",
    )
    refunds = graphene.List(
        graphene.NonNull(OrderRefundRecord), required=True, description="Refunds made for it, oldest first."
    )
    credit_notes = graphene.List(
        graphene.NonNull(OrderCreditNote), required=True, description="Credit notes made for it."
    )
    vouchers = graphene.List(
        graphene.NonNull(OrderVoucher), required=True, description="Vouchers given for it."
    )
    lines = graphene.List(graphene.NonNull(OrderReturnRequestLine), required=True, description="Lines.")
    parcels = graphene.List(
        graphene.NonNull(OrderParcel), required=True, description="Parcels that come back."
    )
    instructions = graphene.String(description="How to send the goods.")
    label_url = graphene.String(description="Address of the return label.")
    label_payer = graphene.Field(
        OrderReturnLabelPayerEnum, required=True, description="Who pays for the way back."
    )
    fees = graphene.List(
        graphene.NonNull(OrderReturnFee), required=True, description="Fees of the day of the request."
    )
    history = graphene.Field(
        OrderHistoryEntryCountableConnection,
        required=True,
        description="Entries of this request, oldest first; staff entries are left out for customers.",
        **page_arguments(),
    )
    expires_at = DateTime(description="When it ends if no parcel comes; null when it does not end by itself.")
    created_at = DateTime(required=True, description="When it was made.")
    updated_at = DateTime(required=True, description="Last change.")

    @staticmethod
    def resolve_id(root: ReturnView, _info):
        return root.request.pk

    @staticmethod
    def resolve_number(root: ReturnView, _info):
        return root.request.number

    @staticmethod
    def resolve_order(root: ReturnView, info):
        # Saleor's order leads to personal data.
        if root.view.is_redacted:
            return None
        return loader(info.context, OrderLoader).load(root.request.order_id).then(get_host().wrap)

    @staticmethod
    def resolve_state(root: ReturnView, _info):
        return root.request.state

    @staticmethod
    def resolve_state_label(root: ReturnView, _info):
        with speaking(root.view.language):
            return gettext(STATE_LABELS[ReturnState(root.request.state)])

    @staticmethod
    def resolve_next_states(root: ReturnView, _info):
        return [one.value for one in NEXT_STATES[ReturnState(root.request.state)]]

    @staticmethod
    def resolve_actions(root: ReturnView, info):
        def listed(refunds: list[OrderRefund]) -> Any:
            is_paying = any(one.status == RefundStatus.PENDING for one in refunds)
            with speaking(root.view.language):
                return actions_of_request(
                    ReturnState(root.request.state), for_staff=root.view.is_staff, is_paying=is_paying
                )

        return loader(info.context, ReturnRefundsLoader).load(root.request.pk).then(listed)

    @staticmethod
    def resolve_replacement_order(root: ReturnView, info):
        pk = root.request.replacement_order_id
        if pk is None or root.view.is_redacted:
            return None
        found = load_order_view(info.context, pk, None)
        return found.then(lambda view: shown_order(info, view))

    @staticmethod
    def resolve_estimate(root: ReturnView, info):
        return (
            loader(info.context, ReturnEstimateLoader)
            .load(root.request.pk)
            .then(lambda plan: plan and OrderRefundEstimate.of(plan, for_staff=root.view.is_staff))
        )

    @staticmethod
    def resolve_refunds(root: ReturnView, info):
        return refunds_of_return(root, info)

    @staticmethod
    def resolve_credit_notes(root: ReturnView, info):
        return refunds_of_return(root, info).then(lambda found: parts_of(found, "credit_note"))

    @staticmethod
    def resolve_vouchers(root: ReturnView, info):
        return refunds_of_return(root, info).then(lambda found: parts_of(found, "voucher"))

    @staticmethod
    def resolve_requested_by(root: ReturnView, _info):
        return root.request.requested_by

    @staticmethod
    def resolve_entered_by(root: ReturnView, info):
        pk = root.request.entered_by_id
        return loader(info.context, UserLoader).load(pk) if root.view.is_staff and pk else None

    @staticmethod
    def resolve_customer_note(root: ReturnView, _info):
        return root.request.customer_note or None

    @staticmethod
    def resolve_staff_note(root: ReturnView, _info):
        return (root.request.staff_note or None) if root.view.is_staff else None

    @staticmethod
    def resolve_decline_reason(root: ReturnView, info):
        return reason_of(info, root.request.decline_reason_id)

    @staticmethod
    def resolve_decline_message(root: ReturnView, _info):
        return root.request.decline_message or None

    @staticmethod
    def resolve_outcome(root: ReturnView, _info):
        return root.request.outcome or None

    @staticmethod
    def resolve_nothing_due_reason(root: ReturnView, _info):
        return root.request.nothing_due_reason or None

    @staticmethod
    def resolve_lines(root: ReturnView, info):
        found = loader(info.context, ReturnLinesLoader).load(root.request.pk)
        return found.then(lambda lines: [ReturnLineView(line, root.view) for line in lines])

    @staticmethod
    def resolve_parcels(root: ReturnView, info):
        found = loader(info.context, ReturnParcelsLoader).load(root.request.pk)
        return found.then(lambda rows: [parcel_view(row, place, root) for place, row in enumerate(rows, 1)])

    @staticmethod
    def resolve_instructions(root: ReturnView, _info):
        return root.request.instructions or None

    @staticmethod
    def resolve_label_url(root: ReturnView, _info):
        return root.request.label_url or None

    @staticmethod
    def resolve_label_payer(root: ReturnView, _info):
        return root.request.label_payer

    @staticmethod
    def resolve_fees(root: ReturnView, info):
        request = root.request

        def listed(lines: list[ReturnLine]) -> list[OrderReturnFee]:
            shares = sum(line.fee for line in lines)
            return fee_list(shares, request.fixed_fee, request.currency, root.view.language)

        return loader(info.context, ReturnLinesLoader).load(request.pk).then(listed)

    @staticmethod
    def resolve_history(root: ReturnView, _info, **page):
        wanted = window(**page)

        def cut(feed: list[Any]) -> Any:
            mine = [EntryView(one, root.view) for one in feed if one.return_pk == root.request.pk]
            return page_of_sequence(mine, lambda one: one.entry.id, wanted)

        return root.view.feed().then(cut)

    @staticmethod
    def resolve_expires_at(root: ReturnView, _info):
        return root.request.expires_at

    @staticmethod
    def resolve_created_at(root: ReturnView, _info):
        return root.request.created_at

    @staticmethod
    def resolve_updated_at(root: ReturnView, _info):
        return root.request.updated_at


def shown_order(info: Any, view: OrderView | None) -> Promise | None:
    """Promise Saleor's order to a caller who may see all of it; it leads to personal data."""
    if view is None or view.is_redacted:
        return None
    return loader(info.context, OrderLoader).load(view.facts.order_pk).then(get_host().wrap)


def refunds_of_return(root: ReturnView, info: Any) -> Promise:
    """Promise the refunds of a return; those that failed are for staff."""

    def shown(refunds: list[OrderRefund]) -> list[OrderRefund]:
        return [one for one in refunds if root.view.is_staff or one.status != RefundStatus.FAILURE]

    return loader(info.context, ReturnRefundsLoader).load(root.request.pk).then(shown)


def parcel_view(row: ReturnParcel, place: int, root: ReturnView) -> ParcelView:
    """Classify the code of a parcel that comes back, as that of any other parcel (000-30)."""
    facts = root.view.facts
    tracking = root.view.rules.tracking.classify(row.code, channel=facts.channel, language=root.view.language)
    shipment = ShipmentFacts(None, place, row.code, row.created_at)
    return ParcelView(Parcel(f"return-{row.pk}", shipment, tracking), root.view)


OrderReturnRequestCountableConnection = connection_type(OrderReturnRequest)
