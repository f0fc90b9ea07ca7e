"""The columns of lists 1 and 3, as Ofsted names them and as authorities do."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from sightline.exchange.annex_a.codes import code
from sightline.intake.headings import Column
from sightline.intake.values import day, one_reference, text, whole_number
from sightline.intake.workbook import Cell

FORMAT: Final = "annex-a"
CHILD, SEX, ETHNICITY, BIRTH, AGE = (
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
)
NFA, NUMBER, TEAM, WORKER = (
    "Referral NFA?",
    "Number of Referrals in Last 12 Months",
    "Allocated Team",
    "Allocated Worker",
)
NOT_READ = {
    2: "early help assessments",
    4: "assessments",
    5: "section 47 enquiries and child protection conferences",
    6: "children in need",
    7: "child protection",
    8: "children in care",
    9: "care leavers",
    10: "adoption",
    11: "adopters",
}
_SHARED = (
    Column(
        CHILD,
        (
            r"\bchild\b.*\b(id|identifier|number|no|ref|reference)\b",
            r"\b(id|identifier)\b.*\bchild\b",
            r"^(person|client|case|unique|system) (id|identifier|number|no|ref|reference)$",
        ),
        may_lack=False,
    ),
    Column(SEX, (r"\bgender\b", r"^sex\b")),
    Column(ETHNICITY, (r"\bethnic",)),
    Column(BIRTH, (r"\bdate\b.*\bbirth\b", r"\bbirth\b.*\bdate\b", r"^d\.?o\.?b\b")),
    Column(AGE, (r"^age\b", r"\bage\b.*\b(child|years)\b", r"\bchild'?s? age\b")),
)
OLDEST = 25


def _text(cell: Cell) -> str | None:
    return (text(cell) or "")[:200] or None


@dataclass(frozen=True)
class AnnexAList:
    """One list: what it is called, the columns of the event and its source, and how each cell is understood."""

    number: int
    name: str
    event: str
    source: str
    noun: str
    columns: tuple[Column, ...]

    def readers(self, *, today: date) -> dict[str, Callable[[Cell], Any]]:
        """How the cells of each column are understood."""
        readers: dict[str, Callable[[Cell], Any]] = {
            CHILD: one_reference,
            SEX: partial(code, table="sexes.csv"),
            ETHNICITY: partial(code, table="ethnicities.csv"),
            BIRTH: partial(day, today=today),
            AGE: age,
            self.event: partial(day, today=today),
            self.source: partial(code, table="sources.csv"),
            NFA: partial(code, table="referral_nfa.csv"),
            NUMBER: partial(whole_number, least=0, most=100),
            TEAM: _text,
            WORKER: _text,
        }
        return {column.name: readers[column.name] for column in self.columns}


def age(cell: Cell) -> int | None:
    """An age in completed years; -1, also as "unborn", for a child not yet born."""
    if isinstance(cell, str) and cell.strip().lower() in ("unborn", "ub"):
        return -1
    return whole_number(cell, least=-1, most=OLDEST + 5)


CONTACTS = AnnexAList(
    1,
    "contacts",
    "Date of Contact",
    "Contact Source",
    "contact",
    (
        *_SHARED,
        Column("Date of Contact", (r"\bdate\b.*\bcontact\b", r"\bcontact\b.*\bdate\b"), may_lack=False),
        Column("Contact Source", (r"\bcontact\b.*\bsource\b", r"\bsource\b.*\bcontact\b")),
    ),
)
REFERRALS = AnnexAList(
    3,
    "referrals",
    "Date of referral",
    "Referral Source",
    "referral",
    (
        *_SHARED,
        Column("Date of referral", (r"\bdate of\b.*\breferral\b", r"\breferral\b.*\bdate\b"), may_lack=False),
        Column("Referral Source", (r"\breferral\b.*\bsource\b", r"\bsource\b.*\breferral\b")),
        Column(NFA, (r"\bnfa\b", r"\bno further action\b")),
        Column(NUMBER, (r"\bnumber of\b.*\breferrals\b",)),
        Column(TEAM, (r"\ballocated\b.*\bteam\b",)),
        Column(WORKER, (r"\ballocated\b.*\bworker\b",)),
    ),
)
LISTS = (CONTACTS, REFERRALS)
_NUMBERED = re.compile(r"^\s*list[\s_.:-]*0*(\d{1,2})(?!\d)", re.IGNORECASE)


def number_of(sheet_name: str) -> int | None:
    """Which list a sheet is by its name: "List 1", "List_03", "List 3 - Referrals"."""
    found = _NUMBERED.match(sheet_name)
    return int(found.group(1)) if found else None
