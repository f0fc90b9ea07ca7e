"""How many families there are, how many children each has and when they were born. Names come later."""

from datetime import date, timedelta
from math import exp

from sightline.demonstration.draw import Draw, Weighted
from sightline.demonstration.plan import Child, Family
from sightline.demonstration.targets import BEGINS_ON, TODAY

FAMILIES = 16_500

_SIZES = Weighted({1: 0.36, 2: 0.33, 3: 0.19, 4: 0.08, 5: 0.04})
_OLDEST_BIRTHDAY = date(2002, 9, 1)
_CONCEIVED_BY = date(2023, 1, 1)


def families(*, seed: object, small: bool) -> list[Family]:
    """Families as they could come to the front door's notice between April 2020 and today."""
    draw = Draw(seed, "households")
    return [_family(number, draw) for number in range(1, (FAMILIES // 10 if small else FAMILIES) + 1)]


def _family(number: int, draw: Draw) -> Family:
    family = Family(number=number, pull=exp(0.75 * draw.bell()), children=[])
    born_on = _OLDEST_BIRTHDAY + timedelta(days=draw.number(1000, (_CONCEIVED_BY - _OLDEST_BIRTHDAY).days))
    wanted = draw.by_weight(_SIZES)
    while len(family.children) < wanted and born_on >= _OLDEST_BIRTHDAY:
        family.children.append(_child(family, born_on, draw))
        born_on -= timedelta(days=0 if draw.chance(0.012) else draw.number(330, 1700))
    _expect(family, draw)
    return family


def _child(family: Family, born_on: date, draw: Draw) -> Child:
    child = Child(number=family.number * 10 + len(family.children) + 1, family=family, born_on=born_on)
    child.sex = "F" if draw.chance(0.487) else "M"
    return child


def _expect(family: Family, draw: Draw) -> None:
    """Some families were known before a birth, and a few expect one now."""
    youngest = family.children[0]
    assert youngest.born_on is not None
    if youngest.born_on > BEGINS_ON + timedelta(days=60) and draw.chance(0.22):
        youngest.expected_on = youngest.born_on + timedelta(days=draw.number(-12, 16))
    elif youngest.born_on < TODAY - timedelta(days=420) and draw.chance(0.012):
        expected_on = TODAY + timedelta(days=draw.number(8, 150))
        child = Child(number=family.number * 10 + 9, family=family, expected_on=expected_on)
        family.children.insert(0, child)
