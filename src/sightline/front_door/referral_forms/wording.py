"""A form's answers as a person reads them: each question as it was asked, each answer in words."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms


def answers_in_words(form: forms.Form) -> Iterator[tuple[str, str]]:
    """The questions of a valid form that were answered, in the order in which they are asked.

    A choice whose follow-up question says it all (`SAID_BY_WHAT_FOLLOWS` of the form) is left out.
    """
    left_out = getattr(form, "SAID_BY_WHAT_FOLLOWS", ())
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "", [], False) or field.widget.is_hidden or (name, value) in left_out:
            continue
        yield str(field.label), _in_words(field, value)


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.MultipleChoiceField):
        labels = _labels(field)
        return "; ".join(labels[each] for each in value)
    if isinstance(field, forms.ChoiceField):
        return _labels(field)[value]
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return "Yes" if value is True else str(value)


def _labels(field: forms.ChoiceField) -> dict[str, str]:
    return {str(key): str(label) for key, label in field.choices}  # type: ignore[misc,union-attr]
