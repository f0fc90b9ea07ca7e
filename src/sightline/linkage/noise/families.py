"""The invented children as they really are: families with brothers, sisters, twins and cousins, homes and numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from sightline.linkage.noise import words
from sightline.linkage.noise.draw import Draw, Ranked
from sightline.linkage.noise.rates import Rates
from sightline.linkage.numbers import nhs_check_digit, upn_check_letter

AS_AT = date(2023, 3, 31)
"""The day as at which the invented agencies look at their records. The oldest child is 18 years less a day."""
DAYS = 6574
NEWBORN_DAYS = 200

GIRLS, BOYS = Ranked(words.GIRLS, offset=8), Ranked(words.BOYS, offset=8)
FAMILY_NAMES = Ranked(words.FAMILIES, offset=25)


@dataclass(frozen=True)
class Home:
    address: str
    postcode: str
    town: str


@dataclass
class Child:
    """One child as it is: what every right record of it would say."""

    number: int
    given: str
    second: str | None
    family_name: str
    born_on: date
    sex: str
    nhs_number: str
    upn: str
    twin: bool = False
    cousin: bool = False


@dataclass
class Family:
    number: int
    family_name: str
    other_parents_name: str
    homes: tuple[Home, ...]
    known: bool
    children: list[Child] = field(default_factory=list)


def families(children: int, rates: Rates, draw: Draw) -> Iterator[Family]:
    """Families until there are as many children as asked for."""
    shared = [_home(draw) for _ in range(max(3, children // 4000))]
    made, number = 0, 0
    while made < children:
        number += 1
        family = _family(number, shared, rates, draw)
        _fill(family, rates, draw, first=made, room=children - made)
        made += len(family.children)
        yield family


def _family(number: int, shared: list[Home], rates: Rates, draw: Draw) -> Family:
    name, other = FAMILY_NAMES.one(draw), FAMILY_NAMES.one(draw)
    if draw.chance(rates.double_family_name):
        name = f"{name}{draw.one('- -')}{FAMILY_NAMES.one(draw)}"
    if draw.chance(rates.shared_address):
        homes: tuple[Home, ...] = (draw.one(shared),)
    else:
        homes = (_home(draw), _home(draw)) if draw.chance(rates.moved) else (_home(draw),)
    return Family(number, name, other, homes, draw.chance(rates.known_family))


def _home(draw: Draw) -> Home:
    street = draw.number(0, len(words.STREETS) * 6 - 1)
    name, town = words.STREETS[street % len(words.STREETS)], words.TOWNS[street // len(words.STREETS)]
    flat = f"Flat {draw.number(1, 12)}, " if draw.chance(0.08) else ""
    house = draw.number(1, 120)
    # About fifteen houses share a postcode: a street has eight.
    unit = street * 8 + house // 16
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    postcode = f"L{20 + unit // 3600 % 30} {unit // 400 % 9 + 1}{letters[unit // 20 % 20]}{letters[unit % 20]}"
    return Home(f"{flat}{house} {name}", postcode, town)


def _fill(family: Family, rates: Rates, draw: Draw, *, first: int, room: int) -> None:
    size = 1 + draw.chance(0.62) + draw.chance(0.28) + draw.chance(0.12) + draw.chance(0.05)
    born = AS_AT - timedelta(days=draw.number(0, DAYS))
    while len(family.children) < min(size, room):
        child = _child(family, first + len(family.children), born, rates, draw)
        family.children.append(child)
        if draw.chance(rates.twins) and len(family.children) < room:
            family.children.append(_twin_of(child, family, first + len(family.children), rates, draw))
        born = _next_birth(born, draw)
    if draw.chance(rates.cousins) and len(family.children) < room:
        family.children.append(_cousin_of(draw.one(family.children), first + len(family.children), rates, draw))


def _next_birth(born: date, draw: Draw) -> date:
    for step in (draw.number(300, 1800), -draw.number(300, 1800)):
        if AS_AT - timedelta(days=DAYS) <= born + timedelta(days=step) <= AS_AT:
            return born + timedelta(days=step)
    return AS_AT - timedelta(days=draw.number(0, DAYS))


def _child(family: Family, number: int, born: date, rates: Rates, draw: Draw) -> Child:
    sex = draw.one("FM")
    taken = {child.given for child in family.children}
    given = _given(sex, taken, draw)
    return Child(
        number,
        given,
        _given(sex, {given}, draw) if draw.chance(0.6) else None,
        family.other_parents_name if draw.chance(rates.other_parents_name) else family.family_name,
        born,
        sex,
        _nhs_number(number * 7),
        _upn(number),
    )


def _given(sex: str, taken: set[str], draw: Draw) -> str:
    pool = GIRLS if sex == "F" else BOYS
    while (name := pool.one(draw)) in taken:
        pass
    return name


def _twin_of(child: Child, family: Family, number: int, rates: Rates, draw: Draw) -> Child:
    twin = _child(family, number, child.born_on, rates, draw)
    twin.family_name = child.family_name
    if draw.chance(rates.twins_of_similar_names):
        child.given, twin.given = draw.one(words.ALIKE)
        twin.sex = child.sex
    # Numbers of twins are issued one after the other, so that one wrong digit can make one into the other.
    twin.nhs_number = _nhs_number(child.number * 7 + 3)
    child.twin = twin.twin = True
    return twin


def _cousin_of(child: Child, number: int, rates: Rates, draw: Draw) -> Child:
    days = draw.one((-365, 365, 366, *range(1, 29))) if draw.chance(rates.cousins_born_close) else draw.number(40, 1500)
    born = child.born_on - timedelta(days=days)
    if not AS_AT - timedelta(days=DAYS) <= born <= AS_AT:
        born = child.born_on + timedelta(days=abs(days) if child.born_on < date(2015, 1, 1) else -abs(days))
    child.cousin = True
    second = _given(child.sex, {child.given}, draw) if draw.chance(0.6) else None
    numbers = (_nhs_number(number * 7), _upn(number))
    return Child(number, child.given, second, child.family_name, born, child.sex, *numbers, cousin=True)


def _nhs_number(place: int) -> str:
    """A number with a right check digit in the range that begins 9, which is kept for tests."""
    nine = 900_000_000 + place % 99_000_000
    while (digit := nhs_check_digit(str(nine))) is None:
        nine += 1
    return f"{nine}{digit}"


def _upn(place: int) -> str:
    digits = f"343{900 + place // 100_000:04d}{place // 1000 % 100:02d}{place % 1000:03d}"
    return upn_check_letter(digits) + digits
