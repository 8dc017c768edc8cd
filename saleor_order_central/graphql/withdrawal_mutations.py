"""Submitting statements of withdrawal, and what staff make of them. Needs legal review."""

from collections.abc import Mapping
from typing import Any

import graphene

from ..access.codes import same_number
from ..access.kinds import AccessScope
from ..errors import ErrorCode, OrderCentralFault, not_found
from ..host import get_host
from ..host.access import Caller
from ..host.facts import OrderFacts
from ..language import SOURCE_LANGUAGE, known_language
from ..text import is_storable
from ..withdrawals.kinds import OrderRight, WithdrawalStatus
from ..withdrawals.models import Withdrawal
from ..withdrawals.selectors import find_withdrawals, load_withdrawal_material
from ..withdrawals.services import submit_unverified, submit_verified, update_status
from ..withdrawals.statement import StatedLine, Statement
from .base import CentralMutation
from .guests import caller_address, guest_grants, token_argument
from .ids import decode_int_pk, decode_line_pk
from .loaders import MaterialLoader, shop_channels, shop_rules
from .return_mutations import author_of
from .views import OrderView, view_for_caller
from .withdrawal_types import (
    OrderWithdrawal,
    OrderWithdrawalStatusEnum,
    WithdrawalView,
    judge,
    shop_withdrawals,
)


class OrderWithdrawalLineInput(graphene.InputObjectType):
    """Units to withdraw from."""

    order_line = graphene.ID(description="Order line; for callers with access to the order.")
    product_name = graphene.String(description="Product in words; for callers without access.")
    quantity = graphene.Int(required=True, description="Units.")


class OrderWithdrawalInput(graphene.InputObjectType):
    """Withdrawal statement; no reason is asked for."""

    order_number = graphene.String(required=True, description="Number of the order.")
    name = graphene.String(required=True, description="Name of the consumer.")
    email = graphene.String(required=True, description="E-mail for the receipt.")
    lines = graphene.List(
        graphene.NonNull(OrderWithdrawalLineInput), description="A part of the order; the whole one without."
    )
    message = graphene.String(description="Free words, never required.")
    is_confirmed = graphene.Boolean(
        required=True, description="Whether the confirming control was pressed; false is refused."
    )
    channel = graphene.String(description="Slug of the channel; for callers without access to the order.")
    language_code = graphene.String(
        description="Language of the receipt; for callers without access to the order."
    )
    idempotency_key = graphene.String(description="Repeat-safe key.")


class OrderWithdrawalSubmit(CentralMutation):
    """Submits a withdrawal statement. Open to everybody; needs legal review."""

    class Arguments:
        token = token_argument()
        input = OrderWithdrawalInput(required=True, description="The statement.")

    permission = None
    withdrawal = graphene.Field(OrderWithdrawal, description="The stored statement with its receipt.")

    @classmethod
    def perform(cls, info, caller, input):
        statement = _statement(input)
        view = _verified_view(info.context, caller, statement.order_number)
        if view is not None:
            row = submit_verified(
                statement,
                view.facts.order_pk,
                lambda facts: _judge_now(info.context, facts),
                author=author_of(caller, view),
            )
            return cls(withdrawal=WithdrawalView(row, _fresh(info.context, row)))
        if not shop_rules(info.context).is_on(input.get("channel") or ""):
            raise OrderCentralFault("The order centre is off.", ErrorCode.FEATURE_DISABLED)
        row = submit_unverified(
            statement,
            channel=input.get("channel") or "",
            language=_language(info.context, input),
            client=caller_address(info.context),
        )
        return cls(withdrawal=WithdrawalView(row))


def _statement(input: Mapping[str, Any]) -> Statement:
    lines = [
        StatedLine(
            decode_line_pk(one["order_line"], f"lines.{place}.orderLine") if one.get("order_line") else None,
            one.get("product_name") or "",
            one["quantity"],
        )
        for place, one in enumerate(input.get("lines") or ())
    ]
    return Statement(
        order_number=input["order_number"],
        name=input["name"],
        email=input["email"],
        lines=lines,
        message=input.get("message") or "",
        is_confirmed=input["is_confirmed"],
        idempotency_key=input.get("idempotency_key") or "",
    )


def _verified_view(context: Any, caller: Caller, number: str) -> OrderView | None:
    """Return the order's page for whoever may withdraw from it. Nobody's order is not looked for (W-12)."""
    wanted = same_number(number)
    order_pks = {grant.order_pk for grant in guest_grants(context).values()}
    if caller.requestor is not None and is_storable(wanted):
        order_pks.add(get_host().order_pk_of_number(wanted, using="default"))
    order_pks.discard(None)
    for material in MaterialLoader(context).read(list(order_pks), "default") if order_pks else ():
        view = None if material is None else view_for_caller(context, material, None)
        if view is not None and view.facts.number == wanted and view.may(AccessScope.WITHDRAW):
            return view
    return None


def _judge_now(context: Any, facts: OrderFacts) -> OrderRight:
    """Read what the right depends on with the order locked: a parallel statement has been stored already."""
    (material,) = MaterialLoader(context).read([facts.order_pk], "default")
    view = view_for_caller(context, material, None)
    assert view is not None
    found = load_withdrawal_material([facts.order_pk], using="default")[facts.order_pk]
    return judge(view, found, shop_withdrawals(context).rules(facts.channel))


def _fresh(context: Any, row: Withdrawal) -> OrderView | None:
    (material,) = MaterialLoader(context).read([row.order_id], "default")
    return None if material is None else view_for_caller(context, material, None)


def _language(context: Any, input: Mapping[str, Any]) -> str:
    """Without an order, the language is the one asked for, or that of the shop."""
    asked = known_language(input.get("language_code") or "")
    return asked or shop_channels(context).language(input.get("channel") or "", "") or SOURCE_LANGUAGE


class OrderWithdrawalStatusUpdate(CentralMutation):
    """Sets the state of a withdrawal statement, and links the return of the goods. Needs MANAGE_ORDERS."""

    class Arguments:
        id = graphene.ID(required=True, description="The statement.")
        status = graphene.Argument(OrderWithdrawalStatusEnum, required=True, description="New state.")
        note = graphene.String(description="Note for staff; required for INVALID.")
        return_request = graphene.ID(description="Return request opened for the goods.")

    withdrawal = graphene.Field(OrderWithdrawal, description="The statement after the change.")

    @classmethod
    def perform(cls, info, caller, id, status, note=None, return_request=None):
        pk = decode_int_pk(id, "OrderWithdrawal", "id")
        if not find_withdrawals(using="default", staff_channels=caller.working_channels(), pk=pk).exists():
            raise not_found("id", "There is no such statement.")
        return_pk = None
        if return_request is not None:
            return_pk = decode_int_pk(return_request, "OrderReturnRequest", "returnRequest")
        row = update_status(
            pk, WithdrawalStatus(status), note=note, return_pk=return_pk, author=caller.author()
        )
        view = _fresh(info.context, row) if row.order_id else None
        return cls(withdrawal=WithdrawalView(row, view, is_for_staff=True))


MUTATIONS = (OrderWithdrawalSubmit, OrderWithdrawalStatusUpdate)
