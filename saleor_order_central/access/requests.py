"""Asking for a one-time code, and answering such requests outside of the request (B-09).

Asking stores a row and nothing else, whether there is such an order or not: the answer and the work are the
same. A task looks for the order afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ..errors import required
from ..host import get_host
from ..host.celery import send_after_commit
from ..host.facts import OrderFacts
from ..notifications.compose import compose
from ..notifications.contexts import load_message_contexts
from ..notifications.messages import Draft, Notice
from ..notifications.models import ChannelKind, Occasion
from ..notifications.outbox import store_drafts
from ..statuses.desk import Desk, open_desk
from ..text import plain_line
from .codes import CODE_PLACE, email_mark, new_seed, pair_mark, same_email, same_number
from .kinds import AccessRules
from .limits import REQUEST_LIMITS, count_or_refuse
from .models import AccessRequest

ANSWER_TASK = "saleor_order_central.answer_access_requests"
BATCH = 100
CLAIM = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class OrderKey:
    """How somebody without an account names an order. `client` is where the request came from."""

    number: str
    email: str
    client: str

    def cleaned(self) -> "OrderKey":
        """Return it in the form that is compared. Raises REQUIRED and INVALID naming the field."""
        number = same_number(plain_line(self.number, "number", limit=64))
        email = plain_line(self.email, "email", limit=254)
        if not number:
            raise required("number")
        if not email:
            raise required("email")
        return OrderKey(number, email, self.client)

    @property
    def subjects(self) -> dict[str, str]:
        """What its tries are counted by."""
        return {"order": self.number, "email": same_email(self.email), "client": self.client}


def request_access(key: OrderKey, channel: str, rules: AccessRules) -> None:
    """Take a request for a code. Raises RATE_LIMITED, REQUIRED, INVALID; it never says whether an order fits.

    A new request makes the code of an earlier one void.
    """
    key = key.cleaned()
    channel = plain_line(channel, "channel", limit=255)
    with transaction.atomic():
        count_or_refuse("request", REQUEST_LIMITS, key.subjects)
        AccessRequest.objects.create(
            number=key.number,
            email=key.email,
            channel=channel,
            pair=pair_mark(key.number, key.email),
            email_mark=email_mark(key.email),
            seed=new_seed(),
            expires_at=timezone.now() + rules.code_life,
        )
        send_after_commit(ANSWER_TASK)


def answer_requests() -> int:
    """Mail the codes of waiting requests that name an order; returns how many were looked at."""
    rows = _claim()
    if rows:
        desk = open_desk()
        for row in rows:
            _answer(row, desk)
    return len(rows)


def _claim() -> list[AccessRequest]:
    """Take waiting requests, also those of a worker that died.

    No row stays locked while an order is looked for: how long a try of a code waits must not tell of it.
    """
    now = timezone.now()
    is_free = Q(claimed_at=None) | Q(claimed_at__lt=now - CLAIM)
    with transaction.atomic():
        waiting = AccessRequest.objects.select_for_update(skip_locked=True, of=("self",))
        rows = list(waiting.filter(is_free, answered_at=None).order_by("pk")[:BATCH])
        AccessRequest.objects.filter(pk__in=[row.pk for row in rows]).update(claimed_at=now)
    return rows


def _answer(row: AccessRequest, desk: Desk) -> None:
    facts = find_order(row.number, row.email, row.channel)
    if facts is None or not desk.settings.is_active or row.expires_at <= desk.now:
        _finish(row, desk)
        return
    drafts = _drafts(row, facts, desk)
    with transaction.atomic():
        stored = store_drafts([(draft, None) for draft in drafts], settings=desk.settings)
        mail = next((one for one in stored if one.channel_kind == ChannelKind.EMAIL), None)
        _finish(row, desk, order_id=facts.order_pk, notification=mail)


def _finish(row: AccessRequest, desk: Desk, **found: Any) -> None:
    rows = AccessRequest.objects.filter(pk=row.pk)
    rows.update(number="", email="", channel="", answered_at=desk.now, **found)


def find_order(number: str, email: str, channel: str) -> OrderFacts | None:
    """Return the order that a number and its customer's address name, None when they do not fit."""
    host = get_host()
    pk = host.order_pk_of_number(number, using="default")
    if pk is None:
        return None
    facts = host.load_facts([pk], using="default", whole_history=False).get(pk)
    if facts is None or facts.is_draft or not facts.user_email:
        return None
    if same_email(facts.user_email) != same_email(email) or channel not in ("", facts.channel):
        return None
    return facts


def _drafts(row: AccessRequest, facts: OrderFacts, desk: Desk) -> Sequence[Draft]:
    pk = facts.order_pk
    context = load_message_contexts({pk: facts}, desk.settings, using="default").get(pk)
    if context is None:
        return ()
    minutes = round((row.expires_at - row.created_at) / timedelta(minutes=1))
    notice = Notice(
        occasion=Occasion.ACCESS_CODE,
        key=f"access:{row.pk}",
        values={"access.code": CODE_PLACE, "access.minutes": str(minutes)},
        defaults=(ChannelKind.EMAIL,),
        is_automatic=True,
        is_left_to_us=True,
    )
    return compose(notice, context, desk.settings, desk.templates, now=desk.now)
