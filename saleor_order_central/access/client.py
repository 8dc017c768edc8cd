"""The address of a caller, also behind proxies. Pure."""

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Network = IPv4Network | IPv6Network
# One household or host has a whole network of this length (RFC 6177).
_IPV6_PREFIX = 64


def read_networks(text: str) -> tuple[Network, ...]:
    """Read networks that are separated by commas. Raises ValueError for a text that is none."""
    return tuple(ip_network(one.strip(), strict=False) for one in text.split(",") if one.strip())


def client_address(meta: Mapping[str, str], trusted: Sequence[Network]) -> str:
    """Return whom tries are counted by: an IPv4 address or an IPv6 network, "" when nobody knows.

    The connection's own address counts. When it is a proxy that the shop trusts, the list that proxies keep
    in X-Forwarded-For is read from its end, as its beginning is whatever the caller wrote.
    """
    address = _address(meta.get("REMOTE_ADDR", ""))
    forwarded = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while address is not None and forwarded and any(_is_in(address, one) for one in trusted):
        earlier = _address(forwarded.pop())
        if earlier is None:
            break
        address = earlier
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _IPV6_PREFIX), strict=False))
    return "" if address is None else str(address)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None)
    return mapped or address


def _is_in(address: IPv4Address | IPv6Address, network: Network) -> bool:
    return address.version == network.version and address in network
