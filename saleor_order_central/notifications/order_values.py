"""Values of the order itself: its links, lines, money, and what the customer still has to tell."""

import base64
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext

from ..access.tokens import link_token
from ..host.contacts import LineFacts
from ..statuses.models import EntryVisibility, OrderStatusDefinition
from ..statuses.selectors import customer_description, customer_label
from .instructions import instruction_message
from .locale_text import money_text
from .material import Material
from .value_text import line_of
from .wording import MISSING_INFORMATION


def order_link(material: Material) -> str:
    """Fill in the setting; what is filled in is quoted, so it cannot leave its place in the address."""
    facts = material.facts
    return _address_from(
        material.settings.order_page_url,
        {
            "id": _global_id("Order", facts.order_pk),
            "number": facts.number,
            "channel": facts.channel,
            "token": _link_token(material),
        },
    )


def _link_token(material: Material) -> str:
    """Whoever reads the order's mail may open its page for a while (B-09)."""
    rules, facts = material.settings.access_rules, material.facts
    if not (rules.is_on and rules.link_life and facts.user_email):
        return ""
    return link_token(facts.order_pk, facts.user_email, timezone.now())


def review_links(material: Material) -> str:
    """Name each product that still exists once, with its page (001-15)."""
    if not material.settings.product_page_url:
        return ""
    lines = {line.product_pk: line for line in material.contact.lines if line.product_pk is not None}
    return "\n".join(
        f"{line_of(line.product_name)}: {_product_link(material, line)}" for line in lines.values()
    )


def _product_link(material: Material, line: LineFacts) -> str:
    parts = {
        "id": _global_id("Product", line.product_pk),
        "slug": line.product_slug,
        "channel": material.facts.channel,
    }
    return _address_from(material.settings.product_page_url, parts)


def _address_from(pattern: str, parts: Mapping[str, str]) -> str:
    if not pattern:
        return ""
    for name, value in parts.items():
        pattern = pattern.replace(f"{{{name}}}", quote(value, safe=""))
    return pattern


def _global_id(type_name: str, pk: Any) -> str:
    return base64.b64encode(f"{type_name}:{pk}".encode()).decode()


def order_lines(material: Material) -> str:
    """List what was ordered, in the customer's words where Saleor has them."""
    return "\n".join(_line_text(line) for line in material.contact.lines)


def _line_text(line: LineFacts) -> str:
    variant = line_of(line.variant_name)
    return f"{line.quantity} × {line_of(line.product_name)}" + (f" ({variant})" if variant else "")


def money_of(material: Material, amount: Decimal) -> str:
    """An amount of nothing is no value: nobody is asked to pay nothing."""
    if amount <= 0:
        return ""
    return money_text(amount, material.facts.money.currency, material.language)


def order_total(material: Material) -> str:
    """Write the total, also one of nothing."""
    money = material.facts.money
    return money_text(money.total, money.currency, material.language)


def outstanding(material: Material) -> str:
    """Nothing is owed for an order that ended, nor what was paid and given back."""
    facts = material.facts
    if facts.is_canceled or facts.is_expired or facts.money.is_fully_charged:
        return ""
    return money_of(material, facts.money.total - material.contact.paid - facts.money.refunded)


def payment_method(material: Material) -> str:
    """Saleor keeps only an identifier, such as "mirumee.payments.stripe": its last word is the name."""
    name = material.facts.payment_gateway.rpartition(":")[2].rpartition(".")[2]
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def instructions(material: Material) -> str:
    """Return how to pay in the reader's language (004-15)."""
    return instruction_message(material.instruction, material.language) if material.instruction else ""


def _visible_status(material: Material) -> OrderStatusDefinition | None:
    status = material.status
    return status if status is not None and status.visibility == EntryVisibility.CUSTOMER else None


def status_name(material: Material) -> str:
    """Return the customer's name of the present status; staff's statuses have none."""
    status = _visible_status(material)
    return customer_label(status, material.language) if status else ""


def status_description(material: Material) -> str:
    """Return the explanation of the present status."""
    status = _visible_status(material)
    return customer_description(status, material.language) if status else ""


def missing_information(material: Material) -> str:
    """Name what the customer still has to tell (001-06)."""
    return ", ".join(gettext(MISSING_INFORMATION[code]) for code in material.facts.missing_information)
