"""Vouchers of Saleor: a fixed value off one order, used once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from saleor.core.utils.promo_code import generate_promo_code
from saleor.discount.models import Voucher

from .detect import is_saleor_3


@dataclass(frozen=True, slots=True)
class MadeVoucher:
    """Saleor's key of a voucher and the code that customers type."""

    pk: int
    code: str


def make_voucher(
    *, name: str, value: Decimal, currency: str, channel: str, valid_until: datetime | None
) -> MadeVoucher:
    """Make a voucher that takes `value` off one whole order of the channel, once."""
    code = generate_promo_code()
    columns: dict[str, Any] = {
        "name": name,
        "type": "entire_order",
        "discount_value_type": "fixed",
        "usage_limit": 1,
        "end_date": valid_until,
    }
    if not is_saleor_3():
        row = Voucher.objects.create(code=code, discount_value=value, currency=currency, **columns)
        return MadeVoucher(row.pk, code)
    from saleor.channel.models import Channel

    row = Voucher.objects.create(**columns)
    row.codes.create(code=code)
    row.channel_listings.create(
        channel=Channel.objects.get(slug=channel), discount_value=value, currency=currency
    )
    return MadeVoucher(row.pk, code)


def used_vouchers(voucher_pks: Iterable[int], *, using: str) -> frozenset[int]:
    """Return which of these vouchers were used up, one statement; deleted ones count as used."""
    pks = set(voucher_pks)
    if not pks:
        return frozenset()
    rows = Voucher.objects.using(using).filter(pk__in=pks)
    unused = rows.filter(codes__used=0) if is_saleor_3() else rows.filter(used=0)
    return frozenset(pks - set(unused.values_list("pk", flat=True)))
