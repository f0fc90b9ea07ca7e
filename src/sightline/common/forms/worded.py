"""What lets a field word its own errors from its own name."""

from typing import Any

from django import forms
from django.forms.utils import pretty_name

from sightline.common.forms.wording import ask, in_a_sentence

Wording = dict[str, str]


class Worded(forms.Field):
    """A field that words its errors itself, unless `error_messages` gives the words."""

    verb = "Enter"

    def __init__(
        self, *args: Any, called: str | None = None, label_size: str = "s", width: Any = None, **kwargs: Any
    ) -> None:
        self.given_messages = set(kwargs.get("error_messages") or {})
        self.called = called
        self.label_size = label_size
        self.width = str(width) if width else None
        super().__init__(*args, **kwargs)
        self.word(self.label)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Any:
        if self.label is None:
            self.word(pretty_name(field_name))
        return super().get_bound_field(form, field_name)

    def word(self, label: Any) -> None:
        """Write the messages that nobody gave, now that the question's name is known."""
        self.name_in_errors = self.called or in_a_sentence(str(label or "an answer"))
        words = {"required": ask(self.verb, self.name_in_errors)} | self.wording(self.name_in_errors)
        self.error_messages |= {code: text for code, text in words.items() if code not in self.given_messages}

    def wording(self, called: str) -> Wording:
        """Give this kind of field's messages: code of the error to its words."""
        return {}
