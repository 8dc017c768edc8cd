"""Starter set after the way of Brazilian shops: payment review, tax invoice, production, delivery round."""

from .definition import StarterComment, StarterSet, StarterStatus, Words, flow
from .pickup import COLLECTED, READY_FOR_PICKUP

_END = ("canceled", "refunded")

_STATUSES = (
    StarterStatus(
        slug="payment-in-review",
        label=Words(
            "Payment in review",
            "Pagamento em análise",
            "Plată în verificare",
            "Płatność w weryfikacji",
            "Pago en revisión",
        ),
        color="#a16207",
        following=("payment-declined", "paid", "in-realisation", *_END),
        silent_after_hours=48,
        text=Words(
            "We have received your order {{ order.number }}, and your payment is being reviewed. This "
            "usually takes less than a working day; you need not do anything.",
            "Recebemos seu pedido {{ order.number }} e o pagamento está em análise. Isso costuma levar menos "
            "de um dia útil; você não precisa fazer nada.",
            "Am primit comanda dumneavoastră {{ order.number }}, iar plata este în curs de verificare. De "
            "obicei durează mai puțin de o zi lucrătoare; nu trebuie să faceți nimic.",
            "Otrzymaliśmy zamówienie {{ order.number }}, a płatność jest weryfikowana. Zwykle trwa to krócej "
            "niż jeden dzień roboczy; nie trzeba nic robić.",
            "Hemos recibido su pedido {{ order.number }} y el pago está en revisión. Suele tardar menos de "
            "un día laborable; no tiene que hacer nada.",
        ),
    ),
    StarterStatus(
        slug="payment-declined",
        label=Words(
            "Payment declined",
            "Pagamento não aprovado",
            "Plată respinsă",
            "Płatność odrzucona",
            "Pago rechazado",
        ),
        color="#be123c",
        following=("awaiting-payment", "payment-in-review", "paid", "in-realisation", *_END),
        silent_after_hours=72,
        text=Words(
            "The payment of your order {{ order.number }} was not accepted. Your order is still reserved: "
            "please try again, or choose another way to pay.\n\nAmount to pay: {{ order.outstanding? }}",
            "O pagamento do seu pedido {{ order.number }} não foi aprovado. O pedido continua reservado: "
            "tente novamente ou escolha outra forma de pagamento.\n\nValor a pagar: {{ order.outstanding? }}",
            "Plata comenzii dumneavoastră {{ order.number }} nu a fost acceptată. Comanda este încă "
            "rezervată: încercați din nou sau alegeți altă metodă de plată.\n\nSuma de plată: "
            "{{ order.outstanding? }}",
            "Płatność za zamówienie {{ order.number }} nie została przyjęta. Zamówienie jest nadal "
            "zarezerwowane: prosimy spróbować ponownie lub wybrać inny sposób płatności.\n\n"
            "Kwota do zapłaty: {{ order.outstanding? }}",
            "El pago de su pedido {{ order.number }} no fue aceptado. El pedido sigue reservado: inténtelo "
            "de nuevo o elija otra forma de pago.\n\nImporte a pagar: {{ order.outstanding? }}",
        ),
    ),
    StarterStatus(
        slug="in-production",
        label=Words("In production", "Em produção", "În producție", "W produkcji", "En producción"),
        color="#1e40af",
        fact="PREPARING",
        following=("invoice-issued", "waiting-for-dispatch", "ready-for-pickup", "sent", *_END),
        silent_after_hours=120,
        text=Words(
            "The products of your order {{ order.number }} are being made for you now. We will write again "
            "as soon as they are ready.\n\n{{ comment? }}",
            "Os produtos do seu pedido {{ order.number }} estão sendo produzidos para você. Escreveremos "
            "novamente assim que ficarem prontos.\n\n{{ comment? }}",
            "Produsele din comanda dumneavoastră {{ order.number }} sunt acum în lucru. Vă scriem din nou de "
            "îndată ce sunt gata.\n\n{{ comment? }}",
            "Produkty z zamówienia {{ order.number }} są właśnie dla Państwa wytwarzane. Napiszemy ponownie, "
            "gdy tylko będą gotowe.\n\n{{ comment? }}",
            "Los productos de su pedido {{ order.number }} se están fabricando ahora para usted. Le "
            "escribiremos de nuevo en cuanto estén listos.\n\n{{ comment? }}",
        ),
    ),
    StarterStatus(
        slug="invoice-issued",
        label=Words(
            "Invoice issued", "Nota fiscal emitida", "Factură emisă", "Faktura wystawiona", "Factura emitida"
        ),
        color="#0369a1",
        fact="PREPARING",
        requirements=("INVOICE",),
        following=("in-production", "waiting-for-dispatch", "ready-for-pickup", "sent", *_END),
        text=Words(
            "The invoice of your order {{ order.number }} has been issued.\n\n"
            "Invoice number: {{ invoice.number? }}\nInvoice: {{ invoice.link? }}",
            "A nota fiscal do seu pedido {{ order.number }} foi emitida.\n\n"
            "Número da nota: {{ invoice.number? }}\nNota fiscal: {{ invoice.link? }}",
            "Factura pentru comanda dumneavoastră {{ order.number }} a fost emisă.\n\n"
            "Numărul facturii: {{ invoice.number? }}\nFactura: {{ invoice.link? }}",
            "Faktura do zamówienia {{ order.number }} została wystawiona.\n\n"
            "Numer faktury: {{ invoice.number? }}\nFaktura: {{ invoice.link? }}",
            "La factura de su pedido {{ order.number }} ha sido emitida.\n\n"
            "Número de factura: {{ invoice.number? }}\nFactura: {{ invoice.link? }}",
        ),
    ),
    READY_FOR_PICKUP,
    StarterStatus(
        slug="out-for-delivery",
        label=Words(
            "Out for delivery", "Saiu para entrega", "În curs de livrare", "W doręczeniu", "En reparto"
        ),
        color="#6d28d9",
        requirements=("TRACKING",),
        following=("delivery-failed", "finalized", *_END),
        silent_after_hours=48,
        text=Words(
            "Your order {{ order.number }} is on its last stretch: the carrier brings it today. Please make "
            "sure that somebody can take it.\n\nTracking number: {{ tracking.number }}\n{{ tracking.link? }}",
            "Seu pedido {{ order.number }} está na reta final: a transportadora faz a entrega hoje. "
            "Verifique se alguém poderá recebê-lo.\n\nCódigo de rastreamento: {{ tracking.number }}\n"
            "{{ tracking.link? }}",
            "Comanda dumneavoastră {{ order.number }} este pe ultima porțiune a drumului: curierul o aduce "
            "astăzi. Vă rugăm să vă asigurați că o poate prelua cineva.\n\n"
            "Numărul de urmărire: {{ tracking.number }}\n{{ tracking.link? }}",
            "Zamówienie {{ order.number }} jest na ostatnim odcinku drogi: przewoźnik dostarczy je dzisiaj. "
            "Prosimy zadbać o to, by ktoś mógł je odebrać.\n\n"
            "Numer przesyłki: {{ tracking.number }}\n{{ tracking.link? }}",
            "Su pedido {{ order.number }} está en el último tramo: el transportista lo entrega hoy. Procure "
            "que alguien pueda recibirlo.\n\nNúmero de seguimiento: {{ tracking.number }}\n"
            "{{ tracking.link? }}",
        ),
    ),
    StarterStatus(
        slug="delivery-failed",
        label=Words(
            "Delivery failed",
            "Entrega não realizada",
            "Livrare nereușită",
            "Nieudane doręczenie",
            "Entrega fallida",
        ),
        color="#c2410c",
        requirements=("SHIPPED",),
        following=("out-for-delivery", "sent", "finalized", *_END),
        silent_after_hours=72,
        text=Words(
            "The carrier could not hand over your order {{ order.number }}. A new attempt will be made; if "
            "your address has changed, please answer this "
            "message.\n\n{{ shipping.address? }}\n\n{{ comment? }}",
            "A transportadora não conseguiu entregar seu pedido {{ order.number }}. Haverá uma nova "
            "tentativa; se o endereço mudou, responda a esta "
            "mensagem.\n\n{{ shipping.address? }}\n\n{{ comment? }}",
            "Curierul nu a putut preda comanda dumneavoastră {{ order.number }}. Va urma o nouă încercare; "
            "dacă adresa s-a schimbat, răspundeți la acest "
            "mesaj.\n\n{{ shipping.address? }}\n\n{{ comment? }}",
            "Przewoźnik nie mógł doręczyć zamówienia {{ order.number }}. Podejmie kolejną próbę; jeśli adres "
            "się zmienił, prosimy odpowiedzieć na tę wiadomość.\n\n{{ shipping.address? }}\n\n{{ comment? }}",
            "El transportista no pudo entregar su pedido {{ order.number }}. Habrá un nuevo intento; si la "
            "dirección ha cambiado, responda a este mensaje.\n\n{{ shipping.address? }}\n\n{{ comment? }}",
        ),
    ),
    COLLECTED,
)

