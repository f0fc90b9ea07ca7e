"""Whether a link may be made without a person: only a valid NHS number, the date of birth and a name together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sightline.linkage.comparisons import BIRTH, FAMILY_NAME, GIVEN_NAME, NHS_NUMBER, SEX, UPN, Comparison
from sightline.linkage.proposals import Reason

Row = Mapping[str, Any]
AGREEING: tuple[tuple[Comparison, frozenset[str | None], Reason], ...] = (
    (BIRTH, frozenset({"SAME"}), Reason.BIRTH_DIFFERS),
    (GIVEN_NAME, frozenset({"SAME", "SHORT_FORM"}), Reason.GIVEN_NAME_DIFFERS),
    (FAMILY_NAME, frozenset({"SAME", "PART"}), Reason.FAMILY_NAME_DIFFERS),
    (SEX, frozenset({"SAME", None}), Reason.SEX_DIFFERS),
    (UPN, frozenset({"SAME", None}), Reason.PUPIL_NUMBERS_DIFFER),
)
"""The steps on which each fact must stand; None where it may be missing."""

SURROUNDING = ["record_id", "agency", "nhs", "full_given", "family", "postcode", "born"]
"""What of each compared record decides whether it stands in another pair's way."""


@dataclass
class Surroundings:
    """What stands beside a pair and could make its number deceive: other records that share or rival it."""

    held_twice: set[int] = field(default_factory=set)
    namesakes: set[int] = field(default_factory=set)
    candidates: dict[tuple[int, str], set[int]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def of(cls, records: Iterable[Row], pairs: Iterable[Row]) -> "Surroundings":
        """`records` as compared (the columns `SURROUNDING`), `pairs` as weighed."""
        found = cls()
        numbers: dict[Any, list[Row]] = defaultdict(list)
        homes: dict[Any, list[Row]] = defaultdict(list)
        for record in records:
            if record["nhs"]:
                numbers[record["agency"], record["nhs"]].append(record)
            if record["full_given"] and record["postcode"] and record["born"]:
                homes[record["full_given"], record["family"], record["postcode"]].append(record)
        for same_number in numbers.values():
            if len(same_number) > 1:
                found.held_twice.update(record["record_id"] for record in same_number)
        for same_name in homes.values():
            if len({record["born"] for record in same_name}) > 1:
                found.namesakes.update(record["record_id"] for record in same_name)
        for row in pairs:
            found.candidates[row["one"], row["agency_other"]].add(row["other"])
            found.candidates[row["other"], row["agency_one"]].add(row["one"])
        return found

    def reasons(self, row: Row) -> tuple[Reason, ...]:
        """Why this pair must go to a person; empty when it may be linked without one."""
        if _step(NHS_NUMBER, row) != "SAME":
            differ = _step(NHS_NUMBER, row) == "DIFFERENT"
            first = Reason.NHS_NUMBERS_DIFFER if differ else Reason.NO_SHARED_NHS_NUMBER
            return (first, Reason.PUPIL_NUMBERS_DIFFER) if _step(UPN, row) == "DIFFERENT" else (first,)
        reasons = [reason for comparison, agreeing, reason in AGREEING if _step(comparison, row) not in agreeing]
        both = (row["one"], row["other"])
        if not self.held_twice.isdisjoint(both):
            reasons.append(Reason.NUMBER_HELD_TWICE)
        if self._rivalled(row):
            reasons.append(Reason.SECOND_CANDIDATE)
        if not self.namesakes.isdisjoint(both):
            reasons.append(Reason.NAMESAKE)
        return tuple(reasons)

    def _rivalled(self, row: Row) -> bool:
        there = self.candidates[row["one"], row["agency_other"]]
        here = self.candidates[row["other"], row["agency_one"]]
        return len(there) > 1 or len(here) > 1


def _step(comparison: Comparison, row: Row) -> str | None:
    level = comparison.level_of(row[f"gamma_{comparison.key}"])
    return level.key if level else None
