"""What the public is asked, in plain words: somebody who worries about a child, or the child themselves."""

import re
from datetime import date
from typing import Any

from django import forms

from sightline.common.forms import fields
from sightline.common.forms.local_time import read_date
from sightline.common.forms.revealing import Revealing
from sightline.common.refusals import Refused
from sightline.front_door import codes
from sightline.front_door.actions.sendable import check_one_child

LONGEST_ANSWER = 6_000
_WHOLE_DATE = re.compile(r"^\s*(\d{1,2})[\s./-]+(\d{1,2}|[A-Za-z]+)[\s./-]+(\d{4})\s*$")


def born_on(typed: str, *, today: date) -> date | None:
    """The date of birth in an answer such as "27/3/2015" or "27 March 2015"; None for "about 8"."""
    found = _WHOLE_DATE.match(typed)
    day = read_date(*found.groups()) if found else None
    return day if day and day <= today else None


class ForEverybody(Revealing, forms.Form):
    """A form that needs no account. A box that no person sees or fills keeps simple machines out."""

    website = fields.TextField(
        label="Leave this box empty",
        help_text="It is here to catch machines that send rubbish.",
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
        required=False,
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def clean_website(self) -> str:
        """Refuses kindly: a browser may have filled the box in for a person, whose words must not be lost."""
        if self.cleaned_data["website"]:
            self.fields["website"].widget.attrs.pop("tabindex", None)
            raise forms.ValidationError("Empty this box, then send again. Your browser may have filled it in for you.")
        return ""


class TellUs(ForEverybody):
    """An adult, or another young person, who worries about a child."""

    worry = fields.TextAreaField(
        label="What are you worried about?",
        called="what you are worried about",
        label_size="m",
        help_text="What have you seen or heard? When was it? Has it happened before? Is the child hurt?",
        rows=8,
        max_length=LONGEST_ANSWER,
    )
    home = fields.TextAreaField(
        label="Who lives with the child?",
        help_text="If you know. For example parents, a new partner, brothers and sisters.",
        rows=3,
        max_length=2_000,
        required=False,
    )
    source = fields.RadioField(
        label="How do you know the child?",
        called="how you know the child",
        label_size="m",
        choices=[
            (codes.Source.FAMILY, "I am family, or I look after the child"),
            (codes.Source.ACQUAINTANCE, "I am a friend, a neighbour or a childminder"),
            (codes.Source.OTHER_INDIVIDUAL, "Another way"),
        ],
    )
    named = fields.RadioField(
        label="Will you tell us who you are?",
        called="whether you will tell us who you are",
        help_text="You do not have to. It helps us if we can ring you. We try not to tell the family who told us.",
        label_size="m",
        choices=[("YES", "Yes"), ("NO", "No, I do not want to say")],
        reveals={"YES": ("name", "telephone", "when_to_ring")},
    )
    name = fields.TextField(label="Your name", max_length=120, width=20)
    telephone = fields.TelephoneField(label="Your telephone number", max_length=30, required=False, width=20)
    when_to_ring = fields.TextField(label="When is it safe to ring you?", max_length=200, required=False)

    @property
    def source_code(self) -> str:
        """The source of the contact: who does not want to be known is anonymous, whatever tie they have."""
        return self.cleaned_data["source"] if self.cleaned_data["named"] == "YES" else codes.Source.ANONYMOUS


class ChildOfPublic(forms.Form):
    """One child, as far as somebody outside the family may know them."""

    given_name = fields.TextField(label="First name", max_length=80, required=False, width=20)
    family_name = fields.TextField(label="Family name", max_length=80, required=False, width=20)
    age = fields.TextField(
        label="Age, or date of birth",
        help_text="A guess is fine. For example “about 8”, or 27/3/2015.",
        max_length=60,
        required=False,
        width=20,
    )
    address = fields.TextField(
        label="Where does the child live?",
        help_text="Or where can we find them? For example a street, a house number, a postcode.",
        max_length=200,
        required=False,
    )
    school = fields.TextField(label="School or nursery", help_text="If you know.", max_length=120, required=False)

    def clean(self) -> Any:
        said = super().clean() or self.cleaned_data
        if not self.is_blank and not any(said.get(each) for each in ("given_name", "family_name", "address")):
            self.add_error("given_name", "Tell us the child’s name, or where we can find them")
        try:
            check_one_child(
                given_name=said.get("given_name", ""),
                family_name=said.get("family_name", ""),
                dates=said.get("age", ""),
            )
        except Refused as refusal:
            self.add_error("given_name", str(refusal))
        return said

    @property
    def is_blank(self) -> bool:
        return not any(self.cleaned_data.values())


class AboutMe(ForEverybody):
    """A child or young person who needs help."""

    happening = fields.TextAreaField(
        label="What is happening?",
        called="what is happening",
        help_text="Say it your own way. You cannot get it wrong.",
        label_size="m",
        rows=8,
        max_length=LONGEST_ANSWER,
    )
    safe_now = fields.RadioField(
        label="Are you safe right now?",
        called="whether you are safe right now",
        choices=[("YES", "Yes"), ("NO", "No"), ("NOT_SURE", "I am not sure")],
        hints={"NO": "Ring 999 now if you can. You will not be in trouble."},
        label_size="m",
    )
    call_me = fields.TextField(
        label="What is your name?",
        help_text="Your real name helps us find you. You can leave it out.",
        max_length=80,
        required=False,
        width=20,
    )
    age = fields.TextField(label="How old are you?", max_length=60, required=False, width=5)
    place = fields.TextField(label="Where do you live?", max_length=200, required=False)
    school = fields.TextField(label="Which school or college do you go to?", max_length=120, required=False)
    reach = fields.RadioField(
        label="How can we talk to you?",
        called="how we can talk to you",
        label_size="m",
        choices=[
            ("TELEPHONE", "Ring or text me"),
            ("SCHOOL", "Talk to me at school"),
            ("NO", "Do not get in touch with me"),
        ],
        reveals={"TELEPHONE": ("telephone", "when_to_ring"), "SCHOOL": "who_at_school"},
    )
    telephone = fields.TelephoneField(label="Your number", called="your number", max_length=30, width=20)
    when_to_ring = fields.TextField(label="When is it safe to ring?", max_length=200, required=False)
    who_at_school = fields.TextField(
        label="Is there somebody at school you trust?", max_length=200, required=False, width=20
    )
    not_to_tell = fields.TextField(label="Is there anybody we must not ring or tell?", max_length=400, required=False)


class AskForReceipt(forms.Form):
    """The reference and the code that stand on a receipt."""

    reference = fields.TextField(
        label="Reference",
        help_text="It starts with FD.",
        max_length=40,
        width=20,
        error_messages={"required": "Enter your reference"},
    )
    code = fields.TextField(
        label="Code",
        help_text="Twelve letters and numbers.",
        max_length=40,
        width=20,
        error_messages={"required": "Enter your code"},
    )
