"""Guests: whoever sends a token may use the order that it was given for (B-09).

The token travels in the header `Order-Central-Token`, several separated by commas, or as the argument `token`
of fields that have one. All of a request are looked up together, once.
"""

from typing import Any

import graphene

from ..access.client import client_address
from ..access.grants import use_tokens
from ..access.kinds import AccessScope, GuestGrant, scopes_on
from ..access.tokens import LONGEST
from ..errors import required
from ..host import get_host
from ..host.facts import OrderFacts
from ..text import is_storable
from .ids import decode_order_pk
from .loaders import shop_settings

HEADER = "HTTP_ORDER_CENTRAL_TOKEN"
MOST_TOKENS = 20
_TOKENS_KEY = "_order_central_tokens"
_GRANTS_KEY = "_order_central_grants"


def token_argument() -> graphene.String:
    """Return a fresh argument for the token of a guest."""
    return graphene.String(
        description="Token of a guest, or of the link in a mail; or send it in the header."
    )


def remember_token(context: Any, token: str | None) -> None:
    """Let a token count for the rest of the request."""
    if token and token not in _tokens(context):
        _tokens(context).append(token)


def _tokens(context: Any) -> list[str]:
    tokens: list[str] | None = getattr(context, _TOKENS_KEY, None)
    if tokens is None:
        sent = context.META.get(HEADER, "").split(",")
        tokens = [one.strip() for one in sent if one.strip()]
        setattr(context, _TOKENS_KEY, tokens)
    return tokens


def guest_grants(context: Any) -> dict[str, GuestGrant]:
    """Return the grants that the request holds, by token. A token is looked up and counted once."""
    known: dict[str, GuestGrant | None] | None = getattr(context, _GRANTS_KEY, None)
    if known is None:
        known = {}
        setattr(context, _GRANTS_KEY, known)
    tokens = [one for one in _tokens(context)[:MOST_TOKENS] if len(one) <= LONGEST and is_storable(one)]
    fresh = [one for one in tokens if one not in known]
    rules = shop_settings(context).access_rules if fresh else None
    if rules is not None and rules.is_on:
        # Not from a replica: a grant that was taken back must not work for a moment longer.
        with get_host().allow_writer():
            found = use_tokens(fresh, rules)
        known.update({one: found.get(one) for one in fresh})
    return {token: grant for token, grant in known.items() if grant is not None}


def forget_grants(context: Any) -> None:
    """Look tokens up again: grants were given or taken back."""
    setattr(context, _GRANTS_KEY, None)


def scopes_of_guest(context: Any, facts: OrderFacts) -> frozenset[AccessScope]:
    """Return what the request's tokens allow on one order."""
    return scopes_on(facts, guest_grants(context).values())


def order_of_guest(context: Any, token: str | None) -> Any:
    """Return the key of the order that a token names; without one, of the only order of the header's tokens.

    None when there is no such order, or more than one.
    """
    grants = guest_grants(context)
    if token:
        return grants[token].order_pk if token in grants else None
    order_pks = {grant.order_pk for grant in grants.values()}
    return order_pks.pop() if len(order_pks) == 1 else None


def order_pk_or_guests(context: Any, order_id: str | None, token: str | None = None) -> Any:
    """Return the key of the order of a request; guests may leave it out. Raises GRAPHQL_ERROR, REQUIRED."""
    remember_token(context, token)
    if order_id is not None:
        return decode_order_pk(order_id, "order")
    order_pk = order_of_guest(context, token)
    if order_pk is None:
        raise required("order", "Name the order, or send the token of a guest.")
    return order_pk


def caller_address(context: Any) -> str:
    """Return what a caller's tries are counted by."""
    return client_address(context.META, shop_settings(context).access_rules.trusted_networks)
