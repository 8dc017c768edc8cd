"""Reads of jobs and their results."""

from django.db.models import QuerySet

from .job_models import StatusBulkJob, StatusBulkResult


def find_jobs(channels: frozenset[str] | None, *, using: str) -> QuerySet[StatusBulkJob]:
    """Return jobs; staff limited to channels see those of people with the same limit or a narrower one."""
    jobs = StatusBulkJob.objects.using(using)
    return jobs if channels is None else jobs.filter(channels__contained_by=sorted(channels))


def find_results(job_pk: int, state: str | None, *, using: str) -> QuerySet[StatusBulkResult]:
    """Return the results of a job, in the order of their locks."""
    results = StatusBulkResult.objects.using(using).filter(job_id=job_pk)
    return results if state is None else results.filter(state=state)
