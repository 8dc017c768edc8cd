"""Products that customers look at, told by the storefront (002-12)."""

import graphene

from ..customers.viewed import record_view
from ..errors import ErrorCode, OrderCentralFault
from ..settings import load_settings
from .base import CentralMutation, OrderCentralError
from .ids import decode_int_pk


class OrderProductViewRecord(CentralMutation):
    """Remembers that the signed-in customer looks at a product. Open to customers, for themselves."""

    class Arguments:
        product = graphene.ID(required=True, description="The product.")
        consent = graphene.Boolean(
            required=True,
            description="Whether the customer agrees. Without consent nothing is kept, and what was kept "
            "before is forgotten.",
        )

    permission = None
    recorded = graphene.Boolean(required=True, description="Whether the view is remembered.")

    @classmethod
    def refused(cls, errors: list[OrderCentralError]) -> "OrderProductViewRecord":
        return cls(recorded=False, errors=errors)

    @classmethod
    def perform(cls, info, caller, product, consent):
        if caller.user_pk is None:
            raise OrderCentralFault("Only a signed-in customer may do this.", ErrorCode.PERMISSION_DENIED)
        settings = load_settings(using="default")
        if not settings.is_active:
            raise OrderCentralFault("The order centre is off.", ErrorCode.FEATURE_DISABLED)
        product_pk = decode_int_pk(product, "Product", "product")
        kept_days = settings.retention.viewed_products_days
        return cls(recorded=record_view(caller.user_pk, product_pk, has_consent=consent, kept_days=kept_days))


MUTATIONS = (OrderProductViewRecord,)
