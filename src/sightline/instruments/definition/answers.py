"""Whether an answer can be an answer to its item, and how answers are kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sightline.instruments.definition.questionnaire import Questionnaire
from sightline.instruments.definition.questions import CODED, Answer, AnswerType, Item, OptionKind


def read_answers(questionnaire: Questionnaire, kept: Mapping[str, Any]) -> tuple[dict[str, Answer], dict[str, str]]:
    """Reads answers as JSON keeps them. Gives those that stand, and for each of the others what is wrong with it.

    An empty answer is no answer, and no fault.
    """
    items = {item.code: item for section in questionnaire.sections for item in questionnaire.items(section)}
    answers: dict[str, Answer] = {}
    faults: dict[str, str] = {}
    for code, value in kept.items():
        if value is None or value in ("", [], ()):
            continue
        value = tuple(value) if isinstance(value, list) else value
        fault = _fault(questionnaire, items.get(code), value)
        if fault:
            faults[code] = fault
        else:
            answers[code] = value
    return answers, faults


def _fault(questionnaire: Questionnaire, item: Item | None, value: Any) -> str:
    if item is None:
        return "This version does not ask that."
    if item.type in CODED:
        return _fault_of_choice(questionnaire, item, value)
    if item.type is AnswerType.NUMBER:
        return _fault_of_number(item, value)
    if item.type is AnswerType.DATE:
        return _fault_of_day(value)
    return "" if isinstance(value, str) else "Answer in words."


def _fault_of_choice(questionnaire: Questionnaire, item: Item, value: Any) -> str:
    if (item.type is AnswerType.MANY) != isinstance(value, tuple):
        return "Choose one answer." if isinstance(value, tuple) else "Choose from the answers shown."
    codes = value if isinstance(value, tuple) else (value,)
    options = {option.code: option for option in questionnaire.options(item)}
    if not all(isinstance(code, str) and code in options for code in codes) or len(set(codes)) < len(codes):
        return "Choose from the answers shown."
    if len(codes) > 1 and any(options[code].kind is not OptionKind.ANSWER for code in codes):
        return "Choose what applies, or that it is not known or does not apply, but not both."
    if item.at_most is not None and len(codes) > item.at_most:
        return f"Choose no more than {item.at_most}."
    if item.at_least is not None and len(codes) < item.at_least:
        return f"Choose at least {item.at_least}."
    return ""


def _fault_of_number(item: Item, value: Any) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return "Answer with a whole number."
    if item.at_least is not None and value < item.at_least:
        return f"The number must be {item.at_least} or more."
    if item.at_most is not None and value > item.at_most:
        return f"The number must be {item.at_most} or fewer."
    return ""


def _fault_of_day(value: Any) -> str:
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return "Answer with a day."
    return "" if day.isoformat() == value else "Answer with a day."
