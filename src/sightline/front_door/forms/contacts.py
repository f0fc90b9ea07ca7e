"""What the front door's pages ask."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q

from sightline.common.forms import fields
from sightline.common.forms.revealing import Revealing
from sightline.front_door import codes, levels
from sightline.front_door.actions.deciding import Judgement
from sightline.front_door.models import Contact
from sightline.instruments.models import CompletedTool, CompletedToolQuerySet
from sightline.register.models import Agency, Staff
from sightline.timescales.zone import local_date


def _level_choices(day: date) -> list[tuple[str, str]]:
    return levels.ladder_on(day).choices()


class Filter(forms.Form):
    """Narrows a worklist."""

    source_group = fields.SelectField(
        label="Who was worried", choices=codes.SourceGroup.choices, required=False, empty_label="Anybody"
    )
    concern = fields.SelectField(
        label="Concern", choices=codes.Concern.choices, required=False, empty_label="Any concern"
    )
    rag = fields.SelectField(label="Priority", choices=codes.Rag.choices, required=False, empty_label="Any priority")
    owner = fields.ModelSelectField(Staff.objects.none(), label="Owner", required=False, empty_label="Anyone")

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Staff.objects.colleagues_of(staff).order_by("name")  # type: ignore[attr-defined]

    @property
    def narrows(self) -> bool:
        """Whether anything was chosen."""
        return any(self.data.get(name) for name in self.fields)


class Triage(forms.Form):
    """Which priority, and why."""

    rag = fields.RadioField(
        label="Priority",
        choices=codes.Rag.choices,
        hints={
            "RED": "A child may be in danger now. Outcome within 4 hours of receipt.",
            "AMBER": "Serious concern. Outcome within 24 hours of receipt.",
            "GREEN": "Concern. Outcome within 72 hours of receipt; the working day set by guidance usually ends first.",
            "BLUE": "Information only.",
        },
    )
    reason = fields.TextAreaField(label="Why this priority", rows=3, max_length=400)


class Decide(Revealing, forms.Form):
    """The decision on a contact."""

    outcome = fields.RadioField(label="Outcome", choices=codes.Outcome.choices, reveals={"NFA": "earlier_nfas_seen"})
    earlier_nfas_seen = fields.WholeNumberField(
        label="How many earlier contacts about this child ended in no further action?",
        called="the number of earlier contacts that ended in no further action",
        min_value=0,
        max_value=99,
        width=3,
    )
    level_concluded = fields.RadioField(label="Level of need concluded")
    alteration_reason = fields.SelectField(
        label="If the level differs from the referrer's: why?",
        choices=codes.AlterationReason.choices,
        required=False,
        empty_label="Same level",
    )
    rationale = fields.TextAreaField(
        label="What are we worried about, and why this outcome?", called="the reason for the decision", rows=6
    )
    working_well = fields.TextAreaField(label="What is working well?", rows=3, required=False)
    lived_experience = fields.TextAreaField(
        label="What is life like for this child?",
        called="what life is like for the child",
        help_text="In the child's own words where you have them.",
        rows=4,
    )
    history_considered = fields.RadioField(
        label="Has the child's history been considered?", choices=[("yes", "Yes"), ("no", "No")], inline=True
    )
    neglect_tool = fields.RadioField(
        label="Is a neglect screening tool attached?", choices=codes.NeglectTool.choices, inline=True
    )
    again_reason = fields.SelectField(
        label="If the child has been here in the last twelve months: why again?",
        choices=codes.AgainReason.choices,
        required=False,
        empty_label="First contact in twelve months",
    )
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, received_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level_concluded"].choices = _level_choices(received_on)  # type: ignore[attr-defined]

    @property
    def judgement(self) -> Judgement:
        said = dict(self.cleaned_data)
        for name in ("seen_version", "contacts"):
            said.pop(name, None)
        said.pop("correction_reason", None)
        said["history_considered"] = said["history_considered"] == "yes"
        return Judgement(**said)


class CorrectDecision(Decide):
    """A decision that puts an earlier one right."""

    correction_reason = fields.TextAreaField(label="What was wrong with the decision?", rows=3, max_length=400)
    field_order = ("correction_reason",)


class DecideTogether(Decide):
    """One decision for several contacts."""

    contacts = fields.CheckboxesField(label="Contacts", choices=())
    field_order = ("contacts",)

    def __init__(self, *args: Any, contacts: Sequence[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen_version"]
        self.fields["contacts"].choices = [(str(each.pk), _in_a_line(each)) for each in contacts]  # type: ignore[attr-defined]


def _in_a_line(contact: Contact) -> str:
    return f"{contact.child_name}: {contact.event.get_contact_type_display()}, {contact.event.referrer}"


class SignOff(forms.Form):
    """Another manager's agreement or question."""

    answer = fields.RadioField(
        label="Do you agree?", choices=[("SIGN", "Yes, sign off"), ("RETURN", "No, return it with a question")]
    )
    note = fields.TextAreaField(
        label="Note", help_text="Needed when you return it.", rows=3, max_length=400, required=False
    )


