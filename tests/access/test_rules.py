"""Codes, tokens, links, callers' addresses and masks: rules without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.core.signing import Signer
from hypothesis import given
from hypothesis import strategies as st

from saleor_order_central.access.client import client_address, read_networks
from saleor_order_central.access.codes import (
    ALPHABET,
    CODE_PLACE,
    code_of,
    email_mark,
    is_code_of,
    new_seed,
    pair_mark,
    same_number,
    subject_mark,
)
from saleor_order_central.access.masking import masked_line, one_line
from saleor_order_central.access.tokens import LINK_PREFIX, link_token, new_token, read_link, token_hash
from saleor_order_central.host.contacts import AddressFacts

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ADDRESS = AddressFacts("Ana María", "Pop", "Mugs Ltd", "Main Street 1", "", "10115", "Berlin Mitte", "", "DE")


# Codes


def test_code_has_the_promised_form_and_follows_from_its_seed():
    seeds = [new_seed() for _ in range(50)]
    codes = [code_of(seed) for seed in seeds]

    assert len(set(codes)) == 50
    assert {len(code) for code in codes} == {len(CODE_PLACE)} == {9}
    assert {character for code in codes for character in code} <= {*ALPHABET, "-"}
    assert code_of(seeds[0]) == codes[0]
    assert not set("01IO") & set(ALPHABET)


def test_code_depends_on_the_key_of_the_shop(settings):
    seed = new_seed()
    before = code_of(seed)

    settings.SECRET_KEY = "another key of at least fifty characters, just for this test"

    assert code_of(seed) != before


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}\n"])
def test_code_is_read_as_people_type_it(typed):
    seed = new_seed()
    code = code_of(seed)

    for form in (code, code.lower(), code.replace("-", ""), code.replace("-", " ")):
        assert is_code_of(seed, typed.format(form))


@pytest.mark.parametrize("typed", ["", "-", "ABCD", "ÄÖÜß-ÄÖÜß", "\0", "x" * 10_000])
def test_other_texts_are_no_code(typed):
    assert not is_code_of(new_seed(), typed)


def test_marks_of_different_uses_differ_and_ignore_case():
    assert email_mark(" Ana@Example.com ") == email_mark("ana@example.com")
    assert pair_mark("1", "A@b.c") == pair_mark("1", "a@b.c") != pair_mark("2", "a@b.c")
    assert len({email_mark("a"), subject_mark("email", "a"), subject_mark("client", "a")}) == 3
    assert "ana" not in email_mark("ana@example.com")


@pytest.mark.parametrize(("typed", "number"), [("1042", "1042"), ("#1042", "1042"), (" # 1042 ", "1042")])
def test_number_is_read_as_people_write_it(typed, number):
    assert same_number(typed) == number


# Tokens and links


def test_tokens_are_random_and_stored_as_fingerprints():
    tokens = {new_token() for _ in range(50)}

    assert len(tokens) == 50
    assert all(token.startswith("ocg_") and len(token) == 47 for token in tokens)
    assert {len(token_hash(token)) for token in tokens} == {64}


def test_link_says_what_was_signed():
    token = link_token("42", "ana@example.com", NOON)

    link = read_link(token)

    assert link is not None
    assert (link.order_pk, link.email_mark, link.issued_at) == ("42", email_mark("ana@example.com"), NOON)
    assert "ana" not in token
    assert quote(token, safe="") == token


@given(st.data())
def test_no_changed_link_is_read(data):
    token = link_token("42", "ana@example.com", NOON)
    place = data.draw(st.integers(0, len(token) - 1))
    character = data.draw(st.characters(codec="ascii"))
    changed = token[:place] + character + token[place + 1 :]

    # Base64 may spell the last bits of a signature in more than one way; what is signed stays the same.
    assert changed == token or read_link(changed) is None or read_link(changed) == read_link(token)


@pytest.mark.parametrize("text", ["", "ocg_x", LINK_PREFIX, f"{LINK_PREFIX}42", "ocl_42~x~1.sig"])
def test_other_texts_are_no_link(text):
    assert read_link(text) is None


def test_signature_of_another_use_is_no_link():
    other = Signer(sep=".", salt="saleor_order_central.attachments").sign("42~x~1")

    assert read_link(LINK_PREFIX + other) is None


# Who calls


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "expected"),
    [
        ("203.0.113.7", "", "", "203.0.113.7"),
        # Nobody is believed unless the shop says so.
        ("203.0.113.7", "198.51.100.1", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "10.0.0.0/8", "203.0.113.7"),
        ("10.0.0.1", "198.51.100.1", "10.0.0.0/8", "198.51.100.1"),
        # The beginning of the list is whatever the caller wrote.
        ("10.0.0.1", "1.2.3.4, 198.51.100.1", "10.0.0.0/8", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1, 10.0.0.2", "10.0.0.0/8", "198.51.100.1"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.0/8", "10.0.0.3"),
        ("10.0.0.1", "nonsense", "10.0.0.0/8", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.0/8", "10.0.0.1"),
        ("::ffff:203.0.113.7", "", "", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "", "", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "", "", "2001:db8:1:2::/64"),
        ("fd00::1", "2001:db8:1:2::9", "fd00::/8", "2001:db8:1:2::/64"),
        ("", "198.51.100.1", "0.0.0.0/0", ""),
        ("unix:", "", "", ""),
    ],
)
def test_caller_is_whom_the_last_trusted_proxy_saw(remote, forwarded, trusted, expected):
    meta = {"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}

    assert client_address(meta, read_networks(trusted)) == expected


# Masks


@pytest.mark.parametrize(
    ("changes", "whole", "masked"),
    [
        (
            {},
            "Ana María Pop, Mugs Ltd, Main Street 1, 10115 Berlin Mitte, DE",
            "A… M… P…, 1… B… M…, DE",
        ),
        (
            {"first_name": "", "last_name": ""},
            "Mugs Ltd, Main Street 1, 10115 Berlin Mitte, DE",
            "1… B… M…, DE",
        ),
        (
            {"first_name": " ", "city": "", "postal_code": "", "company": "", "country": ""},
            "Pop, Main Street 1",
            "P…",
        ),
    ],
)
def test_address_in_one_line(changes, whole, masked):
    address = replace(ADDRESS, **changes)

    assert (one_line(address), masked_line(address)) == (whole, masked)


@given(st.text(max_size=30), st.text(max_size=30))
def test_mask_keeps_one_letter_of_a_word(first, city):
    masked = masked_line(replace(ADDRESS, first_name=first, city=city))

    assert all(len(word.rstrip("…,")) <= 1 or word == "DE" for word in masked.split())
