"""Filling texts: what is a placeholder, what is left out, what is reported, and that values stay values."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saleor_order_central.notifications.render import (
    SUBJECT_LENGTH,
    Texts,
    fill,
    one_line,
    placeholders,
    render,
)

VALUES = {"order.number": "12", "comment": "Hi", "shop.name": "", "order.link": "  ", "a": "A"}

FILLED = [
    ("plain", "plain", (), ()),
    ("", "", (), ()),
    ("No {{ order.number }}!", "No 12!", (), ("order.number",)),
    ("{{order.number}}{{\torder.number }}", "1212", (), ("order.number",)),
    ("{{ comment }}, {{ order.number }}, {{ comment }}", "Hi, 12, Hi", (), ("comment", "order.number")),
    ("{{ order.number? }}", "12", (), ("order.number",)),
    ("one\n{{ shop.name? }}\ntwo", "one\ntwo", (), ()),
    ("one\n\nName: {{ shop.name? }}\n\ntwo", "one\n\ntwo", (), ()),
    ("one\n\n{{ shop.name? }}", "one", (), ()),
    ("{{ order.number }} {{ shop.name? }}\nrest", "rest", (), ()),
    ("{{ nothing }} {{ order.link? }}\nrest", "rest", (), ()),
    ("one\n\n\n\ntwo", "one\n\n\n\ntwo", (), ()),
    ("a {{ shop.name }} b", "a  b", ("shop.name",), ("shop.name",)),
    ("a {{ order.link }} b", "a  b", ("order.link",), ("order.link",)),
    ("{{ unknown }}{{ shop.name }}", "", ("unknown", "shop.name"), ("unknown", "shop.name")),
    ("{{ shop.name? }}", "", ("shop.name",), ()),
    ("{{ shop.name? }}\n\n{{ order.link? }}", "", ("shop.name", "order.link"), ()),
    ("}} { order.number } $a ${a} $$ %(a)s {a}", "}} { order.number } $a ${a} $$ %(a)s {a}", (), ()),
]


@pytest.mark.parametrize(("text", "expected", "missing", "used"), FILLED)
def test_a_text_is_filled(text, expected, missing, used):
    found = fill(text, VALUES)
    assert (found.text, found.missing, found.used) == (expected, missing, used)


MALFORMED = [
    "{{",
    "{{}}",
    "{{ }}",
    "{{ order number }}",
    "{{ order.number",
    "{{ order.number\n}}",
    "{{ order..number }}",
    "{{ .number }}",
    "{{ Order.number }}",
    "{{ order.number|safe }}",
    "{{ order.__class__.__mro__ }}",
    "{{ __class__ }}",
    "{{ order_ }}",
    "{{ 7*7 }}",
    "{{ order.number?? }}",
    "{{ {{ a }} }}",
    "{{{ a }}}",
    "{{ order.nümber }}",
    "{{ order.number1 }}",
]


@pytest.mark.parametrize("text", MALFORMED)
def test_what_is_no_placeholder_is_seen_and_never_sent(text):
    assert any(one.name == "" for one in placeholders(text))
    assert fill(text, VALUES).missing != ()


def test_a_value_is_never_read_as_a_text():
    values = {"comment": "{{ order.number }} {{ comment }} $a {{", "order.number": "12"}
    assert fill("{{ comment }}", values).text == values["comment"]
    assert fill("{{ comment }}", values).missing == ()


def test_a_message_is_rendered_whole():
    texts = Texts("Order {{ order.number }}", "{{ comment }}\n{{ shop.name? }}", "")
    found = render(texts, VALUES)
    assert (found.subject, found.body, found.sms_body) == ("Order 12", "Hi", "Hi")
    assert (found.missing, found.variables) == ((), frozenset({"order.number", "comment"}))
    holes = render(Texts("{{ x }}", "{{ y }}", "{{ x }} {{ z }}"), VALUES)
    assert holes.missing == ("x", "y", "z")


def test_a_subject_is_one_short_line():
    found = render(Texts("{{ comment }}", "body"), {"comment": "a\r\nBcc: b@example.com\n\n\u2028c"})
    assert found.subject == "a Bcc: b@example.com c"
    assert len(one_line("x" * 9999)) == SUBJECT_LENGTH
    assert one_line("x" * 9999).endswith("…")


def test_a_megabyte_is_filled_quickly():
    text = "{{ comment }} x\n" * 60_000
    assert fill(text, VALUES).text.count("Hi") == 60_000


# Properties: how long drawing takes says more about the machine than about the texts.

relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LETTERS = "ab .?$\n\t}<&'\"\u00e9\u202e\u0627\U0001f4e6\x00"
names = st.sampled_from(["a", "b", "a.b", "order.number", "a_b"])
wild = st.text(st.sampled_from(LETTERS + "{{{{"), max_size=60)
harmless = st.text(st.sampled_from(LETTERS), max_size=20)


@relaxed
@given(wild, st.dictionaries(names, wild, max_size=5))
def test_any_text_is_filled_without_an_error(text, values):
    found = fill(text, values)
    assert isinstance(found.text, str)
    assert set(found.used) <= {one.name for one in placeholders(text)}


@relaxed
@given(
    st.lists(st.tuples(harmless, names, st.booleans()), max_size=6),
    st.dictionaries(names, harmless, max_size=6),
)
def test_no_braces_of_the_text_are_left(parts, values):
    text = "".join(f"{plain}{{{{ {name}{'?' * is_optional} }}}}" for plain, name, is_optional in parts)
    assert "{{" not in fill(text, values).text


@relaxed
@given(names, wild.filter(str.strip), harmless, harmless)
def test_a_value_arrives_as_it_is(name, value, before, after):
    found = fill(f"<{before}{{{{ {name} }}}}{after}>", {name: value})
    assert found.text == f"<{before}{value.strip()}{after}>"
    assert found.missing == ()


@relaxed
@given(st.lists(names, min_size=1, max_size=5), st.dictionaries(names, harmless, max_size=5))
def test_missing_is_exactly_what_has_no_value(wanted, values):
    found = fill(" ".join(f"{{{{ {name} }}}}" for name in wanted), values)
    assert set(found.missing) == {name for name in wanted if not values.get(name, "").strip()}
