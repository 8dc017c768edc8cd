"""Files of messages, taken in by what their bytes say: pictures, PDF, office documents and plain text.

What a sender calls a file decides nothing but how it is shown. Pictures are written anew; the others stay as
they are, are never opened by us, and leave the shop only as downloads. Documents with macros are refused.
"""

import hashlib
import zipfile
from collections.abc import Callable
from io import BytesIO

from ..errors import ErrorCode, OrderCentralFault
from ..text import plain_line
from .pictures import MAX_BYTES, CleanFile, clean_picture, is_picture, safe_name, too_big

MOST_FILES = 10
# What all files of one message may have together: mail servers refuse letters of more.
MOST_BYTES_IN_ALL = 15 * 1024 * 1024
_MOST_ZIPPED = 2_000
_OOXML = "application/vnd.openxmlformats-officedocument."
# The part that makes a document what it is, its type, and its ending.
_OFFICE = (
    ("word/document.xml", _OOXML + "wordprocessingml.document", "docx"),
    ("xl/workbook.xml", _OOXML + "spreadsheetml.sheet", "xlsx"),
    ("ppt/presentation.xml", _OOXML + "presentationml.presentation", "pptx"),
)
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
_TEXT_ENDINGS = ("txt", "csv")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f")
Kind = tuple[str, str]


def clean_file(data: bytes, name: str, *, field: str) -> CleanFile:
    """Check one file. Raises FILE_TYPE_NOT_ALLOWED or FILE_TOO_BIG naming the field."""
    if is_picture(data):
        return clean_picture(data, name, field=field)
    if len(data) > MAX_BYTES:
        raise too_big(field, f"A file may have {MAX_BYTES // 1024 // 1024} MB.")
    kind = _kind_of(data, name)
    if kind is None:
        raise OrderCentralFault(
            "Send a picture, a PDF, an office document without macros, or plain text.",
            ErrorCode.FILE_TYPE_NOT_ALLOWED,
            field=field,
        )
    content_type, ending = kind
    return CleanFile(safe_name(name, ending, field), content_type, data, hashlib.sha256(data).hexdigest())


def refuse_amount(sizes: list[int], *, field: str) -> None:
    """Raise TOO_MANY_ITEMS or FILE_TOO_BIG when a message has more files than it may."""
    if len(sizes) > MOST_FILES:
        raise OrderCentralFault(
            f"At most {MOST_FILES} files are allowed.", ErrorCode.TOO_MANY_ITEMS, field=field
        )
    if sum(sizes) > MOST_BYTES_IN_ALL:
        raise too_big(field, f"All files together may have {MOST_BYTES_IN_ALL // 1024 // 1024} MB.")


def shown_name(name: str) -> str:
    """Return a name that is safe to show, of a file that is not kept."""
    return plain_line(name[:500], "", limit=500)[:120]


def _kind_of(data: bytes, name: str) -> Kind | None:
    readers: tuple[Callable[[bytes, str], Kind | None], ...] = (_pdf, _zipped, _text)
    return next((kind for read in readers if (kind := read(data, name))), None)


def _pdf(data: bytes, _name: str) -> Kind | None:
    return ("application/pdf", "pdf") if data.startswith(b"%PDF-") else None


def _zipped(data: bytes, _name: str) -> Kind | None:
    """Only the table of contents of an archive is read, and the few bytes that name an open document."""
    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > _MOST_ZIPPED or any("vbaproject" in one.lower() for one in names):
                return None
            found = _office(names) or _open_document(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None
    return found


def _office(names: list[str]) -> Kind | None:
    if "[Content_Types].xml" not in names:
        return None
    return next(((kind, ending) for part, kind, ending in _OFFICE if part in names), None)


def _open_document(archive: zipfile.ZipFile) -> Kind | None:
    """The type stands unpacked at the beginning; open documents keep their macros in folders of their own."""
    names = archive.namelist()
    if names[:1] != ["mimetype"] or any(one.startswith(("Basic/", "Scripts/")) for one in names):
        return None
    entry = archive.getinfo("mimetype")
    if entry.file_size > 100 or entry.compress_type != zipfile.ZIP_STORED:
        return None
    content_type = archive.read("mimetype").decode("ascii", "replace").strip()
    ending = _OPEN_DOCUMENTS.get(content_type)
    return (content_type, ending) if ending else None


def _text(data: bytes, name: str) -> Kind | None:
    """Text is what reads as UTF-8 and holds no control characters; it is served as text whatever it says."""
    if not data or any(byte < 32 and byte not in _TEXT_CONTROLS for byte in set(data)):
        return None
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    ending = name.rpartition(".")[2].lower()
    return "text/plain", ending if ending in _TEXT_ENDINGS else "txt"
