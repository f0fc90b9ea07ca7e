"""What senders write for one and the same code: known words and phrases, in a table that can be read and mended.

A value is understood only where every word of it is known; one strange word and it is refused, not guessed.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

WHOLE, PHRASE, IGNORED = "whole", "phrase", "ignored"


def words_of(value: str) -> tuple[str, ...]:
    """A value in plain words: lower case, no apostrophes, signs as spaces, & and + as "and"."""
    plain = re.sub(r"['’‘`´]", "", value.lower())
    return tuple(re.sub(r"[^0-9a-z]+", " ", re.sub(r"[&+]", " and ", plain)).split())


@dataclass(frozen=True)
class Wording:
    """The words for one set of codes.

    `whole` values mean their code as they stand. Otherwise the value is cut into known phrases, the longest
    first, and the phrase that stands highest in the table decides: "school nurse" above "school".
    """

    whole: Mapping[tuple[str, ...], str]
    phrases: Mapping[tuple[str, ...], tuple[int, str]]
    longest: int

    def code(self, value: str) -> str | None:
        """The code that the value means; None where it is not known."""
        words = words_of(value)
        if words in self.whole:
            return self.whole[words]
        found = list(self._cut(words))
        decisive = [each for each in found if each is not None and each[1]]
        if None in found or not decisive:
            return None
        return min(decisive)[1]

    def _cut(self, words: Sequence[str]) -> Iterator[tuple[int, str] | None]:
        """Each phrase with its place in the table and its code; None for a word that is not known."""
        place = 0
        while place < len(words):
            for length in range(min(self.longest, len(words) - place), 0, -1):
                known = self.phrases.get(tuple(words[place : place + length]))
                if known:
                    yield known
                    place += length
                    break
            else:
                yield None
                return


def wording(table: Path) -> Wording:
    """Reads a table of words: rows of kind (whole, phrase, ignored), code, and values separated by |.

    Raises ValueError where one value stands in the table twice, since only one of them could be meant.
    """
    whole: dict[tuple[str, ...], str] = {}
    phrases: dict[tuple[str, ...], tuple[int, str]] = {}
    with table.open(encoding="utf-8", newline="") as rows:
        for rank, row in enumerate(csv.DictReader(rows)):
            for value in filter(None, map(words_of, row["values"].split("|"))):
                known: dict[tuple[str, ...], object] = whole if row["kind"] == WHOLE else phrases  # type: ignore[assignment]
                if value in known:
                    raise ValueError(f"{table.name}: “{' '.join(value)}” stands in the table twice.")
                known[value] = row["code"] if row["kind"] == WHOLE else (rank, row["code"])
    return Wording(whole, phrases, max(map(len, phrases), default=0))
