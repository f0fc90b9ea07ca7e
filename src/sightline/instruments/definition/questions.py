"""What a questionnaire asks: items, the scales they are answered on, and when an item is put or must be answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# What a person answered to one item: a code, several codes, words, a number, or a day as YYYY-MM-DD.
Answer = str | int | tuple[str, ...]
Answers = Mapping[str, Answer]


class AnswerType(StrEnum):
    """How an item is answered."""

    SCALE = "SCALE"
    CHOICE = "CHOICE"
    MANY = "MANY"
    TEXT = "TEXT"
    YES_NO = "YES_NO"
    DATE = "DATE"
    NUMBER = "NUMBER"


CODED = frozenset({AnswerType.SCALE, AnswerType.CHOICE, AnswerType.MANY, AnswerType.YES_NO})


class OptionKind(StrEnum):
    """What choosing an option says. Not to know is an answer of its own: neither "no" nor zero."""

    ANSWER = "ANSWER"
    NOT_KNOWN = "NOT_KNOWN"
    NOT_APPLICABLE = "NOT_APPLICABLE"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that may be chosen. `score` is None where the option adds nothing and takes nothing away."""

    code: str
    label: str
    score: int | None = None
    meaning: str = ""
    kind: OptionKind = OptionKind.ANSWER


@dataclass(frozen=True, slots=True)
class Scale:
    """Options that several items share, from the least worrying to the most."""

    code: str
    options: tuple[Option, ...]

    def option(self, code: str) -> Option:
        """The option of that code; KeyError if there is none."""
        return {option.code: option for option in self.options}[code]


YES_NO = Scale(
    code="yes_no",
    options=(
        Option("YES", "Yes"),
        Option("NO", "No"),
        Option("NOT_KNOWN", "Not known", kind=OptionKind.NOT_KNOWN),
    ),
)


class Operator(StrEnum):
    """How a condition compares an earlier answer with its value."""

    IS = "IS"
    IN = "IN"
    INCLUDES = "INCLUDES"
    AT_LEAST = "AT_LEAST"
    ANSWERED = "ANSWERED"


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must be true of an earlier answer. An item that was not answered makes no condition true."""

    item: str
    operator: Operator
    value: Answer | None = None

    def holds(self, answers: Answers) -> bool:
        answer = answers.get(self.item)
        if answer is None:
            return False
        match self.operator:
            case Operator.IS:
                return answer == self.value
            case Operator.IN:
                return isinstance(self.value, tuple) and answer in self.value
            case Operator.INCLUDES:
                return isinstance(answer, tuple) and self.value in answer
            case Operator.AT_LEAST:
                return isinstance(answer, int) and isinstance(self.value, int) and answer >= self.value
            case Operator.ANSWERED:
                return True


@dataclass(frozen=True, slots=True)
class Item:
    """One question.

    `ages` names the age groups it is put to (none named: all of them). `asked_if` says when it is put,
    `required` and `required_if` when it must be answered before the questionnaire can be completed.
    `at_least` and `at_most` bound a number, or how many options of a MANY may be chosen.
    """

    code: str
    text: str
    type: AnswerType
    hint: str = ""
    scale: str = ""
    options: tuple[Option, ...] = ()
    required: bool = False
    required_if: Condition | None = None
    asked_if: Condition | None = None
    ages: tuple[str, ...] = ()
    follow_up: str = ""
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question put again after every item that names it, when that item was answered with one of `when`."""

    code: str
    text: str
    scale: str
    when: tuple[str, ...]
    required: bool = True

    def after(self, item: Item) -> Item:
        """The question as it follows `item`; its code is the item's and the follow-up's together."""
        return Item(
            code=f"{item.code}__{self.code}",
            text=item.text,
            hint=self.text,
            type=AnswerType.SCALE,
            scale=self.scale,
            required=self.required,
            asked_if=Condition(item.code, Operator.IN, self.when),
            ages=item.ages,
        )


@dataclass(frozen=True, slots=True)
class Section:
    """Items on one subject, and a place for what was seen or heard (`note`, empty where none is wanted)."""

    code: str
    title: str
    items: tuple[Item, ...]
    intro: str = ""
    ages: tuple[str, ...] = ()
    asked_if: Condition | None = None
    note: str = ""
    note_hint: str = ""


@dataclass(frozen=True, slots=True)
class AgeGroup:
    """Children who are asked about in the same way, by completed years, both included; or those not yet born."""

    code: str
    label: str
    from_age: int | None = None
    to_age: int | None = None

    @property
    def is_unborn(self) -> bool:
        return self.from_age is None

    def includes(self, age: int | None) -> bool:
        """Whether a child of `age` completed years belongs here; None is a child not yet born."""
        if self.from_age is None or age is None:
            return self.from_age is None and age is None
        return self.from_age <= age and (self.to_age is None or age <= self.to_age)
