from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from sightline.common.forms import fields
from sightline.common.forms.revealing import Revealing

CONSENT = [("OBTAINED", "Obtained"), ("OVERRIDDEN", "Overridden")]


class Decision(Revealing, forms.Form):
    consent = fields.RadioField(label="Consent", choices=CONSENT, reveals={"OVERRIDDEN": ("why", "on")})
    why = fields.TextField(label="Reason")
    on = fields.DateField(label="Date of the decision")


def message(field: forms.Field, value: Any) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (fields.TextField(label="Full name"), "", "Enter full name"),
        (fields.TextField(label="NHS trust"), "", "Enter NHS trust"),
        (fields.TextField(label="Name", called="the child’s name"), "", "Enter the child’s name"),
        (fields.TextField(label="Who told you?"), "", "Answer the question: Who told you?"),
        (fields.TextField(label="Name", error_messages={"required": "Say who"}), "", "Say who"),
        (fields.TextField(label="Name", max_length=3), "Anna", "Name must be 3 characters or fewer"),
        (fields.EmailField(label="E"), "anna", "Enter an email address in the correct format, like name@example.com"),
        (fields.TelephoneField(label="T"), "ring me", "Enter a telephone number, like 01632 960 001 or 07700 900 982"),
        (fields.WholeNumberField(label="Siblings"), "2.5", "Siblings must be a whole number"),
        (fields.WholeNumberField(label="Siblings", min_value=1), "0", "Siblings must be 1 or more"),
        (fields.WholeNumberField(label="Siblings", max_value=9), "10", "Siblings must be 9 or fewer"),
        (fields.PostcodeField(label="Postcode"), "PR8", "Enter a full UK postcode, like PR8 1DA"),
        (fields.SelectField(label="Source", choices=CONSENT), "", "Select source"),
        (fields.RadioField(label="Consent", choices=CONSENT), "", "Select consent"),
        (fields.RadioField(label="Consent", choices=CONSENT), "OTHER", "Select one of the choices shown"),
        (fields.CheckboxesField(label="Needs", choices=CONSENT), [], "Select needs"),
        (fields.CheckboxField(label="Read", error_messages={"required": "Confirm it"}), False, "Confirm it"),
        (fields.FileField(label="Letter"), None, "Select letter"),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_told_in_the_words_of_its_question(field: forms.Field, value: Any, words: str) -> None:
    assert message(field, value) == words


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (fields.NhsNumberField(label="NHS number"), " 943 476-5919 ", "9434765919"),
        (fields.NhsNumberField(label="NHS number", required=False), "", ""),
        (fields.PostcodeField(label="Postcode"), "pr81da", "PR8 1DA"),
        (fields.PostcodeField(label="Postcode", required=False), "", ""),
        (fields.WholeNumberField(label="Contacts"), "13,490", 13490),
        (fields.WholeNumberField(label="Contacts", required=False), "", None),
        (fields.TelephoneField(label="Telephone"), "01632 960 001 ext 4", "01632 960 001 ext 4"),
    ],
)
def test_an_answer_is_kept_in_one_form_however_it_was_typed(field: forms.Field, typed: str, kept: Any) -> None:
    assert field.clean(typed) == kept


def test_the_choice_that_rules_out_the_others_cannot_stand_beside_them() -> None:
    needs = fields.CheckboxesField(
        label="Needs", choices=[("A", "Neglect"), ("NONE", "None of these")], exclusive="NONE"
    )
    assert needs.clean(["NONE"]) == ["NONE"]
    assert message(needs, ["A", "NONE"]) == "Select what applies, or select “None of these”, but not both"


def test_radios_offer_no_empty_choice() -> None:
    assert fields.RadioField(label="Consent", choices=[("", "---"), *CONSENT]).choices == CONSENT


def test_a_list_of_choices_may_be_an_enumeration_of_a_model() -> None:
    from django.db.models import TextChoices

    class Risk(TextChoices):
        LOW = "LOW", "Low"
        HIGH = "HIGH", "High"

    assert fields.RadioField(label="Risk", choices=Risk).clean("HIGH") == "HIGH"
    assert fields.SelectField(label="Risk", choices=Risk).widget.choices[0] == ("", "Choose one")


def test_a_question_that_was_not_revealed_need_not_be_answered_and_is_not_kept() -> None:
    form = Decision({"consent": "OBTAINED", "why": "left over", "on_day": "99"})
    assert form.is_valid()
    assert form.cleaned_data == {"consent": "OBTAINED", "why": "", "on": None}


def test_a_question_that_was_revealed_must_be_answered() -> None:
    form = Decision({"consent": "OVERRIDDEN"})
    assert not form.is_valid()
    assert form.errors == {"why": ["Enter reason"], "on": ["Enter date of the decision"]}


def test_a_field_without_a_label_takes_its_name_in_errors_from_the_form() -> None:
    class Nameless(forms.Form):
        first_name = fields.TextField()

    assert Nameless({}).errors == {"first_name": ["Enter first name"]}


def test_a_list_whose_choices_come_later_still_starts_with_no_choice() -> None:
    field = fields.SelectField(label="Level", required=False, empty_label="Not given")
    field.offer([("", "---------"), ("1", "Level 1"), ("2", "Level 2")])
    assert list(field.choices) == [("", "Not given"), ("1", "Level 1"), ("2", "Level 2")]
    assert field.clean("") == ""
