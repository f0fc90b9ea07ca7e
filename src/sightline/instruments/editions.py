"""Which version of which questionnaire is in force, among those brought along and those loaded here."""

import json
from collections.abc import Iterator
from datetime import date

from sightline.instruments.definition import Audience, Questionnaire, load
from sightline.instruments.models import CompletedTool, LocalDefinition
from sightline.instruments.tools import shipped


class NoSuchEdition(LookupError):  # noqa: N818 - named as it reads
    """No such questionnaire, or none of it in force on that day."""


def edition(tool_id: str, version: str) -> Questionnaire:
    """One version, in force or not: the one that kept answers answered. Raises NoSuchEdition."""
    found = next(_every(tool_id=tool_id, version=version), None)
    if found is None:
        raise NoSuchEdition(f"There is no version {version!r} of {tool_id!r}.")
    return found


def edition_of(tool: CompletedTool) -> Questionnaire:
    """The version that this tool answers."""
    return edition(tool.tool_id, tool.tool_version)


def in_force(tool_id: str, day: date) -> Questionnaire:
    """The version to use for a tool begun on `day`. Raises NoSuchEdition.

    A version loaded here goes before one brought along, a later one before an earlier one, and any that can
    be answered before an empty slot.
    """
    candidates = [each for each in _every(tool_id=tool_id) if each.is_in_force_on(day)]
    if not candidates:
        raise NoSuchEdition(f"No version of {tool_id!r} is in force on {day:%d %B %Y}.")
    brought_along = {(each.id, each.version) for each in shipped()}
    return max(
        candidates,
        key=lambda each: (not each.is_slot, (each.id, each.version) not in brought_along, each.in_force_from),
    )


def all_in_force(day: date, *, audience: Audience) -> list[Questionnaire]:
    """For each questionnaire that `audience` answers, the version in force; what can be answered comes first."""
    ids = {each.id for each in _every() if each.is_in_force_on(day)}
    chosen = [found for each in ids if audience in (found := in_force(each, day)).audiences]
    return sorted(chosen, key=lambda each: (each.is_slot, each.title))


def is_brought_along(tool_id: str, version: str) -> bool:
    return any((each.id, each.version) == (tool_id, version) for each in shipped())


def _every(*, tool_id: str = "", version: str = "") -> Iterator[Questionnaire]:
    wanted = {name: value for name, value in (("tool_id", tool_id), ("tool_version", version)) if value}
    for each in shipped():
        if tool_id in ("", each.id) and version in ("", each.version):
            yield each
    for kept in LocalDefinition.objects.filter(**wanted):
        yield _read(kept)


def _read(kept: LocalDefinition) -> Questionnaire:
    return load(json.dumps(kept.definition))
