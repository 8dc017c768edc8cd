"""Statuses of orders that customers collect themselves, for sets that offer it."""

from .definition import StarterStatus, Words

READY_FOR_PICKUP = StarterStatus(
    slug="ready-for-pickup",
    label=Words(
        "Ready for pick-up",
        "Pronto para retirada",
        "Gata de ridicare",
        "Gotowe do odbioru",
        "Listo para recoger",
    ),
    color="#0f766e",
    fact="READY_TO_SHIP",
    following=("collected", "sent", "canceled", "refunded"),
    silent_after_hours=240,
    text=Words(
        "Your order {{ order.number }} is ready and waiting for you. Please have the order number at hand "
        "when you come to collect it.\n\n{{ comment? }}",
        "Seu pedido {{ order.number }} está pronto e esperando por você. Tenha o número do pedido em mãos "
        "quando vier retirá-lo.\n\n{{ comment? }}",
        "Comanda dumneavoastră {{ order.number }} este gata și vă așteaptă. Vă rugăm să aveți la îndemână "
        "numărul comenzii atunci când veniți să o ridicați.\n\n{{ comment? }}",
        "Zamówienie {{ order.number }} jest gotowe i czeka na odbiór. Przy odbiorze prosimy podać numer "
        "zamówienia.\n\n{{ comment? }}",
        "Su pedido {{ order.number }} está listo y le espera. Tenga a mano el número del pedido cuando venga "
        "a recogerlo.\n\n{{ comment? }}",
    ),
)

COLLECTED = StarterStatus(
    slug="collected",
    label=Words("Collected", "Retirado", "Ridicată", "Odebrane", "Recogido"),
    color="#166534",
    type="CONCLUDED",
    fact="DELIVERED",
    requirements=("SHIPPED",),
    following=("refunded",),
    text=Words(
        "Thank you for collecting your order {{ order.number }}. We hope you enjoy it. If anything is not as "
        "it should be, simply answer this message.",
        "Obrigado por retirar seu pedido {{ order.number }}. Esperamos que goste. Se algo não estiver como "
        "deveria, basta responder a esta mensagem.",
        "Vă mulțumim că ați ridicat comanda {{ order.number }}. Sperăm că vă bucurați de ea. Dacă ceva nu "
        "este în regulă, răspundeți pur și simplu la acest mesaj.",
        "Dziękujemy za odbiór zamówienia {{ order.number }}. Mamy nadzieję, że wszystko się podoba. Jeśli "
        "coś jest nie tak, prosimy po prostu odpowiedzieć na tę wiadomość.",
        "Gracias por recoger su pedido {{ order.number }}. Esperamos que lo disfrute. Si algo no está como "
        "debería, responda simplemente a este mensaje.",
    ),
)
