"""What a guest may do with one order (B-09). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from ipaddress import IPv4Network, IPv6Network
from typing import Any

from ..host.facts import OrderFacts
from .codes import email_mark


class AccessScope(str, Enum):
    """What a grant allows. Every grant has VIEW; the link of a mail has nothing else."""

    VIEW = "VIEW"
    MESSAGE = "MESSAGE"
    RETURN = "RETURN"
    WITHDRAW = "WITHDRAW"


class GrantSource(str, Enum):
    """How a guest got a grant."""

    CODE = "CODE"
    LINK = "LINK"


ALL_SCOPES = frozenset(AccessScope)
SCOPES_OF: Mapping[GrantSource, tuple[AccessScope, ...]] = {
    GrantSource.CODE: tuple(AccessScope),
    GrantSource.LINK: (AccessScope.VIEW,),
}


@dataclass(frozen=True, slots=True)
class GuestGrant:
    """A grant that holds now. `email_mark` stands for the address that it was given to."""

    order_pk: Any
    scopes: frozenset[AccessScope]
    email_mark: str


@dataclass(frozen=True, slots=True)
class AccessRules:
    """The shop's settings about guests. `trusted_networks` are proxies whose word about callers counts."""

    is_on: bool
    code_life: timedelta
    grant_life: timedelta
    link_life: timedelta
    trusted_networks: tuple[IPv4Network | IPv6Network, ...] = ()


def scopes_on(facts: OrderFacts, grants: Iterable[GuestGrant]) -> frozenset[AccessScope]:
    """Return what grants allow on one order, nothing without one.

    A grant ends with the address it was given to: when an order gets another one, whoever reads the old
    mailbox is a stranger.
    """
    own = [one for one in grants if one.order_pk == facts.order_pk]
    if not own or facts.is_draft:
        return frozenset()
    mark = email_mark(facts.user_email)
    return frozenset(scope for one in own if one.email_mark == mark for scope in one.scopes)
