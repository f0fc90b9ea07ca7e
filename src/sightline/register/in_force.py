"""On which information sharing agreement a disclosure rests: found by rule, never chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Covers:
    """What one version of an agreement covers. `ended_on` is the day from which the whole agreement no longer binds."""

    version: int
    agreement: int
    number: int
    agencies: frozenset[int]
    purposes: frozenset[str]
    in_force_from: date
    ended_on: date | None = None


def in_force_on(day: date, versions: Iterable[Covers]) -> list[Covers]:
    """The version of each agreement that binds on `day`: the latest that had begun, unless the agreement had ended."""
    latest: dict[int, Covers] = {}
    for each in sorted(versions, key=lambda each: (each.in_force_from, each.number)):
        if each.in_force_from <= day and (each.ended_on is None or day < each.ended_on):
            latest[each.agreement] = each
    return list(latest.values())


def covering(versions: Iterable[Covers], *, agencies: frozenset[int], purpose: str, day: date) -> Covers | None:
    """The version in force on `day` between all these agencies for this purpose; of several, the youngest."""
    fitting = [each for each in in_force_on(day, versions) if agencies <= each.agencies and purpose in each.purposes]
    return max(fitting, key=lambda each: (each.in_force_from, each.version), default=None)
