"""What is written in a cell, understood as an English authority means it, or refused with the reason.

Pure functions: a cell in; a value out, None where the cell is empty; `Unclear` where nobody can say what is meant.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from sightline.common.forms.identifiers import why_not_an_nhs_number
from sightline.intake.workbook.cells import NO_RESULT, Cell, CellError, is_empty
from sightline.register.names import tidy

EARLIEST: Final = date(1920, 1, 2)
"""No date in a list about children is older. Excel shows an empty or zero cell as a day in 1899 or 1900."""
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        start=1,
    )
    for name in names.split()
}
_TIME = r"(?:[ t]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:am|pm|z|[+-]\d{2}:?\d{2})?)?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})\s*[-/. ]\s*(\d{{1,2}})\s*[-/. ]\s*(\d{{4}}|\d{{2}}){_TIME}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}}){_TIME}")
_EIGHT_DIGITS = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_IN_WORDS = re.compile(
    rf"(?:[a-z]{{3,9}}day,?\s+|[a-z]{{3}},?\s+)?(\d{{1,2}})(?:st|nd|rd|th)?[\s\-/.]*(?:of\s+)?([a-z]+)\.?,?[\s\-/.]*(\d{{4}}|\d{{2}}){_TIME}"
)
_MONTH_FIRST = re.compile(rf"([a-z]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}")
_TWO_IN_ONE = re.compile(r"\S\s*[\r\n;,&+|]+\s*\S|\d{3,}\s*/\s*\d{3,}|\S\s+(?:and|or)\s+\S")
_HOW = "Write dates as day/month/year, such as 16/09/2020"


class Unclear(ValueError):  # noqa: N818 - it reads as what it says
    """A cell that cannot be taken: why, and what to do about it."""


def text(cell: Cell) -> str | None:
    """A cell as a line of text: whole numbers without a decimal point, nothing invisible, single spaces."""
    check(cell)
    if is_empty(cell) or cell is None:
        return None
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return tidy(str(cell)) or None


def check(cell: Cell) -> None:
    """Raises Unclear for what is no value at all: a spreadsheet's error, or a formula nobody has worked out."""
    if isinstance(cell, CellError):
        raise Unclear(f"The cell shows an error of the spreadsheet ({cell}). Put the value itself there.")
    if cell is NO_RESULT:
        raise Unclear(
            "The cell holds a formula whose result was not saved. Open the file in Excel, save it, and import it again."
        )


def day(cell: Cell, *, today: date) -> date | None:
    """A date: as Excel keeps one, as its serial number, or as text in the forms used here, day before month.

    `today` settles two-digit years: none lies after the next one.
    """
    check(cell)
    if isinstance(cell, datetime):
        return _believed(cell.date())
    if isinstance(cell, date):
        return _believed(cell)
    if isinstance(cell, bool | time | timedelta):
        raise Unclear(f"This is no date. {_HOW}.")
    if isinstance(cell, int | float):
        return _believed(_from_serial(cell))
    written = text(cell)
    return _believed(_from_text(written, today=today)) if written else None


