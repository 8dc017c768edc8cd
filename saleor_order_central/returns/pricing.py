"""Checks the lines of a request against the rules, and prices them. No statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from ..errors import ErrorCode, OrderCentralFault, OrderCentralFaults, invalid, not_found, required
from .asks import AskedLine, ReturnAsk
from .eligibility import LineEligibility
from .fees import FeeLine, Fees, fees_of, goods_value
from .kinds import IneligibleReason, LabelPayer, ReturnResolution
from .policy_choice import PolicyRules
from .wording import REASON_MESSAGES


@dataclass(frozen=True, slots=True)
class ReasonRules:
    """What a reason asks for."""

    pk: int
    requires_note: bool = False
    requires_photo: bool = False
    waives_fees: bool = False


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line that may be returned, with its outcome and its share of the fees."""

    asked: AskedLine
    eligibility: LineEligibility
    resolution: ReturnResolution
    fee: Decimal


@dataclass(frozen=True, slots=True)
class PricedReturn:
    """A request as it would be stored. Amounts are gross and in `currency`."""

    lines: tuple[PricedLine, ...]
    currency: str
    goods: Decimal
    fees: Fees

    @property
    def total(self) -> Decimal:
        """What the goods cost, less the fees."""
        return self.goods - self.fees.total

    @property
    def policies(self) -> list[PolicyRules]:
        """The policies that count for the lines."""
        return [one.eligibility.policy for one in self.lines if one.eligibility.policy is not None]

    @property
    def label_payer(self) -> LabelPayer:
        """The shop pays for the way back only when it does so for every line."""
        by_shop = all(one.label_payer is LabelPayer.SHOP for one in self.policies)
        return LabelPayer.SHOP if by_shop and self.policies else LabelPayer.CUSTOMER

    @property
    def is_approved_at_once(self) -> bool:
        """Nobody needs to look at it."""
        policies = self.policies
        return len(policies) == len(self.lines) and all(one.auto_approve for one in policies)

    @property
    def expiry_days(self) -> int | None:
        """The longest of the lines' policies; without a limit in one of them there is none."""
        days = [one.expiry_days for one in self.policies]
        return None if None in days else max((one for one in days if one is not None), default=None)

    @property
    def reminder_days(self) -> int | None:
        """The reminder of the policy that sets the end."""
        end = self.expiry_days
        found = (one.reminder_days for one in self.policies if one.expiry_days == end)
        return None if end is None else next((one for one in found if one is not None), None)

    @property
    def instructions(self) -> str:
        """How to send the goods: the text of each policy once."""
        return "\n\n".join(dict.fromkeys(one.instructions for one in self.policies if one.instructions))


def price_return(
    ask: ReturnAsk,
    judged: Iterable[LineEligibility],
    reasons: Mapping[int, ReasonRules],
    *,
    checks_words: bool = True,
) -> PricedReturn:
    """Check every line and price them together. Raises OrderCentralFaults with one fault per line at fault.

    NOT_FOUND for a line of another order, QUANTITY_EXCEEDED, RETURN_NOT_ELIGIBLE, and, with `checks_words`,
    REQUIRED for a note or photo that the reason or the policy asks for.
    """
    by_line = {one.line.order_line_pk: one for one in judged}
    faults: list[OrderCentralFault] = []
    accepted: list[tuple[AskedLine, LineEligibility, ReturnResolution]] = []
    for place, asked in enumerate(ask.lines):
        try:
            found = _eligible(asked, by_line, place, regardless=ask.regardless)
            if checks_words:
                _refuse_missing_words(asked, found, reasons, place, regardless=ask.regardless)
            accepted.append((asked, found, _resolution(asked, found, place, regardless=ask.regardless)))
        except OrderCentralFault as fault:
            faults.append(fault)
    if faults:
        raise OrderCentralFaults(faults)
    return _priced(accepted, reasons)


def _priced(
    accepted: Sequence[tuple[AskedLine, LineEligibility, ReturnResolution]],
    reasons: Mapping[int, ReasonRules],
) -> PricedReturn:
    fee_lines = [_fee_line(asked, found, reasons) for asked, found, _resolution in accepted]
    fees = fees_of(fee_lines)
    lines = tuple(
        PricedLine(asked, found, resolution, fee)
        for (asked, found, resolution), fee in zip(accepted, fees.shares, strict=True)
    )
    return PricedReturn(lines, fee_lines[0].currency, goods_value(fee_lines), fees)


def _eligible(
    asked: AskedLine, by_line: Mapping[Any, LineEligibility], place: int, *, regardless: bool
) -> LineEligibility:
    found = by_line.get(asked.order_line_pk)
    if found is None:
        raise not_found(f"lines.{place}.orderLine", "The order has no such line.")
    if reasons := found.reasons_for(by_staff_regardless=regardless):
        raise OrderCentralFault(
            explain(reasons[0]), ErrorCode.RETURN_NOT_ELIGIBLE, field=f"lines.{place}.orderLine"
        )
    if asked.quantity > found.max_quantity:
        raise OrderCentralFault(
            explain(IneligibleReason.QUANTITY_EXCEEDED),
            ErrorCode.QUANTITY_EXCEEDED,
            field=f"lines.{place}.quantity",
        )
    return found


def explain(reason: IneligibleReason) -> str:
    """Say why not, in the language that is active now."""
    return gettext(REASON_MESSAGES[reason])


def _refuse_missing_words(
    asked: AskedLine,
    found: LineEligibility,
    reasons: Mapping[int, ReasonRules],
    place: int,
    *,
    regardless: bool,
) -> None:
    if asked.reason_pk is not None and asked.reason_pk not in reasons:
        raise not_found(f"lines.{place}.reason", "There is no such reason to choose.")
    reason = reasons.get(asked.reason_pk) if asked.reason_pk is not None else None
    if reason is not None and reason.requires_note and not asked.reason_note:
        raise required(f"lines.{place}.reasonNote", "This reason needs some words.")
    wants_photo = (reason is not None and reason.requires_photo) or (
        found.policy is not None and found.policy.requires_photos
    )
    if wants_photo and not asked.pictures and not regardless:
        raise required(f"lines.{place}.attachments", "Please add a photo.")


def _resolution(
    asked: AskedLine, found: LineEligibility, place: int, *, regardless: bool
) -> ReturnResolution:
    """Return the outcome wanted, else the first one on offer. Staff may promise what is not on offer."""
    offered = found.policy.resolutions if found.policy else (ReturnResolution.REFUND,)
    wanted = asked.resolution or offered[0]
    if wanted not in offered and not regardless:
        names = ", ".join(one.value for one in offered)
        raise invalid(f"lines.{place}.resolution", f"Choose one of: {names}.")
    return wanted


def _fee_line(asked: AskedLine, found: LineEligibility, reasons: Mapping[int, ReasonRules]) -> FeeLine:
    reason = reasons.get(asked.reason_pk) if asked.reason_pk is not None else None
    return FeeLine(
        found.policy,
        found.line.paid,
        found.line.quantity,
        asked.quantity,
        found.line.currency,
        is_waived=reason is not None and reason.waives_fees,
    )
