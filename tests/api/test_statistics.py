"""Figures through the API and as CSV: what they are, who may read them, and how long an address is good."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
from django.core import signing
from django.test import Client

from demo.scenario_client import OPERATIONS
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.returns.models import ReturnReason
from saleor_order_central.statistics import tables
from saleor_order_central.statistics_page import statistics_table
from tests.api.conftest import BOTH, open_door
from tests.conftest import Api
from tests.customers.rows import make_variant
from tests.shop_rows import NOON, make_user
from tests.statistics.test_figures import of, placed, returned

STATISTICS = (OPERATIONS / "Statistics.graphql").read_text()
DOWNLOAD = """query($table: OrderStatisticsTableEnum!, $channel: String,
    $period: OrderCentralDateRangeInput) {
  orderCentralStatistics(channel: $channel, period: $period) { download(table: $table) { url } } }"""
WEEK = {"gte": NOON.isoformat(), "lte": (NOON + timedelta(days=7)).isoformat()}
pytestmark = pytest.mark.usefixtures("may_write")


@pytest.fixture
def history():
    """Two orders sent after 3 and 5 hours, and a mug that came back."""
    placed(0, sent=3)
    placed(1, sent=5)
    mug = make_variant("=Mug")
    reason = ReturnReason.objects.filter(for_decline=False).order_by("pk").first()
    returned(of(mug, 4), 1, 2, reason=reason.slug, received=1)
    return {"mug": mug, "reason": reason}


def get(rf, url):
    return open_door(rf, statistics_table, url)


def sheet(rf, api, table, **variables):
    url = api.data(DOWNLOAD, table=table, **variables)["orderCentralStatistics"]["download"]["url"]
    answer = get(rf, url)
    assert answer.status_code == 200
    return answer, list(csv.reader(StringIO(answer.content.decode(), newline="")))


def test_figures(desk, history):
    found = desk.data(STATISTICS, period=WEEK)["orderCentralStatistics"]
    # 3 + 3 units of the sent orders, and 4 mugs.
    assert (found["returns"], found["returnRate"]) == (1, 1 / 10)
    steps = {(row["fromStep"], row["toStep"]): row for row in found["stepDurations"]}
    assert steps["PAID", "PREPARING"] == {
        "fromStep": "PAID",
        "toStep": "PREPARING",
        "count": 2,
        "p50Hours": 3.0,
        "p90Hours": 3.8,
    }
    assert steps["SENT", "DELIVERED"]["p50Hours"] is None
    (row,) = found["returnReasons"]
    assert row["reason"]["slug"] == history["reason"].slug
    assert (row["product"], row["count"], row["quantity"]) == ("=Mug", 1, 2)
    assert row["productId"] is not None


def test_an_old_period_is_empty(desk, history):
    found = desk.data(STATISTICS, period={"lte": "2020-01-01T00:00:00Z"})["orderCentralStatistics"]
    assert (found["returns"], found["returnRate"], found["returnReasons"]) == (0, None, [])
    assert {row["count"] for row in found["stepDurations"]} == {0}


def test_tables_to_take_along(rf, desk, history):
    answer, rows = sheet(rf, desk, "RETURN_REASONS", period=WEEK)
    assert rows == [["reason", "product", "requests", "units"], [history["reason"].slug, "'=Mug", "1", "2"]]
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="return-reasons.csv"'
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")
    _answer, rows = sheet(rf, desk, "STEP_DURATIONS", period=WEEK)
    assert rows[0] == ["from_step", "to_step", "orders", "p50_hours", "p90_hours"]
    assert rows[2] == ["PAID", "PREPARING", "2", "3.00", "3.80"]
    _answer, rows = sheet(rf, desk, "CARRIERS", period=WEEK)
    assert rows[1][:5] == ["correios", "main" if is_saleor_3() else "", "2", "0", "0"]
    _answer, rows = sheet(rf, desk, "CONVERSATIONS", period=WEEK)
    assert rows[0][:5] == [
        "channel",
        "conversations",
        "answered",
        "first_response_p50_hours",
        "first_response_p90_hours",
    ]
    assert [row[1:] for row in rows[1:]] == [["0", "0", "", "", "0", "0", "3", "0.0000"]]


def test_the_address_is_reached_over_the_shop(desk, history):
    url = desk.data(DOWNLOAD, table="CARRIERS", period=WEEK)["orderCentralStatistics"]["download"]["url"]
    parts = urlsplit(url)
    assert Client().get(f"{parts.path}?{parts.query}").status_code == 200


def test_forged_and_old_addresses(rf, desk, history, monkeypatch):
    url = desk.data(DOWNLOAD, table="CARRIERS", period=WEEK)["orderCentralStatistics"]["download"]["url"]
    assert get(rf, url.replace("token=", "token=x")).status_code == 404
    assert get(rf, "/statistics").status_code == 404
    foreign = signing.dumps({"table": "CARRIERS"}, salt="another")
    assert get(rf, f"/statistics?token={foreign}").status_code == 404
    monkeypatch.setattr(tables, "VALID_SECONDS", -1)
    assert get(rf, url).status_code == 404
    assert statistics_table(rf.post("/statistics"), "/statistics").status_code == 405


def test_with_the_centre_off_no_address_works(rf, desk, history, configure):
    url = desk.data(DOWNLOAD, table="CARRIERS", period=WEEK)["orderCentralStatistics"]["download"]["url"]
    configure(active=False)
    assert get(rf, url).status_code == 404


@pytest.mark.parametrize("permission", BOTH)
def test_one_permission_is_not_enough(permission):
    api = Api().sign_in(make_user("half@example.com", permission, is_staff=True))
    answer = api.answer(DOWNLOAD, table="CARRIERS")
    assert answer["data"]["orderCentralStatistics"] is None
    assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"


if is_saleor_3():

    def test_staff_of_one_channel_takes_its_figures_along_only(rf, outlet_desk, history):
        found = outlet_desk.data(STATISTICS, period=WEEK)["orderCentralStatistics"]
        assert (found["returns"], found["carriers"]) == (0, [])
        _answer, rows = sheet(rf, outlet_desk, "RETURN_REASONS", period=WEEK)
        assert len(rows) == 1
        _answer, rows = sheet(rf, outlet_desk, "CARRIERS", period=WEEK, channel="main")
        assert len(rows) == 1
