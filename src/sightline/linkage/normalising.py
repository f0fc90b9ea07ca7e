"""What is compared: names, addresses, dates and numbers in the one form in which two spellings of a fact are equal.

The words that mean nothing ("baby", "unknown"), the stand-in dates and the abbreviations are data, below.
"""

import csv
import re
import unicodedata
from collections import Counter
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from sightline.linkage.numbers import ten_digits, valid_nhs_number, valid_upn

COLUMNS = pa.schema(
    [
        ("record_id", pa.int64()),
        ("agency", pa.string()),
        ("given_name", pa.string()),
        ("family_name", pa.string()),
        ("other_names", pa.string()),
        ("born_on", pa.date32()),
        ("expected_on", pa.date32()),
        ("sex", pa.string()),
        ("postcode", pa.string()),
        ("address", pa.string()),
        ("nhs_number", pa.string()),
        ("upn", pa.string()),
    ]
)
"""A record of a person as one agency keeps it. Anything but the id and the agency may be missing."""

_WORDS = pa.list_(pa.string())
COMPARED = pa.schema(
    [
        ("record_id", pa.int64()),
        ("agency", pa.string()),
        ("given", pa.string()),
        ("full_given", pa.string()),
        ("given_first", pa.string()),
        ("given_words", _WORDS),
        ("given_usual", pa.bool_()),
        ("family", pa.string()),
        ("family_words", _WORDS),
        ("born", pa.date32()),
        ("born_digits", pa.string()),
        ("born_year", pa.int32()),
        ("expected", pa.date32()),
        ("sex", pa.string()),
        ("postcode", pa.string()),
        ("address", pa.string()),
        ("home", pa.string()),
        ("nhs", pa.string()),
        ("nhs_typed", pa.string()),
        ("upn", pa.string()),
    ]
)
"""The same record in the form in which it is compared; missing wherever it says nothing that could be compared."""

_EMPTY_WORDS = """
    baby infant newborn unborn bump male female boy girl child twin one two of unknown unnamed not known nk na n k u
    tbc xx xxx test
"""
NOT_A_NAME = frozenset(_EMPTY_WORDS.split())
"""Words that stand where a name is not known yet. A name of such words alone is no name ("Baby girl", "Twin 1")."""

STAND_IN_DATES = frozenset({date(1900, 1, 1), date(1901, 1, 1), date(1899, 12, 30), date(1970, 1, 1)})
"""Dates that systems write when none was given."""

USUAL_FROM, USUAL_SHARE = 4, 4000
"""A given name is a name of its own, and not somebody's slip, if four records have it and one in four thousand."""

LONGEST = 120
"""Characters of a name or a line of an address that are compared: comparing two of 100,000 takes all memory."""

NO_FIXED_ABODE = ("ZZ99", "XX99")
"""Outward halves of the pseudo postcodes of the NHS Postcode Directory: no place at all."""

_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}")
_ABBREVIATIONS = """
    rd road, st street, ave avenue, av avenue, cl close, cres crescent, dr drive, ln lane, pl place, ct court,
    crt court, gdns gardens, gdn garden, sq square, ter terrace, terr terrace, gr grove, gro grove, pk park, hse house,
    apt flat, apartment flat, wy way, mt mount, nth north, sth south
"""
_SHORTENED: dict[str, str] = dict(entry.split() for entry in _ABBREVIATIONS.split(","))
_SEXES = {"M": "M", "MALE": "M", "1": "M", "BOY": "M", "F": "F", "FEMALE": "F", "2": "F", "GIRL": "F"}
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʹ`´′＇"))
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t", "ə": "a"}
)


@lru_cache(maxsize=1 << 16)
def searchable(text: str | None) -> str:
    """Text without accents, case or apostrophes; every other sign is a space. The register's search does the same.

    No more than `LONGEST` characters are read.
    """
    if not text:
        return ""
    composed = unicodedata.normalize("NFKC", text[:LONGEST].translate(_APOSTROPHES))
    parts = unicodedata.normalize("NFKD", composed.casefold().translate(_PLAIN))
    kept = (c for c in parts if unicodedata.category(c)[0] != "M" and unicodedata.category(c) != "Cf")
    return " ".join("".join(c if c.isalnum() else " " for c in kept).split())


@lru_cache(maxsize=1)
def full_names() -> dict[str, str]:
    """Short and other forms of given names, each with the one form under which they are compared."""
    with (Path(__file__).parent / "short_names.csv").open(encoding="utf-8", newline="") as lines:
        return {row["short"]: row["full"] for row in csv.DictReader(lines)}


@lru_cache(maxsize=1 << 16)
def name_words(name: str | None) -> tuple[str, ...]:
    """The words of a name; none when it only says that the name is not known."""
    words = tuple(word for word in searchable(name).split() if not word.isdecimal())
    return () if all(word in NOT_A_NAME for word in words) else words


def compared(record: dict[str, Any]) -> dict[str, Any]:
    """One record in the form in which it is compared; the keys are those that `comparisons` names."""
    given, family = name_words(record["given_name"]), name_words(record["family_name"])
    whole_given, whole_family = "".join(given) or None, "".join(family) or None
    born = stand_in_free(record["born_on"])
    place, home = compared_postcode(record["postcode"]), compared_address(record["address"])
    return {
        "record_id": record["record_id"],
        "agency": str(record["agency"]),
        "given": whole_given,
        "full_given": full_names().get(given[0], given[0]) if given else None,
        "given_first": given[0] if given else None,
        "given_words": sorted(set(given) | set(name_words(record["other_names"]))) if given else None,
        "family": whole_family,
        "family_words": sorted({word for word in family if len(word) > 2}) if family else None,
        "born": born,
        "born_digits": born.strftime("%Y%m%d") if born else None,
        "born_year": born.year if born else None,
        "expected": None if born else record["expected_on"],
        "sex": _SEXES.get((record["sex"] or "").strip().upper()),
        "postcode": place,
        "address": home,
        "home": f"{home} {place}" if home and place else None,
        "nhs": valid_nhs_number(record["nhs_number"]),
        "nhs_typed": ten_digits(record["nhs_number"]),
        "upn": valid_upn(record["upn"]),
    }


def compared_table(records: pa.Table) -> pa.Table:
    """All records (columns `COLUMNS`) in the form in which they are compared (columns `COMPARED`)."""
    rows = [compared(record) for record in records.to_pylist()]
    met = Counter(row["given"] for row in rows)
    enough = max(USUAL_FROM, len(rows) / USUAL_SHARE)
    for row in rows:
        row["given_usual"] = met[row["given"]] >= enough
    return pa.Table.from_pylist(rows, COMPARED)


def stand_in_free(born_on: date | None) -> date | None:
    return None if born_on in STAND_IN_DATES else born_on


@lru_cache(maxsize=1 << 16)
def compared_postcode(typed: str | None) -> str | None:
    """A postcode in capitals without its space; None when it cannot be one or stands for no fixed abode."""
    code = "".join((typed or "").upper().split())
    return code if _POSTCODE.fullmatch(code) and not code.startswith(NO_FIXED_ABODE) else None


def compared_address(typed: str | None) -> str | None:
    """An address up to its street or house name, so without town and county, with its words written out."""
    kept: list[str] = []
    for part in (searchable(part) for part in (typed or "")[:LONGEST].split(",")):
        kept += [_SHORTENED.get(word, word) for word in part.split()]
        if not part.startswith(("flat", "apt", "apartment")) and any(len(w) > 2 and w.isalpha() for w in part.split()):
            break
    return " ".join(kept) or None
