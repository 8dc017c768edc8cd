"""The only room that knows Saleor: everything else asks `host.get_host()`."""

from .base import Host


def get_host() -> Host:
    """Return the adapter of the Saleor release that runs in this process."""
    from .detect import current_host

    return current_host()
