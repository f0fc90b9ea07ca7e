"""What is asked about children who belong into a contact, or out of it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from sightline.common.forms import fields
from sightline.common.forms.revealing import Revealing
from sightline.front_door.actions import ChildInContact
from sightline.front_door.forms.contacts import ChildDescribed
from sightline.register.models import Child


class AddChild(Revealing, ChildDescribed):
    """A child who was missing from a contact, and when the child was first mentioned."""

    who = fields.SelectField(
        label="Brother, sister or other child of the household, in the register",
        required=False,
        empty_label="Somebody else, described below",
    )
    mentioned = fields.RadioField(
        label="When was the child first mentioned?",
        called="when the child was first mentioned",
        choices=[("AS_RECEIVED", "In the words as received"), ("LATER", "Told later")],
        hints={"AS_RECEIVED": "The time for the decision began when the contact was received."},
        reveals={"LATER": "mentioned_at"},
    )
    mentioned_at = fields.DateTimeField(
        label="When were you told?",
        called="when you were told",
        help_text="The time for the decision about this child begins then.",
    )
    field_order = ("mentioned", "mentioned_at", "who")

    def __init__(self, *args: Any, family: Sequence[Child], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentioned_at"].not_after = kwargs["today"]  # type: ignore[attr-defined]
        self._family = {str(each.pk): each for each in family}
        if family:
            who: Any = self.fields["who"]
            who.choices = [*who.choices, *((number, each.name) for number, each in self._family.items())]
        else:
            del self.fields["who"]

    @property
    def child(self) -> ChildInContact:
        """The child chosen from the register, else as described."""
        said = {name: value for name, value in self.cleaned_data.items() if not name.startswith("mentioned")}
        return ChildInContact(child=self._family.get(said.pop("who", "")), **said)


class Split(forms.Form):
    """Why a contact is taken out of its event."""

    reason = fields.TextAreaField(label="Why is it split off?", called="why it is split off", rows=3, max_length=400)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen_version"].initial = version


class Merge(Split):
    """Into which contact it is moved, and why."""

    into = fields.RadioField(label="Into which contact?", called="the contact to move it into")
    field_order = ("into", "reason")

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = offered  # type: ignore[attr-defined]
        self.fields["reason"].label = "Why do they belong together?"
