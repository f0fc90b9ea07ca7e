"""Rules counted in days: working days, calendar days and weeks, calendar months and years."""

from abc import abstractmethod
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime, time, timedelta

from sightline.timescales.office_hours import OFFICE_HOURS, OfficeHours
from sightline.timescales.rules.deadline import Deadline
from sightline.timescales.rules.pause import Pause
from sightline.timescales.rules.rule import TimedRule
from sightline.timescales.rules.wording import (
    counted,
    moved_by_pauses,
    not_counted,
    sentence,
    weekday_and_date,
)
from sightline.timescales.working_days import ENGLAND, WorkingCalendar
from sightline.timescales.zone import LONDON, day_of, end_of_day, local_date


def months_after(day: date, months: int) -> date:
    """The same day `months` months on (or back); if that month has no such day, its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True)
class DayRule(TimedRule):
    """A rule that ends with a day. `due_by` sets an hour of that day instead of its last instant."""

    length: int
    _: KW_ONLY
    due_by: time | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.length < 0:
            raise ValueError(f"The rule {self.id} has a length of {self.length}. Give zero or more.")

    def deadline(
        self,
        started_at: datetime | date,
        *,
        calendar: WorkingCalendar = ENGLAND,
        office_hours: OfficeHours = OFFICE_HOURS,
        pauses: Sequence[Pause] = (),
    ) -> Deadline:
        """The deadline of an event at `started_at`; a pause moves it by the days it lasted."""
        counted_from = self._counted_from(started_at, calendar, office_hours)
        due_on = unpaused = self._due_on(counted_from, calendar)
        basis = self._basis(started_at, counted_from, due_on, calendar)
        reasons = []
        for pause in self.accepted(pauses):
            extended = self._after(pause, due_on, counted_from, calendar)
            if extended > due_on:
                reasons.append(pause.reason)
            due_on = extended
        basis.append(moved_by_pauses(unpaused, reasons))
        return Deadline(
            rule_id=self.id,
            rule_version=self.version,
            started_at=started_at,
            counted_from=counted_from,
            due_at=self._end_of(due_on),
            due_on=due_on,
            basis=sentence(basis),
            date_only=self._hour_matters() and not isinstance(started_at, datetime),
            calendar_version=self._calendar_version(calendar),
        )

    def counted_back(self, event: datetime | date, calendar: WorkingCalendar) -> datetime:
        """The end of the day that lies the whole length before the event's day."""
        return self._end_of(self._counted(day_of(event), -self.length, calendar))

    def counted_on(self, event: datetime | date, calendar: WorkingCalendar) -> date:
        """The day that lies the whole length after the event's day."""
        return self._counted(day_of(event), self.length, calendar)

    @abstractmethod
    def _counted(self, day: date, units: int, calendar: WorkingCalendar) -> date:
        """The day `units` units after `day`; before it if negative."""

    def _due_on(self, counted_from: date, calendar: WorkingCalendar) -> date:
        return self._counted(counted_from, self.length, calendar)

    def _counted_from(self, event: datetime | date, calendar: WorkingCalendar, office_hours: OfficeHours) -> date:
        return day_of(event)

    def _after(self, pause: Pause, due_on: date, counted_from: date, calendar: WorkingCalendar) -> date:
        """The due day after a pause; a pause that began only when the day had passed changes nothing."""
        first = max(local_date(pause.from_at), counted_from)
        last = local_date(pause.to_at)
        return self._extended(due_on, first, last, calendar) if first <= due_on and first < last else due_on

    def _extended(self, due_on: date, first: date, last: date, calendar: WorkingCalendar) -> date:
        return due_on + (last - first)

    def _basis(
        self, started_at: datetime | date, counted_from: date, due_on: date, calendar: WorkingCalendar
    ) -> list[str | None]:
        by = None if self.due_by is None else f"by {self.due_by:%H:%M}"
        return [f"{self.length_in_words()} after {self.starts}", by]

    def _hour_matters(self) -> bool:
        return False

    def _calendar_version(self, calendar: WorkingCalendar) -> str:
        return ""

    def _end_of(self, day: date) -> datetime:
        return end_of_day(day) if self.due_by is None else datetime.combine(day, self.due_by, LONDON)

    def _with_hour(self, measure: str) -> str:
        return measure if self.due_by is None else f"{measure}@{self.due_by:%H%M}"


