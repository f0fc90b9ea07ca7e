"""What a file is, by its content. What a browser or an office program could run is refused, whatever it is called."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import BinaryIO

from sightline.common.files import old_office, packed, pdf, pictures, text
from sightline.common.files.limits import Limits, in_words
from sightline.common.files.refusals import FileRefused
from sightline.common.models import StoredFile

Kind = StoredFile.Kind
EXTENSIONS: dict[str, tuple[str, ...]] = {
    Kind.PDF: ("pdf",),
    Kind.PNG: ("png",),
    Kind.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    Kind.DOCX: ("docx",),
    Kind.XLSX: ("xlsx",),
    Kind.ODT: ("odt",),
    Kind.MSG: ("msg",),
    Kind.EML: ("eml",),
    Kind.TXT: ("txt",),
    Kind.CSV: ("csv",),
}
"""The endings that each kind's name may have; the first is the one that it is offered under."""

MEDIA_TYPES: dict[str, str] = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.MSG: "application/vnd.ms-outlook",
    Kind.EML: "application/octet-stream",  # shown by no browser: a message may hold a page
    Kind.TXT: "text/plain; charset=utf-8",
    Kind.CSV: "text/csv; charset=utf-8",
}

IN_WORDS = (
    "PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt), PNG, JPEG, Outlook message (.msg, .eml), .txt or .csv"
)

_BY_SIGN: tuple[tuple[bytes, Callable[[BinaryIO, Limits], str]], ...] = (
    (b"%PDF-", pdf.look_over),
    (b"\x89PNG\r\n\x1a\n", pictures.look_over_png),
    (b"\xff\xd8\xff", pictures.look_over_jpeg),
    (b"PK\x03\x04", packed.look_over),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", old_office.look_over),
)

_REFUSED_BY_SIGN: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "This is a program for Windows. Programs are not taken."),
    (b"\x7fELF", "This is a program. Programs are not taken."),
    (b"#!", "This is a program (a script). Programs are not taken."),
    (b"{\\rtf", "Rich text (.rtf) is not taken. Open it in Word and save it as .docx or PDF."),
    (b"Rar!", "Packed archives are not taken. Unpack it and attach the files inside."),
    (b"7z\xbc\xaf", "Packed archives are not taken. Unpack it and attach the files inside."),
    (b"\x1f\x8b", "Packed archives are not taken. Unpack it and attach the files inside."),
    (b"PK", "Packed archives are not taken. Unpack it and attach the files inside."),
    (b"GIF8", "GIF pictures are not taken. Save it as PNG or JPEG."),
    (b"RIFF", f"This kind of file is not taken. Attach {IN_WORDS}."),
)
HEIF = re.compile(rb"^....ftyp(heic|heix|heif|mif1|hevc|msf1)", re.DOTALL)


def kind_of(file: BinaryIO, *, name: str, limits: Limits) -> str:
    """The kind of a file, by its content and no other sign; the name must agree. Raises FileRefused."""
    file.seek(0, 2)
    # A file that was cut off while it came in says how large it was.
    size = max(file.tell(), getattr(file, "size", 0) or 0)
    if size == 0:
        raise FileRefused("The file is empty.")
    if size > limits.file:
        raise FileRefused(
            f"The file has {in_words(size)}; a file may have up to {in_words(limits.file)}."
            " Make it smaller or send it in parts."
        )
    file.seek(0)
    kind = _by_content(file, name, limits)
    _check_name(kind, name)
    file.seek(0)
    return kind


def _by_content(file: BinaryIO, name: str, limits: Limits) -> str:
    head = file.read(64)
    file.seek(0)
    for sign, look_over in _BY_SIGN:
        if head.startswith(sign):
            return look_over(file, limits)
    for sign, why in _REFUSED_BY_SIGN:
        if head.startswith(sign):
            raise FileRefused(why)
    if HEIF.match(head):
        raise FileRefused("This is a picture as some telephones save it (HEIC). Save it as JPEG and attach that.")
    return text.look_over(file, ending_of(name))


def ending_of(name: str) -> str:
    """The ending of a name, as "pdf"; empty where it has none."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().removeprefix(".")


def _check_name(kind: str, name: str) -> None:
    ending = ending_of(name)
    if ending not in EXTENSIONS[kind]:
        label = Kind(kind).label
        called = f"called .{ending}" if ending else "called by a name without an ending"
        raise FileRefused(
            f"The file is {called}, but what is in it is: {label}. If it is what you meant to attach, save it as"
            f" .{EXTENSIONS[kind][0]} and attach it again."
        )
