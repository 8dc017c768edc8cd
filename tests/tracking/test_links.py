"""Links: gate, host list, path prefixes and hostile spellings (000-33 to 000-36)."""

import pytest

from saleor_order_central.tracking import (
    SHIPPED_TRUSTED_LINKS,
    TrackingKind,
    TrackingPresentation,
    TrackingReason,
    TrackingRules,
    TrustedLink,
    classify_tracking,
)

WHY = TrackingReason
TRUSTED = "track.example.com"

REFUSED = [
    ("javascript:alert(1)", WHY.BAD_SCHEME),
    ("JaVaScRiPt:alert(1)", WHY.BAD_SCHEME),
    ("javascript://track.example.com/%0aalert(1)", WHY.BAD_SCHEME),
    ("javascript: alert(1)", WHY.BAD_SCHEME),
    ("data:text/html,<script>alert(1)</script>", WHY.BAD_SCHEME),
    ("vbscript:msgbox(1)", WHY.BAD_SCHEME),
    ("file:///etc/passwd", WHY.BAD_SCHEME),
    ("ftp://track.example.com/1", WHY.BAD_SCHEME),
    ("blob:https://track.example.com/1", WHY.BAD_SCHEME),
    ("view-source:https://track.example.com/", WHY.BAD_SCHEME),
    ("mailto:a@track.example.com", WHY.BAD_SCHEME),
    ("foo:bar", WHY.BAD_SCHEME),
    ("java\nscript:alert(1)", WHY.UNPARSABLE),
    ("\x01javascript:alert(1)", WHY.UNPARSABLE),
    ("\x00https://track.example.com/", WHY.UNPARSABLE),
    ("https://user@track.example.com/", WHY.USERINFO),
    ("https://user:secret@track.example.com/", WHY.USERINFO),
    ("https://track.example.com@evil.example.net/", WHY.USERINFO),
    ("https://track.example.com:443@evil.example.net/", WHY.USERINFO),
    ("https://track.example.com:8443/", WHY.ODD_PORT),
    ("https://track.example.com:80/", WHY.ODD_PORT),
    ("http://track.example.com:443/", WHY.ODD_PORT),
    ("https://track.example.com:/", WHY.ODD_PORT),
    ("https://track.example.com:0443/", WHY.ODD_PORT),
    ("https://track.example.com:443x/", WHY.ODD_PORT),
    ("https://localhost/", WHY.PRIVATE_HOST),
    ("http://localhost:8000/admin", WHY.PRIVATE_HOST),
    ("https://printer.local/", WHY.PRIVATE_HOST),
    ("https://db.internal/", WHY.PRIVATE_HOST),
    ("https://nas.home.arpa/", WHY.PRIVATE_HOST),
    ("https://intranet/", WHY.PRIVATE_HOST),
    ("https://127.0.0.1/", WHY.PRIVATE_HOST),
    ("https://127.1/", WHY.PRIVATE_HOST),
    ("https://2130706433/", WHY.PRIVATE_HOST),
    ("https://0x7f000001/", WHY.PRIVATE_HOST),
    ("https://0x7f.0.0.1/", WHY.PRIVATE_HOST),
    ("https://0177.0.0.1/", WHY.PRIVATE_HOST),
    ("https://192.168.1.1/", WHY.PRIVATE_HOST),
    ("https://169.254.169.254/latest/meta-data", WHY.PRIVATE_HOST),
    ("https://8.8.8.8/", WHY.PRIVATE_HOST),
    ("https://example.com.0x1/", WHY.PRIVATE_HOST),
    ("https://[::1]/", WHY.PRIVATE_HOST),
    ("https://[::ffff:127.0.0.1]/", WHY.PRIVATE_HOST),
    ("https:/track.example.com/", WHY.UNPARSABLE),
    ("https:track.example.com/", WHY.UNPARSABLE),
    ("https:///track.example.com/", WHY.UNPARSABLE),
    ("https:\\\\track.example.com\\", WHY.UNPARSABLE),
    ("https:/\\track.example.com/", WHY.UNPARSABLE),
    ("https://evil.example.net\\.track.example.com/", WHY.UNPARSABLE),
    ("https://evil.example.net\\@track.example.com/", WHY.UNPARSABLE),
    ("https://track.example.com\\evil", WHY.UNPARSABLE),
    ("https://track.example.com/a\\..\\b", WHY.UNPARSABLE),
    ("//track.example.com/", WHY.UNPARSABLE),
    ("///track.example.com/", WHY.UNPARSABLE),
    ("///", WHY.UNPARSABLE),
    ("https://", WHY.UNPARSABLE),
    ("https:// track.example.com/", WHY.UNPARSABLE),
    ("https://track.example.com/a b", WHY.UNPARSABLE),
    ("https://track.example.com/a\tb", WHY.UNPARSABLE),
    ("https://track.exa\tmple.com/", WHY.UNPARSABLE),
    ("ht\ntps://track.example.com/", WHY.UNPARSABLE),
    ("https://track.example.com/\r\nSet-Cookie: a=b", WHY.UNPARSABLE),
    ("https://track.example.com/\x7f", WHY.UNPARSABLE),
    ("https://track.example.com\u2028.evil.example.net/", WHY.UNPARSABLE),
    ("\u00a0https://track.example.com/", WHY.UNPARSABLE),
    ("\ufeffhttps://track.example.com/", WHY.UNPARSABLE),
    ("\u202ehttps://track.example.com/", WHY.UNPARSABLE),
    ("https://track.exam\u00adple.com/", WHY.UNPARSABLE),
    ("https://track.example.com./", WHY.UNPARSABLE),
    ("https://track..example.com/", WHY.UNPARSABLE),
    ("https://.track.example.com/", WHY.UNPARSABLE),
    ("https://-track.example.com/", WHY.UNPARSABLE),
    ("https://track-.example.com/", WHY.UNPARSABLE),
    ("https://" + "a" * 64 + ".example.com/", WHY.UNPARSABLE),
    ("https://" + "a." * 130 + "example.com/", WHY.UNPARSABLE),
    ("https://xn--a.example.com/", WHY.UNPARSABLE),
    ("https://xn--.example.com/", WHY.UNPARSABLE),
    ("https://track%2eexample.com/", WHY.UNPARSABLE),
    ("https://%74rack.example.com/", WHY.UNPARSABLE),
    ("https://track_.example.com/", WHY.UNPARSABLE),
    ("https://trac\u212a.example.com/", WHY.UNPARSABLE),
    ("http\u017f://track.example.com/", WHY.UNPARSABLE),
    ("https://tr\u0430ck.example.com/", WHY.UNPARSABLE),
    ("https://track\uff0eexample.com/", WHY.UNPARSABLE),
    ("https://track\u3002example.com/", WHY.UNPARSABLE),
    ("https\uff1a//track.example.com/", WHY.UNPARSABLE),
    ("https:\uff0f\uff0ftrack.example.com/", WHY.UNPARSABLE),
    ("https://track.example.com/\u00e9", WHY.UNPARSABLE),
    ("see https://track.example.com/", WHY.UNPARSABLE),
    ("https://track.example.com/" + "a" * 2030, WHY.TOO_LONG),
    ("https://" + "a" * 100_000, WHY.TOO_LONG),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=lambda value: f"000-35-{ascii(value)[:60]}")
