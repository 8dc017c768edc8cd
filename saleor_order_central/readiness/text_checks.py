"""Checks of messages: texts, variables, senders, translations. Pure: each takes a shop, yields findings."""

from collections.abc import Iterator

from ..notifications.variables import VARIABLES
from .findings import INSTRUCTION, STATUS, TEMPLATE, Finding, FindingCode, Severity
from .shop import Instruction, Shop, Status, Template, lacking

AWAITING_PAYMENT = "awaiting-payment"
TRACKING = "tracking.number"
BANK_ACCOUNT = frozenset({"payment.bank_account", "payment.instructions"})


def _about(status: Status, code: FindingCode, severity: Severity, **values: str) -> Finding:
    return Finding(code, severity, STATUS, status.pk, status.slug, {"status": status.slug, **values})


def _of(template: Template, code: FindingCode, severity: Severity, **values: str) -> Finding:
    return Finding(
        code, severity, TEMPLATE, template.pk, template.slug, {"template": template.slug, **values}
    )


def _listed(names: frozenset[str] | set[str] | tuple[str, ...]) -> str:
    return ", ".join(sorted(names))


def missing_templates(shop: Shop) -> Iterator[Finding]:
    """A status that tells customers something has a text that is on, and so has what the plugin tells.

    A text of the plugin's own may be off on purpose: that is how a shop does without it.
    """
    named: set[str] = set()
    for status in shop.active:
        message = shop.message_of(status)
        if status.notify and (message is None or not message.is_active):
            values = {"template": message.slug if message else status.template}
            named.add(values["template"])
            yield _about(status, FindingCode.TEMPLATE_INACTIVE_OR_MISSING, Severity.ERROR, **values)
        waiting = shop.template_by_slug.get(status.silent_template)
        if status.silent_template and (waiting is None or not waiting.is_active):
            values = {"template": status.silent_template}
            yield _about(status, FindingCode.TEMPLATE_INACTIVE_OR_MISSING, Severity.WARNING, **values)
    for slug in shop.automatic_templates:
        template = shop.template_by_slug.get(slug)
        if template is not None and not template.is_active and slug not in named:
            yield _of(template, FindingCode.TEMPLATE_INACTIVE_OR_MISSING, Severity.WARNING)


def unknown_variables(shop: Shop) -> Iterator[Finding]:
    """003-16: texts name only variables that exist; refused on save, found here after an upgrade."""
    for template in shop.templates:
        unknown = {name for wording in template.wordings for name in wording.unknown}
        if template.is_active and unknown:
            yield _of(
                template, FindingCode.TEMPLATE_VARIABLE_UNKNOWN, Severity.ERROR, variables=_listed(unknown)
            )


def empty_variables(shop: Shop) -> Iterator[Finding]:
    """A text that is sent by itself needs no variable that this shop can never fill."""
    empty = _never_filled(shop)
    for template in shop.templates:
        if not (template.is_active and _is_sent_by_itself(template, shop)):
            continue
        needed = {name for wording in template.wordings for name in wording.required} & empty
        if needed:
            yield _of(
                template, FindingCode.TEMPLATE_VARIABLE_EMPTY, Severity.ERROR, variables=_listed(needed)
            )


def _never_filled(shop: Shop) -> frozenset[str]:
    switches = shop.switches
    sources = {
        "order.link": switches.has_order_page,
        "review.links": switches.has_product_page,
        # Only messages about a return have these, and those are worded apart.
        **dict.fromkeys((name for name in VARIABLES if name.startswith("return.")), False),
    }
    return frozenset(name for name, is_filled in sources.items() if not is_filled)


def _is_sent_by_itself(template: Template, shop: Shop) -> bool:
    """Tell whether an occasion, a status or the silence of a status sends it without anybody."""
    return template.slug in shop.automatic_templates or any(
        (status.notify and shop.message_of(status) == template) or status.silent_template == template.slug
        for status in shop.active
    )


