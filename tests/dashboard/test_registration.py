"""Our entries in the Dashboard, and the token that it hands over; on Saleor 2.10 there is neither."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from saleor_order_central.dashboard.addresses import BASE
from saleor_order_central.dashboard.registration import register_pages
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from tests.dashboard.conftest import Desk
from tests.shop_rows import make_user

SESSION = f"{BASE}/session/"


def exchange(token):
    return Client().post(SESSION, HTTP_AUTHORIZATION_BEARER=token)


if not is_saleor_3():

    def test_this_dashboard_takes_no_pages(db):
        assert register_pages() == ""
        out = StringIO()
        call_command("order_central_dashboard", stdout=out)
        assert out.getvalue().startswith("Nothing to register")
        assert exchange("any").status_code == 404

else:
    from saleor.app.models import App, AppExtension
    from saleor.core.jwt import create_access_token, create_access_token_for_app

    from saleor_order_central.host.dashboard_app import APP_ID

    @pytest.fixture
    def app(db):
        """The app as migrations registered it."""
        with get_host().allow_writer():
            register_pages()
            yield App.objects.get(identifier=APP_ID)

    def rows():
        found = AppExtension.objects.filter(app__identifier=APP_ID).order_by("pk")
        return [(one.pk, one.label, one.mount, one.target, one.url) for one in found]

    def test_the_app_and_its_entries_are_rows_of_saleor(app):
        address = app.app_url
        assert address.endswith(BASE)
        assert (app.type, app.is_active, app.is_installed) == ("thirdparty", True, True)
        assert sorted(app.permissions.values_list("codename", flat=True)) == [
            "handle_payments",
            "manage_orders",
            "manage_settings",
            "manage_translations",
            "manage_users",
        ]
        assert not app.tokens.exists()
        found = {(mount, target): url for _pk, _label, mount, target, url in rows()}
        assert found[("navigation_orders", "app_page")] in ("/orders", "/returns")
        assert found[("order_details_more_actions", "popup")] == f"{address}/popup"
        has_widgets = not get_host().version.startswith("3.21.")
        assert (("order_details_widgets", "widget") in found) is has_widgets
        if has_widgets:
            widget = AppExtension.objects.get(app=app, target="widget")
            assert (widget.url, widget.http_target_method) == (f"{address}/widget", "GET")
            assert widget.settings == {"widgetTarget": {"method": "GET"}}
        for extension in AppExtension.objects.filter(app=app):
            # Without permissions the token of an entry would carry none.
            assert extension.permissions.exists()

    def test_saleors_own_api_shows_every_entry(app):
        """A place that the release does not know would break the list for all apps."""
        root = make_user("root@example.com", is_staff=True, is_superuser=True)
        from tests.conftest import Api

        query = "{ appExtensions(first: 100) { edges { node { label url accessToken } } } }"
        edges = Api().sign_in(root).data(query)["appExtensions"]["edges"]
        assert len([one for one in edges if one["node"]["accessToken"]]) == len(rows())

    def test_registering_again_keeps_every_key(app):
        before = rows()
        AppExtension.objects.filter(app=app).update(label="Changed by hand")
        register_pages()
        assert rows() == before
        assert App.objects.filter(identifier=APP_ID).count() == 1

    def test_what_staff_switched_off_stays_off(app):
        App.objects.filter(pk=app.pk).update(is_active=False)
        register_pages()
        app.refresh_from_db()
        assert app.is_active is False

    def test_what_staff_deleted_comes_back_only_by_the_switch(app, configure):
        from django.utils import timezone

        from saleor_order_central.settings import load_settings

        # when staff deletes the app as the Dashboard does
        app.removed_at, app.is_active = timezone.now(), False
        app.save()
        assert load_settings(using="default").dashboard_pages is False
        register_pages()
        assert not App.objects.filter(identifier=APP_ID, removed_at=None).exists()
        # nor when Saleor has dropped the row
        App.objects.filter(pk=app.pk).delete()
        register_pages()
        assert not App.objects.filter(identifier=APP_ID).exists()
        # but somebody who wants it back gets it
        configure(dashboard_pages=True)
        assert App.objects.get(identifier=APP_ID, removed_at=None).is_active is True

    def test_the_switch_hides_and_shows_the_app(app, configure):
        configure(dashboard_pages=False)
        app.refresh_from_db()
        assert app.is_active is False
        configure(dashboard_pages=True)
        app.refresh_from_db()
        assert app.is_active is True

    def test_the_command_says_where_and_for_whom(app, configure):
        configure(dashboard_origins="https://dashboard.example.com")
        out = StringIO()
        call_command("order_central_dashboard", stdout=out)
        assert out.getvalue() == f"{app.app_url}\nframed by: https://dashboard.example.com\n"

    # The token

    @pytest.fixture
    def merchant(db):
        return make_user("staff@example.com", "order.manage_orders", "product.manage_products", is_staff=True)

    def test_the_token_of_the_dashboard_opens_a_session(app, merchant, placed):
        placed()
        answer = exchange(create_access_token_for_app(app, merchant))
        assert answer.status_code == 200
        assert set(answer.json()) == {"session", "seconds"}
        assert "Set-Cookie" not in answer.headers
        assert Desk(answer.json()["session"]).get("/orders").status == 200

    def test_the_session_has_the_rights_of_both_app_and_user(app, placed):
        placed()
        root = make_user("root@example.com", is_staff=True, is_superuser=True)
        app.permissions.set(app.permissions.filter(codename="manage_settings"))
        session = exchange(create_access_token_for_app(app, root)).json()["session"]
        assert Desk(session).get("/orders").status == 403

    def _wrong_type(app, user):
        return create_access_token(user)

    def _wrong_app(app, user):
        other = App.objects.create(name="Other", type="thirdparty")
        other.permissions.set(app.permissions.all())
        return create_access_token_for_app(other, user)

    def _app_off(app, user):
        token = create_access_token_for_app(app, user)
        App.objects.filter(pk=app.pk).update(is_active=False)
        return token

    def _user_closed(app, user):
        token = create_access_token_for_app(app, user)
        user.is_active = False
        user.save()
        return token

    def _new_key(app, user):
        token = create_access_token_for_app(app, user)
        user.jwt_token_key = "another"
        user.save()
        return token

    def _nobody_there(app, user):
        return ""

    def _changed(app, user):
        head, body, sign = create_access_token_for_app(app, user).split(".")
        payload = json.loads(base64.urlsafe_b64decode(body + "=="))
        payload["permissions"] = ["MANAGE_SETTINGS"]
        forged = base64.urlsafe_b64encode(json.dumps(payload).encode()).decode().rstrip("=")
        return f"{head}.{forged}.{sign}"

    def _no_rights(app, user):
        return create_access_token_for_app(app, make_user("weak@example.com", is_staff=True))

    def _customer(app, user):
        return create_access_token_for_app(app, make_user("ana@example.com"))

    @pytest.mark.parametrize(
        "spoiled",
        [
            _wrong_type, _wrong_app, _app_off, _user_closed, _new_key, _nobody_there, _changed,
            _no_rights, _customer,
        ],
    )  # fmt: skip
    def test_any_other_token_opens_nothing(app, merchant, spoiled):
        answer = exchange(spoiled(app, merchant))
        assert (answer.status_code, answer.json()) == (401, {"error": "token"})

    def test_a_token_ends_after_its_minutes(app, merchant, settings):
        settings.JWT_TTL_APP_ACCESS = timedelta(seconds=-1)
        assert exchange(create_access_token_for_app(app, merchant)).status_code == 401

    def test_a_session_ends_with_the_app(app, merchant):
        desk = Desk(exchange(create_access_token_for_app(app, merchant)).json()["session"])
        assert desk.get("/orders").status == 200
        App.objects.filter(pk=app.pk).update(is_active=False)
        assert desk.get("/orders").status == 401

    def test_sessions_are_only_asked_for_by_post(app):
        assert Client().get(SESSION).status_code == 405


def test_sessions_work_without_the_registration_of_others(desk):
    assert desk.get("/orders").status == 200
