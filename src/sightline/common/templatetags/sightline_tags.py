"""What every page may use: clocks, dates as people say them, figures with separators, icons, errors."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.core.paginator import Page

from sightline.timescales.standings import Standing, standing, time_left
from sightline.timescales.zone import end_of_day, in_london, local_date

register = template.Library()

_ICONS = {
    Standing.RUNNING: "running",
    Standing.DUE_SOON: "soon",
    Standing.OVERDUE: "overdue",
    Standing.MET: "met",
    Standing.LATE: "late",
}


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day: "Wed 12 April 2023". A moment gives its day in London; nothing gives nothing."""
    if value is None or value == "":
        return ""
    on = local_date(value) if isinstance(value, datetime) else value
    return f"{on:%a} {on.day} {on:%B %Y}"


@register.filter
def moment(value: date | datetime | None) -> str:
    """Write a moment as London's clocks showed it: "Wed 12 April 2023, 09:30"."""
    if value is None or value == "":
        return ""
    if not isinstance(value, datetime):
        return day(value)
    return f"{day(value)}, {time_of_day(value)}"


@register.filter
def time_of_day(value: datetime | None) -> str:
    """Write the time of a moment in London: "09:30"."""
    return f"{in_london(value):%H:%M}" if value else ""


@register.filter
def due(value: datetime) -> str:
    """Write a deadline: only the day when it is the end of a day, otherwise the day and the time."""
    return day(value) if in_london(value) == end_of_day(local_date(value)) else moment(value)


@register.filter
def count(value: int | float | None) -> str:
    """Write a figure with separators: 13,490. What was not supplied is said, never shown as zero."""
    if value is None:
        return "not supplied"
    return f"{value:,}" if isinstance(value, int | float) else str(value)


@register.filter
def in_words(value: str) -> str:
    """Write a stored name as words: source_group as "source group"."""
    return value.replace("_", " ").lower()


@register.filter
def nhs_number(value: str | None) -> str:
    """Write an NHS number in its three groups: 943 476 5919."""
    if not value:
        return ""
    return f"{value[:3]} {value[3:6]} {value[6:]}" if len(value) == 10 else value


@register.filter
def or_not_supplied(value: Any) -> Any:
    """Say "Not supplied" for what is missing, and leave everything else, zero too, as it is."""
    return "Not supplied" if value is None or value == "" else value


@register.filter
def at(items: Sequence[Any], position: int) -> Any:
    """Give the item at a position; nothing if there is none."""
    return items[position] if position < len(items) else ""


@register.filter
def page_numbers(page: Page[Any]) -> list[int | str]:
    """Give the numbers that a pagination shows, with "…" for those left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.inclusion_tag("sightline/icon.html")
def icon(name: str) -> dict[str, str]:
    return {"name": name}


@register.inclusion_tag("sightline/clock.html")
def clock(
    deadline: Any,
    now: datetime,
    *,
    stopped_at: datetime | None = None,
    label: str = "",
    compact: bool = False,
) -> dict[str, Any]:
    """Draw a clock: how it stands in colour, word and icon; time left or over; due when; and on what basis.

    The deadline is a `timescales` Deadline or anything stored with the same names: `due_at`, `began_at` or
    `started_at`, `basis`. A `stopped_at` of its own counts unless one is given. Without a deadline the clock
    says so.
    """
    due_at = getattr(deadline, "due_at", None)
    if due_at is None:
        return {"standing": None, "label": label}
    stopped_at = stopped_at or getattr(deadline, "stopped_at", None)
    began_at = getattr(deadline, "began_at", None) or getattr(deadline, "started_at", None)
    stands = standing(started_at=began_at, due_at=due_at, stopped_at=stopped_at, now=now)
    return {
        "standing": stands,
        "state": stands.lower().replace("_", "-") if stands else "",
        "icon_name": _ICONS[stands] if stands else "",
        "left": "" if stopped_at else time_left(due_at, now),
        "due_at": due_at,
        "stopped_at": stopped_at,
        "basis": getattr(deadline, "basis", ""),
        "label": label,
        "compact": compact,
    }


@register.simple_tag
def errors_of(form: Any = None, forms_on_page: Iterable[Any] | None = None) -> list[dict[str, str]]:
    """List every error of the forms on a page, each with the id of the input that puts it right.

    Takes forms and formsets. An error of the whole form leads to where the form prints it.
    """
    problems: list[dict[str, str]] = []
    for each in [form, *(forms_on_page or [])]:
        if isinstance(each, forms.BaseFormSet):
            problems += [{"id": "", "text": str(text)} for text in each.non_form_errors()]
            problems += errors_of(None, each.forms)
        elif isinstance(each, forms.BaseForm) and each.is_bound:
            above = f"form-errors-{each.prefix}" if each.prefix else "form-errors"
            problems += [{"id": above, "text": str(text)} for text in each.non_field_errors()]
            problems += [
                {"id": getattr(field, "first_input_id", field.auto_id), "text": str(text)}
                for field in each
                for text in field.errors
            ]
    return problems
