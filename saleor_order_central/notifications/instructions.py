"""How to pay, by payment gateway (004-15): the texts that awaiting payment is told with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from ..errors import invalid, not_found, required
from ..language import normalise_language
from ..text import plain_line, plain_text
from .channel_settings import known_channel, required_language
from .models import PaymentInstruction

GATEWAY_LIMIT = 255
MESSAGE_LIMIT = 5_000
ACCOUNT_LIMIT = 250


@dataclass(frozen=True)
class InstructionBook:
    """All instructions of the shop by (gateway, channel)."""

    by_place: Mapping[tuple[str, str], PaymentInstruction]

    def find(self, gateway: str, channel: str) -> PaymentInstruction | None:
        """Return the channel's instruction for a gateway, else the shop's.

        Orders without any payment have the gateway "", so the row with that gateway is theirs.
        """
        return self.by_place.get((gateway, channel)) or self.by_place.get((gateway, ""))


def book_of(rows: Iterable[PaymentInstruction]) -> InstructionBook:
    """Make rows ready for looking up."""
    return InstructionBook({(row.gateway, row.channel): row for row in rows})


def load_instruction_book(*, using: str) -> InstructionBook:
    """Read every instruction in one statement."""
    return book_of(find_instructions(using=using))


def find_instructions(*, using: str) -> QuerySet[PaymentInstruction]:
    """Return instructions by gateway and channel."""
    return PaymentInstruction.objects.using(using).order_by("gateway", "channel")


def instruction_message(instruction: PaymentInstruction, language: str) -> str:
    """Return the text in a language, "pt" serving "pt-br" too, else the untranslated one."""
    key = normalise_language(language)
    for candidate in (key, key.partition("-")[0]):
        text: str = instruction.translations.get(candidate, {}).get("message", "")
        if text:
            return text
    return instruction.message


def save_instruction(values: Mapping[str, Any]) -> PaymentInstruction:
    """Create or change the instruction of a gateway in a channel, "" being the whole shop.

    `values` may hold gateway, channel, message, bank_account and language_code; absent ones stay as they
    are, and with a language the message is a translation. Raises OrderCentralFault: REQUIRED without a
    gateway, INVALID for an unknown channel or language and for texts that are too long.
    """
    if values.get("gateway") is None:
        raise required("paymentGateway")
    gateway = plain_line(values["gateway"], "paymentGateway", limit=GATEWAY_LIMIT)
    channel = known_channel(values.get("channel") or "")
    with transaction.atomic():
        PaymentInstruction.objects.get_or_create(gateway=gateway, channel=channel)
        row = PaymentInstruction.objects.select_for_update().get(gateway=gateway, channel=channel)
        _fill(row, values)
        if not (row.message or row.bank_account or row.translations):
            raise invalid("message", "Write how to pay, or name a bank account.")
        row.save()
    return row


def _fill(row: PaymentInstruction, values: Mapping[str, Any]) -> None:
    if values.get("bank_account") is not None:
        row.bank_account = plain_line(values["bank_account"], "bankAccount", limit=ACCOUNT_LIMIT)
    if values.get("message") is None:
        return
    message = plain_text(values["message"], "message", limit=MESSAGE_LIMIT)
    if not values.get("language_code"):
        row.message = message
        return
    key = required_language(values["language_code"])
    others = {one: texts for one, texts in row.translations.items() if one != key}
    row.translations = {**others, **({key: {"message": message}} if message else {})}


def delete_instruction(pk: int) -> PaymentInstruction:
    """Delete an instruction. Raises NOT_FOUND."""
    with transaction.atomic():
        row = PaymentInstruction.objects.select_for_update().filter(pk=pk).first()
        if row is None:
            raise not_found("id", "There is no such payment instruction.")
        row.delete()
    row.pk = pk
    return row