def test_hostile_text_is_never_a_link(shop, text, reason):
    # when
    answer = shop.classify(text)

    # then
    assert answer.kind is TrackingKind.URL_UNKNOWN
    assert answer.presentation is TrackingPresentation.HIDDEN
    assert answer.url is None
    assert answer.reasons[0] is reason


UNTRUSTED = [
    ("https://track.example.com.evil.example.net/", WHY.HOST_LOOKALIKE),
    ("https://eviltrack.example.com/", WHY.HOST_LOOKALIKE),
    ("https://track-example.com/", WHY.HOST_NOT_LISTED),
    ("https://tr4ck.example.com/", WHY.HOST_NOT_LISTED),
    ("https://track.examp1e.com/", WHY.HOST_LOOKALIKE),
    ("https://xn--trck-63d.example.com/", WHY.HOST_LOOKALIKE),
    ("https://sub.track.example.com/", WHY.HOST_NOT_LISTED),
    ("https://example.com/", WHY.HOST_NOT_LISTED),
    ("https://evilwide.example.org/", WHY.HOST_LOOKALIKE),
    ("https://example.org/", WHY.HOST_NOT_LISTED),
    ("https://evil.example.net/#track.example.com", WHY.HOST_NOT_LISTED),
    ("https://evil.example.net?https://track.example.com/", WHY.HOST_NOT_LISTED),
    ("https://evil.example.net/https://track.example.com/", WHY.HOST_NOT_LISTED),
    ("https://evil.example.net#@track.example.com/", WHY.HOST_NOT_LISTED),
]


@pytest.mark.parametrize(("text", "reason"), UNTRUSTED, ids=lambda value: f"000-35-{ascii(value)[:60]}")
def test_unlisted_host_opens_in_a_new_tab(shop, text, reason):
    # when
    answer = shop.classify(text)

    # then
    assert (answer.kind, answer.presentation) == (TrackingKind.URL_UNKNOWN, TrackingPresentation.NEW_TAB)
    assert answer.url == text
    assert reason in answer.reasons
    assert WHY.HOST_NOT_LISTED in answer.reasons
    assert (WHY.HOST_LOOKALIKE in answer.reasons) == (reason is WHY.HOST_LOOKALIKE)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("https://tr\u0430ck.example.com/", id="000-35-cyrillic-a"),
        pytest.param("https://track\uff0eexample.com/", id="000-35-fullwidth-dot"),
        pytest.param("https://\uff54rack.example.com/", id="000-35-fullwidth-letter"),
        pytest.param("https://trac\u212a.example.com/", id="000-35-kelvin-sign"),
    ],
)
def test_refused_imitation_of_a_listed_host_is_named(shop, text):
    # when
    answer = shop.classify(text)

    # then
    assert answer.reasons == (WHY.UNPARSABLE, WHY.HOST_LOOKALIKE)


