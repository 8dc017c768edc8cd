"""Does the shop really work? A few queries over HTTP, as a client would send them."""

from __future__ import annotations

from typing import Any

from devtool.graphql import post, sign_in
from devtool.steps import Failure

ADMIN = ("admin@example.com", "admin")
COUNTS = "{ products(first: 1) { totalCount } orders(first: 1) { totalCount } }"
PLUGINS = {
    "saleor2": "{ plugins(first: 100) { edges { node { id name active } } } }",
    "saleor3": "{ plugins(first: 100) { edges { node { id name globalConfiguration { active } } } } }",
}


def check_shop(shop_url: str, host_kind: str) -> str:
    """One line about the shop; Failure when something is not as it should be."""
    try:
        token = sign_in(shop_url, *ADMIN)
        counts = _data(post(shop_url, COUNTS, token=token))
        plugins = _data(post(shop_url, PLUGINS[host_kind], token=token))
    except (OSError, ValueError) as error:
        raise Failure(f"The shop does not answer as expected: {error}") from error
    products, orders = counts["products"]["totalCount"], counts["orders"]["totalCount"]
    if not products or not orders:
        raise Failure(f"The sample data is incomplete: {products} products, {orders} orders.")
    if not _ours_is_active(plugins):
        raise Failure("Our plugin is not among the active plugins of the shop.")
    return f"signed in, {products} products, {orders} orders, plugin active"


def _data(answer: dict[str, Any]) -> dict[str, Any]:
    if answer.get("errors") or not answer.get("data"):
        raise ValueError(str(answer.get("errors") or answer)[:500])
    data: dict[str, Any] = answer["data"]
    return data


def _ours_is_active(plugins: dict[str, Any]) -> bool:
    for edge in plugins["plugins"]["edges"]:
        node = edge["node"]
        if "order" in node["id"].lower() and "central" in node["id"].lower():
            configuration = node.get("globalConfiguration", node) or {}
            return bool(configuration.get("active"))
    return False
