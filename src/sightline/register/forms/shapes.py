"""What several of the register's forms share."""

from datetime import date
from typing import Any

from django import forms

from sightline.common.forms import fields
from sightline.common.forms.revealing import Revealing
from sightline.register import actions
from sightline.register.models import Agency


def schools() -> Any:
    """The schools, colleges and nurseries, for a list to choose from."""
    return Agency.objects.filter(kind=Agency.Kind.EDUCATION).order_by("name")


class Dated(Revealing, forms.Form):
    """A form that knows today, so that no date in the future is taken for one in the past."""

    past: tuple[str, ...] = ()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.past:
            if name in self.fields:
                self.fields[name].not_after = today  # type: ignore[attr-defined]


class Where(forms.Form):
    """An address as it is typed."""

    lines = fields.TextField(label="Address", max_length=200, help_text="House number or name, street, town")
    postcode = fields.PostcodeField(label="Postcode", width=10, required=False)
    ward = fields.TextField(label="Ward", width=20, max_length=60, required=False)
    protected = fields.RadioField(
        label="Is this address to be kept from anybody?",
        choices=[("NO", "No"), ("YES", "Yes: a refuge, a placement, a hiding place")],
        reveals={"YES": "protected_because"},
        initial="NO",
    )
    protected_because = fields.TextField(label="Why it is protected", max_length=200)

    def new_address(self) -> actions.NewAddress | None:
        said = self.cleaned_data
        if not said["lines"]:
            return None
        return actions.NewAddress(
            lines=said["lines"],
            postcode=said["postcode"],
            ward=said["ward"],
            is_protected=said["protected"] == "YES",
            protected_because=said["protected_because"],
        )


class Ended(Dated):
    """The day on which something ended."""

    past = ("ended_on",)

    ended_on = fields.DateField(label="On which day?", called="the day on which it ended")


class Why(forms.Form):
    """A reason."""

    because = fields.TextField(label="Why", called="why", max_length=200)


class Sure(forms.Form):
    """A confirmation in words."""

    sure = fields.CheckboxField(label="I am sure", error_messages={"required": "Confirm that you are sure, or cancel"})