EMBEDDED = [
    ("https://track.example.com", "https://track.example.com"),
    ("https://track.example.com/", "https://track.example.com/"),
    ("HTTPS://Track.Example.COM/Path?Q=1#F", "https://track.example.com/Path?Q=1#F"),
    ("https://track.example.com:443/1", "https://track.example.com/1"),
    ("https://track.example.com?n=1", "https://track.example.com?n=1"),
    ("  https://track.example.com/1\n", "https://track.example.com/1"),
    ("https://track.example.com/@user:80", "https://track.example.com/@user:80"),
    ('https://track.example.com/"><script>', "https://track.example.com/%22%3E%3Cscript%3E"),
    ("https://a.b.wide.example.org/", "https://a.b.wide.example.org/"),
    ("https://xn--pst-sna.example.org/", "https://xn--pst-sna.example.org/"),
]


@pytest.mark.parametrize(("text", "url"), EMBEDDED, ids=lambda value: f"000-33-{ascii(value)[:60]}")
def test_listed_https_host_is_embedded(shop, text, url):
    # when
    answer = shop.classify(text)

    # then
    assert (answer.kind, answer.presentation) == (TrackingKind.URL_TRUSTED, TrackingPresentation.EMBED)
    assert (answer.url, answer.reasons) == (url, ())


def test_trusted_http_names_why_it_is_not_embedded(shop):
    # when
    answer = shop.classify("http://track.example.com:80/1")

    # then
    assert answer.url == "http://track.example.com/1"
    assert answer.reasons == (WHY.NOT_HTTPS,)


PATHS = [
    ("/track", TrackingPresentation.EMBED),
    ("/track/", TrackingPresentation.EMBED),
    ("/track/1", TrackingPresentation.EMBED),
    ("/track?n=../x", TrackingPresentation.EMBED),
    ("/track/print/1", TrackingPresentation.NEW_TAB),
    ("/track/printed", TrackingPresentation.EMBED),
    ("/trackers", None),
    ("/Track/1", None),
    ("", None),
    ("/", None),
    ("/?/track", None),
    ("/#/track/1", None),
    ("/track/../admin", None),
    ("/track/..", None),
    ("/track/./1", None),
    ("/track/%2e%2e/admin", None),
    ("/track/.%2E/admin", None),
    ("/track/..%2fadmin", None),
    ("/track/%252e%252e/admin", None),
    ("/track%5c..%5cadmin", None),
    ("/track/%c0%ae%c0%ae/admin", None),
    ("/track/..;/admin", None),
]


@pytest.mark.parametrize(("path", "presentation"), PATHS, ids=lambda value: f"000-34-{value}")
def test_path_prefix_is_matched_by_whole_segments(shop, path, presentation):
    # when
    answer = shop.classify(f"https://paths.example.com{path}")

    # then
    if presentation is None:
        assert (answer.kind, answer.reasons) == (TrackingKind.URL_UNKNOWN, (WHY.PATH_NOT_ALLOWED,))
        assert answer.presentation is TrackingPresentation.NEW_TAB
    else:
        assert (answer.kind, answer.presentation) == (TrackingKind.URL_TRUSTED, presentation)


@pytest.mark.parametrize("text", ["www.example.com/x", "track.example.com", "example.com/a/b?c=d"])
def test_host_without_scheme_is_plain_text(shop, text):
    # when
    answer = shop.classify(text)

    # then
    assert (answer.kind, answer.reasons) == (TrackingKind.CODE_UNKNOWN, (WHY.NO_FORMAT,))


def test_shipped_hosts_are_never_embedded():
    # given every host of the carrier table
    rules = TrackingRules(SHIPPED_TRUSTED_LINKS)

    # when
    answers = [rules.classify(f"https://{link.host}/x") for link in SHIPPED_TRUSTED_LINKS]

    # then
    assert len(answers) > 30
    assert {answer.presentation for answer in answers} == {TrackingPresentation.NEW_TAB}
    assert {answer.reasons for answer in answers} == {(WHY.EMBED_NOT_ALLOWED,)}


def test_thousand_entries_do_not_slow_a_look_up():
    # given
    links = [TrustedLink(f"host{number}.example.com", include_subdomains=True) for number in range(1000)]
    rules = TrackingRules(links)

    # when
    answer = rules.classify("https://a.b.host999.example.com/")

    # then
    assert answer.kind is TrackingKind.URL_TRUSTED


def test_entry_in_another_script_trusts_nothing():
    # given an entry that bypassed the check of staff input
    links = [TrustedLink("tr\u0430ck.example.com"), TrustedLink("TRACK2.example.com")]

    # then
    assert classify_tracking("https://tr\u0430ck.example.com/", trusted_links=links).url is None
    upper = classify_tracking("https://track2.example.com/", trusted_links=links)
    assert upper.kind is TrackingKind.URL_TRUSTED
