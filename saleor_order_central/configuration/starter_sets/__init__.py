"""Starter sets: ways to work that a shop can begin with, in five languages."""

from ...errors import not_found
from .definition import StarterSet
from .merge import complete
from .polish import POLISH
from .prestashop import PRESTASHOP
from .tray import TRAY

STARTER_SETS: dict[str, StarterSet] = {one.name: one for one in (TRAY, PRESTASHOP, POLISH)}

__all__ = ["STARTER_SETS", "StarterSet", "complete", "starter_set"]


def starter_set(name: str) -> StarterSet:
    """Return a set. Raises NOT_FOUND."""
    found = STARTER_SETS.get(name)
    if found is None:
        raise not_found("name", f"There is no such starter set. Choose one of: {', '.join(STARTER_SETS)}.")
    return found
