"""Steps that the merchant's own statuses add between the main ones (003-05)."""

from collections.abc import Sequence

from .draft import Draft
from .proof import status_evidence
from .trail import Moment, Trail
from .view import StatusView, StepCode, StepState


def adds_step(status: StatusView) -> bool:
    """Only a visible status in progress that states no fact is a stage of its own."""
    return (
        status.kind == "CUSTOM"
        and status.type == "IN_PROGRESS"
        and status.fact == "NONE"
        and status.is_customer_visible
    )


def insert_custom_steps(main: Sequence[Draft], trail: Trail, running: Draft | None) -> list[Draft]:
    """The main steps with one step per such status; the present one takes the place of `running`.

    `running` is None for a finished order, whose statuses are all past. It is never the first step.
    """
    moments = _newest_per_slug(trail)
    if not moments:
        return list(main)
    after: list[list[Draft]] = [[] for _ in main]
    for moment in moments:
        draft = _draft(moment)
        if running is not None and moment is trail[-1] and not _has_moved_on(main, moment):
            draft.state = StepState.CURRENT
            running.state = StepState.PENDING
            after[main.index(running) - 1].append(draft)
        else:
            draft.complete(status_evidence(moment))
            after[_place_of(main, moment)].append(draft)
    return [draft for step, customs in zip(main, after, strict=True) for draft in (step, *customs)]


def _newest_per_slug(trail: Trail) -> list[Moment]:
    """A status that was set twice is one step, at its newest date."""
    newest: dict[str, Moment] = {}
    for moment in trail:
        if moment.status is not None and adds_step(moment.status):
            newest.pop(moment.status.slug, None)
            newest[moment.status.slug] = moment
    return list(newest.values())


def _draft(moment: Moment) -> Draft:
    status = moment.status
    assert status is not None
    return Draft(StepCode.CUSTOM, status.label, status.slug, evidence=status_evidence(moment))


def _has_moved_on(main: Sequence[Draft], moment: Moment) -> bool:
    """Facts that came after the status tell more about the order than the status does."""
    return any(step.is_done and _is_after(step, moment) for step in main[1:])


def _is_after(step: Draft, moment: Moment) -> bool:
    return step.completed_at is not None and step.completed_at > moment.date


def _place_of(main: Sequence[Draft], moment: Moment) -> int:
    """Index of the last step that was done before; a status set before the order's date follows PLACED."""
    for index in range(len(main) - 1, 0, -1):
        step = main[index]
        if step.is_done and step.completed_at is not None and step.completed_at <= moment.date:
            return index
    return 0
