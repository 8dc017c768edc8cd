"""Reads what messages about many orders are made of: a constant number of statements, however many."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

import phonenumbers

from ..carrier_events.checkpoints import NO_CHECKPOINTS
from ..carrier_events.selectors import load_checkpoints
from ..config import Settings
from ..host import get_host
from ..host.contacts import ContactFacts
from ..host.facts import OrderFacts
from ..statuses.models import OrderState
from ..tracking.services import load_tracking_rules
from ..tracking.shipments import with_parcels
from .channel_settings import load_channel_book
from .instructions import load_instruction_book
from .material import Material, told_shipments
from .messages import MessageContext
from .reply_address import order_address
from .structured_data import parcel_deliveries
from .values import OrderValues


def load_message_contexts(
    facts: Mapping[Any, OrderFacts], settings: Settings, *, using: str
) -> dict[Any, MessageContext]:
    """Return contexts by order pk, in eight statements; none without orders.

    Only addresses, lines and rules are read here. Values are made when a text uses them.
    """
    if not facts:
        return {}
    found = load_checkpoints(facts, using=using)
    contacts = get_host().load_contacts(facts, using=using)
    shop = get_host().load_shop(using=using)
    channels = load_channel_book(shop, using=using)
    instructions = load_instruction_book(using=using)
    rules = load_tracking_rules(settings, using=using)
    states = _states(facts, using)
    contexts = {}
    for pk, bare in facts.items():
        if (contact := contacts.get(pk)) is None:
            continue
        checkpoints = found.get(pk, NO_CHECKPOINTS)
        order = with_parcels(bare, checkpoints)
        language = channels.language(order.channel, order.language_code)
        material = Material(
            facts=order,
            contact=contact,
            shop_name=shop.name,
            language=language,
            settings=settings,
            tracking_rules=rules,
            instruction=instructions.find(order.payment_gateway, order.channel),
            status=states[pk].status if pk in states else None,
            checkpoints=checkpoints,
            expected=_expected(states.get(pk)),
        )
        contexts[pk] = MessageContext(
            order_pk=pk,
            channel=order.channel,
            language=language,
            email=order.user_email,
            phone=international_phone(contact),
            sender=channels.sender(order.channel),
            reply_to=order_address(settings.reply_mailbox, pk) or channels.reply_to(order.channel),
            values=OrderValues(material),
            parcel_deliveries=partial(parcel_deliveries, material),
            tracking_codes=tuple(dict.fromkeys(one.code.strip() for one in told_shipments(order))),
        )
    return contexts


def _states(order_pks: Mapping[Any, OrderFacts], using: str) -> dict[Any, OrderState]:
    rows = OrderState.objects.using(using).filter(order_id__in=list(order_pks)).select_related("status")
    return {row.pk: row for row in rows.only("order_id", "status", "expected_from", "expected_to")}


def _expected(state: OrderState | None) -> tuple[datetime, datetime] | None:
    if state is None or state.expected_from is None or state.expected_to is None:
        return None
    return state.expected_from, state.expected_to


def international_phone(contact: ContactFacts) -> str:
    """Return the number in E.164 form, "" when it cannot be one (a local number needs a country)."""
    try:
        number = phonenumbers.parse(contact.phone, contact.phone_country or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
