"""What is asked about a record opened in an emergency, and about an inspection."""

from datetime import datetime
from typing import Any

from django import forms

from sightline.common.access.roles import Inspector
from sightline.common.forms import fields
from sightline.register.models import Agency, Staff


class Emergency(forms.Form):
    """What the emergency is."""

    reason = fields.TextAreaField(
        label="What is the emergency?",
        called="what the emergency is",
        max_length=400,
        rows=4,
        count=True,
        help_text="For example: the police are with the child now and ask who may take the child home. Write no name.",
    )


class Finding(forms.Form):
    """What the data protection lead found."""

    finding = fields.TextAreaField(
        label="What did you find?",
        called="what you found",
        max_length=400,
        rows=3,
        count=True,
        help_text="Whether the record had to be opened, what was looked at, and what follows",
    )


class OpenInspection(forms.Form):
    """Who inspects, under which power, and for how long."""

    inspector = fields.ModelSelectField(
        Staff.objects.none(),
        label="Inspector",
        help_text="Somebody whose account was made for a regulator, with the role of inspector",
    )
    authority = fields.TextField(
        label="Under which framework or power do they inspect?",
        called="the framework or power",
        max_length=200,
        help_text="For example, Children Act 2004, section 20: joint area inspection",
    )
    from_at = fields.DateTimeField(label="From", called="when the inspection begins")
    to_at = fields.DateTimeField(label="Until", called="when the inspection ends", help_text="At most 28 days")

    def __init__(self, *args: Any, now: datetime, longest: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"from_at": now}} | kwargs)
        self.fields["inspector"].queryset = inspectors()  # type: ignore[attr-defined]
        self.fields["to_at"].help_text = f"At most {longest} after it begins"


def inspectors() -> Any:
    """Everybody whose account is an inspector's, whether or not they are let in just now."""
    accounts = Staff.objects.filter(is_active=True, roles=[Inspector.code], agency__kind=Agency.Kind.REGULATOR)
    return accounts.select_related("agency").order_by("name")
