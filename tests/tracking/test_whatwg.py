"""Links as a browser reads them: whatever leaves the API leads where the gate says it leads.

The browser's side is ada, a parser of the WHATWG URL Standard that browsers' own test suite is run against.
"""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from ada_url import URL
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_order_central.tracking import TrackingKind, TrackingPresentation, TrackingRules, TrustedLink
from saleor_order_central.tracking.links import EDGE_SPACE

EXACT, PARENT = "track.example.com", "carrier.example"
RULES = TrackingRules(
    [TrustedLink(EXACT), TrustedLink(PARENT, include_subdomains=True), TrustedLink("under.example", "/t/")],
    (),
)

HOSTS = st.sampled_from(
    [
        *(EXACT, PARENT, f"nl.{PARENT}", "under.example", "evil.example.net", f"{EXACT}.evil.example.net"),
        *("TRACK.Example.COM", "track。example.com", "track%2eexample.com", "tr\u0430ck.example.com"),
        *("trac\u212a.example.com", "track.example.com.", ".track.example.com", "track..example.com"),
        *("127.0.0.1", "127.1", "0x7f.1", "017700000001", "2130706433", "[::1]", "[::ffff:127.0.0.1]"),
        *(
            "１２７.0.0.1",
            "localhost",
            "xn--a",
            "xn--pst-sna.example.org",
            "a_b.example.com",
            "-a.example.com",
        ),
    ]
)
SCHEMES = st.sampled_from(
    ["https", "http", "HTTPS", "hTTp", "javascript", "data", "ftp", "ws", "blob:https", ""]
)
SLASHES = st.sampled_from(["://", ":/", ":", ":///", ":\\\\", "://\\", ":/\t/", "//", "\\\\"])
LOGINS = st.sampled_from(["", "", "", "user@", "user:secret@", f"{EXACT}@", "%40@", "@", ":@", f"{EXACT}\\@"])
PORTS = st.sampled_from(["", "", "", ":443", ":80", ":8443", ":", ":0443", ":65536", ":４４３", ":x"])
TAILS = st.one_of(
    st.sampled_from(
        [
            *("", "/", "/t/", "/t/../x", "/t/%2e%2e/x", "/t/.%2E/x", "/t/..%2fx", "/t;/../x", "/t/\\..\\x"),
            *("?n=1", "#n", "/?url=https://evil.example.net", "/%00", "/%", "/\u0007", "/a b", "/<script>"),
        ]
    ),
    st.text(max_size=12).map(lambda text: f"/{text}"),
)
EDGES = st.sampled_from(["", "", "", " ", "\t", "\n", "\u00a0", "\ufeff", "\x00", "\u200b"])


ORDINARY = ("", "https", "://", "", EXACT, "", "/parcel?n=1", "")
HOSTILE = (EDGES, SCHEMES, SLASHES, LOGINS, HOSTS, PORTS, TAILS, EDGES)


LOGIN, HOST, PORT = 3, 4, 5


@st.composite
def urls(draw: st.DrawFn, always: tuple[int, ...] = ()) -> str:
    """A good link with up to three hostile parts, and one letter more anywhere now and then.

    One of the parts in `always` comes on top.
    """
    odd = draw(st.sets(st.integers(0, len(ORDINARY) - 1), max_size=3))
    odd |= {draw(st.sampled_from(always))} if always else set()
    text = "".join(draw(HOSTILE[at]) if at in odd else part for at, part in enumerate(ORDINARY))
    if draw(st.booleans()):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.characters()) + text[at:]
    return text


TEXTS = st.one_of(urls(), urls(), urls(), st.text(max_size=60))


def browser(text: str) -> URL | None:
    """What a browser makes of a text; None where it sees no whole address."""
    try:
        return URL(text)
    except (ValueError, UnicodeEncodeError):
        return None


def is_address(host: str) -> bool:
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_a_link_that_leaves_the_api_leads_where_a_browser_goes(text):
    """Nothing but http and https, no login, no port, no host in numbers; the host is that of the text."""
    found = RULES.classify(text, channel="")
    if found.url is None:
        return
    seen, typed = browser(found.url), browser(text.strip(EDGE_SPACE))
    assert seen is not None
    assert typed is not None
    assert seen.protocol in ("https:", "http:")
    assert (seen.username, seen.password, seen.port) == ("", "", "")
    assert not is_address(seen.hostname)
    assert (seen.protocol, seen.hostname) == (typed.protocol, typed.hostname)
    assert seen.href.startswith(f"{seen.protocol}//{seen.hostname}")
    # Quotes and angle brackets are written as a browser would write them; the way stays the same.
    assert browser(seen.href).href == seen.href


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_what_is_trusted_is_on_the_list_for_a_browser_too(text):
    found = RULES.classify(text, channel="")
    if found.kind is not TrackingKind.URL_TRUSTED:
        return
    seen = browser(found.url)
    host, path = seen.hostname, seen.pathname
    assert host in (EXACT, PARENT, "under.example") or host.endswith(f".{PARENT}")
    assert host != "under.example" or path.startswith("/t/")
    if found.presentation is TrackingPresentation.EMBED:
        assert seen.protocol == "https:"


@settings(max_examples=1700, deadline=None)  # a third of them lead elsewhere
@given(urls(always=(LOGIN, HOST, PORT)))
def test_a_link_that_a_browser_opens_elsewhere_is_never_trusted(text):
    """Seen from the browser's side: no address, a host that is not listed, a login or a port of its own."""
    seen = browser(text.strip(EDGE_SPACE))
    is_listed = seen is not None and (
        seen.hostname in (EXACT, PARENT, "under.example") or seen.hostname.endswith(f".{PARENT}")
    )
    if not is_listed or seen.username or seen.password or seen.port:
        assert RULES.classify(text, channel="").kind is not TrackingKind.URL_TRUSTED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"https://{EXACT}/parcel?n=1", TrackingKind.URL_TRUSTED),
        (f"https://nl.{PARENT}/1", TrackingKind.URL_TRUSTED),
        ("https://under.example/t/1", TrackingKind.URL_TRUSTED),
        ("https://under.example/x", TrackingKind.URL_UNKNOWN),
        ("https://evil.example.net/", TrackingKind.URL_UNKNOWN),
    ],
)
def test_ordinary_links_pass(text, kind):
    """The properties above say something: such links do leave the API."""
    found = RULES.classify(text, channel="")
    assert (found.kind, found.url) == (kind, text)
