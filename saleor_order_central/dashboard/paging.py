"""Pages of long lists: the arguments for the API, and what the links below a list need."""

from typing import Any

PAGE = 25


def window(values: Any) -> dict[str, Any]:
    """Return the arguments of a connection for the cursors `after` or `before` of an address."""
    if before := values.get("before"):
        return {"last": PAGE, "before": before}
    if after := values.get("after"):
        return {"first": PAGE, "after": after}
    return {"first": PAGE}


def nodes(connection: dict[str, Any] | None) -> list[dict[str, Any]]:
    """Return what a page of a connection holds; nothing of one that the caller may not see."""
    return [edge["node"] for edge in connection["edges"]] if connection else []