_COMMENTS = (
    StarterComment(
        slug="address-check",
        title=Words(
            "Please check your address",
            "Confira seu endereço",
            "Vă rugăm să verificați adresa",
            "Prosimy sprawdzić adres",
            "Compruebe su dirección",
        ),
        text=Words(
            "Before we send your order {{ order.number }}, please check the delivery address. If it is "
            "right, you need not answer.\n\n{{ shipping.address }}",
            "Antes de enviarmos seu pedido {{ order.number }}, confira o endereço de entrega. Se estiver "
            "certo, não é preciso responder.\n\n{{ shipping.address }}",
            "Înainte de a trimite comanda dumneavoastră {{ order.number }}, vă rugăm să verificați adresa de "
            "livrare. Dacă este corectă, nu trebuie să răspundeți.\n\n{{ shipping.address }}",
            "Zanim wyślemy zamówienie {{ order.number }}, prosimy sprawdzić adres dostawy. Jeśli jest "
            "poprawny, nie trzeba odpowiadać.\n\n{{ shipping.address }}",
            "Antes de enviar su pedido {{ order.number }}, compruebe la dirección de entrega. Si es "
            "correcta, no hace falta que responda.\n\n{{ shipping.address }}",
        ),
        statuses=("in-realisation", "in-production", "waiting-for-dispatch"),
    ),
)

