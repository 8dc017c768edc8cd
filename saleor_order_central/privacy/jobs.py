"""Erasure as a job: visible, repeatable, and safe to interrupt.

Orders that somebody still works on wait; the job goes on when beat looks at it again.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from ..author import Author
from ..customers.owner import Owner
from ..customers.selectors import find_orders
from ..host import get_host
from ..host.celery import send_after_commit
from .erasing import erase_orders, erase_traces, open_orders
from .models import PrivacyJob, PrivacyJobStatus

TASK = "saleor_order_central.erase_customer"
CHUNK = 100


def ask_erasure(owner: Owner, author: Author) -> PrivacyJob:
    """Begin to forget a customer: their account's orders, and those placed as a guest with its address.

    What belongs to no order goes at once. While a job for the address runs, it is returned instead.
    """
    with transaction.atomic():
        running = PrivacyJob.objects.exclude(status=PrivacyJobStatus.DONE)
        found = running.filter(email=owner.email).first() if owner.email else None
        if found is not None:
            return found
        keys = _keys(owner)
        erase_traces(owner.user_pk, owner.email)
        job = PrivacyJob.objects.create(
            email=owner.email,
            order_keys=keys,
            total=len(keys),
            user_id=author.user_pk,
            app_name=author.app_name,
        )
        send_after_commit(TASK, job.pk)
    return job


def _keys(owner: Owner) -> list[str]:
    people = [owner, Owner(None, owner.email)] if owner.user_pk is not None else [owner]
    pks = {pk for one in people for pk in _order_pks(one)}
    return sorted(str(pk) for pk in pks)


def _order_pks(owner: Owner) -> Iterable[Any]:
    if owner.user_pk is None and not owner.email:
        return ()
    return find_orders(owner, None, using="default").values_list("pk", flat=True)


def begin_after_deletion(email: str, order_pks: Collection[Any]) -> PrivacyJob:
    """Begin to forget the orders of an account that Saleor is deleting."""
    keys = sorted(str(pk) for pk in order_pks)
    erase_traces(None, email)
    job = PrivacyJob.objects.create(email=email, order_keys=keys, total=len(keys), by_deletion=True)
    send_after_commit(TASK, job.pk)
    return job


def run_erasure(job_pk: int) -> int:
    """Go on with a job until it ends or waits, or another worker has it; returns orders erased."""
    erased = 0
    while (step := _run_chunk(job_pk)) is not None:
        erased += step
    return erased


def _run_chunk(job_pk: int) -> int | None:
    """Erase up to a hundred orders in one transaction; None when there is nothing to do now."""
    with transaction.atomic():
        rows = PrivacyJob.objects.select_for_update(skip_locked=True, of=("self",))
        job = rows.filter(pk=job_pk).exclude(status=PrivacyJobStatus.DONE).first()
        if job is None:
            return None
        pks = [get_host().order_pk(key) for key in job.order_keys]
        busy = open_orders(pks)
        ready = [pk for pk in pks if pk not in busy][:CHUNK]
        erase_orders(ready)
        _advance(job, {str(pk) for pk in ready})
    return len(ready) or None


def _advance(job: PrivacyJob, erased: set[str]) -> None:
    job.order_keys = [key for key in job.order_keys if key not in erased]
    job.done += len(erased)
    job.status = PrivacyJobStatus.RUNNING if erased else PrivacyJobStatus.WAITING
    if not job.order_keys:
        job.status, job.email, job.finished_at = PrivacyJobStatus.DONE, "", timezone.now()
    job.save()


def resume_erasures() -> int:
    """Go on with all jobs that are not done; returns orders erased."""
    rows = PrivacyJob.objects.exclude(status=PrivacyJobStatus.DONE).order_by("pk")
    return sum(run_erasure(pk) for pk in rows.values_list("pk", flat=True))
