"""Batched reads: the same number of SQL statements for one order and for a hundred.

All loaders of a request live in one dictionary on its context, and a mutation empties it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from promise import Promise
from promise.dataloader import DataLoader

from ..activation.book import ActivationBook, load_activation
from ..carrier_events.checkpoints import NO_CHECKPOINTS, Checkpoints
from ..carrier_events.selectors import load_carrier_events, load_checkpoints, load_last_events
from ..config import Settings
from ..feedback.selectors import load_feedback
from ..host import get_host
from ..host.facts import OrderFacts
from ..host.voucher_actions import used_vouchers
from ..notifications.channel_settings import ChannelBook, load_channel_book
from ..notifications.instructions import InstructionBook, load_instruction_book
from ..notifications.selectors import load_notifications
from ..notifications.template_book import TemplateBook, load_template_book
from ..notifications.template_selectors import load_comment_links
from ..parcels.selectors import load_named_lines
from ..promises.selectors import NO_PROMISE, OrderPromise, load_promises
from ..refunds.standing import load_grounds, load_refunds, load_refunds_by_pk
from ..settings import load_settings
from ..statuses.selectors import StatusBook, load_status_book, orders_by_status
from ..timeline.selectors import EntryRow, load_entries, status_views
from ..timeline.view import StatusView
from ..tracking import TrackingRules
from ..tracking.services import load_tracking_rules
from ..tracking.shipments import with_parcels

_CONTEXT_KEY = "_order_central_loaded"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class ShopRules:
    """What decides how every order of the shop looks: four statements a request."""

    settings: Settings
    statuses: StatusBook
    tracking: TrackingRules
    activation: ActivationBook
    views: dict[str, dict[int, StatusView]] = field(default_factory=dict)

    def is_on(self, channel: str) -> bool:
        """Tell whether customers of a channel have the centre (000-04)."""
        return self.settings.is_active and self.activation.is_enabled(channel)

    def views_in(self, language: str) -> dict[int, StatusView]:
        """Return every status with its label in a language; made once per request and language."""
        if language not in self.views:
            self.views[language] = status_views(self.statuses, language)
        return self.views[language]


@dataclass(frozen=True, slots=True)
class OrderMaterial:
    """All that a timeline is made of, for one order."""

    facts: OrderFacts
    entries: list[EntryRow]
    checkpoints: Checkpoints = field(default_factory=dict)
    promise: OrderPromise = NO_PROMISE


def _once(context: Any, key: str, make: Callable[[], _T]) -> _T:
    loaded: dict[str, Any] | None = getattr(context, _CONTEXT_KEY, None)
    if loaded is None:
        loaded = {}
        setattr(context, _CONTEXT_KEY, loaded)
    if key not in loaded:
        loaded[key] = make()
    value: _T = loaded[key]
    return value


def forget_loaded(context: Any) -> None:
    """Drop everything read so far, so that what a mutation returns is what it wrote."""
    setattr(context, _CONTEXT_KEY, {})


def shop_settings(context: Any) -> Settings:
    """Return the plugin's settings, read once per request."""

    def read() -> Settings:
        with get_host().reading(context) as alias:
            return load_settings(using=alias)

    return _once(context, "settings", read)


def shop_statuses(context: Any) -> StatusBook:
    """Return every status of the shop, read once per request."""

    def read() -> StatusBook:
        with get_host().reading(context) as alias:
            return load_status_book(using=alias)

    return _once(context, "statuses", read)


def shop_rules(context: Any) -> ShopRules:
    """Return settings, statuses and tracking rules, each read once per request."""

    def read() -> ShopRules:
        settings = shop_settings(context)
        with get_host().reading(context) as alias:
            tracking = load_tracking_rules(settings, using=alias)
            activation = load_activation(using=alias)
        return ShopRules(settings, shop_statuses(context), tracking, activation)

    return _once(context, "rules", read)


def shop_instructions(context: Any) -> InstructionBook:
    """Return every payment instruction of the shop, read once per request."""

    def read() -> InstructionBook:
        with get_host().reading(context) as alias:
            return load_instruction_book(using=alias)

    return _once(context, "instructions", read)


def shop_channels(context: Any) -> ChannelBook:
    """Return the settings of every channel, read once per request."""

    def read() -> ChannelBook:
        with get_host().reading(context) as alias:
            return load_channel_book(get_host().load_shop(using=alias), using=alias)

    return _once(context, "channels", read)


def status_counts(context: Any) -> dict[int, int]:
    """Return how many orders have each status, by the status' pk, counted once per request."""

    def read() -> dict[int, int]:
        with get_host().reading(context) as alias:
            return orders_by_status(using=alias)

    return _once(context, "status_counts", read)


