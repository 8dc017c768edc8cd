"""A step while it is decided; the finished `Step` cannot be changed any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..host.facts import InvoiceFacts
from .view import Evidence, Parcel, Step, StepCode, StepState

MAIN_CODES = frozenset(
    {StepCode.PLACED, StepCode.PAID, StepCode.PREPARING, StepCode.SENT, StepCode.DELIVERED}
)


@dataclass(slots=True, eq=False)
class Draft:
    """Step under work, PENDING until a rule says otherwise."""

    code: StepCode
    label: str
    slug: str
    missing: tuple[str, ...] = ()
    state: StepState = StepState.PENDING
    completed_at: datetime | None = None
    evidence: Evidence | None = None
    parcels: tuple[Parcel, ...] = ()
    invoice: InvoiceFacts | None = None

    @property
    def is_done(self) -> bool:
        """The facts for the step exist."""
        return self.state is StepState.DONE

    def complete(self, evidence: Evidence, *, missing: tuple[str, ...] = ()) -> None:
        """Marks the step as done by the fact, at the fact's date."""
        self.state = StepState.DONE
        self.evidence = evidence
        self.completed_at = evidence.date
        self.missing = missing

    def skip(self) -> None:
        """Takes the step out of the order's way: nothing is missing and nothing was reached."""
        self.state = StepState.SKIPPED
        self.evidence = None
        self.completed_at = None
        self.missing = ()


def freeze(drafts: Sequence[Draft]) -> tuple[Step, ...]:
    """Finished steps, each done one with the time since the done main step before it (003-17)."""
    steps = []
    previous: datetime | None = None
    for draft in drafts:
        date = draft.completed_at if draft.state is StepState.DONE else None
        minutes = None if date is None or previous is None else _minutes(previous, date)
        steps.append(_freeze(draft, minutes))
        if date is not None and draft.code in MAIN_CODES:
            previous = date
    return tuple(steps)


def _freeze(draft: Draft, minutes: int | None) -> Step:
    return Step(
        draft.code,
        draft.slug,
        draft.label,
        draft.state,
        draft.completed_at,
        draft.evidence,
        draft.missing,
        draft.parcels,
        draft.invoice,
        minutes,
    )


def _minutes(start: datetime, end: datetime) -> int:
    """Whole minutes; facts out of order (sent before it was paid) took no time, not a negative one."""
    return max(0, int((end - start).total_seconds() // 60))
