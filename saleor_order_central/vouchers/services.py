"""Giving vouchers instead of money."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext

from ..host.facts import OrderFacts
from ..host.voucher_actions import make_voucher
from ..refunds.models import OrderRefund
from .models import OrderVoucher

VALID_DAYS = 365


def give_voucher(refund: OrderRefund, facts: OrderFacts) -> OrderVoucher:
    """Make the voucher of a refund; one per refund by the database. Inside the refund's transaction."""
    until = timezone.now() + timedelta(days=VALID_DAYS)
    made = make_voucher(
        name=gettext("Voucher for order %(number)s") % {"number": facts.number},
        value=refund.voucher_value,
        currency=refund.currency,
        channel=facts.channel,
        valid_until=until,
    )
    voucher: OrderVoucher = OrderVoucher.objects.create(
        refund=refund,
        order_id=refund.order_id,
        voucher_pk=made.pk,
        code=made.code,
        currency=refund.currency,
        value=refund.voucher_value,
        valid_until=until,
    )
    return voucher
