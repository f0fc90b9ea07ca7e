"""What a file is, by its content; its name proves nothing."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sightline.intake.workbook import delimited, old_excel, packed
from sightline.intake.workbook.cells import CannotRead, Workbook
from sightline.intake.workbook.limits import Limits, in_words

AS_WORKBOOK = "Open it in Excel, choose “Save as”, “Excel workbook (.xlsx)”, and import that file."
_PACKED, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%PDF": "a PDF",
    b"{\\rtf": "a text document (RTF)",
    b"PAR1": "a Parquet file",
    b"SQLite format 3": "a database file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "a packed file (gzip)",
    b"7z\xbc\xaf": "a packed file (7-Zip)",
    b"Rar!": "a packed file (RAR)",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"PK\x05\x06": "an empty packed file",
}


@contextmanager
def open_workbook(path: Path, *, limits: Limits | None = None) -> Iterator[Workbook]:
    """Opens an .xlsx, .xls or .csv file for reading. Formulas give their saved results; nothing in it is run.

    Raises CannotRead for what is too large, packed to harm, encrypted, carries macros or is something else.
    """
    limits = limits or Limits()
    with _opened(path, limits) as file:
        begins = file.read(4096)
        file.seek(0)
        yield _read(file, begins, name=path.stem, limits=limits)


@contextmanager
def _opened(path: Path, limits: Limits) -> Iterator[BinaryIO]:
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise CannotRead("This is a folder, or something else that is no file. Give the path of the file itself.")
        if about.st_size > limits.file:
            raise CannotRead(
                f"The file has {in_words(about.st_size)}; the limit is {in_words(limits.file)}. Export the lists"
                " without pictures and without unused rows, or one list to a file."
            )
        if about.st_size == 0:
            raise CannotRead("The file is empty: it has no bytes at all. Export it again.")
        file = path.open("rb")
    except FileNotFoundError:
        raise CannotRead("There is no such file. Check the path.") from None
    except OSError as problem:
        raise CannotRead(f"The file cannot be opened ({problem.strerror}). Check who may read it.") from None
    with file:
        yield file


def _read(file: BinaryIO, begins: bytes, *, name: str, limits: Limits) -> Workbook:
    if begins.startswith(_PACKED):
        return packed.read(file, limits=limits)
    if begins.startswith(_COMPOUND):
        return old_excel.read(file, limits=limits)
    for sign, called in _OTHERS.items():
        if begins.startswith(sign):
            raise CannotRead(f"This is {called}, whatever its name says. Import an Excel workbook or a CSV file.")
    page = begins.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if page.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        raise CannotRead(f"This is a web page that a system saved under a spreadsheet's name. {AS_WORKBOOK}")
    if page.startswith(b"<"):
        raise CannotRead(f"This is an XML file, not a workbook. {AS_WORKBOOK}")
    return delimited.read(file, name=name, limits=limits)
