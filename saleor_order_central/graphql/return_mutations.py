"""Asking for returns and working on them."""

from dataclasses import replace
from typing import Any

import graphene

from ..access.kinds import AccessScope
from ..author import Author, AuthorType
from ..errors import ErrorCode, OrderCentralFault, invalid, not_found
from ..host import get_host
from ..host.access import Caller
from ..refunds.request import RefundKind
from ..returns.asks import StateChange
from ..returns.changes import cancel_by_customer, change_state, unknown_request
from ..returns.models import ReturnRequest
from ..returns.receiving import receive_units
from ..returns.requests import create_return
from ..returns.selectors import load_return_parcels, load_return_requests
from ..returns.way_back import add_return_tracking
from .base import CentralMutation
from .guests import order_pk_or_guests, token_argument
from .ids import decode_int_pk
from .loaders import MaterialLoader, forget_loaded
from .parcel_types import OrderParcel
from .refund_inputs import OrderRefundOptionsInput, options_request
from .refund_mutations import refund_made
from .refund_types import OrderCreditNote, OrderRefundRecord, OrderVoucher
from .return_inputs import (
    OrderReturnReceiveLineInput,
    OrderReturnRequestInput,
    OrderReturnStateChangeInput,
    ask_from,
    reception_from,
    state_change_from,
)
from .return_types import OrderReturnRequest, ReturnView, parcel_view
from .status_changes import OrderNotifyInput
from .views import OrderView, view_for_caller

TYPE = "OrderReturnRequest"


def view_of_returns(info: Any, order_pk: Any) -> OrderView | None:
    """Return the order's page for whoever may work with its returns: owner, staff, guests with RETURN.

    None for others.

    Everything about returns asks here who may; the rule itself is that of the order page.
    """
    (material,) = MaterialLoader(info.context).read([order_pk], "default")
    view = None if material is None else view_for_caller(info.context, material, None)
    if view is None or not view.may(AccessScope.RETURN):
        return None
    if not view.is_on:
        raise OrderCentralFault("The order centre is off.", ErrorCode.FEATURE_DISABLED)
    return view


def author_of(caller: Caller, view: OrderView) -> Author:
    """Return whom the history names: the customer, unless staff acts. A guest is nobody by name."""
    if view.is_staff:
        return caller.author()
    return Author(AuthorType.CUSTOMER, user_pk=None if view.is_guest else caller.user_pk)


def request_for_change(info: Any, id: str, *, staff_only: bool) -> tuple[ReturnRequest, OrderView]:
    """Find a request that the caller may work with. Raises NOT_FOUND."""
    pk = decode_int_pk(id, TYPE, "id")
    request = load_return_requests([pk], using="default").get(pk)
    view = None if request is None else view_of_returns(info, request.order_id)
    if request is None or view is None or (staff_only and not view.is_staff):
        raise unknown_request()
    return request, view


class ReturnMutation(CentralMutation):
    """Base of the mutations that return a request."""

    class Meta:
        abstract = True

    return_request = graphene.Field(OrderReturnRequest, description="The request after the change.")

    @classmethod
    def payload(cls, info: Any, request: ReturnRequest, **fields: Any) -> "ReturnMutation":
        """Read the page anew, so that what is shown is what was written."""
        view = _fresh_view(info, request)
        return cls(return_request=None if view is None else ReturnView(request, view), **fields)


def _fresh_view(info: Any, request: ReturnRequest) -> OrderView | None:
    forget_loaded(info.context)
    return view_of_returns(info, request.order_id)


class OrderReturnRequestCreate(ReturnMutation):
    """Asks for a return. Open to the order's owner, to guests with RETURN and to MANAGE_ORDERS."""

    class Arguments:
        token = token_argument()
        input = OrderReturnRequestInput(required=True, description="The request.")

    permission = None

    @classmethod
    def perform(cls, info, caller, input):
        order_pk = order_pk_or_guests(info.context, input.get("order"))
        view = view_of_returns(info, order_pk)
        if view is None:
            raise not_found("order", "There is no such order.")
        ask = ask_from(info, input, view)
        request = create_return(
            order_pk,
            ask,
            author=author_of(caller, view),
            on_behalf_of_customer=bool(input.get("on_behalf_of_customer")),
        )
        return cls.payload(info, request)


