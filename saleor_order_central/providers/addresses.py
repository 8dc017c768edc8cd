"""Which network addresses requests may go to. Pure."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_NAT64 = ip_network("64:ff9b::/96")


def is_public(text: str) -> bool:
    """Tell whether an address lies in the public internet, also when an IPv6 address carries an IPv4 one.

    Loopback, private, link-local, shared, multicast, reserved and unreadable addresses do not.
    """
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    inner = _carried(address) if isinstance(address, IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    return address.is_global and not address.is_multicast


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that translators and tunnels would reach."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    return IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None
