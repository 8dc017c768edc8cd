"""The shop that a page belongs to: a sales channel with its looks."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from ..activation.book import ActivationBook, CenterView, load_activation
from ..config import Settings
from ..host import get_host
from ..settings import load_settings
from .addresses import WHOLE_SHOP


@dataclass(frozen=True, slots=True)
class PageShop:
    """A channel as its pages need it; `name` is the shop's own."""

    view: CenterView
    book: ActivationBook
    name: str
    settings: Settings

    @property
    def takes_guests(self) -> bool:
        """Whether an order can be opened without an account."""
        return self.settings.access_rules.is_on

    @property
    def logo_origin(self) -> str:
        """Where pictures come from beside our own address, "" for nowhere."""
        parts = urlsplit(self.view.logo_url)
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def load_shop(slug: str) -> PageShop | None:
    """Return the shop of an address, None when there is no such channel; four statements."""
    host = get_host()
    if host.capabilities.channels:
        channel = slug if slug in host.channel_slugs() else None
    else:
        channel = "" if slug == WHOLE_SHOP else None
    if channel is None:
        return None
    book = load_activation(using="default")
    name = host.load_shop(using="default").name
    return PageShop(book.view(channel), book, name, load_settings(using="default"))
