"""Every clock in the reference list can be stated with the rules of this package."""

import csv
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sightline.timescales.rules import (
    AsSoonAsPossible,
    Before,
    CalendarDays,
    CalendarMonths,
    ElapsedHours,
    NotBefore,
    TimedRule,
    WorkingDays,
)
from sightline.timescales.tests.strategies import stated

START = date(2023, 3, 1)


def due(rule: TimedRule | Before | AsSoonAsPossible) -> date | None:
    deadline = rule.deadline(START)
    return None if deadline is None else deadline.due_on


BY_UNIT: dict[str, Callable[[int], date | None]] = {
    "working day": lambda n: due(WorkingDays(n, **stated())),
    "working days": lambda n: due(WorkingDays(n, **stated())),
    "working days (aim)": lambda n: due(WorkingDays(n, **stated())),
    "WD / weeks": lambda n: due(WorkingDays(n, **stated())),
    "hours": lambda n: due(ElapsedHours(n, **stated())),
    "hours / WD": lambda n: due(ElapsedHours(n, **stated())),
    "days": lambda n: due(CalendarDays(n, **stated())),
    "days; days in 12 months": lambda n: due(CalendarDays(n, **stated())),
    "calendar days": lambda n: due(CalendarDays(n, **stated())),
    "week": lambda n: due(CalendarDays(7 * n, **stated())),
    "weeks": lambda n: due(CalendarDays(7 * n, **stated())),
    "weeks / months": lambda n: due(CalendarDays(7 * n, **stated())),
    "calendar month": lambda n: due(CalendarMonths(n, **stated())),
    "calendar months": lambda n: due(CalendarMonths(n, **stated())),
    "calendar months (DfE: 91 days)": lambda n: due(CalendarMonths(n, **stated())),
    "calendar months (DfE: 183 days)": lambda n: due(CalendarMonths(n, **stated())),
    "years": lambda n: due(CalendarMonths(12 * n, **stated())),
    "date": lambda n: due(CalendarMonths(6, **stated())),
    "working days before": lambda n: due(Before(WorkingDays(n, **stated()))),
    "minimum": lambda n: NotBefore(CalendarDays(n, **stated())).earliest_on(START),
    "-": lambda n: due(AsSoonAsPossible(**stated())),
}


@pytest.mark.shared
def test_every_reference_clock_can_be_stated(shared: Path) -> None:
    with (shared / "reference" / "clocks.csv").open(encoding="utf-8") as file:
        clocks = list(csv.DictReader(file))
    assert len(clocks) == 75
    for clock in clocks:
        unit = "minimum" if clock["breach_rule"] == "minimum" else clock["unit"]
        number = re.search(r"\d+", clock["length"])
        found = BY_UNIT[unit](int(number[0]) if number else 1)
        if unit == "-":
            assert found is None, clock["id"]
        elif "before" in unit:
            assert found is not None and found < START, clock["id"]
        else:
            assert found is not None and found > START, clock["id"]
