"""Figures about screening tools against slow twins."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from sightline.indicators.register import REGISTER
from sightline.indicators.testing import assert_twin
from sightline.instruments import indicators
from sightline.instruments.tables import TABLES
from sightline.timescales.periods import Period, parse

Row = dict[str, Any]
RANKS = {"LOW": 1, "MEDIUM": 2, "HIGH": 3}


def some_tools(count: int, seed: int) -> list[Row]:
    draw = random.Random(seed)
    return [
        {
            "tool": f"t{number:04d}",
            "child": draw.choice([None, *[f"k{child:02d}" for child in range(40)]]),
            "tool_id": draw.choice(["neglect-screening", "neglect-screening", "another"]),
            "completed_on": date(2022, 1, 1) + timedelta(days=draw.randrange(0, 480)),
            "agency_kind": draw.choice(["EDU", "HEA"]),
            "age_group": draw.choice(["AGED_5_TO_11", None]),
            "band": draw.choice(["LOW", "MEDIUM", "HIGH", None]),
            "status": draw.choice(["COMPLETED", "COMPLETED", "SUPERSEDED"]),
        }
        for number in range(count)
    ]


ROWS = {"screening_tools": some_tools(300, seed=3)}


def standing(rows: Any) -> list[Row]:
    return [
        row for row in rows["screening_tools"] if row["status"] == "COMPLETED" and row["tool_id"] == "neglect-screening"
    ]


def slow_completed(rows: Any, period: Period) -> list[Row]:
    return [row for row in standing(rows) if period.contains(row["completed_on"])]


def slow_improving(rows: Any, period: Period) -> list[Row]:
    known = [row for row in standing(rows) if row["child"] and row["band"] in RANKS]
    answers = []
    for child in {row["child"] for row in known}:
        own = sorted(
            (row for row in known if row["child"] == child), key=lambda row: (row["completed_on"], row["tool"])
        )
        of_period = [row for row in own if period.contains(row["completed_on"])]
        if not of_period:
            continue
        latest = of_period[-1]
        before = [row for row in own if row["completed_on"] <= latest["completed_on"] - timedelta(days=28)]
        if before:
            answers.append(latest | {"counts": RANKS[latest["band"]] < RANKS[before[-1]["band"]]})
    return answers


TWINS = {indicators.completed: slow_completed, indicators.improving: slow_improving}


@pytest.mark.parametrize("indicator", TWINS, ids=lambda each: each.catalogue)
@pytest.mark.parametrize("period", ["2022-23", "2023-02"])
def test_a_figure_equals_its_slow_twin(indicator, period):
    assert_twin(indicator, ROWS, parse(period), TWINS[indicator], declared=TABLES)


def test_every_figure_about_tools_has_a_twin():
    assert set(REGISTER.of_area("instruments")) == set(TWINS)
