"""A questionnaire as a whole: one dated version, what it asks of whom, and where each item stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sightline.instruments.definition.bands import Band
from sightline.instruments.definition.questions import (
    CODED,
    YES_NO,
    AgeGroup,
    Answer,
    Answers,
    AnswerType,
    FollowUp,
    Item,
    Option,
    Scale,
    Section,
)


class Audience(StrEnum):
    """Who answers a questionnaire."""

    PRACTITIONER = "PRACTITIONER"
    AGENCY = "AGENCY"
    STAFF = "STAFF"
    CHILD = "CHILD"
    PARENT = "PARENT"


class Evidence(StrEnum):
    """Whether its source was seen or is believed."""

    SEEN = "seen"
    BELIEVED = "believed"


@dataclass(frozen=True, slots=True)
class Licence:
    """Whose questionnaire it is, where it may be used only under licence, and how to come by it."""

    holder: str
    terms: str


@dataclass(frozen=True, slots=True)
class Question:
    """An item as it is put to one respondent, with their answer so far."""

    section: Section
    item: Item
    answer: Answer | None
    required: bool

    @property
    def is_missing(self) -> bool:
        return self.required and self.answer is None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a section: its first items, or those that depend on answers given on the page before."""

    section: Section
    step: int


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """One version of a questionnaire. Once it has been answered it is never changed: a change is a new version.

    `bands` run from the least worrying to the most. A questionnaire that has a `licence` and no sections is
    a slot: it is known, but its items come from the file that the licensed partnership loads.
    """

    id: str
    version: str
    title: str
    purpose: str
    in_force_from: date
    authority: str
    audiences: tuple[Audience, ...]
    in_force_to: date | None = None
    evidence: Evidence = Evidence.SEEN
    licence: Licence | None = None
    advice: str = ""
    age_groups: tuple[AgeGroup, ...] = ()
    scales: tuple[Scale, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    sections: tuple[Section, ...] = ()
    bands: tuple[Band, ...] = ()
    shows_score: bool = False

    @property
    def is_slot(self) -> bool:
        return not self.sections

    def is_in_force_on(self, day: date) -> bool:
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)

    def section(self, code: str) -> Section:
        """The section of that code; KeyError if there is none."""
        return {section.code: section for section in self.sections}[code]

    def band(self, code: str) -> Band | None:
        return next((band for band in self.bands if band.code == code), None)

    def age_group(self, code: str) -> AgeGroup | None:
        return next((group for group in self.age_groups if group.code == code), None)

    def age_group_at(self, age: int | None) -> AgeGroup | None:
        """The age group of a child of `age` completed years, None meaning not yet born; None if none fits."""
        return next((group for group in self.age_groups if group.includes(age)), None)

    def items(self, section: Section) -> Iterator[Item]:
        """A section's items, each followed by its follow-up, whether they are put or not."""
        follow_ups = {follow_up.code: follow_up for follow_up in self.follow_ups}
        for item in section.items:
            yield item
            if item.follow_up:
                yield follow_ups[item.follow_up].after(item)

    def item(self, code: str) -> Item:
        """The item of that code; KeyError if there is none."""
        return {item.code: item for section in self.sections for item in self.items(section)}[code]

    def options(self, item: Item) -> tuple[Option, ...]:
        """What may be chosen; nothing where the answer is words, a day or a number."""
        if item.type not in CODED:
            return ()
        if item.type is AnswerType.YES_NO:
            return YES_NO.options
        return item.options or {scale.code: scale for scale in self.scales}[item.scale].options

    def option(self, item: Item, code: str) -> Option | None:
        return next((option for option in self.options(item) if option.code == code), None)

    def questions(self, answers: Answers, *, age_group: str = "") -> tuple[Question, ...]:
        """What is put to this respondent, in order.

        An answer to an item that is no longer put (because an earlier answer was changed) counts for nothing.
        """
        live: dict[str, Answer] = {}
        put = []
        for section in self.sections:
            if not _is_for(section.ages, age_group) or (section.asked_if and not section.asked_if.holds(live)):
                continue
            for item in self.items(section):
                if not _is_for(item.ages, age_group) or (item.asked_if and not item.asked_if.holds(live)):
                    continue
                if item.code in answers:
                    live[item.code] = answers[item.code]
                required = item.required or bool(item.required_if and item.required_if.holds(live))
                put.append(Question(section, item, live.get(item.code), required))
        return tuple(put)

    def pages(self, answers: Answers, *, age_group: str = "") -> tuple[Page, ...]:
        """The pages that hold a question for this respondent, in order."""
        found = {
            Page(question.section, self.step(question.section, question.item)): None
            for question in self.questions(answers, age_group=age_group)
        }
        order = [section.code for section in self.sections]
        return tuple(sorted(found, key=lambda page: (order.index(page.section.code), page.step)))

    def step(self, section: Section, item: Item) -> int:
        """The page within its section on which an item stands: after the answer that decides whether it is put."""
        earlier = {each.code: each for each in self.items(section)}
        decided_by = item.asked_if and earlier.get(item.asked_if.item)
        return 1 + self.step(section, decided_by) if decided_by else 1


def _is_for(ages: tuple[str, ...], age_group: str) -> bool:
    return not ages or not age_group or age_group in ages
