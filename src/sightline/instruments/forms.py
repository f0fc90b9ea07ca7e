"""What the pages of questionnaires ask."""

from datetime import date
from typing import Any

from django import forms

from sightline.common.forms import fields
from sightline.common.forms.revealing import Revealing
from sightline.instruments.definition import (
    CODED,
    Answer,
    AnswerType,
    Band,
    Item,
    OptionKind,
    Page,
    Question,
    Questionnaire,
    read_answers,
)
from sightline.instruments.definition.reading import LARGEST_FILE
from sightline.instruments.models import CompletedTool

# No item can have this code, since codes know no hyphens.
NOTE = "section-note"
# Up to this many short answers stand in one row.
IN_ONE_ROW = 6


class AboutChild(Revealing, forms.Form):
    """Which child, as the practitioner describes them."""

    given_name = fields.TextField(label="First name", max_length=80, required=False, width=20)
    family_name = fields.TextField(
        label="Family name",
        help_text="For a child not yet born, the mother’s family name",
        max_length=80,
        required=False,
        width=20,
    )
    known_by = fields.RadioField(
        label="What do you know of the child’s age?",
        called="what you know of the child’s age",
        choices=[
            ("BORN", "The date of birth"),
            ("EXPECTED", "The child is not yet born"),
            ("ROUGHLY", "Only roughly how old the child is"),
        ],
        reveals={"BORN": "born_on", "EXPECTED": "expected_on", "ROUGHLY": "age_group"},
    )
    born_on = fields.DateField(label="Date of birth", help_text="For example, 27 3 2015")
    expected_on = fields.DateField(label="Expected date of birth", help_text="For example, 27 3 2024")
    age_group = fields.RadioField(label="Age group", called="the age group")

    def __init__(self, *args: Any, edition: Questionnaire, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["born_on"].not_after = today  # type: ignore[attr-defined]
        born = [group for group in edition.age_groups if not group.is_unborn]
        self.fields["age_group"].choices = [(group.code, group.label) for group in born]  # type: ignore[attr-defined]
        if not born:
            for name in ("known_by", "age_group"):
                self.fields[name].required = False


class AgeGroup(forms.Form):
    """How old a child is whose date of birth is not recorded."""

    age_group = fields.RadioField(label="Age group", called="the age group", label_size="m")

    def __init__(self, *args: Any, edition: Questionnaire, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["age_group"].choices = [(group.code, group.label) for group in edition.age_groups]  # type: ignore[attr-defined]


class Questions(forms.Form):
    """One page of a questionnaire, made from its definition.

    With `whole`, what must be answered is asked for; without (the person comes back later, or is still
    typing), an empty answer is no fault.
    """

    def __init__(
        self, *args: Any, edition: Questionnaire, tool: CompletedTool, page: Page, whole: bool = True, **kwargs: Any
    ) -> None:
        self.edition, self.tool, self.page, self.whole = edition, tool, page, whole
        self.kept, _ = read_answers(edition, tool.answers)
        super().__init__(*args, **kwargs)
        for question in self._questions(self.kept):
            self.fields[question.item.code] = field_for(edition, question.item)
            self.initial.setdefault(question.item.code, tool.answers.get(question.item.code))
        if page.section.note and page.step == 1:
            self.fields[NOTE] = fields.TextAreaField(
                label=page.section.note, help_text=page.section.note_hint, required=False, rows=4
            )
            self.initial.setdefault(NOTE, tool.notes.get(page.section.code, ""))

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered on this page, as answers are kept; an empty one is None. Leaves out what is at fault."""
        return {name: _as_kept(value) for name, value in self.cleaned_data.items() if name != NOTE}

    @property
    def notes(self) -> dict[str, str]:
        return {self.page.section.code: self.cleaned_data[NOTE]} if NOTE in self.cleaned_data else {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        answered, faults = read_answers(self.edition, self.answers)
        for code, fault in faults.items():
            self.add_error(code, fault)
        if self.whole:
            others = {code: answer for code, answer in self.kept.items() if code not in self.fields}
            for question in self._questions({**others, **answered}):
                if question.is_missing and question.item.code in self.fields and question.item.code not in self.errors:
                    self.add_error(question.item.code, asks_for(question.item))
        return cleaned

    def _questions(self, answers: dict[str, Answer]) -> list[Question]:
        return [
            question
            for question in self.edition.questions(answers, age_group=self.tool.age_group)
            if question.section.code == self.page.section.code
            and self.edition.step(question.section, question.item) == self.page.step
        ]


class Judge(Revealing, forms.Form):
    """The practitioner's own judgement beside the computed band."""

    band = fields.RadioField(label="How do you judge it yourself?", called="your own judgement", label_size="m")

    def __init__(self, *args: Any, bands: tuple[Band, ...], computed: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = [band.code for band in bands]
        place = order.index(computed) if computed in order else None
        self.fields["band"].choices = [(band.code, _judgement(band, order, place)) for band in bands]  # type: ignore[attr-defined]
        reasons = {}
        for band in bands:
            if band.code != computed:
                name = f"reason_{band.code}"
                self.fields[name] = fields.TextAreaField(
                    label="Why do you judge otherwise than the answers add up to?"
                    if place is not None
                    else "Why do you judge it so?",
                    called="why you judge it so",
                    rows=3,
                )
                reasons[band.code] = (name,)
        self.fields["band"].widget.reveals = reasons

    @property
    def reason(self) -> str:
        return self.cleaned_data.get(f"reason_{self.cleaned_data.get('band')}") or ""


class Withdraw(forms.Form):
    """Why a tool should not stand."""

    reason = fields.TextAreaField(label="Why is it withdrawn?", called="why it is withdrawn", rows=3)


def field_for(edition: Questionnaire, item: Item) -> forms.Field:
    """The field that asks an item."""
    words: dict[str, Any] = {"label": item.text, "help_text": item.hint, "required": False}
    if item.type in CODED:
        return _choice_for(edition, item, words)
    if item.type is AnswerType.NUMBER:
        return fields.WholeNumberField(
            **words, called="the number", min_value=item.at_least, max_value=item.at_most, width=4
        )
    if item.type is AnswerType.DATE:
        return fields.DateField(**words, called="the date")
    return fields.TextAreaField(**words, rows=4)


def _choice_for(edition: Questionnaire, item: Item, words: dict[str, Any]) -> forms.Field:
    options = edition.options(item)
    words["choices"] = [(option.code, option.label) for option in options]
    if item.type is AnswerType.MANY:
        apart = [option.code for option in options if option.kind is not OptionKind.ANSWER]
        return fields.CheckboxesField(**words, exclusive=apart[0] if apart else None)
    own_meanings = {option.code: option.meaning for option in item.options if option.meaning}
    in_one_row = item.type is not AnswerType.CHOICE and len(options) <= IN_ONE_ROW
    return fields.RadioField(**words, hints=own_meanings, inline=in_one_row, small=True)


def asks_for(item: Item) -> str:
    """The error where an answer is missing."""
    if item.type is AnswerType.MANY:
        return f"Choose at least one answer: {item.text}"
    if item.type in CODED:
        return f"Choose an answer: {item.text}"
    if item.type is AnswerType.TEXT:
        return f"Write an answer: {item.text}"
    return f"Answer: {item.text}"


def _as_kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if value not in ("", []) else None


def _judgement(band: Band, order: list[str], computed_place: int | None) -> str:
    if computed_place is None:
        return band.label
    difference = order.index(band.code) - computed_place
    return {0: f"{band.label}, as the answers add up", 1: f"{band.label}: one higher", -1: f"{band.label}: one lower"}[
        difference
    ]


class Load(forms.Form):
    """A questionnaire's definition file."""

    file = fields.FileField(
        label="Definition file",
        help_text="A JSON file in UTF-8. It is checked first: it is loaded only if everything in it holds together.",
        called="the definition file",
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("The file is too large to be a questionnaire.")
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as strange:
            raise forms.ValidationError("The file is not text in UTF-8.") from strange
