"""What is asked when another system of the agency is let in."""

from typing import Any

from django import forms

from sightline.common.forms import fields
from sightline.register.actions.tokens import LONGEST_DAYS, scopes_of
from sightline.register.models import Staff


class IssueToken(forms.Form):
    """Which system, for what, and for how long."""

    name = fields.TextField(
        label="Which system is it?",
        called="the system's name",
        max_length=120,
        width="one-half",
        help_text="Such as Safeguarding records of our school. The front door sees this name on what it sends.",
    )
    scopes = fields.CheckboxesField(
        label="What may it do?",
        called="at least one thing",
        choices=[],
        help_text="Choose as little as it needs. Only what your agency may give is shown.",
    )
    days = fields.WholeNumberField(
        label="For how many days?",
        called="the number of days",
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=90,
        width=4,
        help_text="A year (365) at most. Before it runs out, issue a new one and revoke this one.",
    )

    def __init__(self, *args: Any, by: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = list(scopes_of(by.agency).items())  # type: ignore[attr-defined]
