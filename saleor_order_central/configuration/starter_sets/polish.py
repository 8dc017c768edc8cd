"""Starter set after the way of Polish shops: put together in a warehouse, sent, collected or not."""

from .definition import StarterComment, StarterSet, StarterStatus, Words, flow
from .pickup import COLLECTED, READY_FOR_PICKUP

_END = ("canceled", "refunded")

_STATUSES = (
    StarterStatus(
        slug="waiting-for-goods",
        label=Words(
            "Waiting for goods",
            "Aguardando mercadoria",
            "În așteptarea mărfii",
            "Oczekiwanie na towar",
            "A la espera de mercancía",
        ),
        color="#a16207",
        following=("in-realisation", "being-completed", "waiting-for-dispatch", "sent", *_END),
        silent_after_hours=120,
        text=Words(
            "One of the products of your order {{ order.number }} is on its way to our warehouse. We "
            "complete your order as soon as it arrives.\n\n{{ comment? }}",
            "Um dos produtos do seu pedido {{ order.number }} está a caminho do nosso depósito. "
            "Completaremos o pedido assim que ele chegar.\n\n{{ comment? }}",
            "Unul dintre produsele din comanda dumneavoastră {{ order.number }} este în drum spre depozitul "
            "nostru. Completăm comanda de îndată ce sosește.\n\n{{ comment? }}",
            "Jeden z produktów z zamówienia {{ order.number }} jest w drodze do naszego magazynu. "
            "Skompletujemy zamówienie, gdy tylko dotrze.\n\n{{ comment? }}",
            "Uno de los productos de su pedido {{ order.number }} está de camino a nuestro almacén. "
            "Completaremos el pedido en cuanto llegue.\n\n{{ comment? }}",
        ),
    ),
    StarterStatus(
        slug="being-completed",
        label=Words(
            "Being completed",
            "Em separação",
            "În curs de completare",
            "W trakcie kompletowania",
            "En preparación",
        ),
        color="#1e40af",
        fact="PREPARING",
        following=("waiting-for-goods", "waiting-for-dispatch", "ready-for-pickup", "sent", *_END),
        silent_after_hours=48,
        text=Words(
            "Your order {{ order.number }} is in the warehouse, and we are putting its products together.",
            "Seu pedido {{ order.number }} está no depósito e estamos separando os produtos.",
            "Comanda dumneavoastră {{ order.number }} este în depozit, iar produsele ei sunt adunate acum.",
            "Zamówienie {{ order.number }} jest w magazynie: właśnie kompletujemy produkty.",
            "Su pedido {{ order.number }} está en el almacén y estamos reuniendo sus productos.",
        ),
    ),
    READY_FOR_PICKUP,
    StarterStatus(
        slug="returned-by-carrier",
        label=Words(
            "Returned by the carrier",
            "Devolvido pela transportadora",
            "Returnată de curier",
            "Zwrot od przewoźnika",
            "Devuelto por el transportista",
        ),
        color="#c2410c",
        requirements=("SHIPPED",),
        following=("not-collected", "sent", "finalized", *_END),
        silent_after_hours=72,
        text=Words(
            "Your parcel of order {{ order.number }} came back to us because nobody took it. Please answer "
            "this message: we can send it again, also to another address.\n\n{{ comment? }}",
            "O pacote do seu pedido {{ order.number }} voltou para nós porque ninguém o recebeu. Responda a "
            "esta mensagem: podemos enviá-lo novamente, também para outro endereço.\n\n{{ comment? }}",
            "Coletul comenzii dumneavoastră {{ order.number }} s-a întors la noi, deoarece nu l-a preluat "
            "nimeni. Răspundeți la acest mesaj: îl putem trimite din nou, și la altă "
            "adresă.\n\n{{ comment? }}",
            "Paczka z zamówieniem {{ order.number }} wróciła do nas, ponieważ nikt jej nie odebrał. Prosimy "
            "odpowiedzieć na tę wiadomość: możemy wysłać ją ponownie, także na inny adres.\n\n{{ comment? }}",
            "El paquete de su pedido {{ order.number }} ha vuelto porque nadie lo recogió. Responda a este "
            "mensaje: podemos enviarlo otra vez, también a otra dirección.\n\n{{ comment? }}",
        ),
    ),
    COLLECTED,
    StarterStatus(
        slug="not-collected",
        label=Words("Not collected", "Não retirado", "Neridicată", "Nieodebrane", "No recogido"),
        color="#9f1239",
        type="CANCELED",
        following=("canceled", "refunded"),
        text=Words(
            "Your order {{ order.number }} was not collected, so we have closed it. If you would still like "
            "to have it, simply answer this message.\n\nAmount given back: {{ order.refunded? }}",
            "Seu pedido {{ order.number }} não foi retirado, por isso o encerramos. Se ainda quiser "
            "recebê-lo, basta responder a esta mensagem.\n\nValor devolvido: {{ order.refunded? }}",
            "Comanda dumneavoastră {{ order.number }} nu a fost ridicată, așa că am închis-o. Dacă o mai "
            "doriți, răspundeți la acest mesaj.\n\nSuma returnată: {{ order.refunded? }}",
            "Zamówienie {{ order.number }} nie zostało odebrane, więc je zamknęliśmy. Jeśli nadal jest "
            "potrzebne, prosimy odpowiedzieć na tę wiadomość.\n\nZwrócona kwota: {{ order.refunded? }}",
            "Su pedido {{ order.number }} no fue recogido, así que lo hemos cerrado. Si aún lo desea, "
            "responda a este mensaje.\n\nImporte devuelto: {{ order.refunded? }}",
        ),
    ),
)

