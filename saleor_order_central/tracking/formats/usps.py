"""USPS barcodes: IMpb constructs and the older confirmation numbers.

An IMpb number is an application identifier, a three-digit service type, a mailer
identifier (nine digits when it begins with 9, else six), a serial number and a GS1 check
digit. It may stand behind 420 and the destination ZIP code (five or nine digits); the
routing part is not covered by the check digit, so it only moves the start.
"""

from typing import Final

from saleor_order_central.tracking import check_digits as checks
from saleor_order_central.tracking.formats.definition import CodeFormat

_SOURCE: Final = "USPS Publication 199 (IMpb) and 91; read in jkeen/tracking_number_data 2.0.0"

# Lengths of the routing part in front of a number: none, 420 + ZIP, 420 + ZIP+4.
_ROUTING: Final = (0, 8, 12)


def _routed(
    format_id: str, body: str, *, body_lengths: tuple[int, ...], prepend: bytes = b"", unless: str = ""
) -> list[CodeFormat]:
    """One layout per routing part and body length; ``body`` names the leading positions only."""
    fixed = len(body.replace("[012345678]", "#"))
    formats = []
    for start in _ROUTING:
        for length in body_lengths:
            # A ZIP+4 in front of a 26-digit body is not defined.
            if start == 12 and length == 26:
                continue
            layout = f"{'420' + '#' * (start - 3) if start else ''}{body}#{{{length - fixed}}}"
            check = checks.gs1_with_prefix(prepend, start) if prepend else checks.gs1(start)
            skip = "" if start else unless
            formats.append(CodeFormat(format_id, "usps", layout, _SOURCE, check, unless=skip))
    return formats


# 00 in front of 18 digits is the GS1 identifier of an SSCC, which any carrier may use; the check
# digit would fit as well, so a USPS number of 20 digits never begins with 00.
_NOT_SSCC: Final = "00"

FORMATS: Final = (
    CodeFormat("usps_global_express", "usps", "82#{8}", "usps.com, tracking number formats"),
    CodeFormat("usps_20", "usps", "#{20}", _SOURCE, checks.gs1(), unless=_NOT_SSCC),
    *_routed("usps_legacy", "", body_lengths=(20,), prepend=b"91", unless=_NOT_SSCC),
    *_routed("usps_legacy", "91", body_lengths=(22,)),
    *_routed("usps_impb_n", "94###9", body_lengths=(22, 26)),
    *_routed("usps_impb_n", "94###[012345678]", body_lengths=(22, 26)),
    CodeFormat("usps_impb_n", "usps", "94###9#{24}", _SOURCE, checks.gs1()),
    *_routed("usps_impb_c", "92###9", body_lengths=(22, 26)),
    *_routed("usps_impb_c", "93###[012345678]", body_lengths=(22, 26)),
    *_routed("usps_impb_c", "95", body_lengths=(22, 26)),
)
