"""Starter set after the way of shops with many ways to pay: transfer, cash on delivery, backorders."""

from .definition import StarterComment, StarterSet, StarterStatus, Words, flow

_END = ("canceled", "refunded")

_STATUSES = (
    StarterStatus(
        slug="awaiting-bank-transfer",
        label=Words(
            "Awaiting bank transfer",
            "Aguardando transferência bancária",
            "În așteptarea transferului bancar",
            "Oczekiwanie na przelew",
            "A la espera de la transferencia",
        ),
        color="#1d4ed8",
        following=("payment-error", "paid", "on-backorder-unpaid", "in-realisation", *_END),
        silent_after_hours=120,
        text=Words(
            "We have noted your order {{ order.number }} and go on as soon as your bank transfer arrives.\n\n"
            "Amount to pay: {{ order.outstanding }}\nBank account: {{ payment.bank_account }}\n"
            "Payment reference: {{ order.number }}\n\n{{ payment.instructions? }}",
            "Registramos seu pedido {{ order.number }} e continuamos assim que a transferência bancária "
            "chegar.\n\nValor a pagar: {{ order.outstanding }}\nConta bancária: {{ payment.bank_account }}\n"
            "Referência do pagamento: {{ order.number }}\n\n{{ payment.instructions? }}",
            "Am înregistrat comanda dumneavoastră {{ order.number }} și continuăm de îndată ce sosește "
            "transferul bancar.\n\nSuma de plată: {{ order.outstanding }}\n"
            "Cont bancar: {{ payment.bank_account }}\nReferința plății: {{ order.number }}\n\n"
            "{{ payment.instructions? }}",
            "Zapisaliśmy zamówienie {{ order.number }} i zajmiemy się nim, gdy tylko nadejdzie przelew.\n\n"
            "Kwota do zapłaty: {{ order.outstanding }}\nNumer rachunku: {{ payment.bank_account }}\n"
            "Tytuł przelewu: {{ order.number }}\n\n{{ payment.instructions? }}",
            "Hemos anotado su pedido {{ order.number }} y seguiremos en cuanto llegue la transferencia.\n\n"
            "Importe a pagar: {{ order.outstanding }}\nCuenta bancaria: {{ payment.bank_account }}\n"
            "Concepto: {{ order.number }}\n\n{{ payment.instructions? }}",
        ),
    ),
    StarterStatus(
        slug="awaiting-cash-on-delivery",
        label=Words(
            "Cash on delivery",
            "Pagamento na entrega",
            "Plată la livrare",
            "Płatność przy odbiorze",
            "Pago contra reembolso",
        ),
        color="#0e7490",
        following=("on-backorder-unpaid", "in-realisation", "waiting-for-dispatch", "sent", *_END),
        silent_after_hours=48,
        text=Words(
            "We have accepted your order {{ order.number }}. You pay when it is delivered.\n\n"
            "Amount to pay: {{ order.outstanding }}",
            "Aceitamos seu pedido {{ order.number }}. Você paga na entrega.\n\n"
            "Valor a pagar: {{ order.outstanding }}",
            "Am acceptat comanda dumneavoastră {{ order.number }}. Plătiți la livrare.\n\n"
            "Suma de plată: {{ order.outstanding }}",
            "Przyjęliśmy zamówienie {{ order.number }}. Płatność następuje przy odbiorze.\n\n"
            "Kwota do zapłaty: {{ order.outstanding }}",
            "Hemos aceptado su pedido {{ order.number }}. Se paga en el momento de la entrega.\n\n"
            "Importe a pagar: {{ order.outstanding }}",
        ),
    ),
    StarterStatus(
        slug="payment-error",
        label=Words(
            "Payment error", "Erro no pagamento", "Eroare de plată", "Błąd płatności", "Error en el pago"
        ),
        color="#be123c",
        following=("awaiting-payment", "awaiting-bank-transfer", "paid", "in-realisation", *_END),
        silent_after_hours=72,
        text=Words(
            "Something went wrong with the payment of your order {{ order.number }}; no money was taken. "
            "Please try once more, or simply answer this message and we will help.\n\n"
            "Amount to pay: {{ order.outstanding? }}",
            "Houve um problema com o pagamento do seu pedido {{ order.number }}; nenhum valor foi cobrado. "
            "Tente mais uma vez ou responda a esta mensagem e nós ajudamos.\n\n"
            "Valor a pagar: {{ order.outstanding? }}",
            "A apărut o problemă la plata comenzii dumneavoastră {{ order.number }}; nu s-a încasat nimic. "
            "Încercați încă o dată sau răspundeți la acest mesaj și vă ajutăm.\n\n"
            "Suma de plată: {{ order.outstanding? }}",
            "Podczas płatności za zamówienie {{ order.number }} wystąpił problem; nie pobrano żadnych "
            "pieniędzy. Prosimy spróbować jeszcze raz albo odpowiedzieć na tę wiadomość, a pomożemy.\n\n"
            "Kwota do zapłaty: {{ order.outstanding? }}",
            "Hubo un problema con el pago de su pedido {{ order.number }}; no se ha cobrado nada. Inténtelo "
            "otra vez o responda a este mensaje y le ayudaremos.\n\n"
            "Importe a pagar: {{ order.outstanding? }}",
        ),
    ),
    StarterStatus(
        slug="on-backorder-paid",
        label=Words(
            "On backorder, paid",
            "Em reposição, pago",
            "În așteptarea stocului, plătită",
            "Oczekuje na towar, opłacone",
            "Pendiente de existencias, pagado",
        ),
        color="#a21caf",
        following=("in-realisation", "waiting-for-dispatch", "sent", *_END),
        silent_after_hours=168,
        text=Words(
            "Thank you for your payment. A product of your order {{ order.number }} has to be restocked "
            "first; we send it as soon as it is here.\n\n{{ comment? }}",
            "Obrigado pelo pagamento. Um produto do seu pedido {{ order.number }} ainda precisa ser reposto; "
            "enviaremos assim que ele chegar.\n\n{{ comment? }}",
            "Vă mulțumim pentru plată. Un produs din comanda dumneavoastră {{ order.number }} trebuie mai "
            "întâi reaprovizionat; îl trimitem de îndată ce sosește.\n\n{{ comment? }}",
            "Dziękujemy za płatność. Na jeden z produktów z zamówienia {{ order.number }} jeszcze czekamy; "
            "wyślemy je, gdy tylko do nas dotrze.\n\n{{ comment? }}",
            "Gracias por su pago. Un producto de su pedido {{ order.number }} tiene que reponerse primero; "
            "lo enviaremos en cuanto llegue.\n\n{{ comment? }}",
        ),
    ),
    StarterStatus(
        slug="on-backorder-unpaid",
        label=Words(
            "On backorder, not paid",
            "Em reposição, não pago",
            "În așteptarea stocului, neplătită",
            "Oczekuje na towar, nieopłacone",
            "Pendiente de existencias, sin pagar",
        ),
        color="#86198f",
        following=("on-backorder-paid", "paid", "in-realisation", "waiting-for-dispatch", "sent", *_END),
        silent_after_hours=168,
        text=Words(
            "A product of your order {{ order.number }} is not in stock at the moment. You need not pay yet: "
            "we will write as soon as it is here.\n\n{{ comment? }}",
            "Um produto do seu pedido {{ order.number }} está sem estoque no momento. Ainda não é preciso "
            "pagar: escreveremos assim que ele chegar.\n\n{{ comment? }}",
            "Un produs din comanda dumneavoastră {{ order.number }} nu este în stoc momentan. Nu trebuie să "
            "plătiți încă: vă scriem de îndată ce sosește.\n\n{{ comment? }}",
            "Jednego z produktów z zamówienia {{ order.number }} nie ma obecnie w magazynie. Nie trzeba "
            "jeszcze płacić: napiszemy, gdy tylko do nas dotrze.\n\n{{ comment? }}",
            "Un producto de su pedido {{ order.number }} no está disponible ahora. Aún no hace falta pagar: "
            "le escribiremos en cuanto llegue.\n\n{{ comment? }}",
        ),
    ),
)

