"""From a typed code to every format it can be a number of.

The index is built once: a code is found by its first two characters and its shape (one dictionary
look-up), so no more than a handful of formats is tried.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from saleor_order_central.tracking.check_digits import Check
from saleor_order_central.tracking.formats import ALL_FORMATS, CodeFormat
from saleor_order_central.tracking.formats.layout import SHAPE_TABLE, START_LENGTH, compile_layout

_MAX_CODE_LENGTH: Final = 64


@dataclass(frozen=True, slots=True)
class CarrierCandidate:
    """One format that fits the text.

    ``check_digit_valid`` is None when the format has no check digit.
    """

    carrier: str
    format_id: str
    check_digit_valid: bool | None


Candidates = tuple[CarrierCandidate, ...]


class _Row(NamedTuple):
    """One format, ready to be tried: pattern, exceptions, operator, then check digit."""

    fits: Callable[[str], object] | None
    excluded: Callable[[str], object] | None
    check: Check | None
    wrong: CarrierCandidate
    right: CarrierCandidate
    by_operator: Mapping[str, tuple[CarrierCandidate, CarrierCandidate]] | None


def _trivial_codes() -> frozenset[str]:
    """Repetitions of one digit, and runs up or down through the ten digits, of every length."""
    ascending = "0123456789" * 8
    runs = [*(digit * _MAX_CODE_LENGTH for digit in ascending[:10]), *_rotations(ascending)]
    runs += _rotations(ascending[::-1])
    return frozenset(run[:length] for run in runs for length in range(1, _MAX_CODE_LENGTH + 1))


def _rotations(digits: str) -> list[str]:
    """The run from each of its first ten places."""
    return [digits[at : at + _MAX_CODE_LENGTH] for at in range(10)]


# Digits-only codes that are never anyone's number (000000, 123456, 987654).
TRIVIAL_CODES: Final = _trivial_codes()


def normalise_code(text: str) -> str:
    """``text`` without white space and in upper case; "" when it cannot be a code.

    Hyphens stay: only a layout that contains one accepts it. Non-ASCII text is refused before
    the change of case, which would turn look-alikes such as U+017F into plain letters.
    """
    code = "".join(text.split())
    return code.upper() if len(code) <= _MAX_CODE_LENGTH and code.isascii() else ""


def find_candidates(code: str) -> Candidates:
    """Every format that fits a normalised code; a wrong check digit is marked."""
    raw = code.encode()
    found: list[CarrierCandidate] = []
    start = raw[:START_LENGTH]
    rows = _BY_SHAPE.get(start + raw.translate(SHAPE_TABLE), ()) + _BY_START.get(start, ())
    for fits, excluded, check, wrong, right, by_operator in rows:
        if fits is not None and fits(code) is None:
            continue
        if excluded is not None and excluded(code) is not None:
            continue
        if by_operator is not None:
            operator = by_operator.get(code[-2:])
            if operator is None:
                continue
            wrong, right = operator
        found.append(right if check is None or check(raw) else wrong)
    return tuple(found) if len(found) < 2 else _without_repeats(found)


def _without_repeats(found: list[CarrierCandidate]) -> Candidates:
    """Each candidate once: layouts of one format share their candidate objects."""
    return tuple({id(candidate): candidate for candidate in found}.values())


@cache
def _candidate(carrier: str, format_id: str, check_digit_valid: bool | None) -> CarrierCandidate:
    """The one candidate object of these values."""
    return CarrierCandidate(carrier, format_id, check_digit_valid)


def _row(format_: CodeFormat, pattern: re.Pattern[str] | None) -> _Row:
    """Prepare one format."""
    good = None if format_.check is None else True

    def verdicts(carrier: str) -> tuple[CarrierCandidate, CarrierCandidate]:
        return _candidate(carrier, format_.format_id, False), _candidate(carrier, format_.format_id, good)

    operators = format_.operators
    return _Row(
        pattern.fullmatch if pattern else None,
        re.compile(format_.unless, re.ASCII).match if format_.unless else None,
        format_.check,
        *verdicts(format_.carrier),
        None if operators is None else {key: verdicts(carrier) for key, carrier in operators.items()},
    )


def _build_index() -> tuple[dict[bytes, tuple[_Row, ...]], dict[bytes, tuple[_Row, ...]]]:
    """Formats by start and shape, and by start alone where a layout has too many shapes."""
    by_shape: defaultdict[bytes, tuple[_Row, ...]] = defaultdict(tuple)
    by_start: defaultdict[bytes, tuple[_Row, ...]] = defaultdict(tuple)
    for format_ in ALL_FORMATS:
        layout = compile_layout(format_.layout)
        row = (_row(format_, layout.pattern),)
        for start in layout.starts:
            for shape in layout.shapes:
                by_shape[start + shape] += row
            if not layout.shapes:
                by_start[start] += row
    return dict(by_shape), dict(by_start)


_BY_SHAPE, _BY_START = _build_index()

# Formats that count only for a shop that enabled their carrier.
ENABLED_ONLY: Final = frozenset(format_.format_id for format_ in ALL_FORMATS if format_.needs_enabling)
