"""Workbooks of Excel 97 to 2003 (.xls), and the other things that are packed in the same way."""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from python_calamine import CalamineWorkbook, SheetVisibleEnum

from sightline.intake.workbook.cells import CannotRead, CellError, Row, Sheet, Workbook, is_empty
from sightline.intake.workbook.limits import Limits

_BROKEN = (
    "The workbook is damaged and cannot be read. Open it in Excel, save it as “Excel workbook (.xlsx)”, try again."
)


def _spelt(name: str) -> bytes:
    """How such a file spells the name of a part."""
    return name.encode("utf-16-le")


def read(file: BinaryIO, *, limits: Limits) -> Workbook:
    """The sheets of an .xls workbook. Raises CannotRead."""
    content = file.read(limits.file)
    file.seek(0)
    if _spelt("EncryptedPackage") in content or _spelt("EncryptionInfo") in content:
        raise CannotRead("The file is locked with a password. Save it without one and import that file.")
    if _spelt("_VBA_PROJECT") in content:
        raise CannotRead(
            "The workbook carries macros, which are refused: they could be anything. Save it as “Excel workbook"
            " (.xlsx)”, which leaves them out, and import that file."
        )
    if _spelt("WordDocument") in content or _spelt("PowerPoint Document") in content:
        raise CannotRead("This is a document or a presentation. Import the workbook that holds the lists.")
    try:
        book = CalamineWorkbook.from_filelike(file)
        sheets = [
            Sheet(each.name, partial(_rows, book, each.name, limits), each.visible != SheetVisibleEnum.Visible)
            for each in book.sheets_metadata
        ]
    except BaseException as problem:
        raise _refusal(problem) from problem
    return Workbook(tuple(sheets))


def _refusal(problem: BaseException) -> BaseException:
    """A failure inside the reader, which is not written in Python: also its panics are no `Exception`."""
    if isinstance(problem, KeyboardInterrupt | SystemExit):
        return problem
    if "password" in str(problem).lower():
        return CannotRead("The file is locked with a password. Save it without one and import that file.")
    return CannotRead(_BROKEN)


def _rows(book: CalamineWorkbook, name: str, limits: Limits) -> Iterator[Row]:
    try:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except BaseException as problem:
        raise _refusal(problem) from problem
    for number, cells in enumerate(rows, start=1):
        values = tuple(CellError(cell) if isinstance(cell, str) and _is_error(cell) else cell for cell in cells)
        if not all(is_empty(value) for value in values):
            if number > limits.rows:
                raise CannotRead(f"Sheet “{name}” has more than {limits.rows:,} rows. Import it in parts.")
            yield Row(number, tuple(None if is_empty(value) else value for value in values))


def _is_error(cell: str) -> bool:
    return cell in ("#N/A", "#VALUE!", "#REF!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!")
