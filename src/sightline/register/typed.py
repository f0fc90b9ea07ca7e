"""What somebody typed to find a child, read as names, a date, numbers and a postcode. Pure functions."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from sightline.common.forms.identifiers import normal_postcode
from sightline.common.forms.local_time import read_month
from sightline.register.names import searchable, tidy

LONGEST = 200
MOST_WORDS, MOST_PARTS = 6, 4
SHORTEST_PART = 3
"""Of a number, at least so many characters are looked up by themselves."""
OLDEST = 26
"""The register reaches to care leavers of 25; a year of birth before that is none of ours."""

_SIGN = r"[/.\-]"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = [
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"\b(?P<year>\d{{4}}){_SIGN}(?P<month>\d{{1,2}}){_SIGN}(?P<day>\d{{1,2}})\b",
        rf"\b(?P<day>\d{{1,2}}){_SIGN}(?P<month>\d{{1,2}}){_SIGN}(?P<year>\d{{4}}|\d{{2}})\b",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}}|\d{{2}})\b",
        rf"\b{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})\b",
        r"(?<!\d )\b(?P<day>\d{1,2}) (?P<month>\d{1,2}) (?P<year>\d{4})\b",
        r"\b(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})\b",
    )
]
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE | re.ASCII)
_OUTWARD = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)(?:\s+(\d))?(?=\s|$)", re.IGNORECASE | re.ASCII)
_LABELS = {"dob", "born", "nhs", "upn"}


@dataclass(frozen=True)
class Typed:
    """What was typed, as the search compares it.

    `swapped` is the date with day and month changed over, `near` are the dates one mistyped digit away,
    `postcode` may be a beginning, `parts` are numbers or parts of them, `notes` say what could not be read.
    """

    words: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    born_on: date | None = None
    swapped: date | None = None
    near: tuple[date, ...] = ()
    year: int | None = None
    postcode: str = ""
    parts: tuple[str, ...] = ()
    unborn: bool = False
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to look up: a part of a postcode or a year alone finds nobody."""
        whole_postcode = len(self.postcode) > 5
        return not (self.words or self.born_on or self.swapped or self.parts or whole_postcode)


def read(text: str, *, on: date) -> Typed:
    """Reads what was typed, in any order, on the day `on`. Never fails: what cannot be read is named in the notes."""
    rest = _western_digits(tidy(text.replace("\0", " ")))[:LONGEST]
    typed, rest = _take_date(Typed(), rest, on=on)
    typed, rest = _take_postcode(typed, rest)
    typed, rest = _take_numbers(typed, rest, on=on)
    return _take_names(typed, rest)


def described(
    *,
    on: date,
    given_name: str = "",
    family_name: str = "",
    other_names: str = "",
    born_on: date | None = None,
    expected_on: date | None = None,
    postcode: str = "",
    references: tuple[str, ...] = (),
) -> Typed:
    """A child as a form describes them, ready to be looked for."""
    typed = with_date(Typed(), born_on, on=on) if born_on else Typed(born_on=expected_on)
    return replace(
        typed,
        words=tuple(searchable(tidy(given_name), tidy(family_name)).split()[:MOST_WORDS]),
        names=tuple(tidy(name) for name in (given_name, family_name, other_names) if tidy(name)),
        postcode=normal_postcode(postcode),
        parts=tuple("".join(number.split()).upper() for number in references if number.strip())[:MOST_PARTS],
        unborn=bool(expected_on and not born_on),
    )


def with_date(typed: Typed, born_on: date, *, on: date) -> Typed:
    """Adds a date of birth, and the dates it may stand for when a finger slipped."""
    swapped = _day(born_on.year, born_on.day, born_on.month)
    return replace(
        typed,
        born_on=born_on,
        swapped=swapped if swapped != born_on else None,
        near=tuple(sorted(set(_near(born_on, on=on)) - {born_on, swapped})),
    )


def _western_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near(born_on: date, *, on: date) -> Iterator[date]:
    """The dates that differ in one digit, or in two neighbouring digits changed over."""
    digits = f"{born_on:%d%m%Y}"
    slips = [digits[:at] + other + digits[at + 1 :] for at in range(8) for other in "0123456789"]
    slips += [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(7)]
    for slip in slips:
        day = _day(int(slip[4:]), int(slip[2:4]), int(slip[:2]))
        if day and on.year - OLDEST <= day.year <= on.year + 1:
            yield day