class AskCheck(forms.Form):
    """What another agency is asked."""

    asked_of = fields.ModelSelectField(Agency.objects.none(), label="Agency")
    question = fields.TextAreaField(
        label="Question",
        help_text="Ask for the least that you need. The agency sees the child's name, date of birth and this question.",
        rows=4,
    )
    article_6_basis = fields.SelectField(label="Lawful basis", choices=codes.Article6Basis.choices)

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked_of"].queryset = Agency.objects.exclude(pk=staff.agency_id).order_by("name")  # type: ignore[attr-defined]


class AnswerCheck(forms.Form):
    """What an agency answers."""

    answer = fields.TextAreaField(label="What does your agency know?", called="your answer", rows=6)
    analysis = fields.TextAreaField(label="What do you make of it?", rows=3, required=False)
    sensitivity = fields.RadioField(label="With whom may this be shared?", choices=codes.Sensitivity.choices)


class Feedback(forms.Form):
    """What the referrer is told."""

    method = fields.RadioField(label="How is the referrer told?", choices=codes.FeedbackMethod.choices)
    text = fields.TextAreaField(
        label="What is the referrer told?",
        called="what the referrer is told",
        help_text="The outcome and the reason, as far as the referrer may know it.",
        rows=5,
    )


class Escalate(forms.Form):
    """Why a strategy discussion is needed."""

    reason = fields.TextAreaField(
        label="What makes you think the child may be suffering significant harm?",
        called="your reason",
        rows=4,
    )


class Note(forms.Form):
    """A note on a contact."""

    text = fields.TextAreaField(label="Note", rows=3)


class Move(forms.Form):
    """Who owns a contact, and in which lane it waits."""

    owner = fields.ModelSelectField(Staff.objects.none(), label="Owner", required=False, empty_label="Nobody yet")
    lane = fields.SelectField(label="Lane", choices=codes.Lane.choices)

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Staff.objects.colleagues_of(staff).order_by("name")  # type: ignore[attr-defined]


