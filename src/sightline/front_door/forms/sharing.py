"""What is asked when something is told, passed on or withheld."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sightline.common.forms import fields
from sightline.common.forms.revealing import Revealing
from sightline.common.lawful_basis import Article6Basis, SpecialCategoryCondition
from sightline.front_door.actions.passing_on import Sharing, ToWhom
from sightline.register.actions.sharing import Basis
from sightline.register.models import Agency, Disclosure, Purpose

PASS_ON, TELL, WITHHOLD = "PASS_ON", "TELL", "WITHHOLD"
KINDS = (
    *("name", "date of birth", "address", "school", "family and household", "the concern"),
    *("health", "what police know", "attendance and behaviour", "help given before", "level of need and outcome"),
    "what the agency answered, as a whole",
)
_AUTOMATIC = {Purpose.CHECK, Purpose.CHECK_ANSWER, Purpose.REFERRAL, Purpose.FEEDBACK, Purpose.CHANGE_OF_WORKER}
"""Purposes of lines that Sightline writes by itself."""
_BY_HAND = [each for each in Disclosure.Means.choices if each[0] != Disclosure.Means.SIGHTLINE]


class ShareOrWithhold(Revealing, forms.Form):
    """What was done, with whom, what about, and on what law."""

    deed = fields.RadioField(
        label="What do you record?",
        called="what you record",
        choices=[
            (PASS_ON, "I pass on what another agency answered"),
            (TELL, "I told what the front door knows"),
            (WITHHOLD, "I withheld something"),
        ],
        reveals={PASS_ON: ("check", "exception"), WITHHOLD: ("because",)},
    )
    check = fields.SelectField(label="Whose answer?", called="whose answer", choices=[])
    exception = fields.TextAreaField(
        label="Reason for an exception",
        called="the reason for an exception",
        help_text="Only where a rule is against it: the answer stays inside, or the parents have not agreed.",
        rows=2,
        max_length=400,
        required=False,
    )
    because = fields.TextAreaField(
        label="Why would sharing be more detrimental to the child than not sharing?",
        called="why it was withheld",
        rows=3,
        max_length=400,
    )
    to = fields.RadioField(
        label="Who was told, or was not?",
        called="who was told, or was not",
        choices=[
            ("AGENCY", "An agency of the partnership"),
            ("OUTSIDE", "A professional outside the partnership"),
            ("FAMILY", "The family"),
        ],
        reveals={"AGENCY": ("agency",), "OUTSIDE": ("outside_name",), "FAMILY": ("family_name",)},
    )
    agency = fields.ModelSelectField(Agency.objects.none(), label="Agency")
    outside_name = fields.TextField(label="Their name and organisation", max_length=120, width="one-half")
    family_name = fields.TextField(label="Who of the family", max_length=120, width="one-half")
    kinds = fields.CheckboxesField(
        label="What kinds of information?",
        called="the kinds of information",
        choices=[(kind, kind.capitalize()) for kind in KINDS],
        small=True,
    )
    means = fields.RadioField(label="How?", called="how they were told", choices=_BY_HAND, required=False)
    purpose = fields.SelectField(
        label="What for?",
        called="the purpose",
        choices=[each for each in Purpose.choices if Purpose(each[0]) not in _AUTOMATIC],
    )
    purpose_note = fields.TextField(label="In more words, if needed", max_length=200, required=False)
    article_6_basis = fields.SelectField(label="Lawful basis", choices=Article6Basis.choices)
    special_category_condition = fields.SelectField(
        label="Condition for special category data", choices=SpecialCategoryCondition.choices
    )
    law_enforcement = fields.CheckboxField(
        label="Shared for law enforcement (Data Protection Act 2018, part 3)", required=False
    )

    def __init__(self, *args: Any, own_agency: int, answered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.exclude(pk=own_agency).order_by("name")  # type: ignore[attr-defined]
        self.fields["check"].choices = answered  # type: ignore[attr-defined]

    def clean(self) -> Any:
        said = super().clean()
        if self.cleaned_data.get("deed") in (PASS_ON, TELL) and not self.cleaned_data.get("means"):
            self.add_error("means", ValidationError("Select how they were told"))
        return said

    def to_whom(self) -> ToWhom:
        said = self.cleaned_data
        if said["to"] == "AGENCY":
            return ToWhom(agency=said["agency"])
        is_family = said["to"] == "FAMILY"
        return ToWhom(name=said["family_name"] if is_family else said["outside_name"], is_family=is_family)

    def sharing(self) -> Sharing:
        said = self.cleaned_data
        basis = Basis(
            article_6_basis=said["article_6_basis"],
            special_category_condition=said["special_category_condition"],
            law_enforcement=said["law_enforcement"],
        )
        return Sharing(fields=said["kinds"], purpose=said["purpose"], purpose_note=said["purpose_note"], basis=basis)
