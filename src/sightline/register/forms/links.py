"""What is asked about two records that may be one child."""

from datetime import timedelta
from typing import Any

from django import forms

from sightline.common.forms import fields
from sightline.common.forms.revealing import Revealing
from sightline.register.models import Agency, Child, Link
from sightline.timescales.zone import local_date

CONFIRM, REJECT, POSTPONE = "CONFIRM", "REJECT", "POSTPONE"


class LinkFilter(forms.Form):
    """Narrows the worklist."""

    state = fields.SelectField(
        label="Decision", choices=Link.State.choices, required=False, empty_label="Those that wait for a person"
    )
    likely = fields.SelectField(
        label="How likely",
        choices=[("LIKELY", "Likely"), ("REVIEW", "To review")],
        required=False,
        empty_label="All",
    )
    agency = fields.ModelSelectField(Agency.objects.none(), label="Agency", required=False, empty_label="Any agency")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.order_by("name")  # type: ignore[attr-defined]

    @property
    def narrows(self) -> bool:
        return self.is_bound and any(value for name, value in self.data.items() if name != "page")


class DecideLink(Revealing, forms.Form):
    """The same child, not the same, or not now."""

    decision = fields.RadioField(
        label="Are these two records one child?",
        called="your decision",
        choices=[
            (CONFIRM, "Yes, the same child"),
            (REJECT, "No, two different children"),
            (POSTPONE, "Not now: show it again later"),
        ],
        reveals={POSTPONE: "until"},
    )
    until = fields.DateField(label="Show it again on", called="the day on which it is shown again")
    reason = fields.TextAreaField(
        label="Reason (optional)", called="the reason", rows=3, max_length=400, required=False, label_size="s"
    )

    def __init__(self, *args: Any, link: Link, now: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].not_before = local_date(now) + timedelta(days=1)  # type: ignore[attr-defined]
        if link.is_within_an_agency:
            choices = self.fields["decision"].choices[1:]  # type: ignore[attr-defined]
            self.fields["decision"].choices = [(CONFIRM, "Yes, one child: merge the two records"), *choices]  # type: ignore[attr-defined]


class UndoLink(forms.Form):
    """Why a link was wrong."""

    reason = fields.TextAreaField(
        label="How do you know that these are two children?", called="how you know", rows=3, max_length=400
    )


class OtherRecord(forms.Form):
    """Which other record of the agency may be the same child."""

    other = fields.RadioField(label="Which record may be the same child?", called="the other record", choices=[])

    def __init__(self, *args: Any, found: list[Child], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = [(str(child.pk), _in_a_line(child)) for child in found]  # type: ignore[attr-defined]


def _in_a_line(child: Child) -> str:
    born = f"born {child.born_on:%d/%m/%Y}" if child.born_on else "date of birth not supplied"
    return f"{child.name}, {born}"
