"""Dates and moments, asked for in parts, with the exact error for each way to get them wrong.

Source of the wording: GOV.UK Design System, "Date input", error messages.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, NoReturn

from django.core.exceptions import ValidationError

from sightline.common.forms.local_time import (
    happens_twice,
    never_happens,
    read_date,
    read_month,
    read_time,
)
from sightline.common.forms.widgets import DateInput, DateParts, DateTimeInput, MomentParts
from sightline.common.forms.worded import Worded
from sightline.common.forms.wording import at_the_start, listed
from sightline.timescales.zone import LONDON


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


class DateField(Worded):
    """A date in three inputs. Months may be names. Bounds are days, set by the page, which knows today."""

    widget: Any = DateInput

    def __init__(self, *, not_before: date | None = None, not_after: date | None = None, **kwargs: Any) -> None:
        self.not_before, self.not_after = not_before, not_after
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return self.widget.typed(value)

    def to_python(self, value: Any) -> Any:
        """Read typed parts, an ISO text or a date. Raises ValidationError naming the parts at fault."""
        if isinstance(value, date):
            return value
        parts = self.widget.typed(value) if isinstance(value, str) else value
        if not parts or not any(parts[:3]):
            return None
        return self.read_day(DateParts(*parts[:3]))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None:
            self.bound(value)

    def bound(self, day: date) -> None:
        if self.not_after and day > self.not_after:
            self.refuse("must be the same as or before {}", in_words(self.not_after), code="too_late")
        if self.not_before and day < self.not_before:
            self.refuse("must be the same as or after {}", in_words(self.not_before), code="too_early")

    def read_day(self, typed: DateParts) -> date:
        missing = [name for name, text in typed._asdict().items() if not text]
        if missing:
            self.refuse("must include a {}", listed(missing), code="incomplete", parts=missing)
        if typed.year.isdecimal() and len(typed.year) != 4:
            raise ValidationError("Year must include 4 numbers", code="year", params={"parts": ("year",)})
        day = read_date(*typed)
        if day is None:
            self.refuse("must be a real date", code="unreal", parts=self.unreal(typed))
        return day

    @staticmethod
    def unreal(typed: DateParts) -> Sequence[str]:
        """Name the one part that cannot be right in any date; all three when only together they are wrong."""
        wrong = [
            name
            for name, right in (
                ("day", typed.day.isdecimal() and 1 <= int(typed.day) <= 31),
                ("month", read_month(typed.month) is not None),
                ("year", typed.year.isdecimal() and int(typed.year) > 0),
            )
            if not right
        ]
        return wrong if len(wrong) == 1 else ("day", "month", "year")

    def refuse(self, words: str, *said: str, code: str, parts: Sequence[str] = ()) -> NoReturn:
        text = f"{at_the_start(self.name_in_errors)} {words.format(*said)}"
        raise ValidationError(text, code=code, params={"parts": tuple(parts)} if parts else None)


class DateTimeField(DateField):
    """A moment, typed as London's clocks show it, kept as a moment in UTC.

    The hour that the clocks skip is refused. In the hour that they repeat, the page asks which one is meant.
    """

    widget: Any = DateTimeInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return value
        parts = self.widget.typed(value) if isinstance(value, str) else value
        if not parts or not any(parts[:4]):
            return None
        typed = MomentParts(*parts)
        missing = [name for name, text in zip(self.widget.parts, typed, strict=False) if not text]
        if missing:
            self.refuse("must include a {}", listed(missing), code="incomplete", parts=missing)
        return self.place(self.read_moment(typed), typed.which)

    def bound(self, day: Any) -> None:
        super().bound(day.astimezone(LONDON).date())

    def read_moment(self, typed: MomentParts) -> datetime:
        at = read_time(typed.time)
        day = self.read_day(DateParts(*typed[:3]))
        if at is None:
            self.refuse("must have a real time, like 14:05 or 2.05pm", code="unreal_time", parts=["time"])
        return datetime.combine(day, at)

    def place(self, local: datetime, which: str) -> datetime:
        """Find the moment of a local time on the two days on which the clocks change."""
        shown = local.strftime("%H:%M")
        if never_happens(local):
            raise ValidationError(
                f"There was no {shown} that night: the clocks went forward from 1am to 2am. Check the time",
                code="skipped",
                params={"parts": ("time",)},
            )
        if happens_twice(local) and which not in ("first", "second"):
            raise ValidationError(
                f"{shown} came twice that night, because the clocks went back: select the first or the second",
                code="repeated",
                params={"parts": ("which",)},
            )
        return local.replace(tzinfo=LONDON, fold=int(which == "second")).astimezone(UTC)
