"""The sample orders over HTTP, as their customer and as staff see them; ids name the features."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from demo.scenario_client import ShopClient
from demo.scenario_stories import (
    ANA,
    BRUNO,
    CORREIOS_CODE,
    PEOPLE,
    PORTUGUESE_CODE,
    SECOND_CORREIOS_CODE,
    SECOND_UPS_CODE,
    STAFF_MARKER,
    THIRD_CORREIOS_CODE,
    TRUSTED_HTTP,
    TRUSTED_HTTPS,
    UNKNOWN_CODE,
    UNKNOWN_LINK,
    UPS_CODE,
    stories_of,
)
from saleor_order_central.host.detect import is_saleor_3

STORIES = {story.key: story for story in stories_of(is_saleor_3=is_saleor_3())}
SENT = "PLACED:DONE PAID:DONE PREPARING:DONE SENT:DONE DELIVERED:CURRENT"
CORREIOS_PAGE = "https://rastreamento.correios.com.br/app/index.php?objetos="
UPS_PAGE = "https://www.ups.com/track?loc=en_US&tracknum="


@dataclass(frozen=True)
class Expected:
    """Steps with their states, the current step, the status, parcels, doubts for staff and shown invoices."""

    features: str
    key: str
    steps: str
    current: str
    status: str
    parcels: tuple[tuple[str, str, str, str | None], ...] = ()
    warnings: tuple[str, ...] = ()
    invoices: tuple[str, ...] = ()


EXPECTED = (
    Expected(
        "000-20",
        "placed",
        "PLACED:DONE PAID:CURRENT PREPARING:PENDING SENT:PENDING DELIVERED:PENDING",
        "paid",
        "received",
    ),
    Expected(
        "000-21",
        "awaiting-bank-transfer",
        "PLACED:DONE PAID:CURRENT PREPARING:PENDING SENT:PENDING DELIVERED:PENDING",
        "paid",
        "awaiting-payment",
    ),
    Expected(
        "000-21",
        "paid",
        "PLACED:DONE PAID:DONE PREPARING:CURRENT SENT:PENDING DELIVERED:PENDING",
        "preparing",
        "in-realisation",
    ),
    Expected(
        "000-27",
        "paid-with-invoice",
        "PLACED:DONE PAID:DONE PREPARING:CURRENT SENT:PENDING DELIVERED:PENDING",
        "preparing",
        "in-realisation",
        invoices=("FT-2041",),
    ),
    Expected(
        "001-10",
        "picking",
        "PLACED:DONE PAID:DONE PREPARING:DONE SENT:CURRENT DELIVERED:PENDING",
        "sent",
        "waiting-for-dispatch",
    ),
    Expected(
        "003-05",
        "engraving",
        "PLACED:DONE PAID:DONE CUSTOM:CURRENT PREPARING:PENDING SENT:PENDING DELIVERED:PENDING",
        "engraving",
        "engraving",
    ),
    Expected(
        "004-13",
        "staff-note",
        "PLACED:DONE PAID:DONE PREPARING:DONE SENT:CURRENT DELIVERED:PENDING",
        "sent",
        "waiting-for-dispatch",
    ),
    Expected(
        "000-22-000-31",
        "sent-correios",
        SENT,
        "delivered",
        "sent",
        ((CORREIOS_CODE, "CARRIER_KNOWN", "MODAL_HISTORY", CORREIOS_PAGE + CORREIOS_CODE),),
        invoices=("FT-2017",),
    ),
    Expected(
        "000-33",
        "trusted-https",
        SENT,
        "delivered",
        "sent",
        ((TRUSTED_HTTPS, "URL_TRUSTED", "EMBED", TRUSTED_HTTPS),),
        ("INVOICE_MISSING",),
    ),
    Expected(
        "000-34",
        "trusted-http",
        SENT,
        "delivered",
        "sent",
        ((TRUSTED_HTTP, "URL_TRUSTED", "NEW_TAB", TRUSTED_HTTP),),
        ("INVOICE_MISSING",),
    ),
    Expected(
        "000-35",
        "unknown-link",
        SENT,
        "delivered",
        "sent",
        ((UNKNOWN_LINK, "URL_UNKNOWN", "NEW_TAB", UNKNOWN_LINK),),
        ("INVOICE_MISSING",),
    ),
    Expected(
        "000-32",
        "unknown-code",
        SENT,
        "delivered",
        "sent",
        ((UNKNOWN_CODE, "CODE_UNKNOWN", "HIDDEN", None),),
        ("INVOICE_MISSING",),
    ),
    Expected(
        "001-21",
        "two-parcels",
        SENT,
        "delivered",
        "sent",
        (
            (SECOND_CORREIOS_CODE, "CARRIER_KNOWN", "MODAL_HISTORY", CORREIOS_PAGE + SECOND_CORREIOS_CODE),
            (UPS_CODE, "CARRIER_KNOWN", "MODAL_HISTORY", UPS_PAGE + UPS_CODE),
        ),
        invoices=("FT-2011",),
    ),
    Expected(
        "000-22",
        "partly-sent",
        "PLACED:DONE PAID:DONE PREPARING:DONE SENT:CURRENT DELIVERED:PENDING",
        "sent",
        "in-realisation",
        ((THIRD_CORREIOS_CODE, "CARRIER_KNOWN", "MODAL_HISTORY", CORREIOS_PAGE + THIRD_CORREIOS_CODE),),
    ),
    Expected(
        "000-23",
        "delivered-custom",
        "PLACED:DONE PAID:DONE PREPARING:DONE SENT:DONE DELIVERED:DONE",
        "delivered",
        "collected-by-customer",
        ((SECOND_UPS_CODE, "CARRIER_KNOWN", "MODAL_HISTORY", UPS_PAGE + SECOND_UPS_CODE),),
        invoices=("FT-1988",),
    ),
    Expected(
        "000-24",
        "finalised-too-early",
        "PLACED:DONE PAID:DONE PREPARING:DONE SENT:PENDING DELIVERED:DONE",
        "delivered",
        "finalized",
        warnings=("CONCLUDED_BEFORE_SHIPPED",),
    ),
    Expected(
        "000-26",
        "cancelled",
        "PLACED:DONE PAID:SKIPPED PREPARING:SKIPPED SENT:SKIPPED DELIVERED:SKIPPED CANCELED:FAILED",
        "canceled",
        "canceled",
    ),
    Expected(
        "004-07",
        "returned-and-refunded",
        "PLACED:DONE PAID:DONE PREPARING:DONE SENT:DONE DELIVERED:DONE RETURNED:DONE REFUNDED:DONE",
        "refunded",
        "refunded",
        ((PORTUGUESE_CODE, "CARRIER_KNOWN", "MODAL_HISTORY", None),),
        invoices=("FT-1953",),
    ),
    Expected(
        "000-22",
        "digital",
        "PLACED:DONE PAID:DONE PREPARING:DONE SENT:SKIPPED DELIVERED:CURRENT",
        "delivered",
        "in-realisation",
        (("", "EMPTY", "HIDDEN", None),),
    ),
)
HERE = [pytest.param(one, id=f"{one.features}-{one.key}") for one in EXPECTED if one.key in STORIES]


class Reader(ShopClient):
    """Reads sample orders with the ready documents."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.ids = {key: order["id"] for key, order in self.orders().items()}

    def page(self, key: str, token: str | None, language: str | None = None) -> dict[str, Any] | None:
        """The order page of a story."""
        return self.ask("OrderPage", token, id=self.ids[key], languageCode=language)["orderCentral"]

    def owner(self, key: str) -> str:
        """The token of a story's customer."""
        return self.token(STORIES[key].customer.email)


