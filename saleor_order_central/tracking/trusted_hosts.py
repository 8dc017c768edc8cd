"""The shop's list of trusted links (000-36)."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from ..errors import ErrorCode, OrderCentralFault, invalid, not_found
from ..host.celery import send_after_commit
from ..text import plain_line
from . import TrustedLinkError, normalise_path_prefix, normalise_trusted_host
from .models import TrustedTrackingHost
from .services import RECLASSIFY_TASK

NOTE_LIMIT = 250
_FIELDS = {"host": "host", "path_prefix": "pathPrefix"}


def create_trusted_host(values: Mapping[str, Any]) -> TrustedTrackingHost:
    """Add an entry. Raises OrderCentralFault: INVALID naming host or pathPrefix, UNIQUE when it exists."""
    return _save(TrustedTrackingHost(), values)


def update_trusted_host(pk: int, values: Mapping[str, Any]) -> TrustedTrackingHost:
    """Change the given columns of an entry. Raises NOT_FOUND and what `create_trusted_host` raises."""
    with transaction.atomic():
        return _save(_locked(pk), values)


def delete_trusted_host(pk: int) -> TrustedTrackingHost:
    """Stop trusting an entry; shipped ones can go too. Raises NOT_FOUND."""
    with transaction.atomic():
        entry = _locked(pk)
        entry.delete()
        entry.pk = pk
        send_after_commit(RECLASSIFY_TASK)
    return entry


def _locked(pk: int) -> TrustedTrackingHost:
    entry = TrustedTrackingHost.objects.select_for_update().filter(pk=pk).first()
    if entry is None:
        raise not_found("id", "There is no such entry.")
    return entry


def _save(entry: TrustedTrackingHost, values: Mapping[str, Any]) -> TrustedTrackingHost:
    for name, value in values.items():
        setattr(entry, name, _clean(name, value))
    try:
        with transaction.atomic():
            entry.save()
            send_after_commit(RECLASSIFY_TASK)
    except IntegrityError as error:
        raise OrderCentralFault("This entry exists already.", ErrorCode.UNIQUE, field="host") from error
    return entry


def _clean(name: str, value: Any) -> Any:
    try:
        if name == "host":
            return normalise_trusted_host(value or "")
        if name == "path_prefix":
            return normalise_path_prefix(value or "")
    except TrustedLinkError as error:
        raise invalid(_FIELDS[error.field], error.reason) from error
    return plain_line(value, "note", limit=NOTE_LIMIT) if name == "note" else bool(value)
