"""English source of what messages say by themselves, for the translators' catalogues."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

PLAIN_SUBJECT = gettext_noop("Your order {{ order.number }}")

MISSING_INFORMATION: dict[str, str] = {
    "email": gettext_noop("e-mail address"),
    "billingAddress": gettext_noop("billing address"),
    "shippingAddress": gettext_noop("delivery address"),
    "phone": gettext_noop("phone number"),
    "shippingMethod": gettext_noop("delivery method"),
}


@dataclass(frozen=True, slots=True)
class BuiltInMessage:
    """A template that every shop has. `name` is for staff; `statuses` offer it as a comment."""

    slug: str
    name: str
    subject: str
    body: str
    sms_body: str
    statuses: tuple[str, ...] = ()


BUILT_IN_MESSAGES: tuple[BuiltInMessage, ...] = (
    BuiltInMessage(
        "order-accepted",
        "Order accepted",
        gettext_noop("We have accepted your order {{ order.number }}"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "Thank you for your order {{ order.number }} of {{ order.date }}. "
            "We have everything we need and have accepted it.\n\n"
            "{{ order.lines? }}\n\n"
            "Total: {{ order.total }}\n"
            "Delivery: {{ shipping.method? }}\n\n"
            "Follow your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("Thank you! We have accepted your order {{ order.number }}."),
        ("received",),
    ),
    BuiltInMessage(
        "information-missing",
        "Information missing",
        gettext_noop("Your order {{ order.number }}: we need something from you"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "Thank you for your order {{ order.number }}. Before we can accept it, please tell us:\n\n"
            "{{ missing.information }}\n\n"
            "Simply answer this message.\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("For your order {{ order.number }} we still need: {{ missing.information }}."),
        ("received",),
    ),
    BuiltInMessage(
        "awaiting-payment",
        "Awaiting payment",
        gettext_noop("Your order {{ order.number }} is waiting for your payment"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "We have noted your order {{ order.number }}. We go on as soon as your payment arrives.\n\n"
            "Amount to pay: {{ order.outstanding }}\n"
            "Bank account: {{ payment.bank_account? }}\n"
            "Payment reference: {{ order.number }}\n\n"
            "{{ payment.instructions? }}\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop(
            "Your order {{ order.number }} is noted. Please pay {{ order.outstanding }}.\n"
            "Bank account: {{ payment.bank_account? }}"
        ),
        ("awaiting-payment",),
    ),
    BuiltInMessage(
        "payment-received",
        "Payment received, being prepared",
        gettext_noop("Your order {{ order.number }} is being prepared"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "Good news: we are preparing your order {{ order.number }}.\n\n"
            "Payment received: {{ order.paid? }}\n"
            "Invoice number: {{ invoice.number? }}\n"
            "Invoice: {{ invoice.link? }}\n\n"
            "Follow your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("Good news: we are preparing your order {{ order.number }}."),
        ("paid", "in-realisation"),
    ),
    BuiltInMessage(
        "payment-reminder",
        "Payment reminder",
        gettext_noop("Reminder: your order {{ order.number }} is not paid yet"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "We have not received your payment for order {{ order.number }} of {{ order.date }} yet. "
            "If you have paid in the meantime, please ignore this message.\n\n"
            "Amount to pay: {{ order.outstanding }}\n"
            "Bank account: {{ payment.bank_account? }}\n"
            "Payment reference: {{ order.number }}\n\n"
            "{{ payment.instructions? }}\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop(
            "Reminder: for your order {{ order.number }}, {{ order.outstanding }} is still to be paid."
        ),
        ("awaiting-payment",),
    ),
    BuiltInMessage(
        "status-changed",
        "Status changed",
        gettext_noop("Your order {{ order.number }}: {{ status.name }}"),
        gettext_noop(
            "The status of your order {{ order.number }} is now: {{ status.name }}\n\n"
            "{{ status.description? }}\n\n"
            "{{ comment? }}\n\n"
            "Follow your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("Your order {{ order.number }}: {{ status.name }}\n{{ comment? }}"),
        ("waiting-for-dispatch",),
    ),
    BuiltInMessage("message", "Message", PLAIN_SUBJECT, "{{ comment }}", ""),
    BuiltInMessage(
        "sent",
        "Sent",
        gettext_noop("Your order {{ order.number }} is on its way"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "Your order {{ order.number }} has left us and is on its way to you.\n\n"
            "Tracking number: {{ tracking.number }}\n"
            "Carrier: {{ tracking.carrier? }}\n"
            "{{ tracking.help? }}\n"
            "{{ tracking.link? }}\n\n"
            "Follow your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop(
            "Your order {{ order.number }} is on its way. Tracking number: {{ tracking.number }}\n"
            "{{ tracking.link? }}"
        ),
        ("sent",),
    ),
    BuiltInMessage(
        "tracking-number",
        "Tracking number",
        gettext_noop("Tracking number of your order {{ order.number }}"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "This is how you can follow your order {{ order.number }}.\n\n"
            "Tracking number: {{ tracking.number }}\n"
            "Carrier: {{ tracking.carrier? }}\n"
            "{{ tracking.help? }}\n"
            "{{ tracking.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop(
            "Tracking number of your order {{ order.number }}: {{ tracking.number }}\n{{ tracking.link? }}"
        ),
        ("sent",),
    ),
    BuiltInMessage(
        "delivered",
        "Delivered",
        gettext_noop("Your order {{ order.number }} has been delivered"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "Your order {{ order.number }} has been delivered. We hope you enjoy it.\n\n"
            "If anything is not as it should be, simply answer this message.\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("Your order {{ order.number }} has been delivered. We hope you enjoy it."),
        ("finalized",),
    ),
    BuiltInMessage(
        "review-request",
        "Review request",
        gettext_noop("How do you like your order {{ order.number }}?"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "We hope you are happy with your order {{ order.number }}. "
            "Would you tell others what you think of it? It takes a minute.\n\n"
            "{{ review.links }}\n\n"
            "Rate our service: {{ order.link? }}\n\n"
            "Thank you!\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("How do you like your order {{ order.number }}?\n{{ review.links }}"),
    ),
    BuiltInMessage(
        "canceled",
        "Canceled",
        gettext_noop("Your order {{ order.number }} has been canceled"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "Your order {{ order.number }} of {{ order.date }} has been canceled.\n\n"
            "Amount given back: {{ order.refunded? }}\n\n"
            "If you did not expect this, simply answer this message.\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("Your order {{ order.number }} has been canceled."),
        ("canceled",),
    ),
    BuiltInMessage(
        "refunded",
        "Refunded",
        gettext_noop("Refund for your order {{ order.number }}"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "We have given you back the money for your order {{ order.number }}. "
            "Depending on your bank, it may take some days to arrive.\n\n"
            "Amount given back: {{ order.refunded? }}\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("We have given you back the money for your order {{ order.number }}."),
        ("refunded",),
    ),
    BuiltInMessage(
        "refund-done",
        "Refund or voucher given",
        gettext_noop("We have given you {{ refund.amount }} back for your order {{ order.number }}"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "For your order {{ order.number }} we have given you back: {{ refund.amount }}\n\n"
            "Voucher code for your next order: {{ refund.voucher? }}\n"
            "Valid until: {{ refund.voucher_until? }}\n"
            "Credit note: {{ refund.credit_note? }}\n"
            "{{ refund.credit_note_link? }}\n\n"
            "Money may take some days to arrive, depending on your bank.\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("For your order {{ order.number }} we have given you {{ refund.amount }} back."),
    ),
    BuiltInMessage(
        "delay",
        "Delay",
        gettext_noop("Your order {{ order.number }} takes longer than planned"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "Your order {{ order.number }} takes longer than we had planned. "
            "We are sorry to keep you waiting, and we are working on it.\n\n"
            "{{ comment? }}\n\n"
            "Expected delivery: {{ delivery.estimate? }}\n\n"
            "Follow your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop(
            "Your order {{ order.number }} takes longer than planned. We are sorry and are working on it."
        ),
        ("in-realisation", "waiting-for-dispatch", "sent"),
    ),
    BuiltInMessage(
        "still-working",
        "Still working on it",
        gettext_noop("We are still working on your order {{ order.number }}"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "You have not heard from us for a while: we are still working on your order {{ order.number }} "
            "and will write as soon as there is news.\n\n"
            "Status: {{ status.name? }}\n\n"
            "Follow your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("We are still working on your order {{ order.number }}."),
        ("in-realisation", "waiting-for-dispatch"),
    ),
)

# Status, and the template that its e-mail has by default.
STATUS_MESSAGES: dict[str, str] = {
    "awaiting-payment": "awaiting-payment",
    "in-realisation": "payment-received",
    "sent": "sent",
    "finalized": "delivered",
    "canceled": "canceled",
    "refunded": "refunded",
}
