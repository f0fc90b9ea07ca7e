"""Excel workbooks (.xlsx): a packed folder of XML, looked over before anything in it is unpacked."""

import warnings
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

import openpyxl
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from sightline.intake.workbook.cells import NO_RESULT, CannotRead, CellError, Row, Sheet, Workbook, is_empty
from sightline.intake.workbook.limits import Limits, in_words

_BROKEN = "The workbook is damaged and cannot be read. Open it in Excel, which may repair it, save it and try again."
_ENCRYPTED_BIT = 0x1


def read(file: BinaryIO, *, limits: Limits) -> Workbook:
    """The sheets of an .xlsx workbook. Raises CannotRead."""
    try:
        with ZipFile(file) as archive:
            _look_over(archive, limits)
    except (BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as problem:
        raise CannotRead(_BROKEN) from problem
    file.seek(0)
    book = _loaded(file)
    return Workbook(
        tuple(
            Sheet(sheet.title, partial(_rows, book, sheet, limits), sheet.sheet_state != "visible")
            for sheet in book.worksheets
        )
    )


def _look_over(archive: ZipFile, limits: Limits) -> None:
    """Refuses by the table of contents alone. What it says of sizes binds the reader later: no part unpacks to more."""
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & _ENCRYPTED_BIT for part in parts):
        raise CannotRead("The file is locked with a password. Save it without one and import that file.")
    if len(parts) > limits.parts:
        raise CannotRead(f"The file is packed out of {len(parts):,} parts; a workbook has a few dozen. {_SAY_AGAIN}")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked or any(_swells(part, limits) for part in parts):
        raise CannotRead(
            f"The file unpacks to {in_words(unpacked)}, which no list needs; it may be made to exhaust the machine."
            f" {_SAY_AGAIN}"
        )
    if "[content_types].xml" not in names:
        raise CannotRead(f"This is a packed file (ZIP), not a workbook. {_UNPACK}")
    if any("vbaproject" in name or "/macrosheets/" in name for name in names):
        raise CannotRead(_MACROS)
    _check_kind(archive, names, limits)
    for part in parts:
        if "/worksheets/" not in part.filename and part.filename.endswith(".xml") and part.file_size > limits.part:
            raise CannotRead(f"The workbook's “{part.filename}” is {in_words(part.file_size)} large. {_SAY_AGAIN}")


_SAY_AGAIN = "Copy the lists into a new workbook, values only, save it as .xlsx and import that."
_UNPACK = "Unpack it first, and import the workbook inside."
_MACROS = (
    "The workbook carries macros, which are refused: they could be anything. Save it as “Excel workbook (.xlsx)”, which"
    " leaves them out, and import that file."
)


def _swells(part: ZipInfo, limits: Limits) -> bool:
    return part.file_size > limits.large_part and part.file_size > limits.ratio * max(part.compress_size, 1)


def _check_kind(archive: ZipFile, names: set[str], limits: Limits) -> None:
    contents = next(part for part in archive.infolist() if part.filename.lower() == "[content_types].xml")
    if contents.file_size > limits.large_part:
        raise CannotRead(_BROKEN)
    kinds = archive.read(contents).decode("utf-8", "replace").lower()
    if "macroenabled" in kinds or "vbaproject" in kinds:
        raise CannotRead(_MACROS)
    if "xl/workbook.bin" in names:
        raise CannotRead("This is a binary workbook (.xlsb). Save it as “Excel workbook (.xlsx)” and import that file.")
    for folder, called in (("word/", "a Word document"), ("ppt/", "a presentation")):
        if any(name.startswith(folder) for name in names):
            raise CannotRead(f"This is {called}, whatever its name says. Import the workbook that holds the lists.")
    if "xl/workbook.xml" not in names:
        raise CannotRead(f"This is a packed file (ZIP), not a workbook. {_UNPACK}")
    with archive.open("xl/workbook.xml") as part:
        if b"purl.oclc.org/ooxml" in part.read(4096):
            raise CannotRead("This is a “Strict Open XML” workbook. Save it as plain “Excel workbook (.xlsx)”.")


def _loaded(file: BinaryIO) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception as problem:  # a hostile file may fail anywhere inside the library
        raise CannotRead(_BROKEN) from problem


class _Cells(WorkSheetParser):
    """The library's own reader, which also tells a formula without a saved result from an empty cell."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["data_type"] == "e" and cell["value"] is not None:
            cell["value"] = CellError(str(cell["value"]))
        elif cell["value"] is None and element.find(FORMULA_TAG) is not None and not _gave_empty_text(element):
            cell["value"] = NO_RESULT
        return cell


def _gave_empty_text(element: Any) -> bool:
    return element.get("t") == "str" and element.find(VALUE_TAG) is not None


def _rows(book: Any, sheet: Any, limits: Limits) -> Iterator[Row]:
    """Row by row. What a sheet says of its own size is not believed: some systems write it wrong."""
    last = 0
    for number, cells in _parsed(book, sheet):
        if number <= last:
            raise CannotRead(f"The rows of sheet “{sheet.title}” are out of order. {_SAY_AGAIN}")
        last = number
        filled = [cell for cell in cells if not is_empty(cell["value"])]
        if not filled:
            continue
        if number > limits.rows:
            raise CannotRead(f"Sheet “{sheet.title}” has more than {limits.rows:,} rows. Import it in parts.")
        width = max(cell["column"] for cell in filled)
        if width > limits.columns:
            raise CannotRead(f"Sheet “{sheet.title}” has more than {limits.columns} columns. {_SAY_AGAIN}")
        values = [None] * width
        for cell in filled:
            values[cell["column"] - 1] = cell["value"]
        yield Row(number, tuple(values))


def _parsed(book: Any, sheet: Any) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    try:
        with sheet._get_source() as source:
            parser = _Cells(
                source,
                sheet._shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            rows = parser.parse()
            while True:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    row = next(rows, None)
                if row is None:
                    return
                yield row
    except CannotRead:
        raise
    except Exception as problem:  # a hostile sheet may fail anywhere inside the library
        raise CannotRead(f"Sheet “{sheet.title}”: {_BROKEN[0].lower()}{_BROKEN[1:]}") from problem
