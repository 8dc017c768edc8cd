"""Every page of customers × every caller: who sees it, who is asked to sign in, who finds none."""

from __future__ import annotations

import re

import graphene
import pytest

from saleor_order_central.access.kinds import AccessScope
from saleor_order_central.access.tokens import link_token
from saleor_order_central.center.urls import urlpatterns
from saleor_order_central.center.visit import posts
from saleor_order_central.host import get_host
from saleor_order_central.timeline.models import OrderEntry
from tests.access.guests import now
from tests.center.conftest import ORDERS, text_of
from tests.center.test_guests import let_in
from tests.returns.completion_rows import sent_and_paid
from tests.returns.conftest import ask
from tests.shop_rows import make_user

MARKER = "PLANTED-MARKER-4471"
SHOWN, ASKED, NONE = 200, 303, 404
# Ways in and files; the rest of an address is no page at all.
NO_PAGES = {"asset", "colors", "link", "code", "find", None}
ADDRESSES = {
    "home": "",
    "withdrawal": "withdrawal/",
    "orders": ORDERS,
    "order": "{order}",
    "parcel": "{order}parcels/{parcel}/",
    "messages": "{order}messages/",
    "ask-for-return": "{order}return/",
    "return": "{order}returns/{request}/",
    "withdraw": "{order}withdrawal/",
}
OF_AN_ORDER = ("order", "parcel", "messages", "ask-for-return", "return", "withdraw")
OPEN = {"home": SHOWN, "withdrawal": SHOWN, "orders": ASKED}
KNOWN = {"home": ASKED, "withdrawal": SHOWN, "orders": SHOWN}


def everywhere(status):
    return dict.fromkeys(OF_AN_ORDER, status)


# Who comes, by which address of the order, and what becomes of it.
CALLERS = {
    "nobody": ("id", {**OPEN, **everywhere(ASKED)}),
    "owner": ("id", {**KNOWN, **everywhere(SHOWN)}),
    "another customer": ("id", {**KNOWN, **everywhere(NONE)}),
    "staff": ("id", {**KNOWN, **everywhere(NONE)}),
    "nobody as guest": ("guest", {**OPEN, **everywhere(ASKED)}),
    "owner as guest": ("guest", {**KNOWN, **everywhere(ASKED)}),
    "guest": ("guest", {**OPEN, **everywhere(SHOWN)}),
    "guest by id": ("id", {**OPEN, **everywhere(ASKED)}),
    # Their own order, and nothing of hers.
    "guest of another order": ("guest", {**OPEN, **everywhere(SHOWN), "return": NONE}),
    "by a mail's link": ("guest", {**OPEN, **everywhere(NONE), "order": SHOWN, "parcel": SHOWN}),
}


@pytest.fixture
def shop(customer, settings_api):
    """An order of hers with a parcel, a return and words of staff; and one of somebody else."""
    on = "mutation { orderWithdrawalSettingsUpdate(input: {isEnabled: true}) { errors { message } } }"
    assert settings_api.data(on)["orderWithdrawalSettingsUpdate"]["errors"] == []
    with get_host().allow_writer():
        order, _stock = sent_and_paid()
        order.user, order.user_email = customer, customer.email
        order.save()
        OrderEntry.objects.create(
            order=order, kind="EVENT", visibility="STAFF", author_type="STAFF", subject=MARKER, date=now()
        )
        other, _stock = sent_and_paid()
        return {"order": order, "other": other, "request": ask(order)}


def come(browser, caller, shop):
    if caller in ("owner", "owner as guest"):
        browser.sign_in(shop["order"].user)
    elif caller == "another customer":
        browser.sign_in(make_user("other@example.com"))
    elif caller == "staff":
        browser.sign_in(make_user("clerk@example.com", "order.manage_orders", is_staff=True))
    elif caller in ("guest", "guest by id"):
        let_in(browser, shop["order"], *AccessScope)
    elif caller == "guest of another order":
        let_in(browser, shop["other"], *AccessScope)
    elif caller == "by a mail's link":
        browser.get(f"link/{link_token(shop['order'].pk, shop['order'].user_email, now())}/")


def addresses(browser, shop, way, order_id):
    to_id = graphene.Node.to_global_id
    order = f"{ORDERS}{'guest' if way == 'guest' else order_id(shop['order'])}/"
    found = re.search(r"/parcels/([^/\"]+)/", text_of(browser.get(order)))
    values = {
        "order": order,
        "parcel": found[1] if found else "none",
        "request": to_id("OrderReturnRequest", shop["request"].pk),
    }
    return {name: path.format_map(values) for name, path in ADDRESSES.items()}


def test_every_page_has_its_place_in_the_matrix():
    shown = {one.name for one in urlpatterns if not posts(one.callback)} - NO_PAGES

    assert shown == set(ADDRESSES)


@pytest.mark.parametrize("caller", CALLERS)
def test_pages_show_what_their_caller_may_see(browser, shop, order_id, caller):
    way, expected = CALLERS[caller]
    come(browser, caller, shop)
    answers = {name: browser.get(path) for name, path in addresses(browser, shop, way, order_id).items()}

    assert {name: answer.status_code for name, answer in answers.items()} == expected
    assert [name for name, answer in answers.items() if MARKER in text_of(answer)] == []
