"""The timeline of an order from plain values: same input, same result, no database (000-10, 001-05, B-01)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ..carrier_events.checkpoints import NO_CHECKPOINTS, Checkpoints
from ..host.facts import OrderFacts
from .custom import insert_custom_steps
from .draft import MAIN_CODES, Draft, freeze
from .endings import ending_drafts, is_fully_refunded
from .feed import build_feed
from .parcels import build_parcels
from .situation import Situation, look_at
from .steps import is_shown, main_drafts
from .trail import customer_moment
from .view import (
    Parcel,
    StatusView,
    Step,
    StepCode,
    StepState,
    StoredEntry,
    Timeline,
    TimelineRules,
    Visibility,
)
from .warnings import find_warnings

__all__ = ["build_feed", "build_parcels", "build_timeline", "timeline_for_customer"]


def build_timeline(
    facts: OrderFacts,
    entries: Sequence[StoredEntry],
    *,
    default_status: StatusView | None,
    parcels: Sequence[Parcel],
    rules: TimelineRules,
    checkpoints: Checkpoints = NO_CHECKPOINTS,
    late_since: datetime | None = None,
) -> Timeline:
    """Steps, warnings and invoice links of one order, as staff see them (003-03).

    `default_status` counts only while no entry sets a status; `checkpoints` say what carriers delivered.
    `late_since` is when the order became late, None for one that is not.
    Customers get `timeline_for_customer`.
    """
    situation = look_at(
        facts,
        entries,
        default_status=default_status,
        parcels=parcels,
        rules=rules,
        checkpoints=checkpoints,
        late_since=late_since,
    )
    main = main_drafts(situation)
    endings = ending_drafts(situation)
    running = _running_step(situation, main)
    if running is not None:
        running.state = StepState.CURRENT
    steps = freeze([*insert_custom_steps(main, situation.trail, running), *endings])
    shown_to = customer_moment(situation.trail, default_status, facts.placed_at)
    return Timeline(
        steps=steps,
        current=_current_step(situation, steps),
        progress_percent=_progress(situation, main, is_finished=running is None),
        status=situation.present,
        status_changed_at=situation.trail[-1].date if situation.trail else None,
        customer_status=None if shown_to is None else shown_to.status,
        customer_status_changed_at=None if shown_to is None else shown_to.date,
        parcels=situation.parcels,
        invoice_links=tuple(filter(is_shown, facts.invoices)) if main[1].is_done else (),
        warnings=find_warnings(situation, main, endings),
    )


def timeline_for_customer(timeline: Timeline) -> Timeline:
    """The same steps without doubts and without proofs that only staff may see; states and dates stay."""
    steps = tuple([_step_for_customer(step) for step in timeline.steps])
    return replace(
        timeline,
        steps=steps,
        current=steps[timeline.steps.index(timeline.current)],
        status=timeline.customer_status,
        status_changed_at=timeline.customer_status_changed_at,
        warnings=(),
    )


def _step_for_customer(step: Step) -> Step:
    if step.evidence is None or step.evidence.visibility is Visibility.CUSTOMER:
        return step
    return replace(step, evidence=None)


def _running_step(situation: Situation, main: list[Draft]) -> Draft | None:
    """The first open step after everything that is done; None for a finished order (001-05).

    Open steps before a done one stay behind: goods sent unpaid wait for delivery, not for payment.
    """
    if situation.is_canceled or main[-1].is_done or is_fully_refunded(situation):
        return None
    reached = max(index for index, step in enumerate(main) if step.is_done)
    running = next(step for step in main[reached + 1 :] if step.state is not StepState.SKIPPED)
    preparing = main[2]
    # Staff may pick before the money is there; their status says so, and nothing later is done yet.
    is_picking_unpaid = situation.stage == "PREPARING" and not any(step.is_done for step in main[1:])
    return preparing if is_picking_unpaid else running


def _current_step(situation: Situation, steps: tuple[Step, ...]) -> Step:
    """000-10: exactly one. A cancelation outweighs the refund that follows it."""
    decisive = StepState.FAILED if situation.is_canceled else StepState.CURRENT
    last = next(step for step in reversed(steps) if step.code is not StepCode.CUSTOM)
    return next((step for step in steps if step.state is decisive), last)


def _progress(situation: Situation, main: list[Draft], *, is_finished: bool) -> int:
    """Share of the steps that apply; for a canceled order those it never reached count as open."""
    if is_finished and not situation.is_canceled:
        return 100
    applicable = len(MAIN_CODES) - (not situation.is_sent_applicable)
    return 100 * sum(step.is_done for step in main) // applicable
