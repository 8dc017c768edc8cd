"""English source of the messages for people without an account. The rest: `wording`."""

from django.utils.translation import gettext_noop

from .wording import BuiltInMessage

ACCESS_MESSAGES: tuple[BuiltInMessage, ...] = (
    BuiltInMessage(
        "access-code",
        "Code for guests",
        gettext_noop("Your code for order {{ order.number }}"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "Somebody, probably you, wants to open your order {{ order.number }}. The code for it:\n\n"
            "{{ access.code }}\n\n"
            "It is good for {{ access.minutes }} minutes and works once. Our staff never asks for it: "
            "do not pass it on. If it was not you, you need not do anything.\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("Your code for order {{ order.number }}: {{ access.code }}"),
    ),
)
