"""Which children are referred when, so that referrals, children and re-referrals come out exactly.

Each year is built of four kinds of event. *Carried*: received in the last days of the year before. *Again
before*: the child was referred in the year before, no more than twelve calendar months ago. *New*: nobody
referred the child in the twelve months before. *Again within*: the child was referred earlier in the year.
The first three name every child once, so a year's children are its referrals less those again within it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sightline.demonstration.days import busyness, days_between, decision_day, kind_of_day, lateness
from sightline.demonstration.draw import Draw, Weighted
from sightline.demonstration.plan import Child, Contact, Event, Family
from sightline.demonstration.targets import Year
from sightline.timescales.rules import months_after
from sightline.timescales.working_days import ENGLAND

# Fewer than this many days after a referral the child is still being assessed, not referred again.
SOONEST_AGAIN = 12


class Families:
    """Families to draw from, each as often as its pull says."""

    def __init__(self, families: Sequence[Family], draw: Draw) -> None:
        self._families = Weighted((family, family.pull) for family in families)
        self._draw = draw

    def one(self) -> Family:
        return self._draw.by_weight(self._families)


@dataclass
class Referrals:
    """The events that become referrals, year after year."""

    families: Families
    draw: Draw
    events: list[Event] = field(default_factory=list)
    _year_before: list[Event] = field(default_factory=list)

    def add(self, year: Year, *, carried_in: int) -> list[Event]:
        """Plans the events whose referrals fall into `year`; `carried_in` of its children came the year before."""
        referred: set[Child] = set()
        made: list[Event] = []
        for event in (
            *self._fresh(year, _last_days_before(year), carried_in, referred),
            *self._again(year, self._year_before, year.again_before, referred),
            *self._fresh(
                year, _busy_days(year), year.referrals - carried_in - year.again_before - year.again_within, referred
            ),
        ):
            made.append(event)
        made.extend(self._again(year, made, year.again_within, None))
        made.extend(self._joined(year, made))
        self.events.extend(made)
        self._year_before = made
        return made

    def _fresh(self, year: Year, days: Weighted[date], wanted: int, referred: set[Child]) -> Iterator[Event]:
        """Children who were not referred in the twelve months before."""
        while wanted > 0:
            received_on = self.draw.by_weight(days)
            referred_on = self._decided(received_on, year)
            free = [
                child
                for child in self.families.one().of_age(received_on)
                if child not in referred
                and _is_free(child, received_on)
                and not _was_referred_since(child, months_after(referred_on, -12))
            ]
            if free:
                chosen = self._some_of(free, most=wanted)
                wanted -= len(chosen)
                referred.update(chosen)
                yield self._event("REFERRAL", received_on, referred_on, chosen)

    def _again(self, year: Year, earlier: Sequence[Event], wanted: int, referred: set[Child] | None) -> Iterator[Event]:
        """Children of earlier events, referred again within twelve months; once each if `referred` is kept."""
        pool = list(earlier)
        while wanted > 0:
            event = self.draw.one(pool)
            last_on = event.contacts[0].decided_on
            assert last_on is not None
            first, last = max(last_on + timedelta(days=SOONEST_AGAIN), year.starts_on), year.ends_on
            last = min(last, months_after(last_on, 12) - timedelta(days=1))
            if first > last:
                continue
            received_on = self._on_a_busy_day(first, last)
            referred_on = self._decided(received_on, year)
            back = [
                contact.child
                for contact in event.contacts
                if contact.child.referred_on
                and contact.child.referred_on[-1] == last_on
                and not (referred and contact.child in referred)
                and contact.child.is_minor_on(received_on)
                and _is_free(contact.child, received_on)
                and months_after(referred_on, -12) <= last_on
            ]
            if not back:
                continue
            chosen = self._some_of(back, most=wanted)
            wanted -= len(chosen)
            if referred is None:
                pool.append(again := self._event("REFERRAL", received_on, referred_on, chosen))
                yield again
            else:
                referred.update(chosen)
                yield self._event("REFERRAL", received_on, referred_on, chosen)

    def _joined(self, year: Year, made: Sequence[Event]) -> Iterator[Event]:
        """Somebody else is worried about the same child on the same day: two contacts, one referral."""
        alone = [
            event
            for event in made
            if event.size == 1
            and event.received_on >= year.starts_on
            and kind_of_day(event.received_on) == "TERM"
            and (event.contacts[0].decided_on or year.ends_on) < year.ends_on
        ]
        for event in self.draw.some(alone, year.joined):
            joining = Event(number=0, received_on=event.received_on, kind="JOINED")
            joining.contacts.append(
                Contact(event.contacts[0].child, joining, converts=True, decided_on=event.contacts[0].decided_on)
            )
            yield joining

    def _decided(self, received_on: date, year: Year) -> date:
        """The day of the referral: within `year`, also where it was received before it."""
        day = decision_day(received_on, self.draw, late=lateness(received_on))
        return min(max(day, ENGLAND.on_or_after(year.starts_on)), year.ends_on)

    def _on_a_busy_day(self, first: date, last: date) -> date:
        """A day between the two; a quiet one seldom."""
        for _ in range(6):
            day = first + timedelta(days=self.draw.number(0, (last - first).days))
            if self.draw.chance(busyness(day)):
                return day
        return first

    def _some_of(self, children: list[Child], *, most: int) -> list[Child]:
        if len(children) > 1 and self.draw.chance(0.36):
            return [self.draw.one(children)]
        return children[:most]

    def _event(self, kind: str, received_on: date, referred_on: date, children: list[Child]) -> Event:
        event = Event(number=0, received_on=received_on, kind=kind)
        for child in children:
            child.referred_on.append(referred_on)
            child.busy_on.update(days_between(received_on, referred_on))
            event.contacts.append(Contact(child, event, converts=True, decided_on=referred_on))
        return event


def _is_free(child: Child, day: date) -> bool:
    """Nobody is in contact about the child on the day, and no service of social care has the child already."""
    return day not in child.busy_on and not child.is_open_on(day)


def _was_referred_since(child: Child, day: date) -> bool:
    return any(each >= day for each in child.referred_on)


def _busy_days(year: Year) -> Weighted[date]:
    """The year's days, weighted so that each month has its share of the contacts."""
    pairs: list[tuple[date, float]] = []
    for first, last, contacts in months_of(year):
        days = days_between(first, last)
        load = sum(busyness(day) for day in days)
        pairs.extend((day, contacts * busyness(day) / load) for day in days)
    return Weighted(pairs)


def months_of(year: Year) -> Iterator[tuple[date, date, int]]:
    """First day, last day and contacts of each month."""
    for offset, contacts in enumerate(year.months):
        first = months_after(year.starts_on, offset)
        yield first, min(months_after(first, 1) - timedelta(days=1), year.ends_on), contacts


def _last_days_before(year: Year) -> Weighted[date]:
    """The last two working days before the year; every year of the plan ends on a working day."""
    last = year.starts_on - timedelta(days=1)
    return Weighted({last: 0.7, ENGLAND.add(last, -1): 0.3})
