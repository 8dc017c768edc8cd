"""Reads the shop's rules for the check before going live; a constant number of statements."""

from collections.abc import Iterable, Iterator
from email.utils import parseaddr
from typing import Any

from django.utils.translation import gettext

from ..config import SALEOR_MAILS_AUTO, Settings, settings_from
from ..host import get_host
from ..host.base import Host, StoredConfiguration
from ..language import SOURCE_LANGUAGE, normalise_language, speaking
from ..notifications.channel_settings import ChannelBook, load_channel_book
from ..notifications.instructions import find_instructions
from ..notifications.models import MessageTemplate, Occasion, PaymentInstruction
from ..notifications.render import Texts, placeholders
from ..notifications.routing import is_told_by_saleor, template_slug
from ..notifications.template_book import load_template_book, texts_in
from ..notifications.variables import VARIABLES
from ..providers.health import ProviderHealth, load_health
from ..providers.registry import OWN_PROVIDERS, supports_history
from ..providers.wording import provider_name
from ..statuses.models import EntryVisibility, OrderStatusDefinition, StatusKind, StatusRule
from ..statuses.rules import all_rules
from ..statuses.selectors import load_status_book
from ..statuses.wording import BUILT_IN_LABELS
from ..tracking import CARRIERS
from ..tracking.carrier_rows import load_shop_carriers
from ..tracking.shop_carriers import is_enabled
from .checks import check_shop
from .findings import Readiness
from .shop import Carrier, History, Instruction, Rule, Shop, Status, Switches, Template, Wording

# Our catalogues serve these; only they are asked for, and only where the shop uses them.
LANGUAGES = ("en", "es", "pl", "pt-br", "ro")
# Senders that stand in Saleor's settings until somebody fills in the shop's own.
_PLACEHOLDER_HOSTS = ("localhost", "example.com")


def check_readiness(*, using: str) -> Readiness:
    """Check the shop as it is; nothing is written (000-14)."""
    return check_shop(load_shop(using=using))


def load_shop(*, using: str) -> Shop:
    """Read everything that the checks look at."""
    host = get_host()
    definitions = load_status_book(using=using).definitions
    templates = load_template_book(using=using).templates
    instructions = list(find_instructions(using=using))
    channels = load_channel_book(host.load_shop(using=using), using=using)
    slugs = {template.pk: template.slug for template in templates}
    stored = host.stored_configuration(using=using)
    settings = settings_from(stored)
    translated = [one.translations for one in (*definitions, *templates, *instructions)]
    return Shop(
        statuses=tuple(_status(one, slugs) for one in definitions),
        templates=tuple(map(_template, templates)),
        rules=tuple(map(_rule, all_rules(using=using).select_related("status"))),
        instructions=tuple(map(_instruction, instructions)),
        carriers=tuple(Carrier(one.code, frozenset(one.channels)) for one in load_shop_carriers(using=using)),
        automatic_templates=tuple(_automatic_templates(settings)),
        switches=_switches(stored, channels),
        channels=_channels(host),
        languages=_languages(translated, channels),
        histories=tuple(map(_history, load_health(settings, using=using))),
        silent_carriers=_silent_carriers(settings, using=using),
    )


def _history(health: ProviderHealth) -> History:
    last = health.last_success_at
    return History(
        provider=health.name,
        name=provider_name(health.name),
        waiting=health.waiting,
        last_success=last.strftime("%Y-%m-%d %H:%M UTC") if last else "",
        failures=health.failures,
        trouble=health.trouble,
        detail=health.detail,
    )


def _silent_carriers(settings: Settings, *, using: str) -> dict[str, str]:
    rows = {row.code: row for row in load_shop_carriers(using=using)}
    return {
        code: CARRIERS[code].name
        for code in OWN_PROVIDERS
        if is_enabled(rows.get(code), code, settings.enabled_carriers)
        and not supports_history(settings, code)
    }


def _channels(host: Host) -> frozenset[str] | None:
    if not host.capabilities.channels:
        return None
    with host.allow_writer():
        return host.channel_slugs()


def _status(definition: OrderStatusDefinition, slugs: dict[int, str]) -> Status:
    is_built_in = definition.kind == StatusKind.BUILT_IN
    label = definition.customer_label or definition.name
    is_catalogued = is_built_in and label in BUILT_IN_LABELS
    own = (key for key, texts in definition.translations.items() if texts.get("customer_label"))
    return Status(
        slug=definition.slug,
        type=definition.type,
        fact=definition.fact,
        is_built_in=is_built_in,
        is_active=definition.is_active,
        is_customer_visible=definition.visibility == EntryVisibility.CUSTOMER,
        is_start=bool(definition.default_channels),
        is_default=definition.is_default,
        channels=frozenset(definition.channels),
        next_statuses=None if definition.next_statuses is None else tuple(definition.next_statuses),
        requirements=frozenset(definition.requirements),
        payment_gateways=tuple(definition.payment_gateways),
        notify=frozenset(definition.notify_by_default),
        template=slugs.get(definition.message_template_id, ""),
        silent_template=slugs.get(definition.silent_template_id, ""),
        languages=frozenset(own) | frozenset(LANGUAGES if is_catalogued else ()),
        pk=definition.pk,
    )


