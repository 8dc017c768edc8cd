"""What decides about changes of orders: settings, statuses and templates, read once for all of them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from ..config import Settings
from ..errors import not_found
from ..notifications.models import MessageTemplate
from ..notifications.template_book import TemplateBook, load_template_book
from ..settings import load_settings
from .models import OrderState, OrderStatusDefinition
from .selectors import StatusBook, load_status_book


@dataclass(frozen=True, slots=True)
class Desk:
    """The rules of one transaction; `now` is one moment for everything that it writes."""

    settings: Settings
    book: StatusBook
    templates: TemplateBook
    now: datetime

    def stored_status(self, state: OrderState) -> OrderStatusDefinition | None:
        """Return the status that was given to an order; None while it never had one."""
        return self.book.by_pk.get(state.status_id) if state.status_id else None

    def present_status(self, state: OrderState, channel: str) -> OrderStatusDefinition | None:
        """Return the status of an order; the channel's default while it never had one (003-11)."""
        return self.stored_status(state) if state.status_id else self.book.default_for(channel)

    def chosen_template(self, slug: str) -> MessageTemplate | None:
        """Return the template that a caller named, None for "". Raises NOT_FOUND, for one that is off too."""
        if not slug:
            return None
        template = self.templates.by_slug.get(slug)
        if template is None or not template.is_active:
            raise not_found("template", f'There is no template "{slug}".')
        return template

    def not_before(self, state: OrderState, date: datetime | None = None) -> datetime:
        """Return the date of a change: never before the present status was set, as clocks may differ."""
        wanted = date or self.now
        return max(wanted, state.status_changed_at) if state.status_changed_at else wanted


def open_desk(settings: Settings | None = None) -> Desk:
    """Read the rules; call it inside the transaction that uses them."""
    return Desk(
        settings or load_settings(using="default"),
        load_status_book(using="default"),
        load_template_book(using="default"),
        timezone.now(),
    )
