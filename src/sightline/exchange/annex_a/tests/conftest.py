"""What the tests of Annex A share: a workbook made of rows, and its import by the front door's manager."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from sightline.exchange import annex_a
from sightline.intake.account import Account

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


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes list 1 of these contacts and, where given, list 3 of these referrals."""

    def make(
        contacts: Sequence[Sequence[Any]] = (), referrals: Sequence[Sequence[Any]] = (), name: str = "extract.xlsx"
    ) -> Path:
        sheets: dict[str, Sequence[Sequence[Any]]] = {"List 1": [CONTACT_HEADINGS, *contacts]}
        if referrals:
            sheets["List 3"] = [REFERRAL_HEADINGS, *referrals]
        return write(tmp_path / name, sheets)

    return make


@pytest.fixture
def load(partnership: Any) -> Callable[..., Account]:
    """Imports a file as Mina, who manages the front door, and proves that the account adds up."""

    def run(path: Path, **said: Any) -> Account:
        partnership.acts(partnership.mina)
        account = annex_a.load(path, **{"dry_run": False, "by": partnership.mina, "at": partnership.now, **said})
        assert all(sheet.adds_up() for sheet in account.sheets)
        return account

    return run
