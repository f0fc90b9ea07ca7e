"""Rows of lists 1 and 3 as authorities export them, and workbooks made of such rows."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

CONTACT_HEADINGS = (
    *("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"),
    *("Date of Contact", "Contact Source"),
)
REFERRAL_HEADINGS = (
    *("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"),
    *("Date of referral", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months"),
    *("Allocated Team", "Allocated Worker"),
)
A_CONTACT = ("4711", "b) Female", "a) WBRI", date(2015, 1, 25), 8, date(2023, 2, 16), "q) 6: Police")
A_REFERRAL = (
    *("4711", "b) Female", "a) WBRI", date(2015, 1, 25), 8, date(2023, 2, 20), "e) 2A: Schools", "b) No", 0),
    *("Integrated Front Door", "Siobhán O’Neill"),
)


def a_contact(**said: Any) -> tuple[Any, ...]:
    """A row of list 1, with whatever is said otherwise by place: child, sex, ethnicity, birth, age, on, source."""
    names = ("child", "sex", "ethnicity", "birth", "age", "on", "source")
    return tuple(said.get(name, value) for name, value in zip(names, A_CONTACT, strict=True))


def a_referral(**said: Any) -> tuple[Any, ...]:
    names = (
        *("child", "sex", "ethnicity", "birth", "age", "on", "source"),
        *("nfa", "number", "team", "worker"),
    )
    return tuple(said.get(name, value) for name, value in zip(names, A_REFERRAL, strict=True))


def write(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook with these sheets, row by row; days become Excel's dates."""
    book = xlsxwriter.Workbook(str(path))
    as_date = book.add_format({"num_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for place, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(place, column, value, as_date)
                elif isinstance(value, str):
                    sheet.write_string(place, column, value)
                elif value is not None:
                    sheet.write(place, column, value)
    book.close()
    return path
