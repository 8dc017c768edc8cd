"""Check-digit rules of carrier numbers.

Every factory returns a predicate over one whole, normalised code as ASCII bytes. A predicate is
only called on a code whose layout already fits, so it never meets a character that its rule does
not define. Summing a slice of bytes runs in C, which keeps the classifier fast.
"""

from collections.abc import Callable
from itertools import cycle, islice
from operator import mul
from typing import Final

Check = Callable[[bytes], bool]

_ZERO: Final = ord("0")
_BASE36: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_S10_WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)
_S10_SURPLUS: Final = _ZERO * sum(_S10_WEIGHTS)

# Digits are worth themselves; a letter is worth (character code - 3) mod 10: A=2, B=3, ... H=9, I=0.
_UPS_VALUES: Final = bytes((code - _ZERO if code < 65 else code - 3) % 10 for code in range(256))
# Luhn doubles a digit and adds the two digits of the product together.
_LUHN_DOUBLED: Final = bytes(sum(divmod(2 * ((code - _ZERO) % 10), 10)) for code in range(256))


def gs1(start: int = 0) -> Check:
    """GS1 modulo 10 (GS1 General Specifications, 7.9): weights 3, 1, 3 … from the right.

    Shared by SSCC, Canada Post, FedEx Ground, and the USPS numbers (Publication 199).
    ``start`` is the offset of the first digit that counts; the last digit is the check digit.
    """

    def valid(code: bytes) -> bool:
        threes, ones = code[start:][-2::-2], code[start:][::-2]
        return (3 * (sum(threes) - _ZERO * len(threes)) + sum(ones) - _ZERO * len(ones)) % 10 == 0

    return valid


def gs1_with_prefix(prefix: bytes, start: int = 0) -> Check:
    """GS1 modulo 10 after a prefix that is left off the label (USPS, identifier 91).

    The prefix is added only where the printed number does not already begin with it.
    """
    inner = gs1()

    def valid(code: bytes) -> bool:
        serial = code[start:]
        return inner(serial if serial.startswith(prefix) else prefix + serial)

    return valid


def alternating_one_two(start: int = 0) -> Check:
    """Modulo 10 with weights 1, 2, 1, 2 … from the left, products not reduced (UPS).

    Letters take part with their value. ``start`` is the offset of the first counted character.
    """

    def valid(code: bytes) -> bool:
        values = code[start:].translate(_UPS_VALUES)
        return (sum(values[:-1:2]) + 2 * sum(values[1:-1:2]) + values[-1]) % 10 == 0

    return valid


def ontrac(lead: bytes) -> Check:
    """OnTrac: the UPS rule over ``lead`` plus the digits after the letter.

    ``lead`` is the value of the letter (C is 4, D is 5); it is not added a second time when
    the digits already begin with it.
    """
    inner = alternating_one_two()

    def valid(code: bytes) -> bool:
        serial = code[1:]
        return inner(serial if serial.startswith(lead) else lead + serial)

    return valid


def fedex(start: int, length: int, first: int) -> Check:
    """FedEx Express: weights from the cycle 1, 7, 3; sum modulo 11, then modulo 10.

    ``length`` digits count from ``start``; the next one is the check digit. ``first`` is the
    weight of the leftmost digit.
    """
    turn = (1, 7, 3)
    offset = turn.index(first)
    weights = tuple(islice(cycle(turn), offset, offset + length))
    surplus = _ZERO * sum(weights)
    end = start + length

    def valid(code: bytes) -> bool:
        total: int = sum(map(mul, weights, code[start:end])) - surplus
        return total % 11 % 10 == code[end] - _ZERO

    return valid


def luhn(code: bytes) -> bool:
    """Luhn modulo 10 (ISO/IEC 7812-1, annex B) over the whole number."""
    plain = code[::-2]
    return (sum(plain) - _ZERO * len(plain) + sum(code[-2::-2].translate(_LUHN_DOUBLED))) % 10 == 0


def mod7(code: bytes) -> bool:
    """Air waybill rule: the last digit is the rest of the other digits divided by 7 (IATA, DHL)."""
    return int(code[:-1]) % 7 == code[-1] - _ZERO


def s10(code: bytes) -> bool:
    """UPU S10: weights 8 6 4 2 3 5 9 7, check digit 11 - (sum mod 11); 10 becomes 0 and 11 becomes 5."""
    rest: int = (sum(map(mul, _S10_WEIGHTS, code[2:10])) - _S10_SURPLUS) % 11
    return (5 if rest == 0 else 0 if rest == 1 else 11 - rest) == code[10] - _ZERO


def _mod_37_36_steps() -> tuple[dict[int, int], ...]:
    """Next running value of ISO 7064 for every running value 0…36 and character."""
    return tuple(
        {character: ((state + value) % 36 or 36) * 2 % 37 for value, character in enumerate(_BASE36)}
        for state in range(37)
    )


_STEPS: Final = _mod_37_36_steps()


def mod_37_36(code: bytes) -> bool:
    """ISO 7064 MOD 37,36 over letters and digits (DPD Parcel Label Specification 2.4.1)."""
    state = 36
    for character in code[:-1]:
        state = _STEPS[state][character]
    return _BASE36[(37 - state) % 36] == code[-1]
