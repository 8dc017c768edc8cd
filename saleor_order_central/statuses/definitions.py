"""Making, changing, sorting and deleting statuses (003-05, 000-17)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from ..author import Author
from ..errors import ErrorCode, OrderCentralFault, invalid, not_found, required
from ..language import normalise_language, supported_language
from ..timeline.history import status_change, write
from .cleaning import CLEANERS, SLUG_LIMIT, TRANSLATION_CLEANERS, clean_channels
from .following import lists_follow, meaning, orders_of, orders_without_status
from .locks import lock_all_statuses
from .models import OrderState, OrderStatusDefinition, StatusKind, StatusType

CHUNK = 500
# What a built-in status means is fixed: only its texts, colour and use are the merchant's.
_FIXED_FOR_BUILT_IN = ("slug", "type", "fact")


def create_definition(values: Mapping[str, Any]) -> OrderStatusDefinition:
    """Add a custom status at the end of the list.

    `values` has the snake_case names of the columns. Raises OrderCentralFault: REQUIRED without a name,
    TYPE_REQUIRED without a type, UNIQUE for a slug that is taken, INVALID for anything malformed.
    """
    if not values.get("type"):
        raise OrderCentralFault(
            "A custom status needs a type: in progress, concluded or canceled.",
            ErrorCode.TYPE_REQUIRED,
            field="type",
        )
    if not (values.get("name") or "").strip():
        raise required("name")
    definition = OrderStatusDefinition(kind=StatusKind.CUSTOM)
    with transaction.atomic():
        definitions = lock_all_statuses()
        _fill(definition, {"slug": _free_slug(values, definitions), **values}, definitions)
        definition.sort_order = max((one.sort_order for one in definitions), default=-1) + 1
        definition.save()
    return definition


def update_definition(pk: int, values: Mapping[str, Any]) -> OrderStatusDefinition:
    """Change the given columns of a status; the others stay.

    Raises OrderCentralFault: NOT_FOUND, BUILT_IN_READ_ONLY for the meaning of a built-in status, and what
    `create_definition` raises.
    """
    with transaction.atomic():
        definitions = lock_all_statuses()
        definition = _find(definitions, pk)
        _refuse_fixed(definition, values)
        if definition.is_default and values.get("is_active") is False:
            raise invalid("isActive", "The default status of new orders must stay active.")
        before = meaning(definition)
        _fill(definition, values, definitions)
        if definition.kind == StatusKind.CUSTOM and not definition.type:
            raise OrderCentralFault("A custom status needs a type.", ErrorCode.TYPE_REQUIRED, field="type")
        definition.save()
        if meaning(definition) != before:
            lists_follow(orders_of(definition))
    return definition


def _refuse_fixed(definition: OrderStatusDefinition, values: Mapping[str, Any]) -> None:
    if definition.kind != StatusKind.BUILT_IN:
        return
    for field in _FIXED_FOR_BUILT_IN:
        if field in values and values[field] != getattr(definition, field):
            raise OrderCentralFault(
                f"The {field} of a built-in status cannot be changed.",
                ErrorCode.BUILT_IN_READ_ONLY,
                field=field,
            )


def _find(definitions: Iterable[OrderStatusDefinition], pk: int, field: str = "id") -> OrderStatusDefinition:
    for definition in definitions:
        if definition.pk == pk:
            return definition
    raise not_found(field, "There is no such status.")


def _free_slug(values: Mapping[str, Any], definitions: Sequence[OrderStatusDefinition]) -> str:
    """Derive a slug from the name when none is given; a number is added when it is taken."""
    base = slugify(values["name"])[: SLUG_LIMIT - 4].strip("-_") or "status"
    taken = {one.slug for one in definitions}
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _fill(
    definition: OrderStatusDefinition,
    values: Mapping[str, Any],
    definitions: Sequence[OrderStatusDefinition],
) -> None:
    old_slug = definition.slug
    for name, value in values.items():
        setattr(definition, name, CLEANERS[name](value))
    _refuse_unknown_next(definition, definitions)
    if any(one.slug == definition.slug and one.pk != definition.pk for one in definitions):
        raise OrderCentralFault(f'The slug "{definition.slug}" is taken.', ErrorCode.UNIQUE, field="slug")
    if old_slug and old_slug != definition.slug:
        _rename_in_transitions(definitions, old_slug, definition.slug)


def _refuse_unknown_next(
    definition: OrderStatusDefinition, definitions: Iterable[OrderStatusDefinition]
) -> None:
    known = {one.slug for one in definitions} | {definition.slug}
    if unknown := [slug for slug in definition.next_statuses or () if slug not in known]:
        raise invalid("nextStatuses", f"Unknown statuses: {', '.join(unknown)}.")


def _rename_in_transitions(
    definitions: Iterable[OrderStatusDefinition], old_slug: str, new_slug: str | None
) -> None:
    """Keep the transition tables in step with a slug that changed or, with None, went away."""
    for one in definitions:
        if old_slug in (one.next_statuses or ()):
            renamed = (new_slug if slug == old_slug else slug for slug in one.next_statuses)
            one.next_statuses = list(dict.fromkeys(slug for slug in renamed if slug))
            OrderStatusDefinition.objects.filter(pk=one.pk).update(next_statuses=one.next_statuses)


def translate_definition(pk: int, language: str, texts: Mapping[str, str | None]) -> OrderStatusDefinition:
    """Set texts of one language; an empty text removes it, so that the untranslated one shows again."""
    key = normalise_language(language)
    if supported_language(key) != key:
        raise invalid("languageCode", f'"{language}" is not a language code.')
    with transaction.atomic():
        definition = OrderStatusDefinition.objects.select_for_update().filter(pk=pk).first()
        if definition is None:
            raise not_found("id", "There is no such status.")
        merged = {
            **definition.translations.get(key, {}),
            **{k: TRANSLATION_CLEANERS[k](v) for k, v in texts.items()},
        }
        kept = {name: text for name, text in merged.items() if text}
        translations = {one: value for one, value in definition.translations.items() if one != key}
        definition.translations = {**translations, **({key: kept} if kept else {})}
        definition.save(update_fields=["translations", "updated_at"])
    return definition


def set_default(pk: int, channel: str | None) -> OrderStatusDefinition:
    """Make a status the first one of new orders, of one channel or of the shop (003-11)."""
    with transaction.atomic():
        definitions = lock_all_statuses()
        definition = _find(definitions, pk)
        if not definition.is_active or definition.type != StatusType.IN_PROGRESS:
            raise invalid("id", "Only an active status of type in progress can be the first one.")
        if channel:
            _set_channel_default(definitions, definition, channel)
        else:
            OrderStatusDefinition.objects.filter(is_default=True).update(is_default=False)
            definition.is_default = True
            definition.save(update_fields=["is_default", "updated_at"])
        lists_follow(orders_without_status())
    return definition


def _set_channel_default(
    definitions: Iterable[OrderStatusDefinition], chosen: OrderStatusDefinition, channel: str
) -> None:
    clean_channels([channel], "channel")
    for definition in definitions:
        channels = set(definition.default_channels) - {channel}
        if definition.pk == chosen.pk:
            channels.add(channel)
        if channels != set(definition.default_channels):
            definition.default_channels = sorted(channels)
            definition.save(update_fields=["default_channels", "updated_at"])


@dataclass(frozen=True, slots=True)
class Move:
    """Moves a status by a number of places, down when positive; as in Saleor's own reorder mutations."""

    pk: int
    places: int


