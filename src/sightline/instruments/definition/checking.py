"""Whether a definition holds together. Every fault is said in words that the author of a file can act on."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sightline.instruments.definition.bands import AllOf, AnyOf, Count, Rule
from sightline.instruments.definition.questionnaire import Questionnaire
from sightline.instruments.definition.questions import (
    AnswerType,
    Condition,
    Item,
    Operator,
    Option,
    OptionKind,
    Section,
)

# Codes of sections and items stand in addresses and in kept answers; two underscores part a follow-up from its item.
WORD_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
CHOICE_CODE = re.compile(r"[A-Z0-9]+(_[A-Z0-9]+)*")
TOOL_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
VERSION = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-]*")
# How long a code may be: answers, bands and the audit keep it.
LONGEST = {"tool": 60, "version": 20, "section": 40, "item": 40, "follow-up": 30, "band": 20, "age group": 20}
COLOURS = frozenset(["grey", "blue", "teal", "green", "yellow", "orange", "red", "magenta", "purple"])
OPERATORS: Mapping[AnswerType, frozenset[Operator]] = {
    AnswerType.SCALE: frozenset({Operator.IS, Operator.IN, Operator.ANSWERED}),
    AnswerType.CHOICE: frozenset({Operator.IS, Operator.IN, Operator.ANSWERED}),
    AnswerType.YES_NO: frozenset({Operator.IS, Operator.IN, Operator.ANSWERED}),
    AnswerType.MANY: frozenset({Operator.INCLUDES, Operator.ANSWERED}),
    AnswerType.NUMBER: frozenset({Operator.IS, Operator.AT_LEAST, Operator.ANSWERED}),
    AnswerType.TEXT: frozenset({Operator.ANSWERED}),
    AnswerType.DATE: frozenset({Operator.ANSWERED}),
}


class FaultyDefinition(ValueError):  # noqa: N818 - a refusal, named as it reads
    """A definition that may not be used; `faults` lists every reason."""

    def __init__(self, title: str, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{title or 'The definition'} cannot be used. " + " ".join(self.faults))


def check(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire itself, if it holds together; otherwise raises FaultyDefinition, naming every fault."""
    faults = [*_faults_of_head(questionnaire), *_faults_of_length(questionnaire), *_faults_of_scales(questionnaire)]
    # What refers to a scale or a follow-up that is not there can be followed no further.
    faults += _faults_of_references(questionnaire)
    if not faults:
        faults = [
            *_faults_of_items(questionnaire),
            *_faults_of_conditions(questionnaire),
            *_faults_of_bands(questionnaire),
        ]
    if faults:
        raise FaultyDefinition(questionnaire.title, faults)
    return questionnaire


def _faults_of_head(questionnaire: Questionnaire) -> Iterator[str]:
    if not TOOL_ID.fullmatch(questionnaire.id):
        yield f"Id {questionnaire.id!r}: write it in lower case words joined by hyphens."
    if not VERSION.fullmatch(questionnaire.version):
        yield f"Version {questionnaire.version!r}: write it in letters, digits, dots and hyphens."
    for word in ("title", "purpose", "authority"):
        if not getattr(questionnaire, word).strip():
            yield f"The {word} is empty."
    if not questionnaire.audiences:
        yield "Say who answers it (audiences)."
    if questionnaire.in_force_to and questionnaire.in_force_to < questionnaire.in_force_from:
        yield "It goes out of force before it comes into force."
    if questionnaire.is_slot and questionnaire.licence is None:
        yield "It has no sections. Only a slot for a licensed questionnaire may stand without."
    yield from _repeated("age group", [group.code for group in questionnaire.age_groups])
    yield from _repeated("section", [section.code for section in questionnaire.sections])
    for section in questionnaire.sections:
        if not WORD_CODE.fullmatch(section.code):
            yield f"Section {section.code!r}: write its code in lower case words joined by underscores."
        if not section.items:
            yield f"Section {section.code!r} has no items."


