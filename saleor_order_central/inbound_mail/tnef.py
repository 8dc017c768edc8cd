"""winmail.dat: what Outlook wraps files and words in, as if everybody had Outlook (MS-OXTNEF). Pure."""

import struct
from dataclasses import dataclass

SIGNATURE = 0x223E9F78
_BODY = 0x800C
_TITLE = 0x8010
_DATA = 0x800F
_RENDER = 0x9002
_MOST_FILES = 50


@dataclass(frozen=True, slots=True)
class Winmail:
    """What such a file holds; `body` is plain text, "" when there is none."""

    body: str
    files: tuple[tuple[str, bytes], ...]


def is_tnef(data: bytes) -> bool:
    """Tell whether bytes begin as such a file does."""
    return len(data) > 6 and struct.unpack_from("<I", data)[0] == SIGNATURE


def read_tnef(data: bytes) -> Winmail:
    """Read body and attached files; a file that is cut off gives what came before the cut."""
    body = ""
    files: list[list[bytes]] = []
    place = 6
    while is_tnef(data) and place + 9 <= len(data) and len(files) <= _MOST_FILES:
        attribute, length = struct.unpack_from("<II", data, place + 1)
        start, end = place + 9, place + 9 + length
        if end > len(data):
            break
        value, name = data[start:end], attribute & 0xFFFF
        if name == _RENDER:
            files.append([b"", b""])
        elif name == _BODY and not body:
            body = _text(value)
        elif name in (_TITLE, _DATA) and files:
            files[-1][name == _DATA] = value
        place = end + 2
    found = tuple((_text(title) or "file", content) for title, content in files if content)
    return Winmail(body, found)


def _text(value: bytes) -> str:
    plain = value.split(b"\0")[0]
    try:
        return plain.decode()
    except UnicodeDecodeError:
        return plain.decode("cp1252", "replace")
