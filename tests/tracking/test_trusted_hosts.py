"""Host names and path prefixes that staff add to the list (000-36)."""

import pytest

from saleor_order_central.tracking import TrustedLinkError, normalise_path_prefix, normalise_trusted_host


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("track.example.com", "track.example.com"),
        (" Track.Example.COM \n", "track.example.com"),
        ("track.example.com.", "track.example.com"),
        ("xn--pst-sna.example.org", "xn--pst-sna.example.org"),
        ("a1.b-2.example", "a1.b-2.example"),
    ],
    ids=lambda value: f"000-36-{value!a}",
)
def test_host_is_normalised(text, host):
    assert normalise_trusted_host(text) == host


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "com",
        "localhost",
        "printer.local",
        "db.internal",
        "home.arpa",
        "x.home.arpa",
        "https://track.example.com",
        "track.example.com/",
        "track.example.com/path",
        "track.example.com:443",
        "user@track.example.com",
        "*.example.com",
        ".example.com",
        "track..example.com",
        "track.example.com..",
        "-track.example.com",
        "track-.example.com",
        "track_.example.com",
        "tr\u0430ck.example.com",
        "tra\u00e7k.example.com",
        "track\uff0eexample.com",
        "track.example.com\x00",
        "track example.com",
        "track.example.com\nevil.example.net",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "example.0x7f",
        "[::1]",
        "::1",
        "xn--a.example.com",
        "xn--.example.com",
        "a" * 64 + ".example.com",
        "a." * 126 + "com",
    ],
    ids=lambda text: f"000-36-{ascii(text)[:40]}",
)
def test_host_is_refused(text):
    with pytest.raises(TrustedLinkError) as refusal:
        normalise_trusted_host(text)
    assert refusal.value.field == "host"
    assert refusal.value.reason


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ("", ""),
        ("  ", ""),
        ("/", "/"),
        ("/track", "/track"),
        ("/track/", "/track/"),
        ("/a%20b/c.d", "/a%20b/c.d"),
    ],
    ids=lambda value: f"000-36-{value}",
)
def test_path_prefix_is_normalised(text, prefix):
    assert normalise_path_prefix(text) == prefix


@pytest.mark.parametrize(
    "text",
    [
        "track",
        "//track",
        "/a b",
        "/a\\b",
        "/a?b",
        "/a#b",
        "/../a",
        "/a/..",
        "/a/./b",
        "/%2e%2e/a",
        "/a%2fb",
        "/a%252fb",
        "/\u00e9",
        "/a\nb",
        "/" + "a" * 2048,
    ],
    ids=lambda text: f"000-36-{ascii(text)[:40]}",
)
def test_path_prefix_is_refused(text):
    with pytest.raises(TrustedLinkError) as refusal:
        normalise_path_prefix(text)
    assert refusal.value.field == "path_prefix"


def test_error_names_field_and_reason():
    # when
    error = TrustedLinkError("host", "empty")

    # then
    assert isinstance(error, ValueError)
    assert str(error) == "host: empty"
