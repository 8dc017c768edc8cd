"""The filter of order lists, from its stored form into a condition (004-05, 004-24). Reads no database.

The form is the JSON of the API's `OrderCentralWhereInput`: saved views keep it, and a request is brought
into it, so that a view and the request it was made from can never mean different things.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Q
from django.utils.dateparse import parse_datetime

from ..errors import ErrorCode, OrderCentralFault, invalid
from ..statuses.models import OrderStatusDefinition, StatusType
from ..statuses.selectors import StatusBook
from ..text import is_storable
from ..timeline.view import StepCode
from ..tracking.models import OrderParcel
from ..tracking.services import normalise_code

FIELD = "where"
MOST_DEEP = 6
MOST_CONDITIONS = 50
MOST_VALUES = 100

_SWITCHES = {
    "isPaid": "is_paid",
    "isSent": "is_sent",
    "isDelivered": "is_delivered",
    "isCanceled": "is_canceled",
    "isRefunded": "is_refunded",
    "isLate": "is_late",
    "hasMessage": "has_message",
    "hasOpenReturn": "has_open_return",
}
_TEXTS = {
    "externalReference": "external_reference",
    "channel": "channel",
    "customerName": "customer_name",
    "paymentGateway": "payment_gateway",
}
_CHOICES = {
    "statusType": ("status_type", frozenset(StatusType.values)),
    "currentStep": ("current_step", frozenset(code.value for code in StepCode)),
}


@dataclass(slots=True)
class WhereReader:
    """Builds conditions. `order_pk` turns a global id of an order into its key, or raises a fault.

    Conditions need the annotation `number_length` of `listing.selectors`.
    """

    book: StatusBook
    now: datetime
    order_pk: Callable[[str], Any]
    seen: int = 0

    def condition(self, where: Any, depth: int = 1) -> Q:
        """Return the condition of a filter; all of its parts must hold. Raises OrderCentralFault."""
        if not isinstance(where, Mapping):
            raise invalid(FIELD, "A filter is an object.")
        if depth > MOST_DEEP:
            raise invalid(FIELD, f"Filters may be nested {MOST_DEEP} deep.")
        found = Q()
        for name, value in where.items():
            if value is None:
                continue
            self.seen += 1
            if self.seen > MOST_CONDITIONS:
                raise _too_many(f"A filter may have {MOST_CONDITIONS} conditions.")
            found &= self._part(name, value, depth)
        return found

    def _part(self, name: str, value: Any, depth: int) -> Q:
        if name in ("AND", "OR"):
            return self._joined(name, value, depth)
        if name == "NOT":
            inner = self.condition(value, depth + 1)
            if not inner:
                raise invalid(FIELD, "NOT needs a condition.")
            return ~inner
        if name in _SWITCHES:
            return Q(**{_SWITCHES[name]: _switch(name, value)})
        if name in _TEXTS:
            return Q(**{f"{_TEXTS[name]}__in": _one_of(name, value)})
        if name in _CHOICES:
            return _choice(name, value)
        reader = _READERS.get(name)
        if reader is None:
            raise invalid(FIELD, f'There is no filter "{name}".')
        return reader(self, name, value)

    def _joined(self, name: str, value: Any, depth: int) -> Q:
        found = Q()
        for part in _list(name, value, Mapping):
            condition = self.condition(part, depth + 1)
            if not condition:
                raise invalid(FIELD, f"Each part of {name} needs a condition.")
            found = found & condition if name == "AND" else found | condition
        return found

    def _ids(self, name: str, value: Any) -> Q:
        return Q(pk__in=[self.order_pk(one) for one in _list(name, value, str)])

    def _numbers(self, name: str, value: Any) -> Q:
        numbers = [one.strip().lstrip("#") for one in _list(name, value, str)]
        # Lists sort numbers by length and text: with both named, the index of that sort finds them.
        return Q(number_length__in=sorted({len(one) for one in numbers}), number__in=numbers)

    def _email(self, name: str, value: Any) -> Q:
        return Q(customer_email__in=[one.strip().lower() for one in _one_of(name, value)])

    def _tracking_code(self, name: str, value: Any) -> Q:
        codes = [code for one in _one_of(name, value) if (code := normalise_code(one))]
        return Q(
            pk__in=OrderParcel.objects.filter(normalized_code__in=codes, removed_at=None).values("order_id")
        )

    def _created_at(self, name: str, value: Any) -> Q:
        condition = Q()
        for limit, lookup in (("gte", "placed_at__gte"), ("lte", "placed_at__lte")):
            if _object(name, value, ("gte", "lte")).get(limit) is not None:
                condition &= Q(**{lookup: _moment(name, value[limit])})
        if not condition:
            raise invalid(FIELD, f"{name} needs gte or lte.")
        return condition

    def _is_silent(self, name: str, value: Any) -> Q:
        silent = Q(silent_at__lte=self.now)
        return silent if _switch(name, value) else ~silent

    def _carrier_exception(self, name: str, value: Any) -> Q:
        found = Q(
            pk__in=OrderParcel.objects.filter(problem_at__lte=self.now, removed_at=None).values("order_id")
        )
        return found if _switch(name, value) else ~found

    def _status(self, name: str, value: Any) -> Q:
        slugs = _one_of(name, value)
        for slug in slugs:
            if slug not in self.book.by_slug:
                raise OrderCentralFault(f'There is no status "{slug}".', ErrorCode.NOT_FOUND, field=FIELD)
        return _has_status([self.book.by_slug[slug] for slug in slugs], self.book)


_READERS: dict[str, Callable[[WhereReader, str, Any], Q]] = {
    "ids": WhereReader._ids,
    "numbers": WhereReader._numbers,
    "userEmail": WhereReader._email,
    "trackingCode": WhereReader._tracking_code,
    "createdAt": WhereReader._created_at,
    "isSilent": WhereReader._is_silent,
    "hasCarrierException": WhereReader._carrier_exception,
    "statusSlug": WhereReader._status,
}


def _has_status(wanted: list[OrderStatusDefinition], book: StatusBook) -> Q:
    """An order that never got a status has the default one of its channel, as its page says (003-11)."""
    pks = {definition.pk for definition in wanted}
    condition = Q(status__in=sorted(pks))
    own = {channel for definition in book.definitions for channel in definition.default_channels}
    chosen = sorted(channel for channel in own if (one := book.default_for(channel)) and one.pk in pks)
    if chosen:
        condition |= Q(status=None, channel__in=chosen)
    default = book.default_for("")
    if default is not None and default.pk in pks:
        condition |= Q(status=None) & ~Q(channel__in=sorted(own)) if own else Q(status=None)
    return condition


def _choice(name: str, value: Any) -> Q:
    column, allowed = _CHOICES[name]
    chosen = _one_of(name, value)
    unknown = sorted(set(chosen) - allowed)
    if unknown:
        raise invalid(FIELD, f'{name} cannot be "{unknown[0]}".')
    return Q(**{f"{column}__in": chosen})


def _one_of(name: str, value: Any) -> list[str]:
    """Read `{"eq": …}` or `{"oneOf": […]}`; with both, both must hold."""
    given = _object(name, value, ("eq", "oneOf"))
    if given.get("eq") is None and given.get("oneOf") is None:
        raise invalid(FIELD, f"{name} needs eq or oneOf.")
    chosen = _list(name, [given["eq"]] if given.get("eq") is not None else given["oneOf"], str)
    if given.get("eq") is not None and given.get("oneOf") is not None:
        chosen = [one for one in chosen if one in _list(name, given["oneOf"], str)]
    return chosen


def _object(name: str, value: Any, keys: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not set(value) <= set(keys):
        raise invalid(FIELD, f"{name} takes {' and '.join(keys)}.")
    return value


def _list(name: str, value: Any, kind: type) -> list[Any]:
    if not isinstance(value, list) or not all(isinstance(one, kind) for one in value):
        raise invalid(FIELD, f"{name} takes a list.")
    if len(value) > MOST_VALUES:
        raise _too_many(f"{name} takes {MOST_VALUES} values at most.")
    if kind is str and not all(map(is_storable, value)):
        raise invalid(FIELD, f"{name} takes no NUL and no half of a character.")
    return value


def _switch(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise invalid(FIELD, f"{name} is true or false.")
    return value


def _moment(name: str, value: Any) -> datetime:
    try:
        moment = parse_datetime(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None:
        raise invalid(FIELD, f"{name} takes dates with time.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _too_many(message: str) -> OrderCentralFault:
    return OrderCentralFault(message, ErrorCode.TOO_MANY_ITEMS, field=FIELD)
