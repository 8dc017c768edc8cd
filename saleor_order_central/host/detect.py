"""Finds out which line of Saleor runs in this process, by what it offers rather than by its version."""

from functools import cache
from importlib import import_module, metadata
from importlib.util import find_spec

from .base import Host, UnsupportedHost

OLDEST_SALEOR_3 = (3, 21)


@cache
def saleor_version() -> str:
    """Return Saleor's version. 2.10 calls itself "dev": there the distribution's metadata knows."""
    version: str = import_module("saleor").__version__
    if version != "dev":
        return version
    return metadata.version("saleor")


@cache
def is_saleor_3() -> bool:
    """Tell the two lines apart by a module that only Saleor 3 has."""
    return find_spec("saleor.channel") is not None


@cache
def current_host() -> Host:
    """Return the adapter for this process. Raises UnsupportedHost with the version found."""
    version = saleor_version()
    if is_saleor_3():
        if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_SALEOR_3:
            raise UnsupportedHost(f"Saleor {version} is not supported: 3.21 or newer is needed.")
        from .saleor3 import Saleor3Host

        return Saleor3Host(version)
    if not version.startswith("2.10."):
        raise UnsupportedHost(f"Saleor {version} is not supported: 2.10 or 3.21 and newer are.")
    from .saleor2 import Saleor2Host

    return Saleor2Host(version)


def migration_dependencies() -> list[tuple[str, str]]:
    """Return the oldest migrations of the host that give every table we point at its final key type."""
    if is_saleor_3():
        return [("order", "0174_order_checkout_token_btree_idx"), ("account", "0084_merge_20240229_1435")]
    return [("order", "0083_merge_20200421_0529"), ("account", "0045_auto_20200427_0425")]