@dataclass(frozen=True)
class WorkingDays(DayRule):
    """So many working days after the day of the start, bank holidays and weekends left out.

    With `from_office_hours`, day 0 is the working day in whose office hours the start can first be seen. A
    length of zero means the same working day. Never due on a day on which offices are closed.
    """

    _: KW_ONLY
    from_office_hours: bool = False

    @property
    def measure(self) -> str:
        """Such as "45wd"; "+oh" marks a count from office hours."""
        return self._with_hour(f"{self.length}wd{'+oh' if self.from_office_hours else ''}")

    def _counted(self, day: date, units: int, calendar: WorkingCalendar) -> date:
        return calendar.add(day, units)

    def _due_on(self, counted_from: date, calendar: WorkingCalendar) -> date:
        return calendar.on_or_after(calendar.add(counted_from, self.length))

    def length_in_words(self) -> str:
        """Such as "45 working days"."""
        return counted(self.length, "working day")

    def _counted_from(self, event: datetime | date, calendar: WorkingCalendar, office_hours: OfficeHours) -> date:
        day = day_of(event)
        if not self.from_office_hours:
            return day
        if isinstance(event, datetime):
            return office_hours.counted_from(event, calendar)
        return calendar.on_or_after(day)

    def _extended(self, due_on: date, first: date, last: date, calendar: WorkingCalendar) -> date:
        return calendar.add(due_on, calendar.between(first, last))

    def _basis(
        self, started_at: datetime | date, counted_from: date, due_on: date, calendar: WorkingCalendar
    ) -> list[str | None]:
        started_on = day_of(started_at)
        moved = counted_from != started_on
        unknown_hour = self._hour_matters() and not isinstance(started_at, datetime)
        return [
            *super()._basis(started_at, counted_from, due_on, calendar),
            f"out of hours, so counted from {weekday_and_date(counted_from)}" if moved else None,
            "the time of day is not known and is taken as within office hours" if unknown_hour else None,
            not_counted(calendar.skipped(started_on - timedelta(days=1) if moved else started_on, due_on)),
        ]

    def _hour_matters(self) -> bool:
        return self.from_office_hours

    def _calendar_version(self, calendar: WorkingCalendar) -> str:
        return calendar.version


@dataclass(frozen=True)
class CalendarDays(DayRule):
    """So many days after the day of the start, weekends and bank holidays included; weeks are seven days."""

    @property
    def measure(self) -> str:
        """Such as "42d"."""
        return self._with_hour(f"{self.length}d")

    def _counted(self, day: date, units: int, calendar: WorkingCalendar) -> date:
        return day + timedelta(days=units)

    def length_in_words(self) -> str:
        """Such as "42 days (6 weeks)"."""
        days = counted(self.length, "day")
        weeks, rest = divmod(self.length, 7)
        return f"{days} ({counted(weeks, 'week')})" if weeks and not rest else days


@dataclass(frozen=True)
class CalendarMonths(DayRule):
    """The same day so many months on; if that month has no such day, its last day. A year is twelve."""

    @property
    def measure(self) -> str:
        """Such as "3m"."""
        return self._with_hour(f"{self.length}m")

    def _counted(self, day: date, units: int, calendar: WorkingCalendar) -> date:
        return months_after(day, units)

    def length_in_words(self) -> str:
        """Such as "3 months"."""
        return counted(self.length, "month")

    def _basis(
        self, started_at: datetime | date, counted_from: date, due_on: date, calendar: WorkingCalendar
    ) -> list[str | None]:
        same_day = months_after(counted_from, self.length)
        shortened = same_day.day != counted_from.day
        return [
            *super()._basis(started_at, counted_from, due_on, calendar),
            f"{same_day:%B} has no day {counted_from.day}, so its last day counts" if shortened else None,
        ]
