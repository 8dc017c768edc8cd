"""Grants of guests: given for a code, looked up by token, taken back (B-09)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..errors import ErrorCode, OrderCentralFault, not_found
from ..host import get_host
from .codes import is_code_of, pair_mark
from .kinds import SCOPES_OF, AccessRules, AccessScope, GrantSource, GuestGrant
from .limits import CONFIRM_LIMITS, count_or_refuse
from .models import AccessGrant, AccessLinkBar, AccessRequest
from .requests import OrderKey
from .tokens import MailLink, new_token, read_link, token_hash

MOST_TRIES = 5
# What a typed code is compared with when there is no request: the work is the same.
_NO_SEED = "0" * 64


@dataclass(frozen=True, slots=True)
class Given:
    """A new grant; its token is shown once and stored nowhere."""

    token: str
    grant: AccessGrant


def confirm_access(key: OrderKey, code: str, rules: AccessRules) -> Given:
    """Trade a code for a token. A code works once, and a request ends with its fifth wrong try.

    Raises CODE_INVALID for everything that does not fit, an unknown order too; CODE_EXPIRED for the right
    code that came too late; RATE_LIMITED, REQUIRED, INVALID.
    """
    key = key.cleaned()
    with transaction.atomic():
        count_or_refuse("confirm", CONFIRM_LIMITS, key.subjects)
    # The outcome leaves this block as a value: an exception would take the counted try back.
    with transaction.atomic():
        outcome = _tried(key, code, rules)
    if isinstance(outcome, Given):
        return outcome
    is_late = outcome is ErrorCode.CODE_EXPIRED
    words = "This code is too old; ask for a new one." if is_late else "This code is not right."
    raise OrderCentralFault(words, outcome, field="code")


def _tried(key: OrderKey, code: str, rules: AccessRules) -> Given | ErrorCode:
    """Look at the newest request of the pair, locked, and count the try on it."""
    now = timezone.now()
    pair = pair_mark(key.number, key.email)
    rows = AccessRequest.objects.select_for_update(of=("self",)).filter(pair=pair)
    request = rows.order_by("-pk").first()
    is_right = is_code_of(request.seed if request else _NO_SEED, code)
    is_counted = AccessRequest.objects.filter(
        pk=request.pk if request else 0, tries__lt=MOST_TRIES, used_at=None
    ).update(tries=F("tries") + 1, used_at=now if is_right else None)
    if request is None or not is_right or not is_counted or request.order_id is None:
        return ErrorCode.CODE_INVALID
    if request.expires_at <= now:
        return ErrorCode.CODE_EXPIRED
    return _give(request, rules, now)


def _give(request: AccessRequest, rules: AccessRules, now: datetime) -> Given:
    token = new_token()
    grant = AccessGrant.objects.create(
        order_id=request.order_id,
        token_hash=token_hash(token),
        scopes=[scope.value for scope in SCOPES_OF[GrantSource.CODE]],
        source=GrantSource.CODE.value,
        email_mark=request.email_mark,
        created_at=now,
        expires_at=now + rules.grant_life,
    )
    return Given(token, grant)


def use_tokens(tokens: Sequence[str], rules: AccessRules) -> dict[str, GuestGrant]:
    """Return the grants that tokens and links stand for now, and note their use: two statements.

    A link that is opened for the first time costs more once. Unknown tokens are left out.
    """
    now = timezone.now()
    hashes = {token_hash(token): token for token in tokens}
    rows = _rows_of(hashes)
    links = {
        mark: link
        for mark, token in hashes.items()
        if mark not in {row.token_hash for row in rows} and (link := read_link(token)) is not None
    }
    if links and _open_links(links, rules, now):
        rows = _rows_of(hashes)
    good = [row for row in rows if row.revoked_at is None and row.expires_at > now]
    AccessGrant.objects.filter(pk__in=[row.pk for row in good]).update(
        uses_count=F("uses_count") + 1, last_used_at=now
    )
    return {hashes[row.token_hash]: _grant(row) for row in good}


def _rows_of(hashes: Mapping[str, str]) -> list[AccessGrant]:
    return list(AccessGrant.objects.filter(token_hash__in=list(hashes)))


def _grant(row: AccessGrant) -> GuestGrant:
    return GuestGrant(row.order_id, frozenset(AccessScope(one) for one in row.scopes), row.email_mark)


def _open_links(links: Mapping[str, MailLink], rules: AccessRules, now: datetime) -> bool:
    """Store grants of links that are neither too old nor barred; parallel openings store one row."""
    pks = {mark: get_host().order_pk(link.order_pk) for mark, link in links.items()}
    orders = get_host().load_orders(pks.values(), using="default")
    bars = dict(AccessLinkBar.objects.filter(pk__in=orders).values_list("pk", "barred_until"))
    rows = [
        AccessGrant(
            order_id=pks[mark],
            token_hash=mark,
            scopes=[scope.value for scope in SCOPES_OF[GrantSource.LINK]],
            source=GrantSource.LINK.value,
            email_mark=link.email_mark,
            created_at=now,
            expires_at=link.issued_at + rules.link_life,
        )
        for mark, link in links.items()
        if pks[mark] in orders and link.issued_at + rules.link_life > now
        if pks[mark] not in bars or link.issued_at > bars[pks[mark]]
    ]
    AccessGrant.objects.bulk_create(rows, ignore_conflicts=True)
    return bool(rows)


def find_grant(pk: int) -> AccessGrant | None:
    """Return one grant, one statement."""
    found: AccessGrant | None = AccessGrant.objects.filter(pk=pk).first()
    return found


def revoke_grant(pk: int) -> AccessGrant:
    """Take one grant back; once more changes nothing. Raises NOT_FOUND."""
    now = timezone.now()
    AccessGrant.objects.filter(pk=pk, revoked_at=None).update(revoked_at=now)
    grant = find_grant(pk)
    if grant is None:
        raise not_found("id", "There is no such grant.")
    return grant


def revoke_all(order_pk: Any) -> int:
    """Take back every grant of an order and every link in its mails of until now; returns how many grants."""
    now = timezone.now()
    with transaction.atomic():
        AccessLinkBar.objects.update_or_create(order_id=order_pk, defaults={"barred_until": now})
        rows = AccessGrant.objects.filter(order_id=order_pk, revoked_at=None)
        return int(rows.update(revoked_at=now))


def load_grants(order_pks: Iterable[Any], *, using: str) -> dict[Any, list[AccessGrant]]:
    """Return grants by order pk, newest first, one statement."""
    found: dict[Any, list[AccessGrant]] = {}
    rows = AccessGrant.objects.using(using).filter(order_id__in=list(order_pks))
    for row in rows.order_by("-created_at", "-pk"):
        found.setdefault(row.order_id, []).append(row)
    return found
