"""`orderFeedbackSubmit`: the rating and the durations of an order are read together (003-17)."""

from __future__ import annotations

import pytest

from saleor_order_central.feedback.models import OrderFeedback
from tests.shop_rows import NOON, hours, make_order, ship

SUBMIT = """mutation($order: ID!, $input: OrderFeedbackInput!) {
    orderFeedbackSubmit(order: $order, input: $input) {
    feedback { productRating serviceRating deliveryRating comment } errors { field code } } }"""
FINALIZE = (
    'mutation($id: ID!) { orderStatusChange(order: $id, input: {status: "finalized"}) { errors { code } } }'
)


@pytest.fixture
def delivered(customer, staff_api, order_id):
    order = make_order(user=customer, is_paid=True)
    ship(order, "AA123456785BR", NOON + hours(5))
    staff_api.data(FINALIZE, id=order_id(order))
    return order


def submit(api, order_id, order, **values):
    return api.data(SUBMIT, order=order_id(order), input=values)["orderFeedbackSubmit"]


def test_003_17_the_rating_and_the_step_durations_are_read_together(
    customer_api, staff_api, delivered, order_id
):
    # when
    found = submit(customer_api, order_id, delivered, productRating=5, deliveryRating=4, comment=" Fast ")
    # then
    assert found["errors"] == []
    query = """query($id: ID!) { orderCentral(id: $id) { feedback { productRating serviceRating comment }
        timeline { steps { code durationMinutes } } } }"""
    page = staff_api.data(query, id=order_id(delivered))["orderCentral"]
    assert page["feedback"] == {"productRating": 5, "serviceRating": None, "comment": "Fast"}
    durations = {step["code"]: step["durationMinutes"] for step in page["timeline"]["steps"]}
    assert (durations["PAID"], durations["PREPARING"], durations["SENT"]) == (60, 240, 0)


def test_a_second_rating_takes_the_place_of_the_first(customer_api, delivered, order_id):
    submit(customer_api, order_id, delivered, productRating=1)
    submit(customer_api, order_id, delivered, serviceRating=3)
    assert list(OrderFeedback.objects.values_list("product_rating", "service_rating")) == [(None, 3)]


@pytest.mark.parametrize(
    ("values", "field", "code"),
    [
        ({}, "productRating", "REQUIRED"),
        ({"comment": "only words"}, "productRating", "REQUIRED"),
        ({"productRating": 0}, "productRating", "INVALID"),
        ({"serviceRating": 6}, "serviceRating", "INVALID"),
        ({"deliveryRating": -1}, "deliveryRating", "INVALID"),
        ({"productRating": 5, "comment": "x" * 5001}, "comment", "INVALID"),
    ],
)
def test_bad_ratings_store_nothing(customer_api, delivered, order_id, values, field, code):
    found = submit(customer_api, order_id, delivered, **values)
    assert [(one["field"], one["code"]) for one in found["errors"]] == [(field, code)]
    assert not OrderFeedback.objects.exists()


def test_an_order_is_rated_after_delivery(customer_api, customer, order_id):
    found = submit(customer_api, order_id, make_order(user=customer, is_paid=True), productRating=5)
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("order", "INVALID")]


@pytest.mark.parametrize("caller", ["api", "staff_api", "settings_api"])
def test_only_the_owner_rates(request, delivered, order_id, caller):
    found = submit(request.getfixturevalue(caller), order_id, delivered, productRating=5)
    assert [(one["field"], one["code"]) for one in found["errors"]] == [("order", "NOT_FOUND")]
    assert not OrderFeedback.objects.exists()
