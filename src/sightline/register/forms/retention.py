"""What is asked about legal holds."""

from django import forms

from sightline.common.forms import fields


class PlaceHold(forms.Form):
    """Why nothing of the record may go."""

    reason = fields.TextField(
        label="Why must the record be kept?",
        called="why the record must be kept",
        max_length=400,
        help_text="An inquiry, a claim, a court's order, a review. Name its reference, not people.",
    )


class LiftHold(forms.Form):
    """Why the hold is needed no longer."""

    because = fields.TextField(
        label="Why need it not be kept any longer?", called="why it need not be kept", max_length=400
    )
