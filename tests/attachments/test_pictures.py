"""Files that people send: taken in by their bytes, written anew, and refused when they are anything else."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from saleor_order_central.attachments import pictures
from saleor_order_central.attachments.pictures import clean_picture
from saleor_order_central.errors import ErrorCode, OrderCentralFault

HTML = b"<html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'


def picture(kind="JPEG", *, size=(40, 30), mode="RGB", **options) -> bytes:
    target = BytesIO()
    Image.new(mode, size, 128 if mode in ("L", "P") else None).save(target, kind, **options)
    return target.getvalue()


def with_exif() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "Secret Camera"
    exif[0x8825] = {1: "N", 2: (52.0, 31.0, 0.0)}
    return picture(exif=exif, comment=b"hidden words")


def bomb_header(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be huge."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def refused(data: bytes, name: str = "photo.jpg") -> tuple[str | None, ErrorCode]:
    with pytest.raises(OrderCentralFault) as caught:
        clean_picture(data, name, field="lines.0.attachments")
    return caught.value.field, caught.value.code


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        pytest.param(picture(), "image/jpeg", id="jpeg"),
        pytest.param(picture("PNG"), "image/jpeg", id="png"),
        pytest.param(picture("PNG", mode="RGBA"), "image/png", id="png-with-transparency"),
        pytest.param(picture("WEBP"), "image/jpeg", id="webp"),
        pytest.param(picture("JPEG", mode="L"), "image/jpeg", id="grey"),
        pytest.param(picture("JPEG", mode="CMYK"), "image/jpeg", id="cmyk"),
    ],
)
def test_pictures_are_kept_as_what_they_are(data, content_type):
    found = clean_picture(data, "photo.exe", field="x")

    assert found.content_type == content_type
    assert found.name == f"photo.{'png' if content_type == 'image/png' else 'jpg'}"
    with Image.open(BytesIO(found.data)) as image:
        assert image.size == (40, 30)


def broken_notes(tag: int) -> bytes:
    """A JPEG turned by its camera, whose notes hold a text where a number belongs."""
    notes = b"MM\0*\0\0\0\x08\0\x02" + struct.pack(">HHI", tag, 2, 2) + b"x\0\0\0"
    return picture(exif=b"Exif\0\0" + notes + struct.pack(">HHIHHI", 0x0112, 3, 1, 6, 0, 0))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(broken_notes(0x0115), id="notes-that-cannot-be-packed"),
        pytest.param(broken_notes(0x011F), id="notes-of-another-type"),
        pytest.param(HTML, id="html"),
        pytest.param(SVG, id="svg"),
        pytest.param(b"\xef\xbb\xbf" + SVG, id="svg-with-mark"),
        pytest.param(b"", id="empty"),
        pytest.param(b"%PDF-1.7\n", id="pdf"),
        pytest.param(b"PK\x03\x04" + b"\0" * 40, id="zip"),
        pytest.param(b"MZ" + b"\0" * 40, id="program"),
        pytest.param(picture("GIF"), id="gif"),
        pytest.param(picture("BMP"), id="bmp"),
        pytest.param(picture("TIFF"), id="tiff"),
        pytest.param(b"\xff\xd8\xff" + HTML, id="html-that-begins-like-a-jpeg"),
        pytest.param(b"RIFF\x24\0\0\0WAVEfmt ", id="sound-in-the-same-container"),
        pytest.param(picture()[:200], id="cut-off"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\0" * 60, id="broken-png"),
    ],
)
def test_anything_else_is_refused_whatever_its_name(data):
    assert refused(data) == ("lines.0.attachments", ErrorCode.FILE_TYPE_NOT_ALLOWED)


@pytest.mark.parametrize(
    "size", [pytest.param((30_000, 30_000), id="bomb"), pytest.param((10_000, 5_000), id="too-large")]
)
def test_picture_bombs_are_refused_before_they_unfold(size):
    assert refused(bomb_header(*size)) == ("lines.0.attachments", ErrorCode.FILE_TOO_BIG)


def test_too_many_bytes_are_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MAX_BYTES", 100)

    assert refused(picture()) == ("lines.0.attachments", ErrorCode.FILE_TOO_BIG)


def test_second_file_behind_a_picture_is_gone():
    found = clean_picture(picture() + HTML + b"PK\x03\x04", "a.jpg", field="x")

    assert b"script" not in found.data
    assert b"PK\x03\x04" not in found.data


def test_metadata_is_gone_and_the_picture_stands_upright():
    # given a photograph that says where it was taken, and lies on its side
    data = with_exif()
    assert b"Secret Camera" in data
    assert b"hidden words" in data
    # when
    found = clean_picture(data, "a.jpg", field="x")
    # then
    assert b"Secret" not in found.data
    assert b"hidden" not in found.data
    with Image.open(BytesIO(found.data)) as image:
        assert image.size == (30, 40)
        assert dict(image.getexif()) == {}


def test_text_chunks_of_a_png_are_gone():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "hidden words")

    found = clean_picture(picture("PNG", mode="RGBA", pnginfo=info), "a.png", field="x")

    assert b"hidden words" not in found.data


def test_large_pictures_are_made_smaller():
    found = clean_picture(picture(size=(5_000, 1_000)), "a.jpg", field="x")

    with Image.open(BytesIO(found.data)) as image:
        assert image.size == (2_560, 512)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("photo.jpeg", "photo.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\fakepath\\mug.png", "mug.jpg"),
        ('a"; x=.jpg\r\nSet-Cookie: a', "a x.jpg"),
        ("", "picture.jpg"),
        ("...", "picture.jpg"),
        ("Größe 1.png", "Größe 1.jpg"),
        ("x" * 400 + ".png", "x" * 115 + ".jpg"),
    ],
)
def test_names_are_for_reading_only(name, kept):
    assert clean_picture(picture(), name, field="x").name == kept
