"""Many orders at once: results, error policies, jobs with progress, cancel and undo (003-09)."""

from __future__ import annotations

import pytest

from saleor_order_central.author import Author, AuthorType
from saleor_order_central.errors import ErrorCode, OrderCentralFault
from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import OrderNotification
from saleor_order_central.statuses import jobs
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.statuses.bulk import change_statuses
from saleor_order_central.statuses.job_models import ErrorPolicy, StatusBulkJob
from saleor_order_central.statuses.models import OrderState, OrderStatusDefinition
from saleor_order_central.statuses.request import StatusChangeRequest
from saleor_order_central.statuses.services import change_status
from saleor_order_central.timeline.models import OrderEntry
from tests.shop_rows import NOON, facts_of, hours, make_order, pay

pytestmark = pytest.mark.django_db
STAFF = Author(AuthorType.STAFF)
TARGET = "waiting-for-dispatch"


@pytest.fixture(autouse=True)
def _shop(db, configure):
    configure(saleor_mails="off", undo_seconds="60")
    with get_host().allow_writer():
        yield


def received(count: int) -> list:
    pks = [make_order().pk for _ in range(count)]
    record_orders(pks)
    return pks


def change(pks, *, policy=ErrorPolicy.REJECT_EVERYTHING, in_background=False, channels=None, **request):
    wanted = StatusChangeRequest(**{"status": TARGET, "modes": {"EMAIL": "SEND"}, **request})
    return change_statuses(
        pks, wanted, policy=policy, author=STAFF, channels=channels, in_background=in_background
    )


def slugs(pks) -> list[str]:
    states = {state.pk: state.status.slug for state in OrderState.objects.select_related("status")}
    return [states[pk] for pk in pks]


def finish(slug: str, pks) -> None:
    """Make orders that may not move on."""
    OrderStatusDefinition.objects.filter(slug=slug).update(next_statuses=[])
    target = OrderStatusDefinition.objects.get(slug=slug)
    OrderState.objects.filter(pk__in=pks).update(status=target)


def results(job) -> dict[str, tuple[str, str]]:
    return {one.order_key: (one.state, one.error_code) for one in job.results.all()}


def test_an_order_that_is_named_over_and_over_leaves_room_for_the_others():
    """Given more names than fit at once, all but one of the same order; then both orders are changed."""
    first, second = received(2)
    job = change([first] * 1_001 + [second])
    assert (job.status, job.total, job.done) == ("SUCCESS", 2, 2)
    assert slugs([first, second]) == [TARGET] * 2
    assert OrderEntry.objects.filter(status_to__slug=TARGET).count() == 2


def test_every_order_has_its_entry_its_status_and_its_message():
    pks = received(3)
    job = change(pks, comment="On its way soon")
    assert (job.status, job.total, job.done, job.failed) == ("SUCCESS", 3, 3, 0)
    assert slugs(pks) == [TARGET] * 3
    entries = OrderEntry.objects.filter(status_to__slug=TARGET)
    assert sorted(entry.order_id for entry in entries) == sorted(pks)
    assert {entry.message for entry in entries} == {"On its way soon"}
    sent = OrderNotification.objects.filter(status="HELD", occasion="STATUS_CHANGED")
    assert sorted(row.order_id for row in sent) == sorted(pks)


def test_one_refused_order_keeps_all_as_they_are():
    pks = received(3)
    finish("finalized", pks[1:2])
    entries = OrderEntry.objects.count()
    job = change(pks)
    assert (job.status, job.done, job.failed) == ("FAILED", 0, 1)
    assert results(job) == {
        str(pks[0]): ("CHECKED", ""),
        str(pks[1]): ("REFUSED", "TRANSITION_NOT_ALLOWED"),
        str(pks[2]): ("CHECKED", ""),
    }
    assert slugs(pks) == ["received", "finalized", "received"]
    assert OrderEntry.objects.count() == entries
    assert not OrderNotification.objects.filter(status="HELD").exists()


def test_ignoring_the_refused_changes_the_others():
    pks = received(3)
    finish("finalized", pks[1:2])
    job = change(pks, policy=ErrorPolicy.IGNORE_FAILED)
    assert (job.status, job.done, job.failed) == ("SUCCESS", 2, 1)
    assert slugs(pks) == [TARGET, "finalized", TARGET]


