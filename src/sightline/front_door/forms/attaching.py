"""What is asked before a file is withdrawn."""

from django import forms

from sightline.common.forms import fields


class WithdrawFile(forms.Form):
    """Why a file is taken out of sight."""

    reason = fields.TextAreaField(
        label="Why is the file withdrawn?",
        called="the reason",
        help_text="For example: sent in error, about another family. Who could see the file can read this.",
        rows=3,
        max_length=400,
        count=True,
    )
