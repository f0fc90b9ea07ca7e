"""Inputs that Django does not have, or not with what GOV.UK's components need."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.utils.safestring import mark_safe
from django.utils.timezone import is_aware

from sightline.common.forms.local_time import happens_twice, read_date, read_time
from sightline.timescales.zone import LONDON


class DateParts(NamedTuple):
    """A date as it was typed: three texts, not yet judged."""

    day: str = ""
    month: str = ""
    year: str = ""


class MomentParts(NamedTuple):
    """A date and time as typed; *which* tells the two passes of the hour that the clocks repeat apart."""

    day: str = ""
    month: str = ""
    year: str = ""
    time: str = ""
    which: str = ""


class DateInput(forms.Widget):
    """Day, month and year in three inputs. Also reads one ISO date under its own name, as links need."""

    template_name = "sightline/forms/date_input.html"
    use_fieldset = True
    parts: tuple[str, ...] = ("day", "month", "year")
    parts_at_fault: tuple[str, ...] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        if f"{name}_day" not in data and data.get(name):
            return self.typed(data[name])
        return DateParts(*(str(data.get(f"{name}_{part}", "")).strip() for part in self.parts))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and all(f"{name}_{part}" not in data for part in self.parts)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_{self.parts[0]}" if id_ else id_

    def typed(self, value: Any) -> Any:
        """Turn a stored value into what a person would have typed."""
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value[:10])
            except ValueError:
                return DateParts(value)
        if isinstance(value, date):
            return DateParts(str(value.day), str(value.month), str(value.year))
        return value or DateParts()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        typed = self.typed(value)._asdict()
        for part in ("day", "month", "year"):
            context["widget"][part] = self.drawn(part, name, typed[part], context)
        return context

    def drawn(self, part: str, name: str, typed: str, context: dict[str, Any]) -> dict[str, Any]:
        """Describe one input for the template."""
        id_ = context["widget"]["attrs"].get("id")
        width = {"year": 4, "time": 5}.get(part, 2)
        classes = f"govuk-input govuk-date-input__input govuk-input--width-{width}"
        if part in self.parts_at_fault:
            classes += " govuk-input--error"
        return {
            "name": f"{name}_{part}",
            "id": f"{id_}_{part}" if id_ else None,
            "value": typed,
            "label": part.capitalize(),
            "classes": classes,
            "numeric": part != "time",
            "autocomplete": f"bday-{part}" if self.attrs.get("autocomplete") == "bday" else None,
            "disabled": context["widget"]["attrs"].get("disabled"),
        }


class DateTimeInput(DateInput):
    """Day, month, year and a time in one input; asks "first or second?" only in the repeated hour."""

    template_name = "sightline/forms/date_time_input.html"
    parts = ("day", "month", "year", "time")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        if f"{name}_day" not in data and data.get(name):
            return self.typed(data[name])
        return MomentParts(*(str(data.get(f"{name}_{part}", "")).strip() for part in (*self.parts, "which")))

    def typed(self, value: Any) -> Any:
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                return MomentParts(value)
        if isinstance(value, datetime):
            local = value.astimezone(LONDON) if is_aware(value) else value
            which = ("first", "second")[local.fold] if happens_twice(local.replace(tzinfo=None)) else ""
            return MomentParts(str(local.day), str(local.month), str(local.year), local.strftime("%H:%M"), which)
        return value or MomentParts()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = self.typed(value)
        context["widget"]["time"] = self.drawn("time", name, typed.time, context)
        day, at = read_date(typed.day, typed.month, typed.year), read_time(typed.time)
        if day and at and happens_twice(datetime.combine(day, at)):
            context["widget"]["which"] = [
                self.drawn("which", name, choice, context)
                | {"label": f"The {choice} {at:%H:%M}, {clock} time", "chosen": typed.which == choice}
                for choice, clock in (("first", "summer"), ("second", "winter"))
            ]
        return context


class Options:
    """What GOV.UK adds to a list of choices: a hint under each, further questions, and an "or" between."""

    hints: Mapping[str, str]
    reveals: Mapping[str, Sequence[str]]
    revealed: Mapping[str, str]
    exclusive: str | None = None
    inline = False
    small = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.hints, self.reveals, self.revealed = {}, {}, {}
        super().__init__(*args, **kwargs)

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        option["hint"] = self.hints.get(str(value))
        option["exclusive"] = self.exclusive is not None and str(value) == self.exclusive
        inner = self.revealed.get(str(value))
        option["reveal"] = mark_safe(inner) if inner else None  # noqa: S308 (drawn by our own templates)
        return option

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        context["widget"] |= {"inline": self.inline, "small": self.small}
        return context


class RadioSelect(Options, forms.RadioSelect):
    """Radios: one choice of a few."""


class CheckboxSelectMultiple(Options, forms.CheckboxSelectMultiple):
    """Checkboxes: any number of choices."""


class TextArea(forms.Textarea):
    """Several lines of text, with the characters that remain counted down beneath it if asked for."""

    def __init__(self, attrs: Any = None, *, count_down_from: int | None = None) -> None:
        self.count_down_from = count_down_from
        super().__init__({"rows": 5, "cols": False} | (attrs or {}))