def tracking_number(shop: Shop) -> Iterator[Finding]:
    """003-15: the text of a sent status cannot go out without the tracking number, in any language."""
    for status in (one for one in shop.active if one.fact == "SENT"):
        message = shop.message_of(status)
        if message is None or not message.is_active or not (status.template or status.notify):
            continue
        if any(TRACKING not in one.required for one in message.wordings if _is_used(one.is_short, status)):
            severity = Severity.ERROR if status.notify else Severity.WARNING
            values = {"template": message.slug}
            yield _about(status, FindingCode.TRACKING_VARIABLE_MISSING, severity, **values)


def _is_used(is_short: bool, status: Status) -> bool:
    """The short text matters when a text message is sent; the long one always does."""
    return "SMS" in status.notify or not is_short


def bank_account(shop: Shop) -> Iterator[Finding]:
    """003-12: the text that asks for a payment says where to pay."""
    for status in shop.active:
        message = shop.message_of(status)
        asks = bool(status.payment_gateways) or status.slug == AWAITING_PAYMENT
        if not asks or message is None or not (status.template or status.notify):
            continue
        texts = [one for one in message.wordings if not one.is_short]
        if any(not one.variables & BANK_ACCOUNT for one in texts):
            values = {"template": message.slug}
            yield _about(status, FindingCode.BANK_ACCOUNT_MISSING, Severity.ERROR, **values)


def payment_instructions(shop: Shop) -> Iterator[Finding]:
    """004-15: a payment gateway that starts orders in a status has instructions for the customer."""
    explained = {one.gateway for one in shop.instructions if one.has_text}
    for status in shop.active:
        for gateway in status.payment_gateways:
            if gateway not in explained:
                yield _about(status, FindingCode.PAYMENT_INSTRUCTION_MISSING, Severity.ERROR, gateway=gateway)


def translations(shop: Shop) -> Iterator[Finding]:
    """Customers read their language: labels, texts and payment instructions exist in all of the shop's."""
    for status in shop.active:
        if status.is_customer_visible and (found := lacking(shop.languages, status.languages)):
            yield _about(
                status, FindingCode.TRANSLATION_MISSING, Severity.WARNING, **_untranslated(status.slug, found)
            )
    for template in shop.templates:
        if template.is_active and (found := lacking(shop.languages, template.languages)):
            yield _of(
                template,
                FindingCode.TRANSLATION_MISSING,
                Severity.WARNING,
                **_untranslated(template.slug, found),
            )
    for instruction in shop.instructions:
        if instruction.needs_translation and (found := lacking(shop.languages, instruction.languages)):
            yield _of_instruction(instruction, found)


def _of_instruction(instruction: Instruction, languages: tuple[str, ...]) -> Finding:
    return Finding(
        FindingCode.TRANSLATION_MISSING,
        Severity.WARNING,
        INSTRUCTION,
        instruction.pk,
        instruction.gateway,
        _untranslated(instruction.gateway, languages),
    )


def _untranslated(name: str, languages: tuple[str, ...]) -> dict[str, str]:
    return {"object": name, "languages": _listed(languages)}


def ways_of_messages(shop: Shop) -> Iterator[Finding]:
    """What statuses send can leave: a sender, a gateway for text messages, and the switch."""
    switches = shop.switches
    kinds = {kind for status in shop.active for kind in status.notify}
    if kinds and not switches.send_messages:
        yield Finding(FindingCode.MESSAGES_OFF, Severity.WARNING, object_slug="send_messages")
    if "EMAIL" in kinds and not switches.has_sender:
        yield Finding(FindingCode.SENDER_MISSING, Severity.WARNING)
    if "SMS" in kinds and not switches.has_sms_gateway:
        yield Finding(FindingCode.GATEWAY_MISSING, Severity.WARNING, object_slug="sms_gateway")


def saleors_mails(shop: Shop) -> Iterator[Finding]:
    """Saleor and the plugin do not both mail the same, and not neither of them."""
    chosen, sends = shop.switches.saleor_mails, shop.switches.saleor_sends_mails
    if chosen == "off" and sends:
        yield Finding(FindingCode.MAILS_DOUBLED, Severity.WARNING, object_slug="saleor_mails")
    if chosen == "on" and not sends:
        yield Finding(FindingCode.MAILS_MISSING, Severity.WARNING, object_slug="saleor_mails")
