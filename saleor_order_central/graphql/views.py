"""One order as one caller may see it, in one language. Resolvers read from here and nowhere else."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from promise import Promise

from ..access.kinds import ALL_SCOPES, AccessScope
from ..carrier_events.selectors import news_of
from ..config import ANONYMOUS_STEPS
from ..host.access import Access, caller_of
from ..host.facts import InvoiceFacts, OrderFacts
from ..language import speaking, supported_language
from ..promises.selectors import OrderPromise
from ..statuses.models import OrderStatusDefinition
from ..timeline.build import build_feed, build_parcels, build_timeline, timeline_for_customer
from ..timeline.selectors import stored_entry
from ..timeline.view import Entry, EntryKind, Parcel, StatusView, StoredEntry, Timeline
from .guests import scopes_of_guest
from .loaders import (
    CarrierEventsLoader,
    EventsLoader,
    MaterialLoader,
    OrderMaterial,
    ShopRules,
    loader,
    shop_rules,
)
from .thread_loaders import OrderMemosLoader

# What a guest needs a grant for to read of the history.
_SCOPE_OF_KIND = {
    EntryKind.RETURN: AccessScope.RETURN,
    EntryKind.MESSAGE: AccessScope.MESSAGE,
    EntryKind.WITHDRAWAL: AccessScope.WITHDRAW,
}


@dataclass(eq=False)
class OrderView:
    """What `OrderCentral` resolves from. Everything is built on first use.

    `scopes` are all for owners and staff; for others what their grants allow.
    """

    context: Any
    material: OrderMaterial
    rules: ShopRules
    access: Access
    language: str
    scopes: frozenset[AccessScope] = frozenset()

    @property
    def facts(self) -> OrderFacts:
        """What Saleor knows of the order."""
        return self.material.facts

    def may(self, scope: AccessScope) -> bool:
        """Whether the caller may do this: owners and staff may, a guest needs a grant for it."""
        return scope in self.scopes

    @property
    def is_on(self) -> bool:
        """Whether customers have the centre for this order."""
        return self.rules.is_on(self.facts.channel)

    @property
    def is_staff(self) -> bool:
        """Whether staff-only parts may be shown."""
        return self.access >= Access.STAFF

    @property
    def is_guest(self) -> bool:
        """Whether a grant, and nothing more, lets the caller in."""
        return self.access is Access.GUEST

    @property
    def is_redacted(self) -> bool:
        """Whether the caller must not get at personal data: neither Saleor's own objects nor the address."""
        return self.access < Access.OWNER

    @property
    def shows_steps_only(self) -> bool:
        """Whether the caller gets nothing but step codes, states and dates."""
        return self.access < Access.GUEST

    @cached_property
    def views(self) -> dict[int, StatusView]:
        """Statuses with labels in the caller's language."""
        return self.rules.views_in(self.language)

    @cached_property
    def stored(self) -> list[StoredEntry]:
        """Our own history rows."""
        return [stored_entry(entry, self.views) for entry in self.material.entries]

    @cached_property
    def all_parcels(self) -> tuple[Parcel, ...]:
        """Parcels with the decision about each tracking text."""
        facts = self.facts
        if self.is_redacted:
            # Links of carriers may hold the postcode of the delivery.
            facts = replace(facts, delivery={**facts.delivery, "postcode": ""})
        return build_parcels(facts, self.rules.tracking, self.material.checkpoints)

    @property
    def promise(self) -> OrderPromise:
        """What the customer may expect."""
        return self.material.promise

    @cached_property
    def late_since(self) -> datetime | None:
        """When the promise was broken; None for an order that is not late."""
        return self.promise.late_since(timezone.now())

    @cached_property
    def timeline(self) -> Timeline:
        """The timeline for this caller."""
        default = self.rules.statuses.default_for(self.facts.channel)
        with speaking(self.language):
            whole = build_timeline(
                self.facts,
                self.stored,
                default_status=self.views[default.pk] if default else None,
                parcels=self.all_parcels,
                rules=self.rules.settings.timeline_rules,
                checkpoints=self.material.checkpoints,
                late_since=self.late_since,
            )
            return whole if self.is_staff else timeline_for_customer(whole)

    def feed(self) -> Promise:
        """Promise every history entry that this caller may see, oldest first."""
        if self.shows_steps_only:
            return Promise.resolve([])

        def build(found: list[Any]) -> list[Entry]:
            events, reported, memos = found
            news = [news_of(row) for row in reported]
            with speaking(self.language):
                facts = replace(self.facts, events=events)
                feed = build_feed(facts, self.stored, for_staff=self.is_staff, carrier_news=news, memos=memos)
            return [entry for entry in feed if self.may(_SCOPE_OF_KIND.get(entry.kind, AccessScope.VIEW))]

        pk = self.facts.order_pk
        parts = [loader(self.context, kind).load(pk) for kind in (EventsLoader, CarrierEventsLoader)]
        parts.append(loader(self.context, OrderMemosLoader).load((pk, self.is_staff)))
        return Promise.all(parts).then(build)

    @property
    def status(self) -> OrderStatusDefinition | None:
        """Present status: for customers the newest one that they may see."""
        view = self.timeline.status if self.is_staff else self.timeline.customer_status
        return None if view is None or self.shows_steps_only else self.rules.statuses.by_pk.get(view.pk)

    @property
    def status_changed_at(self) -> datetime | None:
        """When that status was set."""
        if self.shows_steps_only:
            return None
        timeline = self.timeline
        return timeline.status_changed_at if self.is_staff else timeline.customer_status_changed_at

    @property
    def awaits_payment(self) -> bool:
        """Whether the order goes on only when money arrives."""
        facts = self.facts
        is_over = facts.is_canceled or facts.is_expired or facts.money.is_fully_charged
        return not is_over and facts.money.total > 0

    @property
    def parcels(self) -> tuple[Parcel, ...]:
        """Parcels, none for a caller that only sees steps."""
        return () if self.shows_steps_only else self.all_parcels

    @property
    def invoice_links(self) -> tuple[InvoiceFacts, ...]:
        """Invoices of a paid order (000-27)."""
        return () if self.shows_steps_only else self.timeline.invoice_links


def load_order_view(context: Any, order_pk: Any, language: str | None) -> Promise:
    """Promise an OrderView, or None when the caller may see nothing of the order."""

    def decide(material: OrderMaterial | None) -> OrderView | None:
        return None if material is None else view_for_caller(context, material, language)

    return loader(context, MaterialLoader).load(order_pk).then(decide)


def view_for_caller(context: Any, material: OrderMaterial, language: str | None) -> OrderView | None:
    """Apply the access rule; with the centre off only staff still read."""
    rules = shop_rules(context)
    scopes = scopes_of_guest(context, material.facts)
    access = caller_of(context).access_to(
        material.facts,
        steps_for_everybody=rules.settings.anonymous_access == ANONYMOUS_STEPS,
        is_guest=AccessScope.VIEW in scopes,
    )
    if access is Access.NOTHING or (access < Access.STAFF and not rules.is_on(material.facts.channel)):
        return None
    return OrderView(
        context,
        material,
        rules,
        access,
        supported_language(language or material.facts.language_code),
        ALL_SCOPES if access >= Access.OWNER else scopes,
    )
