"""The variables that texts may use: the whole list, as the API and the documentation show it."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable; `description` is the English source, `example` is what a customer could read."""

    name: str
    description: str
    example: str


_ALL = (
    Variable("shop.name", gettext_noop("Name of the shop."), "The Mug Shop"),
    Variable("order.number", gettext_noop("Number of the order."), "1042"),
    Variable("order.date", gettext_noop("Day on which the order was placed."), "2 March 2026"),
    Variable("order.total", gettext_noop("Total of the order."), "€30.00"),
    Variable("order.paid", gettext_noop("Amount paid so far; empty when nothing is."), "€10.00"),
    Variable("order.outstanding", gettext_noop("Amount still to pay; empty when nothing is."), "€20.00"),
    Variable("order.refunded", gettext_noop("Amount given back; empty when nothing was."), "€5.00"),
    Variable("order.lines", gettext_noop("What was ordered, one line per product."), "2 × Mug (Blue)"),
    Variable(
        "order.link",
        gettext_noop("Address of the order's page, made from the setting of that name."),
        "https://shop.example/orders/1042",
    ),
    Variable(
        "order.reference", gettext_noop("Number that another system gave to the order."), "ERP-2026-0042"
    ),
    Variable("customer.name", gettext_noop("Name of the customer."), "Ana Pop"),
    Variable("customer.first_name", gettext_noop("First name of the customer."), "Ana"),
    Variable("customer.email", gettext_noop("E-mail address of the customer."), "ana@example.com"),
    Variable("payment.method", gettext_noop("Name of the payment method."), "Bank transfer"),
    Variable(
        "payment.instructions",
        gettext_noop("How to pay: the text kept for the payment method."),
        "Please transfer the amount within seven days.",
    ),
    Variable(
        "payment.bank_account",
        gettext_noop("Bank account kept for the payment method."),
        "DE02 1203 0000 0000 2020 51",
    ),
    Variable("shipping.method", gettext_noop("Name of the delivery method."), "Parcel"),
    Variable(
        "shipping.address",
        gettext_noop("Delivery address, of several lines."),
        "Ana Pop\nMain Street 1\n10115 Berlin\nGermany",
    ),
    Variable(
        "tracking.number",
        gettext_noop("Tracking numbers of all parcels that have left."),
        "1Z999AA10123456784",
    ),
    Variable(
        "tracking.link",
        gettext_noop("Safe tracking links of these parcels, one per line."),
        "https://www.ups.com/track?tracknum=1Z999AA10123456784",
    ),
    Variable("tracking.carrier", gettext_noop("Carriers of these parcels, where they are known."), "UPS"),
    Variable(
        "tracking.help",
        gettext_noop("What the tracking number is and how to use it."),
        "This is the tracking number of UPS. Use it to follow your parcel.",
    ),
    Variable(
        "tracking.parcels",
        gettext_noop("Parcels that have left, one per line: carrier, tracking number and safe link."),
        "UPS 1Z999AA10123456784: https://www.ups.com/track?tracknum=1Z999AA10123456784",
    ),
    Variable("invoice.number", gettext_noop("Number of the invoice, once the order is paid."), "F-2026-17"),
    Variable(
        "invoice.link",
        gettext_noop("Address of the invoice, once the order is paid."),
        "https://shop.example/invoices/17.pdf",
    ),
    Variable(
        "delivery.estimate",
        gettext_noop("Day or days on which the order should arrive; empty when nobody knows."),
        "5–7 March 2026",
    ),
    Variable("return.number", gettext_noop("Number of the return, in messages about one."), "1042-R1"),
    Variable("return.state", gettext_noop("State of the return, in messages about one."), "Package received"),
    Variable(
        "return.lines",
        gettext_noop("What is to be returned, one line per product, in messages about a return."),
        "2 × Mug (Blue)",
    ),
    Variable(
        "return.reason",
        gettext_noop("Why a return was refused, or why nothing is due for it."),
        "Outside the conditions for returns",
    ),
    Variable(
        "return.instructions",
        gettext_noop("How to send the goods of a return."),
        "Pack the goods well and bring the parcel to the post office.",
    ),
    Variable(
        "return.label",
        gettext_noop("Address of the label of a return."),
        "https://shop.example/labels/1042-R1.pdf",
    ),
    Variable("return.deadline", gettext_noop("Day by which a return must be sent."), "16 March 2026"),
    Variable("refund.amount", gettext_noop("Money or voucher value of a refund."), "€10.00"),
    Variable("refund.voucher", gettext_noop("Code of the voucher given instead of money."), "4F1C-77AB-90D2"),
    Variable("refund.voucher_until", gettext_noop("Last day to use this voucher."), "2 March 2027"),
    Variable("refund.credit_note", gettext_noop("Number of the credit note."), "CN-000017"),
    Variable(
        "refund.credit_note_link",
        gettext_noop("Address of the credit note as PDF, good for 60 days; empty without the PDF package."),
        "https://shop.example/credit-notes/17.pdf",
    ),
    Variable("withdrawal.number", gettext_noop("Number of a withdrawal, in its receipt."), "W-7KQ2M9XHPA"),
    Variable("withdrawal.order_number", gettext_noop("Order number that was stated."), "1042"),
    Variable("withdrawal.name", gettext_noop("Name that was stated."), "Ana Pop"),
    Variable("withdrawal.email", gettext_noop("E-mail address that was stated."), "ana@example.com"),
    Variable(
        "withdrawal.lines", gettext_noop("What is withdrawn from, one line per product."), "2 × Mug (Blue)"
    ),
    Variable("withdrawal.message", gettext_noop("Words that were added to a withdrawal."), "Thank you."),
    Variable(
        "withdrawal.received_at",
        gettext_noop("When a withdrawal was received, to the second."),
        "March 2, 2026 at 12:00:05 PM UTC",
    ),
    Variable("access.code", gettext_noop("Code that opens an order without an account."), "ABCD-EFGH"),
    Variable("access.minutes", gettext_noop("Minutes that this code is good for."), "15"),
    Variable("status.name", gettext_noop("The customer's name of the order's status."), "Being prepared"),
    Variable(
        "status.description",
        gettext_noop("Explanation of this status for the customer."),
        "We are packing your order.",
    ),
    Variable("comment", gettext_noop("What was written by hand."), "Your parcel leaves tomorrow."),
    Variable(
        "missing.information",
        gettext_noop("What the customer still has to tell, separated by commas."),
        "delivery address, phone number",
    ),
    Variable(
        "review.links",
        gettext_noop("One line per product with the address of its page, made from the setting."),
        "Mug: https://shop.example/products/mug",
    ),
)

VARIABLES: dict[str, Variable] = {variable.name: variable for variable in _ALL}
TRACKING_VARIABLES = frozenset({"tracking.number", "tracking.link", "tracking.parcels"})
