"""Checks of types, transitions and automation. Pure: each takes a shop and yields findings.

Rules cannot run in a circle, so no check looks for that: each fact is acted on once per order, and
automation only ever moves an order forward.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from .findings import RULE, STATUS, Finding, FindingCode, Severity
from .graph import Graph, ends, reachable, reversed_graph
from .shop import Rule, Shop, Status


def _about(status: Status, code: FindingCode, severity: Severity, **values: str) -> Finding:
    return Finding(code, severity, STATUS, status.pk, status.slug, {"status": status.slug, **values})


def untyped_statuses(shop: Shop) -> Iterator[Finding]:
    """000-18: every custom status has a type."""
    for status in shop.statuses:
        if not status.is_built_in and not status.type:
            yield _about(status, FindingCode.STATUS_TYPE_MISSING, Severity.ERROR)


def default_status(shop: Shop) -> Iterator[Finding]:
    """003-11: new orders get a status."""
    if not any(status.is_default for status in shop.active):
        yield Finding(FindingCode.DEFAULT_STATUS_MISSING, Severity.ERROR)


def transitions(shop: Shop) -> dict[str, list[str]]:
    """Return the active statuses with those that may follow each."""
    every = [status.slug for status in shop.active]
    return {
        status.slug: every
        if status.next_statuses is None
        else [slug for slug in every if slug in status.next_statuses]
        for status in shop.active
    }


def _starts(shop: Shop) -> list[str]:
    """Statuses that new orders may get: defaults, those of a payment gateway, and those of rules."""
    by_rule = {rule.status for rule in shop.rules if rule.is_active and rule.fact == "CREATED"}
    return [
        status.slug
        for status in shop.active
        if status.is_default or status.is_start or status.payment_gateways or status.slug in by_rule
    ]


def concluded_before_shipment(shop: Shop) -> Iterator[Finding]:
    """000-24: no order is concluded before its goods have left.

    A status that requires a parcel is sound. Without transitions anything may follow anything: that is a
    warning. When somebody wrote the way down, or orders begin there, it is an error.
    """
    graph, starts = transitions(shop), _starts(shop)
    by_slug = shop.status_by_slug
    early = reachable(graph, starts, may_pass=lambda slug: not by_slug[slug].proves_shipment)
    for status in shop.active:
        if status.type != "CONCLUDED" or status.proves_shipment or status.slug not in early:
            continue
        writers = [
            slug
            for slug in graph
            if slug in early
            and slug != status.slug
            and not by_slug[slug].proves_shipment
            and status.slug in (by_slug[slug].next_statuses or ())
        ]
        is_written = bool(writers) or status.slug in starts
        severity = Severity.ERROR if is_written else Severity.WARNING
        yield _about(status, FindingCode.CONCLUDED_BEFORE_SHIPMENT, severity)


def dead_ends(shop: Shop) -> Iterator[Finding]:
    """A status in progress leads to one where the order's way ends."""
    graph = transitions(shop)
    finals = [status.slug for status in shop.active if status.is_end]
    leading = reachable(reversed_graph(graph), finals)
    stuck = [slug for slug in graph if slug not in leading]
    for slug in ends(graph, stuck):
        yield _about(shop.status_by_slug[slug], FindingCode.STATUS_DEAD_END, Severity.ERROR)


def unreachable_statuses(shop: Shop) -> Iterator[Finding]:
    """Every active status can be reached from a first one."""
    graph = transitions(shop)
    starts = _starts(shop)
    if not starts:
        return
    found = reachable(graph, starts)
    lost = [slug for slug in graph if slug not in found]
    for slug in ends(_inside_reversed(graph, lost), lost):
        yield _about(shop.status_by_slug[slug], FindingCode.STATUS_UNREACHABLE, Severity.WARNING)


def _inside_reversed(graph: Graph, nodes: Iterable[str]) -> dict[str, list[str]]:
    """Turn the edges among `nodes` round, without loops of a node to itself."""
    chosen = set(nodes)
    return reversed_graph(
        {slug: [one for one in graph[slug] if one in chosen and one != slug] for slug in chosen}
    )


def next_statuses(shop: Shop) -> Iterator[Finding]:
    """What a transition names exists and is on."""
    for status in shop.active:
        for slug in status.next_statuses or ():
            follower = shop.status_by_slug.get(slug)
            if follower is None:
                yield _about(status, FindingCode.NEXT_STATUS_UNKNOWN, Severity.ERROR, next=slug)
            elif not follower.is_active:
                yield _about(status, FindingCode.NEXT_STATUS_INACTIVE, Severity.WARNING, next=slug)


def rules(shop: Shop) -> Iterator[Finding]:
    """Each rule has a target that can be set, and orders that it can fit."""
    earlier: list[Rule] = []
    for rule in (one for one in shop.rules if one.is_active):
        about = partial(Finding, object_type=RULE, object_pk=rule.pk, object_slug=rule.status)
        values = {"status": rule.status, "fact": rule.fact}
        target = shop.status_by_slug.get(rule.status)
        if target is None or not target.is_active:
            yield about(FindingCode.RULE_TARGET_INACTIVE, Severity.ERROR, values=values)
        elif any(one.covers(rule) for one in earlier) or not _fits_a_channel(rule, target, shop):
            yield about(FindingCode.RULE_NEVER_FITS, Severity.WARNING, values=values)
        earlier.append(rule)


def _fits_a_channel(rule: Rule, target: Status, shop: Shop) -> bool:
    if shop.channels is None:
        return not rule.channels
    wanted = rule.channels & shop.channels if rule.channels else shop.channels
    return bool(wanted & target.channels) if target.channels else bool(wanted) or not rule.channels


def settings_statuses(shop: Shop) -> Iterator[Finding]:
    """The statuses that the settings name exist and are on."""
    if not shop.switches.automatic_status:
        return
    for setting, slug in (shop.switches.status_when or {}).items():
        status = shop.status_by_slug.get(slug)
        if slug and (status is None or not status.is_active):
            values = {"status": slug, "setting": setting}
            yield Finding(
                FindingCode.SETTINGS_STATUS_UNKNOWN, Severity.ERROR, object_slug=setting, values=values
            )
