"""Actions of the order page: who gets which, in whose words, and that Saleor then does what they promise."""

from __future__ import annotations

import pytest

from saleor_order_central.access.kinds import AccessScope
from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from tests.access.guests import grant
from tests.api.test_center_settings import change as change_center
from tests.conftest import Api
from tests.shop_rows import NOON, add_invoice, cancel, hours, make_app, make_order, pay, ship

ACTIONS = """query($id: ID!, $lang: String) { orderCentral(id: $id, languageCode: $lang) {
  actions { code isAvailable disabledReasonCode disabledReason } } }"""
EVENT = """mutation($order: ID!, $event: OrderStandardEventEnum!) {
  orderStandardEventCreate(order: $order, input: {event: $event}) { errors { code } } }"""
WRITE = """mutation($input: OrderCustomerMessageInput!) {
  orderCustomerMessageSend(input: $input) { errors { code } } }"""
LIST = "query($n: Int!) { orders(first: $n) { edges { node { orderCentral { number %s } } } } }"
STAFF_ONLY = ["CHANGE_STATUS", "CANCEL", "MARK_PAID", "ADD_MEMO"]
READING = ["OPEN_INVOICE", "TRACK"]
REFUNDS = ["RETURN_PRODUCTS", "PARTIAL_REFUND", "FULL_REFUND", "MARK_REFUNDED"]
CODE = "AA123456785BR"


@pytest.fixture(autouse=True)
def _writer(db, configure):
    configure(saleor_mails="off", undo_seconds="60")
    with get_host().allow_writer():
        yield


def reasons(api: Api, order_id, order, lang: str = "en") -> dict[str, str | None]:
    """Reason by code; what is available has none, and no words."""
    found = api.data(ACTIONS, id=order_id(order), lang=lang)["orderCentral"]["actions"]
    for one in found:
        assert one["isAvailable"] is (one["disabledReasonCode"] is None) is (one["disabledReason"] is None)
    return {one["code"]: one["disabledReasonCode"] for one in found}


def sent(**values):
    order = make_order(is_paid=True, **values)
    ship(order, CODE, NOON + hours(5))
    add_invoice(order, "F-1", "https://shop.example.com/f1.pdf")
    return order


def shipped_back():
    order = make_order()
    ship(order, CODE, NOON + hours(5), status="canceled", is_last=False)
    return order


def waiting_for_approval():
    order = make_order()
    ship(order, CODE, NOON + hours(5), status="waiting_for_approval", is_last=False)
    return order


def canceled():
    order = make_order()
    cancel(order, NOON + hours(1))
    return order


def expired():
    return make_order(status="expired")


def begun():
    order = make_order()
    order.payments.create(gateway="manual", is_active=False, total=30, captured_amount=0, currency="USD")
    return order


def begun_by_transaction():
    order = make_order()
    order.payment_transactions.create(currency="USD")
    return order


def without_address():
    order = make_order()
    type(order).objects.filter(pk=order.pk).update(billing_address=None)
    return order


def shipped_unpaid():
    order = make_order()
    ship(order, CODE, NOON + hours(5))
    return order


DONE, NEVER, PENDING = "ALREADY_DONE", "STATUS_NOT_ALLOWED", "PAYMENT_PENDING"
STATES = [
    (make_order, None, None),
    (lambda: make_order(is_paid=True), None, DONE),
    (shipped_unpaid, NEVER, None),
    (sent, NEVER, DONE),
    (shipped_back, None, None),
    (canceled, DONE, None),
    (begun, None, PENDING),
    (without_address, None, NEVER),
]
OF_SALEOR_3 = [
    (waiting_for_approval, NEVER, None),
    (expired, DONE, None),
    (begun_by_transaction, None, PENDING),
]


@pytest.mark.parametrize(
    ("make", "may_cancel", "may_mark_paid"),
    STATES + (OF_SALEOR_3 if is_saleor_3() else []),
    ids=lambda value: getattr(value, "__name__", None),
)
def test_saleor_does_what_is_offered_and_refuses_the_rest(
    staff_api, order_id, make, may_cancel, may_mark_paid
):
    for code, event, reason in (("CANCEL", "CANCELED", may_cancel), ("MARK_PAID", "PAID", may_mark_paid)):
        order = make()
        assert reasons(staff_api, order_id, order)[code] == reason
        done = staff_api.data(EVENT, order=order_id(order), event=event)["orderStandardEventCreate"]
        # then Saleor answers alike; what was done before is refused too
        assert (done["errors"] == []) is (reason is None), (code, done)


