"""Which text of a tracking code goes into a Code 128 barcode. Pure.

Carriers print their codes as Code 128 with the characters of the code, without the blanks that people read
it by; an S10 number (AA123456785BR) is the same on paper and in the bars. What a GS1 label adds around an
SSCC, the identifier (00), is added for the 18 digits of one and for its 20 digits with the identifier.
"""

import re
from typing import Final

from ..tracking import TrackingClassification, TrackingKind
from ..tracking.codes import normalise_code

FNC1: Final = "\xf1"
MOST_CHARACTERS: Final = 40
_SSCC: Final = re.compile(r"(?:00)?([0-9]{18})", re.ASCII)
_BARS: Final = re.compile(r"[0-9A-Z\-]+", re.ASCII)


def barcode_text(tracking: TrackingClassification) -> str:
    """Return the text to encode, "" for a link, an empty text and what no scanner would read."""
    if tracking.kind not in (TrackingKind.CARRIER_KNOWN, TrackingKind.CODE_UNKNOWN):
        return ""
    code = normalise_code(tracking.text)
    return code if len(code) <= MOST_CHARACTERS and _BARS.fullmatch(code) else ""


def bars(code: str) -> str:
    """Return what is encoded for a `barcode_text`: an SSCC begins with FNC1 and (00), as GS1 has it."""
    found = _SSCC.fullmatch(code)
    if found is None or not is_sscc(found[1]):
        return code
    return f"{FNC1}00{found[1]}"


def is_sscc(digits: str) -> bool:
    """Tell whether 18 digits end with their GS1 check digit: weights 3 and 1 from the right."""
    total = sum(
        int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits[:-1]))
    )
    return (10 - total % 10) % 10 == int(digits[-1])
