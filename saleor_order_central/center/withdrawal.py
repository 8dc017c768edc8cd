"""Withdrawing from the contract in two steps, with the order open or without it (W-01, W-02).

Needs legal review, words included.
"""

from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from django.http import HttpResponse

from ..activation.features import FeatureCode
from .rendering import render
from .visit import PageMissing, Visit
from .wording import error_texts

_KEPT = ("number", "name", "email", "message")
_LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be withdrawn from: words of the controls, and the order's lines when the caller sees it."""

    order_id: str
    number: str
    labels: dict[str, str]
    withdrawal: dict[str, Any] | None = None

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Lines to choose from, none for those without access."""
        return self.withdrawal["lines"] if self.withdrawal else []


def withdrawal_form(visit: Visit) -> dict[str, Any] | None:
    """Return the words of the function where it is offered to everybody."""
    if not visit.shop.view.feature(FeatureCode.WITHDRAWAL).is_ready:
        return None
    channel = visit.shop.view.channel or None
    form: dict[str, Any] = visit.ask("withdrawal_form", channel=channel)["orderWithdrawalForm"]
    return form if form["isEnabled"] else None


def withdraw(visit: Visit) -> HttpResponse:
    """For everybody: the answer does not tell whether there is such an order (W-12)."""
    form = withdrawal_form(visit)
    if form is None:
        raise PageMissing
    return _step(visit, Offer("", visit.request.POST.get("number", ""), form))


def withdraw_from_order(visit: Visit, order: str) -> HttpResponse:
    """For whoever sees the order: with its lines, and checked at once."""
    visit.require(FeatureCode.WITHDRAWAL)
    found = visit.order("withdrawal", order)
    withdrawal = found["withdrawal"]
    if withdrawal is None or visit.session.only_looks:
        raise PageMissing
    return _step(visit, Offer(order, found["number"], withdrawal, withdrawal))


def _step(visit: Visit, offer: Offer) -> HttpResponse:
    step = visit.request.POST.get("step", "")
    if step == "send":
        return _send(visit, offer)
    return _shown(visit, offer, "withdrawal_confirm.html" if step == "confirm" else "withdrawal.html")


def _shown(visit: Visit, offer: Offer, template: str, errors: list[str] | None = None) -> HttpResponse:
    values = {
        "offer": offer,
        "form": _fields(visit, offer),
        "chosen": [line for line in _lines(visit, offer) if line["units"]],
        "lines": _lines(visit, offer),
        "errors": errors,
        "key": visit.request.POST.get("key", "")[:_LONGEST_KEY] or token_urlsafe(16),
    }
    return render(visit, template, values, status=422 if errors else 200)


def _fields(visit: Visit, offer: Offer) -> dict[str, str]:
    data = visit.request.POST
    return {name: data.get(name, "") for name in _KEPT} | {"number": offer.number}


def _lines(visit: Visit, offer: Offer) -> list[dict[str, Any]]:
    data = visit.request.POST
    typed = {line["orderLineId"]: data.get(f"quantity-{line['orderLineId']}", "") for line in offer.lines}
    return [{**line, "units": _units(typed[line["orderLineId"]])} for line in offer.lines]


def _units(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _send(visit: Visit, offer: Offer) -> HttpResponse:
    fields = _fields(visit, offer)
    chosen = [line for line in _lines(visit, offer) if line["units"]]
    statement = {
        "orderNumber": fields["number"],
        "name": fields["name"],
        "email": fields["email"],
        "message": fields["message"],
        "isConfirmed": True,
        "channel": visit.shop.view.channel or None,
        "languageCode": visit.language or None,
        "idempotencyKey": visit.request.POST.get("key", "")[:_LONGEST_KEY] or None,
        **({"lines": [_line_input(line) for line in chosen]} if chosen else {}),
    }
    payload = visit.change("withdrawal_submit", input=statement)
    if payload["errors"]:
        return _shown(visit, offer, "withdrawal.html", error_texts(payload["errors"]))
    return render(visit, "withdrawal_done.html", {"offer": offer, "statement": payload["withdrawal"]})


def _line_input(line: dict[str, Any]) -> dict[str, Any]:
    return {"orderLine": line["orderLineId"], "quantity": line["units"]}
