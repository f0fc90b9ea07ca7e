"""What the rows say of each child, taken together, and what that means for the register."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sightline.exchange.annex_a.codes import NO_ETHNICITY, NO_SEX, SEXES, finer_ethnicity, same_ethnic_group
from sightline.exchange.annex_a.lists import BIRTH, ETHNICITY, SEX
from sightline.exchange.annex_a.rows import UNBORN, ListedRow
from sightline.register.models import Child

_NOT_TOLD = (None, "U", "N", "NOBT", "REFU")
REGISTER_DIFFERS = "not taken over: the register says otherwise, and not from an earlier list"


@dataclass
class ChildSaid:
    """One child as the accepted rows of a workbook describe it. `rows` in the order of the workbook."""

    case_number: str
    sex: str | None = None
    ethnicity: str | None = None
    birth: date | None = None
    is_unborn: bool = False
    rows: list[ListedRow] = field(default_factory=list)

    def add(self, row: ListedRow) -> None:
        """Takes what a row says, or notes on the row why it cannot be about the same child."""
        sex, ethnicity = row.said.get(SEX), row.said.get(ETHNICITY)
        if _differ(self.birth, row.birth):
            row.refuse(BIRTH, self._contradicted("date of birth", BIRTH))
        if _differ(self.sex, sex):
            row.refuse(SEX, self._contradicted("sex", SEX))
        if _differ(self.ethnicity, ethnicity) and not same_ethnic_group(self.ethnicity or "", ethnicity or ""):
            row.refuse(ETHNICITY, self._contradicted("ethnicity", ETHNICITY))
        if row.why:
            return
        self.birth = self.birth or row.birth
        self.is_unborn = self.is_unborn or row.is_unborn
        self.sex = sex if self.sex in _NOT_TOLD and sex else self.sex
        if self.ethnicity in _NOT_TOLD:
            self.ethnicity = ethnicity or self.ethnicity
        elif ethnicity not in _NOT_TOLD:
            self.ethnicity = finer_ethnicity(self.ethnicity or "", ethnicity or "")
        self.rows.append(row)

    def _contradicted(self, what: str, column: str) -> str:
        first = next(row for row in self.rows if row.said.get(column) not in _NOT_TOLD)
        return (
            f"Row {first.row.number} of {first.sheet.name} gives another {what} for the same child. One of the two rows"
            " is wrong, or two children have one number: correct it and import the file again."
        )

    def register_sex(self) -> str:
        return SEXES.get(self.sex or "", NO_SEX)

    def register_ethnicity(self) -> str:
        return self.ethnicity or NO_ETHNICITY

    def births(self, *, today: date) -> tuple[date | None, date | None]:
        """The date of birth and the expected date: an age of -1, or a day to come, makes it an expected one."""
        if self.birth and (self.is_unborn or self.birth > today):
            return None, self.birth
        return self.birth, None


def gather(rows: Iterable[ListedRow]) -> dict[str, ChildSaid]:
    """The children of the rows that stand so far, by case number; rows that contradict earlier ones are refused."""
    children: dict[str, ChildSaid] = {}
    for row in rows:
        if not row.why and row.case_number:
            children.setdefault(row.case_number, ChildSaid(row.case_number)).add(row)
    return {number: child for number, child in children.items() if child.rows}


@dataclass
class Plan:
    """What changes on a child's record, by field; what the lists say and the register does not take, by column."""

    changes: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    refusal: str = ""


def plan_for(said: ChildSaid, child: Child, before: Mapping[str, str] | None, *, today: date) -> Plan:
    """Compares the lists with the register. `before` is what an earlier list said of the child, None if none did.

    Only what the register does not know, or has from an earlier list, is changed; what a person recorded stands.
    """
    result = Plan()
    told = before or {}
    sex = said.register_sex()
    if said.sex and sex not in (child.sex, NO_SEX):
        _take(result, "sex", SEX, sex, free=child.sex in (NO_SEX, SEXES.get(told.get(SEX, ""))))
    ethnicity = said.register_ethnicity()
    if ethnicity not in (child.ethnicity, NO_ETHNICITY) and not _says_less(ethnicity, child.ethnicity):
        free = child.ethnicity in (NO_ETHNICITY, told.get(ETHNICITY)) or _says_less(child.ethnicity, ethnicity)
        _take(result, "ethnicity", ETHNICITY, ethnicity, free=free)
    _plan_birth(result, said, child, before, today=today)
    return result


def _plan_birth(result: Plan, said: ChildSaid, child: Child, before: Mapping[str, str] | None, *, today: date) -> None:
    born_on, expected_on = said.births(today=today)
    old = date.fromisoformat(before[BIRTH]) if before and BIRTH in before else None
    if expected_on and not child.born_on and child.expected_on != expected_on:
        _take(result, "expected_on", BIRTH, expected_on, free=child.expected_on in (None, old))
    if born_on and child.born_on != born_on:
        if child.born_on is None or child.born_on == old:
            result.changes["born_on"] = born_on
        elif before is None:
            result.refusal = (
                "The register has another date of birth for the child with this case number. Find out which is right,"
                " and whether the number is this child's."
            )
        else:
            result.notes[BIRTH] = REGISTER_DIFFERS


def _take(result: Plan, name: str, column: str, value: Any, *, free: bool) -> None:
    if free:
        result.changes[name] = value
    else:
        result.notes[column] = REGISTER_DIFFERS


def _differ(one: object, other: object) -> bool:
    return one not in _NOT_TOLD and other not in _NOT_TOLD and one != other


def _says_less(one: str, other: str) -> bool:
    """Whether the first code of ethnicity tells only the group of the second."""
    return one in Child.EthnicGroup.values and one[0] == other[0]


def said_before(values: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """What earlier lists said of a child: of the values kept, the latest of each column last."""
    told: dict[str, str] = {}
    for each in values:
        told |= {column: value for column, value in each.items() if column in (SEX, ETHNICITY, BIRTH, UNBORN)}
    return told
