"""The contacts that do not become referrals: each month's remainder, so that months add up exactly."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from sightline.demonstration.days import busyness, days_between
from sightline.demonstration.draw import Draw, Weighted
from sightline.demonstration.plan import Child, Contact, Event, Family
from sightline.demonstration.referrals import Families, months_of
from sightline.demonstration.targets import Year

_KINDS = Weighted(
    {
        "CONCERN": 0.615,
        "OPEN_CASE": 0.232,
        "INFORMATION": 0.055,
        "MISSING": 0.045,
        "ADVICE": 0.034,
        "OTHER_AREA": 0.017,
        "PRIVATE_FOSTERING": 0.002,
    }
)
# How often brothers and sisters come along.
_TOGETHER = {"CONCERN": 0.62, "OPEN_CASE": 0.5, "INFORMATION": 0.6, "OTHER_AREA": 0.5}


class Others:
    """Contacts about families who are known, and about families of whom nobody has heard."""

    def __init__(self, families: Sequence[Family], draw: Draw) -> None:
        self._draw = draw
        self._any = Families(families, draw)
        self._heard_of: list[Family] = []
        self._open = _open_by_month(families)

    def add(self, year: Year, converted: Sequence[Event]) -> Iterator[Event]:
        """The year's other contacts. `converted` are those that become referrals, received in this year."""
        taken: dict[date, int] = defaultdict(int)
        for event in converted:
            taken[event.received_on.replace(day=1)] += event.size
            self._heard_of.append(event.contacts[0].child.family)
        for first, last, contacts in months_of(year):
            days = days_between(first, last)
            weights = Weighted((day, busyness(day)) for day in days)
            yield from self._month(contacts - taken[first], weights)

    def _month(self, wanted: int, days: Weighted[date]) -> Iterator[Event]:
        if wanted < 0:
            raise ValueError("More contacts become referrals in a month than the month has contacts.")
        while wanted > 0:
            kind, day = self._draw.by_weight(_KINDS), self._draw.by_weight(days)
            children = self._about(kind, day)[:wanted]
            if children:
                wanted -= len(children)
                yield self._event(kind, day, children)

    def _about(self, kind: str, day: date) -> list[Child]:
        family = self._family(kind, day)
        free = [child for child in family.of_age(day) if day not in child.busy_on]
        if kind == "OPEN_CASE":
            free = [child for child in free if child.is_open_on(day)]
        elif kind == "MISSING":
            free = [child for child in free if child.born_on and (day - child.born_on).days > 10.5 * 365]
        elif kind == "PRIVATE_FOSTERING":
            free = [child for child in free if child.born_on and (day - child.born_on).days < 15.9 * 365]
        elif kind == "CONCERN" and self._draw.chance(0.93):
            free = [child for child in free if not child.is_open_on(day)]
        if len(free) > 1 and not self._draw.chance(_TOGETHER.get(kind, 0.0)):
            return [self._draw.one(free)]
        return free

    def _family(self, kind: str, day: date) -> Family:
        month = day.replace(day=1)
        if kind == "OPEN_CASE" or (kind == "MISSING" and self._draw.chance(0.68)):
            return self._draw.one(self._open[month])
        if self._heard_of and self._draw.chance(0.30):
            return self._draw.one(self._heard_of[-9000:])
        return self._any.one()

    def _event(self, kind: str, day: date, children: Sequence[Child]) -> Event:
        event = Event(number=0, received_on=day, kind=kind)
        for child in children:
            child.busy_on.add(day)
            event.contacts.append(Contact(child, event))
        self._heard_of.append(children[0].family)
        return event


def _open_by_month(families: Sequence[Family]) -> dict[date, list[Family]]:
    """For each month, the families with a child whom social care works with for at least a part of it."""
    months = [date(2020 + count // 12, count % 12 + 1, 1) for count in range(3, 40)]
    found: dict[date, list[Family]] = {month: [] for month in months}
    for family in families:
        cases = [each for child in family.children for each in child.involvements]
        for month in months:
            if any(each.is_open_on(month) or each.from_on.replace(day=1) == month for each in cases):
                found[month].append(family)
    return found
