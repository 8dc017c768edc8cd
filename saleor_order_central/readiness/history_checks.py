"""Checks of where histories of parcels come from. Pure: each takes a shop and yields findings."""

from collections.abc import Iterator

from .findings import Finding, FindingCode, Severity
from .shop import History, Shop

# One answer that fails is no news.
_FAILURES = 3


def silent_carriers(shop: Shop) -> Iterator[Finding]:
    """001-13: a carrier of the shop that could be asked for histories is asked."""
    for code, name in shop.silent_carriers.items():
        yield Finding(
            FindingCode.HISTORY_PROVIDER_MISSING,
            Severity.WARNING,
            object_slug=code,
            values={"carrier": name},
        )


def providers(shop: Shop) -> Iterator[Finding]:
    """001-13: every provider with its last success and what waits, and whether it fails."""
    for history in shop.histories:
        if history.failures >= _FAILURES:
            yield _about(history, FindingCode.HISTORY_PROVIDER_FAILING, Severity.WARNING)
        yield _about(history, FindingCode.HISTORY_PROVIDER_STATE, Severity.INFO)


def _about(history: History, code: FindingCode, severity: Severity) -> Finding:
    values = {
        "provider": history.name,
        "waiting": str(history.waiting),
        "last_success": history.last_success,
        "trouble": history.trouble,
        "detail": history.detail,
    }
    return Finding(code, severity, object_slug=history.provider, values=values)
