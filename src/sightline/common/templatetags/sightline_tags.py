"""What every page may use: clocks, dates as people say them, figures with separators, icons, errors."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.utils.safestring import SafeString

from sightline.common import drawing, wording

register = template.Library()

WORDS = (
    wording.day,
    wording.moment,
    wording.time_of_day,
    wording.due,
    wording.count,
    wording.in_words,
    wording.nhs_number,
)
PIECES = (drawing.icon, drawing.tag, drawing.stub, drawing.clock)
for say in WORDS:
    register.filter(say)
for draw in PIECES:
    register.simple_tag(draw)


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


@register.simple_tag
def cells(row: Mapping[str, Any], columns: Sequence[Mapping[str, Any]], now: datetime) -> SafeString:
    """Draw one row of a list under its columns."""
    return drawing.row(row["cells"], [column["label"] for column in columns], url=row["url"], now=now)


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
