"""Data of a customer as a file, and erasure, through the API: who may, and what is in it."""

from __future__ import annotations

import json

import graphene
import pytest

from demo.scenario_client import OPERATIONS
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.privacy import export
from saleor_order_central.privacy.models import PrivacyJob
from saleor_order_central.privacy_page import customer_data
from saleor_order_central.timeline.models import OrderEntry
from tests.api.conftest import BOTH, open_door
from tests.conftest import Api
from tests.privacy.planted import EMAIL, MARKER, found, plant
from tests.shop_rows import NOON, make_address, make_user

ERASE = (OPERATIONS / "CustomerErase.graphql").read_text()
DATA = (OPERATIONS / "CustomerData.graphql").read_text()
JOBS = (OPERATIONS / "PrivacyJobs.graphql").read_text()
pytestmark = pytest.mark.usefixtures("may_write")


@pytest.fixture
def user():
    user = make_user(EMAIL, first_name="Ana", note="SECRET note of staff")
    user.addresses.add(make_address())
    return user


@pytest.fixture
def order(user):
    order = plant(user)
    OrderEntry(
        order=order, kind="EVENT", author_type="STAFF", visibility="STAFF", date=NOON, message="SECRET"
    ).save()
    return order


def get(rf, url):
    return open_door(rf, customer_data, url)


def file_of(rf, api, **variables):
    answer = get(rf, api.data(DATA, **variables)["orderCustomerData"]["url"])
    assert answer.status_code == 200
    return answer


def test_the_file_of_a_customer(rf, desk, user, order):
    answer = file_of(rf, desk, user=graphene.Node.to_global_id("User", user.pk))
    assert answer["Content-Disposition"] == 'attachment; filename="customer-data.json"'
    content = json.loads(answer.content)
    assert (content["account"]["email"], content["account"]["name"]) == (EMAIL, "Ana")
    assert content["addresses"][0]["city"] == "Berlin"
    assert content["viewed_products"][0]["product"] == "Seen"
    (row,) = content["orders"]
    assert row["OrderNotification"][0]["body"] == MARKER
    assert row["ReturnRequest"][0]["customer_note"] == MARKER
    assert row["OrderFeedback"][0]["product_rating"] == 5
    assert row["OrderMessage"][0]["body"] == MARKER
    assert [one["body"] for one in content["contact_form"]] == [MARKER]
    assert row["OrderCreditNote"][0]["number"] == "CN-1"


def test_the_file_has_nothing_of_staff_alone(rf, desk, user, order):
    text = file_of(rf, desk, email=EMAIL).content.decode()
    assert "SECRET" not in text
    for name in ("staff_note", '"note"', "raw_text", "acknowledged_note", '"reference"', "idempotency_key"):
        assert name not in text, name


def test_the_file_of_a_guest(rf, desk):
    plant(None)
    content = json.loads(file_of(rf, desk, email=EMAIL).content)
    assert (content["account"], content["addresses"], content["viewed_products"]) == (None, [], [])
    assert len(content["orders"]) == 1


def test_forged_and_old_addresses(rf, desk, user, order, monkeypatch, configure):
    url = desk.data(DATA, email=EMAIL)["orderCustomerData"]["url"]
    assert get(rf, url.replace("token=", "token=x")).status_code == 404
    assert customer_data(rf.post("/customer-data"), "/customer-data").status_code == 405
    configure(active=False)
    assert get(rf, url).status_code == 404
    configure()
    monkeypatch.setattr(export, "VALID_SECONDS", -1)
    assert get(rf, url).status_code == 404


def test_erasure_with_its_progress(desk, user, order, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        done = desk.data(ERASE, email=EMAIL)["orderCustomerErase"]
    assert (done["errors"], done["job"]["total"], done["job"]["byDeletion"]) == ([], 1, False)
    page = desk.data(JOBS, first=5)["orderPrivacyJobs"]
    (job,) = [edge["node"] for edge in page["edges"]]
    assert (job["status"], job["done"], job["user"]["email"]) == ("DONE", 1, "desk@example.com")
    assert job["finishedAt"] is not None
    assert {place.partition(".")[0] for place in found()} == {"CustomerState"}


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"email": "nobody@example.com"}, ("email", "NOT_FOUND")),
        ({"user": "VXNlcjo5OTk5OTk="}, ("user", "NOT_FOUND")),
        ({}, ("user", "INVALID")),
        ({"user": "T3JkZXI6MQ=="}, ("user", "GRAPHQL_ERROR")),
    ],
)
def test_nobody_is_erased_by_a_wrong_name(desk, user, order, variables, expected):
    refused = desk.data(ERASE, **variables)["orderCustomerErase"]
    assert [(error["field"], error["code"]) for error in refused["errors"]] == [expected]
    assert (refused["job"], PrivacyJob.objects.count()) == (None, 0)


@pytest.mark.parametrize("permission", [*BOTH, None])
def test_one_permission_is_not_enough(user, order, permission):
    granted = [permission] if permission else []
    api = Api().sign_in(make_user("half@example.com", *granted, is_staff=True))
    for query, name, variables in (
        (ERASE, "orderCustomerErase", {"email": EMAIL}),
        (DATA, "orderCustomerData", {"email": EMAIL}),
        (JOBS, "orderPrivacyJobs", {"first": 1}),
    ):
        answer = api.answer(query, **variables)
        assert answer["data"][name] is None
        assert answer["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"
    assert PrivacyJob.objects.count() == 0


if is_saleor_3():

    def test_staff_of_one_channel_may_not_erase_and_exports_its_orders_only(rf, outlet_desk, user, order):
        refused = outlet_desk.data(ERASE, email=EMAIL)["orderCustomerErase"]
        assert [error["code"] for error in refused["errors"]] == ["PERMISSION_DENIED"]
        assert PrivacyJob.objects.count() == 0
        content = json.loads(file_of(rf, outlet_desk, email=EMAIL).content)
        assert (content["orders"], content["account"]["email"]) == ([], EMAIL)
