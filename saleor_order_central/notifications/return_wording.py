"""English source of the messages about returns, for the translators' catalogues. The rest: `wording`."""

from django.utils.translation import gettext_noop

from .wording import BuiltInMessage

RETURN_MESSAGES: tuple[BuiltInMessage, ...] = (
    BuiltInMessage(
        "return-accepted",
        "Return accepted",
        gettext_noop("Please send us your return {{ return.number }}"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "We have accepted your return {{ return.number }} for order {{ order.number }}. "
            "Please send us:\n\n"
            "{{ return.lines }}\n\n"
            "{{ comment? }}\n\n"
            "{{ return.instructions? }}\n\n"
            "Label: {{ return.label? }}\n"
            "Please send it by: {{ return.deadline? }}\n\n"
            "Write {{ return.number }} on the parcel, so that we know whose it is.\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("We have accepted your return {{ return.number }}. Please send us the goods."),
    ),
    BuiltInMessage(
        "return-accepted-keep",
        "Return accepted, goods stay",
        gettext_noop("Your request {{ return.number }} is accepted"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "We have accepted your request {{ return.number }} for order {{ order.number }}. "
            "You need not send anything back:\n\n"
            "{{ return.lines }}\n\n"
            "{{ comment? }}\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("We have accepted your request {{ return.number }}. You need not send anything back."),
    ),
    BuiltInMessage(
        "return-reminder",
        "Return reminder",
        gettext_noop("Your return {{ return.number }} has not arrived yet"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "Your return {{ return.number }} for order {{ order.number }} has not arrived yet. "
            "Please send it by {{ return.deadline }}; after that day the return ends.\n\n"
            "If it is on its way already, tell us its tracking number.\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop(
            "Your return {{ return.number }} has not arrived yet. Please send it by {{ return.deadline }}."
        ),
    ),
    BuiltInMessage(
        "return-received",
        "Return received",
        gettext_noop("Your return {{ return.number }} has arrived"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "Your return {{ return.number }} for order {{ order.number }} has arrived. "
            "We are checking it and will write to you again.\n\n"
            "{{ comment? }}\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("Your return {{ return.number }} has arrived. We are checking it."),
    ),
    BuiltInMessage(
        "return-completed",
        "Return completed",
        gettext_noop("Your return {{ return.number }} is completed"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "Your return {{ return.number }} for order {{ order.number }} is completed.\n\n"
            "{{ comment? }}\n\n"
            "{{ return.reason? }}\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("Your return {{ return.number }} is completed."),
    ),
    BuiltInMessage(
        "return-refused",
        "Return refused",
        gettext_noop("About your return {{ return.number }}"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "We cannot accept your return {{ return.number }} for order {{ order.number }}.\n\n"
            "Reason: {{ return.reason? }}\n"
            "{{ comment? }}\n\n"
            "If you have a question, simply answer this message.\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("We cannot accept your return {{ return.number }}.\n{{ return.reason? }}"),
    ),
    BuiltInMessage(
        "return-expired",
        "Return ended",
        gettext_noop("Your return {{ return.number }} has ended"),
        gettext_noop(
            "Hello {{ customer.first_name? }},\n\n"
            "Nothing has arrived for your return {{ return.number }} for order {{ order.number }}, "
            "so we have closed it.\n\n"
            "If you have sent the goods, or still want to, simply answer this message.\n\n"
            "Your order: {{ order.link? }}\n\n"
            "{{ shop.name? }}"
        ),
        gettext_noop("Nothing has arrived for your return {{ return.number }}, so we have closed it."),
    ),
)
