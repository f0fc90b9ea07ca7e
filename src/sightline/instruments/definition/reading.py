"""Definitions as JSON files, in which a partnership writes its own questionnaires.

A file holds one object with the names of the dataclasses' fields: what is not a field is refused, so that a
misspelt word cannot be lost. Days are YYYY-MM-DD. A band's rule is one of {"count": {"scale", "codes",
"at_least"}}, {"score_at_least": n}, {"any": [rules]}, {"all": [rules]}.
"""

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from sightline.instruments.definition.bands import AllOf, AnyOf, Count, Rule, ScoreAtLeast
from sightline.instruments.definition.checking import FaultyDefinition, check
from sightline.instruments.definition.questionnaire import Questionnaire
from sightline.instruments.definition.questions import Answer

# A questionnaire is a few hundred lines; a file beyond this is something else.
LARGEST_FILE = 2_000_000
RULES_DEEP = 10


class _Misread(ValueError):  # noqa: N818
    """What stands in a file cannot be read as what should stand there."""


def load(source: Path | str) -> Questionnaire:
    """Reads a definition from a file, or from its text, and checks it. Raises FaultyDefinition."""
    try:
        text = source.read_text(encoding="utf-8") if isinstance(source, Path) else source
        if len(text) > LARGEST_FILE:
            raise _Misread("The file is too large to be a questionnaire.")
        return check(_read(Questionnaire, json.loads(text), "The definition"))
    except UnicodeDecodeError as strange:
        raise FaultyDefinition("", ["The file is not text in UTF-8."]) from strange
    except json.JSONDecodeError as strange:
        raise FaultyDefinition("", [f"Line {strange.lineno} is not JSON: {strange.msg}."]) from strange
    except RecursionError as strange:
        raise FaultyDefinition("", ["The file is nested too deeply to be a questionnaire."]) from strange
    except _Misread as strange:
        raise FaultyDefinition("", [str(strange)]) from strange


def to_json(questionnaire: Questionnaire) -> dict[str, Any]:
    """The definition as a file would hold it; what has its default is left out. `load` gives it back."""
    written: dict[str, Any] = _written(questionnaire)
    return written


def _read(kind: Any, raw: Any, where: str) -> Any:
    if kind == Answer | None:
        return _read_answer(raw, where)
    if kind == Rule | None:
        return _read_rule(raw, where)
    if get_origin(kind) in (types.UnionType, Union):
        inner = next(each for each in get_args(kind) if each is not type(None))
        return None if raw is None else _read(inner, raw, where)
    if get_origin(kind) is tuple:
        if not isinstance(raw, list):
            raise _Misread(f"{where}: write a list.")
        return tuple(_read(get_args(kind)[0], each, f"{where}, no. {place}") for place, each in enumerate(raw, 1))
    if is_dataclass(kind):
        return _read_object(kind, raw, where)
    return _read_plain(kind, raw, where)


def _read_object(kind: Any, raw: Any, where: str) -> Any:
    if not isinstance(raw, dict):
        raise _Misread(f"{where}: write an object.")
    named = f"{where} ({raw['code']})" if isinstance(raw.get("code"), str) else where
    known = {field.name: field for field in fields(kind)}
    for name in raw:
        if name not in known:
            raise _Misread(f"{named}: {name!r} is not known here. Known are {', '.join(known)}.")
    for name, field in known.items():
        if name not in raw and field.default is MISSING and field.default_factory is MISSING:
            raise _Misread(f"{named}: {name!r} is missing.")
    kinds = get_type_hints(kind)
    return kind(**{name: _read(kinds[name], value, f"{named}, {name}") for name, value in raw.items()})


def _read_plain(kind: Any, raw: Any, where: str) -> Any:
    if isinstance(raw, str) and kind is date:
        try:
            return date.fromisoformat(raw)
        except ValueError as strange:
            raise _Misread(f"{where}: {raw!r} is not a day written YYYY-MM-DD.") from strange
    if isinstance(raw, str) and isinstance(kind, type) and issubclass(kind, StrEnum):
        if raw not in set(kind):
            raise _Misread(f"{where}: {raw!r} is not one of {', '.join(kind)}.")
        return kind(raw)
    if type(raw) is not kind:
        wanted = {str: "words", int: "a whole number", bool: "true or false"}.get(kind, "words")
        raise _Misread(f"{where}: write {wanted}.")
    return raw


def _read_answer(raw: Any, where: str) -> Answer | None:
    if isinstance(raw, list) and all(isinstance(each, str) for each in raw):
        return tuple(raw)
    if raw is None or (isinstance(raw, str | int) and not isinstance(raw, bool)):
        return raw
    raise _Misread(f"{where}: write a code, a list of codes or a whole number.")


def _read_rule(raw: Any, where: str, depth: int = 0) -> Rule | None:
    if raw is None:
        return None
    if not isinstance(raw, dict) or len(raw) != 1 or depth > RULES_DEEP:
        raise _Misread(f"{where}: write one of count, score_at_least, any, all.")
    ((word, inner),) = raw.items()
    if word == "count":
        return _read_object(Count, inner, where)
    if word == "score_at_least":
        return ScoreAtLeast(_read_plain(int, inner, where))
    if word not in ("any", "all") or not isinstance(inner, list):
        raise _Misread(f"{where}: write one of count, score_at_least, any, all.")
    rules = tuple(rule for each in inner if (rule := _read_rule(each, where, depth + 1)) is not None)
    return AnyOf(rules) if word == "any" else AllOf(rules)


def _written(value: Any) -> Any:
    match value:
        case ScoreAtLeast():
            return {"score_at_least": value.score}
        case Count():
            return {"count": _fields_written(value)}
        case AnyOf() | AllOf():
            return {"any" if isinstance(value, AnyOf) else "all": [_written(rule) for rule in value.rules]}
        case date():
            return value.isoformat()
        case tuple():
            return [_written(each) for each in value]
        case _:
            return _fields_written(value) if is_dataclass(value) else value


def _fields_written(value: Any) -> Mapping[str, Any]:
    given = {field.name: getattr(value, field.name) for field in fields(value)}
    defaults = {field.name: field.default for field in fields(value)}
    return {name: _written(each) for name, each in given.items() if each != defaults[name]}
