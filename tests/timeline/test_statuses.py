"""Present status, and what customers are told of it."""

from saleor_order_central.timeline.view import EntryKind, Visibility


def test_003_11_untouched_order_has_the_default_status(facts, status, build, at):
    # when
    timeline = build(facts(), default=status("received"))

    # then
    assert (timeline.status.slug, timeline.status_changed_at) == ("received", at(0))
    assert (timeline.customer_status.slug, timeline.customer_status_changed_at) == ("received", at(0))


def test_003_02_no_status_at_all(facts, build):
    # when
    timeline = build(facts())

    # then
    assert (timeline.status, timeline.status_changed_at) == (None, None)
    assert (timeline.customer_status, timeline.customer_status_changed_at) == (None, None)


def test_003_02_newest_change_wins_whatever_the_order_of_the_rows(facts, status, change, build, at):
    # given
    rows = [
        change(status("sent"), 3, pk=9),
        change(status("received"), 1, pk=10),
        change(status("ready"), 3, pk=8),
        change(status("canceled"), 5, kind=EntryKind.EVENT),
    ]

    # when
    timeline = build(facts(), *rows, default=status("paid"))

    # then
    assert (timeline.status.slug, timeline.status_changed_at) == ("sent", at(3))


def test_004_06_deleted_definition_leaves_no_present_status(facts, status, change, build, at):
    # given
    rows = [
        change(status("paid"), 0.5),
        change(status("preparing"), 1),
        change(None, 4, status_to_label="Gone"),
    ]

    # when
    timeline = build(facts(), *rows, default=status("received"))

    # then
    assert (timeline.status, timeline.status_changed_at) == (None, at(4))
    assert (timeline.customer_status.slug, timeline.customer_status_changed_at) == ("preparing", at(1))


def test_003_03_staff_only_comment_does_not_hide_the_status(facts, status, change, build, at):
    # when
    timeline = build(facts(), change(status("ready"), 2, visibility=Visibility.STAFF))

    # then
    assert (timeline.status.slug, timeline.customer_status.slug) == ("ready", "ready")
    assert timeline.customer_status_changed_at == at(2)
