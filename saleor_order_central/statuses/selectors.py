"""Reads of statuses, one statement each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext

from ..language import normalise_language, speaking
from ..timeline.view import StatusView
from .models import EntryVisibility, OrderState, OrderStatusDefinition, StatusKind


@dataclass(frozen=True)
class StatusBook:
    """All statuses of the shop, read at once and looked up without further statements."""

    definitions: tuple[OrderStatusDefinition, ...]

    @cached_property
    def by_pk(self) -> dict[int, OrderStatusDefinition]:
        """Definitions by primary key."""
        return {definition.pk: definition for definition in self.definitions}

    @cached_property
    def by_slug(self) -> dict[str, OrderStatusDefinition]:
        """Definitions by slug."""
        return {definition.slug: definition for definition in self.definitions}

    @cached_property
    def _default(self) -> OrderStatusDefinition | None:
        return next((one for one in self.definitions if one.is_default), None)

    def default_for(self, channel: str) -> OrderStatusDefinition | None:
        """Return the first status of new orders in a channel (003-11), the shop's default otherwise."""
        of_channel = (one for one in self.definitions if channel and channel in one.default_channels)
        return next(of_channel, self._default)


def load_status_book(*, using: str) -> StatusBook:
    """Read every status in one statement."""
    return StatusBook(tuple(OrderStatusDefinition.objects.using(using)))


class StatusAudience(Enum):
    """Who reads a list of statuses."""

    STAFF = "staff"
    CUSTOMER = "customer"
    NOBODY = "nobody"


def find_statuses(
    *,
    using: str,
    audience: StatusAudience,
    pks: Sequence[int] | None = None,
    slug: str | None = None,
    kind: str | None = None,
    types: Sequence[str] | None = None,
    is_active: bool | None = None,
    channel: str | None = None,
    search: str = "",
) -> QuerySet[OrderStatusDefinition]:
    """Return statuses in the merchant's order; customers get active, customer-visible ones (000-16)."""
    rows = OrderStatusDefinition.objects.using(using).order_by("sort_order", "pk")
    if audience is StatusAudience.NOBODY:
        return rows.none()
    searched = Q(slug__icontains=search) | Q(customer_label__icontains=search)
    if audience is StatusAudience.CUSTOMER:
        rows = rows.filter(is_active=True, visibility=EntryVisibility.CUSTOMER)
    else:
        # The staff's names must not be found out by searching for them.
        searched |= Q(name__icontains=search)
    conditions = (
        (pks is not None, Q(pk__in=pks or ())),
        (slug is not None, Q(slug=slug)),
        (kind is not None, Q(kind=kind)),
        (types is not None, Q(type__in=types or ())),
        (is_active is not None, Q(is_active=is_active)),
        (bool(channel), Q(channels=[]) | Q(channels__contains=[channel])),
        (bool(search), searched),
    )
    return rows.filter(*(condition for is_wanted, condition in conditions if is_wanted))


def is_active_status(slug: str) -> bool:
    """Tell whether a status with this slug exists and can be chosen."""
    return OrderStatusDefinition.objects.filter(slug=slug, is_active=True).exists()


def is_delivered(order_pk: Any) -> bool:
    """Tell whether an order's step Delivered is done, as lists know it."""
    return OrderState.objects.filter(pk=order_pk, is_delivered=True).exists()


def is_late(order_pk: Any) -> bool:
    """Tell whether a promise about an order is broken now, as lists know it."""
    return OrderState.objects.filter(pk=order_pk, is_late=True).exists()


def channel_of(order_pk: Any) -> str:
    """Return the slug of an order's channel, "" without one."""
    return OrderState.objects.filter(pk=order_pk).values_list("channel", flat=True).first() or ""


def orders_by_status(*, using: str) -> dict[int, int]:
    """Count the orders of each status, by the status' pk, in one statement."""
    rows = OrderState.objects.using(using).exclude(status=None).values_list("status_id")
    return dict(rows.annotate(count=Count("pk")).order_by())


def customer_label(definition: OrderStatusDefinition, language: str) -> str:
    """Return the customer's name of a status in a language, else in the shop's, else the staff's name.

    Built-in names that the merchant left alone come from the plugin's own catalogues.
    """
    own = _translated(definition, language, "customer_label")
    label = own or definition.customer_label or definition.name
    if own or not language or definition.kind != StatusKind.BUILT_IN:
        return label
    with speaking(language):
        return gettext(label)


def customer_description(definition: OrderStatusDefinition, language: str) -> str:
    """Return the explanation for the customer in a language, else the untranslated one."""
    return _translated(definition, language, "customer_description") or definition.customer_description


def _translated(definition: OrderStatusDefinition, language: str, field: str) -> str:
    """Look up "pt-BR", then "pt"; keys are stored in lower case with a hyphen."""
    key = normalise_language(language)
    for candidate in (key, key.partition("-")[0]):
        text: str = definition.translations.get(candidate, {}).get(field, "")
        if text:
            return text
    return ""


def status_view(definition: OrderStatusDefinition, language: str) -> StatusView:
    """Return a status as the timeline builder sees it."""
    return StatusView(
        pk=definition.pk,
        slug=definition.slug,
        label=customer_label(definition, language),
        kind=definition.kind,
        type=definition.type,
        fact=definition.fact,
        is_customer_visible=definition.visibility == EntryVisibility.CUSTOMER,
        source_label=customer_label(definition, ""),
    )
