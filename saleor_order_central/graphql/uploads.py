"""Files of a multipart request, taken in as pictures or as files of messages."""

from collections.abc import Sequence
from typing import Any

import graphene

from ..attachments.files import clean_file, refuse_amount
from ..attachments.pictures import MAX_BYTES, CleanFile, clean_picture
from ..errors import ErrorCode, OrderCentralFault, invalid
from ..host.schema import host_type


def files_field() -> graphene.List:
    """Return the input field of a message's files."""
    return graphene.List(
        graphene.NonNull(host_type("Upload")),
        description="Files, 10 at most and 15 MB together: pictures, PDF, office documents without macros, "
        "plain text; as parts of a multipart request.",
    )


def uploaded_pictures(info: Any, keys: Sequence[str] | None, *, field: str) -> tuple[CleanFile, ...]:
    """Return the cleaned pictures behind the values of `Upload`, keys into the files of the request.

    Raises INVALID for a key without a file, FILE_TOO_BIG before anything is read, FILE_TYPE_NOT_ALLOWED.
    """
    return tuple(clean_picture(*_read(one, field), field=field) for one in _files(info, keys, field))


def uploaded_files(
    info: Any, keys: Sequence[str] | None, *, field: str = "attachments"
) -> tuple[CleanFile, ...]:
    """Return the checked files of a message; raises what `uploaded_pictures` raises, and TOO_MANY_ITEMS."""
    files = _files(info, keys, field)
    refuse_amount([file.size for file in files], field=field)
    return tuple(clean_file(*_read(one, field), field=field) for one in files)


def raw_files(info: Any, keys: Sequence[str] | None, *, field: str) -> tuple[tuple[str, bytes], ...]:
    """Return names and bytes of files that nobody has looked into yet."""
    files = _files(info, keys, field)
    refuse_amount([file.size for file in files], field=field)
    return tuple((file.name or "", file.read()) for file in files)


def _files(info: Any, keys: Sequence[str] | None, field: str) -> list[Any]:
    files = [info.context.FILES.get(key) for key in keys or ()]
    if any(file is None for file in files):
        raise invalid(field, "Send the file as a part of a multipart request.")
    return files


def _read(file: Any, field: str) -> tuple[bytes, str]:
    """Bytes and name; the announced size is looked at first."""
    if file.size > MAX_BYTES:
        megabytes = MAX_BYTES // 1024 // 1024
        raise OrderCentralFault(f"A file may have {megabytes} MB.", ErrorCode.FILE_TOO_BIG, field=field)
    return file.read(), file.name or ""