def reorder_definitions(moves: Sequence[Move]) -> list[OrderStatusDefinition]:
    """Carry out moves one after the other and return all statuses in their new order."""
    with transaction.atomic():
        ordered = sorted(lock_all_statuses(), key=lambda one: (one.sort_order, one.pk))
        for move in moves:
            definition = _find(ordered, move.pk, "moves")
            place = max(0, min(len(ordered) - 1, ordered.index(definition) + move.places))
            ordered.remove(definition)
            ordered.insert(place, definition)
        for place, definition in enumerate(ordered):
            definition.sort_order = place
        OrderStatusDefinition.objects.bulk_update(ordered, ["sort_order"])
    return ordered


def delete_definition(pk: int, replace_with: int | None, *, author: Author) -> OrderStatusDefinition:
    """Delete a custom status. Orders that have it move to the replacement, each with a history entry.

    Raises OrderCentralFault: NOT_FOUND, BUILT_IN_READ_ONLY, INVALID for the default status, STATUS_IN_USE
    with the number of orders when no replacement is named.
    """
    with transaction.atomic():
        definitions = lock_all_statuses()
        definition = _find(definitions, pk)
        _refuse_delete(definition)
        touched = orders_of(definition)
        if replace_with is not None:
            _move_orders(definition, _replacement(definitions, definition, replace_with), author)
        elif count := OrderState.objects.filter(status=definition).count():
            raise OrderCentralFault(
                f"{count} {'order has' if count == 1 else 'orders have'} this status. "
                "Name a status that replaces it.",
                ErrorCode.STATUS_IN_USE,
                field="id",
            )
        replacement = next((one.slug for one in definitions if one.pk == replace_with), None)
        _rename_in_transitions(definitions, definition.slug, replacement)
        definition.delete()
        definition.pk = pk
        lists_follow(touched)
    return definition


def _refuse_delete(definition: OrderStatusDefinition) -> None:
    if definition.kind == StatusKind.BUILT_IN:
        raise OrderCentralFault(
            "Built-in statuses cannot be deleted; switch it off instead.",
            ErrorCode.BUILT_IN_READ_ONLY,
            field="id",
        )
    if definition.is_default or definition.default_channels:
        raise invalid("id", "Make another status the default of new orders first.")


def _replacement(
    definitions: Iterable[OrderStatusDefinition], definition: OrderStatusDefinition, pk: int
) -> OrderStatusDefinition:
    replacement = _find(definitions, pk, "replaceWith")
    if replacement.pk == definition.pk or not replacement.is_active:
        raise invalid("replaceWith", "Name another status that is active.")
    return replacement


def _move_orders(
    definition: OrderStatusDefinition, replacement: OrderStatusDefinition, author: Author
) -> None:
    states = OrderState.objects.filter(status=definition).order_by("pk")
    while chunk := list(states.select_for_update()[:CHUNK]):
        entries = write(
            [
                status_change(state.pk, author=author, status_from=definition, status_to=replacement)
                for state in chunk
            ]
        )
        for state, entry in zip(chunk, entries, strict=True):
            state.status = replacement
            state.status_changed_at = entry.date
        OrderState.objects.bulk_update(chunk, ["status", "status_changed_at"])
