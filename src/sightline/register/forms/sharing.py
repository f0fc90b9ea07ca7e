"""What is asked about sharing: how to narrow the ledger, what an agreement says, who works with the child now."""

from typing import Any

from django import forms

from sightline.common.forms import fields
from sightline.register.actions.sharing import Version
from sightline.register.ledger import WITHOUT_AGREEMENT
from sightline.register.models import Agency, Disclosure, Purpose, Staff, Team


class LedgerFilter(forms.Form):
    """Narrows the ledger."""

    from_on = fields.DateField(label="From", called="the first day", required=False)
    to_on = fields.DateField(label="To", called="the last day", required=False)
    receiver = fields.ModelSelectField(Agency.objects.none(), label="To whom", required=False, empty_label="Anybody")
    purpose = fields.SelectField(label="Purpose", choices=Purpose.choices, required=False, empty_label="Any purpose")
    verdict = fields.SelectField(
        label="Shared or withheld", choices=Disclosure.Verdict.choices, required=False, empty_label="Both"
    )
    resting = fields.SelectField(
        label="Agreement",
        choices=[(WITHOUT_AGREEMENT, "None found, or outside the partnership")],
        required=False,
        empty_label="With or without",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = Agency.objects.order_by("name")  # type: ignore[attr-defined]

    @property
    def narrows(self) -> bool:
        """Whether anything was chosen."""
        return self.is_bound and any(value for name, value in self.data.items() if name != "page")


class AgreementVersion(forms.Form):
    """What a version of an agreement says."""

    text = fields.TextAreaField(
        label="Text of the agreement", called="the text of the agreement", rows=12, max_length=60_000, count=False
    )
    agencies = fields.ModelCheckboxesField(Agency.objects.none(), label="Between whom?", called="the agencies")
    purposes = fields.CheckboxesField(label="For which purposes?", called="the purposes", choices=Purpose.choices)
    in_force_from = fields.DateField(label="In force from", called="the day from which it is in force")
    review_by = fields.DateField(label="To be reviewed by", called="the day by which it is reviewed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = Agency.objects.order_by("name")  # type: ignore[attr-defined]

    def version(self) -> Version:
        said = self.cleaned_data
        return Version(
            text=said["text"],
            agencies=list(said["agencies"]),
            purposes=said["purposes"],
            in_force_from=said["in_force_from"],
            review_by=said["review_by"],
        )


class Agreement(AgreementVersion):
    """A new agreement: its title and its first version."""

    title = fields.TextField(label="Title", max_length=200)

    field_order = ("title",)


class ChangeWorker(forms.Form):
    """Who works with the child from now on."""

    worker = fields.ModelSelectField(
        Staff.objects.none(), label="Worker", required=False, empty_label="Somebody who does not use Sightline"
    )
    worker_name = fields.TextField(
        label="Name and job of a worker who does not use Sightline", max_length=120, required=False, width="one-half"
    )
    team = fields.ModelSelectField(
        Team.objects.none(), label="Team", required=False, empty_label="The worker’s own team, else as before"
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = Staff.objects.colleagues_of(staff).order_by("name")  # type: ignore[attr-defined]
        self.fields["team"].queryset = Team.objects.filter(agency=staff.agency_id).order_by("name")  # type: ignore[attr-defined]
