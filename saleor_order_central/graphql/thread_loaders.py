"""Batched reads of conversations. Keys of what is for staff only say whether they are read for staff."""

from collections import defaultdict
from typing import Any

from ..conversations import selectors
from ..host import get_host
from ..host.access import caller_of
from .loaders import _ContextLoader, _once


class OrderThreadLoader(_ContextLoader):
    """The conversation of an order by order pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_order_threads(keys, using=alias)
        return [found.get(key) for key in keys]


class ThreadLoader(_ContextLoader):
    """A conversation by its pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_threads(keys, using=alias)
        return [found.get(key) for key in keys]


class SaidLoader(_ContextLoader):
    """Messages, with the memos among them for staff, by (thread pk, for staff), oldest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        messages = selectors.load_messages({pk for pk, _staff in keys}, using=alias)
        memos = selectors.load_thread_memos(keys, using=alias)
        return [
            sorted(
                [*messages.get(key[0], []), *memos.get(key, [])],
                key=lambda row: (row.created_at, type(row).__name__ == "OrderMemo", row.pk),
            )
            for key in keys
        ]


class OrderMemosLoader(_ContextLoader):
    """Memos as the history shows them by (order pk, for staff), oldest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_order_memos(keys, using=alias)
        return [found.get(key, []) for key in keys]


class HeldMailsLoader(_ContextLoader):
    """E-mails that wait for staff by (thread pk, for staff)."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_held_mails(keys, using=alias)
        return [found.get(key, []) for key in keys]


class UnansweredLoader(_ContextLoader):
    """The oldest message without an answer by thread pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_unanswered(keys, using=alias)
        return [found.get(key) for key in keys]


class FilesLoader(_ContextLoader):
    """Files by (what they belong to, its pk): one statement for each kind of owner."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        wanted: dict[str, list[int]] = defaultdict(list)
        for owner, pk in keys:
            wanted[owner].append(pk)
        found = {owner: selectors.load_files(owner, pks, using=alias) for owner, pks in wanted.items()}
        return [found[owner].get(pk, []) for owner, pk in keys]


class MessageNotificationsLoader(_ContextLoader):
    """What was sent because of a message by its pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_message_notifications(keys, using=alias)
        return [found.get(key, []) for key in keys]


class ContactLoader(_ContextLoader):
    """A contact by its pk."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = selectors.load_contacts(keys, using=alias)
        return [found.get(key) for key in keys]


class CustomerOrdersLoader(_ContextLoader):
    """Orders of a registered customer by user pk, newest first."""

    def read(self, keys: list[Any], alias: str) -> list[Any]:
        found = get_host().load_customer_orders(keys, using=alias)
        return [found.get(key, []) for key in keys]


def box_counts(context: Any) -> dict[Any, tuple[int, int]]:
    """Return (unread, open) by contact pk for the channels of the caller, counted once per request."""

    def read() -> dict[Any, tuple[int, int]]:
        channels = caller_of(context).working_channels()
        with get_host().reading(context) as alias:
            return selectors.box_counts(using=alias, channels=channels)

    return _once(context, "box_counts", read)


def thread_status_counts(context: Any) -> dict[str, int]:
    """Return how many conversations have each state, counted once per request."""

    def read() -> dict[str, int]:
        channels = caller_of(context).working_channels()
        with get_host().reading(context) as alias:
            return selectors.status_counts(using=alias, channels=channels)

    return _once(context, "thread_status_counts", read)