@pytest.fixture(scope="module")
def reader(shop) -> Reader:
    return Reader(shop.url)


def states(page: dict[str, Any]) -> str:
    return " ".join(f"{step['code']}:{step['state']}" for step in page["timeline"]["steps"])


def links(page: dict[str, Any]) -> Iterator[tuple[str, str, str, str | None]]:
    for parcel in page["parcels"]:
        found = parcel["tracking"]
        assert found["isLinkVisible"] is (found["presentation"] != "HIDDEN")
        yield parcel["code"], found["classification"], found["presentation"], found["url"]


def test_every_story_is_told_and_expected(reader):
    assert sorted(reader.ids) == sorted(STORIES)
    assert sorted(one.values[0].key for one in HERE) == sorted(STORIES)


@pytest.mark.parametrize("expected", HERE)
@pytest.mark.parametrize("is_staff", [False, True], ids=["customer", "staff"])
def test_order_page(reader, expected, is_staff):
    # given the one who asks
    token = reader.staff if is_staff else reader.owner(expected.key)
    # when
    page = reader.page(expected.key, token)
    # then
    assert states(page) == expected.steps
    assert [step["slug"] for step in page["timeline"]["steps"] if step["isCurrent"]] == [expected.current]
    assert page["timeline"]["current"]["slug"] == expected.current
    assert page["status"]["slug"] == expected.status
    assert tuple(links(page)) == expected.parcels
    assert tuple(link["number"] for link in page["invoiceLinks"]) == expected.invoices
    assert page["isRedacted"] is False
    assert page["missingInformation"] == []
    if is_staff:
        assert tuple(warning["code"] for warning in page["warnings"]) == expected.warnings
    else:
        assert page["warnings"] is None