@pytest.mark.parametrize("policy", list(ErrorPolicy))
def test_orders_that_do_not_exist_for_the_caller_are_refused_one_by_one(policy):
    pks = received(1)
    gone = make_order()
    missing = gone.pk
    gone.delete()
    job = change([*pks, missing], policy=policy)
    changed = policy == ErrorPolicy.IGNORE_FAILED
    assert results(job) == {
        str(pks[0]): ("CHANGED" if changed else "CHECKED", ""),
        str(missing): ("REFUSED", "NOT_FOUND"),
    }
    assert slugs(pks) == [TARGET if changed else "received"]


@pytest.mark.parametrize(
    ("request_fields", "field", "code"),
    [
        ({"status": "no-such"}, "status", ErrorCode.NOT_FOUND),
        ({"template": "no-such"}, "template", ErrorCode.NOT_FOUND),
        ({"force": True}, "comment", ErrorCode.REQUIRED),
    ],
)
@pytest.mark.parametrize("in_background", [False, True])
def test_a_wrong_call_is_refused_as_a_whole(request_fields, field, code, in_background):
    pks = received(1)
    with pytest.raises(OrderCentralFault) as caught:
        change(pks, in_background=in_background, **request_fields)
    assert (caught.value.field, caught.value.code) == (field, code)
    assert StatusBulkJob.objects.count() == 0


def test_no_order_is_an_error():
    with pytest.raises(OrderCentralFault) as caught:
        change([])
    assert caught.value.field == "orders"


def test_the_same_key_returns_the_first_job_and_other_content_is_a_conflict():
    pks = received(2)
    first = change(pks, idempotency_key="k1")
    again = change(pks, idempotency_key="k1")
    assert again.pk == first.pk
    assert OrderEntry.objects.filter(status_to__slug=TARGET).count() == 2
    with pytest.raises(OrderCentralFault) as caught:
        change(pks, idempotency_key="k1", comment="Other words")
    assert caught.value.code == ErrorCode.CONFLICT


def test_a_repeated_call_by_filter_returns_the_first_job():
    pks = received(2)
    request = StatusChangeRequest(TARGET, idempotency_key="filter")

    def call(found):
        return change_statuses(
            found,
            request,
            policy=ErrorPolicy.IGNORE_FAILED,
            author=STAFF,
            channels=None,
            selection={"where": {"statusSlug": {"eq": "received"}}},
        )

    # the filter finds nothing any more when the call is repeated
    assert call(pks).pk == call([]).pk
    assert OrderEntry.objects.filter(status_to__slug=TARGET).count() == 2


@pytest.mark.parametrize("key", ["job:1", "automatic:is_payment_recorded"])
def test_keys_of_our_own_are_not_for_callers(key):
    with pytest.raises(OrderCentralFault) as caught:
        change(received(1), idempotency_key=key)
    assert (caught.value.field, caught.value.code) == ("idempotencyKey", ErrorCode.INVALID)


def test_facts_are_read_after_the_lock():
    (pk,) = received(1)
    order = get_host().load_orders([pk], using="default")[pk]
    stale = facts_of(order)
    pay(order, NOON + hours(1))
    record_orders([pk])
    change_status(stale, StatusChangeRequest(TARGET), author=STAFF)
    assert OrderState.objects.get(pk=pk).is_paid is True


def test_a_job_whose_status_is_gone_ends_and_says_why():
    pks = received(2)
    gone = OrderStatusDefinition.objects.create(slug="gone", name="Gone", kind="CUSTOM", type="IN_PROGRESS")
    job = change(pks, status="gone", in_background=True)
    gone.delete()
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.done, job.message) == ("FAILED", 0, 'There is no status "gone".')


def test_a_renamed_status_is_still_the_one_of_the_job():
    pks = received(1)
    OrderStatusDefinition.objects.create(slug="old", name="Old", kind="CUSTOM", type="IN_PROGRESS")
    job = change(pks, status="old", in_background=True)
    OrderStatusDefinition.objects.filter(slug="old").update(slug="new")
    jobs.run_job(job.pk)
    assert slugs(pks) == ["new"]


def test_the_undo_names_who_undid():
    pks = received(1)
    job = change(pks)
    jobs.undo_job(job.pk, author=Author(AuthorType.APP, app_name="ERP"))
    undo = OrderEntry.objects.get(kind="STATUS_UNDO")
    assert (undo.author_type, undo.app_name) == ("APP", "ERP")
    # a second undo finds nothing left
    with pytest.raises(OrderCentralFault):
        jobs.undo_job(job.pk, author=STAFF)


