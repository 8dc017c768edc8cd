"""Changing the status of many orders at once (003-09): small sets in one transaction, large ones as a job.

Both leave a job with the result of each order, so that progress, results and undo are the same for both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault, required
from ..host import get_host
from ..host.celery import send_after_commit
from ..host.facts import OrderFacts
from ..timeline.history import hash_request
from .changes import Outcome, change_orders, make_order
from .desk import open_desk
from .job_models import ErrorPolicy, JobStatus, StatusBulkJob, StatusBulkResult
from .job_results import keep_outcomes, unknown_order
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
) -> StatusBulkJob:
    """Change orders and return the job with their results; the same key returns the first job.

    Up to 1,000 orders are changed before this returns, unless a job in the background is wanted; more
    orders are a job always. With REJECT_EVERYTHING one fault keeps all orders as they are, with
    IGNORE_FAILED the others are changed. `channels` are those that the caller may work in, None for all.
    Raises OrderCentralFault: REQUIRED without orders, TOO_MANY_ITEMS beyond 100,000, NOT_FOUND for status
    and template, CONFLICT for a key with other content.
    """
    request = request.cleaned()
    found = iter(dict.fromkeys(order_pks))
    first = list(islice(found, MAX_AT_ONCE + 1))
    if not first:
        raise required("orders", "No order was named or found.")
    with transaction.atomic():
        job, is_new = _make_job(first, request, policy, author, channels)
        if not is_new:
            return job
        # An unknown status or template is an error of the call, in the background too.
        order = make_order(_keyed(request, job), lock_status(request.status), open_desk(), author)
        job.target = order.target
        if in_background or len(first) > MAX_AT_ONCE:
            _fill(job, [*first, *found])
            send_after_commit(RUN_TASK, job.pk)
        else:
            all_or_nothing = policy == ErrorPolicy.REJECT_EVERYTHING
            outcomes = change_named(first, job, author=author, all_or_nothing=all_or_nothing)
            StatusBulkResult.objects.bulk_create(keep_outcomes(job, outcomes))
            job.status = JobStatus.SUCCESS if job.done else JobStatus.FAILED
            job.finished_at = timezone.now()
        job.save()
    return job


def change_named(
    order_pks: Sequence[Any], job: StatusBulkJob, *, author: Author, all_or_nothing: bool, write: bool = True
) -> list[Outcome]:
    """Change the orders of one chunk in the caller's transaction, as their job says."""
    request = _keyed(StatusChangeRequest.from_data(job.request), job)
    target = lock_status(request.status)
    desk = open_desk()
    order = make_order(request, target, desk, author)
    facts = reachable_facts(order_pks, job.channels)
    is_complete = len(facts) == len(order_pks)
    outcomes = change_orders(
        order,
        facts,
        desk,
        all_or_nothing=all_or_nothing,
        write=write and (is_complete or not all_or_nothing),
    )
    by_pk = {outcome.order_pk: outcome for outcome in outcomes}
    return [by_pk.get(pk) or Outcome(pk, fault=unknown_order()) for pk in order_pks]


def reachable_facts(order_pks: Iterable[Any], channels: Iterable[str] | None) -> Mapping[Any, OrderFacts]:
    """Return the facts of the orders that exist for the caller, in the order of their keys."""
    found = get_host().load_facts(sorted(order_pks), using="default", whole_history=False)
    allowed = None if channels is None else frozenset(channels)
    return {pk: facts for pk, facts in found.items() if allowed is None or facts.channel in allowed}


def _keyed(request: StatusChangeRequest, job: StatusBulkJob) -> StatusChangeRequest:
    """Entries carry the key of the job, so that a chunk that is repeated changes nothing twice."""
    return replace(request, idempotency_key=f"job:{job.pk}")


def _make_job(
    first: Sequence[Any],
    request: StatusChangeRequest,
    policy: str,
    author: Author,
    channels: frozenset[str] | None,
) -> tuple[StatusBulkJob, bool]:
    """Return the job and whether it is new. Parallel calls with one key wait here for the first of them."""
    content = {**request.as_data(), "policy": policy, "orders": sorted(str(pk) for pk in first)}
    job = StatusBulkJob(
        request=request.as_data(),
        channels=None if channels is None else sorted(channels),
        error_policy=policy,
        idempotency_key=request.idempotency_key,
        request_hash=hash_request(content),
        author_type=author.type.value,
        user_id=author.user_pk,
        app_name=author.app_name,
        total=len(first),
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


def _fill(job: StatusBulkJob, order_pks: Sequence[Any]) -> None:
    """Write down the orders of a job, by key: the order in which they are locked."""
    if len(order_pks) > MAX_IN_JOB:
        raise OrderCentralFault(
            f"At most {MAX_IN_JOB} orders fit into one job.", ErrorCode.TOO_MANY_ITEMS, field="orders"
        )
    rows = (StatusBulkResult(job=job, order_key=str(pk)) for pk in sorted(order_pks))
    while chunk := list(islice(rows, _INSERT_CHUNK)):
        StatusBulkResult.objects.bulk_create(chunk)
    job.total = len(order_pks)