@pytest.mark.parametrize("expected", HERE)
def test_nobody_else_sees_the_order(reader, expected):
    other = BRUNO if STORIES[expected.key].customer == ANA else ANA
    assert reader.page(expected.key, reader.token(other.email)) is None
    assert reader.page(expected.key, None) is None


@pytest.mark.parametrize("expected", HERE)
def test_b_01_done_steps_have_a_proof_and_open_ones_name_what_is_missing(reader, expected):
    page = reader.page(expected.key, reader.staff)
    for step in page["timeline"]["steps"]:
        if step["state"] in ("DONE", "FAILED"):
            assert step["evidence"]["message"]
            assert step["completedAt"] == step["evidence"]["date"]
        elif step["state"] == "SKIPPED":
            assert (step["evidence"], step["missing"]) == (None, [])
        else:
            assert step["code"] == "CUSTOM" or step["missing"]


@pytest.mark.parametrize("expected", HERE)
def test_the_story_is_spread_over_its_days(reader, expected):
    # given the first and the last act of the story
    acts = STORIES[expected.key].acts
    page = reader.page(expected.key, reader.staff)
    history = reader.ask("OrderHistory", reader.staff, id=reader.ids[expected.key], first=100)
    # when
    dates = [edge["node"]["date"] for edge in history["orderCentral"]["history"]["edges"]]
    dates += [step["completedAt"] for step in page["timeline"]["steps"] if step["completedAt"]]
    moments = sorted(datetime.fromisoformat(date) for date in dates)
    # then
    told = timedelta(days=acts[0].days - acts[-1].days)
    assert abs((moments[-1] - moments[0]) - told) < timedelta(minutes=10)
    placed = datetime.fromisoformat(page["timeline"]["steps"][0]["completedAt"])
    assert abs(placed - moments[0]) < timedelta(minutes=10)


def test_000_22_a_part_that_is_sent_does_not_complete_the_step(reader):
    page = reader.page("partly-sent", reader.owner("partly-sent"))
    sent = next(step for step in page["timeline"]["steps"] if step["code"] == "SENT")
    assert (sent["state"], sent["missing"]) == ("CURRENT", ["remainingItems"])


def test_000_27_an_invoice_is_shown_only_with_its_address_and_at_the_paid_step(reader):
    page = reader.page("paid-with-invoice", reader.owner("paid-with-invoice"))
    url = "https://shop.example.com/invoices/FT-2041.pdf"
    assert [(link["number"], link["url"]) for link in page["invoiceLinks"]] == [("FT-2041", url)]
    shown = {step["code"]: step["invoiceLink"] for step in page["timeline"]["steps"]}
    assert shown["PAID"]["number"] == "FT-2041"
    assert [code for code, link in shown.items() if link] == ["PAID"]