TRAY = StarterSet(
    name="tray",
    title=Words(
        "Payment review, invoice and production",
        "Análise de pagamento, nota fiscal e produção",
        "Verificarea plății, factură și producție",
        "Weryfikacja płatności, faktura i produkcja",
        "Revisión del pago, factura y producción",
    ),
    description=Words(
        "For shops that review payments, issue an invoice before dispatch, make to order and follow the last "
        "stretch of the delivery. Orders can be collected.",
        "Para lojas que analisam pagamentos, emitem a nota fiscal antes do envio, produzem sob encomenda e "
        "acompanham a reta final da entrega. Pedidos podem ser retirados.",
        "Pentru magazine care verifică plățile, emit factura înainte de expediere, produc la comandă și "
        "urmăresc ultima porțiune a livrării. Comenzile pot fi ridicate.",
        "Dla sklepów, które weryfikują płatności, wystawiają fakturę przed wysyłką, wytwarzają na zamówienie "
        "i śledzą ostatni odcinek dostawy. Zamówienia można odbierać osobiście.",
        "Para tiendas que revisan los pagos, emiten la factura antes del envío, fabrican por encargo y "
        "siguen el último tramo de la entrega. Los pedidos se pueden recoger.",
    ),
    statuses=_STATUSES,
    comments=_COMMENTS,
    after={
        "payment-in-review": "awaiting-payment",
        "payment-declined": "awaiting-payment",
        "in-production": "in-realisation",
        "invoice-issued": "in-realisation",
        "ready-for-pickup": "waiting-for-dispatch",
        "out-for-delivery": "sent",
        "delivery-failed": "sent",
        "collected": "finalized",
    },
    built_in={
        "received": flow("awaiting-payment", "payment-in-review", "paid", "in-realisation", "sent"),
        "awaiting-payment": flow("payment-in-review", "payment-declined", "paid", "in-realisation", "sent"),
        "paid": flow("in-realisation", "in-production", "invoice-issued", "waiting-for-dispatch", "sent"),
        "in-realisation": flow(
            "in-production",
            "invoice-issued",
            "waiting-for-dispatch",
            "ready-for-pickup",
            "sent",
            silentAfterHours=72,
        ),
        "waiting-for-dispatch": flow("ready-for-pickup", "sent", silentAfterHours=48),
        "sent": flow("out-for-delivery", "delivery-failed", "finalized", silentAfterHours=240),
        "finalized": {"nextStatuses": ["refunded"], "requirements": ["SHIPPED"]},
        "canceled": {"nextStatuses": ["refunded"]},
        "refunded": {"nextStatuses": []},
    },
)
