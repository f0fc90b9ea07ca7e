"""What signing in asks."""

import json
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from sightline.common.forms import fields
from sightline.register.models import Staff


def _password(label: str, *, autocomplete: str = "current-password", help_text: str = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "class": "govuk-input govuk-!-width-one-half"})
    missing = {"required": f"Enter {label[:1].lower()}{label[1:]}"}
    return forms.CharField(label=label, strip=False, widget=widget, error_messages=missing, help_text=help_text)


class NameAndPassword(forms.Form):
    """The first step."""

    username = fields.TextField(label="Username", called="your username", max_length=150, width="one-half")
    password = _password("Password")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["username"].widget.attrs.update(attributes)
        self.fields["password"].error_messages["required"] = "Enter your password"


class Code(forms.Form):
    """Six digits of an app, or one of the recovery codes."""

    code = fields.TextField(label="Code", called="the code", max_length=40, width=10)

    def __init__(self, *args: Any, hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = hint
        self.fields["code"].widget.attrs.update({"autocomplete": "one-time-code", "inputmode": "numeric"})


class PasskeyAnswer(forms.Form):
    """What the browser answers when it has asked for a passkey."""

    credential = forms.CharField(widget=forms.HiddenInput, max_length=20_000)

    def clean_credential(self) -> dict[str, Any]:
        try:
            answer = json.loads(self.cleaned_data["credential"])
        except (ValueError, RecursionError) as wrong:
            raise ValidationError("The passkey's answer cannot be read. Try again.") from wrong
        if not isinstance(answer, dict):
            raise ValidationError("The passkey's answer cannot be read. Try again.")
        return answer


class NewPasskey(PasskeyAnswer):
    """A passkey, and what the person calls it."""

    name = fields.TextField(
        label="What do you call it?",
        called="a name for the passkey",
        help_text="Such as “my work laptop” or “the key on my key ring”.",
        max_length=60,
        width="one-half",
    )
    field_order = ("name", "credential")


class OwnPassword(forms.Form):
    """Shows that it is still the person who sits there."""

    password = _password("Your password")


class NewPassword(forms.Form):
    """The password now, and the new one twice."""

    password = _password("Your password now")
    new_password = _password(
        "New password",
        autocomplete="new-password",
        help_text="At least 12 characters. Three words that do not belong together are good.",
    )
    new_password_again = _password("The new password again", autocomplete="new-password")

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean_new_password(self) -> str:
        new: str = self.cleaned_data["new_password"]
        validate_password(new, self.staff)
        return new

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        new, again = cleaned.get("new_password"), cleaned.get("new_password_again")
        if new and again and new != again:
            self.add_error("new_password_again", "The two do not agree. Type the new password again.")
        return cleaned
