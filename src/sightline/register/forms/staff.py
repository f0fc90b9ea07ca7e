"""What is asked about colleagues: who may open a restricted record, who covers for whom."""

from datetime import datetime
from typing import Any

from django import forms

from sightline.common.forms import fields
from sightline.register.models import Restriction, Staff


class Colleague(forms.Form):
    """One colleague."""

    staff = fields.ModelSelectField(Staff.objects.none(), label="Colleague")

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = Staff.objects.colleagues_of(staff).exclude(pk=staff.pk).order_by("name")  # type: ignore[attr-defined]


class Restrict(forms.Form):
    """Only named people may open a record."""

    reason = fields.RadioField(label="Why is the record restricted?", choices=Restriction.Reason.choices)
    connected = fields.ModelCheckboxesField(
        Staff.objects.none(),
        label="Which colleagues are connected with it?",
        called="who is connected with the record",
        required=False,
        help_text="Whose relative or friend it is, or who is a witness. They can never be named on the record, nor open"
        " it in an emergency. Only those named and the data protection lead see who stands here.",
    )
    ask = fields.ModelSelectField(
        Staff.objects.none(),
        label="Whom do others ask about it?",
        called="whom others ask",
        help_text="Their name and telephone number are shown to colleagues who need the record",
    )
    named = fields.ModelCheckboxesField(Staff.objects.none(), label="Who else may open it?", required=False)

    def __init__(self, *args: Any, people: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("ask", "named"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]
        self.fields["connected"].queryset = colleagues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("reason") == Restriction.Reason.STAFF_RELATIVE and not said.get("connected"):
            self.add_error("connected", "Select whose relative it is")
        return said


class Cover(forms.Form):
    """Who does whose work, and when."""

    absent = fields.ModelSelectField(Staff.objects.none(), label="Who is away?", called="who is away")
    covering = fields.ModelSelectField(Staff.objects.none(), label="Who covers?", called="who covers")
    from_at = fields.DateTimeField(label="From", called="when the cover begins")
    to_at = fields.DateTimeField(
        label="Until", called="when the cover ends", required=False, help_text="Leave empty if not known yet"
    )
    reason = fields.TextField(label="Reason", max_length=200, help_text="For example, annual leave")

    def __init__(self, *args: Any, staff: Staff, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"from_at": now}} | kwargs)
        for name in ("absent", "covering"):
            self.fields[name].queryset = Staff.objects.colleagues_of(staff).order_by("name")  # type: ignore[attr-defined]
