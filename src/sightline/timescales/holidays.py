"""The bank holidays of England and Wales, as shipped with this release.

The table covers whole years (2012 to 2028), the extra days of June 2022, 19 September 2022 and 8 May 2023
included. Substitute days stand on the day people were off work. Source: the list published on GOV.UK.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources import files
from typing import Self


class Holidays(Mapping[date, str]):
    """Days off and what they are called, for every year from `first_year` to `last_year`.

    `version` changes whenever a day or a title does; a stored due date keeps it, so that a later correction
    of the table is seen as what it is.
    """

    def __init__(self, titles: Mapping[date, str]) -> None:
        if not titles:
            raise ValueError("The bank holiday table is empty. Restore the file shipped with this release.")
        self._titles = dict(sorted(titles.items()))
        self.first_year = min(self._titles).year
        self.last_year = max(self._titles).year
        contents = "\n".join(f"{day.isoformat()},{title}" for day, title in self._titles.items())
        self.version = hashlib.sha256(contents.encode()).hexdigest()[:10]

    @classmethod
    def from_csv(cls, text: str) -> Self:
        """Read a table with the columns `date` (2023-04-07) and `title`; a day listed twice is refused."""
        titles: dict[date, str] = {}
        for row in csv.DictReader(text.splitlines()):
            day = date.fromisoformat(row["date"])
            if day in titles:
                raise ValueError(f"The bank holiday table lists {day.isoformat()} twice. Remove one of the two.")
            titles[day] = row["title"]
        return cls(titles)

    def __getitem__(self, day: date) -> str:
        return self._titles[day]

    def __iter__(self) -> Iterator[date]:
        return iter(self._titles)

    def __len__(self) -> int:
        return len(self._titles)


ENGLAND_AND_WALES = Holidays.from_csv(files(__package__).joinpath("bank_holidays.csv").read_text(encoding="utf-8"))
