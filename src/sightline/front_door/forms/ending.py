"""What is asked when a contact ends without a decision."""

from collections.abc import Sequence
from typing import Any

from django import forms

from sightline.common.forms import fields


class Duplicate(forms.Form):
    """Of which contact it is the double."""

    of = fields.RadioField(label="Which contact is it the same as?", called="the contact that it is the same as")

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].choices = offered  # type: ignore[attr-defined]


class Withdraw(forms.Form):
    """Why it should not have been a contact."""

    reason = fields.TextAreaField(
        label="Why is it withdrawn?",
        called="why it is withdrawn",
        help_text="For a contact sent in error. A concern that turned out to be nothing is decided, not withdrawn.",
        rows=3,
        max_length=400,
    )