def test_000_34_the_reason_why_a_link_is_not_embedded_is_named(reader):
    page = reader.page("trusted-http", reader.staff)
    assert page["parcels"][0]["tracking"]["reasons"] == ["NOT_HTTPS"]


def test_000_36_the_next_read_follows_the_list(reader):
    # given the entry of the sample carrier
    staff = reader.staff
    found = reader.ask("TrustedTrackingHosts", staff, first=1, search="parcels-demo")
    entry = found["orderTrustedTrackingHosts"]["edges"][0]["node"]["id"]
    try:
        # when it may no longer be embedded
        reader.ask("TrustedTrackingHostUpdate", staff, id=entry, input={"allowEmbed": False})
        # then
        tracking = reader.page("trusted-https", reader.owner("trusted-https"))["parcels"][0]["tracking"]
        assert (tracking["classification"], tracking["presentation"]) == ("URL_TRUSTED", "NEW_TAB")
        assert tracking["reasons"] == ["EMBED_NOT_ALLOWED"]
    finally:
        reader.ask("TrustedTrackingHostUpdate", staff, id=entry, input={"allowEmbed": True})
    tracking = reader.page("trusted-https", reader.owner("trusted-https"))["parcels"][0]["tracking"]
    assert tracking["presentation"] == "EMBED"


def test_001_21_each_parcel_has_its_own_lines(reader):
    page = reader.page("two-parcels", reader.owner("two-parcels"))
    inside = [
        [(line["orderLine"]["productName"], line["quantity"]) for line in parcel["lines"]]
        for parcel in page["parcels"]
    ]
    assert sorted(inside) == [[("Apple Juice", 2)], [("Blue Hoodie", 1)]]
    assert [parcel["number"] for parcel in page["parcels"]] == [1, 2]


def test_004_13_words_for_staff_reach_no_customer(reader):
    # given that staff reads the marker in the entry, its comment and Saleor's own note
    order, staff = reader.ids["staff-note"], reader.staff
    history = reader.ask("OrderHistory", staff, id=order, first=100)["orderCentral"]["history"]
    assert json.dumps(history).count(STAFF_MARKER) == 4
    # when the customer reads all there is
    owner = reader.owner("staff-note")
    answers = [
        reader.ask("OrderPage", owner, id=order),
        reader.ask("OrderHistory", owner, id=order, first=100),
        reader.ask("OrderTimeline", owner, id=order),
        reader.ask("MyOrders", owner, first=100),
    ]
    # then
    assert STAFF_MARKER not in json.dumps(answers)
    own = answers[1]["orderCentral"]["history"]
    assert own["totalCount"] == len(own["edges"]) == history["totalCount"] - _for_staff(history)
    assert {edge["node"]["visibility"] for edge in own["edges"]} == {"CUSTOMER"}


def _for_staff(history: dict[str, Any]) -> int:
    return sum(edge["node"]["visibility"] == "STAFF" for edge in history["edges"])


def test_003_05_a_status_of_the_shops_own_has_its_label_in_the_readers_language(reader):
    owner = reader.owner("engraving")
    english, portuguese = (reader.page("engraving", owner, language) for language in ("en", "pt-BR"))
    assert english["timeline"]["current"]["label"] == english["status"]["customerLabel"] == "Engraving"
    assert portuguese["timeline"]["current"]["label"] == "Em gravação"
    assert portuguese["status"]["customerLabel"] == "Em gravação"


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.first_name)
def test_my_orders_are_my_own(reader, person):
    mine = reader.every_order("MyOrders", reader.token(person.email))
    found = {order["id"]: order["orderCentral"]["timeline"]["current"]["slug"] for order in mine}
    for key, story in STORIES.items():
        assert found.get(reader.ids[key]) == (story.current if story.customer == person else None)