def test_who_gets_which(customer, customer_api, staff_api, order_id, configure):
    configure(saleor_mails="off", anonymous_access="steps")
    order = sent(user=customer)
    _app, token = make_app("warehouse", "order.manage_orders")
    _reader, blind = make_app("reader")
    own = ["SEND_MESSAGE", *READING, "REQUEST_RETURN", "WITHDRAW"]
    everything = [*STAFF_ONLY, "SEND_MESSAGE", *READING, "REQUEST_RETURN", *REFUNDS, "WITHDRAW"]
    view, message = AccessScope.VIEW, AccessScope.MESSAGE
    for caller, codes in (
        (staff_api, everything),
        (Api().with_header(f"Bearer {token}"), everything),
        (customer_api, own),
        (Api().as_guest(grant(order)), own),
        (Api().as_guest(grant(order, view)), READING),
        (Api().as_guest(grant(order, view, message)), ["SEND_MESSAGE", *READING]),
        (Api().as_guest(grant(order, view, AccessScope.RETURN)), [*READING, "REQUEST_RETURN"]),
        (Api().as_guest(grant(order, view, AccessScope.WITHDRAW)), [*READING, "WITHDRAW"]),
        (Api().with_header(f"Bearer {blind}"), []),
        (Api(), []),
    ):
        found = caller.data(ACTIONS, id=order_id(order), lang="en")["orderCentral"]["actions"]
        assert [one["code"] for one in found] == codes


def test_a_message_that_is_offered_is_taken(customer, customer_api, order_id):
    order = sent(user=customer)
    guest = Api().as_guest(grant(order, AccessScope.VIEW, AccessScope.MESSAGE))
    for caller in (customer_api, guest):
        assert reasons(caller, order_id, order)["SEND_MESSAGE"] is None
        answered = caller.data(WRITE, input={"order": order_id(order), "body": "Hello"})
        assert answered["orderCustomerMessageSend"]["errors"] == []


def test_what_a_channel_has_no_page_for_is_not_offered_to_customers(
    customer, customer_api, staff_api, settings_api, order_id
):
    order = sent(user=customer)
    shop = [{"code": code, "state": "PLANNED"} for code in ("MESSAGES", "INVOICES", "TRACKING")]
    assert change_center(settings_api, features=shop)[1] == []
    theirs = ("SEND_MESSAGE", *READING)
    for caller in (customer_api, Api().as_guest(grant(order))):
        found = reasons(caller, order_id, order)
        assert {code: found[code] for code in theirs} == dict.fromkeys(theirs, "FEATURE_DISABLED")
    staffs = reasons(staff_api, order_id, order)
    assert {code: staffs[code] for code in theirs} == dict.fromkeys(theirs)


def test_with_the_centre_off_staff_change_nothing(customer, customer_api, staff_api, settings_api, order_id):
    order = sent(user=customer)
    assert change_center(settings_api, isEnabled=False)[1] == []
    found = reasons(staff_api, order_id, order)
    writing = (*STAFF_ONLY, "SEND_MESSAGE")
    assert {code: found[code] for code in writing} == dict.fromkeys(writing, "FEATURE_DISABLED")
    assert {code: found[code] for code in READING} == dict.fromkeys(READING)
    assert customer_api.data(ACTIONS, id=order_id(order), lang="en")["orderCentral"] is None


def test_an_invoice_waits_for_the_money(customer, customer_api, order_id):
    order = make_order(user=customer)
    assert reasons(customer_api, order_id, order)["OPEN_INVOICE"] == "STATUS_NOT_ALLOWED"
    add_invoice(order, "F-2", "https://shop.example.com/f2.pdf")
    assert reasons(customer_api, order_id, order)["OPEN_INVOICE"] == "NOT_PAID"
    pay(order, NOON + hours(2))
    assert reasons(customer_api, order_id, order)["OPEN_INVOICE"] is None


def test_reasons_are_in_the_language_that_was_asked_for(customer, customer_api, order_id):
    order = make_order(user=customer)
    words = {
        lang: next(
            one["disabledReason"]
            for one in customer_api.data(ACTIONS, id=order_id(order), lang=lang)["orderCentral"]["actions"]
            if one["code"] == "TRACK"
        )
        for lang in ("en", "pl")
    }
    assert words == {"en": "Nothing was sent.", "pl": "Nic nie wysłano."}


def test_they_cost_no_statement(customer, staff_api, statements):
    """What the page has read already decides; refunds, returns and withdrawals read for all at once."""
    for number in range(6):
        sent(user=customer) if number % 2 else make_order(user=customer)
    guest = Api().as_guest(grant(sent(user=customer), AccessScope.VIEW, AccessScope.MESSAGE))

    def cost(api, query, **variables):
        api.data(query, **variables)
        with statements() as found:
            api.data(query, **variables)
        return len(found)

    page = "query { orderCentral { number %s } }"
    assert cost(guest, page % "actions { code disabledReason }") == cost(guest, page % "isEnabled")
    whole = LIST % "actions { code disabledReason }"
    assert cost(staff_api, whole, n=2) == cost(staff_api, whole, n=7)
