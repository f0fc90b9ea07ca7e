"""What is asked about homes, family and those who work with a child."""

from typing import Any

from sightline.common.forms import fields
from sightline.register.forms.shapes import Dated, Where
from sightline.register.models import Adult, Involvement, Relationship, Staff, Team


class Move(Dated, Where):
    """The child lives at another address."""

    field_order = ("lines", "postcode", "ward", "moved_on", "until", "protected", "protected_because", "together_with")
    past = ("moved_on", "until")

    moved_on = fields.DateField(label="Since when?", called="the day of the move", required=False)
    until = fields.DateField(
        label="Until when?",
        called="the day of leaving",
        required=False,
        help_text="Only for an earlier address. Leave empty for where the child lives now.",
    )
    together_with = fields.CheckboxesField(
        label="Who moved too?", required=False, help_text="Select all who live with the child now and moved as well"
    )

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["together_with"].choices = members  # type: ignore[attr-defined]
        if not members:
            del self.fields["together_with"]


class Member(Dated):
    """Somebody of the family lives with the child too."""

    past = ("from_on",)

    person = fields.RadioField(label="Who lives there too?", called="who lives there too")
    from_on = fields.DateField(label="Since when?", called="the day from which", required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class AdultInLife(Dated):
    """An adult in the child's life: one who is known already, or somebody new."""

    past = ("born_on", "from_on")

    adult = fields.RadioField(
        label="Who is it?",
        called="who it is",
        reveals={"NEW": ("given_name", "family_name", "born_on", "telephone")},
    )
    given_name = fields.TextField(label="Given name", max_length=80, width="one-half", required=False)
    family_name = fields.TextField(label="Family name", max_length=80, width="one-half", required=False)
    born_on = fields.DateField(label="Date of birth", required=False)
    telephone = fields.TelephoneField(label="Telephone number", width=20, required=False)
    kind = fields.SelectField(
        label="What is this adult to the child?",
        called="what the adult is to the child",
        choices=[choice for choice in Relationship.Kind.choices if choice[0] not in ("SIBLING", "HALF_SIBLING")],
    )
    parental_responsibility = fields.RadioField(
        label="Parental responsibility", choices=Relationship.ParentalResponsibility.choices
    )
    from_on = fields.DateField(
        label="Since when?",
        called="the day from which",
        required=False,
        help_text="Leave empty if always, or not known",
    )

    def __init__(self, *args: Any, known: list[Adult], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(adult.pk), str(adult)) for adult in known]
        self.fields["adult"].choices = [*choices, ("NEW", "Somebody else")]  # type: ignore[attr-defined]
        if not choices:
            del self.fields["adult"]


class Sibling(Dated):
    """Another child of the register is a brother or sister."""

    past = ("from_on",)

    other_child = fields.RadioField(label="Which child?", called="the other child")
    kind = fields.RadioField(
        label="What are they to each other?",
        called="what they are to each other",
        choices=[choice for choice in Relationship.Kind.choices if choice[0] in ("SIBLING", "HALF_SIBLING")],
    )
    from_on = fields.DateField(
        label="Since when?", called="the day from which", required=False, help_text="Leave empty if since birth"
    )

    def __init__(self, *args: Any, found: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other_child"].choices = found  # type: ignore[attr-defined]


class Involve(Dated):
    """A service works with the child."""

    past = ("from_on",)

    service = fields.SelectField(label="Which service?", called="the service", choices=Involvement.Service.choices)
    team = fields.ModelSelectField(Team.objects.none(), label="Team", required=False, empty_label="No team")
    worker = fields.ModelSelectField(
        Staff.objects.none(), label="Worker", required=False, empty_label="Somebody who does not use Sightline"
    )
    worker_name = fields.TextField(
        label="Name and job of a worker who does not use Sightline", max_length=120, required=False, width="one-half"
    )
    from_on = fields.DateField(label="Since when?", called="the day on which it started")

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(agency=staff.agency_id).order_by("name")  # type: ignore[attr-defined]
        self.fields["worker"].queryset = Staff.objects.colleagues_of(staff).order_by("name")  # type: ignore[attr-defined]
