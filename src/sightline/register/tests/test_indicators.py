"""The figure about pairs of records that wait, against its slow twin."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from sightline.indicators.register import REGISTER
from sightline.indicators.testing import assert_twin
from sightline.register import indicators
from sightline.register.models import Link
from sightline.register.tables import TABLES
from sightline.timescales.periods import Period, parse

Row = dict[str, Any]


def some_links(count: int, seed: int) -> list[Row]:
    draw = random.Random(seed)
    return [
        {
            "pair": f"p{number:04d}",
            "state": draw.choice(Link.State.values),
            "is_likely": draw.random() < 0.7,
            "is_by_itself": False,
            "agency_kind": draw.choice(["LA", "HEA"]),
            "other_agency_kind": draw.choice(["POL", "EDU"]),
            "is_within_an_agency": False,
            "proposed_on": date(2022, 1, 1) + timedelta(days=draw.randrange(0, 600)),
        }
        for number in range(count)
    ]


ROWS = {"record_links": some_links(200, seed=7)}


def slow_open_links(rows: Any, period: Period) -> list[Row]:
    waits = [row for row in rows["record_links"] if row["state"] in ("PROPOSED", "POSTPONED")]
    return [row for row in waits if row["proposed_on"] <= period.last_day]


TWINS = {indicators.open_links: slow_open_links}


@pytest.mark.parametrize("period", ["2022-23", "2023-02"])
def test_a_figure_equals_its_slow_twin(period):
    assert_twin(indicators.open_links, ROWS, parse(period), slow_open_links, declared=TABLES)


def test_every_figure_about_the_register_has_a_twin():
    assert set(REGISTER.of_area("register")) == set(TWINS)
