"""Who gets to the pages, and how: sessions, headers, the frame without anything in it."""

from __future__ import annotations

import json
import time

import pytest
from django.test import Client

from saleor_order_central.dashboard.addresses import BASE
from saleor_order_central.dashboard.session import COOKIE, HEADER, begin
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.host.staff import StaffGrant
from tests.dashboard.conftest import Desk, desk_of
from tests.shop_rows import make_user


def test_the_frame_holds_nothing_of_the_shop(db, placed):
    # given
    order = placed()
    # when: nobody is signed in
    answer = Client().get(f"{BASE}/orders")
    # then
    assert answer.status_code == 200
    html = answer.content.decode()
    assert order.user_email not in html
    assert "<script src=" in html
    assert "<style" not in html


def test_every_answer_is_framed_by_the_dashboard_alone_and_kept_by_nobody(desk, configure):
    configure(dashboard_origins="https://dashboard.example.com/dashboard/, http://localhost:9000")
    response = desk.get("/orders").response
    assert response["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'self' https://dashboard.example.com http://localhost:9000"
    )
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_an_address_of_a_dashboard_that_is_none_is_refused(configure):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as refused:
        configure(dashboard_origins="https://ok.example.com, javascript:alert(1)")
    assert list(refused.value.message_dict) == ["dashboard_origins"]


def test_files_are_served_under_names_that_change_with_their_content(db):
    html = Client().get(f"{BASE}/orders").content.decode()
    path = html.split('rel="stylesheet" href="')[1].split('"')[0]
    found = Client().get(path)
    assert found["Content-Type"] == "text/css; charset=utf-8"
    assert found["Cache-Control"] == "public, max-age=31536000, immutable"
    assert Client().get(path.replace("dashboard.", "dashboard.0")).status_code == 404


def test_without_a_session_there_is_no_content(db, placed):
    placed()
    answer = Desk().get("/orders")
    assert (answer.status, answer.html) == (401, "")


@pytest.mark.parametrize(
    "spoil",
    [lambda text: text[:-2], lambda text: "", lambda text: json.dumps({"user": 1})],
    ids=["cut", "empty", "unsigned"],
)
def test_a_forged_session_opens_nothing(staff_user, spoil):
    assert Desk(spoil(begin(StaffGrant(staff_user.pk, ("manage_orders",))))).get("/orders").status == 401


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (61, 401)])
def test_a_session_ends_after_an_hour(staff_user, monkeypatch, minutes, status):
    then = time.time() - 60 * minutes
    with monkeypatch.context() as patched:
        patched.setattr("django.core.signing.time.time", lambda: then)
        desk = desk_of(staff_user)
    assert desk.get("/orders").status == status


def _new_password(user):
    user.set_password("another")


def _no_staff(user):
    user.is_staff = False


def _closed(user):
    user.is_active = False


@pytest.mark.parametrize("change", [_new_password, _no_staff, _closed])
def test_a_session_ends_with_the_account_that_it_stands_for(staff_user, change):
    desk = desk_of(staff_user)
    assert desk.get("/orders").status == 200
    change(staff_user)
    staff_user.save()
    assert desk.get("/orders").status == 401


def test_a_session_of_a_customer_is_none(customer):
    assert Desk(begin(StaffGrant(customer.pk, None))).get("/orders").status == 401


@pytest.mark.parametrize("setting", [{"active": False}, {"dashboard_pages": False}], ids=["plugin", "pages"])
def test_with_the_pages_off_there_are_no_addresses(desk, configure, setting):
    configure(**setting)
    assert desk.get("/orders").status == 404
    assert Client().get(f"{BASE}/orders").status_code == 404
    configure(active=True, dashboard_pages=True)
    assert desk.get("/orders").status == 200


def test_an_unknown_address_is_not_found(desk):
    assert desk.get("/nothing-here").status == 404
    assert Client().get(f"{BASE}/nothing-here").status_code == 404


def test_a_page_that_only_takes_forms_cannot_be_looked_at(desk):
    assert desk.get("/orders/bulk").status == 405
    assert Client().post(f"{BASE}/orders").status_code == 405