class OrderReturnRequestCancel(ReturnMutation):
    """Gives up a return that has not arrived. Open to owners, guests with RETURN and MANAGE_ORDERS."""

    class Arguments:
        token = token_argument()
        id = graphene.ID(required=True, description="The request.")

    permission = None

    @classmethod
    def perform(cls, info, caller, id):
        request, view = request_for_change(info, id, staff_only=False)
        changed = cancel_by_customer(request.pk, request.order_id, author=author_of(caller, view))
        return cls.payload(info, changed)


class OrderReturnRequestStateChange(ReturnMutation):
    """Moves a return request to another state."""

    class Arguments:
        id = graphene.ID(required=True, description="The request.")
        input = OrderReturnStateChangeInput(required=True, description="What to change.")

    @classmethod
    def perform(cls, info, caller, id, input):
        request, _view = request_for_change(info, id, staff_only=True)
        change = state_change_from(input)
        _refuse_replacement(caller, request, change)
        return cls.payload(info, change_state(request.pk, request.order_id, change, author=caller.author()))


def _refuse_replacement(caller: Caller, request: ReturnRequest, change: StateChange) -> None:
    """An exchange names another order that the caller may work with."""
    pk = change.replacement_pk
    if pk is None:
        return
    facts = get_host().load_facts([pk], using="default", whole_history=False).get(pk)
    if facts is None or pk == request.order_id or not caller.may_work_in(facts.channel):
        raise not_found("replacementOrder", "There is no such other order.")


class OrderReturnRequestComplete(ReturnMutation):
    """Completes a received return with its refund or voucher, once the payment's provider has answered."""

    class Arguments:
        id = graphene.ID(required=True, description="The request.")
        input = OrderRefundOptionsInput(required=True, description="What is given for it.")
        message = graphene.String(description="Words for the customer.")

    refund = graphene.Field(OrderRefundRecord, description="Refund that was made.")
    credit_note = graphene.Field(OrderCreditNote, description="Credit note that was made.")
    voucher = graphene.Field(OrderVoucher, description="Voucher that was made.")

    @classmethod
    def perform(cls, info, caller, id, input, message=None):
        request, _view = request_for_change(info, id, staff_only=True)
        if input.get("return_request") not in (None, id):
            raise invalid("returnRequest", "The request that is completed is named already.")
        options = options_request(RefundKind.PRODUCTS_RETURN, {**input, "return_request": id})
        wanted = replace(options, completes=True, message=message or "")
        made = refund_made(caller, request.order_id, wanted)
        return cls.payload(
            info,
            load_return_requests([request.pk], using="default")[request.pk],
            refund=made,
            credit_note=getattr(made, "credit_note", None),
            voucher=getattr(made, "voucher", None),
        )


class OrderReturnRequestReceive(ReturnMutation):
    """Records units that arrived; the first time the request becomes PACKAGE_RECEIVED."""

    class Arguments:
        id = graphene.ID(required=True, description="The request.")
        lines = graphene.List(
            graphene.NonNull(OrderReturnReceiveLineInput), required=True, description="What arrived."
        )
        notify = OrderNotifyInput(description="What to send; the customer gets an e-mail by default.")
        idempotency_key = graphene.String(description="Repeat-safe key.")

    @classmethod
    def perform(cls, info, caller, id, lines, notify=None, idempotency_key=None):
        request, _view = request_for_change(info, id, staff_only=True)
        reception = reception_from(lines, notify, idempotency_key)
        return cls.payload(
            info, receive_units(request.pk, request.order_id, reception, author=caller.author())
        )


class OrderReturnRequestTrackingAdd(ReturnMutation):
    """Adds the tracking number of a parcel. Open to owners, guests with RETURN and MANAGE_ORDERS."""

    class Arguments:
        token = token_argument()
        id = graphene.ID(required=True, description="The request.")
        code = graphene.String(required=True, description="Tracking code or link.")

    permission = None
    parcel = graphene.Field(OrderParcel, description="The parcel.")

    @classmethod
    def perform(cls, info, caller, id, code):
        request, view = request_for_change(info, id, staff_only=False)
        parcel = add_return_tracking(request.pk, request.order_id, code, author=author_of(caller, view))
        answer = cls.payload(info, load_return_requests([request.pk], using="default")[request.pk])
        known = load_return_parcels([request.pk], using="default")[request.pk]
        place = [one.pk for one in known].index(parcel.pk) + 1
        answer.parcel = parcel_view(parcel, place, answer.return_request)
        return answer


MUTATIONS = (
    OrderReturnRequestCreate,
    OrderReturnRequestCancel,
    OrderReturnRequestStateChange,
    OrderReturnRequestComplete,
    OrderReturnRequestReceive,
    OrderReturnRequestTrackingAdd,
)
