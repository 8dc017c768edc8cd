"""The shop's carriers in the decision about a code: own ones, and switches of shipped ones by channel."""

import random

import pytest

from saleor_order_central.language import speaking
from saleor_order_central.tracking import ShopCarrier, TrackingKind, TrackingReason, TrackingRules
from saleor_order_central.tracking.wording import carrier_name, help_text, shipped_names

INPOST_CODE = "630012345678901234567897"
BIKES = ShopCarrier(
    "city-bikes",
    is_built_in=False,
    is_enabled=True,
    name="City Bikes",
    names={"pl": "Rowery Miejskie", "pt-br": "Bicicletas"},
    url_template="https://bikes.example.com/{code}?p={postcode}&c={country}&l={language}",
    patterns=("CB#{6}", "77#{8}"),
    countries=("PL", "CZ"),
)


def own(**changes):
    return ShopCarrier(**{name: getattr(BIKES, name) for name in BIKES.__slots__} | changes)


def shipped(code, is_enabled=None, *channels):
    return ShopCarrier(code, is_built_in=True, is_enabled=is_enabled, channels=channels)


def named(code, *rows, setting=(), channel=""):
    return TrackingRules((), setting, rows).classify(code, channel=channel).carrier


# Own carriers


@pytest.mark.parametrize("code", ["CB123456", "cb 12 34 56", "7712345670"])
def test_own_carrier_is_named(code):
    found = TrackingRules((), (), [BIKES]).classify(code, postcode="00-950", language="pl")
    plain = code.replace(" ", "").upper()
    assert (found.kind, found.carrier, found.reasons) == (
        TrackingKind.CARRIER_KNOWN,
        "city-bikes",
        (TrackingReason.SINGLE_CANDIDATE,),
    )
    assert found.url == f"https://bikes.example.com/{plain}?p=00-950&c=PL&l=pl"
    assert ("city-bikes", "shop:city-bikes", None) in [
        (one.carrier, one.format_id, one.check_digit_valid) for one in found.candidates
    ]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("CB12345", TrackingReason.NO_FORMAT),
        ("CB12345678", TrackingReason.NO_FORMAT),
        ("7777777777", TrackingReason.TRIVIAL_NUMBER),
        ("CBABCDEF", TrackingReason.NO_FORMAT),
    ],
)
def test_what_does_not_fit_is_named_for_nobody(code, reason):
    found = TrackingRules((), (), [BIKES]).classify(code)
    assert (found.carrier, found.url, found.reasons) == (None, None, (reason,))


def test_words_are_no_codes_of_an_own_carrier():
    loose = own(patterns=("?{4,30}",))
    assert named("askTheShop", loose) is None
    assert named("ask the shop 1", loose) == "city-bikes"


def test_own_carrier_that_is_off_names_nothing():
    assert named("CB123456", own(is_enabled=False)) is None


def test_two_own_carriers_of_one_pattern_are_an_unknown_code():
    found = TrackingRules((), (), [BIKES, own(code="other")]).classify("CB123456")
    assert (found.carrier, found.reasons) == (None, (TrackingReason.SEVERAL_CARRIERS,))
    assert [one.carrier for one in found.candidates] == ["city-bikes", "other"]


def test_own_carrier_goes_before_a_shipped_one_that_is_not_enabled():
    assert named("QB473124829BR") == "correios"
    assert named("QB473124829BR", own(patterns=("QB#{9}BR",))) == "city-bikes"


def test_enabled_carrier_with_the_right_check_digit_goes_before_an_own_pattern():
    fedex = "986578788855"
    assert named(fedex, setting=["fedex"]) == "fedex"
    assert named(fedex, own(patterns=("#{12}",))) == "city-bikes"
    assert named(fedex, own(patterns=("#{12}",)), setting=["fedex"]) == "fedex"


def test_own_carrier_without_address_has_no_link():
    found = TrackingRules((), (), [own(url_template="")]).classify("CB123456")
    assert (found.carrier, found.url) == ("city-bikes", None)


@pytest.mark.parametrize("rows", [[BIKES], [own(is_enabled=False)]])
def test_own_carrier_can_be_chosen_by_hand(rows):
    found = TrackingRules((), (), rows).classify("no format at all", chosen_carrier="city-bikes")
    assert (found.carrier, found.reasons) == ("city-bikes", (TrackingReason.CHOSEN_BY_STAFF,))
    assert found.url == "https://bikes.example.com/NOFORMATATALL?p=&c=PL&l=en"


def test_own_carrier_of_another_shop_cannot_be_chosen():
    assert TrackingRules().classify("CB123456", chosen_carrier="city-bikes").carrier is None


def test_random_digits_name_nobody_who_is_not_enabled():
    """The own carrier takes only what its patterns say: no false positive of the rest."""
    rng, rules = random.Random(4), TrackingRules((), (), [own(patterns=("CB#{6}",))])
    texts = ["".join(rng.choices("0123456789", k=rng.randint(4, 34))) for _ in range(5_000)]
    assert [text for text in texts if rules.classify(text).carrier] == []


# Channels


@pytest.mark.parametrize(
    ("channel", "carrier"), [("", None), ("pl", "city-bikes"), ("cz", "city-bikes"), ("de", None)]
)
def test_own_carrier_counts_in_its_channels(channel, carrier):
    assert named("CB123456", own(channels=("pl", "cz")), channel=channel) == carrier


@pytest.mark.parametrize(
    ("row", "setting", "in_pl", "in_de"),
    [
        (None, (), False, False),
        (None, ("inpost",), True, True),
        (shipped("inpost", True), (), True, True),
        (shipped("inpost", True, "pl"), (), True, False),
        (shipped("inpost", None, "pl"), ("inpost",), True, False),
        (shipped("inpost", None, "pl"), (), False, False),
        (shipped("inpost", True, "pl"), ("inpost",), True, False),
        (shipped("inpost", False), ("inpost",), False, False),
        (shipped("inpost", False, "pl"), ("inpost",), False, False),
    ],
    ids=["off", "setting", "row", "row-pl", "setting-pl", "nothing-pl", "both-pl", "row-off", "row-off-pl"],
)
def test_switch_of_a_shipped_carrier(row, setting, in_pl, in_de):
    rows = [row] if row else []
    found = {
        channel: named(INPOST_CODE, *rows, setting=setting, channel=channel) == "inpost"
        for channel in ("pl", "de")
    }
    assert found == {"pl": in_pl, "de": in_de}


def test_national_unit_stands_for_its_network_in_its_channel_only():
    code = "12345678"
    rows = [shipped("gls_ro", True, "ro")]
    number = "1234567801"
    assert named(number, *rows, channel="ro") == "gls_ro"
    assert named(number, *rows, channel="pl") is None
    assert named(code, *rows, channel="ro") is None


# Names


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "City Bikes"), ("pl", "Rowery Miejskie"), ("pt-br", "Bicicletas"), ("ro", "City Bikes")],
)
def test_name_of_an_own_carrier_follows_the_language(language, name):
    found = TrackingRules((), (), [BIKES]).classify("CB123456")
    with speaking(language):
        assert carrier_name(found, "city-bikes") == name
        assert name in help_text(found)


def test_name_of_a_shipped_carrier_follows_the_language():
    found = TrackingRules().classify("RR473124829CH")
    with speaking("pl"):
        assert carrier_name(found, "swiss_post") == "Poczta Szwajcarska"
    with speaking("en"):
        assert carrier_name(found, "swiss_post") == "Swiss Post"
    assert set(shipped_names("swiss_post")) == {"es", "pl", "pt-br", "ro"}
    assert shipped_names("ups") == {}
