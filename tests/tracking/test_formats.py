"""Every format: numbers built from its public definition, and the same with a wrong check digit."""

import pytest

from saleor_order_central import tracking
from saleor_order_central.tracking import CARRIERS, TrackingReason, TrackingRules, classify_tracking
from saleor_order_central.tracking.formats import ALL_FORMATS
from saleor_order_central.tracking.formats.layout import compile_layout, parse_layout
from saleor_order_central.tracking.formats.postal_operators import OPERATOR_CODES, OPERATOR_NAMES
from tests.tracking.conftest import load_bench

PUBLISHED_EXAMPLES = [
    pytest.param("1Z999AA10123456784", "ups", id="000-31-ups-developer-kit"),
    pytest.param("1z 999 aa1 01 2345 6784", "ups", id="000-31-ups-spaced-lower-case"),
    pytest.param("RR473124829BR", "correios", id="000-31-correios"),
    pytest.param("RR 473 124 829 GB", "royal_mail", id="000-31-royal-mail"),
    pytest.param("EE473124829ES", "correos_es", id="000-31-correos-es"),
    pytest.param("CP473124829PL", "poczta_polska", id="000-31-poczta-polska"),
    pytest.param("LX473124829AU", "australia_post", id="000-31-s10-goes-before-dhl-prefix"),
    pytest.param("RB473124829CV", "post_cv", id="000-31-operator-without-own-name"),
]


@pytest.mark.parametrize(("text", "carrier"), PUBLISHED_EXAMPLES)
def test_published_example_names_its_carrier(text, carrier):
    # when no carrier is enabled
    answer = classify_tracking(text)

    # then
    assert answer.carrier == carrier
    assert answer.reasons == (TrackingReason.SINGLE_CANDIDATE,)


def test_valid_number_names_its_carrier(builders, rng, sample_id):
    # given a shop that enabled the carrier
    sample = builders.SAMPLES[sample_id]
    rules = TrackingRules((), (sample.carrier,))

    # when
    numbers = [sample.build(rng) for _ in range(200)]

    # then
    unnamed = [number for number in numbers if rules.classify(number).carrier != sample.carrier]
    assert not unnamed


def test_valid_number_survives_spaces_and_lower_case(builders, rng, sample_id):
    # given
    sample = builders.SAMPLES[sample_id]
    rules = TrackingRules((), (sample.carrier,))

    # when
    number = sample.build(rng)
    spaced = "\u00a0" + " ".join(number.lower()) + "\t"

    # then
    assert rules.classify(spaced).carrier == sample.carrier


def test_wrong_check_digit_is_not_verified(builders, rng, checked_sample_id):
    # given a valid number and its nine neighbours
    sample = builders.SAMPLES[checked_sample_id]
    number = sample.build(rng)
    at = 10 if checked_sample_id.startswith("s10") else len(number) - 1
    wrong = [number[:at] + digit + number[at + 1 :] for digit in "0123456789" if digit != number[at]]
    right = {c for c in classify_tracking(number).candidates if c.check_digit_valid}
    assert right

    # when
    candidates = [set(classify_tracking(text).candidates) for text in wrong]

    # then no neighbour is verified for every format that verified the number itself
    assert not any(right <= found for found in candidates)


def test_s10_with_wrong_check_digit_is_an_unknown_code():
    # when
    answer = classify_tracking("RR473124828GB", enabled_carriers=CARRIERS)

    # then
    assert answer.carrier is None
    assert answer.reasons == (TrackingReason.CHECK_DIGIT_WRONG,)
    assert [(c.carrier, c.check_digit_valid) for c in answer.candidates] == [("royal_mail", False)]


def test_s10_of_a_country_without_operator_fits_no_format():
    # when
    answer = classify_tracking("RR473124829XX", enabled_carriers=CARRIERS)

    # then
    assert answer.reasons == (TrackingReason.NO_FORMAT,)


def test_s10_knows_every_country_of_the_union():
    # then 191 countries of the public list and territories with an operator of their own
    assert len(OPERATOR_NAMES) >= 191
    assert all(len(country) == 2 and country.isupper() for country in OPERATOR_NAMES)
    assert set(OPERATOR_CODES.values()) <= CARRIERS.keys()


def test_every_format_is_met_by_a_built_number(builders, rng):
    # given numbers of every sample
    numbers = [sample.build(rng) for sample in builders.SAMPLES.values() for _ in range(40)]

    # when
    met = {candidate.format_id for number in numbers for candidate in classify_tracking(number).candidates}

    # then
    assert met == {format_.format_id for format_ in ALL_FORMATS}


def test_001_12_the_table_of_formats(builders):
    """Valid numbers are named right, wrong check digits and random digits are not named."""
    # when
    table = load_bench("formats").build_table(builders, tracking, per_format=20, random_per_length=40)

    # then with its carrier enabled each number is named right, and without any none is named wrong
    assert [row.name for row in table.rows if row.own.none + row.own.wrong + row.none.wrong] == []
    assert sum(row.own.right for row in table.rows) == 20 * len(builders.SAMPLES)
    # and a wrong check digit is refused, but where 20 digits are checked with and without USPS' 91
    assert {row.name for row in table.rows if row.named} <= {"usps_20"}
    assert sum(row.refused for row in table.rows) > 5000
    assert (table.random_digits, table.random_named) == (40 * 35, 0)


def test_every_format_has_a_source_and_a_known_carrier():
    # then
    assert all(format_.source for format_ in ALL_FORMATS)
    owners = {format_.carrier for format_ in ALL_FORMATS if format_.operators is None}
    assert owners <= CARRIERS.keys()


def test_unpublished_formats_say_so():
    # given
    unpublished = {format_.carrier for format_ in ALL_FORMATS if not format_.published}

    # then
    assert {"inpost", "gls", "fan_courier", "sf_express", "4px", "cainiao", "postnl"} <= unpublished
    assert all("unverified" in f.source for f in ALL_FORMATS if not f.published)


@pytest.mark.parametrize("text", ["a", "#{", "[]", "#{3}é", "[a]"])
def test_layout_outside_the_notation_is_refused(text):
    with pytest.raises(ValueError, match="layout"):
        parse_layout(text)


def test_layout_shapes_and_pattern():
    # when
    fixed, choice, free = compile_layout("@@#{2}"), compile_layout("1[AB]?#{1,2}"), compile_layout("1Z?{15}#")

    # then
    assert (fixed.pattern, fixed.shapes) == (None, frozenset({b"AA99"}))
    assert choice.shapes == frozenset({b"9A99", b"9A999", b"9AA9", b"9AA99"})
    assert choice.pattern is not None
    assert choice.pattern.fullmatch("1BX7")
    assert (free.shapes, free.starts) == (frozenset(), (b"1Z",))
