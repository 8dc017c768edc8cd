"""Where the bytes lie: Saleor's private storage where the shop has one, else Django's own.

Names are random and say nothing; the directory must not be listed by the web server, see docs/returns.md.
"""

from collections.abc import Mapping, Sequence
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.utils.module_loading import import_string

from ..author import Author
from .models import OrderAttachment
from .pictures import CleanFile

FOLDER = "order-central"
# The column of what a file belongs to, with its key: {"message_id": 7}.
Owner = Mapping[str, Any]


def file_storage() -> Storage:
    """Return the storage of attachments."""
    private = getattr(settings, "PRIVATE_FILE_STORAGE", "")
    if private and not private.startswith("django.core.files.storage."):
        storage: Storage = import_string(private)()
        return storage
    return default_storage


def store_files(
    order_pk: Any, files: Sequence[tuple[CleanFile, Owner]], *, author: Author
) -> list[OrderAttachment]:
    """Store checked files, each with what it belongs to; one statement for all rows.

    Files that were written before something failed are removed; call it as the last step of a transaction.
    `order_pk` is None for files of a conversation without an order.
    """
    rows: list[OrderAttachment] = []
    try:
        for file, owner in files:
            rows.append(_row(order_pk, file, owner, author))
        return OrderAttachment.objects.bulk_create(rows)
    except BaseException:
        for row in rows:
            file_storage().delete(row.path)
        raise


def _row(order_pk: Any, file: CleanFile, owner: Owner, author: Author) -> OrderAttachment:
    ending = file.name.rpartition(".")[2]
    path = file_storage().save(f"{FOLDER}/{token_urlsafe(24)}.{ending}", ContentFile(file.data))
    return OrderAttachment(
        order_id=order_pk,
        name=file.name,
        path=path,
        content_type=file.content_type,
        size=len(file.data),
        checksum=file.checksum,
        uploaded_by=author.type.value,
        user_id=author.user_pk,
        **owner,
    )


def read_file(attachment: OrderAttachment) -> bytes | None:
    """Return the bytes of a file, None when the storage has lost it."""
    try:
        with file_storage().open(attachment.path) as file:
            data: bytes = file.read()
            return data
    except FileNotFoundError:
        return None
