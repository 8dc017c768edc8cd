"""Pictures that people send, taken in by what their bytes say.

A picture is decoded and written anew, so nothing but its pixels is kept: no place where it was taken, no
name, no second file hidden behind it. Whatever is no picture of an accepted kind is refused unread.
"""

import hashlib
import struct
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from ..errors import ErrorCode, OrderCentralFault, invalid
from ..text import plain_line

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 2_560
NAME_LIMIT = 120
_QUALITY = 85
# What is accepted, and what it is kept as: a photograph with transparency stays a PNG.
CONTENT_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
# What Pillow raises for broken bytes, those of the notes of a camera included.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    ArithmeticError,
    MemoryError,
    LookupError,
    TypeError,
    struct.error,
)
_MAGIC = {"JPEG": (b"\xff\xd8\xff",), "PNG": (b"\x89PNG\r\n\x1a\n",), "WEBP": (b"RIFF",)}
_ENDINGS = {"JPEG": "jpg", "PNG": "png"}


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A file that was checked, a picture also cleaned. `checksum` is the SHA-256 of what was sent, in hex."""

    name: str
    content_type: str
    data: bytes
    checksum: str


def clean_picture(data: bytes, name: str, *, field: str) -> CleanFile:
    """Check and clean one file. Raises FILE_TYPE_NOT_ALLOWED or FILE_TOO_BIG naming the field."""
    if len(data) > MAX_BYTES:
        raise too_big(field, f"A file may have {MAX_BYTES // 1024 // 1024} MB.")
    kind = next((one for one, starts in _MAGIC.items() if data.startswith(starts)), None)
    if kind is None:
        raise _not_allowed(field)
    written, stored_as = _written_anew(data, kind, field)
    return CleanFile(
        name=safe_name(name, _ENDINGS[stored_as], field),
        content_type=CONTENT_TYPES[stored_as],
        data=written,
        checksum=hashlib.sha256(data).hexdigest(),
    )


def _written_anew(data: bytes, kind: str, field: str) -> tuple[bytes, str]:
    try:
        # Only the decoder of the kind that the first bytes name is asked.
        with Image.open(BytesIO(data), formats=(kind,)) as opened:
            if opened.width * opened.height > MAX_PIXELS:
                raise too_big(field, f"A picture may have {MAX_PIXELS // 1_000_000} million points.")
            # A JPEG is decoded at the size that is needed: less work and less memory.
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            image = ImageOps.exif_transpose(opened) or opened
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
            stored_as = "PNG" if has_alpha else "JPEG"
            pixels = image.convert("RGBA" if has_alpha else "RGB")
    except Image.DecompressionBombError as error:
        raise too_big(field, "The picture is too big.") from error
    except _BROKEN as error:
        raise _not_allowed(field) from error
    # A fresh picture carries no metadata that an encoder would write along.
    fresh = Image.new(pixels.mode, pixels.size)
    fresh.paste(pixels)
    target = BytesIO()
    fresh.save(target, stored_as, quality=_QUALITY, optimize=True)
    return target.getvalue(), stored_as


def is_picture(data: bytes) -> bool:
    """Tell whether the first bytes are those of a kind of picture that is accepted."""
    return any(data.startswith(starts) for starts in _MAGIC.values())


def safe_name(name: str, ending: str, field: str) -> str:
    """Keep the sender's words without a path, with the ending that fits the bytes."""
    last = name.replace("\\", "/").rpartition("/")[2][:500]
    stem = plain_line(last.rpartition(".")[0] or last, field, limit=500)
    kept = "".join(letter for letter in stem if letter.isalnum() or letter in " -_()").strip()
    fallback = "picture" if ending in _ENDINGS.values() else "file"
    return f"{kept[: NAME_LIMIT - 5] or fallback}.{ending}"


def refuse_many(count: int, limit: int, *, field: str) -> None:
    """Raise INVALID when more files come than are taken."""
    if count > limit:
        raise invalid(field, f"At most {limit} files are allowed.")


def too_big(field: str, message: str) -> OrderCentralFault:
    """Make the fault of a file that is too big."""
    return OrderCentralFault(message, ErrorCode.FILE_TOO_BIG, field=field)


def _not_allowed(field: str) -> OrderCentralFault:
    return OrderCentralFault(
        "Send a picture: JPEG, PNG or WebP.", ErrorCode.FILE_TYPE_NOT_ALLOWED, field=field
    )
