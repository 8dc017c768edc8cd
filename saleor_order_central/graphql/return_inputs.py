"""What callers hand over about returns, and what the services take."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import graphene

from ..errors import ErrorCode, OrderCentralFault
from ..host.schema import date_time, host_type
from ..returns.asks import AskedLine, ReceivedUnits, Reception, ReturnAsk, StateChange, refuse_counts
from ..returns.kinds import Disposition, ReturnOutcome, ReturnResolution, ReturnState
from .ids import decode_int_pk, decode_line_pk, decode_order_pk, decode_warehouse_pk
from .return_enums import (
    OrderReturnDispositionEnum,
    OrderReturnOutcomeEnum,
    OrderReturnResolutionEnum,
    OrderReturnStateEnum,
)
from .return_reasons import reason_pk
from .status_changes import OrderNotifyInput, notify_modes
from .uploads import uploaded_pictures
from .views import OrderView

DateTime = date_time()
_KEY = "Repeat-safe key: the same key with the same content returns the first result."


class OrderReturnRequestLineInput(graphene.InputObjectType):
    """Line of a return request."""

    order_line = graphene.ID(required=True, description="Order line.")
    quantity = graphene.Int(required=True, description="Units.")
    reason = graphene.ID(description="Structured reason.")
    reason_note = graphene.String(description="Words about the reason.")
    resolution = graphene.Field(
        OrderReturnResolutionEnum, description="What the customer wants; the policy's first outcome without."
    )
    attachments = graphene.List(
        graphene.NonNull(host_type("Upload")),
        description="Pictures, 5 at most: JPEG, PNG or WebP, as parts of a multipart request.",
    )


class OrderReturnRequestInput(graphene.InputObjectType):
    """Request to give goods back."""

    order = graphene.ID(description="Order; guests may leave it out.")
    lines = graphene.List(
        graphene.NonNull(OrderReturnRequestLineInput), required=True, description="Lines, 100 at most."
    )
    customer_note = graphene.String(description="Words of the customer.")
    on_behalf_of_customer = graphene.Boolean(
        description="Whether staff writes down the customer's own wish. Only for MANAGE_ORDERS."
    )
    regardless_of_policy = graphene.Boolean(
        description="Whether staff overlooks the shop's own rules, never the quantities. "
        "Only for MANAGE_ORDERS."
    )
    idempotency_key = graphene.String(description=_KEY)


class OrderReturnStateChangeInput(graphene.InputObjectType):
    """Move of a return request to another state."""

    state = graphene.Field(OrderReturnStateEnum, required=True, description="New state.")
    message = graphene.String(description="Words for the customer.")
    decline_reason = graphene.ID(description="Structured reason of a refusal; required for one.")
    outcome = graphene.Field(
        OrderReturnOutcomeEnum,
        description="EXCHANGE or REPAIR, to complete with one; a refund or voucher that was given counts by "
        "itself.",
    )
    replacement_order = graphene.ID(description="Order that was made for an exchange.")
    nothing_due_reason = graphene.String(
        description="Why nothing is due; needed to complete without refund, voucher or exchange."
    )
    instructions = graphene.String(description="How to send the goods.")
    label_url = graphene.String(description="Address of the return label, https.")
    staff_note = graphene.String(description="Note for staff only.")
    notify = OrderNotifyInput(description="What to send; the customer gets an e-mail by default.")
    idempotency_key = graphene.String(description=_KEY)


class OrderReturnReceiveLineInput(graphene.InputObjectType):
    """Units that arrived."""

    line = graphene.ID(required=True, description="Line of the request.")
    quantity = graphene.Int(required=True, description="Units.")
    disposition = graphene.Field(
        OrderReturnDispositionEnum, required=True, description="What happens to them."
    )
    warehouse = graphene.ID(description="Warehouse that takes them.")
    note = graphene.String(description="Note.")


class OrderReturnDateRangeInput(graphene.InputObjectType):
    """Filter by a span of time; both ends belong to it."""

    gte = DateTime(description="At or after this moment.")
    lte = DateTime(description="At or before this moment.")


class OrderReturnRequestWhereInput(graphene.InputObjectType):
    """Filter return requests: all that is given must hold."""

    states = graphene.List(graphene.NonNull(OrderReturnStateEnum), description="Filter by state.")
    reasons = graphene.List(
        graphene.NonNull(graphene.ID), description="Filter by the reason of any line, 100 at most."
    )
    channels = graphene.List(
        graphene.NonNull(graphene.String), description="Filter by slugs of channels, 100 at most."
    )
    orders = graphene.List(graphene.NonNull(graphene.ID), description="Filter by orders, 100 at most.")
    customer_email = graphene.String(description="Filter by the customer's e-mail address.")
    created_at = graphene.Field(OrderReturnDateRangeInput, description="Filter by the date of the request.")


def ask_from(
    info: Any, input: Mapping[str, Any], view: OrderView, *, with_pictures: bool = True
) -> ReturnAsk:
    """Turn the input of a request into what the service takes; files are checked here, if they are wanted."""
    for name, field in (
        ("on_behalf_of_customer", "onBehalfOfCustomer"),
        ("regardless_of_policy", "regardlessOfPolicy"),
    ):
        if input.get(name) and not view.is_staff:
            raise OrderCentralFault("Only staff may do this.", ErrorCode.INVALID, field=field)
    refuse_counts([len(one.get("attachments") or ()) for one in input["lines"]])
    lines = [_asked(one, place) for place, one in enumerate(input["lines"])]
    if with_pictures:
        lines = [_with_pictures(info, one, lines[place], place) for place, one in enumerate(input["lines"])]
    return ReturnAsk(
        lines=lines,
        customer_note=input.get("customer_note") or "",
        regardless=bool(input.get("regardless_of_policy")),
        by_guest=view.is_guest,
        idempotency_key=input.get("idempotency_key") or "",
    )


def _with_pictures(info: Any, line: Mapping[str, Any], asked: AskedLine, place: int) -> AskedLine:
    found = uploaded_pictures(info, line.get("attachments"), field=f"lines.{place}.attachments")
    return replace(asked, pictures=found)


def _asked(line: Mapping[str, Any], place: int) -> AskedLine:
    wanted = line.get("resolution")
    return AskedLine(
        order_line_pk=decode_line_pk(line["order_line"], f"lines.{place}.orderLine"),
        quantity=line["quantity"],
        reason_pk=reason_pk(line.get("reason"), f"lines.{place}.reason"),
        reason_note=line.get("reason_note") or "",
        resolution=ReturnResolution(wanted) if wanted else None,
    )


def state_change_from(input: Mapping[str, Any]) -> StateChange:
    """Turn the input of a move into what the service takes; the order of an exchange is only decoded."""
    outcome, replacement = input.get("outcome"), input.get("replacement_order")
    return StateChange(
        state=ReturnState(input["state"]),
        outcome=ReturnOutcome(outcome) if outcome else None,
        replacement_pk=decode_order_pk(replacement, "replacementOrder") if replacement else None,
        message=input.get("message") or "",
        decline_reason_pk=reason_pk(input.get("decline_reason"), "declineReason"),
        nothing_due_reason=input.get("nothing_due_reason") or "",
        instructions=input.get("instructions"),
        label_url=input.get("label_url"),
        staff_note=input.get("staff_note"),
        modes=notify_modes(input.get("notify")),
        idempotency_key=input.get("idempotency_key") or "",
    )


def reception_from(
    lines: list[Mapping[str, Any]], notify: Mapping[str, Any] | None, key: str | None
) -> Reception:
    """Turn what arrived into what the service takes."""
    units = [
        ReceivedUnits(
            line_pk=decode_int_pk(one["line"], "OrderReturnRequestLine", f"lines.{place}.line"),
            quantity=one["quantity"],
            disposition=Disposition(one["disposition"]),
            warehouse=decode_warehouse_pk(one.get("warehouse"), f"lines.{place}.warehouse"),
            note=one.get("note") or "",
        )
        for place, one in enumerate(lines)
    ]
    return Reception(units, notify_modes(notify), key or "")
