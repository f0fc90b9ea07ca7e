"""A deadline: what is stored when a clock starts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sightline.timescales.zone import on_utc, start_of_day


@dataclass(frozen=True)
class Deadline:
    """The deadline that applied, with the rule and the calendar that gave it.

    `due_at` is inclusive: something done at that very instant is in time. Clocks of days and months end with
    the last instant of `due_on` in London. `counted_from` is day 0. `date_only` says that the hour of the
    start mattered but was not known, so that whole days were counted. `basis` explains it on the screen.
    """

    rule_id: str
    rule_version: str
    started_at: datetime | date
    counted_from: date
    due_at: datetime
    due_on: date
    basis: str
    date_only: bool = False
    calendar_version: str = ""

    @property
    def began_at(self) -> datetime:
        """The start as a moment, for the standing; midnight in London if only the day is known."""
        return self.started_at if isinstance(self.started_at, datetime) else start_of_day(self.started_at)


def soonest(deadlines: Iterable[Deadline | None]) -> Deadline | None:
    """The deadline that falls first, for clocks of which the sooner binds and for sorting a worklist."""
    return min((each for each in deadlines if each), key=lambda each: on_utc(each.due_at), default=None)


def latest(deadlines: Iterable[Deadline | None]) -> Deadline | None:
    """The deadline that falls last, for clocks of which the longer binds (keeping a record)."""
    return max((each for each in deadlines if each), key=lambda each: on_utc(each.due_at), default=None)
