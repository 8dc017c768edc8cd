"""How the providers of a shop are doing; two statements."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from ..config import Settings
from .models import ParcelPoll, ProviderState
from .registry import asking_providers


@dataclass(frozen=True, slots=True)
class ProviderHealth:
    """A provider that is asked. `waiting` parcels will be asked for; `trouble` is a Trouble or ""."""

    name: str
    waiting: int
    last_success_at: datetime | None = None
    failures: int = 0
    trouble: str = ""
    detail: str = ""


def load_health(settings: Settings, *, using: str) -> tuple[ProviderHealth, ...]:
    """Return the providers that the settings make usable, also those that were never asked."""
    names = [provider.name for provider in asking_providers(settings)]
    if not names:
        return ()
    states = {state.name: state for state in ProviderState.objects.using(using).filter(name__in=names)}
    polls = ParcelPoll.objects.using(using).filter(provider__in=names, next_at__isnull=False)
    waiting = dict(polls.values_list("provider").annotate(number=Count("pk")).order_by())
    return tuple(_health(name, waiting.get(name, 0), states.get(name)) for name in names)


def _health(name: str, waiting: int, state: ProviderState | None) -> ProviderHealth:
    if state is None:
        return ProviderHealth(name, waiting)
    return ProviderHealth(name, waiting, state.last_success_at, state.failures, state.trouble, state.detail)
