"""Addresses of tracking pages that merchants write."""

import string
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_order_central.tracking.url_templates import UrlTemplateError, fill_template, normalise_template

KEPT = [
    ("", ""),
    ("  ", ""),
    ("https://track.example.com/{code}", "https://track.example.com/{code}"),
    (" HTTPS://Track.Example.com:443/p?n={code}\n", "https://track.example.com/p?n={code}"),
    (
        "https://t.example.com/?n={code}&p={postcode}&c={country}&l={language}",
        "https://t.example.com/?n={code}&p={postcode}&c={country}&l={language}",
    ),
    ("https://t.example.com#{code}-{code}", "https://t.example.com#{code}-{code}"),
    ("https://xn--pst-sna.example.com/{code}", "https://xn--pst-sna.example.com/{code}"),
]
REFUSED = {
    "no code": "https://t.example.com/",
    "http": "http://t.example.com/{code}",
    "script": "javascript:alert('{code}')",
    "data": "data:text/html,{code}",
    "no scheme": "t.example.com/{code}",
    "scheme-relative": "//t.example.com/{code}",
    "code in the host": "https://{code}.example.com/",
    "code as the host": "https://{code}/x",
    "country in the host": "https://t.{country}.com/{code}",
    "code in the port": "https://t.example.com:{code}/",
    "user": "https://user@t.example.com/{code}",
    "code as user": "https://{code}@t.example.com/",
    "port": "https://t.example.com:8443/{code}",
    "address": "https://192.168.0.1/{code}",
    "hex address": "https://0x7f000001/{code}",
    "bracketed address": "https://[::1]/{code}",
    "localhost": "https://localhost/{code}",
    "private name": "https://tracker.internal/{code}",
    "single label": "https://tracker/{code}",
    "backslash": "https://t.example.com\\{code}",
    "blank inside": "https://t.example.com/a b/{code}",
    "line feed inside": "https://t.example.com/\n{code}",
    "letters of another script": "https://t.exаmple.com/{code}",
    "encoded host": "https://t%2eexample.com/{code}",
    "trailing dot": "https://t.example.com./{code}",
    "unknown placeholder": "https://t.example.com/{code}{n}",
    "attribute": "https://t.example.com/{code.__class__}",
    "index": "https://t.example.com/{code[0]}",
    "conversion": "https://t.example.com/{code!r}",
    "width": "https://t.example.com/{code:>999999999}",
    "doubled braces": "https://t.example.com/{{code}}",
    "open brace": "https://t.example.com/{code}{",
    "closing brace": "https://t.example.com/{code}}",
    "empty braces": "https://t.example.com/{code}{}",
    "capitals": "https://t.example.com/{CODE}",
    "quote": 'https://t.example.com/{code}"onload=x',
    "angle bracket": "https://t.example.com/{code}<script>",
    "too long": "https://t.example.com/{code}/" + "a" * 500,
}


@pytest.mark.parametrize(("typed", "kept"), KEPT)
def test_template_is_kept_in_one_form(typed, kept):
    assert normalise_template(typed) == kept
    assert normalise_template(kept) == kept


@pytest.mark.parametrize("template", REFUSED.values(), ids=REFUSED)
def test_unsafe_template_is_refused(template):
    with pytest.raises(UrlTemplateError):
        normalise_template(template)


def test_values_are_percent_encoded():
    template = normalise_template("https://t.example.com/{code}?p={postcode}&c={country}&l={language}")
    url = fill_template(template, code="A/B&C{postcode}#", postcode="00-950 W", country="P=L", language="é")
    assert url == "https://t.example.com/A%2FB%26C%7Bpostcode%7D%23?p=00-950%20W&c=P%3DL&l=%C3%A9"


def test_values_that_are_not_there_stay_empty():
    assert (
        fill_template("https://t.example.com/{code}?p={postcode}", code="1") == "https://t.example.com/1?p="
    )


def test_address_longer_than_a_link_may_be_is_left_out():
    assert fill_template("https://t.example.com/{code}{code}", code="é" * 200) is None


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=string.printable + "éß{}\\@", max_size=40))
def test_no_value_leaves_its_place(value):
    """Host, path before it and query behind it stay as the merchant wrote them."""
    url = fill_template("https://t.example.com/p/?n={code}&end=1", code=value)
    assert url is not None
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc, parts.path, parts.fragment) == ("https", "t.example.com", "/p/", "")
    middle = parts.query.removeprefix("n=").removesuffix("&end=1")
    assert not set("&=#{}") & set(middle)
    assert unquote(middle) == value


@settings(max_examples=400, deadline=None)
@given(
    st.text(alphabet="htps:/.@\\?#{}code[]0123xn- %", max_size=40),
    st.text(alphabet="./?#@:{}code%\\ ", max_size=12),
)
def test_whatever_is_typed_stays_on_its_host(host, path):
    """What is accepted leads to the one host that was checked, whatever the code is."""
    try:
        template = normalise_template(f"https://{host}{path}{{code}}")
    except UrlTemplateError:
        return
    urls = [fill_template(template, code=code) for code in ("1", "@evil.com/", "..//x", ".evil.com", "\\x")]
    assert {urlsplit(url or "").hostname for url in urls} == {urlsplit(template).hostname}
    assert {urlsplit(url or "").scheme for url in urls} == {"https"}
