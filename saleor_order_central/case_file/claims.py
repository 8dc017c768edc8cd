"""Returns, refunds, papers and withdrawals, as a case file tells them. Pure, given the rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..attachments.models import OrderAttachment
from ..credit_notes.models import OrderCreditNote
from ..refunds.models import OrderRefund
from ..returns.models import ReturnInspection, ReturnLine, ReturnParcel, ReturnReason, ReturnRequest
from ..withdrawals.models import Withdrawal, WithdrawalLine
from .values import amount, file_values, filled, moment


@dataclass(frozen=True, slots=True)
class ReturnRows:
    """Everything that is stored of returns, by pk of the request or of the line."""

    lines: Mapping[int, Sequence[ReturnLine]] = field(default_factory=dict)
    findings: Mapping[int, Sequence[ReturnInspection]] = field(default_factory=dict)
    parcels: Mapping[int, Sequence[ReturnParcel]] = field(default_factory=dict)
    files: Mapping[int, Sequence[OrderAttachment]] = field(default_factory=dict)
    reasons: Mapping[int, ReturnReason] = field(default_factory=dict)

    def reason(self, pk: int | None) -> str:
        """Return the stable name of a reason."""
        found = self.reasons.get(pk or 0)
        return found.slug if found else ""


def returns_part(
    requests: Iterable[ReturnRequest], rows: ReturnRows, *, include_memos: bool
) -> list[dict[str, Any]]:
    """Return the requests; notes of staff only with memos."""
    return [_return(one, rows, include_memos) for one in requests]


def _return(request: ReturnRequest, rows: ReturnRows, include_memos: bool) -> dict[str, Any]:
    return filled(
        {
            "number": request.number,
            "state": request.state,
            "outcome": request.outcome,
            "askedBy": request.requested_by,
            "date": moment(request.created_at),
            "updatedAt": moment(request.updated_at),
            "words": request.customer_note,
            "instructions": request.instructions,
            "refusedBecause": rows.reason(request.decline_reason_id),
            "refusal": request.decline_message,
            "nothingDueReason": request.nothing_due_reason,
            "staffNote": request.staff_note if include_memos else "",
            "fixedFee": amount(request.fixed_fee or None, request.currency),
            "parcels": [one.code for one in rows.parcels.get(request.pk, ())],
            "lines": [_line(one, request, rows, include_memos) for one in rows.lines.get(request.pk, ())],
        }
    )


def _line(line: ReturnLine, request: ReturnRequest, rows: ReturnRows, include_memos: bool) -> dict[str, Any]:
    return filled(
        {
            "name": line.product_name,
            "quantity": line.quantity,
            "received": line.quantity_received,
            "reason": rows.reason(line.reason_id),
            "words": line.reason_note,
            "wish": line.resolution,
            "fee": amount(line.fee or None, request.currency),
            "files": file_values(rows.files.get(line.pk, ())),
            "found": [
                filled(
                    {
                        "date": moment(one.created_at),
                        "quantity": one.quantity,
                        "disposition": one.disposition,
                        "note": one.note if include_memos else "",
                    }
                )
                for one in rows.findings.get(line.pk, ())
            ],
        }
    )


def refunds_part(refunds: Iterable[OrderRefund], numbers: Mapping[int, str]) -> list[dict[str, Any]]:
    """Return refunds, failed ones too; `numbers` are those of returns by pk."""
    return [
        filled(
            {
                "date": moment(one.created_at),
                "endedAt": moment(one.settled_at),
                "kind": one.kind,
                "status": one.status,
                "method": one.method,
                "amount": amount(one.amount, one.currency),
                "shipping": amount(one.shipping_gross or None, one.currency),
                "fees": amount(one.fees or None, one.currency),
                "reference": one.reference,
                "reason": one.reason,
                "return": numbers.get(one.return_request_id or 0),
                "lines": [
                    {"name": line.name, "quantity": line.quantity, "gross": amount(line.gross, one.currency)}
                    for line in one.lines.all()
                ],
                "restocked": sum(unit.is_done for unit in one.restocked_units.all()) or None,
            }
        )
        for one in refunds
    ]


def credit_notes_part(notes: Iterable[OrderCreditNote]) -> list[dict[str, Any]]:
    """Return credit notes with their lines."""
    return [
        filled(
            {
                "number": note.number,
                "date": moment(note.issued_at),
                "invoice": note.invoice_number,
                "net": amount(note.total_net, note.currency),
                "gross": amount(note.total_gross, note.currency),
                "lines": note.lines,
            }
        )
        for note in notes
    ]


def vouchers_part(vouchers: Iterable[Any]) -> list[dict[str, Any]]:
    """Return vouchers that were given instead of money."""
    return [
        filled(
            {
                "code": one.code,
                "value": amount(one.value, one.currency),
                "date": moment(one.created_at),
                "validUntil": moment(one.valid_until),
            }
        )
        for one in vouchers
    ]


def withdrawals_part(
    rows: Iterable[Withdrawal],
    lines: Mapping[int, Sequence[WithdrawalLine]],
    numbers: Mapping[int, str],
    *,
    include_memos: bool,
) -> list[dict[str, Any]]:
    """Return statements as they were made, with the receipt word for word; `numbers` as for refunds."""
    return [
        filled(
            {
                "number": one.number,
                "date": moment(one.received_at),
                "name": one.name,
                "email": one.email,
                "orderNumber": one.order_number,
                "words": one.message,
                "isVerified": one.is_verified,
                "status": one.status,
                "return": numbers.get(one.return_request_id or 0),
                "receipt": one.receipt,
                "staffNote": one.staff_note if include_memos else "",
                "lines": [
                    {"name": line.product_name, "quantity": line.quantity} for line in lines.get(one.pk, ())
                ],
            }
        )
        for one in rows
    ]