class AttachTool(forms.Form):
    """Which completed tool belongs to the contact: those about this child, or about a child described alike."""

    tool = fields.ModelRadioField(CompletedTool.objects.none(), label="Completed screening tools")

    def __init__(self, *args: Any, tools: CompletedToolQuerySet, contact: Contact, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alike = Q(
            described_family_name__iexact=contact.child.family_name if contact.child else contact.described_family_name
        )
        mine = Q(child=contact.child) | alike if contact.child else alike
        field = self.fields["tool"]
        field.queryset = tools.filter(mine)  # type: ignore[attr-defined]
        field.label_from_instance = _tool_in_a_line  # type: ignore[attr-defined]


def _tool_in_a_line(tool: CompletedTool) -> str:
    who = str(tool.child) if tool.child else f"{tool.described_given_name} {tool.described_family_name}".strip()
    return f"{who}, completed {tool.completed_on:%-d %B %Y} by {tool.agency}"


class Correct(forms.Form):
    """A recorded fact that was wrong."""

    received_at = fields.DateTimeField(
        label="When the contact was received", called="when it was received", required=False
    )
    source = fields.SelectField(label="Who was worried", choices=codes.Source.choices, required=False)
    level_as_referred = fields.SelectField(label="Level of need as referred", required=False, empty_label="Not given")
    primary_concern = fields.SelectField(label="Main concern", choices=codes.Concern.choices, required=False)
    reason = fields.TextAreaField(label="Why was the record wrong?", rows=3, max_length=400)

    def __init__(self, *args: Any, now: datetime, received_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_at"].not_after = local_date(now)  # type: ignore[attr-defined]
        self.fields["level_as_referred"].offer(_level_choices(received_on))  # type: ignore[attr-defined]


class HandOver(forms.Form):
    """What the next shift must know."""

    what_happened = fields.TextAreaField(label="What happened?", called="what happened", rows=4)
    to_do = fields.TextAreaField(label="What must be done in the morning?", rows=3, required=False)


class Receive(forms.Form):
    """A contact as it reaches the front door: who was worried, and what was said."""

    received_at = fields.DateTimeField(
        label="When was it received?",
        called="when it was received",
        help_text="The moment it arrived, not the moment you type it. Its deadline counts from here.",
    )
    channel = fields.SelectField(
        label="How did it arrive?",
        choices=[choice for choice in codes.Channel.choices if choice[0] not in ("IMPORTED", "PUBLIC_FORM")],
    )
    contact_type = fields.SelectField(label="What kind of contact is it?", choices=codes.ContactType.choices)
    source = fields.SelectField(label="Who was worried?", choices=codes.Source.choices)
    referrer_agency = fields.ModelSelectField(
        Agency.objects.all(), label="Their agency", required=False, empty_label="None, or not known"
    )
    referrer_name = fields.TextField(label="Their name", max_length=120, required=False)
    referrer_role = fields.TextField(label="Their role", max_length=120, required=False)
    referrer_telephone = fields.TelephoneField(label="Their telephone number", required=False)
    referral_text = fields.TextAreaField(
        label="What was said, in the words as received",
        called="what was said",
        help_text="This text is kept as it stands and cannot be changed later.",
        rows=8,
    )
    consent = fields.SelectField(label="Consent of the family", choices=codes.Consent.choices, required=False)
    consent_reason = fields.TextField(label="If not asked or overridden: why?", max_length=400, required=False)
    competence = fields.SelectField(
        label="May the child consent for themselves?",
        choices=codes.Competence.choices,
        required=False,
        empty_label=None,
    )
    article_6_basis = fields.SelectField(label="Lawful basis", choices=codes.Article6Basis.choices, required=False)
    special_category_condition = fields.SelectField(
        label="Condition for special category data", choices=codes.SpecialCategoryCondition.choices, required=False
    )
    law_enforcement = fields.CheckboxField(
        label="Shared for law enforcement (Data Protection Act, part 3)", required=False
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_at"].not_after = local_date(now)  # type: ignore[attr-defined]
        self.fields["referrer_agency"].queryset = Agency.objects.order_by("name")  # type: ignore[attr-defined]


class ChildDescribed(forms.Form):
    """One child in a contact, as described by whoever was worried."""

    given_name = fields.TextField(label="First name", max_length=80, required=False)
    family_name = fields.TextField(label="Family name", max_length=80, required=False)
    born_on = fields.DateField(label="Date of birth", called="the date of birth", required=False)
    expected_on = fields.DateField(
        label="If not yet born: expected date of birth", called="the expected date of birth", required=False
    )
    postcode = fields.PostcodeField(label="Postcode", required=False)
    school = fields.TextField(label="School or nursery", max_length=120, required=False)
    primary_concern = fields.SelectField(label="Main concern", choices=codes.Concern.choices, required=False)
    level_as_referred = fields.SelectField(
        label="Level of need as the referrer sees it", required=False, empty_label="Not given"
    )
    neglect_tool = fields.SelectField(
        label="Neglect screening tool", choices=codes.NeglectTool.choices, required=False, empty_label="Not asked yet"
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["born_on"].not_after = today  # type: ignore[attr-defined]
        self.fields["level_as_referred"].offer(_level_choices(today))  # type: ignore[attr-defined]

    @property
    def is_blank(self) -> bool:
        return not any(value for key, value in self.cleaned_data.items() if key != "neglect_tool")
