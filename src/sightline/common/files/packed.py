"""Word, Excel and OpenDocument files: packed folders of XML, looked over before anything in them is unpacked.

What the table of contents says of sizes binds the reader: no part unpacks to more than it says there.
"""

import re
from typing import BinaryIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from sightline.common.files.limits import Limits, in_words
from sightline.common.files.refusals import FileRefused

_BROKEN = "The file is damaged and cannot be read. Open it, save it again and attach that."
_ARCHIVE = "Packed archives are not taken. Unpack it and attach the files inside."
_MACROS = "The file carries macros, which could be anything. Save it without them (.docx or .xlsx) and attach that."
_PROGRAM = "Another file that could be a program is put into this one. Take it out, save and attach that."
_FETCHES = "The file fetches a part of itself from another place when it is opened. Save it as PDF and attach that."
_ENCRYPTED_BIT = 0x1
_CLOSING = 22  # length of a ZIP's closing record without a comment (APPNOTE 4.3.16)

_KINDS = (
    ("wordprocessingml.document.main+xml", "DOCX"),
    ("spreadsheetml.sheet.main+xml", "XLSX"),
)
_ODT = b"application/vnd.oasis.opendocument.text"
_RUNS = re.compile(r"\.(exe|dll|scr|com|bat|cmd|vbs|vbe|js|jse|wsf|ps1|msi|hta|jar|lnk|sh|html?|class)$")
_FETCHED = re.compile(
    rb"<[^>]*(attachedtemplate|oleobject|/frame|subdocument)[^>]*targetmode\s*=\s*[\"']external[\"']"
    rb"|<[^>]*targetmode\s*=\s*[\"']external[\"'][^>]*(attachedtemplate|oleobject|/frame|subdocument)",
    re.IGNORECASE,
)


def look_over(file: BinaryIO, limits: Limits) -> str:
    """The kind of a packed document. Refuses archives, bombs, macros, passwords, and what hangs behind the folder."""
    try:
        _check_ends(file)
        with ZipFile(file) as archive:
            parts = archive.infolist()
            _check_contents(archive, parts, limits)
            kind = _kind(archive, parts)
            for part in parts:
                _check_part(archive, part, kind)
            return kind
    except (BadZipFile, NotImplementedError, EOFError, ValueError, OSError, RuntimeError) as problem:
        raise FileRefused(_BROKEN) from problem


def _check_ends(file: BinaryIO) -> None:
    """The packed folder is the whole file: it ends with its closing record, and nothing hangs behind."""
    file.seek(-_CLOSING, 2)
    if file.read(4) != b"PK\x05\x06":
        raise FileRefused(_BROKEN)
    file.seek(0)


def _check_contents(archive: ZipFile, parts: list[ZipInfo], limits: Limits) -> None:
    if any(part.flag_bits & _ENCRYPTED_BIT for part in parts):
        raise FileRefused("The file is locked with a password. Save it without one and attach that.")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > limits.parts or unpacked > limits.unpacked or any(_swells(part, limits) for part in parts):
        raise FileRefused(
            f"The file unpacks to {in_words(unpacked)} in {len(parts):,} parts, which no document needs;"
            " it may be made to exhaust the machine. Save it as PDF and attach that."
        )
    names = [part.filename for part in parts]
    if len(set(names)) != len(names) or not parts or min(part.header_offset for part in parts) != 0:
        raise FileRefused(_BROKEN)
    if any(name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) for name in names):
        raise FileRefused(_BROKEN)


def _swells(part: ZipInfo, limits: Limits) -> bool:
    return part.file_size > limits.large_part and part.file_size > limits.ratio * max(part.compress_size, 1)


def _kind(archive: ZipFile, parts: list[ZipInfo]) -> str:
    names = {part.filename.lower(): part for part in parts}
    if parts[0].filename == "mimetype":
        return _open_document(archive, names)
    contents = names.get("[content_types].xml")
    if contents is None or contents.file_size > 1_000_000:
        raise FileRefused(_ARCHIVE)
    said = archive.read(contents).decode("utf-8", "replace").lower()
    if "macroenabled" in said or "vbaproject" in said or any("vbaproject" in name for name in names):
        raise FileRefused(_MACROS)
    if any("/macrosheets/" in name or "/activex/" in name for name in names):
        raise FileRefused(_MACROS)
    for sign, kind in _KINDS:
        if sign in said:
            return kind
    raise FileRefused("This is a document of a kind that is not taken. Save it as .docx, .xlsx or PDF and attach that.")


def _open_document(archive: ZipFile, names: dict[str, ZipInfo]) -> str:
    if names["mimetype"].file_size > 200 or archive.read("mimetype").strip() != _ODT:
        raise FileRefused("Of OpenDocument files, text (.odt) is taken. Save it as PDF and attach that.")
    if any(name.startswith(("basic/", "scripts/")) for name in names):
        raise FileRefused(_MACROS)
    manifest = names.get("meta-inf/manifest.xml")
    if manifest is None or manifest.file_size > 1_000_000:
        raise FileRefused(_BROKEN)
    if b"encryption-data" in archive.read(manifest):
        raise FileRefused("The file is locked with a password. Save it without one and attach that.")
    return "ODT"


def _check_part(archive: ZipFile, part: ZipInfo, kind: str) -> None:
    name = part.filename.lower()
    if _RUNS.search(name):
        raise FileRefused(_PROGRAM)
    if name.endswith((".xml", ".rels")):
        _check_declares_nothing(archive, part)
    if name.endswith(".rels") and part.file_size <= 2_000_000 and _FETCHED.search(archive.read(part)):
        raise FileRefused(_FETCHES)
    if name.endswith(".bin") and "embeddings/" in name:
        with archive.open(part) as inside:
            if b"O\0l\0e\x001\x000\0N\0a\0t\0i\0v\0e\0" in inside.read(2_000_000):
                raise FileRefused(_PROGRAM)


class _Root(Exception):  # noqa: N818 - the way out of a parser, once the part has been seen to begin
    """The first element has come: what could be declared has been declared."""


def _check_declares_nothing(archive: ZipFile, part: ZipInfo) -> None:
    """Refuses a part that declares entities of its own, from which a few lines unfold to gigabytes, or fetch a file.

    Declarations stand before the first element, so reading ends there.
    """
    parser = expat.ParserCreate()

    def declared(name: str, system: str | None, public: str | None, own: int) -> None:
        if own or (system and "://" in system):
            raise FileRefused("The file declares parts that unfold or are fetched when it is opened. Save it as PDF.")

    def began(*_: object) -> None:
        raise _Root

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = began
    try:
        with archive.open(part) as inside:
            while read := inside.read(65_536):
                parser.Parse(read, False)
            parser.Parse(b"", True)
    except _Root:
        return
    except expat.ExpatError as problem:
        raise FileRefused(_BROKEN) from problem