def _template(template: MessageTemplate) -> Template:
    own = frozenset(key for key, texts in template.translations.items() if texts.get("body"))
    return Template(
        slug=template.slug,
        wordings=tuple(
            wording
            for language in ("", *sorted(own))
            for wording in _wordings(language, texts_in(template, language))
        ),
        languages=own | _languages_of(template),
        is_active=template.is_active,
        pk=template.pk,
    )


def _languages_of(template: MessageTemplate) -> frozenset[str]:
    """Return the languages that a text is served in besides its translations by the merchant.

    A text of variables alone is the same in every language; one that was changed is in no catalogue.
    """
    words = template.body
    for one in placeholders(words):
        words = words.replace(one.source, "")
    if not words.strip():
        return frozenset(LANGUAGES)
    found = frozenset(filter(lambda one: _is_catalogued(template, one), LANGUAGES))
    return found | {SOURCE_LANGUAGE} if found else found


def _is_catalogued(template: MessageTemplate, language: str) -> bool:
    with speaking(language):
        return template.is_built_in and gettext(template.body) != template.body


def _wordings(language: str, texts: Texts) -> Iterator[Wording]:
    yield _wording(language, f"{texts.subject}\n{texts.body}", is_short=False)
    if texts.sms_body:
        yield _wording(language, texts.sms_body, is_short=True)


def _wording(language: str, text: str, *, is_short: bool) -> Wording:
    found = placeholders(text)
    known = [one for one in found if one.name in VARIABLES]
    return Wording(
        language=language,
        is_short=is_short,
        required=frozenset(one.name for one in known if not one.is_optional),
        optional=frozenset(one.name for one in known if one.is_optional),
        unknown=frozenset(one.name or one.source for one in found if one.name not in VARIABLES),
    )


def _rule(rule: StatusRule) -> Rule:
    return Rule(
        rule.fact,
        rule.status.slug,
        frozenset(rule.channels),
        frozenset(rule.payment_gateways),
        rule.is_active,
        rule.pk,
    )


def _instruction(row: PaymentInstruction) -> Instruction:
    return Instruction(
        gateway=row.gateway,
        has_text=bool(row.message or row.bank_account),
        needs_translation=bool(row.message),
        languages=frozenset(row.translations),
        channel=row.channel,
        pk=row.pk,
    )


def _automatic_templates(settings: Settings) -> Iterator[str]:
    """Yield the texts of the occasions that need nobody; Saleor may tell some of them instead."""
    occasions = [
        Occasion.ORDER_ACCEPTED,
        Occasion.INFORMATION_MISSING,
        Occasion.PAYMENT_AWAITED,
        Occasion.TRACKING_NUMBER,
    ]
    if settings.unpaid_reminder_days is not None:
        occasions.append(Occasion.PAYMENT_REMINDER)
    if settings.review_request_days is not None:
        occasions.append(Occasion.REVIEW_REQUEST)
    for occasion in occasions:
        slug = template_slug(occasion)
        if not (settings.saleor_sends_mails and is_told_by_saleor(occasion, "", slug)):
            yield slug


def _switches(stored: StoredConfiguration, channels: ChannelBook) -> Switches:
    settings = settings_from(stored)
    names = ("paid", "sent", "canceled", "delivered", "refunded")
    return Switches(
        features_reviewed=settings.features_reviewed,
        automatic_status=settings.automatic_status,
        send_messages=settings.send_messages,
        has_sms_gateway=bool(settings.sms_gateway),
        has_sender=_is_real_sender(channels.sender("")),
        has_order_page=bool(settings.order_page_url),
        has_product_page=bool(settings.product_page_url),
        saleor_mails=str(stored.values.get("saleor_mails") or SALEOR_MAILS_AUTO).strip().lower(),
        saleor_sends_mails=stored.saleor_sends_mails,
        status_when={f"status_when_{name}": getattr(settings, f"status_when_{name}") for name in names},
    )


def _is_real_sender(header: str) -> bool:
    host = parseaddr(header)[1].rpartition("@")[2].lower()
    return bool(host) and host not in _PLACEHOLDER_HOSTS


def _languages(translations: Iterable[dict[str, Any]], channels: ChannelBook) -> tuple[str, ...]:
    """Return the languages that the shop uses beside that of its untranslated texts."""
    used = {key for one in translations for key, texts in one.items() if texts}
    used |= {row.language for row in channels.rows.values() if row.channel and row.language}
    shops = channels.rows[""].language if "" in channels.rows else ""
    source = _served_as(shops or SOURCE_LANGUAGE)
    return tuple(one for one in LANGUAGES if one != source and one in set(map(_served_as, used)))


def _served_as(language: str) -> str:
    """Return which of our languages serves a code: "pt" is served by the Brazilian texts."""
    code = normalise_language(language)
    base = code.partition("-")[0]
    return "pt-br" if base == "pt" else next((one for one in (code, base) if one in LANGUAGES), code)
