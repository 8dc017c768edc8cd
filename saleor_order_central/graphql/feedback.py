"""Ratings through the API."""

import graphene

from ..errors import ErrorCode, OrderCentralFault
from ..feedback.services import submit_feedback
from ..host.access import Access
from ..timeline.view import StepCode, StepState
from .base import CentralMutation
from .feedback_types import OrderFeedback
from .guests import order_pk_or_guests, token_argument
from .loaders import MaterialLoader
from .views import view_for_caller


class OrderFeedbackInput(graphene.InputObjectType):
    """Rating of a delivered order; every part is 1 to 5."""

    product_rating = graphene.Int(description="Products.")
    service_rating = graphene.Int(description="Service.")
    delivery_rating = graphene.Int(description="Delivery.")
    comment = graphene.String(description="Words.")


class OrderFeedbackSubmit(CentralMutation):
    """Rates a delivered order. Open to the order's owner and to guests with VIEW."""

    class Arguments:
        order = graphene.ID(description="The order; guests may leave it out.")
        token = token_argument()
        input = OrderFeedbackInput(required=True, description="The rating.")

    permission = None
    feedback = graphene.Field(OrderFeedback, description="The stored rating.")

    @classmethod
    def perform(cls, info, caller, input, order=None):
        order_pk = order_pk_or_guests(info.context, order)
        (material,) = MaterialLoader(info.context).read([order_pk], "default")
        view = None if material is None else view_for_caller(info.context, material, None)
        if view is None or view.access not in (Access.GUEST, Access.OWNER):
            raise OrderCentralFault(
                "There is no such order.", ErrorCode.NOT_FOUND, field="order", orders=[order] if order else ()
            )
        return cls(feedback=submit_feedback(order_pk, dict(input), is_delivered=_is_delivered(view)))


def _is_delivered(view) -> bool:
    return any(
        step.code is StepCode.DELIVERED and step.state is StepState.DONE for step in view.timeline.steps
    )


MUTATIONS = (OrderFeedbackSubmit,)
