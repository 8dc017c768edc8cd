"""Truth table of class and presentation (000-30 to 000-35)."""

import pytest

from saleor_order_central.tracking import (
    TrackingKind,
    TrackingPresentation,
    TrackingReason,
    TrackingRules,
    TrustedLink,
    classify_tracking,
)

KIND = TrackingKind
SHOW = TrackingPresentation

TRUTH_TABLE = [
    pytest.param(None, KIND.EMPTY, SHOW.HIDDEN, None, id="000-28-none"),
    pytest.param("", KIND.EMPTY, SHOW.HIDDEN, None, id="000-28-empty"),
    pytest.param(" \t\n\u00a0", KIND.EMPTY, SHOW.HIDDEN, None, id="000-28-blank"),
    pytest.param(
        "1Z999AA10123456784",
        KIND.CARRIER_KNOWN,
        SHOW.MODAL_HISTORY,
        "https://www.ups.com/track?loc=en_US&tracknum=1Z999AA10123456784",
        id="000-31-ups",
    ),
    pytest.param("LX10000000", KIND.CARRIER_KNOWN, SHOW.MODAL_HISTORY, None, id="000-31-no-page"),
    pytest.param("left at the gate", KIND.CODE_UNKNOWN, SHOW.HIDDEN, None, id="000-32-words"),
    pytest.param("986578788855", KIND.CODE_UNKNOWN, SHOW.HIDDEN, None, id="000-32-digits-not-enabled"),
    pytest.param(
        "https://track.example.com/p/1",
        KIND.URL_TRUSTED,
        SHOW.EMBED,
        "https://track.example.com/p/1",
        id="000-33-embed",
    ),
    pytest.param(
        "https://tab.example.com/1",
        KIND.URL_TRUSTED,
        SHOW.NEW_TAB,
        "https://tab.example.com/1",
        id="000-33-no-embed",
    ),
    pytest.param(
        "http://track.example.com/1",
        KIND.URL_TRUSTED,
        SHOW.NEW_TAB,
        "http://track.example.com/1",
        id="000-34-http",
    ),
    pytest.param(
        "https://other.example.net/1",
        KIND.URL_UNKNOWN,
        SHOW.NEW_TAB,
        "https://other.example.net/1",
        id="000-35-unlisted",
    ),
    pytest.param(
        "http://other.example.net/1",
        KIND.URL_UNKNOWN,
        SHOW.NEW_TAB,
        "http://other.example.net/1",
        id="000-35-unlisted-http",
    ),
    pytest.param("javascript:alert(1)", KIND.URL_UNKNOWN, SHOW.HIDDEN, None, id="000-35-refused"),
]


@pytest.mark.parametrize(("text", "kind", "presentation", "url"), TRUTH_TABLE)
def test_class_decides_presentation(shop, text, kind, presentation, url):
    # given a shop with a list of trusted links

    # when
    answer = shop.classify(text)

    # then
    assert (answer.kind, answer.presentation, answer.url) == (kind, presentation, url)
    assert answer.text == (text or "")


def test_enum_values_equal_their_names():
    # given
    members = [*TrackingKind, *TrackingPresentation]

    # then
    assert all(member.value == member.name for member in members)
    assert all(reason.value == reason.name.lower() for reason in TrackingReason)


def test_text_is_kept_as_typed_while_code_is_normalised(shop):
    # given
    typed = "  rb 123 456 785 gb "

    # when
    answer = shop.classify(typed)

    # then
    assert answer.text == typed
    assert answer.carrier == "royal_mail"
    assert answer.url == "https://www.royalmail.com/track-your-item#/tracking-results/RB123456785GB"


def test_chosen_carrier_wins_over_the_rules():
    # given a number of digits that the rules cannot name
    text = "9865 7878 8855"

    # when
    answer = classify_tracking(text, chosen_carrier="fan_courier")

    # then
    assert answer.kind is TrackingKind.CARRIER_KNOWN
    assert answer.reasons == (TrackingReason.CHOSEN_BY_STAFF,)
    assert answer.url == "https://www.fancourier.ro/awb-tracking/?awb=986578788855"
    assert "fedex" in {candidate.carrier for candidate in answer.candidates}


@pytest.mark.parametrize(
    ("text", "chosen", "kind"),
    [
        pytest.param("https://evil.example.net/", "ups", TrackingKind.URL_UNKNOWN, id="000-35-link"),
        pytest.param("javascript:alert(1)", "ups", TrackingKind.URL_UNKNOWN, id="000-35-script"),
        pytest.param("", "ups", TrackingKind.EMPTY, id="000-28-empty"),
        pytest.param("ABC", "no_such_carrier", TrackingKind.CODE_UNKNOWN, id="000-32-unknown-carrier"),
    ],
)
def test_chosen_carrier_does_not_turn_a_link_into_a_code(text, chosen, kind):
    # when
    answer = classify_tracking(text, chosen_carrier=chosen)

    # then
    assert answer.kind is kind
    assert answer.carrier is None


@pytest.mark.parametrize("text", ["a b/c?d#e&f", "żółć", "\ud800", '"><script>', "../..", "x" * 3000])
def test_chosen_carrier_url_is_percent_encoded(text):
    # when
    answer = classify_tracking(text, chosen_carrier="inpost")

    # then
    assert answer.kind is TrackingKind.CARRIER_KNOWN
    head = "https://inpost.pl/sledzenie-przesylek?number="
    assert answer.url is None or (answer.url.startswith(head) and answer.url.isascii())
    assert answer.url is None or not set(answer.url.removeprefix(head)) & set(" /?#&<>\"'")


def test_page_of_postnl_carries_postcode_and_country():
    # when
    answer = classify_tracking("3SABCD123456789", postcode="1012 AB", country="NL")

    # then
    assert answer.url == "https://postnl.nl/tracktrace/?B=3SABCD123456789&P=1012%20AB&D=NL&T=C"


def test_rules_of_equal_settings_answer_alike():
    # given
    links = [TrustedLink("track.example.com")]
    text = "https://track.example.com/1"

    # then a list, a generator and compiled rules make no difference
    by_list = classify_tracking(text, trusted_links=links)
    assert by_list == classify_tracking(text, trusted_links=(link for link in links))
    assert by_list == TrackingRules(links).classify(text)


def test_trusted_list_is_read_anew_on_every_call():
    # given an entry that is removed again (000-36)
    text = "https://track.example.com/1"

    # when
    before = classify_tracking(text, trusted_links=[TrustedLink("track.example.com")])
    after = classify_tracking(text, trusted_links=[])

    # then
    assert (before.kind, after.kind) == (TrackingKind.URL_TRUSTED, TrackingKind.URL_UNKNOWN)
