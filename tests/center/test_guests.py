"""Guests at the pages: a code for a number and an address, and what their session shows and allows."""

from __future__ import annotations

import re

import pytest

from saleor_order_central.access.kinds import AccessScope
from saleor_order_central.access.models import AccessGrant
from saleor_order_central.access.tokens import link_token
from saleor_order_central.center.addresses import BASE
from saleor_order_central.center.session import GUEST_COOKIE
from saleor_order_central.host import get_host
from tests.access.guests import answer, grant, newest_code, now, number_of, wrong
from tests.center.conftest import ORDERS, text_of
from tests.shop_rows import NOON, make_order, ship

MINE = f"{ORDERS}guest/"


@pytest.fixture
def order(db):
    """An order without an account."""
    made = make_order(is_paid=True)
    ship(made, "AA123456785BR", NOON)
    return made


def asks_for_a_code(browser, order):
    browser.get()
    return browser.post("find/", {"number": number_of(order), "email": order.user_email})


def enters(browser, order, code):
    values = {"number": number_of(order), "email": order.user_email, "code": code}
    return browser.post("find/code/", values)


def test_a_guest_finds_an_order_with_the_code(browser, order):
    assert asks_for_a_code(browser, order).status_code == 200
    answer()
    response = enters(browser, order, newest_code())
    page = text_of(browser.get(response["Location"]))

    assert response["Location"] == browser.base + MINE
    assert f"<h1>Order {number_of(order)}</h1>" in page
    assert "10115" not in page
    assert "ocg_" not in page
    cookie = browser.client.cookies[GUEST_COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", BASE)


def test_the_answer_does_not_tell_whether_there_is_such_an_order(browser, order):
    pages = []
    for number, email in (
        (number_of(order), order.user_email),
        (number_of(order), "eve@example.com"),
        ("999999", order.user_email),
    ):
        browser.get()
        response = browser.post("find/", {"number": number, "email": email})
        assert response.status_code == 200
        page = text_of(response).replace(f'value="{number}"', "").replace(f'value="{email}"', "")
        pages.append(re.sub(r'value="\w+"', "", page))

    assert len(set(pages)) == 1


def test_a_wrong_code_opens_nothing(browser, order):
    asks_for_a_code(browser, order)
    answer()
    response = enters(browser, order, wrong(newest_code()))

    assert response.status_code == 422
    assert "The code is wrong or too old." in text_of(response)
    assert GUEST_COOKIE not in response.cookies
    assert browser.get(MINE)["Location"] == browser.base


def test_tries_of_guests_are_counted(browser, order):
    browser.get()
    values = {"number": number_of(order), "email": order.user_email, "code": "AAAA-AAAA"}
    statuses = [browser.post("find/code/", values).status_code for _try in range(22)]

    assert set(statuses) == {422, 429}
    assert statuses[-1] == 429


def let_in(browser, order, *scopes):
    """Come with a grant, as after the code."""
    with get_host().allow_writer():
        token = grant(order, *scopes)
    return browser.get(f"link/{token}/")


def test_the_session_is_for_this_order_alone(browser, order, order_id):
    let_in(browser, order)
    assert browser.get(MINE).status_code == 200

    assert browser.get(f"{ORDERS}{order_id(order)}/").status_code == 303
    assert browser.get(ORDERS).status_code == 303


@pytest.mark.parametrize("change", ["revoked", "too old", "other address"])
def test_a_grant_that_ended_leads_to_the_first_page(browser, order, change):
    let_in(browser, order)
    with get_host().allow_writer():
        if change == "revoked":
            AccessGrant.objects.update(revoked_at=now())
        elif change == "too old":
            AccessGrant.objects.update(expires_at=NOON)
        else:
            order.user_email = "new@example.com"
            order.save()

    assert browser.get(MINE)["Location"] == browser.base


def test_a_mails_link_shows_the_order_and_no_more(browser, order):
    response = browser.get(f"link/{link_token(order.pk, order.user_email, now())}/")
    page = text_of(browser.get(response["Location"]))

    assert "ocl_" not in response["Location"]
    assert f"<h1>Order {number_of(order)}</h1>" in page
    assert "Write to the shop" not in page
    assert "Return something" not in page
    assert browser.get(f"{MINE}messages/").status_code == 404
    assert browser.get(f"{MINE}return/").status_code == 404


def test_without_the_scope_nothing_is_written(browser, order):
    let_in(browser, order, AccessScope.VIEW)
    browser.get(MINE)
    response = browser.post(f"{MINE}messages/", {"body": "hello"})

    assert response.status_code == 422
    assert browser.get(f"{MINE}return/").status_code == 404


def test_a_guest_rates_and_leaves(browser, order):
    let_in(browser, order)
    browser.get(MINE)
    browser.post("sign-out/")

    assert browser.get(MINE).status_code == 303


def test_without_guest_access_there_is_no_such_form(browser, order, configure):
    configure(guest_access=False)

    assert "Find your order" not in text_of(browser.get())
    assert browser.post("find/", {"number": "1", "email": "a@b.c"}).status_code == 404
    assert browser.get("link/ocl_x/").status_code == 404


@pytest.mark.parametrize("header", ["https://evil.example.com", "null"])
def test_a_page_of_another_origin_has_no_guest_session(browser, order, header):
    let_in(browser, order)

    assert browser.get(MINE, HTTP_ORIGIN=header).status_code == 303
