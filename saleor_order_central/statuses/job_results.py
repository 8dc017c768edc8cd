"""Results of jobs: what is written down about each order."""

from collections.abc import Iterable

from .changes import Outcome
from .job_models import StatusBulkJob, StatusBulkResult

State = StatusBulkResult.State
MESSAGE_LIMIT = 500


def keep_outcomes(job: StatusBulkJob, outcomes: Iterable[Outcome]) -> list[StatusBulkResult]:
    """Make the results of a small set, and count them."""
    results = []
    for outcome in outcomes:
        result = StatusBulkResult(job=job, order_key=str(outcome.order_pk))
        note_outcome(result, outcome)
        results.append(result)
    job.done = sum(result.state == State.CHANGED for result in results)
    job.failed = sum(result.state == State.REFUSED for result in results)
    return results


def note_outcome(result: StatusBulkResult, outcome: Outcome) -> None:
    """Write one outcome into its row. Neither fault nor entry means: not changed because of others."""
    if outcome.fault is not None:
        result.state = State.REFUSED
        result.error_code = outcome.fault.code.value
        result.error_field = outcome.fault.field or ""
        result.error_message = outcome.fault.message[:MESSAGE_LIMIT]
    elif outcome.entry is not None:
        result.state = State.CHANGED
        result.entry = outcome.entry
    else:
        result.state = State.CHECKED