def comment_links(context: Any) -> list[tuple[int, int]]:
    """Return (template pk, status pk) of every comment that a status offers, read once per request."""

    def read() -> list[tuple[int, int]]:
        with get_host().reading(context) as alias:
            return load_comment_links(using=alias)

    return _once(context, "comment_links", read)


def shop_templates(context: Any) -> TemplateBook:
    """Return every message template of the shop, read once per request."""

    def read() -> TemplateBook:
        with get_host().reading(context) as alias:
            return load_template_book(using=alias)

    return _once(context, "templates", read)


class _ContextLoader(DataLoader):
    """A promise loader that reads on the connection of its request."""

    def __init__(self, context: Any) -> None:
        super().__init__()
        self.context = context

    def batch_load_fn(self, keys: list[Any]) -> Promise:
        with get_host().reading(self.context) as alias:
            return Promise.resolve(self.read(keys, alias))

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        """Return one result per key, in the order of the keys."""
        raise NotImplementedError


class MaterialLoader(_ContextLoader):
    """OrderMaterial by order pk, None for unknown orders: seven statements."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        facts = get_host().load_facts(keys, using=alias, whole_history=False)
        entries = load_entries(keys, using=alias)
        found = load_checkpoints(keys, using=alias)
        promises = load_promises(keys, using=alias)
        return [
            OrderMaterial(
                with_parcels(facts[key], found.get(key, NO_CHECKPOINTS)),
                entries.get(key, []),
                found.get(key, NO_CHECKPOINTS),
                promises.get(key, NO_PROMISE),
            )
            if key in facts
            else None
            for key in keys
        ]


class EventsLoader(_ContextLoader):
    """Saleor's whole history by order pk, for the feed."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = get_host().load_events(keys, using=alias)
        return [found.get(key, ()) for key in keys]


class CarrierEventsLoader(_ContextLoader):
    """Events of an order's parcels by order pk, oldest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = load_carrier_events(keys, using=alias)
        return [found.get(key, []) for key in keys]


class LastEventLoader(_ContextLoader):
    """The newest event of a parcel by the parcel's pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = load_last_events(keys, using=alias)
        return [found.get(key) for key in keys]


class FeedbackLoader(_ContextLoader):
    """The customer's rating by order pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = load_feedback(keys, using=alias)
        return [found.get(key) for key in keys]


class NotificationsLoader(_ContextLoader):
    """Messages about an order by order pk, newest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = load_notifications(keys, using=alias)
        return [found.get(key, []) for key in keys]


class RefundsLoader(_ContextLoader):
    """Refunds by order pk, oldest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = load_refunds(keys, using=alias)
        return [found.get(key, []) for key in keys]


class RefundGroundLoader(_ContextLoader):
    """What refunds are decided from by order pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = load_grounds(keys, using=alias)
        return [found.get(key) for key in keys]


class CreditNoteRefundLoader(_ContextLoader):
    """The refund of a credit note by the refund's pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = load_refunds_by_pk(keys, using=alias)
        return [found.get(key) for key in keys]


class UsedVoucherLoader(_ContextLoader):
    """Whether a voucher of Saleor is used up, by its pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        used = used_vouchers(keys, using=alias)
        return [key in used for key in keys]


class OrderLoader(_ContextLoader):
    """Saleor's order row by pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = get_host().load_orders(keys, using=alias)
        return [found.get(key) for key in keys]


class OrderLinesLoader(_ContextLoader):
    """Saleor's order lines by order pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = get_host().load_order_lines(keys, using=alias)
        return [found.get(key, []) for key in keys]


class ParcelLinesLoader(_ContextLoader):
    """(order line, quantity) pairs by fulfillment pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = get_host().load_parcel_lines(keys, using=alias)
        return [found.get(key, []) for key in keys]


class NamedLinesLoader(_ContextLoader):
    """What staff put into the parcels of an order: (line pk, units) by parcel pk, by order pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = load_named_lines(keys, using=alias)
        return [found.get(key, {}) for key in keys]


class ContactsLoader(_ContextLoader):
    """ContactFacts by order pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = get_host().load_contacts(keys, using=alias)
        return [found.get(key) for key in keys]


class PackingLoader(_ContextLoader):
    """PackingFacts by order pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = get_host().load_packing(keys, using=alias)
        return [found.get(key) for key in keys]


class UserLoader(_ContextLoader):
    """Saleor's user row by pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = get_host().load_users(keys, using=alias)
        return [found.get(key) for key in keys]


def loader(context: Any, kind: type[_ContextLoader]) -> _ContextLoader:
    """Return the request's loader of a kind."""
    return _once(context, kind.__name__, lambda: kind(context))
