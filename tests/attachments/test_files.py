"""Files of messages: told apart by their bytes, whatever they are called."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from PIL import Image

from saleor_order_central.attachments.files import MOST_BYTES_IN_ALL, MOST_FILES, clean_file, refuse_amount
from saleor_order_central.errors import ErrorCode, OrderCentralFault

OOXML = "application/vnd.openxmlformats-officedocument."


def archive(*names: str, mimetype: str = "", compress: int = zipfile.ZIP_STORED) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", compress) as file:
        if mimetype:
            file.writestr("mimetype", mimetype)
        for name in names:
            file.writestr(name, "x")
    return target.getvalue()


def picture() -> bytes:
    target = BytesIO()
    Image.new("RGB", (4, 4), "red").save(target, "PNG")
    return target.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
ODT = archive("content.xml", mimetype="application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("data", "name", "kept_as", "content_type"),
    [
        (picture(), "a.exe", "a.jpg", "image/jpeg"),
        (b"%PDF-1.7\n...", "C:\\docs\\Invoice.pdf.exe", "Invoicepdf.pdf", "application/pdf"),
        (DOCX, "letter.docx", "letter.docx", OOXML + "wordprocessingml.document"),
        (archive("[Content_Types].xml", "xl/workbook.xml"), "t", "t.xlsx", OOXML + "spreadsheetml.sheet"),
        (
            archive("[Content_Types].xml", "ppt/presentation.xml"),
            "p.zip",
            "p.pptx",
            OOXML + "presentationml.presentation",
        ),
        (ODT, "../../o.odt", "o.odt", "application/vnd.oasis.opendocument.text"),
        ("Żółć\n".encode(), "list.csv", "list.csv", "text/plain"),
        (b"plain", "run.sh", "run.txt", "text/plain"),
        (b"<html><script>alert(1)</script>", "page.html", "page.txt", "text/plain"),
        (b'<svg onload="alert(1)"/>', "", "file.txt", "text/plain"),
    ],
)
def test_bytes_decide(data, name, kept_as, content_type):
    found = clean_file(data, name, field="attachments")
    assert (found.name, found.content_type) == (kept_as, content_type)
    assert content_type.startswith("image/") or found.data == data


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"MZ\x90\0\x03", id="program"),
        pytest.param(b"\x7fELF\x02\x01", id="program-of-linux"),
        pytest.param(archive("a.txt"), id="archive"),
        pytest.param(archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), id="macros"),
        pytest.param(
            archive("Basic/Standard/Module1.xml", mimetype="application/vnd.oasis.opendocument.text"),
            id="open-macros",
        ),
        pytest.param(archive(mimetype="application/vnd.oasis.opendocument.base"), id="database"),
        pytest.param(
            archive(mimetype="application/vnd.oasis.opendocument.text", compress=zipfile.ZIP_DEFLATED),
            id="packed-type",
        ),
        pytest.param(DOCX[:60], id="half-an-archive"),
        pytest.param(b"PK\x03\x04" + b"\0" * 100, id="no-archive"),
        pytest.param(b"\xff\xfe\0a", id="no-utf-8"),
        pytest.param(b"text with \0", id="nul"),
        pytest.param(b"\x1b[31mred", id="escape"),
        pytest.param(b"GIF89a\x01\x00", id="gif"),
        pytest.param(b"\x89PNG\r\n\x1a\nbroken", id="broken-picture"),
    ],
)
def test_whatever_else_is_refused(data):
    with pytest.raises(OrderCentralFault) as caught:
        clean_file(data, "invoice.pdf", field="attachments")
    assert (caught.value.field, caught.value.code) == ("attachments", ErrorCode.FILE_TYPE_NOT_ALLOWED)


@pytest.mark.parametrize(
    ("sizes", "code"),
    [
        ([1] * (MOST_FILES + 1), ErrorCode.TOO_MANY_ITEMS),
        ([MOST_BYTES_IN_ALL, 1], ErrorCode.FILE_TOO_BIG),
    ],
)
def test_one_message_carries_so_much(sizes, code):
    with pytest.raises(OrderCentralFault) as caught:
        refuse_amount(sizes, field="attachments")
    assert caught.value.code is code
    refuse_amount([1] * MOST_FILES, field="attachments")