def _faults_of_length(questionnaire: Questionnaire) -> Iterator[str]:
    codes = {
        "tool": [questionnaire.id],
        "version": [questionnaire.version],
        "section": [section.code for section in questionnaire.sections],
        "item": [item.code for _, item in _own_items(questionnaire)],
        "follow-up": [follow_up.code for follow_up in questionnaire.follow_ups],
        "band": [band.code for band in questionnaire.bands],
        "age group": [group.code for group in questionnaire.age_groups],
    }
    for what, longest in LONGEST.items():
        for code in codes[what]:
            if len(code) > longest:
                yield f"The {what} code {code!r} is longer than {longest} letters."


def _faults_of_scales(questionnaire: Questionnaire) -> Iterator[str]:
    yield from _repeated("scale", [scale.code for scale in questionnaire.scales])
    for scale in questionnaire.scales:
        yield from _faults_of_options(f"Scale {scale.code!r}", scale.options)


def _faults_of_options(where: str, options: tuple[Option, ...]) -> Iterator[str]:
    if len(options) < 2:
        yield f"{where} needs at least two options."
    yield from _repeated(f"{where}, option", [option.code for option in options])
    for option in options:
        if not CHOICE_CODE.fullmatch(option.code):
            yield f"{where}, option {option.code!r}: write its code in capitals joined by underscores."
        if not option.label.strip():
            yield f"{where}, option {option.code!r} has no label."
        if option.kind is not OptionKind.ANSWER and option.score is not None:
            yield f"{where}, option {option.code!r}: what is not known or does not apply has no score, not even 0."


def _faults_of_references(questionnaire: Questionnaire) -> Iterator[str]:
    scales = {scale.code for scale in questionnaire.scales}
    follow_ups = {follow_up.code for follow_up in questionnaire.follow_ups}
    yield from _repeated("follow-up", [follow_up.code for follow_up in questionnaire.follow_ups])
    for follow_up in questionnaire.follow_ups:
        if not WORD_CODE.fullmatch(follow_up.code):
            yield f"Follow-up {follow_up.code!r}: write its code in lower case words joined by underscores."
        if follow_up.scale not in scales:
            yield f"Follow-up {follow_up.code!r}: there is no scale {follow_up.scale!r}."
    for section, item in _own_items(questionnaire):
        where = _place(section, item)
        if item.follow_up and item.follow_up not in follow_ups:
            yield f"{where}: there is no follow-up {item.follow_up!r}."
        if item.type is AnswerType.SCALE and item.scale not in scales:
            yield f"{where}: there is no scale {item.scale!r}."
        if item.type in (AnswerType.CHOICE, AnswerType.MANY):
            if item.scale:
                yield f"{where}: gives its options itself and names no scale."
            yield from _faults_of_options(where, item.options)
        elif item.options or (item.scale and item.type is not AnswerType.SCALE):
            yield f"{where}: an answer of type {item.type} takes neither a scale nor options of its own."


def _faults_of_items(questionnaire: Questionnaire) -> Iterator[str]:
    groups = {group.code for group in questionnaire.age_groups}
    yield from _repeated("item", [item.code for _, item in _own_items(questionnaire)])
    for section in questionnaire.sections:
        for group in sorted(set(section.ages) - groups):
            yield f"Section {section.code!r}: there is no age group {group!r}."
    for section, item in _own_items(questionnaire):
        where = _place(section, item)
        if not WORD_CODE.fullmatch(item.code):
            yield f"{where}: write its code in lower case words joined by underscores."
        if not item.text.strip():
            yield f"{where} asks nothing."
        for group in sorted(set(item.ages) - groups):
            yield f"{where}: there is no age group {group!r}."
        yield from _faults_of_follow_up(questionnaire, section, item)