if is_saleor_3():

    def test_a_cookie_opens_nothing_inside_the_dashboard(staff_user):
        """The browser sends cookies on its own, also for pages of others."""
        client = Client()
        client.cookies[COOKIE] = begin(StaffGrant(staff_user.pk, ("manage_orders",)))
        assert client.get(f"{BASE}/orders", HTTP_HX_REQUEST="true").status_code == 401
        assert client.get(f"{BASE}/sign-in/").status_code == 404

    def test_a_session_has_no_more_rights_than_it_was_given(placed):
        placed()
        root = make_user("root@example.com", is_staff=True, is_superuser=True)
        assert desk_of(root, ("manage_orders",)).get("/orders").status == 200
        assert desk_of(root, ("manage_products",)).get("/orders").status == 403
        assert desk_of(root, ()).get("/orders").status == 401

    def test_a_session_cannot_give_rights_that_the_user_has_lost(staff_user, placed):
        placed()
        desk = desk_of(staff_user)
        assert desk.get("/orders").status == 200
        staff_user.groups.clear()
        assert desk.get("/orders").status == 401

else:

    def test_staff_signs_in_with_the_account_of_the_shop(staff_user, placed):
        placed()
        client = Client()
        page = client.get(f"{BASE}/sign-in/", {"next": f"{BASE}/orders?status=new"})
        assert page.status_code == 200
        values = {"email": "staff@example.com", "password": "password", "next": f"{BASE}/orders?status=new"}
        answer = client.post(f"{BASE}/sign-in/", values)
        assert (answer.status_code, answer["Location"]) == (303, f"{BASE}/orders?status=new")
        cookie = answer.cookies[COOKIE]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", BASE)
        assert client.get(f"{BASE}/orders", HTTP_HX_REQUEST="true").status_code == 200
        # and out again
        out = client.post(f"{BASE}/sign-out/")
        assert out.cookies[COOKIE].value == ""
        assert client.get(f"{BASE}/orders", HTTP_HX_REQUEST="true").status_code == 401

    @pytest.mark.parametrize(
        "goal",
        [
            "https://evil.example.com/",
            "//evil.example.com",
            "/graphql/",
            f"{BASE}/../../../graphql/",
            f"{BASE}/\\evil.example.com",
            "javascript:alert(1)",
        ],
    )
    def test_after_the_sign_in_one_of_our_own_pages_follows(staff_user, goal):
        values = {"email": "staff@example.com", "password": "password", "next": goal}
        answer = Client().post(f"{BASE}/sign-in/", values)
        assert answer["Location"] == f"{BASE}/orders"

    @pytest.mark.parametrize(
        ("email", "password"),
        [("staff@example.com", "wrong"), ("nobody@example.com", "password"), ("ana@example.com", "password")],
        ids=["password", "unknown", "customer"],
    )
    def test_others_are_not_let_in(staff_user, customer, email, password):
        answer = Client().post(f"{BASE}/sign-in/", {"email": email, "password": password})
        assert answer.status_code == 422
        assert COOKIE not in answer.cookies
        assert email in answer.content.decode()

    def test_forms_need_the_token_of_their_page(staff_user, placed):
        """A foreign page can make a browser send the cookie, but it cannot read the token."""
        order = placed()
        client = Client(enforce_csrf_checks=True)
        client.cookies[COOKIE] = begin(StaffGrant(staff_user.pk, None))
        path, values = f"{BASE}/views", {"name": "Mine"}
        assert client.post(path, values, HTTP_HX_REQUEST="true").status_code == 403
        page = client.get(f"{BASE}/orders", {"search": order.user_email}, HTTP_HX_REQUEST="true")
        token = page.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        sent = client.post(path, {**values, "csrfmiddlewaretoken": token}, HTTP_HX_REQUEST="true")
        assert sent.status_code == 303


def test_the_header_is_not_one_that_browsers_send(db):
    assert HEADER not in ("Cookie", "Authorization")
