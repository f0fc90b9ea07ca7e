"""Which column of a sheet is which: by remembered headings, by the exact name, by pattern; never by guessing."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sightline.intake.workbook.cells import Row
from sightline.register.names import tidy

WITHIN = 30
"""The headings are looked for in the first rows only; above them stand titles and notes."""


@dataclass(frozen=True)
class Column:
    """One column that a list has. `patterns` are searched for in a heading in lower case; `may_lack` columns may be
    missing altogether."""

    name: str
    patterns: Sequence[str] = ()
    may_lack: bool = True

    def fits(self, heading: str) -> bool:
        return any(re.search(pattern, heading) for pattern in self.patterns)


@dataclass(frozen=True)
class Headings:
    """Where the columns of a list stand in a sheet, and what could not be placed."""

    row: int
    places: Mapping[str, int]
    texts: Mapping[str, str]
    unread: Sequence[str] = ()
    missing: Sequence[str] = ()
    doubtful: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def known(self) -> int:
        """How many columns the row names."""
        return len(self.places) + len(self.doubtful)

    @property
    def can_be_read(self) -> bool:
        return not self.missing and not self.doubtful


def plain(heading: object) -> str:
    """A heading as headings are compared: lower case, one kind of apostrophe, single spaces, no trailing signs."""
    return tidy(str(heading)).lower().replace("’", "'").strip(" ?:*.")


def find_headings(
    rows: Iterable[Row], columns: Sequence[Column], *, remembered: Mapping[str, str] | None = None
) -> Headings | None:
    """The row of headings among the first rows: the one in which most columns are found, at least two of them.

    `remembered` says for a column which heading of this sender stands for it. None where there are no headings.
    """
    found: Headings | None = None
    for row in rows:
        if row.number > WITHIN:
            break
        here = match(row, columns, remembered=remembered or {})
        if here.known >= 2 and (found is None or here.known > found.known):
            found = here
    return found


def match(row: Row, columns: Sequence[Column], *, remembered: Mapping[str, str]) -> Headings:
    """The columns as one row names them."""
    texts = {place: plain(cell) for place, cell in enumerate(row.cells) if isinstance(cell, str) and plain(cell)}
    places: dict[str, int] = {}
    doubtful: dict[str, list[str]] = {}
    told = {plain(heading): column for column, heading in remembered.items()}
    for column in columns:
        # A heading that was told for one column is no other's, whatever it is called.
        free = {place: heading for place, heading in texts.items() if told.get(heading, column.name) == column.name}
        candidates = _candidates(column, free, remembered)
        if len(candidates) == 1:
            places[column.name] = candidates[0]
        elif candidates:
            doubtful[column.name] = [_called(row, place) for place in candidates]
    shared = {place for place, times in Counter(places.values()).items() if times > 1}
    # One heading cannot be two columns; a sentence that speaks of both is no heading.
    places = {name: place for name, place in places.items() if place not in shared or texts[place] == plain(name)}
    taken = set(places.values())
    return Headings(
        row=row.number,
        places=places,
        texts={name: _called(row, place) for name, place in places.items()},
        unread=[_called(row, place) for place in texts if place not in taken],
        missing=[each.name for each in columns if not each.may_lack and each.name not in {*places, *doubtful}],
        doubtful=doubtful,
    )


def _candidates(column: Column, texts: Mapping[int, str], remembered: Mapping[str, str]) -> list[int]:
    """The places of the headings that could be this column: remembered ones before exact ones before likely ones."""
    for fits in (
        lambda heading: heading == plain(remembered[column.name]) if column.name in remembered else False,
        lambda heading: heading == plain(column.name),
        column.fits,
    ):
        if found := [place for place, heading in texts.items() if fits(heading)]:
            return found
    return []


def _called(row: Row, place: int) -> str:
    return tidy(str(row.cells[place]))
