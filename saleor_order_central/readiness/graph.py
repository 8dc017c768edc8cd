"""Ways through the statuses. Pure: nodes are slugs, an edge leads to a status that may follow."""

from collections.abc import Callable, Iterable, Mapping, Sequence

Graph = Mapping[str, Sequence[str]]


def _everywhere(_slug: str) -> bool:
    return True


def reachable(
    graph: Graph, starts: Iterable[str], *, may_pass: Callable[[str], bool] = _everywhere
) -> set[str]:
    """Return what can be reached, the starts too; nothing leads on from nodes that `may_pass` refuses."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found.add(slug)
            waiting += graph.get(slug, ()) if may_pass(slug) else ()
    return found


def reversed_graph(graph: Graph) -> dict[str, list[str]]:
    """Turn every edge round."""
    turned: dict[str, list[str]] = {slug: [] for slug in graph}
    for slug, followers in graph.items():
        for follower in followers:
            turned.setdefault(follower, []).append(slug)
    return turned


def ends(graph: Graph, nodes: Sequence[str]) -> list[str]:
    """Return where the ways inside `nodes` end: one node of each group that cannot be left.

    A chain ends in its last node and a circle counts once, so that one mistake is one finding.
    """
    inside = {slug: [one for one in graph.get(slug, ()) if one in nodes] for slug in nodes}
    ways = {slug: reachable(inside, [slug]) for slug in nodes}
    last = [slug for slug in nodes if all(slug in ways[other] for other in ways[slug])]
    return [slug for place, slug in enumerate(last) if not ways[slug] & set(last[:place])]
