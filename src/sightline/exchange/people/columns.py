"""The columns of a person list, as agencies head them, and how each cell is understood."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

from sightline.common.forms.identifiers import normal_postcode
from sightline.exchange.annex_a.codes import code
from sightline.intake.headings import Column
from sightline.intake.values import Unclear, day, nhs_number, one_reference, text
from sightline.intake.workbook import Cell
from sightline.register.identifiers import why_not_a_upn

FORMAT: Final = "people"
NUMBER, GIVEN, FAMILY, OTHER, BORN, EXPECTED = (
    "Person ID",
    "Given name",
    "Family name",
    "Other names",
    "Date of birth",
    "Expected date of birth",
)
SEX, NHS, UPN, ADDRESS, POSTCODE, SCHOOL = "Sex", "NHS number", "UPN", "Address", "Postcode", "School"

COLUMNS = (
    Column(
        NUMBER,
        (
            r"^(external|person|patient|pupil|child|client|case|record|local|hospital|nominal|system)('?s)?"
            r"( unique)? (id|identifier|number|no|ref|reference)$",
            r"^(id|urn|mrn|reference)$",
        ),
        may_lack=False,
    ),
    Column(GIVEN, (r"^(given|first|christian)\b.*\bname", r"^forename", r"^given$"), may_lack=False),
    Column(FAMILY, (r"^(family|last)\b.*\bname", r"^surname", r"^family$"), may_lack=False),
    Column(OTHER, (r"^(other|middle|known as|preferred|previous|former|alias)",)),
    Column(BORN, (r"^date of birth\b", r"^birth date$", r"^d\.?o\.?b\b", r"^born")),
    Column(EXPECTED, (r"^(expected|estimated|due)\b", r"^e\.?d\.?d\b")),
    Column(SEX, (r"^sex\b", r"^gender\b")),
    Column(NHS, (r"^nhs\b",)),
    Column(UPN, (r"^upn\b", r"\bunique pupil number\b")),
    Column(ADDRESS, (r"^(home )?address( lines?)?$", r"^address\b(?!.*\bpost)")),
    Column(POSTCODE, (r"\bpost ?code\b",)),
    Column(SCHOOL, (r"^(current )?school\b",)),
)


def readers(*, today: date) -> dict[str, Callable[[Cell], Any]]:
    """How the cells of each column are understood; each raises Unclear with what to do about it."""
    return {
        NUMBER: one_reference,
        GIVEN: partial(_short, longest=80),
        FAMILY: partial(_short, longest=80),
        OTHER: partial(_short, longest=200),
        BORN: partial(day, today=today),
        EXPECTED: partial(day, today=today),
        SEX: _sex,
        NHS: nhs_number,
        UPN: _upn,
        ADDRESS: partial(_short, longest=200),
        POSTCODE: _postcode,
        SCHOOL: partial(_short, longest=200),
    }


def _short(cell: Cell, *, longest: int) -> str | None:
    said = text(cell)
    if said and len(said) > longest:
        raise Unclear(f"This is longer than {longest} characters. Shorten it in the list.")
    return said


def _sex(cell: Cell) -> str | None:
    return {"M": "M", "F": "F"}.get(code(cell, table="sexes.csv") or "")


def _upn(cell: Cell) -> str | None:
    said = text(cell)
    if said is None:
        return None
    number = "".join(said.split()).upper()
    if why := why_not_a_upn(number):
        raise Unclear(why if why.endswith(".") else f"{why}.")
    return number


def _postcode(cell: Cell) -> str | None:
    said = text(cell)
    if said is None:
        return None
    postcode = normal_postcode(said)
    if len(postcode) > 8:
        raise Unclear("This is no postcode. Write it as in PR8 1DA.")
    return postcode
