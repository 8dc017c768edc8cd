"""Calls that come in bursts: one task for a second's worth, and settings that are soon up to date."""

from __future__ import annotations

import pytest
from django.db import transaction

from saleor_order_central.carrier_events.intake import INTAKE_TASK
from saleor_order_central.host import celery, get_host
from saleor_order_central.host.celery import send_gathered
from saleor_order_central.settings import load_settings, recent_settings


@pytest.mark.django_db
class TestGathering:
    def test_a_burst_is_one_task(self, queued, django_capture_on_commit_callbacks):
        """Given ten pieces of work within a second, when they are committed, then one task waits."""
        with django_capture_on_commit_callbacks(execute=True):
            for _ in range(10):
                send_gathered(INTAKE_TASK)
        assert queued() == 1

    def test_what_comes_after_the_second_has_its_own_task(
        self, queued, monkeypatch, django_capture_on_commit_callbacks
    ):
        """The task of the first second may have run by then."""
        monkeypatch.setattr(celery, "_GATHERING_SECONDS", 0.0)
        with django_capture_on_commit_callbacks(execute=True):
            send_gathered(INTAKE_TASK)
            send_gathered(INTAKE_TASK)
        assert queued() == 2

    def test_work_that_is_undone_queues_nothing(self, queued):
        with transaction.atomic():
            send_gathered(INTAKE_TASK)
            transaction.set_rollback(True)
        assert queued() == 0


@pytest.mark.django_db
def test_settings_that_were_just_read_follow_a_change_in_this_process_at_once(configure):
    with get_host().allow_writer():
        configure(carrier_webhook_secret="the first secret")
        first = recent_settings()
        configure(carrier_webhook_secret="the second secret")
        second = recent_settings()
        assert (first.carrier_webhook_secret, second.carrier_webhook_secret) == (
            "the first secret",
            "the second secret",
        )
        assert recent_settings() is second
        assert second == load_settings(using="default")
