"""What may stand in a cell of a published table.

Suppression marks are the publisher's (Department for Education, symbols of Explore Education Statistics; a
dash in the Local Authority Interactive Tool). A marked cell has no number; it is never nought.
"""

import re
from datetime import date, datetime

from sightline.exchange.dfe_statistics.faults import Fault, LeftOut
from sightline.exchange.dfe_statistics.lines import Line
from sightline.exchange.models import PublishedValue

MARKS = {
    "c": "hidden, since the count is small",
    "x": "not available",
    "z": "not applicable",
    "u": "of low reliability",
    "low": "rounds to nought and is not nought",
    "k": "rounds to nought and is not nought",
    "-": "not available",
    "..": "not available",
    ":": "not available",
    "": "left empty",
}
NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
WHOLE = re.compile(r"[0-9]{1,9}")
YEAR = re.compile(r"20[0-9]{2}")
DFE_CODE = re.compile(r"[0-9]{3}")
ONS_CODE = re.compile(r"[EWSNK][0-9]{8}")

COUNT = PublishedValue.COUNT
PEOPLE, PERCENT, RATE, DAYS = "people", "percent", "per 10,000", "working days"
RATE_OF_100_000 = "per 100,000"
IN_WHOLE_NUMBERS = frozenset({COUNT, PEOPLE})

NATION_AND_REGIONS = {
    "E92000001": "970",
    "E12000001": "980",
    "E12000002": "981",
    "E12000003": "982",
    "E12000004": "983",
    "E12000005": "984",
    "E12000006": "985",
    "E12000007": "986",
    "E13000001": "987",
    "E13000002": "988",
    "E12000008": "989",
    "E12000009": "990",
}
"""The Department's three-digit codes of what is larger than an authority, as its interactive tool uses them."""


def stated(line: Line, heading: str, unit: str) -> str:
    """A published cell: a number that suits its unit, or a mark; Fault if it is neither."""
    text = line[heading]
    if text in MARKS:
        return text
    if not NUMBER.fullmatch(text):
        raise Fault(heading, text, "is neither a number, written without commas, nor a mark of the publisher")
    if unit in IN_WHOLE_NUMBERS and "." in text:
        raise Fault(heading, text, "is not a whole number")
    if unit == PERCENT and float(text) > 100:
        raise Fault(heading, text, "is more than 100 percent")
    return text


def year(line: Line, heading: str) -> int:
    text = line[heading]
    if not YEAR.fullmatch(text):
        raise Fault(heading, text, "is not a year such as 2023")
    return int(text)


def reporting_year(line: Line, heading: str) -> str:
    """The label of the year that ends on 31 March of the year published: 2022-23 for 2023."""
    ending = year(line, heading)
    return f"{ending - 1}-{ending % 100:02d}"


def dfe_code(line: Line, heading: str) -> str:
    """The Department's code of one authority; LeftOut where a line puts two together."""
    text = line[heading]
    if "/" in text:
        raise LeftOut(f"it puts two authorities into one ({text}), and no figure belongs to both")
    if not DFE_CODE.fullmatch(text):
        raise Fault(heading, text, "is not a three-digit code of an authority")
    return text


def ons_code(line: Line, heading: str) -> str:
    text = line[heading]
    if not ONS_CODE.fullmatch(text):
        raise Fault(heading, text, "is not a code such as E08000014")
    return text


def whole(line: Line, heading: str) -> int:
    text = line[heading]
    if not WHOLE.fullmatch(text):
        raise Fault(heading, text, "is not a whole number")
    return int(text)


def day(line: Line, heading: str) -> date | None:
    """A day written 31/03/2013, or None where the cell is empty."""
    text = line[heading]
    try:
        return datetime.strptime(text, "%d/%m/%Y").date() if text else None  # noqa: DTZ007  a day has no zone
    except ValueError as problem:
        raise Fault(heading, text, "is not a day such as 31/03/2013") from problem
