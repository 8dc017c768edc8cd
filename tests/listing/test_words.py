"""How texts are cut into words, and what a typed search becomes."""

from __future__ import annotations

import pytest

from saleor_order_central.listing.words import MOST_SEARCHED, MOST_WORDS, prefix_query, search_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("Ana Pop", "ana pop"),
        ("ana  ana", "ana"),
        ("Ana.Pop@Example.com", "ana.pop@example.com ana pop example com"),
        ("Ştefan Łuczak", "stefan luczak"),
        ("Straße", "strasse"),
        ("#120", "120"),
        ("_-'", ""),
        ("(Ana)", "ana"),
        ("A\0B", "a b"),
        ("日本", "日本"),
    ],
)
def test_texts_become_words(text, words):
    assert search_words([text]) == words


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", None),
        (" -- ", None),
        ("Ana", "'ana':*"),
        ("ana POP ana", "'ana':* & 'pop':*"),
        ("ana.pop@ex", "'ana.pop@ex':*"),
        ("o'neil", "'o''neil':*"),
        ("a\\b", "'a\\\\b':*"),
        ("a&b|c:*", "'a&b|c':*"),
    ],
)
def test_what_is_typed_becomes_a_query_of_beginnings(typed, query):
    assert prefix_query(typed) == query


def test_words_and_searches_stay_small():
    many = " ".join(f"w{number}" for number in range(1000))
    assert len(search_words([many]).split(" ")) == MOST_WORDS
    assert prefix_query(many).count(":*") == MOST_SEARCHED
    assert len(search_words(["x" * 5000])) == 100
