"""Sessions of our own pages: who gets one, what it is good for, and when it ends."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from saleor_order_central.center.addresses import BASE
from saleor_order_central.center.session import COOKIE, SECONDS
from saleor_order_central.host import get_host
from tests.center.conftest import ORDERS, text_of
from tests.shop_rows import make_order, make_user

EVIL = {"HTTP_ORIGIN": "https://evil.example.com"}


def test_the_cookie_is_short_and_closed(her_browser):
    cookie = her_browser.client.cookies[COOKIE]

    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == BASE
    assert cookie["max-age"] == SECONDS == 7200


def test_the_right_password_leads_to_the_orders(browser, customer):
    response = browser.sign_in(customer)

    assert response["Location"] == browser.base + ORDERS
    assert browser.get(ORDERS).status_code == 200


def test_a_wrong_password_and_an_unknown_address_read_the_same(browser, customer):
    browser.get()
    pages = []
    for email in (customer.email, "nobody@example.com"):
        response = browser.post("sign-in/", {"email": email, "password": "wrong"})
        assert response.status_code == 422
        assert COOKIE not in response.cookies
        pages.append(re.sub(r'value="\w*"', "", text_of(response)).replace(email, ""))

    assert pages[0] == pages[1]


def test_a_form_without_its_token_is_refused(browser, customer):
    browser.get()
    browser.token = "x" * 64
    response = browser.post("sign-in/", {"email": customer.email, "password": "password"})

    assert response.status_code == 403
    assert "too old" in text_of(response)
    assert COOKIE not in response.cookies


def test_tries_are_counted(browser, customer):
    browser.get()
    statuses = [
        browser.post("sign-in/", {"email": customer.email, "password": "wrong"}).status_code
        for _attempt in range(11)
    ]
    right = browser.post("sign-in/", {"email": customer.email, "password": "password"})

    assert statuses == [422] * 10 + [429]
    assert right.status_code == 429
    assert COOKIE not in right.cookies


@pytest.mark.parametrize(
    "order",
    ["//evil.example.com", "https://evil.example.com/", "../../..", "a/b", "%2F%2Fevil", "\r\nX: y", ""],
)
def test_the_way_on_never_leaves_the_pages(browser, customer, order):
    browser.get()
    response = browser.post("sign-in/", {"email": customer.email, "password": "password", "order": order})

    assert response["Location"] == browser.base + ORDERS


def test_the_way_on_leads_to_the_order_that_was_wanted(browser, customer, order_id):
    order = order_id(make_order(user=customer))
    asked = browser.get(f"{ORDERS}{order}/")
    assert asked.status_code == 303
    browser.get(asked["Location"])
    response = browser.post("sign-in/", {"email": customer.email, "password": "password", "order": order})

    assert browser.get(response["Location"]).status_code == 200


def test_signing_out_ends_the_session(her_browser):
    her_browser.get(ORDERS)
    her_browser.post("sign-out/")

    assert her_browser.get(ORDERS).status_code == 303


def test_a_forged_cookie_is_nobodys(her_browser):
    cookie = her_browser.client.cookies[COOKIE]
    her_browser.client.cookies[COOKIE] = cookie.value[:-4] + "AAAA"

    assert her_browser.get(ORDERS).status_code == 303


@pytest.mark.parametrize("what", ["password", "switched off", "deleted"])
def test_a_session_ends_with_what_it_was_made_of(her_browser, customer, what):
    with get_host().allow_writer():
        if what == "password":
            customer.set_password("new")
            customer.save()
        elif what == "switched off":
            customer.is_active = False
            customer.save()
        else:
            customer.delete()

    assert her_browser.get(ORDERS).status_code == 303


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"HTTP_ORIGIN": "http://testserver"}, 200),
        (EVIL, 303),
        ({"HTTP_ORIGIN": "null"}, 303),
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_SEC_FETCH_MODE": "cors"}, 303),
        ({"HTTP_SEC_FETCH_SITE": "same-site", "HTTP_SEC_FETCH_MODE": "no-cors"}, 303),
        ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_SEC_FETCH_MODE": "navigate"}, 200),
        ({"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_SEC_FETCH_MODE": "cors"}, 200),
    ],
)
def test_a_page_of_another_origin_has_no_session(her_browser, headers, status):
    """Saleor lets every origin read answers, cookies included."""
    assert her_browser.get(ORDERS, **headers).status_code == status


def test_the_storefronts_token_makes_a_session(browser, customer_api, customer, order_id, configure):
    configure(storefront_origins="https://shop.example.com")
    order = order_id(make_order(user=customer))
    token = customer_api.headers["HTTP_AUTHORIZATION"].removeprefix("JWT ")
    response = browser.post(
        "session/", {"token": token, "order": order}, HTTP_ORIGIN="https://shop.example.com"
    )

    assert response.status_code == 303
    assert response["Location"] == f"{browser.base}{ORDERS}{order}/"
    assert browser.get(response["Location"]).status_code == 200
    assert token not in response["Location"]


def test_another_page_cannot_sign_anybody_in(browser, customer_api):
    token = customer_api.headers["HTTP_AUTHORIZATION"].removeprefix("JWT ")
    response = browser.post("session/", {"token": token}, **EVIL)

    assert response.status_code == 403
    assert COOKIE not in response.cookies


@pytest.mark.parametrize("token", ["", "forged", "a.b.c"])
def test_a_token_that_is_none_makes_no_session(browser, token):
    response = browser.post("session/", {"token": token})

    assert response.status_code == 303
    assert response["Location"] == browser.base
    assert COOKIE not in response.cookies


def test_staff_is_a_customer_here(browser, staff_user, customer, order_id):
    """The rights of staff stay in the Dashboard: a page for customers never shows another's order."""
    browser.sign_in(staff_user)
    theirs, own = make_order(user=customer), make_order(user=staff_user)

    assert browser.get(f"{ORDERS}{order_id(theirs)}/").status_code == 404
    assert browser.get(f"{ORDERS}{order_id(own)}/").status_code == 200


def test_a_superuser_is_a_customer_too(browser, customer, order_id):
    browser.sign_in(make_user("root@example.com", is_staff=True, is_superuser=True))

    assert browser.get(f"{ORDERS}{order_id(make_order(user=customer))}/").status_code == 404


def test_tokens_of_forms_come_from_the_page(shop_name):
    """Without the page there is no cookie that a form could match."""
    response = Client(enforce_csrf_checks=True).post(f"{BASE}{shop_name}/sign-in/", {"email": "a@b.c"})

    assert response.status_code == 403