def _faults_of_follow_up(questionnaire: Questionnaire, section: Section, item: Item) -> Iterator[str]:
    if not item.follow_up:
        return
    when = next(each.when for each in questionnaire.follow_ups if each.code == item.follow_up)
    for code in when:
        if questionnaire.option(item, code) is None:
            yield f"{_place(section, item)}: follow-up {item.follow_up!r} waits for {code!r}, which cannot be chosen."


def _faults_of_conditions(questionnaire: Questionnaire) -> Iterator[str]:
    earlier: dict[str, Item] = {}
    for section in questionnaire.sections:
        if section.asked_if:
            yield from _faults_of_condition(questionnaire, f"Section {section.code!r}", section.asked_if, earlier)
        for item in questionnaire.items(section):
            for condition in filter(None, (item.asked_if, item.required_if)):
                yield from _faults_of_condition(questionnaire, _place(section, item), condition, earlier)
            earlier[item.code] = item


def _faults_of_condition(
    questionnaire: Questionnaire, where: str, condition: Condition, earlier: Mapping[str, Item]
) -> Iterator[str]:
    item = earlier.get(condition.item)
    if item is None:
        yield f"{where}: its condition must refer to an earlier item, and {condition.item!r} is none."
        return
    if condition.operator not in OPERATORS[item.type]:
        yield f"{where}: {condition.operator} cannot be asked of {item.code!r}, whose type is {item.type}."
        return
    if condition.operator is Operator.ANSWERED:
        return
    if item.type is AnswerType.NUMBER:
        if not isinstance(condition.value, int):
            yield f"{where}: its condition compares {item.code!r} with {condition.value!r}, which is no number."
        return
    if isinstance(condition.value, tuple) != (condition.operator is Operator.IN):
        yield f"{where}: {Operator.IN} takes a list of options, every other operator one."
        return
    for code in condition.value if isinstance(condition.value, tuple) else (condition.value,):
        if not isinstance(code, str) or questionnaire.option(item, code) is None:
            yield f"{where}: its condition waits for {code!r}, which cannot be chosen at {item.code!r}."


def _faults_of_bands(questionnaire: Questionnaire) -> Iterator[str]:
    yield from _repeated("band", [band.code for band in questionnaire.bands])
    for place, band in enumerate(questionnaire.bands):
        if not CHOICE_CODE.fullmatch(band.code):
            yield f"Band {band.code!r}: write its code in capitals joined by underscores."
        if band.colour not in COLOURS:
            yield f"Band {band.code!r}: {band.colour!r} is not one of {', '.join(sorted(COLOURS))}."
        if (band.when is None) != (place == 0):
            yield f"Band {band.code!r}: the first, least worrying band has no rule, and every later one has one."
        if band.when is not None:
            yield from _faults_of_rule(questionnaire, f"Band {band.code!r}", band.when)


def _faults_of_rule(questionnaire: Questionnaire, where: str, rule: Rule) -> Iterator[str]:
    if isinstance(rule, AnyOf | AllOf):
        if not rule.rules:
            yield f"{where}: a list of rules is empty."
        for inner in rule.rules:
            yield from _faults_of_rule(questionnaire, where, inner)
    if isinstance(rule, Count):
        scale = next((scale for scale in questionnaire.scales if scale.code == rule.scale), None)
        if scale is None:
            yield f"{where}: there is no scale {rule.scale!r}."
            return
        scored = {option.code for option in scale.options if option.score is not None}
        for code in rule.codes:
            if code not in scored:
                yield f"{where}: counts {code!r}, which is no scored option of scale {rule.scale!r}."
        if rule.at_least < 1:
            yield f"{where}: counts at least {rule.at_least}; write 1 or more."


def _own_items(questionnaire: Questionnaire) -> Iterator[tuple[Section, Item]]:
    for section in questionnaire.sections:
        for item in section.items:
            yield section, item


def _place(section: Section, item: Item) -> str:
    return f"Section {section.code!r}, item {item.code!r}"


def _repeated(what: str, codes: Iterable[str]) -> Iterator[str]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield f"The {what} code {code!r} is used {times} times."
