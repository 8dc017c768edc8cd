"""How the customer pays, on the order page (004-15)."""

import graphene

from ..notifications.instructions import instruction_message


class OrderPaymentText(graphene.ObjectType):
    """How to pay an order with its payment gateway, in the language of the page."""

    payment_gateway = graphene.String(required=True, description="Payment gateway as Saleor names it.")
    message = graphene.String(description="Text for the customer.")
    bank_account = graphene.String(description="Bank account to pay to.")

    @classmethod
    def of(cls, instruction, language: str) -> "OrderPaymentText":
        """Give an instruction the form of the API, in a language."""
        return cls(
            payment_gateway=instruction.gateway,
            message=instruction_message(instruction, language) or None,
            bank_account=instruction.bank_account or None,
        )