_COMMENTS = (
    StarterComment(
        slug="product-unavailable",
        title=Words(
            "A product is not available",
            "Um produto não está disponível",
            "Un produs nu este disponibil",
            "Produkt niedostępny",
            "Un producto no está disponible",
        ),
        text=Words(
            "Unfortunately we cannot get a product of your order {{ order.number }} any more. Would you like "
            "another one instead, the rest of the order, or your money back? Simply answer this message.\n\n"
            "{{ comment? }}",
            "Infelizmente não conseguimos mais um produto do seu pedido {{ order.number }}. Você prefere "
            "outro no lugar, o restante do pedido ou o dinheiro de volta? Basta responder a esta "
            "mensagem.\n\n{{ comment? }}",
            "Din păcate, un produs din comanda dumneavoastră {{ order.number }} nu mai poate fi procurat. "
            "Doriți altul în loc, restul comenzii sau banii înapoi? Răspundeți la acest "
            "mesaj.\n\n{{ comment? }}",
            "Niestety nie możemy już zdobyć jednego z produktów z zamówienia {{ order.number }}. Czy mamy "
            "wysłać inny, resztę zamówienia, czy zwrócić pieniądze? Prosimy odpowiedzieć na tę wiadomość.\n\n"
            "{{ comment? }}",
            "Por desgracia ya no podemos conseguir un producto de su pedido {{ order.number }}. ¿Prefiere "
            "otro en su lugar, el resto del pedido o la devolución del dinero? Responda a este mensaje.\n\n"
            "{{ comment? }}",
        ),
        statuses=("in-realisation", "on-backorder-paid", "on-backorder-unpaid"),
    ),
)

