"""One child in a professional's referral, and what every page of it knows of the sender and the children."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from sightline.common.forms import fields
from sightline.common.forms.revealing import Revealing
from sightline.common.refusals import Refused
from sightline.front_door.actions.sendable import check_one_child
from sightline.timescales.ages import age_on

OLD_ENOUGH_TO_ASK = 12


@dataclass(frozen=True)
class Sender:
    """Who fills the form in, on which day, and what is already known of the children: their place and answers."""

    agency_kind: str
    telephone: str
    today: date
    children: dict[int, dict[str, Any]]

    @property
    def names(self) -> dict[int, str]:
        return {place: name_of(child, place) for place, child in self.children.items()}

    @property
    def may_be_old_enough_to_consent(self) -> bool:
        """Whether a child of twelve or older, or of unknown age, is among them: then competence is asked about."""
        return any(
            child["birth"] == "NOT_KNOWN"
            or (child["born_on"] is not None and (age_on(child["born_on"], self.today) or 0) >= OLD_ENOUGH_TO_ASK)
            for child in self.children.values()
        )


def name_of(child: dict[str, Any], place: int) -> str:
    named = f"{child['given_name']} {child['family_name']}".strip()
    return named or ("The unborn child" if child["birth"] == "UNBORN" else f"Child {place}")


class Page(Revealing, forms.Form):
    """One page of the referral."""

    def __init__(self, *args: Any, sender: Sender, **kwargs: Any) -> None:
        self.sender = sender
        super().__init__(*args, **kwargs)


class Child(Page):
    """One child, as the referrer knows them."""

    given_name = fields.TextField(label="First name", max_length=80, required=False, width=20)
    family_name = fields.TextField(label="Family name", max_length=80, required=False, width=20)
    birth = fields.RadioField(
        label="Date of birth",
        choices=[
            ("KNOWN", "I know it"),
            ("NOT_KNOWN", "I do not know it"),
            ("UNBORN", "The child is not born yet"),
        ],
        reveals={"KNOWN": "born_on", "NOT_KNOWN": "about_age", "UNBORN": "expected_on"},
        error_messages={"required": "Say whether you know the date of birth"},
    )
    born_on = fields.DateField(
        label="When was the child born?", called="the date of birth", help_text="For example, 27 3 2015"
    )
    about_age = fields.TextField(
        label="About how old is the child?", called="about how old the child is", max_length=40
    )
    expected_on = fields.DateField(label="When is the baby due?", called="the date the baby is due")
    home = fields.RadioField(
        label="Where the child lives",
        called="what you can tell us about where the child lives",
        reveals={"GIVEN": ("address", "postcode")},
    )
    address = fields.TextField(label="Address", max_length=200)
    postcode = fields.PostcodeField(label="Postcode", required=False, width=10)
    school = fields.TextField(label="School, college or nursery", max_length=120, required=False)

    SAID_BY_WHAT_FOLLOWS = (("birth", "KNOWN"), ("birth", "NOT_KNOWN"), ("birth", "UNBORN"), ("home", "GIVEN"))
    HOMES = (
        ("GIVEN", "I can give the address"),
        ("SAME", "The same address as the first child"),
        ("PROTECTED", "The address is protected, for example a refuge"),
        ("NOT_KNOWN", "I do not know the address"),
    )

    def __init__(self, *args: Any, place: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        first = min(self.sender.children, default=place)
        home = self.fields["home"]
        home.choices = [one for one in self.HOMES if one[0] != "SAME" or place > first]  # type: ignore[attr-defined]
        home.widget.hints = {"PROTECTED": "Do not write it anywhere on this form. We will ring you for it."}
        self.fields["born_on"].not_after = self.sender.today  # type: ignore[attr-defined]

    def clean(self) -> Any:
        said = super().clean() or self.cleaned_data
        given, family = said.get("given_name", ""), said.get("family_name", "")
        if not (given or family) and said.get("birth") != "UNBORN":
            self.add_error("given_name", "Enter a name, even if you only know the first name")
        try:
            check_one_child(given_name=given, family_name=family)
        except Refused as refusal:
            self.add_error("given_name", str(refusal))
        return said
