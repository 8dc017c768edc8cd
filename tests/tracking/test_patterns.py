"""Patterns of merchants' own carriers: a small notation that cannot run away."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_order_central.tracking.patterns import PatternError, compile_pattern, normalise_pattern

KEPT = [
    ("AB#{8}", "AB#{8}"),
    (" ab #{8} ", "AB#{8}"),
    ("#{4}", "#{4}"),
    ("[abc]@?#{4,60}", "[ABC]@?#{4,60}"),
    ("12-#{6}-@{0,2}", "12-#{6}-@{0,2}"),
    ("?{2,30}-?{2,30}", "?{2,30}-?{2,30}"),
]
REFUSED = {
    "nothing": "",
    "three characters": "#{3}",
    "words": "@{8}",
    "longer than a code": "#{65}",
    "huge repetition": "#{999999999999}",
    "sum longer than a code": "#{40}@{25}",
    "wrong way round": "#{8,4}",
    "never": "A#{8}B{0}",
    "three that vary": "?{2,20}#{1,20}?{1,20}",
    "nested repetition": "(#+)+",
    "nested group": "(A|A)*#{8}",
    "repeated repetition": "#{4}{4}",
    "open repetition": "#{4,}",
    "star": "A*#{8}",
    "any": ".*",
    "class of a regular expression": r"\d{8}",
    "look-ahead": "(?=A)#{8}",
    "back reference": r"(A)\1#{8}",
    "range": "[A-Z]#{8}",
    "open bracket": "[ABC#{8}",
    "empty bracket": "[]#{8}",
    "other letters": "ЯB#{8}",
    "digits of another script": "#{٣}ABCD",
    "sign that grows a capital": "ß#{8}",
    "too long a pattern": "A" * 101,
}


@pytest.mark.parametrize(("typed", "kept"), KEPT)
def test_pattern_is_kept_in_one_form(typed, kept):
    assert normalise_pattern(typed) == kept
    assert normalise_pattern(kept) == kept


@pytest.mark.parametrize("pattern", REFUSED.values(), ids=REFUSED)
def test_pattern_outside_the_notation_is_refused(pattern):
    with pytest.raises(PatternError):
        normalise_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "fits", "other"),
    [
        ("AB#{8}", ["AB12345678"], ["AB1234567", "AB123456789", "XB12345678", "AB1234567X"]),
        ("AB#{4,6}@{0,1}", ["AB1234", "AB123456X"], ["AB123", "AB1234567", "AB1234XY"]),
        ("[XYZ]?#{4}", ["XA1234", "Z91234"], ["AA1234", "X1234"]),
        ("12-#{4}", ["12-3456"], ["123456", "12_3456"]),
    ],
)
def test_pattern_fits_whole_codes(pattern, fits, other):
    compiled = compile_pattern(normalise_pattern(pattern))
    assert [code for code in fits if not compiled.fullmatch(code)] == []
    assert [code for code in other if compiled.fullmatch(code)] == []


@pytest.mark.parametrize(
    "pattern",
    ["?{1,32}?{3,32}", "?{0,32}?{4,32}", "#{2,32}#{2,32}", "[0123456789ABC]{0,31}?{4,33}", "?{0,31}#{3,32}-"],
)
@pytest.mark.parametrize("tail", ["", "!", "-", "A", "A1A1A1-", "1" * 30])
def test_accepted_pattern_never_backtracks_far(pattern, tail):
    # given the worst that is accepted, and texts that almost fit it
    compiled = compile_pattern(normalise_pattern(pattern))
    texts = [("1" * length + tail)[:64] for length in range(65)] + ["A1" * 32, "1A" * 31 + "!!"]
    # when
    started = time.perf_counter()
    for text in texts:
        compiled.fullmatch(text)
    # then a thousandth of what a run-away pattern takes for one of them
    assert time.perf_counter() - started < 0.25


@settings(max_examples=400, deadline=None)
@given(st.text(alphabet="#@?[]{},-()|*+.\\$^AB19 ٣ß", max_size=110))
def test_whatever_is_typed_is_refused_or_bounded(text):
    """No text raises anything else, and what is accepted keeps to the limits that bound the work."""
    try:
        pattern = normalise_pattern(text)
    except PatternError:
        return
    regex = compile_pattern(pattern).pattern
    assert not set("()|*+") & set(regex)
    assert len(pattern) <= 100
    started = time.perf_counter()
    for code in ("1" * 64, "A" * 63 + "!", "1A" * 32):
        compile_pattern(pattern).fullmatch(code)
    assert time.perf_counter() - started < 0.1