PRESTASHOP = StarterSet(
    name="prestashop",
    title=Words(
        "Many ways to pay, and backorders",
        "Várias formas de pagamento e reposição",
        "Mai multe metode de plată și stoc în așteptare",
        "Wiele sposobów płatności i oczekiwanie na towar",
        "Varias formas de pago y existencias pendientes",
    ),
    description=Words(
        "For shops with bank transfer and cash on delivery, that sell what is not in stock and want payment "
        "errors told at once.",
        "Para lojas com transferência bancária e pagamento na entrega, que vendem o que não está em estoque "
        "e querem avisar logo sobre erros de pagamento.",
        "Pentru magazine cu transfer bancar și plată la livrare, care vând și ce nu este în stoc și anunță "
        "imediat erorile de plată.",
        "Dla sklepów z przelewem i płatnością przy odbiorze, które sprzedają także to, czego nie ma w "
        "magazynie, i od razu informują o błędach płatności.",
        "Para tiendas con transferencia y pago contra reembolso, que venden lo que no está disponible y "
        "quieren avisar enseguida de los errores de pago.",
    ),
    statuses=_STATUSES,
    comments=_COMMENTS,
    after={
        "awaiting-bank-transfer": "awaiting-payment",
        "awaiting-cash-on-delivery": "awaiting-payment",
        "payment-error": "awaiting-payment",
        "on-backorder-paid": "in-realisation",
        "on-backorder-unpaid": "in-realisation",
    },
    built_in={
        "received": flow(
            "awaiting-payment",
            "awaiting-bank-transfer",
            "awaiting-cash-on-delivery",
            "payment-error",
            "paid",
            "on-backorder-unpaid",
            "in-realisation",
            "sent",
        ),
        "awaiting-payment": flow(
            "awaiting-bank-transfer",
            "awaiting-cash-on-delivery",
            "payment-error",
            "paid",
            "on-backorder-unpaid",
            "in-realisation",
            "sent",
        ),
        "paid": flow("on-backorder-paid", "in-realisation", "waiting-for-dispatch", "sent"),
        "in-realisation": flow(
            "on-backorder-paid", "on-backorder-unpaid", "waiting-for-dispatch", "sent", silentAfterHours=72
        ),
        "waiting-for-dispatch": flow("sent", silentAfterHours=48),
        "sent": flow("finalized", silentAfterHours=240),
        "finalized": {"nextStatuses": ["refunded"], "requirements": ["SHIPPED"]},
        "canceled": {"nextStatuses": ["refunded"]},
        "refunded": {"nextStatuses": []},
    },
)
