"""CSV files: one list, its values as text."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from sightline.intake.workbook.cells import CannotRead, Row, Sheet, Workbook
from sightline.intake.workbook.limits import Limits

_AS_UTF8 = "Save it as “CSV UTF-8” in Excel, or as a workbook, and import that."


def read(file: BinaryIO, *, name: str, limits: Limits) -> Workbook:
    """The one sheet of a CSV file, called after the file. Raises CannotRead for what is no text."""
    content = file.read(limits.file)
    text = _decoded(content)
    return Workbook((Sheet(name, lambda: _rows(text, name, limits)),))


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content:
        raise CannotRead("This is neither a workbook nor text. Import an Excel workbook (.xlsx) or a CSV file.")
    else:
        # Excel saves plain CSV as Windows-1252; apostrophes and accents come out wrong in any other reading.
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CannotRead(f"The letters of this file cannot be made out: its encoding is not known. {_AS_UTF8}")


def _rows(text: str, name: str, limits: Limits) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), _dialect(text), strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if number > limits.rows:
                raise CannotRead(f"The file has more than {limits.rows:,} rows. Import it in parts.")
            if len(cells) > limits.columns:
                raise CannotRead(f"Row {number} has more than {limits.columns} columns. {_AS_UTF8}")
            if any(cell.strip() for cell in cells):
                yield Row(number, tuple(cell if cell.strip() else None for cell in cells))
    except csv.Error as problem:
        raise CannotRead(f"The file is not well-formed CSV near line {reader.line_num}. {_AS_UTF8}") from problem


def _dialect(text: str) -> type[csv.Dialect]:
    """Comma, semicolon or tab: whichever the first lines hold most of."""
    first = "\n".join(text.splitlines()[:10]) if len(text) < 1_000_000 else text[:20_000]
    separator = max(",;\t", key=first.count)

    class Dialect(csv.excel):
        delimiter = separator

    return Dialect
