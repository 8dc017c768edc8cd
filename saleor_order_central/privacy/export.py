"""All that the centre keeps of a customer, as the customer may have it: without what is staff's alone."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ..attachments.models import OrderAttachment
from ..conversations.models import OrderMessage
from ..customers.owner import Owner
from ..customers.selectors import find_orders, viewed_by
from ..host import get_host
from ..notifications.models import NOT_FOR_CUSTOMERS, NotificationStatus, OrderNotification
from ..statuses.models import EntryVisibility
from .erasing import contact_threads, model_of
from .holdings import HOLDINGS

VALID_SECONDS = 300
_SALT = "saleor_order_central.privacy"
# How things are stored, not what they are.
_INTERNAL = frozenset(
    {
        "id",
        "key",
        "idempotency_key",
        "request_hash",
        "dedupe_key",
        "path",
        "checksum",
        "search_words",
        "modes",
        "request_key",
        "mail_id",
    }
)
_OPEN = EntryVisibility.CUSTOMER
# Rows of these tables that customers may see.
_SHOWN = {
    "OrderEntry": Q(visibility=_OPEN, undone_by=None),
    "OrderNotification": Q(status=NotificationStatus.SENT) & ~Q(occasion__in=NOT_FOR_CUSTOMERS),
    "OrderAttachment": Q(memo=None, mail=None) & (Q(entry=None) | Q(entry__visibility=_OPEN)),
    # Without a message there is no conversation for its customer.
    "OrderThread": Q(messages_count__gt=0),
}


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Whose data, of which channels; None are all channels."""

    owner: Owner
    channels: Collection[str] | None


def signed_export(wanted: ExportRequest) -> str:
    """Return what opens the data of a customer for five minutes. Whoever has it needs no other right."""
    channels = None if wanted.channels is None else sorted(wanted.channels)
    content = {"user": wanted.owner.user_pk, "email": wanted.owner.email, "channels": channels}
    return signing.dumps(content, salt=_SALT, compress=True)


def opened_export(token: str) -> ExportRequest | None:
    """Return whose data a token opens, None when it is forged or too old."""
    try:
        content = signing.loads(token, salt=_SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        return None
    return ExportRequest(Owner(content["user"], content["email"]), content["channels"])


def export_customer(wanted: ExportRequest, *, using: str) -> dict[str, Any]:
    """Return plain values, with a constant number of statements for any number of orders."""
    owner = wanted.owner
    orders = find_orders(owner, wanted.channels, using=using).order_by("placed_at", "pk")
    numbers = dict(orders.values_list("pk", "number"))
    parts = _parts(list(numbers), using)
    return {
        "made_at": timezone.now(),
        "account": _account(owner, using),
        "addresses": _addresses(owner, using),
        "viewed_products": [
            {"product": view.product.name, "count": view.count, "last_viewed_at": view.last_viewed_at}
            for view in viewed_by(owner, using=using)
        ],
        "contact_form": _contact_form(owner, using),
        "contact_form_files": _contact_files(owner, using),
        "contact_form_mails": _contact_mails(owner, using),
        "orders": [{"number": number, **parts[pk]} for pk, number in numbers.items()],
    }


def _account(owner: Owner, using: str) -> dict[str, Any] | None:
    """The note of staff is not for the customer; keys mean nothing outside."""
    if owner.user_pk is None:
        return None
    facts = get_host().load_customers([owner.user_pk], using=using).get(owner.user_pk)
    if facts is None:
        return None
    hidden = {"pk", "note", "metadata", "is_staff", "groups"}
    return {name: value for name, value in asdict(facts).items() if name not in hidden}


def _addresses(owner: Owner, using: str) -> list[dict[str, Any]]:
    if owner.user_pk is None:
        return []
    return [asdict(one) for one in get_host().load_addresses(owner.user_pk, using=using)]


def _contact_form(owner: Owner, using: str) -> list[dict[str, Any]]:
    """Conversations that belong to no order; memos are rows of their own and never among them."""
    threads = contact_threads(owner.user_pk, owner.email, using=using)
    rows = OrderMessage.objects.using(using).filter(thread__in=threads).order_by("thread", "pk")
    return list(rows.values("author_type", "subject", "body", "created_at"))


def _contact_files(owner: Owner, using: str) -> list[dict[str, Any]]:
    """Files of these messages; those of memos and of mails on hold belong to no message."""
    threads = contact_threads(owner.user_pk, owner.email, using=using)
    rows = OrderAttachment.objects.using(using).filter(message__thread__in=threads).order_by("pk")
    return list(rows.values("name", "content_type", "size", "uploaded_by", "created_at"))


def _contact_mails(owner: Owner, using: str) -> list[dict[str, Any]]:
    """Mails that the customer got of these conversations."""
    threads = contact_threads(owner.user_pk, owner.email, using=using)
    rows = OrderNotification.objects.using(using).filter(_SHOWN["OrderNotification"], order=None)
    rows = rows.filter(message__thread__in=threads).order_by("pk")
    return list(rows.values("recipient", "subject", "body", "sent_at"))


def _parts(order_pks: list[Any], using: str) -> dict[Any, dict[str, list[dict[str, Any]]]]:
    """Return rows by order and table; one statement a table."""
    found: dict[Any, dict[str, list[dict[str, Any]]]] = defaultdict(dict)
    for label, holding in HOLDINGS.items():
        if not holding.order or holding.hidden:
            continue
        rows = model_of(label)._default_manager.using(using)
        rows = rows.filter(_SHOWN.get(label, Q()), **{f"{holding.order}__in": order_pks})
        for row in _values(rows, holding.order, holding.staff_only):
            found[row.pop("of_order")].setdefault(label, []).append(row)
    return found


def _values(rows: QuerySet[Any], order: str, staff_only: Collection[str]) -> QuerySet[Any]:
    columns = [
        field.name
        for field in rows.model._meta.concrete_fields
        if not field.is_relation and field.name not in _INTERNAL and field.name not in staff_only
    ]
    return rows.order_by("pk").values(*columns, of_order=F(f"{order}_id"))
