"""A payment gateway that always pays, for releases of Saleor that ship none for tests."""

from __future__ import annotations

from typing import Any

from saleor.payment.interface import GatewayResponse
from saleor.plugins.base_plugin import BasePlugin


class PayingGateway(BasePlugin):
    """Known by the name that Saleor's own had."""

    PLUGIN_ID = "mirumee.payments.dummy"
    PLUGIN_NAME = "Paying"
    DEFAULT_ACTIVE = True
    CONFIGURATION_PER_CHANNEL = True
    DEFAULT_CONFIGURATION: list[dict[str, Any]] = []

    def refund_payment(self, payment_information: Any, previous_value: Any) -> GatewayResponse:
        """Say that the money is back."""
        return GatewayResponse(
            is_success=True,
            action_required=False,
            kind="refund",
            amount=payment_information.amount,
            currency=payment_information.currency,
            transaction_id=payment_information.token or "paid",
            error=None,
        )
