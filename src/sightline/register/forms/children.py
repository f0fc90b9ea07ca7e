"""What is asked to find a child, to add one and to put right what is known."""

from typing import Any

from django import forms

from sightline.common.forms import fields
from sightline.register import actions
from sightline.register.forms.shapes import Dated, Where, schools
from sightline.register.models import Agency, Child, ExternalReference
from sightline.register.typed import LONGEST, Typed


class Search(forms.Form):
    """One line for everything that is known of the child."""

    q = fields.TextField(
        label="Who are you looking for?",
        called="a name, a date of birth, a number or a postcode",
        help_text="Name in any order, date of birth, NHS number, pupil number, case number or postcode."
        " Part of a number is enough.",
        max_length=LONGEST,
        label_size="m",
    )


class AddChild(Dated, Where):
    """A child who is not yet in the register."""

    field_order = (
        "once", "set_apart_because", "given_name", "family_name", "other_names", "life", "born_on", "expected_on",
        "sex", "nhs_number", "upn", "case_number", "lines", "postcode", "ward", "lives_there_since", "protected",
        "protected_because", "school", "first_language", "interpreter_needed", "communication_need",
    )  # fmt: skip
    past = ("born_on", "lives_there_since")

    once = forms.UUIDField(widget=forms.HiddenInput)
    given_name = fields.TextField(label="Given name", max_length=80, width="one-half", required=False)
    family_name = fields.TextField(label="Family name", max_length=80, width="one-half", required=False)
    other_names = fields.TextField(
        label="Other names the child is or was known by", max_length=200, required=False, width="one-half"
    )
    life = fields.RadioField(
        label="Is the child born?",
        choices=[("BORN", "Yes"), ("UNBORN", "Not yet"), ("NOT_KNOWN", "Yes, but the date of birth is not known")],
        reveals={"BORN": "born_on", "UNBORN": "expected_on"},
    )
    born_on = fields.DateField(label="Date of birth", help_text="For example, 27 3 2015")
    expected_on = fields.DateField(label="Expected date of birth", help_text="For example, 27 7 2023")
    sex = fields.RadioField(label="Sex", choices=Child.Sex.choices, inline=True, initial=Child.Sex.UNKNOWN)
    nhs_number = fields.NhsNumberField(label="NHS number", width=10, required=False, help_text="10 digits")
    upn = fields.TextField(label="Unique pupil number", width=20, max_length=40, required=False)
    case_number = fields.TextField(label="Case system number", width=20, max_length=40, required=False)
    lives_there_since = fields.DateField(label="Lives there since", required=False)
    school = fields.ModelSelectField(
        Agency.objects.none(), label="School, college or nursery", required=False, empty_label="None, or not known"
    )
    first_language = fields.TextField(label="First language", width=20, max_length=60, required=False)
    interpreter_needed = fields.CheckboxField(label="An interpreter is needed", required=False)
    communication_need = fields.TextField(label="Communication need", max_length=200, required=False, width="one-half")
    set_apart_because = fields.TextField(
        label="How do you know that this is another child?",
        max_length=200,
        help_text="A child of the same name and date of birth is in the register. This is kept with the record.",
    )

    def __init__(self, *args: Any, ask_why: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].required = False
        self.fields["lines"].help_text = "Leave empty if not known"
        self.fields["school"].queryset = schools()  # type: ignore[attr-defined]
        if not ask_why:
            del self.fields["set_apart_because"]

    def new_child(self) -> actions.NewChild:
        left_out = {"once", "life", "lines", "postcode", "ward", "protected", "protected_because", "set_apart_because"}
        said = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        return actions.NewChild(address=self.new_address(), **said)


def from_typed(typed: Typed) -> dict[str, Any]:
    """What was typed into the search, ready in the form: nothing is typed twice."""
    names = [name for name in typed.names if name]
    begun: dict[str, Any] = {"given_name": " ".join(names[:-1]), "family_name": names[-1] if names else ""}
    number = next((part for part in typed.parts if len(part) == 10 and part.isdecimal()), "")
    begun |= {"nhs_number": number, "postcode": typed.postcode if len(typed.postcode) > 5 else ""}
    if typed.unborn:
        begun |= {"life": "UNBORN", "expected_on": typed.born_on}
    elif typed.born_on:
        begun |= {"life": "BORN", "born_on": typed.born_on}
    return begun


class Details(Dated):
    """What is known of a child, to be put right."""

    past = ("born_on", "died_on")

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    given_name = fields.TextField(label="Given name", max_length=80, width="one-half", required=False)
    family_name = fields.TextField(label="Family name", max_length=80, width="one-half", required=False)
    other_names = fields.TextField(
        label="Other names the child is or was known by", max_length=200, required=False, width="one-half"
    )
    born_on = fields.DateField(label="Date of birth", required=False)
    expected_on = fields.DateField(label="Expected date of birth")
    died_on = fields.DateField(label="Date of death", required=False)
    sex = fields.RadioField(label="Sex", choices=Child.Sex.choices, inline=True)
    ethnicity = fields.SelectField(label="Ethnicity", choices=Child.ETHNICITIES, empty_label=None)
    disabilities = fields.CheckboxesField(
        label="Disabilities",
        choices=Child.Disability.choices,
        exclusive="NONE",
        required=False,
        small=True,
        help_text="Select all that apply. Leave empty if not known.",
    )
    first_language = fields.TextField(label="First language", width=20, max_length=60, required=False)
    interpreter_needed = fields.CheckboxField(label="An interpreter is needed", required=False)
    communication_need = fields.TextField(label="Communication need", max_length=200, required=False, width="one-half")
    school = fields.ModelSelectField(
        Agency.objects.none(), label="School, college or nursery", required=False, empty_label="None, or not known"
    )

    def __init__(self, *args: Any, child: Child, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(child, name) for name in actions.DETAILS} | {"seen_version": child.version}
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools()  # type: ignore[attr-defined]
        for name in ("born_on", "died_on") if child.is_unborn else ("expected_on",):
            del self.fields[name]

    def changes(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen_version"}


class Birth(Dated):
    """A child is born."""

    past = ("born_on",)

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    born_on = fields.DateField(label="Date of birth")
    given_name = fields.TextField(label="Given name", max_length=80, width="one-half", required=False)
    family_name = fields.TextField(label="Family name", max_length=80, width="one-half")
    sex = fields.RadioField(label="Sex", choices=Child.Sex.choices, inline=True)
    nhs_number = fields.NhsNumberField(label="NHS number", width=10, required=False, help_text="10 digits")


class Men(forms.Form):
    """Whether the men in the child's life have been asked about."""

    answer = fields.RadioField(
        label="The father and other men in the child's life",
        called="whether the men in the child’s life are known",
        choices=Child.MenInLife.choices,
    )
    note = fields.TextAreaField(
        label="Who they are, or what was said when asked", max_length=400, rows=3, required=False
    )


class Number(forms.Form):
    """A number of the child in another system."""

    kind = fields.RadioField(label="What kind of number is it?", choices=ExternalReference.Kind.choices)
    value = fields.TextField(label="Number", max_length=80, width=20)


class RightNumber(forms.Form):
    """A number put right."""

    value = fields.TextField(label="Number", max_length=80, width=20)