def _take_date(typed: Typed, text: str, *, on: date) -> tuple[Typed, str]:
    for pattern in _DATES:
        found = pattern.search(text)
        if found and (read_date := _read(found, on=on)):
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            born_on, swapped = read_date
            if born_on:
                typed = with_date(typed, born_on, on=on)
            elif swapped:
                typed = replace(typed, swapped=swapped)
            else:
                typed = replace(typed, notes=(f"{found[0]} is not a real date, so the search left it out.",))
            if found[0].isdecimal():
                typed = replace(typed, parts=(found[0],))
            return typed, rest
    return typed, text


def _read(found: re.Match[str], *, on: date) -> tuple[date | None, date | None] | None:
    """The date and, where only day and month changed over make one, that; None where this is no date at all."""
    month, year = read_month(found["month"]), int(found["year"])
    if month is None and found["month"].isalpha():
        return None
    if len(found["year"]) == 2:
        year += 2000 if year <= on.year % 100 + 1 else 1900
    day, number = int(found["day"]), month or int(found["month"])
    born_on, swapped = _day(year, number, day), _day(year, day, number)
    is_surely_a_date = found["month"].isalpha() or "/" in found[0] or "." in found[0]
    if not is_surely_a_date and not ((born_on or swapped) and on.year - OLDEST <= year <= on.year + 1):
        return None
    return born_on, None if born_on else swapped


def _take_postcode(typed: Typed, text: str) -> tuple[Typed, str]:
    if found := _POSTCODE.search(text):
        postcode = f"{found[1]} {found[2]}".upper()
    elif found := _OUTWARD.search(text):
        postcode = f"{found[1]} {found[2] or ''}".upper()
        if len(found[0].strip()) >= SHORTEST_PART and not found[2]:
            typed = replace(typed, parts=(*typed.parts, found[1].upper()))
    else:
        return typed, text
    return replace(typed, postcode=postcode), f"{text[: found.start()]} {text[found.end() :]}"


def _take_numbers(typed: Typed, text: str, *, on: date) -> tuple[Typed, str]:
    """Takes out what holds a digit. Groups of digits side by side are also read as one number."""
    groups: list[list[str]] = [[]]
    words = []
    for token in re.split(r"[\s,;]+", text):
        bare = token.strip("().:#").upper()
        if not any(letter in "0123456789" for letter in bare):
            words.append(token)
            groups.append([])
        elif bare.isdecimal():
            groups[-1].append(bare)
        else:
            groups += [[bare], []]
    numbers = list(dict.fromkeys(number for group in groups for number in _readings(group)))
    years = [int(n) for n in numbers if len(n) == 4 and n.isdecimal() and on.year - OLDEST <= int(n) <= on.year + 1]
    alone = not any(words) and not typed.born_on and len(numbers) == 1
    if years and not typed.born_on and not alone:
        typed = replace(typed, year=years[0])
        numbers.remove(str(years[0]))
    parts = [*typed.parts, *(number for number in numbers if len(number) >= SHORTEST_PART)]
    short = [number for number in numbers if len(number) < SHORTEST_PART]
    if short and not parts and not typed.year:
        note = f"A number is looked up by at least {SHORTEST_PART} of its characters."
        typed = replace(typed, notes=(*typed.notes, note))
    return replace(typed, parts=tuple(dict.fromkeys(parts))[:MOST_PARTS]), " ".join(words)


def _readings(group: list[str]) -> list[str]:
    """What groups of digits side by side may be: one number, or several. Ten digits are an NHS number."""
    if len(group) == 1 and "-" in group[0]:
        return [group[0], group[0].replace("-", "")]
    together = "".join(group)
    apart = [] if len(group) < 2 or len(together) == 10 else [part for part in group if len(part) > SHORTEST_PART]
    return [together, *apart] if together else []


def _take_names(typed: Typed, text: str) -> Typed:
    tokens = [token.strip(",;:.") for token in text.split()]
    unborn = any(token.casefold() == "unborn" for token in tokens)
    names = [token for token in tokens if searchable(token) and token.casefold() not in {*_LABELS, "unborn"}]
    words = list(dict.fromkeys(word[:80] for word in searchable(*names).split()))[:MOST_WORDS]
    return replace(typed, words=tuple(words), names=tuple(names), unborn=unborn)
