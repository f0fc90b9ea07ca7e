"""Rules counted in elapsed hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from sightline.timescales.office_hours import OFFICE_HOURS, OfficeHours
from sightline.timescales.rules.deadline import Deadline
from sightline.timescales.rules.pause import Pause
from sightline.timescales.rules.rule import TimedRule
from sightline.timescales.rules.wording import clocks_changed, counted, moved_by_pauses, sentence
from sightline.timescales.working_days import ENGLAND, WorkingCalendar
from sightline.timescales.zone import day_of, end_of_day, in_london, local_date, on_utc, start_of_day


@dataclass(frozen=True)
class ElapsedHours(TimedRule):
    """So many hours by the clock after the start, nights, weekends and bank holidays included.

    Hours are counted on the UTC time line, so a night on which the clocks change neither gives nor takes an
    hour. If only the day of the start is known, whole days are counted (72 hours become 3 days), to the end
    of the last, and the deadline is flagged `date_only`.
    """

    length: int

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.length <= 0:
            raise ValueError(f"The rule {self.id} has a length of {self.length} hours. Give one or more.")

    @property
    def measure(self) -> str:
        """Such as "72h"."""
        return f"{self.length}h"

    @property
    def whole_days(self) -> int:
        """The days that stand for the hours when only the day of the start is known."""
        return ceil(self.length / 24)

    def deadline(
        self,
        started_at: datetime | date,
        *,
        calendar: WorkingCalendar = ENGLAND,
        office_hours: OfficeHours = OFFICE_HOURS,
        pauses: Sequence[Pause] = (),
    ) -> Deadline:
        """The deadline of an event at `started_at`; a pause moves it by the time (or the days) paused."""
        due_at = unpaused = self._due_at(started_at)
        basis = self._basis(started_at, due_at)
        reasons = []
        for pause in self.accepted(pauses):
            extended = self._after(pause, due_at, started_at)
            if on_utc(extended) > on_utc(due_at):
                reasons.append(pause.reason)
            due_at = extended
        basis.append(moved_by_pauses(local_date(unpaused), reasons))
        return Deadline(
            rule_id=self.id,
            rule_version=self.version,
            started_at=started_at,
            counted_from=day_of(started_at),
            due_at=due_at,
            due_on=local_date(due_at),
            basis=sentence(basis),
            date_only=not isinstance(started_at, datetime),
        )

    def length_in_words(self) -> str:
        """Such as "72 hours"."""
        return counted(self.length, "hour")

    def counted_back(self, event: datetime | date, calendar: WorkingCalendar) -> datetime:
        """The instant so many hours before the event; whole days before it if only its day is known."""
        if isinstance(event, datetime):
            return in_london(on_utc(event) - timedelta(hours=self.length))
        return end_of_day(event - timedelta(days=self.whole_days))

    def _due_at(self, started_at: datetime | date) -> datetime:
        if isinstance(started_at, datetime):
            return in_london(on_utc(started_at) + timedelta(hours=self.length))
        return end_of_day(started_at + timedelta(days=self.whole_days))

    def _after(self, pause: Pause, due_at: datetime, started_at: datetime | date) -> datetime:
        """The deadline after a pause; a pause that began only when it had passed changes nothing."""
        known = isinstance(started_at, datetime)
        began_at = started_at if isinstance(started_at, datetime) else start_of_day(started_at)
        from_at = max(on_utc(pause.from_at), on_utc(began_at))
        to_at = on_utc(pause.to_at)
        if from_at >= to_at or from_at > on_utc(due_at):
            return due_at
        if known:
            return in_london(on_utc(due_at) + (to_at - from_at))
        return end_of_day(local_date(due_at) + (local_date(to_at) - local_date(from_at)))

    def _basis(self, started_at: datetime | date, due_at: datetime) -> list[str | None]:
        hours = f"{self.length_in_words()} after {self.starts}"
        if isinstance(started_at, datetime):
            change = clocks_changed(in_london(started_at), due_at)
            return [hours, "nights, weekends and bank holidays included", change]
        whole_days = counted(self.whole_days, "whole day")
        return [hours, f"the time of day is not known, so counted as {whole_days}"]