def whole_number(cell: Cell, *, least: int, most: int) -> int | None:
    """A whole number in a range; years with a fraction, as a formula gives them, count as completed ones."""
    check(cell)
    if isinstance(cell, bool | date | time | timedelta):
        raise Unclear("This is no number. Write a whole number.")
    if isinstance(cell, int | float):
        number = float(cell)
    else:
        written = text(cell)
        if written is None:
            return None
        found = re.fullmatch(r"([+-]?\d{1,9}(?:\.\d+)?)\s*(?:years?|yrs?)?(?: old)?", written.lower())
        if not found:
            raise Unclear("This is no number. Write a whole number.")
        number = float(found.group(1))
    # Rounded down, also where it is negative: a child of -0.3 years is not yet born.
    whole = int(number // 1) if number == number and abs(number) < 1e9 else most + 1
    if not least <= whole <= most:
        raise Unclear(f"This number cannot be: it should lie between {least} and {most}.")
    return whole


def yes_or_no(cell: Cell) -> bool | None:
    """Yes or no, in the ways that lists say so; None where the cell is empty."""
    if isinstance(cell, bool):
        return cell
    written = text(cell)
    if written is None:
        return None
    said = re.sub(r"^[ab1-2][).:]\s*", "", written.lower()).strip(" .")
    if said in ("yes", "y", "true", "1", "1 - yes"):
        return True
    if said in ("no", "n", "false", "0", "0 - no"):
        return False
    raise Unclear("This is neither yes nor no. Write “Yes” or “No”.")


def nhs_number(cell: Cell) -> str | None:
    """An NHS number, ten digits with the right check digit."""
    written = text(cell)
    if written is None:
        return None
    digits = re.sub(r"[\s-]", "", written)
    # Excel drops the zero that no valid number begins with, so that a short one is never completed.
    if why := why_not_an_nhs_number(digits):
        raise Unclear(f"{why}.")
    return digits


def one_reference(cell: Cell) -> str | None:
    """The number by which another system knows one child. Raises Unclear where the cell names two."""
    if isinstance(cell, str) and _TWO_IN_ONE.search(cell.strip()):
        raise Unclear("The cell names two children. Give each child a row of their own, with the same date and source.")
    if isinstance(cell, bool | date | time | timedelta):
        raise Unclear("This is no reference of a child. Write the number by which the case system knows the child.")
    written = text(cell)
    if written is None:
        return None
    if len(written) > 40 or not any(sign.isalnum() for sign in written):
        raise Unclear("This is no reference of a child. Write the number by which the case system knows the child.")
    return "".join(written.split()).upper()


def _from_serial(number: float) -> date:
    """Excel counts days; a whole number of eight digits is a date written together."""
    try:
        days = int(number)
        if days == number and (found := _EIGHT_DIGITS.fullmatch(str(days))):
            return _put_together(*(int(part) for part in found.groups()))
        return _EXCEL_DAY_ZERO + timedelta(days=days)
    except (OverflowError, ValueError) as problem:
        if isinstance(problem, Unclear):
            raise
        raise Unclear(f"This number stands for no date. {_HOW}.") from None


def _from_text(written: str, *, today: date) -> date:
    said = written.lower().strip(" .,'")
    if found := _DAY_FIRST.fullmatch(said):
        day_said, month, year = found.groups()
        return _put_together(_year(year, today), int(month), int(day_said))
    if found := _YEAR_FIRST.fullmatch(said) or _EIGHT_DIGITS.fullmatch(said):
        return _put_together(*(int(part) for part in found.groups()))
    if found := _IN_WORDS.fullmatch(said):
        day_said, month, year = found.groups()
        return _put_together(_year(year, today), _month(month), int(day_said))
    if found := _MONTH_FIRST.fullmatch(said):
        month, day_said, year = found.groups()
        return _put_together(int(year), _month(month), int(day_said))
    if re.fullmatch(r"\d{5}(?:\.\d+)?", said):
        return _from_serial(float(said))
    if len(re.findall(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}", said)) > 1:
        raise Unclear("There are two dates in one cell. Give each child, and each event, a row of their own.")
    raise Unclear(f"This is no date. {_HOW}.")


def _month(name: str) -> int:
    if name not in _MONTHS:
        raise Unclear(f"There is no month of this name. {_HOW}.")
    return _MONTHS[name]


def _year(written: str, today: date) -> int:
    if len(written) == 4:
        return int(written)
    year = today.year // 100 * 100 + int(written)
    # Next year's too, since a child may be expected then.
    return year if year <= today.year + 1 else year - 100


def _put_together(year: int, month: int, day_said: int) -> date:
    try:
        return date(year, month, day_said)
    except ValueError:
        pass
    if not 1 <= month <= 12:
        raise Unclear(f"There is no month {month}. Dates are read day first: day/month/year, such as 16/09/2020.")
    raise Unclear(f"There is no {day_said}.{month}.{year} in the calendar. Check the day and the month.")


def _believed(found: date) -> date:
    if found.year in (1899, 1900):
        raise Unclear("This is the date that Excel shows for an empty cell. Write the date, or leave the cell empty.")
    if found < EARLIEST or found.year > 2200:
        raise Unclear(f"A date in the year {found.year} cannot be meant. Check the year.")
    return found
