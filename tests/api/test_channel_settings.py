"""Sender and language per channel, and how to pay, through the API and in messages."""

from __future__ import annotations

import graphene
import pytest

from saleor_order_central.host import get_host
from saleor_order_central.host.detect import is_saleor_3
from saleor_order_central.notifications.models import ChannelSettings, PaymentInstruction
from tests.shop_rows import make_channel

READ = "{ orderChannelSettings { channel senderName senderEmail replyTo languageCode sender } }"
UPDATE = """mutation($input: OrderChannelSettingsInput!) { orderChannelSettingsUpdate(input: $input) {
    channelSettings { channel senderName senderEmail replyTo languageCode sender }
    errors { field code } } }"""
PAY = """mutation($input: OrderPaymentInstructionInput!) { orderPaymentInstructionUpdate(input: $input) {
    paymentInstruction { id paymentGateway channel message bankAccount translations { languageCode message } }
    errors { field code } } }"""
FORGET = """mutation($id: ID!) { orderPaymentInstructionDelete(id: $id) {
    paymentInstruction { paymentGateway } errors { field code } } }"""
INSTRUCTIONS = "{ orderPaymentInstructions { paymentGateway channel message bankAccount } }"


def updated(api, **values):
    return api.data(UPDATE, input=values)["orderChannelSettingsUpdate"]


def refused(payload):
    return [(error["field"], error["code"]) for error in payload["errors"]]


def test_the_shop_has_a_sender_of_its_own(settings_api):
    # when
    done = updated(
        settings_api,
        senderName=" The  Mug\r\nShop ",
        senderEmail="mugs@example.com",
        replyTo="help@example.com",
        languageCode="PT_BR",
    )
    # then
    expected = {
        "channel": None,
        "senderName": "The Mug Shop",
        "senderEmail": "mugs@example.com",
        "replyTo": "help@example.com",
        "languageCode": "pt-br",
        "sender": "The Mug Shop <mugs@example.com>",
    }
    assert done == {"channelSettings": expected, "errors": []}
    assert settings_api.data(READ)["orderChannelSettings"][0] == expected
    # when one text is emptied, the others stay
    assert updated(settings_api, replyTo="")["channelSettings"] == {**expected, "replyTo": None}


BAD_SETTINGS = [
    ({"senderEmail": "nobody"}, "senderEmail", "INVALID"),
    ({"senderEmail": "a@example.com\nBcc: b@example.com"}, "senderEmail", "INVALID"),
    ({"senderEmail": "a@" + "e" * 250 + ".com"}, "senderEmail", "INVALID"),
    ({"replyTo": "a@b@c"}, "replyTo", "INVALID"),
    ({"senderName": "n" * 251}, "senderName", "INVALID"),
    ({"languageCode": "klingon"}, "languageCode", "INVALID"),
]


@pytest.mark.parametrize(("values", "field", "code"), BAD_SETTINGS)
def test_bad_settings_are_refused(settings_api, values, field, code):
    assert refused(updated(settings_api, **values)) == [(field, code)]
    assert not ChannelSettings.objects.exists()


def test_an_unknown_channel_is_refused(settings_api):
    code = "INVALID" if is_saleor_3() else "UNSUPPORTED_HOST"
    assert refused(updated(settings_api, channel="nowhere", senderName="x")) == [("channel", code)]
    payload = settings_api.data(PAY, input={"paymentGateway": "x", "channel": "nowhere", "message": "y"})
    assert refused(payload["orderPaymentInstructionUpdate"]) == [("channel", code)]
    assert not ChannelSettings.objects.exists()
    assert not PaymentInstruction.objects.exists()


if is_saleor_3():

    def test_a_channel_falls_back_to_the_shop(settings_api):
        # given
        with get_host().allow_writer():
            make_channel("poland")
        updated(settings_api, senderName="Mugs", senderEmail="mugs@example.com")
        # when
        done = updated(settings_api, channel="poland", senderName="Kubki", languageCode="pl")
        # then
        assert done["channelSettings"]["sender"] == "Kubki <mugs@example.com>"
        listed = {one["channel"]: one["sender"] for one in settings_api.data(READ)["orderChannelSettings"]}
        assert listed[None] == "Mugs <mugs@example.com>"
        assert listed["poland"] == "Kubki <mugs@example.com>"


def test_instructions_are_kept_per_gateway_and_language(settings_api, staff_api):
    # when
    made = settings_api.data(
        PAY, input={"paymentGateway": "bank", "message": "Pay in 7 days.", "bankAccount": "DE02 1203"}
    )["orderPaymentInstructionUpdate"]
    polish = settings_api.data(
        PAY, input={"paymentGateway": "bank", "message": "Zapłać w 7 dni.", "languageCode": "pl"}
    )["orderPaymentInstructionUpdate"]
    # then
    assert made["errors"] == polish["errors"] == []
    assert polish["paymentInstruction"] == {
        "id": made["paymentInstruction"]["id"],
        "paymentGateway": "bank",
        "channel": None,
        "message": "Pay in 7 days.",
        "bankAccount": "DE02 1203",
        "translations": [{"languageCode": "pl", "message": "Zapłać w 7 dni."}],
    }
    assert staff_api.data(INSTRUCTIONS)["orderPaymentInstructions"] == [
        {"paymentGateway": "bank", "channel": None, "message": "Pay in 7 days.", "bankAccount": "DE02 1203"}
    ]
    # when
    gone = settings_api.data(FORGET, id=made["paymentInstruction"]["id"])["orderPaymentInstructionDelete"]
    again = settings_api.data(FORGET, id=made["paymentInstruction"]["id"])["orderPaymentInstructionDelete"]
    # then
    assert gone == {"paymentInstruction": {"paymentGateway": "bank"}, "errors": []}
    assert refused(again) == [("id", "NOT_FOUND")]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"message": "x" * 5001}, "message"),
        ({"message": " "}, "message"),
        ({"bankAccount": "x" * 251}, "bankAccount"),
        ({"message": "x", "languageCode": "klingon"}, "languageCode"),
        ({}, "message"),
    ],
)
def test_bad_instructions_are_refused(settings_api, values, field):
    payload = settings_api.data(PAY, input={"paymentGateway": "bank", **values})
    assert refused(payload["orderPaymentInstructionUpdate"]) == [(field, "INVALID")]
    assert not PaymentInstruction.objects.exists()


def test_only_settings_staff_changes_them(api, customer_api, staff_api):
    instruction = graphene.Node.to_global_id("OrderPaymentInstruction", 1)
    for caller in (api, customer_api, staff_api):
        assert "errors" in caller.answer(READ)
        assert "errors" in caller.answer(UPDATE, input={"senderName": "x"})
        assert "errors" in caller.answer(PAY, input={"paymentGateway": "x", "message": "y"})
        assert "errors" in caller.answer(FORGET, id=instruction)
    for caller in (api, customer_api):
        assert "errors" in caller.answer(INSTRUCTIONS)
    assert not ChannelSettings.objects.exists()
    assert not PaymentInstruction.objects.exists()
