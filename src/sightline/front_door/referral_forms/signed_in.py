"""The pages of a professional's referral, one thing on each."""

from typing import Any

from django import forms

from sightline.common.forms import fields
from sightline.common.forms.revealing import Revealing
from sightline.front_door import codes, levels
from sightline.front_door.actions.sendable import contact_types_of, sources_of
from sightline.front_door.referral_forms.child import Page
from sightline.register.models import Agency
from sightline.register.models import Child as RegisteredChild

NOT_SURE = "NOT_SURE"
LONGEST_ANSWER = 8_000


# Where nearly everybody of an agency's kind gives the same answer, it stands there already.
_COMMONEST: dict[str, codes.Source] = {Agency.Kind.EDUCATION: codes.Source.SCHOOL}


class About(Page):
    """What is being sent, and how the sender is reached."""

    contact_type = fields.RadioField(label="What are you telling us about?", label_size="m")
    source = fields.RadioField(label="Which service are you from?", called="the service you are from", label_size="m")
    telephone = fields.TelephoneField(
        label="On which number can we reach you?",
        called="the number we can reach you on",
        help_text="The front door may ring you today with a question.",
        max_length=30,
        width=20,
    )
    when_to_ring = fields.TextField(
        label="When is a good time to ring?",
        help_text="And who else can we ask if you are away?",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact_type"].choices = [(one.value, one.label) for one in contact_types_of(self._kind)]  # type: ignore[attr-defined]
        self.fields["contact_type"].initial = contact_types_of(self._kind)[0].value
        self.fields["telephone"].initial = self.sender.telephone
        sources = sources_of(self._kind)
        if len(sources) == 1:
            del self.fields["source"]
        else:
            self.fields["source"].choices = [(one.value, one.label) for one in sources]  # type: ignore[attr-defined]
            self.fields["source"].initial = _COMMONEST.get(self._kind)

    @property
    def _kind(self) -> str:
        return self.sender.agency_kind

    @property
    def source_code(self) -> str:
        """The source of referral: asked where the agency can be several."""
        return self.cleaned_data.get("source") or sources_of(self._kind)[0].value


class Concern(Page):
    """The main concern and what else is of concern."""

    primary_concern = fields.SelectField(
        label="What is the main concern?", called="the main concern", choices=codes.Concern.choices
    )
    concerns = fields.CheckboxesField(
        label="What else are you worried about?",
        help_text="Choose all that apply, or leave this empty.",
        choices=codes.Concern.choices,
        small=True,
        required=False,
    )

    @property
    def is_about_neglect(self) -> bool:
        said = self.cleaned_data
        return codes.Concern.NEGLECT in (said["primary_concern"], *said["concerns"])


class NeglectTool(Page):
    """Whether the neglect screening tool was used."""

    neglect_tool = fields.RadioField(
        label="Have you completed the neglect screening tool?",
        called="whether you have completed the neglect screening tool",
        choices=[(codes.NeglectTool.YES, "Yes"), (codes.NeglectTool.NO, "No")],
        reveals={codes.NeglectTool.YES: "completed_on"},
        label_size="m",
    )
    completed_on = fields.DateField(label="When was it completed?", called="the date the tool was completed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["completed_on"].not_after = self.sender.today  # type: ignore[attr-defined]


class Level(Page):
    """The level of need of each child, as the referrer sees it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ladder = levels.ladder_on(self.sender.today)
        choices = [*ladder.choices(), (NOT_SURE, "I am not sure")]
        # For several children the page says once, above the questions, what each level means.
        several = len(self.sender.children) > 1
        meanings = {} if several else {level.code: level.meaning for level in ladder.levels}
        for place, name in self.sender.names.items():
            self.fields[f"level_{place}"] = fields.RadioField(
                label=f"Level of need: {name}",
                choices=choices,
                hints=meanings,
                label_size="m",
                error_messages={"required": f"Select a level of need for {name}"},
            )

    def level_of(self, place: int) -> str:
        chosen = self.cleaned_data.get(f"level_{place}", "")
        return "" if chosen == NOT_SURE else chosen


class Worries(Page):
    """What has happened."""

    worries = fields.TextAreaField(
        label="What are you worried about?",
        called="what you are worried about",
        label_size="m",
        help_text=(
            "What happened, when and where? Who saw or heard it? How often? Any injury? What does it do to each"
            " child? Say what you saw yourself, what you were told and what you think."
        ),
        rows=12,
        max_length=LONGEST_ANSWER,
        count=True,
    )


class Wider(Page):
    """What is going well, what the child says, what has been tried."""

    child_says = fields.TextAreaField(
        label="What does the child say?",
        called="what the child says, or why you have not spoken with them",
        help_text="In their own words. For a baby, what you see. If you have not spoken with the child, say why.",
        rows=5,
        max_length=LONGEST_ANSWER,
    )
    working_well = fields.TextAreaField(
        label="What is working well?",
        help_text="Who and what helps to keep the child safe?",
        rows=4,
        max_length=LONGEST_ANSWER,
        required=False,
    )
    tried = fields.TextAreaField(
        label="What have you and others already tried?",
        help_text="For example an early help plan, talks with the family, a referral elsewhere.",
        rows=4,
        max_length=LONGEST_ANSWER,
        required=False,
    )


class Family(Page):
    """The people around the children, and what a worker must know before a visit."""

    household = fields.TextAreaField(
        label="Who else lives with the children?",
        help_text="Names, ages and how they are related, as far as you know.",
        rows=4,
        max_length=2_000,
        required=False,
    )
    men = fields.RadioField(
        label="The father and other men in the children’s lives",
        called="what you know of the father and other men in the children’s lives",
        help_text="Partners, grandfathers, lodgers. They are often missed, as a help and as a risk.",
        choices=[
            (RegisteredChild.MenInLife.KNOWN, "I know who they are"),
            (RegisteredChild.MenInLife.NOT_KNOWN, "I asked, but do not know"),
            (RegisteredChild.MenInLife.NOT_ASKED, "I have not asked"),
        ],
        reveals={RegisteredChild.MenInLife.KNOWN: "men_known"},
    )
    men_known = fields.TextAreaField(
        label="Who are they?", called="who they are", help_text="Living there or not.", rows=3, max_length=2_000
    )
    communication = fields.RadioField(
        label="Does anybody need an interpreter, or other help to communicate?",
        called="whether anybody needs help to communicate",
        choices=[("NO", "No"), ("YES", "Yes"), ("NOT_KNOWN", "I do not know")],
        reveals={"YES": "communication_needs"},
    )
    communication_needs = fields.TextField(
        label="Who, and which language or help?", called="who needs which language or help", max_length=400
    )
    before_a_visit = fields.TextAreaField(
        label="What must a worker know before they ring or visit?",
        help_text="For example: a violent partner, a dog, a safe time to ring, who must not answer the telephone.",
        rows=3,
        max_length=2_000,
        required=False,
    )


class Consent(Page):
    """Whether the family was asked, and whether the child may decide for themselves."""

    consent = fields.RadioField(
        label="Have you asked the family whether you may send this?",
        called="whether the family was asked",
        choices=[
            (codes.Consent.ASKED_GIVEN, "Yes, and they agree"),
            (codes.Consent.ASKED_REFUSED, "Yes, and they do not agree"),
            (codes.Consent.NOT_ASKED_RISK, "No, because asking could put somebody at risk"),
            (codes.Consent.NOT_ASKED_NOT_NEEDED, "No, for another reason"),
        ],
        reveals={
            codes.Consent.ASKED_GIVEN: "agreed_by",
            codes.Consent.ASKED_REFUSED: "why_all_the_same",
            codes.Consent.NOT_ASKED_RISK: "which_risk",
            codes.Consent.NOT_ASKED_NOT_NEEDED: "why_not_asked",
        },
        label_size="m",
    )
    agreed_by = fields.TextField(label="Who agreed?", called="who agreed", max_length=400)
    why_all_the_same = fields.TextAreaField(
        label="Why do you send it all the same?",
        called="why you send it all the same",
        rows=3,
        max_length=400,
        count=True,
    )
    which_risk = fields.TextAreaField(
        label="What is the risk?", called="what the risk is", rows=3, max_length=400, count=True
    )
    why_not_asked = fields.TextAreaField(
        label="What is the reason?", called="the reason they were not asked", rows=3, max_length=400, count=True
    )
    competence = fields.RadioField(
        label="Can the young person decide about this for themselves?",
        called="whether the young person can decide for themselves",
        help_text=(
            "A young person who understands what is shared, with whom and why can agree or refuse for themselves,"
            " also under 16 (Gillick; for contraception, Fraser)."
        ),
        choices=[
            (codes.Competence.COMPETENT, "Yes, they understand it well enough"),
            (codes.Competence.NOT_COMPETENT, "No, they do not"),
            (codes.Competence.NOT_ASSESSED, "I have not found out"),
        ],
        reveals={codes.Competence.COMPETENT: "their_wish"},
        label_size="m",
    )
    their_wish = fields.TextAreaField(
        label="What do they want?", called="what the young person wants", rows=3, max_length=400, count=True
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.sender.may_be_old_enough_to_consent:
            del self.fields["competence"], self.fields["their_wish"]

    @property
    def reason(self) -> str:
        """What goes with the answer about consent: only one of these questions was asked."""
        said = self.cleaned_data
        reasons = (said["agreed_by"], said["why_all_the_same"], said["which_risk"], said["why_not_asked"])
        return next(filter(None, reasons), "")


class Basis(Page):
    """Why the law lets the sender share this."""

    article_6_basis = fields.RadioField(
        label="Why may you share this?",
        called="why you may share this",
        choices=[
            (codes.Article6Basis.PUBLIC_TASK, "It is part of my agency’s public duties"),
            (codes.Article6Basis.LEGAL_OBLIGATION, "A law says that I must"),
            (codes.Article6Basis.VITAL_INTERESTS, "Somebody’s life is in danger"),
            (codes.Article6Basis.CONSENT, "Only because the family agrees"),
        ],
        hints={
            codes.Article6Basis.PUBLIC_TASK: "Public task. Right for nearly every referral.",
            codes.Article6Basis.LEGAL_OBLIGATION: "Legal obligation, for example female genital mutilation.",
            codes.Article6Basis.VITAL_INTERESTS: "Vital interests. Ring 999 as well.",
            codes.Article6Basis.CONSENT: "Consent. They could take it back; choose it only if you would then stop.",
        },
        initial=codes.Article6Basis.PUBLIC_TASK,
        label_size="m",
    )
    special_category_condition = fields.RadioField(
        label="Does it say something about health, faith, ethnic origin, sex life or politics?",
        called="whether it says something of a special category",
        choices=[
            (codes.SpecialCategoryCondition.SAFEGUARDING, "Yes, and it is shared to keep a child safe"),
            (codes.SpecialCategoryCondition.HEALTH_OR_SOCIAL_CARE, "Yes, and it is shared for health or social care"),
            (codes.SpecialCategoryCondition.VITAL_INTERESTS, "Yes, and somebody’s life is in danger"),
            (codes.SpecialCategoryCondition.NOT_SPECIAL, "No, nothing like that"),
        ],
        initial=codes.SpecialCategoryCondition.SAFEGUARDING,
        label_size="m",
    )
    law_enforcement = fields.CheckboxField(
        label="It is shared to prevent, investigate or prosecute a crime (Data Protection Act 2018, part 3)",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.sender.agency_kind != Agency.Kind.POLICE:
            del self.fields["law_enforcement"]


class Reply(Revealing, forms.Form):
    """What the referrer says to the outcome."""

    reply = fields.RadioField(
        label="Do you agree with this outcome?",
        called="whether you agree",
        choices=[(codes.Reply.AGREES, "I agree"), (codes.Reply.DISAGREES, "I disagree")],
        reveals={codes.Reply.DISAGREES: "text"},
        label_size="m",
    )
    text = fields.TextAreaField(
        label="Why do you disagree?",
        called="why you disagree",
        help_text="What has been missed, and what do you think should happen?",
        rows=6,
        max_length=4_000,
        count=True,
    )
