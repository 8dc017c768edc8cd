"""The receipt of a statement: content, date and time to the second; what is stored is mailed (W-08)."""

from django.utils.translation import gettext

from ..language import speaking
from ..notifications.locale_text import moment_text
from ..notifications.render import Texts, fill, one_line
from ..notifications.template_book import TemplateBook, texts_in
from .models import Withdrawal, WithdrawalLine
from .wording import RECEIPT, WHOLE_ORDER


def write_receipt(
    row: Withdrawal, lines: list[WithdrawalLine], templates: TemplateBook, shop_name: str
) -> None:
    """Set `subject` and `receipt` in the row's language; words of the merchant with a hole are not used."""
    values = _values(row, lines, shop_name)
    for texts in (_merchants(templates, row.language), _built_in(row.language)):
        if texts is None:
            continue
        subject, body = fill(texts.subject, values), fill(texts.body, values)
        if not (subject.missing or body.missing):
            row.subject, row.receipt = one_line(subject.text)[:500], body.text
            return


def _values(row: Withdrawal, lines: list[WithdrawalLine], shop_name: str) -> dict[str, str]:
    with speaking(row.language):
        whole = gettext(WHOLE_ORDER)
    return {
        "shop.name": shop_name,
        "order.number": row.order_number,
        "withdrawal.number": row.number,
        "withdrawal.order_number": row.order_number,
        "withdrawal.name": row.name,
        "withdrawal.email": row.email,
        "withdrawal.message": row.message,
        "withdrawal.lines": "\n".join(f"{one.quantity} × {one.product_name}" for one in lines) or whole,
        "withdrawal.received_at": moment_text(row.received_at, row.language),
    }


def _merchants(templates: TemplateBook, language: str) -> Texts | None:
    template = templates.by_slug.get(RECEIPT.slug)
    return texts_in(template, language) if template is not None and template.is_active else None


def _built_in(language: str) -> Texts:
    with speaking(language):
        return Texts(gettext(RECEIPT.subject), gettext(RECEIPT.body), "")
