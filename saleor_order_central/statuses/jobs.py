"""Runs jobs in chunks: visible, stoppable, and safe to interrupt.

A chunk is one transaction under the lock of its job. A worker that dies leaves the chunk as it was, and
whoever runs the job next goes on there; two workers never run one job at the same time.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..author import Author, AuthorType
from ..errors import ErrorCode, OrderCentralFault, not_found
from ..host import get_host
from ..host.celery import send_after_commit
from .bulk import RUN_TASK, change_named
from .job_models import ErrorPolicy, JobStatus, StatusBulkJob, StatusBulkResult
from .job_results import MESSAGE_LIMIT, State, note_outcome
from .undo import undo_changes

CHUNK = 500
STALLED_AFTER = timedelta(minutes=2)
_OPEN = (JobStatus.PENDING, JobStatus.RUNNING)
_RESULT_COLUMNS = ["state", "entry", "error_code", "error_field", "error_message"]


def run_job(job_pk: int) -> int:
    """Run a job until it ends or another worker has it; returns the number of chunks."""
    chunks = 0
    while _run_chunk(job_pk):
        chunks += 1
    return chunks


def _run_chunk(job_pk: int) -> bool:
    """Do the next piece of work; False when there is none for this worker."""
    with transaction.atomic():
        job = (
            StatusBulkJob.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(pk=job_pk, status__in=_OPEN)
            .first()
        )
        if job is None:
            return False
        job.status = JobStatus.RUNNING
        goes_on = _undo_chunk(job) if job.is_undo_requested else _work(job)
        job.save()
    return goes_on


def _work(job: StatusBulkJob) -> bool:
    if job.is_cancel_requested:
        return _finish(job, JobStatus.CANCELED)
    checks_first = job.error_policy == ErrorPolicy.REJECT_EVERYTHING
    is_checking = checks_first and job.checked < job.total
    wanted = State.CHECKED if checks_first and not is_checking else State.WAITING
    results = list(job.results.filter(state=wanted).order_by("pk")[:CHUNK])
    if not results:
        return _finish(job, JobStatus.SUCCESS if job.done or not job.failed else JobStatus.FAILED)
    try:
        with transaction.atomic():
            _change(job, results, write=not is_checking)
    except OrderCentralFault as fault:
        # The status or template of the job is gone: no later try would fare better.
        job.message = fault.message[:MESSAGE_LIMIT]
        return _finish(job, JobStatus.FAILED)
    if is_checking:
        job.checked += len(results)
        if job.checked == job.total and job.failed:
            job.message = f"{job.failed} of {job.total} orders were refused, so none was changed."
            return _finish(job, JobStatus.FAILED)
    return True


def _change(job: StatusBulkJob, results: Sequence[StatusBulkResult], *, write: bool) -> None:
    by_pk = {get_host().order_pk(result.order_key): result for result in results}
    outcomes = change_named(list(by_pk), job, author=author_of(job), all_or_nothing=False, write=write)
    for outcome in outcomes:
        note_outcome(by_pk[outcome.order_pk], outcome)
    StatusBulkResult.objects.bulk_update(results, _RESULT_COLUMNS)
    job.done += sum(result.state == State.CHANGED for result in results)
    job.failed += sum(result.state == State.REFUSED for result in results)


def _finish(job: StatusBulkJob, status: str) -> bool:
    job.status = status
    job.finished_at = timezone.now()
    return False


def author_of(job: StatusBulkJob) -> Author:
    """Return who started a job."""
    return Author(AuthorType(job.author_type), job.user_id, job.app_name)


def _author_data(author: Author) -> dict[str, Any]:
    return {"type": author.type.value, "user": author.user_pk, "app": author.app_name}


def _undoer_of(job: StatusBulkJob) -> Author:
    data = job.request["undone_by"]
    return Author(AuthorType(data["type"]), data["user"], data["app"])


def cancel_job(job_pk: int) -> StatusBulkJob:
    """Stop a job after its present chunk; what was changed stays. Raises NOT_FOUND and CONFLICT."""
    with transaction.atomic():
        job = _locked(job_pk)
        if job.status not in _OPEN:
            raise OrderCentralFault("The job has ended.", ErrorCode.CONFLICT, field="id")
        job.is_cancel_requested = True
        if job.status == JobStatus.PENDING:
            _finish(job, JobStatus.CANCELED)
        job.save()
    return job


def undo_job(job_pk: int, *, author: Author) -> StatusBulkJob:
    """Take back every change of a job whose messages still wait (B-07); the others say why they stay.

    A small job is undone when this returns, a large one in the background. Raises NOT_FOUND, and
    UNDO_EXPIRED when nothing of it was changed.
    """
    with transaction.atomic():
        job = _locked(job_pk)
        if not job.done:
            raise OrderCentralFault("The job has changed nothing.", ErrorCode.UNDO_EXPIRED, field="id")
        job.is_undo_requested, job.is_cancel_requested = True, True
        job.status, job.request = JobStatus.RUNNING, {**job.request, "undone_by": _author_data(author)}
        job.results.filter(state=State.CHANGED).exclude(error_code="").update(error_code="", error_message="")
        if job.done <= CHUNK:
            _undo_chunk(job)
        else:
            send_after_commit(RUN_TASK, job.pk)
        job.save()
    return job


def _undo_chunk(job: StatusBulkJob) -> bool:
    changed = job.results.filter(state=State.CHANGED, error_code="", entry__isnull=False).order_by("pk")
    results = list(changed[:CHUNK])
    by_entry = {result.entry_id: result for result in results}
    entries = {get_host().order_pk(result.order_key): result.entry_id for result in results}
    for undone in undo_changes(entries, author=_undoer_of(job)):
        result = by_entry[undone.entry_pk]
        if undone.fault is None:
            result.state = State.UNDONE
        else:
            result.error_code = undone.fault.code.value
            result.error_field = undone.fault.field or ""
            result.error_message = undone.fault.message
    StatusBulkResult.objects.bulk_update(results, _RESULT_COLUMNS)
    job.undone += sum(result.state == State.UNDONE for result in results)
    job.done -= sum(result.state == State.UNDONE for result in results)
    if len(results) < CHUNK:
        kept = job.results.filter(state=State.CHANGED).exists()
        return _finish(job, JobStatus.SUCCESS if kept else JobStatus.UNDONE)
    return True


def _locked(job_pk: int) -> StatusBulkJob:
    job = StatusBulkJob.objects.select_for_update(of=("self",)).filter(pk=job_pk).first()
    if job is None:
        raise not_found("id", "There is no such job.")
    return job


def resume_stalled_jobs() -> int:
    """Queue jobs again that nobody has worked on for two minutes; returns how many."""
    stalled = StatusBulkJob.objects.filter(
        status__in=_OPEN, updated_at__lt=timezone.now() - STALLED_AFTER
    ).order_by("pk")
    pks = list(stalled.values_list("pk", flat=True))
    for pk in pks:
        send_after_commit(RUN_TASK, pk)
    return len(pks)
