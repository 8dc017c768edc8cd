"""Conditions of nested filters as one condition for the database."""

from collections.abc import Callable, Iterable

from django.db.models import Q

from .nesting import Filter


def join(wanted: Filter, own: Callable[[Filter], Iterable[Q]]) -> Q:
    """Join what a filter asks for by itself, as `own` says it, with what its parts ask for."""
    found, one_of = Q(), Q()
    for condition in (*own(wanted), *(join(part, own) for part in wanted.all_of)):
        found &= condition
    for part in wanted.any_of:
        one_of |= join(part, own)
    return found & one_of
