"""UPU S10 numbers: thirteen characters, the last two naming the country of the postal operator."""

from typing import Final

from saleor_order_central.tracking import check_digits as checks
from saleor_order_central.tracking.formats.definition import CodeFormat
from saleor_order_central.tracking.formats.postal_operators import OPERATOR_CODES

FORMATS: Final = (
    CodeFormat(
        "s10",
        "upu",
        "@@#{9}@@",
        "UPU S10-12, identification of postal items",
        checks.s10,
        operators=OPERATOR_CODES,
    ),
)
