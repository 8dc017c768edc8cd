"""Brings statuses and automation rules in line with a file, through the services that people use."""

from collections import Counter

from ..author import SYSTEM
from ..errors import invalid
from ..statuses import definitions
from ..statuses.following import lists_follow, orders_without_status
from ..statuses.models import OrderStatusDefinition, StatusKind, StatusRule
from ..statuses.rules import all_rules, create_rule, delete_rule, reorder_rules, update_rule
from .document import Document, Item, identity, item_key
from .faults import Faults
from .fields import RULES, STATUSES
from .items import by_slug, changed_columns, changed_texts, merged_order

# These need all statuses to be there, or go through services of their own.
_LATER = ("nextStatuses", "isDefault", "defaultChannels", "translations")
_TRANSLATIONS = STATUSES.by_key["translations"]


class StatusImport:
    """One import of statuses; `before` is the whole configuration as it was."""

    def __init__(self, document: Document, before: Document, faults: Faults) -> None:
        self.items = document.get(STATUSES.key, [])
        self.before = by_slug(STATUSES, before)
        self.faults = faults
        self.pks = dict(OrderStatusDefinition.objects.values_list("slug", "pk"))

    def write_rows(self) -> None:
        """Create and change rows with their texts; switching off waits until nothing needs them."""
        for place, item in enumerate(self.items):
            path = f"{STATUSES.key}[{place}]"
            with self.faults.at(path):
                self._write_row(item)
            self._translate(path, item)

    def _write_row(self, item: Item) -> None:
        present = self.before.get(item["slug"])
        without = _LATER if item.get("isActive", True) else (*_LATER, "isActive")
        values = changed_columns(STATUSES, item, present, without=without)
        if present is None:
            self.pks[item["slug"]] = definitions.create_definition(values).pk
        elif values:
            definitions.update_definition(self.pks[item["slug"]], values)

    def _translate(self, path: str, item: Item) -> None:
        pk = self.pks.get(item["slug"])
        if pk is None:
            return
        for language, texts in changed_texts(_TRANSLATIONS, item, self.before.get(item["slug"])).items():
            with self.faults.at(f"{path}.translations.{language}"):
                definitions.translate_definition(pk, language, texts)

    def write_defaults(self) -> None:
        """Choose the first statuses of new orders."""
        chosen = [place for place, item in enumerate(self.items) if item.get("isDefault")]
        for place in chosen[1:]:
            with self.faults.at(f"{STATUSES.key}[{place}]"):
                raise invalid("isDefault", "Only one status can be the default.")
        claimed = Counter(slug for item in self.items for slug in set(item.get("defaultChannels", ())))
        for place, item in enumerate(self.items):
            present = self.before.get(item["slug"])
            with self.faults.at(f"{STATUSES.key}[{place}]"):
                self._write_default(item, present, has_other=bool(chosen))
                self._write_default_channels(item, present, claimed)

    def _write_default(self, item: Item, present: Item | None, *, has_other: bool) -> None:
        is_default = item.get("isDefault")
        was_default = bool(present and present["isDefault"])
        if is_default and not was_default:
            with self.faults.at_field("isDefault"):
                definitions.set_default(self.pks[item["slug"]], None)
        elif is_default is False and was_default and not has_other:
            raise invalid("isDefault", "Make another status the default instead.")

    def _write_default_channels(self, item: Item, present: Item | None, claimed: Counter[str]) -> None:
        if "defaultChannels" not in item:
            return
        old = set(present["defaultChannels"]) if present else set()
        new = set(item["defaultChannels"])
        if repeated := sorted(slug for slug in new if claimed[slug] > 1):
            raise invalid("defaultChannels", f"More than one status names: {', '.join(repeated)}.")
        for channel in sorted(new - old):
            with self.faults.at_field("defaultChannels"):
                definitions.set_default(self.pks[item["slug"]], channel)
        if gone := old - new:
            row = OrderStatusDefinition.objects.get(pk=self.pks[item["slug"]])
            row.default_channels = sorted(set(row.default_channels) - gone)
            row.save(update_fields=["default_channels", "updated_at"])
            lists_follow(orders_without_status())

    def write_transitions(self) -> None:
        """Write what needs every row: what may follow, and what is switched off; then the order."""
        for place, item in enumerate(self.items):
            values = changed_columns(STATUSES, _late(item), self.before.get(item["slug"]))
            if values:
                with self.faults.at(f"{STATUSES.key}[{place}]"):
                    definitions.update_definition(self.pks[item["slug"]], values)

    def write_order(self) -> None:
        """Sort the statuses as the file has them; those that it does not name keep their places."""
        rows = OrderStatusDefinition.objects.order_by("sort_order", "pk")
        ordered = list(rows.values_list("slug", flat=True))
        present = [slug for slug in self.before if slug in ordered]
        wanted = merged_order(present, [item["slug"] for item in self.items])
        moves = []
        for place, slug in enumerate(wanted):
            if (now := ordered.index(slug)) != place:
                ordered.insert(place, ordered.pop(now))
                moves.append(definitions.Move(self.pks[slug], place - now))
        if moves:
            definitions.reorder_definitions(moves)

    def prune(self) -> None:
        """Delete custom statuses that the file does not name; orders must not have them.

        New orders of the channels that began with one begin with the shop's default.
        """
        listed = {item["slug"] for item in self.items}
        gone = OrderStatusDefinition.objects.filter(kind=StatusKind.CUSTOM).exclude(slug__in=listed)
        for definition in gone:
            with self.faults.at(f"{STATUSES.key}.{definition.slug}"):
                OrderStatusDefinition.objects.filter(pk=definition.pk).update(default_channels=[])
                definitions.delete_definition(definition.pk, None, author=SYSTEM)
                if definition.default_channels:
                    lists_follow(orders_without_status())


def _late(item: Item) -> Item:
    keys = ("nextStatuses", "isActive") if item.get("isActive") is False else ("nextStatuses",)
    return {key: item[key] for key in keys if key in item}


class RuleImport:
    """One import of automation rules."""

    def __init__(self, document: Document, faults: Faults) -> None:
        self.items = document.get(RULES.key, [])
        self.faults = faults
        rows = all_rules(using="default").select_related("status").order_by("sort_order", "pk")
        self.before = {identity(RULES, _as_item(row)): row for row in rows}

    def write(self) -> None:
        """Create rules, switch them on or off and sort them: the file's own come first."""
        pks = []
        for place, item in enumerate(self.items):
            row = self.before.get(identity(RULES, item))
            with self.faults.at(f"{RULES.key}[{place}]"):
                if row is None:
                    pks.append(create_rule(changed_columns(RULES, item, None)).pk)
                    continue
                pks.append(row.pk)
                if item.get("isActive", row.is_active) != row.is_active:
                    update_rule(row.pk, {"is_active": item["isActive"]})
        present = list(all_rules(using="default").order_by("sort_order", "pk").values_list("pk", flat=True))
        if present[: len(pks)] != pks:
            reorder_rules(pks)

    def prune(self) -> None:
        """Delete rules that the file does not name."""
        listed = {identity(RULES, item) for item in self.items}
        for one, row in self.before.items():
            if one not in listed:
                with self.faults.at(f"{RULES.key}.{item_key(RULES, _as_item(row))}"):
                    delete_rule(row.pk)


def _as_item(row: StatusRule) -> Item:
    return {
        "fact": row.fact,
        "status": row.status.slug,
        "channels": row.channels,
        "paymentGateways": row.payment_gateways,
    }
