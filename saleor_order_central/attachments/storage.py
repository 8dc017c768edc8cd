"""Where the bytes lie: Saleor's private storage where the shop has one, else Django's own.

Names are random and say nothing; the directory must not be listed by the web server, see docs/returns.md.
"""

from collections.abc import Sequence
from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.utils.module_loading import import_string

from ..author import Author
from .models import OrderAttachment
from .pictures import Picture

FOLDER = "order-central"


def file_storage() -> Storage:
    """Return the storage of attachments."""
    private = getattr(settings, "PRIVATE_FILE_STORAGE", "")
    if private and not private.startswith("django.core.files.storage."):
        storage: Storage = import_string(private)()
        return storage
    return default_storage


def store_pictures(
    order_pk: Any, pictures: Sequence[tuple[Picture, int]], *, author: Author
) -> list[OrderAttachment]:
    """Store cleaned pictures of return lines, given with the line's pk; one statement for all rows.

    Files that were written before something failed are removed; call it as the last step of a transaction.
    """
    rows: list[OrderAttachment] = []
    try:
        for picture, line_pk in pictures:
            rows.append(_row(order_pk, picture, line_pk, author))
        return OrderAttachment.objects.bulk_create(rows)
    except BaseException:
        for row in rows:
            file_storage().delete(row.path)
        raise


def _row(order_pk: Any, picture: Picture, line_pk: int, author: Author) -> OrderAttachment:
    ending = picture.name.rpartition(".")[2]
    path = file_storage().save(f"{FOLDER}/{token_urlsafe(24)}.{ending}", ContentFile(picture.data))
    return OrderAttachment(
        order_id=order_pk,
        return_line_id=line_pk,
        name=picture.name,
        path=path,
        content_type=picture.content_type,
        size=len(picture.data),
        checksum=picture.checksum,
        uploaded_by=author.type.value,
        user_id=author.user_pk,
    )


def read_file(attachment: OrderAttachment) -> bytes | None:
    """Return the bytes of a file, None when the storage has lost it."""
    try:
        with file_storage().open(attachment.path) as file:
            data: bytes = file.read()
            return data
    except FileNotFoundError:
        return None
