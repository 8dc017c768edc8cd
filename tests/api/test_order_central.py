"""`Order.orderCentral` for each kind of caller."""

from __future__ import annotations

import pytest

from tests.shop_rows import NOON, add_invoice, hours, make_order, ship

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
