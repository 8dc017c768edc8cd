"""What every rule asks about an order, decided once before any step is built."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ..carrier_events.checkpoints import NO_CHECKPOINTS, Checkpoints, delivered_at
from ..host.facts import OrderFacts
from .parcels import Shipments, sort_shipments
from .trail import Moment, Trail, build_trail, is_canceling, is_concluding, stage_of, start_of_run
from .view import Parcel, StatusView, StoredEntry, TimelineRules
from .wording import Words, active_words


@dataclass(slots=True)
class Situation:
    """Facts and statuses of one order, with the decisions that several steps share.

    `stage` is the newest fact a status stated; `canceling` and `concluding` are the changes that began the
    present run of such statuses, and `concluding` is None for a canceled order (000-26). `delivered_at` is
    when carriers had handed over every parcel, `late_since` when the promise was broken that is open now.
    """

    facts: OrderFacts
    words: Words
    rules: TimelineRules
    parcels: tuple[Parcel, ...]
    shipments: Shipments
    trail: Trail
    present: StatusView | None
    stage: str
    is_canceled: bool
    canceling: Moment | None
    concluding: Moment | None
    delivered_at: datetime | None = None
    checkpoints: Checkpoints = field(default_factory=dict)
    late_since: datetime | None = None

    @property
    def is_all_gone(self) -> bool:
        """All goods left: a part that came back does not mean that the other part was sent."""
        return self.facts.is_fully_fulfilled or self.facts.is_fully_returned

    @property
    def is_sent_applicable(self) -> bool:
        """Goods without shipping have no SENT step, unless a code shows that a parcel went out anyway."""
        return self.facts.is_shipping_required or self.shipments.has_code


def look_at(
    facts: OrderFacts,
    entries: Sequence[StoredEntry],
    *,
    default_status: StatusView | None,
    parcels: Sequence[Parcel],
    rules: TimelineRules,
    checkpoints: Checkpoints = NO_CHECKPOINTS,
    late_since: datetime | None = None,
) -> Situation:
    """Takes the decisions; Saleor's own cancelation and a canceling status count the same."""
    trail = build_trail(entries, default_status, facts.placed_at)
    canceling = start_of_run(trail, is_canceling)
    is_canceled = facts.is_canceled or facts.is_expired or canceling is not None
    return Situation(
        facts=facts,
        words=active_words(),
        rules=rules,
        parcels=tuple(parcels),
        shipments=sort_shipments(facts),
        trail=trail,
        present=trail[-1].status if trail else None,
        stage=stage_of(trail),
        is_canceled=is_canceled,
        canceling=canceling,
        concluding=None if is_canceled else start_of_run(trail, is_concluding),
        delivered_at=delivered_at(facts, checkpoints),
        checkpoints=checkpoints,
        late_since=late_since,
    )
