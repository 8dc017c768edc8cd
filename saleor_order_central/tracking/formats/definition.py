"""What one carrier number format is."""

from collections.abc import Mapping
from dataclasses import dataclass

from saleor_order_central.tracking.check_digits import Check


@dataclass(frozen=True, slots=True)
class CodeFormat:
    """One format of carrier numbers.

    ``layout`` uses the notation of ``layout.py``. ``check`` verifies the check digit of a code
    that fits; None when the format has none. ``unless`` is a regular expression for the start of
    codes that belong to another format of the same shape. ``operators`` maps the last two letters
    of the code to the carrier (UPU S10); else ``carrier`` is the owner. ``published`` is False
    where only third parties describe the format. ``needs_enabling`` marks layouts with letters
    so loose that they count only for a shop that enabled the carrier.
    """

    format_id: str
    carrier: str
    layout: str
    source: str
    check: Check | None = None
    unless: str = ""
    operators: Mapping[str, str] | None = None
    published: bool = True
    needs_enabling: bool = False
