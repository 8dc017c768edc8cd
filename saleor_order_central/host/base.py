"""What every host adapter offers. Capabilities never import Saleor: they ask a `Host`."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from .contacts import ContactFacts, CustomerOrder, PackingFacts, ShopFacts
from .customer_facts import AddressFacts, BoughtProduct, Cart, CustomerFacts, OrderSum
from .facts import CoreEvent, OrderFacts
from .return_facts import ReturnLineFacts

PLUGIN_ID = "saleor.order-central"


class UnsupportedHost(Exception):
    """The Saleor release in this process is not one the plugin was made for."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a host can do; a capability that is off answers with a typed error, never silently."""

    channels: bool
    bulk_create: bool
    fulfillment_hooks: bool
    plugin_urls: bool
    dashboard_apps: bool


@dataclass(frozen=True, slots=True)
class StoredConfiguration:
    """The plugin's row in Saleor's configuration table; `values` is empty when no row exists.

    `saleor_sends_mails` says whether Saleor itself mails customers about their orders.
    """

    is_active: bool | None
    values: Mapping[str, Any]
    saleor_sends_mails: bool = False


class MetadataValues(NamedTuple):
    """Texts by key that some orders should have. Customers may read `public` ones of their orders."""

    public: Mapping[str, str]
    private: Mapping[str, str]


