"""Settings of promises: what is refused, what is read, and how a range is written for a customer."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from saleor_order_central.config import DEFAULTS, settings_from
from saleor_order_central.host.base import StoredConfiguration
from saleor_order_central.notifications.locale_text import days_text
from saleor_order_central.setting_checks import validate


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("time_zone", "Europe/Atlantis"),
        ("time_zone", "../../etc/passwd"),
        ("delivery_day_kind", "lunar"),
        ("delay_notice_days", "-1"),
        ("pickup_wait_days", "0"),
        ("quiet_hours", "0"),
        ("quiet_hours", "9999"),
    ],
)
def test_what_cannot_work_is_refused(name, value):
    with pytest.raises(ValidationError) as refusal:
        validate({name: value})
    assert list(refusal.value.message_dict) == [name]


def read(**values):
    return settings_from(StoredConfiguration(True, values))


def test_settings_are_read_with_defaults():
    validate({name: DEFAULTS[name] for name in ("time_zone", "delivery_day_kind", "quiet_hours")})
    found = read(time_zone="Europe/Warsaw", delivery_day_kind="Calendar", quiet_hours="")
    rules = found.promise_rules
    assert (rules.zone, rules.counts_working_days) == (ZoneInfo("Europe/Warsaw"), False)
    assert (rules.pickup_days, rules.quiet_hours, found.delay_notice_days) == (3, None, 3)
    assert read().promise_rules.quiet_hours == 72


def test_delay_notices_are_switched_for_the_shop_and_for_channels():
    assert read().tells_of_delays("main") is True
    assert read(delay_notices=False).tells_of_delays("main") is False
    quiet = read(channels_without_delay_notices="Main, other")
    assert [quiet.tells_of_delays(slug) for slug in ("Main", "other", "third", "")] == [
        False,
        False,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("last", "language", "text"),
    [
        ("2026-03-05T22:59", "en", "March 5, 2026"),
        # In Warsaw it is the next day already.
        ("2026-03-05T23:00", "pl", "5–6 marca 2026"),
        ("2026-04-02T12:00", "es", "5 de marzo – 2 de abril de 2026"),
    ],
)
def test_001_02_a_range_is_written_in_days_of_the_shop(last, language, text):
    first = datetime(2026, 3, 5, 8, tzinfo=UTC)
    end = datetime.fromisoformat(last).replace(tzinfo=UTC)
    # Babel parts numbers by narrow blanks of several kinds.
    written = days_text(first, end, ZoneInfo("Europe/Warsaw"), language)
    assert " ".join(written.replace("\u2009", " ").split()) == text
