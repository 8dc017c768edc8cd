"""The withdrawal function through the API only: each W item of the list (B-10). Needs legal review."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saleor_order_central.access.kinds import AccessScope
from saleor_order_central.access.limits import WITHDRAWAL_LIMITS
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.delivery import deliver_due
from saleor_order_central.notifications.models import MessageTemplate, OrderNotification
from saleor_order_central.returns.models import ReturnRequest
from saleor_order_central.statuses.automation import record_orders
from saleor_order_central.timeline.models import OrderEntry
from saleor_order_central.withdrawals.matching import match_withdrawals
from saleor_order_central.withdrawals.models import Withdrawal, WithdrawalLine
from tests.access.guests import grant, number_of
from tests.api.test_guest_access import shape
from tests.api.test_returns import CREATE as CREATE_RETURN
from tests.api.test_returns import line_id, wanted
from tests.conftest import Api
from tests.refunds.refund_rows import make_variant
from tests.shop_rows import cancel, make_channel, make_order, make_user, ship

EMAIL = "guest@example.com"
SUBMIT = """mutation($input: OrderWithdrawalInput!, $token: String) {
  orderWithdrawalSubmit(input: $input, token: $token) {
    withdrawal { id number orderNumber name email message status isVerified receivedAt receipt
      receiptSentAt order { id } lines { orderLineId productName quantity } }
    errors { field code message } } }"""
INFO = """query($id: ID, $token: String, $lang: String) {
  orderCentral(id: $id, token: $token, languageCode: $lang) {
  withdrawal { isAvailable reasonCode reason startsAt endsAt buttonLabel confirmLabel
    lines { orderLineId productName maxQuantity }
    excludedLines { orderLineId productName reasonCode reason }
    statements { number status receiptSentAt returnRequest { number } lines { quantity } } } } }"""
SETTINGS = """mutation($channel: String, $input: OrderWithdrawalSettingsInput!) {
  orderWithdrawalSettingsUpdate(channel: $channel, input: $input) {
    settings { channel isEnabled periodDays buttonLabel confirmLabel excludedProducts }
    errors { field code } } }"""
FORM = """query($channel: String, $lang: String) {
  orderWithdrawalForm(channel: $channel, languageCode: $lang) {
  isEnabled periodDays buttonLabel confirmLabel } }"""
STATUS = """mutation($id: ID!, $status: OrderWithdrawalStatusEnum!, $note: String, $return: ID) {
  orderWithdrawalStatusUpdate(id: $id, status: $status, note: $note, returnRequest: $return) {
    withdrawal { status staffNote returnRequest { number } } errors { field code } } }"""
LIST = """query($search: String, $from: DateTime) { orderWithdrawals(first: 10, search: $search,
  receivedFrom: $from) { totalCount edges { node { number order { id } staffNote } } } }"""


@pytest.fixture(autouse=True)
def _shop(configure, settings_api, settings):
    configure(saleor_mails="off")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    change(settings_api, isEnabled=True)


@pytest.fixture
def order(customer):
    return sent(customer)


def sent(user: Any = None, days: int = 3, **columns: Any) -> Any:
    now = datetime.now(UTC)
    order = make_order(user=user, is_paid=True, created_at=now - timedelta(days=days + 1), **columns)
    ship(order, "AA123456785BR", now - timedelta(days=days))
    return order


def change(api: Api, channel: str | None = None, **values: Any) -> dict[str, Any]:
    return api.data(SETTINGS, channel=channel, input=values)["orderWithdrawalSettingsUpdate"]


def statement(order: Any, **values: Any) -> dict[str, Any]:
    number = values.get("orderNumber") or number_of(order)
    return {"name": "Ana Pop", "email": EMAIL, "isConfirmed": True, **values, "orderNumber": number}


def submit(api: Api, order: Any, token: str | None = None, **values: Any) -> dict[str, Any]:
    return api.data(SUBMIT, input=statement(order, **values), token=token)["orderWithdrawalSubmit"]


def units(order: Any, quantity: int) -> dict[str, Any]:
    return {"lines": [{"orderLine": line_id(order), "quantity": quantity}]}


def info(api: Api, order_id: Any, order: Any, lang: str = "en") -> dict[str, Any]:
    return api.data(INFO, id=order_id(order), lang=lang)["orderCentral"]["withdrawal"]


def match() -> int:
    with get_host().allow_writer():
        return match_withdrawals()


def test_w01_everybody_can_submit(customer_api, api, order):
    # with no log-in and no grant
    stranger = submit(api, sent(), lines=[{"productName": "Mug", "quantity": 1}])
    assert (stranger["errors"], stranger["withdrawal"]["isVerified"]) == ([], False)
    # as the account holder, as a guest with a grant
    assert submit(customer_api, order, **units(order, 1))["withdrawal"]["isVerified"] is True
    guest = submit(api, order, token=grant(order), **units(order, 1))
    assert (guest["withdrawal"]["isVerified"], guest["withdrawal"]["order"]) == (True, None)


@pytest.mark.parametrize("caller", ["owner", "stranger"])
def test_w02_without_the_second_step_nothing_is_stored(customer_api, api, order, caller):
    used = customer_api if caller == "owner" else api
    refused = submit(used, order, isConfirmed=False)
    assert [(error["field"], error["code"]) for error in refused["errors"]] == [("isConfirmed", "REQUIRED")]
    assert (Withdrawal.objects.count(), OrderNotification.objects.count()) == (0, 0)


def test_w02_two_steps_have_two_texts(order, customer_api, order_id, api):
    found = info(customer_api, order_id, order)
    assert (found["buttonLabel"], found["confirmLabel"]) == (
        "Withdraw from contract here",
        "Confirm withdrawal",
    )
    form = api.data(FORM, lang="en")["orderWithdrawalForm"]
    assert form == {
        "isEnabled": True,
        "periodDays": 14,
        "buttonLabel": "Withdraw from contract here",
        "confirmLabel": "Confirm withdrawal",
    }


def test_w03_no_reason_is_asked_for(customer_api, order):
    query = """{ __type(name: "OrderWithdrawalInput") { inputFields { name type { kind } } } }"""
    fields = customer_api.data(query)["__type"]["inputFields"]
    needed = {field["name"] for field in fields if field["type"]["kind"] == "NON_NULL"}
    assert needed == {"orderNumber", "name", "email", "isConfirmed"}
    assert submit(customer_api, order)["errors"] == []


@pytest.mark.parametrize("field", ["orderNumber", "name", "email"])
def test_w03_what_is_needed_is_named(customer_api, order, field):
    refused = submit(customer_api, order, **{field: " "})
    assert [(error["field"], error["code"]) for error in refused["errors"]] == [(field, "REQUIRED")]


def test_w04_a_part_can_be_withdrawn_and_the_rest_stays_open(customer_api, order, order_id):
    # when two of three units go
    made = submit(customer_api, order, **units(order, 2))
    assert made["withdrawal"]["lines"] == [
        {"orderLineId": line_id(order), "productName": "Mug (Blue)", "quantity": 2}
    ]
    # then one is left, and no more than one can follow
    (left,) = info(customer_api, order_id, order)["lines"]
    assert left["maxQuantity"] == 1
    refused = submit(customer_api, order, **units(order, 2))
    assert [(one["field"], one["code"]) for one in refused["errors"]] == [
        ("lines.0.quantity", "QUANTITY_EXCEEDED")
    ]
    assert submit(customer_api, order, **units(order, 1))["errors"] == []
    nothing = submit(customer_api, order)
    assert [error["code"] for error in nothing["errors"]] == ["WITHDRAWAL_NOT_POSSIBLE"]
    assert info(customer_api, order_id, order)["reasonCode"] == "NOTHING_LEFT"
    assert sum(WithdrawalLine.objects.values_list("quantity", flat=True)) == 3


def deliver(staff_api, order: Any, code: str, at: datetime) -> None:
    with get_host().allow_writer():
        record_orders([order.pk])
    report = """mutation($events: [OrderCarrierEventInput!]!) {
      orderCarrierEventReport(events: $events) { count errors { field code message } } }"""
    event = {"trackingCode": code, "type": "DELIVERED", "date": at.isoformat()}
    done = staff_api.data(report, events=[event])["orderCarrierEventReport"]
    assert (done["count"], done["errors"]) == (1, [])


def test_w05_the_period_starts_with_the_last_parcel(customer, customer_api, staff_api, order_id):
    # given two parcels, of which the second arrives later
    now = datetime.now(UTC).replace(microsecond=0)
    order = make_order(user=customer, is_paid=True, created_at=now - timedelta(days=9))
    ship(order, "AA123456785BR", now - timedelta(days=8), quantity=1, is_last=False)
    ship(order, "AA123456771BR", now - timedelta(days=7), quantity=2)
    # when
    deliver(staff_api, order, "AA123456785BR", now - timedelta(days=6))
    assert info(customer_api, order_id, order)["startsAt"] is None
    deliver(staff_api, order, "AA123456771BR", now - timedelta(days=2))
    # then
    found = info(customer_api, order_id, order)
    assert datetime.fromisoformat(found["startsAt"]) == now - timedelta(days=2)
    end = datetime.fromisoformat(found["endsAt"])
    assert timedelta(days=12) < end - now <= timedelta(days=15)


def test_w05_after_the_period_it_is_closed(customer, customer_api, staff_api, order_id):
    order = sent(customer, days=40)
    deliver(staff_api, order, "AA123456785BR", datetime.now(UTC) - timedelta(days=30))
    found = info(customer_api, order_id, order)
    assert (found["isAvailable"], found["reasonCode"]) == (False, "WINDOW_CLOSED")
    refused = submit(customer_api, order)
    assert [(one["code"], one["message"]) for one in refused["errors"]] == [
        ("WITHDRAWAL_NOT_POSSIBLE", "The withdrawal period is over.")
    ]


def test_w06_while_the_delivery_is_unknown_it_stays_open(customer, customer_api, order_id):
    for order in (sent(customer, days=400), make_order(user=customer, is_paid=True)):
        found = info(customer_api, order_id, order)
        assert (found["isAvailable"], found["startsAt"], found["endsAt"]) == (True, None, None)
        assert submit(customer_api, order)["errors"] == []


def test_w07_excluded_lines_are_shown_and_named(customer, customer_api, settings_api, order_id):
    # given a product without the right
    order = sent(customer)
    variant = make_variant()
    order.lines.update(variant=variant)
    done = change(settings_api, excludedProducts=[str(variant.product_id)], excludedReason="Made to measure.")
    assert done["errors"] == []
    # then it is listed with its reason
    found = info(customer_api, order_id, order)
    (excluded,) = found["excludedLines"]
    assert (found["lines"], excluded["reasonCode"], excluded["reason"]) == (
        [],
        "EXCLUDED",
        "Made to measure.",
    )
    # and including it is an error that names it
    refused = submit(customer_api, order, **units(order, 1))
    assert refused["errors"] == [
        {
            "field": "lines.0.orderLine",
            "code": "WITHDRAWAL_NOT_POSSIBLE",
            "message": "Mug (Blue): Made to measure.",
        }
    ]
    assert Withdrawal.objects.count() == 0


def test_w08_the_receipt_is_stored_shown_and_mailed_alike(customer_api, order, order_id, mailoutbox):
    # when
    made = submit(customer_api, order, message="Thank you.", **units(order, 2))["withdrawal"]
    with get_host().allow_writer():
        deliver_due()
    # then
    (mail,) = mailoutbox
    stored = Withdrawal.objects.get()
    assert made["receipt"] == stored.receipt == mail.body == OrderNotification.objects.get().body
    assert (mail.to, mail.subject) == ([EMAIL], f"We have received your withdrawal {made['number']}")
    for part in (made["number"], number_of(order), "Ana Pop", EMAIL, "2 × Mug (Blue)", "Thank you."):
        assert part in mail.body
    assert stored.received_at.microsecond == 0
    local = stored.received_at.strftime("%M:%S")
    assert re.search(rf"\d+:{local}", mail.body), mail.body
    (shown,) = info(customer_api, order_id, order)["statements"]
    assert (shown["status"], shown["receiptSentAt"] is not None) == ("ACKNOWLEDGED", True)


def test_w09_it_is_linked_to_the_return_and_apart_from_it(customer_api, staff_api, order, order_id):
    # given a statement and a return of the goods
    made = submit(customer_api, order, **units(order, 1))["withdrawal"]
    assert ReturnRequest.objects.count() == 0
    created = customer_api.data(CREATE_RETURN, input=wanted(order))["orderReturnRequestCreate"]
    returned = created["returnRequest"]
    # when staff links them, and the return ends
    linked = staff_api.data(STATUS, id=made["id"], status="SUBMITTED", **{"return": returned["id"]})
    assert linked["orderWithdrawalStatusUpdate"]["errors"] == []
    before = Withdrawal.objects.values().get()
    query = "mutation($id: ID!) { orderReturnRequestCancel(id: $id) { errors { code } } }"
    assert customer_api.data(query, id=returned["id"])["orderReturnRequestCancel"]["errors"] == []
    # then the statement is as it was
    assert Withdrawal.objects.values().get() == before
    (shown,) = info(customer_api, order_id, order)["statements"]
    assert shown["returnRequest"] == {"number": returned["number"]}


def test_w09_a_return_of_another_order_cannot_be_linked(customer_api, staff_api, customer, order):
    made = submit(customer_api, order)["withdrawal"]
    other = customer_api.data(CREATE_RETURN, input=wanted(sent(customer)))["orderReturnRequestCreate"]
    refused = staff_api.data(
        STATUS, id=made["id"], status="COMPLETED", **{"return": other["returnRequest"]["id"]}
    )["orderWithdrawalStatusUpdate"]
    assert refused["errors"] == [{"field": "returnRequest", "code": "NOT_FOUND"}]
    assert Withdrawal.objects.get().status == "SUBMITTED"


def test_w10_withdrawal_is_not_cancellation(customer_api, customer, order, order_id):
    # cancelling makes no statement
    canceled = sent(customer)
    cancel(canceled, datetime.now(UTC))
    assert info(customer_api, order_id, canceled)["statements"] == []
    # and a statement cancels nothing
    before = type(order).objects.get(pk=order.pk).status
    submit(customer_api, order)
    assert type(order).objects.get(pk=order.pk).status == before
    assert (Withdrawal.objects.count(), ReturnRequest.objects.count()) == (1, 0)


@pytest.mark.parametrize(("excludes", "available"), [(True, False), (False, True)])
def test_w11_a_switch_leaves_business_customers_out(
    customer, customer_api, settings_api, order_id, excludes, available
):
    order = sent(customer)
    address = order.billing_address
    address.company_name = "Mugs Ltd"
    address.save()
    change(settings_api, excludeBusinessCustomers=excludes)
    found = info(customer_api, order_id, order)
    assert (found["isAvailable"], found["reasonCode"]) == (
        available,
        None if available else "BUSINESS_CUSTOMER",
    )
    refused = [error["code"] for error in submit(customer_api, order)["errors"]]
    assert refused == ([] if available else ["WITHDRAWAL_NOT_POSSIBLE"])


def test_w12_the_answer_and_the_work_are_the_same_for_unknown_orders(api, statements):
    # given
    order = sent()
    number = number_of(order)
    submit(api, order, orderNumber="1", email="warm@example.com")
    # when
    found = {}
    for name, values in {
        "known": {"orderNumber": number},
        "unknown": {"orderNumber": "999999"},
        "other address": {"orderNumber": number, "email": "eve@example.com"},
    }.items():
        with statements() as counted:
            done = submit(api, order, lines=[{"productName": "Mug", "quantity": 1}], **values)
        answer = {**done["withdrawal"], "id": 0, "number": 0, "receipt": 0, "receivedAt": 0}
        found[name] = {**answer, "orderNumber": 0, "email": 0}, [shape(one["sql"]) for one in counted]
    # then
    known = found["known"]
    assert (known[0]["status"], known[0]["order"]) == ("SUBMITTED", None)
    assert [sql for sql in known[1] if '"order_order"' in sql] == []
    assert found == dict.fromkeys(found, known)
    # and only the known one is joined to its order and mailed
    assert match() == 4
    assert [row.order_id for row in OrderNotification.objects.all()] == [order.pk]
    assert Withdrawal.objects.exclude(order=None).get().order_number == number_of(order)


def test_w12_lines_of_unknown_people_are_named_in_words(api, order):
    refused = submit(api, order, **units(order, 1))
    assert [(one["field"], one["code"]) for one in refused["errors"]] == [("lines.0.productName", "REQUIRED")]


def test_w12_statements_of_unknown_people_are_limited(api, order):
    for _ in range(WITHDRAWAL_LIMITS["email"]):
        assert submit(api, order)["errors"] == []
    assert [error["code"] for error in submit(api, order)["errors"]] == ["RATE_LIMITED"]
    assert Withdrawal.objects.count() == WITHDRAWAL_LIMITS["email"]


def test_w12_guest_without_the_scope_counts_as_unknown(api, order):
    made = submit(api, order, token=grant(order, AccessScope.VIEW))
    assert made["withdrawal"]["isVerified"] is False


@pytest.mark.parametrize("caller", ["owner", "stranger"])
def test_w13_a_repetition_makes_no_second_statement(customer_api, api, order, caller, mailoutbox):
    used = customer_api if caller == "owner" else api
    values = {"idempotencyKey": "once", "email": "ana@example.com"}
    first, again = (submit(used, order, **values) for _ in range(2))
    match()
    match()
    with get_host().allow_writer():
        deliver_due()
    assert first["withdrawal"]["number"] == again["withdrawal"]["number"]
    assert (Withdrawal.objects.count(), len(mailoutbox)) == (1, 1)
    other = submit(used, order, message="Something else", **values)
    assert [(one["field"], one["code"]) for one in other["errors"]] == [("idempotencyKey", "CONFLICT")]


def test_w14_texts_are_in_the_orders_language_and_the_merchants(
    settings_api, customer, customer_api, order_id
):
    # given
    order = sent(customer, language_code="pl")
    change(settings_api, buttonLabel="I want to withdraw")
    change(settings_api, buttonLabel="Chcę odstąpić", languageCode="pl")
    # then labels
    assert info(customer_api, order_id, order, "pl")["buttonLabel"] == "Chcę odstąpić"
    assert info(customer_api, order_id, order, "es")["buttonLabel"] == "I want to withdraw"
    assert info(customer_api, order_id, order, "pl")["confirmLabel"] == "Potwierdź odstąpienie"
    # and the receipt, also with words of the merchant
    assert "Potwierdzamy" in submit(customer_api, order, **units(order, 1))["withdrawal"]["receipt"]
    template = MessageTemplate.objects.get(slug="withdrawal-received")
    template.translations = {
        "pl": {"subject": "{{ withdrawal.number }}", "body": "Mamy: {{ withdrawal.lines }}"}
    }
    template.save()
    assert submit(customer_api, order, **units(order, 1))["withdrawal"]["receipt"] == "Mamy: 1 × Mug (Blue)"
    # words that lack a value are not used: a receipt is always given
    template.translations = {"pl": {"subject": "x", "body": "{{ invoice.number }}"}}
    template.save()
    assert "Potwierdzamy" in submit(customer_api, order, **units(order, 1))["withdrawal"]["receipt"]


def test_switch_per_channel(settings_api, customer_api, customer, order_id, api):
    order = sent(customer)
    if is_saleor_3():
        make_channel("main")
        assert change(settings_api, "main", isEnabled=False)["settings"]["isEnabled"] is False
        assert api.data(FORM, channel="main")["orderWithdrawalForm"]["isEnabled"] is False
        assert api.data(FORM)["orderWithdrawalForm"]["isEnabled"] is True
        assert change(settings_api, "nowhere", isEnabled=True)["errors"] == [
            {"field": "channel", "code": "INVALID"}
        ]
    else:
        change(settings_api, isEnabled=False)
    found = info(customer_api, order_id, order)
    assert (found["isAvailable"], found["reasonCode"]) == (False, "FEATURE_DISABLED")
    assert [one["code"] for one in submit(customer_api, order)["errors"]] == ["FEATURE_DISABLED"]
    off = submit(api, order, channel="main")
    assert [one["code"] for one in off["errors"]] == ["FEATURE_DISABLED"]


def test_with_the_centre_off_nobody_submits(configure, customer_api, api, order):
    configure(active=False)
    for caller in (customer_api, api):
        assert [one["code"] for one in submit(caller, order)["errors"]] == ["FEATURE_DISABLED"]
    assert Withdrawal.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({"periodDays": 0}, "periodDays", "INVALID"),
        ({"excludedProducts": ["999999"]}, "excludedProducts", "INVALID"),
        ({"buttonLabel": "x" * 101}, "buttonLabel", "INVALID"),
        ({"languageCode": "xx", "buttonLabel": "x"}, "languageCode", "INVALID"),
    ],
)
def test_settings_are_checked(settings_api, values, field, code):
    assert change(settings_api, **values)["errors"] == [{"field": field, "code": code}]


# Staff


def test_staff_lists_and_settles_statements(staff_api, customer_api, api, order, order_id):
    # given
    verified = submit(customer_api, order)["withdrawal"]
    unknown = submit(api, order, orderNumber="999999")["withdrawal"]
    match()
    # then
    listed = staff_api.data(LIST)["orderWithdrawals"]
    assert {edge["node"]["number"]: edge["node"]["order"] for edge in listed["edges"]} == {
        verified["number"]: {"id": order_id(order)},
        unknown["number"]: None,
    }
    found = staff_api.data(LIST, search=unknown["number"])["orderWithdrawals"]
    assert [edge["node"]["number"] for edge in found["edges"]] == [unknown["number"]]
    # and an end needs its reason
    without = staff_api.data(STATUS, id=unknown["id"], status="INVALID")["orderWithdrawalStatusUpdate"]
    assert without["errors"] == [{"field": "note", "code": "REQUIRED"}]
    ended = staff_api.data(STATUS, id=unknown["id"], status="INVALID", note="No such order.")
    assert ended["orderWithdrawalStatusUpdate"]["withdrawal"] == {
        "status": "INVALID",
        "staffNote": "No such order.",
        "returnRequest": None,
    }
    # an invalid statement takes no units
    staff_api.data(STATUS, id=verified["id"], status="INVALID", note="Told by mistake.")
    assert submit(customer_api, order, **units(order, 3))["errors"] == []


def test_nobody_else_lists_and_settles(customer_api, api, order):
    made = submit(customer_api, order)["withdrawal"]
    guest = Api().as_guest(grant(order))
    for caller in (customer_api, api, guest, Api().sign_in(make_user("eve@example.com"))):
        assert len(caller.answer(LIST)["errors"]) == 1
        assert "errors" in caller.answer(STATUS, id=made["id"], status="COMPLETED")
        assert "errors" in caller.answer(SETTINGS, input={"isEnabled": False})
    assert Withdrawal.objects.get().status == "SUBMITTED"


def test_statement_is_in_the_history_and_guests_need_the_scope(customer_api, order, order_id):
    made = submit(customer_api, order)["withdrawal"]
    entry = OrderEntry.objects.get(order=order, subject=f"Withdrawal {made['number']} received")
    assert (entry.kind, entry.visibility, entry.message) == ("WITHDRAWAL", "CUSTOMER", "")
    for scopes, count in (([AccessScope.VIEW], 0), ([AccessScope.VIEW, AccessScope.WITHDRAW], 1)):
        found = info(Api().as_guest(grant(order, *scopes)), order_id, order)
        assert len(found["statements"]) == count
        assert history(Api().as_guest(grant(order, *scopes)), order_id, order) == ["WITHDRAWAL"] * count
    assert history(customer_api, order_id, order) == ["WITHDRAWAL"]


def history(api: Api, order_id: Any, order: Any) -> list[str]:
    """Kinds of the entries about statements that a caller reads."""
    query = "query($id: ID!) { orderCentral(id: $id) { history(first: 50) { edges { node { kind } } } } }"
    edges = api.data(query, id=order_id(order))["orderCentral"]["history"]["edges"]
    return [edge["node"]["kind"] for edge in edges if edge["node"]["kind"] == "WITHDRAWAL"]


def action(api: Api, order_id: Any, order: Any, lang: str = "en") -> dict[str, Any] | None:
    """The action of the order page, None for a caller who has none."""
    query = """query($id: ID!, $lang: String) { orderCentral(id: $id, languageCode: $lang) {
      actions { code isAvailable disabledReasonCode disabledReason until } } }"""
    actions = api.data(query, id=order_id(order), lang=lang)["orderCentral"]["actions"]
    return next((one for one in actions if one["code"] == "WITHDRAW"), None)


def test_action_while_it_is_possible(customer, customer_api, staff_api, order_id):
    # given an order that arrived, and one of which nobody knows
    order = sent(customer)
    open_end = action(customer_api, order_id, order)
    deliver(staff_api, order, "AA123456785BR", datetime.now(UTC) - timedelta(days=2))
    # then owner and staff read the same, with the end once it is known
    for caller in (customer_api, staff_api):
        found = action(caller, order_id, order)
        assert (found["isAvailable"], found["disabledReasonCode"], found["disabledReason"]) == (
            True,
            None,
            None,
        )
        assert found["until"] == info(caller, order_id, order)["endsAt"]
    assert (open_end["isAvailable"], open_end["until"]) == (True, None)


def test_action_is_for_guests_with_the_scope(order, order_id):
    for scopes in ([AccessScope.VIEW], [AccessScope.VIEW, AccessScope.RETURN]):
        assert action(Api().as_guest(grant(order, *scopes)), order_id, order) is None
    guest = Api().as_guest(grant(order, AccessScope.VIEW, AccessScope.WITHDRAW))
    assert action(guest, order_id, order)["isAvailable"] is True


def switched_off(order, settings_api, staff_api):
    change(settings_api, isEnabled=False)


def for_a_business(order, settings_api, staff_api):
    address = order.billing_address
    address.company_name = "Mugs Ltd"
    address.save()
    change(settings_api, excludeBusinessCustomers=True)


def long_ago(order, settings_api, staff_api):
    deliver(staff_api, order, "AA123456785BR", datetime.now(UTC) - timedelta(days=30))


def made_to_measure(order, settings_api, staff_api):
    variant = make_variant()
    order.lines.update(variant=variant)
    change(settings_api, excludedProducts=[str(variant.product_id)], excludedReason="Made to measure.")


def withdrawn(order, settings_api, staff_api):
    assert submit(staff_api, order)["errors"] == []


@pytest.mark.parametrize(
    ("happens", "code", "words"),
    [
        (switched_off, "FEATURE_DISABLED", "The withdrawal function is off here."),
        (for_a_business, "FEATURE_DISABLED", "Businesses have no right of withdrawal."),
        (long_ago, "WINDOW_CLOSED", "The withdrawal period is over."),
        (made_to_measure, "FEATURE_DISABLED", "Made to measure."),
        (withdrawn, "NOTHING_LEFT", "All units have been withdrawn from already."),
    ],
)
def test_action_with_its_reason(
    customer, customer_api, staff_api, settings_api, order_id, happens, code, words
):
    order = sent(customer, days=40)
    happens(order, settings_api, staff_api)
    for caller in (customer_api, staff_api):
        found = action(caller, order_id, order)
        assert (found["isAvailable"], found["disabledReasonCode"], found["disabledReason"]) == (
            False,
            code,
            words,
        )
        assert found["until"] is None


def test_page_costs_the_same_for_one_order_and_for_many(customer, customer_api, statements):
    for _ in range(6):
        submit(customer_api, sent(customer))
    query = """query($n: Int!) { me { orders(first: $n) { edges { node { orderCentral { withdrawal {
      isAvailable lines { orderLineId } excludedLines { productName }
      statements { number lines { quantity } } } } } } } } }"""
    customer_api.data(query, n=1)
    counts = []
    for number in (2, 6):
        with statements() as found:
            assert len(customer_api.data(query, n=number)["me"]["orders"]["edges"]) == number
        counts.append(len(found))
    assert counts[0] == counts[1]
