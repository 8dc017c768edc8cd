"""`Order.orderCentral` for each kind of caller."""

from __future__ import annotations

import pytest

from saleor_order_central.host import get_host
from saleor_order_central.notifications.models import PaymentInstruction
from tests.shop_rows import NOON, add_invoice, hours, make_order, pay, ship

PAGE = """
query($id: ID!) {
  orderCentral(id: $id) {
    number createdAt isRedacted isEnabled total { amount currency }
    order { id }
    lines { productName variantName quantity quantityShipped orderLine { id } }
    status { slug customerLabel name }
    statusChangedAt
    timeline {
      progressPercent
      current { code }
      steps { code slug label state isCurrent completedAt missing
              evidence { source objectId message date } parcels { code } invoiceLink { number } }
    }
    history(first: 50, sortBy: OLDEST_FIRST) {
      totalCount edges { node { kind subject message authorType user { email } visibility } }
    }
    parcels { id code shippedAt lines { quantity orderLine { id } }
              tracking { classification presentation isLinkVisible url carrier explanation helpText } }
    invoiceLinks { number url }
    missingInformation
    warnings { code message since }
  }
}
"""


@pytest.fixture
def sent_order(customer):
    order = make_order(user=customer, is_paid=True)
    ship(order, "AA123456785BR", NOON + hours(5))
    add_invoice(order, "F-1", "https://shop.example.com/f1.pdf")
    return order


def test_staff_sees_the_whole_page(staff_api, sent_order, order_id):
    # given a paid and sent order with an invoice
    # when staff reads it
    page = staff_api.data(PAGE, id=order_id(sent_order))["orderCentral"]
    # then
    assert page["isRedacted"] is False
    assert page["order"]["id"] == order_id(sent_order)
    assert page["total"] == {"amount": 30.0, "currency": "USD"}
    assert [(one["code"], one["state"]) for one in page["timeline"]["steps"]] == [
        ("PLACED", "DONE"),
        ("PAID", "DONE"),
        ("PREPARING", "DONE"),
        ("SENT", "DONE"),
        ("DELIVERED", "CURRENT"),
    ]
    assert page["parcels"][0]["tracking"]["classification"] == "CARRIER_KNOWN"
    assert page["parcels"][0]["tracking"]["carrier"] == "correios"
    assert page["invoiceLinks"] == [{"number": "F-1", "url": "https://shop.example.com/f1.pdf"}]
    assert page["warnings"] == []


PAYMENT = """query($id: ID!, $language: String) { orderCentral(id: $id, languageCode: $language) {
    paymentInstructions { paymentGateway message bankAccount } } }"""


def test_004_15_the_page_says_how_to_pay_while_money_is_awaited(customer_api, customer, order_id):
    from saleor.payment.models import Payment

    with get_host().allow_writer():
        PaymentInstruction.objects.create(
            gateway="manual",
            message="Please transfer the money.",
            bank_account="DE89 3704 0044",
            translations={"pl": {"message": "Prosimy o przelew."}},
        )
        waiting, paid, other = make_order(user=customer), make_order(user=customer), make_order(user=customer)
        Payment.objects.create(order=waiting, gateway="manual", total=30, currency="USD")
        pay(paid, NOON + hours(1))

    def shown(order, language=None):
        page = customer_api.data(PAYMENT, id=order_id(order), language=language)["orderCentral"]
        return page["paymentInstructions"]

    assert shown(waiting) == {
        "paymentGateway": "manual",
        "message": "Please transfer the money.",
        "bankAccount": "DE89 3704 0044",
    }
    assert shown(waiting, "pl")["message"] == "Prosimy o przelew."
    assert (shown(paid), shown(other)) == (None, None)
