"""Signed addresses for answers: only what we signed is ours."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_order_central.conversations.fields import conversation_errors
from saleor_order_central.notifications.reply_address import (
    LONGEST_LOCAL,
    Addressee,
    is_ours,
    order_address,
    read_address,
    thread_address,
)

PLUS, DOMAIN = "reply@shop.example", "*@reply.shop.example"
ORDER = UUID("6a0f25a2-6d0b-4a53-9f52-1c1f0a3d7c11")


@pytest.mark.parametrize("mailbox", [PLUS, DOMAIN, "a-mailbox.of-18-ch@shop.example"])
def test_what_we_sign_we_read(mailbox):
    for pk in (ORDER, 1042):
        address = order_address(mailbox, pk)
        assert len(address.partition("@")[0]) <= LONGEST_LOCAL
        assert read_address(mailbox, address) == Addressee(order_pk=str(pk))
        assert read_address(mailbox, f" {address.upper()} ") == Addressee(order_pk=str(pk))
    assert read_address(mailbox, thread_address(mailbox, 7)) == Addressee(thread_pk=7)


def test_nothing_without_a_mailbox():
    assert (order_address("", 1), thread_address("", 1)) == ("", "")
    assert read_address("", thread_address(PLUS, 1)) is None


def test_a_changed_letter_changes_everything():
    address = thread_address(PLUS, 15)
    local, _, domain = address.partition("@")
    for place in range(len("reply+"), len(local)):
        letter = "a" if local[place] != "a" else "b"
        forged = f"{local[:place]}{letter}{local[place + 1 :]}@{domain}"
        assert read_address(PLUS, forged) is None, forged
    # what was signed for a conversation is not good for the order with the same number
    assert read_address(PLUS, address.replace("+t15", "+o15")) is None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "@",
        "reply@shop.example",
        "reply+@shop.example",
        "reply+t15@shop.example",
        "x@y",
        "reply+t1-@shop.example",
    ],
)
def test_what_is_no_address_of_ours(address):
    assert read_address(PLUS, address) is None


def test_other_domains_are_not_ours():
    address = thread_address(PLUS, 15)
    assert read_address(PLUS, address.replace("shop.example", "shop.example.evil.example")) is None
    assert is_ours(PLUS, address) is True
    assert is_ours(PLUS, "info@shop.example") is False


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text):
    assert read_address(PLUS, text) is None
    assert read_address(DOMAIN, f"{text}@reply.shop.example") is None


def test_an_address_outlives_a_key_that_django_still_keeps(settings):
    settings.SECRET_KEY = "old"
    address = thread_address(PLUS, 3)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    assert read_address(PLUS, address) == Addressee(thread_pk=3)
    settings.SECRET_KEY_FALLBACKS = []
    assert read_address(PLUS, address) is None


@pytest.mark.parametrize(
    ("mailbox", "is_good"),
    [
        ("", True),
        (PLUS, True),
        (DOMAIN, True),
        ("reply", False),
        ("reply+x@shop.example", False),
        ("a-name-that-is-far-too-long@shop.example", False),
        ("*@localhost", False),
        ("a b@shop.example", False),
    ],
)
def test_settings_are_checked(mailbox, is_good):
    assert ("reply_mailbox" not in conversation_errors({"reply_mailbox": mailbox})) is is_good


def test_a_short_secret_is_refused():
    assert conversation_errors({"inbound_mail_secret": "short"}) == {
        "inbound_mail_secret": "Use 16 characters or more."
    }
