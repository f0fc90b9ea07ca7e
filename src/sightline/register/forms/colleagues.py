"""What is asked when colleagues join, move, leave and come back."""

from datetime import datetime
from typing import Any

from django import forms

from sightline.common.access import ROLES
from sightline.common.forms import fields
from sightline.common.forms.revealing import Revealing
from sightline.register.actions.second_steps import HowChecked
from sightline.register.actions.staffing.asking import roles_of
from sightline.register.models import Staff, Team

STAYS, GOES = "STAYS", "GOES"


class Access(forms.Form):
    """The roles and the team of a colleague."""

    roles = fields.CheckboxesField(
        label="What do they do?",
        called="at least one role",
        choices=[],
        help_text="Only the roles that people of your agency may hold are shown.",
    )
    team = fields.ModelSelectField(Team.objects.none(), label="Team", required=False, empty_label="No team")

    def __init__(self, *args: Any, by: Staff, held: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = roles_of(by.agency) | {code: ROLES[code].name for code in held if code in ROLES}
        roles = self.fields["roles"]
        roles.choices = list(names.items())  # type: ignore[attr-defined]
        roles.widget.hints = {
            code: ROLES[code].description
            + (" A second person must confirm this role." if ROLES[code].four_eyes and code not in held else "")
            for code in names
        }
        self.fields["team"].queryset = Team.objects.filter(agency_id=by.agency_id).order_by("name")  # type: ignore[attr-defined]


class Change(Access):
    """Everything about a colleague that their administrator may change."""

    name = fields.TextField(label="Name", called="their name", max_length=120, width="one-half")
    job_title = fields.TextField(label="Job title", max_length=120, required=False, width="one-half")
    email = fields.EmailField(label="E-mail address", required=False, width="one-half")
    telephone = fields.TelephoneField(label="Telephone", required=False, width=20)
    field_order = ("username", "name", "job_title", "email", "telephone", "team", "roles", "starts_at")


class Join(Change):
    """A new colleague."""

    username = fields.TextField(
        label="Username",
        called="a username",
        max_length=80,
        width="one-half",
        help_text="Such as mina.manager. It stays with this person and is never given to another.",
    )
    starts_at = fields.DateTimeField(
        label="When does their access begin?",
        called="when access begins",
        required=False,
        help_text="Leave empty for now",
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class Leave(Revealing, forms.Form):
    """What becomes of the work of somebody who leaves."""

    work = fields.RadioField(
        label="What becomes of their open work?",
        called="what becomes of their open work",
        choices=[(GOES, "A colleague takes it over"), (STAYS, "It stays with the agency on purpose, without an owner")],
        reveals={GOES: "hand_over_to"},
    )
    hand_over_to = fields.ModelSelectField(Staff.objects.none(), label="Who takes it over?", called="who takes it over")

    def __init__(self, *args: Any, person: Staff, by: Staff, has_work: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Staff.objects.colleagues_of(by).exclude(pk=person.pk).order_by("name")
        self.fields["hand_over_to"].queryset = people  # type: ignore[attr-defined]
        if not has_work:
            del self.fields["work"], self.fields["hand_over_to"]


class ClearStep(forms.Form):
    """How the administrator made sure that it is the person who asks."""

    how_checked = fields.RadioField(
        label="How did you make sure that it is they who ask?",
        called="how you made sure",
        choices=HowChecked.choices,
        help_text="An e-mail or a call from them is not enough.",
    )


class SetUp(forms.Form):
    """The code from the administrator, and the person's own password twice."""

    code = fields.TextField(
        label="Code", called="the code", max_length=40, width=20, help_text="Five groups of four letters and figures"
    )
    password = forms.CharField(
        label="Your new password",
        strip=False,
        max_length=200,
        help_text="At least 12 characters. Three words that do not belong together are good.",
        widget=forms.PasswordInput(
            attrs={"autocomplete": "new-password", "class": "govuk-input govuk-!-width-one-half"}
        ),
        error_messages={"required": "Enter a new password"},
    )
    password_again = forms.CharField(
        label="The password again",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "new-password", "class": "govuk-input govuk-!-width-one-half"}
        ),
        error_messages={"required": "Enter the password again"},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, again = cleaned.get("password"), cleaned.get("password_again")
        if first and again and first != again:
            self.add_error("password_again", "The two do not agree. Type the password again.")
        return cleaned