_COMMENTS = (
    StarterComment(
        slug="call-to-confirm",
        title=Words(
            "Please confirm your order",
            "Confirme seu pedido",
            "Vă rugăm să confirmați comanda",
            "Prosimy o potwierdzenie zamówienia",
            "Confirme su pedido",
        ),
        text=Words(
            "We tried to reach you about your order {{ order.number }} of {{ order.date }}. Please answer "
            "this message, so that we can go on.\n\n{{ comment? }}",
            "Tentamos falar com você sobre o pedido {{ order.number }} de {{ order.date }}. Responda a esta "
            "mensagem para que possamos continuar.\n\n{{ comment? }}",
            "Am încercat să vă contactăm în legătură cu comanda {{ order.number }} din {{ order.date }}. "
            "Răspundeți la acest mesaj, ca să putem continua.\n\n{{ comment? }}",
            "Próbowaliśmy skontaktować się w sprawie zamówienia {{ order.number }} z dnia {{ order.date }}. "
            "Prosimy odpowiedzieć na tę wiadomość, abyśmy mogli działać dalej.\n\n{{ comment? }}",
            "Hemos intentado hablar con usted sobre su pedido {{ order.number }} del {{ order.date }}. "
            "Responda a este mensaje para que podamos seguir.\n\n{{ comment? }}",
        ),
        statuses=("received", "in-realisation", "waiting-for-goods"),
    ),
)

POLISH = StarterSet(
    name="polish",
    title=Words(
        "From the warehouse to the door",
        "Do depósito até a porta",
        "De la depozit până la ușă",
        "Z magazynu pod drzwi",
        "Del almacén a la puerta",
    ),
    description=Words(
        "For shops with a warehouse: goods on the way, orders put together, parcels that come back. Orders "
        "can be collected.",
        "Para lojas com depósito: mercadoria a caminho, pedidos em separação, pacotes que voltam. Pedidos "
        "podem ser retirados.",
        "Pentru magazine cu depozit: marfă în drum, comenzi în curs de completare, colete care se întorc. "
        "Comenzile pot fi ridicate.",
        "Dla sklepów z magazynem: towar w drodze, kompletowanie zamówień, paczki, które wracają. Zamówienia "
        "można odbierać osobiście.",
        "Para tiendas con almacén: mercancía en camino, pedidos en preparación, paquetes que vuelven. Los "
        "pedidos se pueden recoger.",
    ),
    statuses=_STATUSES,
    comments=_COMMENTS,
    after={
        "waiting-for-goods": "in-realisation",
        "being-completed": "in-realisation",
        "ready-for-pickup": "waiting-for-dispatch",
        "returned-by-carrier": "sent",
        "collected": "finalized",
        "not-collected": "canceled",
    },
    built_in={
        "received": flow("awaiting-payment", "paid", "waiting-for-goods", "in-realisation", "sent"),
        "awaiting-payment": flow("paid", "in-realisation", "sent"),
        "paid": flow(
            "in-realisation", "waiting-for-goods", "being-completed", "waiting-for-dispatch", "sent"
        ),
        "in-realisation": flow(
            "waiting-for-goods",
            "being-completed",
            "waiting-for-dispatch",
            "ready-for-pickup",
            "sent",
            silentAfterHours=72,
        ),
        "waiting-for-dispatch": flow("ready-for-pickup", "sent", silentAfterHours=48),
        "sent": flow("returned-by-carrier", "finalized", silentAfterHours=240),
        "finalized": {"nextStatuses": ["refunded"], "requirements": ["SHIPPED"]},
        "canceled": {"nextStatuses": ["refunded"]},
        "refunded": {"nextStatuses": []},
    },
)
