"""Properties that hold for every text, found by generated input."""

import re
from urllib.parse import urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_order_central.tracking import (
    CARRIERS,
    SHIPPED_TRUSTED_LINKS,
    TrackingKind,
    TrackingPresentation,
    TrackingRules,
    TrustedLink,
    TrustedLinkError,
    classify_tracking,
    normalise_path_prefix,
    normalise_trusted_host,
)

LISTED = ("track.example.com", "xn--pst-sna.example.org")
RULES = TrackingRules([*map(TrustedLink, LISTED), *SHIPPED_TRUSTED_LINKS], CARRIERS)
SAFE_URL = re.compile(
    r"https?://[a-z0-9.-]+(?:[/?#][\x21\x23-\x26\x28-\x3b\x3d\x3f-\x5b\x5d-\x5f\x61-\x7e]*)?\Z"
)

PIECES = st.sampled_from(
    [
        *(
            "https:",
            "http:",
            "HTTPS:",
            "javascript:",
            "data:",
            "//",
            "/",
            "\\",
            "@",
            ":",
            ".",
            "..",
            "?",
            "#",
            "%2e",
        ),
        *(
            "track.example.com",
            "evil.example.net",
            "localhost",
            "127.0.0.1",
            "xn--",
            "443",
            "80",
            "[::1]",
            " ",
        ),
        *(
            "\t",
            "\n",
            "\x00",
            "\u00a0",
            "\u3002",
            "\uff0f",
            "\u0430",
            "\u017f",
            "\u212a",
            "1Z",
            "RB",
            "GB",
            "0123",
        ),
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.lists(PIECES, max_size=10).map("".join),
    st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -", max_size=45),
    st.builds("https://{}{}".format, st.sampled_from(LISTED), st.text(max_size=20)),
)


@settings(max_examples=1500, deadline=None)
@given(TEXTS, st.sampled_from([None, "ups", "postnl", "nobody"]))
def test_any_text_gives_a_safe_answer(text, chosen):
    # when
    answer = RULES.classify(text, chosen_carrier=chosen, postcode=text[:8], country=text[:2])

    # then
    assert answer.text == text
    assert (answer.carrier is None) == (answer.kind is not TrackingKind.CARRIER_KNOWN)
    assert (answer.presentation is TrackingPresentation.HIDDEN) <= (answer.url is None)
    if answer.url is not None:
        assert SAFE_URL.match(answer.url)
        assert len(answer.url) <= 6200
    if answer.presentation is TrackingPresentation.EMBED:
        assert answer.url is not None
        assert answer.url.startswith("https://")
        assert urlsplit(answer.url).netloc in LISTED


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_without_settings_nothing_is_trusted(text):
    # when
    answer = classify_tracking(text)

    # then
    assert answer.kind is not TrackingKind.URL_TRUSTED
    assert not (answer.kind is TrackingKind.CARRIER_KNOWN and "".join(text.split()).isdigit())


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_accepted_host_is_its_own_normal_form_and_trusts_its_link(text):
    # given
    try:
        host = normalise_trusted_host(text)
    except TrustedLinkError:
        return

    # then
    assert normalise_trusted_host(host) == host
    answer = classify_tracking(f"https://{host}/", trusted_links=[TrustedLink(host)])
    assert answer.presentation is TrackingPresentation.EMBED


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_accepted_path_prefix_admits_itself(text):
    # given
    try:
        prefix = normalise_path_prefix(text)
    except TrustedLinkError:
        return

    # then
    link = TrustedLink("track.example.com", prefix)
    answer = classify_tracking(f"https://track.example.com{prefix}", trusted_links=[link])
    assert answer.kind is TrackingKind.URL_TRUSTED
