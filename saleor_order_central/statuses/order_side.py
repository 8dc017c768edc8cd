"""What an order itself says about its promises: did they begin to count, and are they still open? Pure."""

from ..host.facts import OrderFacts
from ..promises.outlook import OrderSide
from ..timeline.view import StepCode, StepState, Timeline
from .models import OrderState


def order_side(state: OrderState, facts: OrderFacts, timeline: Timeline) -> OrderSide:
    """Return the order's side of `look_ahead`; the facts have their parcels.

    Nobody waits for goods that were not paid for. An order is over when it was delivered, by its carriers
    or by its status, when it ended otherwise, and when everything came back or all money went back.
    """
    done = {step.code for step in timeline.steps if step.state is StepState.DONE}
    ended = {step.code for step in timeline.steps} & {StepCode.CANCELED}
    money = facts.money
    is_refunded = money.total > 0 and money.refunded >= money.total
    is_over = bool(ended) or StepCode.DELIVERED in done or facts.is_fully_returned or is_refunded
    left = [one for one in facts.shipments if not one.is_canceled and not one.is_waiting]
    return OrderSide(
        promised_at=max(facts.placed_at, money.paid_at or facts.placed_at),
        days=_days(state, facts),
        country=facts.delivery.get("country", ""),
        has_goods_to_send=(
            facts.is_shipping_required
            and StepCode.PAID in done
            and StepCode.SENT not in done
            and not facts.is_fully_fulfilled
            and not is_over
        ),
        is_over=is_over,
        active_parcels=frozenset(one.parcel_pk for one in left if one.parcel_pk is not None),
    )


def _days(state: OrderState, facts: OrderFacts) -> tuple[int, int] | None:
    """The days that the shipping method had when the order was first seen; later ones promise nothing."""
    if state.promised_min_days is not None and state.promised_max_days is not None:
        return state.promised_min_days, state.promised_max_days
    return facts.delivery_days
