"""The questions a page may ask. Every field takes the same three words beside Django's own.

called: the question's name within a sentence, for errors; without it the label is used.
label_size: "s" (as usual), "m", "l" or "xl".
width: 2, 3, 4, 5, 10 or 20 characters, or "one-half" and the like.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sightline.common.forms import widgets
from sightline.common.forms.dates import DateField, DateTimeField
from sightline.common.forms.identifiers import normal_postcode, postcode_is_whole, why_not_an_nhs_number
from sightline.common.forms.worded import Worded, Wording
from sightline.common.forms.wording import at_the_start

__all__ = [
    "CheckboxField",
    "CheckboxesField",
    "DateField",
    "DateTimeField",
    "EmailField",
    "FileField",
    "ModelCheckboxesField",
    "ModelRadioField",
    "ModelSelectField",
    "NhsNumberField",
    "PostcodeField",
    "RadioField",
    "SelectField",
    "TelephoneField",
    "TextAreaField",
    "TextField",
    "WholeNumberField",
]


def without_blank(choices: Any) -> Any:
    """Take the empty choice out; a radio for "nothing" cannot be told from no answer."""
    choices = getattr(choices, "choices", choices)
    if callable(choices):
        return choices
    return [(key, words) for key, words in choices if key not in ("", None)]


Reveals = Mapping[str, str | Sequence[str]]


class TextField(Worded, forms.CharField):
    """One line of text."""

    def wording(self, called: str) -> Wording:
        return {"max_length": f"{at_the_start(called)} must be %(limit_value)d characters or fewer"}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let people type past the limit, so that nothing pasted is cut off unseen; the error tells them."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class TextAreaField(TextField):
    """Several lines of text. With `count=True` and a `max_length`, what remains is counted down."""

    def __init__(self, *, rows: int = 5, count: bool = False, **kwargs: Any) -> None:
        limit = kwargs.get("max_length") if count else None
        kwargs.setdefault("widget", widgets.TextArea({"rows": rows}, count_down_from=limit))
        super().__init__(**kwargs)


class EmailField(TextField, forms.EmailField):
    """An e-mail address."""

    def wording(self, called: str) -> Wording:
        example = "Enter an email address in the correct format, like name@example.com"
        return super().wording(called) | {"invalid": example}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"autocomplete": "email", "spellcheck": "false"}


class TelephoneField(TextField):
    """A telephone number, kept as typed: extensions and "ask for" are worth more than a pattern."""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text and not 5 <= sum(letter.isdigit() for letter in text) <= 20:
            raise ValidationError("Enter a telephone number, like 01632 960 001 or 07700 900 982", code="invalid")
        return text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return super().widget_attrs(widget) | {"inputmode": "tel"}


class WholeNumberField(Worded, forms.IntegerField):
    """A count: a number without decimals, in a plain text box (spinners change figures by accident)."""

    widget = forms.TextInput

    def wording(self, called: str) -> Wording:
        name = at_the_start(called)
        return {
            "invalid": f"{name} must be a whole number",
            "min_value": f"{name} must be %(limit_value)s or more",
            "max_value": f"{name} must be %(limit_value)s or fewer",
        }

    def to_python(self, value: Any) -> int | None:
        """Read 13,490 as well as 13490."""
        return super().to_python(value.replace(",", "").replace(" ", "") if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "spellcheck": "false"}


class NhsNumberField(TextField):
    """An NHS number: typed with or without spaces, checked by its last digit, kept as ten digits."""

    def clean(self, value: Any) -> str:
        digits = "".join(str(super().clean(value)).replace("-", " ").split())
        reason = why_not_an_nhs_number(digits) if digits else None
        if reason:
            raise ValidationError(reason, code="invalid")
        return digits

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "spellcheck": "false", "autocomplete": "off"}


class PostcodeField(TextField):
    """A whole United Kingdom postcode, kept in capitals with its one space."""

    def clean(self, value: Any) -> str:
        postcode = normal_postcode(str(super().clean(value)))
        if postcode and not postcode_is_whole(postcode):
            raise ValidationError("Enter a full UK postcode, like PR8 1DA", code="invalid")
        return postcode

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"spellcheck": "false", "autocapitalize": "characters"}


class FileField(Worded, forms.FileField):
    """One file to upload."""

    verb = "Select"

    def wording(self, called: str) -> Wording:
        return {"empty": "The selected file is empty"}


class CheckboxField(Worded, forms.BooleanField):
    """One box to tick. If it must be ticked, say so in `error_messages`: "Confirm that …"."""

    verb = "Confirm"


class SelectField(Worded, forms.ChoiceField):
    """A drop-down list, for more choices than radios can hold."""

    verb = "Select"

    def __init__(self, *, choices: Any = (), empty_label: str | None = "Choose one", **kwargs: Any) -> None:
        self.empty_label = empty_label
        super().__init__(**kwargs)
        self.offer(choices)

    def offer(self, choices: Any) -> None:
        """Set what may be chosen, after the entry for no choice: without it the first would choose itself."""
        choices = without_blank(choices)
        if self.empty_label is not None and not callable(choices):
            choices = [("", self.empty_label), *choices]
        self.choices = choices

    def wording(self, called: str) -> Wording:
        return {"invalid_choice": "Select one of the choices in the list"}


class OptionsField(Worded, forms.ChoiceField):
    """What radios and checkboxes share.

    hints: choice to the words under it. reveals: choice to the field or fields of the same form that it
    brings up; without script they are simply shown. exclusive: the choice that rules out all others.
    """

    verb = "Select"

    def __init__(
        self,
        *,
        choices: Any = (),
        hints: Mapping[str, str] | None = None,
        reveals: Reveals | None = None,
        exclusive: str | None = None,
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(choices=without_blank(choices), **kwargs)
        self.widget.hints = {str(key): words for key, words in (hints or {}).items()}
        self.widget.reveals = {
            str(key): (names,) if isinstance(names, str) else tuple(names) for key, names in (reveals or {}).items()
        }
        self.widget.exclusive, self.widget.inline, self.widget.small = exclusive, inline, small

    def wording(self, called: str) -> Wording:
        return {"invalid_choice": "Select one of the choices shown"}


class RadioField(OptionsField):
    """One choice of a few."""

    widget = widgets.RadioSelect


class CheckboxesField(OptionsField, forms.MultipleChoiceField):
    """Any number of choices, or the one that rules out the others."""

    widget = widgets.CheckboxSelectMultiple

    def validate(self, value: Any) -> None:
        super().validate(value)
        exclusive = self.widget.exclusive
        if exclusive and exclusive in value and len(value) > 1:
            words = dict(self.choices)[exclusive]  # type: ignore[arg-type]
            raise ValidationError(f"Select what applies, or select “{words}”, but not both", code="exclusive")


class ModelSelectField(Worded, forms.ModelChoiceField):
    """A drop-down list of records, which the page scopes to what this person may see."""

    verb = "Select"

    def __init__(self, queryset: Any, *, empty_label: str | None = "Choose one", **kwargs: Any) -> None:
        super().__init__(queryset, empty_label=empty_label, **kwargs)

    def wording(self, called: str) -> Wording:
        return {"invalid_choice": "Select one of the choices in the list"}


class ModelRadioField(ModelSelectField):
    """Radios of records."""

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        super().__init__(queryset, widget=widgets.RadioSelect(), **{"empty_label": None} | kwargs)


class ModelCheckboxesField(Worded, forms.ModelMultipleChoiceField):
    """Checkboxes of records."""

    verb = "Select"
    widget = widgets.CheckboxSelectMultiple

    def wording(self, called: str) -> Wording:
        return {"invalid_choice": "Select one of the choices shown"}
