"""The withdrawal function at the pages: two steps, with and without the order, one answer for strangers."""

from __future__ import annotations

import re

import pytest

from saleor_order_central.access.tokens import link_token
from saleor_order_central.activation.models import CenterSettings
from saleor_order_central.host import get_host
from saleor_order_central.withdrawals.models import Withdrawal, WithdrawalLine
from tests.access.guests import now, number_of
from tests.center.conftest import ORDERS, text_of
from tests.center.test_guests import let_in
from tests.shop_rows import NOON, make_order, make_user, ship

ON = """mutation { orderWithdrawalSettingsUpdate(input: {isEnabled: true}) { errors { field message } } }"""
STRANGER = {"name": "Eve", "email": "eve@example.com"}


@pytest.fixture
def is_on(settings_api):
    assert settings_api.data(ON)["orderWithdrawalSettingsUpdate"]["errors"] == []


@pytest.fixture
def order(customer):
    made = make_order(user=customer, is_paid=True)
    ship(made, "AA123456785BR", NOON)
    return made


def statements():
    with get_host().allow_writer():
        return list(Withdrawal.objects.values_list("name", flat=True))


def units():
    with get_host().allow_writer():
        return list(WithdrawalLine.objects.values_list("quantity", flat=True))


def test_it_is_nowhere_until_it_is_switched_on(her_browser, order, order_id):
    assert her_browser.get("withdrawal/").status_code == 404
    for page in (ORDERS, f"{ORDERS}{order_id(order)}/"):
        assert "/withdrawal/" not in text_of(her_browser.get(page))


def test_nothing_is_stored_before_the_second_step(browser, is_on, order):
    """W-01, W-02: without an account, in two steps with two texts."""
    home = text_of(browser.get())
    assert f'href="{browser.base}withdrawal/"' in home
    opened = text_of(browser.get("withdrawal/"))
    values = {"number": number_of(order), **STRANGER}
    confirm = text_of(browser.post("withdrawal/", {**values, "step": "confirm"}))
    titles = [re.search(r"<h1>(.*?)</h1>", page)[1] for page in (opened, confirm)]

    assert statements() == []
    assert titles[0] == titles[1]
    assert 'value="send"' in confirm
    done = browser.post("withdrawal/", {**values, "step": "send", "key": "k" * 20})
    again = browser.post("withdrawal/", {**values, "step": "send", "key": "k" * 20})
    assert (done.status_code, again.status_code) == (200, 200)
    assert statements() == ["Eve"]


def test_strangers_cannot_tell_orders_apart(browser, is_on, order):
    """W-12."""
    pages = []
    for number in (number_of(order), "999999"):
        browser.get("withdrawal/")
        response = browser.post("withdrawal/", {"number": number, **STRANGER, "step": "send"})
        assert response.status_code == 200
        answer = re.search(r"<main.*</main>", text_of(response), re.DOTALL)[0]
        pages.append(re.sub(rf"\bW-\w+|\b{number}\b|[0-9:]+", "", answer))

    assert pages[0] == pages[1]


def test_the_owner_withdraws_from_a_part(her_browser, is_on, order, order_id):
    """W-04."""
    page = f"{ORDERS}{order_id(order)}/"
    assert f"{page}withdrawal/" in text_of(her_browser.get(page))
    form = text_of(her_browser.get(f"{page}withdrawal/"))
    field = re.search(r'name="(quantity-[^"]+)"', form)[1]
    values = {"name": "Ana", "email": "ana@example.com", field: "1"}
    confirm = text_of(her_browser.post(f"{page}withdrawal/", {**values, "step": "confirm"}))
    assert "1 × " in confirm
    done = her_browser.post(f"{page}withdrawal/", {**values, "step": "send"})

    assert done.status_code == 200
    assert statements() == ["Ana"]
    assert units() == [1]
    assert "Received" in text_of(her_browser.get(f"{page}withdrawal/"))


@pytest.mark.parametrize("missing", ["name", "email", "number"])
def test_what_is_missing_is_asked_for(browser, is_on, order, missing):
    browser.get("withdrawal/")
    values = {"number": number_of(order), **STRANGER, missing: "", "step": "send"}

    assert browser.post("withdrawal/", values).status_code == 422
    assert statements() == []


def test_a_guest_withdraws_from_a_line(browser, is_on, order):
    let_in(browser, order)
    page = f"{ORDERS}guest/"
    assert f"{page}withdrawal/" in text_of(browser.get(page))
    field = re.search(r'name="(quantity-[^"]+)"', text_of(browser.get(f"{page}withdrawal/")))[1]
    done = browser.post(f"{page}withdrawal/", {**STRANGER, field: "1", "step": "send"})

    assert done.status_code == 200
    assert units() == [1]


def test_a_mails_link_withdraws_from_nothing(browser, is_on, order):
    browser.get(f"link/{link_token(order.pk, order.user_email, now())}/")

    assert "/withdrawal/" not in text_of(browser.get(f"{ORDERS}guest/"))
    assert browser.get(f"{ORDERS}guest/withdrawal/").status_code == 404
    assert statements() == []


def test_more_than_there_is_is_refused(her_browser, is_on, order, order_id):
    page = f"{ORDERS}{order_id(order)}/withdrawal/"
    field = re.search(r'name="(quantity-[^"]+)"', text_of(her_browser.get(page)))[1]
    response = her_browser.post(page, {**STRANGER, field: "99999", "step": "send"})

    assert response.status_code == 422
    assert 'value="99999"' in text_of(response)
    assert statements() == []


def test_somebody_elses_order_has_no_form(her_browser, is_on, order_id):
    theirs = make_order(user=make_user("other@example.com"))

    assert her_browser.get(f"{ORDERS}{order_id(theirs)}/withdrawal/").status_code == 404


def test_a_feature_that_waits_has_no_pages(her_browser, is_on, order, order_id):
    with get_host().allow_writer():
        CenterSettings.objects.create(features={"WITHDRAWAL": {"state": "PLANNED"}})

    assert her_browser.get("withdrawal/").status_code == 404
    assert her_browser.get(f"{ORDERS}{order_id(order)}/withdrawal/").status_code == 404
    assert "/withdrawal/" not in text_of(her_browser.get(ORDERS))


@pytest.mark.parametrize("language", ["es", "pl", "pt-br", "ro"])
def test_it_speaks_the_visitors_language(browser, is_on, language):
    title = re.compile(r"<h1>(.*?)</h1>")
    english = title.search(text_of(browser.get("withdrawal/?lang=en")))[1]
    page = text_of(browser.get(f"withdrawal/?lang={language}"))

    assert f'<html lang="{language}">' in page
    assert title.search(page)[1] not in ("", english)
