"""Files of a multipart request, taken in as pictures."""

from collections.abc import Sequence
from typing import Any

from ..attachments.pictures import MAX_BYTES, Picture, clean_picture
from ..errors import ErrorCode, OrderCentralFault, invalid


def uploaded_pictures(info: Any, keys: Sequence[str] | None, *, field: str) -> tuple[Picture, ...]:
    """Return the cleaned pictures behind the values of `Upload`, keys into the files of the request.

    Raises INVALID for a key without a file, FILE_TOO_BIG before anything is read, FILE_TYPE_NOT_ALLOWED.
    """
    return tuple(_picture(info.context.FILES.get(key), field) for key in keys or ())


def _picture(file: Any, field: str) -> Picture:
    if file is None:
        raise invalid(field, "Send the file as a part of a multipart request.")
    if file.size > MAX_BYTES:
        megabytes = MAX_BYTES // 1024 // 1024
        raise OrderCentralFault(f"A file may have {megabytes} MB.", ErrorCode.FILE_TOO_BIG, field=field)
    return clean_picture(file.read(), file.name or "", field=field)
