"""What is asked when a person wants to know what is held about them."""

from datetime import datetime
from typing import Any

from django import forms

from sightline.common.forms import fields
from sightline.common.forms.revealing import Revealing
from sightline.register.models import Disclosure, SubjectAccessItem

Verdict = SubjectAccessItem.Verdict


class Ask(forms.Form):
    """Who asks, how we know them, and when the request came."""

    asked_for_by = fields.TextField(label="Who asks?", called="who asks", max_length=120, width="one-half")
    identity_checked = fields.TextField(
        label="How do we know that it is they, or that they may ask for the child?",
        called="how we know",
        max_length=200,
    )
    received_at = fields.DateTimeField(label="When was the request received?", called="when it was received")

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class Judge(Revealing, forms.Form):
    """One record: does it go, and would it harm?"""

    serious_harm = fields.RadioField(
        label="Would release be likely to cause serious harm to anybody's physical or mental health?",
        called="the serious-harm test",
        choices=[("NO", "No"), ("YES", "Yes")],
        inline=True,
    )
    verdict = fields.RadioField(
        label="What becomes of this record?",
        called="what becomes of it",
        choices=Verdict.choices,
        reveals={Verdict.REDACT: "redacted"},
    )
    redacted = fields.CheckboxesField(label="Which fields are left out?", called="what is left out", choices=[])
    reason = fields.TextField(label="Reason", max_length=400, required=False, help_text="Where not all of it goes")

    def __init__(self, *args: Any, item: SubjectAccessItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["redacted"].choices = [(name, name) for name in item.values]  # type: ignore[attr-defined]


class Release(forms.Form):
    """How the package reaches the person."""

    means = fields.SelectField(label="How does the person get it?", called="how they get it", choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [each for each in Disclosure.Means.choices if each[0] != Disclosure.Means.SIGHTLINE]
        self.fields["means"].choices = [("", "Choose one"), *ways]  # type: ignore[attr-defined]