class Host(Protocol):
    """Adapter of one line of Saleor releases."""

    line: str
    version: str
    capabilities: Capabilities

    def load_facts(
        self, order_pks: Iterable[Any], *, using: str, whole_history: bool = True
    ) -> dict[Any, OrderFacts]:
        """Return facts by order pk in a constant number of SQL statements; unknown pks are left out.

        Without the whole history, `events` holds only those that a timeline is made of.
        """

    def load_events(self, order_pks: Iterable[Any], *, using: str) -> dict[Any, tuple[CoreEvent, ...]]:
        """Return Saleor's whole history by order pk, oldest first, one statement."""

    def load_orders(self, order_pks: Iterable[Any], *, using: str) -> dict[Any, Any]:
        """Return Saleor's order rows by pk, one statement."""

    def load_order_lines(self, order_pks: Iterable[Any], *, using: str) -> dict[Any, list[Any]]:
        """Return Saleor's order lines by order pk, one statement."""

    def load_parcel_lines(
        self, fulfillment_pks: Iterable[int], *, using: str
    ) -> dict[int, list[tuple[Any, int]]]:
        """Return (order line, quantity) pairs by fulfillment pk, in two statements."""

    def load_return_lines(
        self, order_pks: Iterable[Any], *, using: str
    ) -> dict[Any, tuple[ReturnLineFacts, ...]]:
        """Return by order pk what a return needs to know of its lines, in three statements."""

    def unknown_catalogue_keys(self, kind: str, keys: Iterable[str], *, using: str) -> set[str]:
        """Return keys of productTypes, categories or products that name no row, one statement."""

    def build_absolute_uri(self, path: str) -> str:
        """Return the whole address of a path of the shop, as Saleor writes it in its own links."""

    def load_users(self, user_pks: Iterable[int], *, using: str) -> dict[int, Any]:
        """Return Saleor's user rows by pk, one statement."""

    def load_customers(self, user_pks: Iterable[int], *, using: str) -> dict[int, CustomerFacts]:
        """Return accounts by pk, two statements; unknown pks are left out."""

    def customers_of(self, order_pks: Iterable[Any]) -> set[int]:
        """Return the accounts that some orders belong to, one statement."""

    def changed_customer_pks(self, since: datetime | None) -> Iterable[int]:
        """Yield accounts that changed or logged in since then (None: all), by key."""

    def unlisted_customer_pks(self, limit: int) -> list[int]:
        """Return accounts that no list has yet, newest first."""

    def sum_orders_of(self, user_pks: Iterable[int], *, using: str) -> list[OrderSum]:
        """Return the sums of the placed orders of some accounts, one statement."""

    def sum_orders(self, owner: Any, *, using: str) -> list[OrderSum]:
        """Return the sums of the placed orders that a condition lets through, one statement."""

    def load_bought(self, owner: Any, channels: frozenset[str] | None, *, using: str) -> list[BoughtProduct]:
        """Return what was bought by lines that a condition lets through, most units first, one statement."""

    def units_sold(
        self, start: datetime, end: datetime, channels: frozenset[str] | None, *, using: str
    ) -> int:
        """Return the units of orders placed in a span that were not canceled, one statement."""

    def load_carts(
        self, user_pk: int, channels: frozenset[str] | None, limit: int, *, using: str
    ) -> list[Cart]:
        """Return the newest carts of an account with what is in them, two statements."""

    def load_addresses(self, user_pk: int, *, using: str) -> list[AddressFacts]:
        """Return the addresses of an account, oldest first, one statement."""

    def load_contacts(self, order_pks: Iterable[Any], *, using: str) -> dict[Any, ContactFacts]:
        """Return by order pk what messages to the customer need beyond the facts, in two statements."""

    def load_customer_orders(self, user_pks: Iterable[int], *, using: str) -> dict[int, list[CustomerOrder]]:
        """Return the placed orders of registered customers by user pk, newest first, one statement."""

    def load_packing(self, order_pks: Iterable[Any], *, using: str) -> dict[Any, PackingFacts]:
        """Return what packing papers need beyond the facts, by order pk, in four statements."""

    def load_shop(self, *, using: str) -> ShopFacts:
        """Return the shop's name and the sender of Saleor's own mails, one statement."""

    def unrecorded_order_pks(self, limit: int) -> list[Any]:
        """Return pks of placed orders that no list has yet, newest first."""

    def merge_metadata(self, wanted: Iterable[tuple[MetadataValues, list[Any]]]) -> int:
        """Add values to the metadata of orders and keep other keys; returns how many orders were written."""

    def announce_orders(self, order_pks: Iterable[Any]) -> int:
        """Call the webhooks of apps that want to hear of changed orders; returns how many orders exist."""

    def changed_order_pks(self, since: datetime | None) -> Iterable[Any]:
        """Yield pks of placed orders that changed since then (None: all), in a stable order."""

    def channel_slugs(self, *, using: str = "default") -> frozenset[str]:
        """Return the slugs of every channel, one statement; none on hosts without channels."""

    def channel_currencies(self, *, using: str) -> dict[str, tuple[int, str]]:
        """Return key and currency of every channel by slug, one statement; none on hosts without channels."""

    def order_pk(self, value: str) -> Any:
        """Turn the text form of an order pk into the pk. Raises ValueError when it has another form."""

    def order_pk_of_number(self, number: str, *, using: str) -> Any:
        """Return the key of the order with this number, None for an unknown one; one statement."""

    def stored_configuration(self, *, using: str) -> StoredConfiguration:
        """Return the configuration saved for the plugin, one statement."""

    def allow_writer(self) -> AbstractContextManager[None]:
        """Permit the writer connection where the host guards it."""

    def read_alias(self, context: Any) -> str:
        """Name the database connection that a request may read from."""

    def reading(self, context: Any) -> AbstractContextManager[str]:
        """Open reading for a request and yield the alias, also after a mutation has returned."""

    def before_mutation(self, context: Any) -> None:
        """Prepare a request for a mutation: later reads go to the writer."""

    def requestor(self, context: Any) -> Any:
        """Return the user or app of a request, or None."""

    def is_app(self, requestor: Any) -> bool:
        """Tell an app from a user."""

    def accessible_channels(self, context: Any, requestor: Any) -> frozenset[str] | None:
        """Return slugs of the channels that a staff user may work in; None means every channel."""

    def permission_denied(self, permissions: Sequence[str]) -> Exception:
        """Return the exception that the host turns into a permission error."""

    def wrap(self, instance: Any) -> Any:
        """Give a row of a host type the shape that the host's resolvers expect."""