def test_a_job_works_in_chunks_that_can_be_seen(monkeypatch):
    monkeypatch.setattr(jobs, "CHUNK", 2)
    pks = received(5)
    job = change(pks, policy=ErrorPolicy.IGNORE_FAILED, in_background=True)
    assert (job.status, job.total, job.done) == ("PENDING", 5, 0)
    seen = []
    while jobs._run_chunk(job.pk):
        job.refresh_from_db()
        seen.append((job.status, job.done))
    job.refresh_from_db()
    assert seen == [("RUNNING", 2), ("RUNNING", 4), ("RUNNING", 5)]
    assert (job.status, job.done, job.finished_at is not None) == ("SUCCESS", 5, True)
    assert slugs(pks) == [TARGET] * 5


def test_a_job_that_rejects_everything_checks_all_before_it_changes_one(monkeypatch):
    monkeypatch.setattr(jobs, "CHUNK", 2)
    pks = sorted(received(5))
    finish("finalized", pks[4:])
    job = change(pks, in_background=True)
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.checked, job.done, job.failed) == ("FAILED", 5, 0, 1)
    assert job.message == "1 of 5 orders were refused, so none was changed."
    assert slugs(pks) == ["received"] * 4 + ["finalized"]
    # when the rule allows it
    OrderStatusDefinition.objects.filter(slug="finalized").update(next_statuses=None)
    second = change(pks, in_background=True)
    jobs.run_job(second.pk)
    second.refresh_from_db()
    assert (second.status, second.checked, second.done) == ("SUCCESS", 5, 5)


def test_a_job_stops_after_its_present_chunk(monkeypatch):
    monkeypatch.setattr(jobs, "CHUNK", 2)
    pks = sorted(received(5))
    job = change(pks, policy=ErrorPolicy.IGNORE_FAILED, in_background=True)
    jobs._run_chunk(job.pk)
    jobs.cancel_job(job.pk)
    jobs.run_job(job.pk)
    job.refresh_from_db()
    assert (job.status, job.done) == ("CANCELED", 2)
    assert slugs(pks) == [TARGET] * 2 + ["received"] * 3
    with pytest.raises(OrderCentralFault) as caught:
        jobs.cancel_job(job.pk)
    assert caught.value.code == ErrorCode.CONFLICT


@pytest.mark.parametrize("in_background", [False, True])
def test_b07_undoing_a_job_leaves_no_message(in_background):
    pks = received(3)
    job = change(pks, in_background=in_background)
    jobs.run_job(job.pk)
    jobs.undo_job(job.pk, author=STAFF)
    job.refresh_from_db()
    assert (job.status, job.done, job.undone) == ("UNDONE", 0, 3)
    assert slugs(pks) == ["received"] * 3
    rows = OrderNotification.objects.filter(occasion="STATUS_CHANGED")
    assert {(row.status, row.reason) for row in rows} == {("CANCELED", "UNDONE")}


def test_what_was_told_stays_when_a_job_is_undone():
    pks = received(2)
    job = change(pks)
    OrderNotification.objects.filter(order_id=pks[0]).update(status="SENT")
    jobs.undo_job(job.pk, author=STAFF)
    job.refresh_from_db()
    assert (job.status, job.done, job.undone) == ("SUCCESS", 1, 1)
    assert results(job) == {str(pks[0]): ("CHANGED", "UNDO_EXPIRED"), str(pks[1]): ("UNDONE", "")}
    assert slugs(pks) == [TARGET, "received"]


def test_the_statements_do_not_grow_with_the_orders(statements):
    few, many = received(3), received(40)
    change(received(1))
    with statements() as for_few:
        change(few)
    with statements() as for_many:
        change(many)
    assert len(for_many) == len(for_few)


def test_stalled_jobs_are_taken_up_again(django_capture_on_commit_callbacks, monkeypatch):
    job = change(received(2), in_background=True)
    monkeypatch.setattr(jobs, "STALLED_AFTER", -jobs.STALLED_AFTER)
    with django_capture_on_commit_callbacks() as callbacks:
        assert jobs.resume_stalled_jobs() == 1
    assert len(callbacks) == 1
    jobs.run_job(job.pk)
    assert jobs.resume_stalled_jobs() == 0
