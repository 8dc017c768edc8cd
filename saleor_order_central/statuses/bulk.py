"""Changing the status of many orders at once (003-09): small sets in one transaction, large ones as a job.

Both leave a job with the result of each order, so that progress, results and undo are the same for both.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault, required
from ..host import get_host
from ..host.celery import send_after_commit
from ..timeline.history import hash_request
from .changes import ChangeCommand, Outcome, change_orders, make_command, unknown_order
from .desk import Desk, open_desk
from .job_models import ErrorPolicy, JobStatus, StatusBulkJob, StatusBulkResult
from .job_results import keep_outcomes
from .locks import lock_status
from .request import StatusChangeRequest

RUN_TASK = "saleor_order_central.run_status_job"
MAX_AT_ONCE = 1_000
MAX_IN_JOB = 100_000
_INSERT_CHUNK = 2_000


def change_statuses(
    order_pks: Iterable[Any],
    request: StatusChangeRequest,
    *,
    policy: str,
    author: Author,
    channels: frozenset[str] | None,
    in_background: bool = False,
    selection: Mapping[str, Any] | None = None,
) -> StatusBulkJob:
    """Change orders and return the job with their results; the same key returns the first job.

    Up to 1,000 orders are changed before this returns, unless a job in the background is wanted; more
    orders are a job always. With REJECT_EVERYTHING one fault keeps all orders as they are, with
    IGNORE_FAILED the others are changed. `channels` are those that the caller may work in, None for all.
    `selection` says how the orders were named, as JSON values: a repeated call has the same, though a filter
    finds other orders by then. Raises OrderCentralFault: REQUIRED without orders, TOO_MANY_ITEMS beyond
    100,000, NOT_FOUND for status and template, CONFLICT for a key with other content.
    """
    request = request.cleaned()
    if selection is None:
        order_pks = list(order_pks)
        selection = {"orders": sorted(str(pk) for pk in order_pks)}
    with transaction.atomic():
        job, is_new = _make_job(selection, request, policy, author, channels)
        if is_new:
            _start(job, order_pks, author, in_background=in_background)
    return job


def _start(job: StatusBulkJob, order_pks: Iterable[Any], author: Author, *, in_background: bool) -> None:
    # An unknown status or template is an error of the call, in the background too.
    job.target = _command(job, author, open_desk()).target
    found = _distinct(order_pks)
    first = list(islice(found, MAX_AT_ONCE + 1))
    if not first:
        raise required("orders", "No order was named or found.")
    if in_background or len(first) > MAX_AT_ONCE:
        _fill(job, [*first, *islice(found, MAX_IN_JOB)])
        send_after_commit(RUN_TASK, job.pk)
    else:
        job.total = len(first)
        all_or_nothing = job.error_policy == ErrorPolicy.REJECT_EVERYTHING
        outcomes = change_named(first, job, author=author, all_or_nothing=all_or_nothing)
        StatusBulkResult.objects.bulk_create(keep_outcomes(job, outcomes))
        job.status = JobStatus.SUCCESS if job.done else JobStatus.FAILED
        job.finished_at = timezone.now()
    job.save()


def _distinct(order_pks: Iterable[Any]) -> Iterator[Any]:
    """Yield each key once, reading no further than asked for."""
    seen: set[Any] = set()
    for pk in order_pks:
        if pk not in seen:
            seen.add(pk)
            yield pk


def change_named(
    order_pks: Sequence[Any], job: StatusBulkJob, *, author: Author, all_or_nothing: bool, write: bool = True
) -> list[Outcome]:
    """Change the orders of one chunk in the caller's transaction, as their job says.

    Raises OrderCentralFault NOT_FOUND when the status or the template of the job is gone.
    """
    desk = open_desk()
    command = _command(job, author, desk)
    existing = get_host().load_orders(order_pks, using="default")
    is_complete = len(existing) == len(order_pks)
    outcomes = change_orders(
        command,
        existing,
        desk,
        all_or_nothing=all_or_nothing,
        write=write and (is_complete or not all_or_nothing),
    )
    by_pk = {outcome.order_pk: outcome for outcome in outcomes}
    return [by_pk.get(pk) or Outcome(pk, fault=unknown_order()) for pk in order_pks]


def _command(job: StatusBulkJob, author: Author, desk: Desk) -> ChangeCommand:
    """Lock the status and put together what the job wants; a status that was renamed is still found."""
    request = _keyed(StatusChangeRequest.from_data(job.request), job)
    known = desk.book.by_pk.get(job.target_id) if job.target_id else None
    target = lock_status(known.slug if known else request.status)
    return make_command(request, target, desk, author, job.channels)


def _keyed(request: StatusChangeRequest, job: StatusBulkJob) -> StatusChangeRequest:
    """Entries carry the key of the job, so that a chunk that is repeated changes nothing twice."""
    return replace(request, idempotency_key=f"job:{job.pk}")


def _make_job(
    selection: Mapping[str, Any],
    request: StatusChangeRequest,
    policy: str,
    author: Author,
    channels: frozenset[str] | None,
) -> tuple[StatusBulkJob, bool]:
    """Return the job and whether it is new. Parallel calls with one key wait here for the first of them."""
    limits = None if channels is None else sorted(channels)
    content = {**request.as_data(), "policy": policy, "selection": selection, "channels": limits}
    job = StatusBulkJob(
        request=request.as_data(),
        channels=limits,
        error_policy=policy,
        idempotency_key=request.idempotency_key,
        request_hash=hash_request(content),
        author_type=author.type.value,
        user_id=author.user_pk,
        app_name=author.app_name,
    )
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:
        earlier = StatusBulkJob.objects.get(idempotency_key=request.idempotency_key)
        if earlier.request_hash != job.request_hash:
            raise OrderCentralFault(
                "This key was used for other content.", ErrorCode.CONFLICT, field="idempotencyKey"
            ) from None
        return earlier, False
    return job, True


def _fill(job: StatusBulkJob, order_pks: Collection[Any]) -> None:
    """Write down the orders of a job, by key: the order in which they are locked."""
    if len(order_pks) > MAX_IN_JOB:
        raise OrderCentralFault(
            f"At most {MAX_IN_JOB} orders fit into one job.", ErrorCode.TOO_MANY_ITEMS, field="orders"
        )
    rows = (StatusBulkResult(job=job, order_key=str(pk)) for pk in sorted(order_pks))
    while chunk := list(islice(rows, _INSERT_CHUNK)):
        StatusBulkResult.objects.bulk_create(chunk)
    job.total = len(order_pks)
