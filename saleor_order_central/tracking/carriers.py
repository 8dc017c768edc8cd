"""The shop's carriers: its own ones, and its switches of shipped ones."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from ..errors import ErrorCode, OrderCentralFault, invalid, not_found
from ..host.celery import send_after_commit
from . import CARRIERS
from .carrier_cleaning import CLEANERS, CODE_LIMIT, clean_code
from .carrier_models import TrackingCarrier
from .services import RECLASSIFY_TASK

MAX_OWN_CARRIERS = 100
_SWITCHES = ("is_enabled", "channels")
_FIELDS = {"url_template": "urlTemplate"}


def create_carrier(values: Mapping[str, Any]) -> TrackingCarrier:
    """Add a carrier of the merchant's own.

    `values` may hold code, name, translations, url_template, patterns, countries, is_enabled and channels.
    Without a code one is made from the name. Raises OrderCentralFault naming the field: REQUIRED for the
    name, INVALID for what cannot be used, UNIQUE for a code that is taken, TOO_MANY_ITEMS.
    """
    given = {"name": "", **values}
    with transaction.atomic():
        code = clean_code(given.pop("code", None) or _code_from(given["name"]))
        if code in CARRIERS or TrackingCarrier.objects.filter(code=code).exists():
            raise _taken(code)
        if TrackingCarrier.objects.filter(is_built_in=False).count() >= MAX_OWN_CARRIERS:
            raise OrderCentralFault(f"At most {MAX_OWN_CARRIERS} are allowed.", ErrorCode.TOO_MANY_ITEMS)
        return _save(TrackingCarrier(code=code, is_enabled=True), given)


def update_carrier(code: str, values: Mapping[str, Any]) -> TrackingCarrier:
    """Change a carrier; of a shipped one only is_enabled, null for the plugin's setting, and channels.

    Raises what `create_carrier` raises, NOT_FOUND, and BUILT_IN_READ_ONLY naming the field of a shipped one.
    """
    with transaction.atomic():
        row = _locked(code)
        given = dict(values)
        if (given.pop("code", None) or code) != code:
            raise invalid("code", "The code of a carrier stays as it is.")
        if row.is_built_in:
            _refuse_what_is_shipped(given)
            given = {name: value for name, value in given.items() if name in _SWITCHES}
        elif given.get("is_enabled", True) is None:
            given["is_enabled"] = True
        saved = _save(row, given)
        if saved.is_built_in and saved.is_enabled is None and not saved.channels:
            TrackingCarrier.objects.filter(code=code).delete()
        return saved


def delete_carrier(code: str) -> TrackingCarrier:
    """Take an own carrier away. Raises NOT_FOUND, BUILT_IN_READ_ONLY for a shipped one."""
    with transaction.atomic():
        row = _locked(code)
        if row.is_built_in:
            raise OrderCentralFault(
                "The plugin ships this carrier. Switch it off instead.",
                ErrorCode.BUILT_IN_READ_ONLY,
                field="id",
            )
        return _removed(row)


def forget_carrier(code: str) -> None:
    """Take an own carrier away, or what the shop set on a shipped one. Raises NOT_FOUND."""
    with transaction.atomic():
        _removed(_locked(code))


def _locked(code: str) -> TrackingCarrier:
    """Lock a row; a shipped carrier that the shop never touched gets one that changes nothing."""
    if code in CARRIERS:
        TrackingCarrier.objects.get_or_create(code=code, defaults={"is_built_in": True})
    row = TrackingCarrier.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise not_found("id", "There is no such carrier.")
    return row


def _removed(row: TrackingCarrier) -> TrackingCarrier:
    row.delete()
    send_after_commit(RECLASSIFY_TASK)
    return row


def _refuse_what_is_shipped(values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if value and name not in _SWITCHES:
            raise OrderCentralFault(
                "The plugin ships this carrier: only where it counts can be changed.",
                ErrorCode.BUILT_IN_READ_ONLY,
                field=_FIELDS.get(name, name),
            )


def _save(row: TrackingCarrier, values: Mapping[str, Any]) -> TrackingCarrier:
    for name, value in values.items():
        setattr(row, name, CLEANERS[name](value))
    try:
        with transaction.atomic():
            row.save()
            send_after_commit(RECLASSIFY_TASK)
    except IntegrityError as error:
        raise _taken(row.code) from error
    return row


def _code_from(name: str | None) -> str:
    return slugify(name or "")[:CODE_LIMIT].strip("-_") or "carrier"


def _taken(code: str) -> OrderCentralFault:
    return OrderCentralFault(f'The code "{code}" is taken.', ErrorCode.UNIQUE, field="code")
