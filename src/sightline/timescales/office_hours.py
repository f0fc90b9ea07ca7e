"""Office hours, and the working day from which something received out of hours is counted."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sightline.timescales.working_days import WorkingCalendar
from sightline.timescales.zone import in_london


@dataclass(frozen=True)
class OfficeHours:
    """When the front door is staffed on a working day, London time; a setting of the partnership."""

    opens: time = time(9)
    closes: time = time(17)

    def __post_init__(self) -> None:
        if not self.opens < self.closes:
            raise ValueError(
                f"Office hours from {self.opens:%H:%M} to {self.closes:%H:%M} never open. "
                "Set a closing time later than the opening time."
            )

    def counted_from(self, moment: datetime, calendar: WorkingCalendar) -> date:
        """The working day that is day 0 for something received at `moment`.

        Receipt out of hours starts the next working day. The rule is read from the side of those who see it:
        day 0 is the first working day in whose office hours the contact can be seen. So a contact received at
        07:30 on a working day is counted from that day; at or after closing, or on a day off, from the next
        working day. Friday 16:59 counts from Friday, Friday 17:00 from Monday.
        """
        local = in_london(moment)
        day = local.date()
        if calendar.is_working_day(day) and local.time() < self.closes:
            return day
        return calendar.on_or_after(day + timedelta(days=1))


OFFICE_HOURS = OfficeHours()
