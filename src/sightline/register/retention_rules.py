"""How long the record of a child is kept: dated rules, and the facts on which they turn.

The rule that keeps longest wins. Where one that applies cannot be worked out (no date of birth; a child who has died,
whose record waits for a review) the record stays until a person has looked at it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sightline.common.models import StoredFile
from sightline.common.providers import Providers
from sightline.register.models import Child, Involvement, Restriction
from sightline.timescales.rules import Evidence

Service = Involvement.Service
BIRTH, LAST_EVENT = "birth", "last event"
_FIRST_DAY = date(2018, 5, 25)


@dataclass(frozen=True)
class Activity:
    """The last day on which an area had to do with a child; open: it still has."""

    child_id: int
    last_on: date
    is_open: bool = False


activities: Providers[Activity] = Providers()
stored_files: Providers[StoredFile] = Providers()


@dataclass
class Facts:
    """What is known about one child, as far as retention turns on it."""

    born_on: date | None
    died_on: date | None
    last_on: date
    services: set[str] = field(default_factory=set)
    is_adopted: bool = False
    is_open: bool = False


@dataclass(frozen=True)
class RetentionRule:
    """So many years from birth or from the last event, for records in which one of these services stands."""

    id: str
    title: str
    years: int
    counted_from: str
    authority: str
    services: frozenset[str] = frozenset()
    evidence: Evidence = Evidence.BELIEVED
    in_force_from: date = _FIRST_DAY

    @property
    def version(self) -> str:
        return f"{self.id}@{self.in_force_from.isoformat()}"

    def keeps_until(self, facts: Facts) -> date | None:
        """The last day for which the rule keeps the record; None where that cannot be told."""
        start = facts.born_on if self.counted_from == BIRTH else facts.last_on
        return _years_after(start, self.years) if start else None


RULES = (
    RetentionRule(
        "RET-ADOPTION",
        "Adopted child",
        100,
        BIRTH,
        "Disclosure of Adoption Information Regulations 2005,"
        " regulation 6: 100 years from the adoption order, counted here from birth",
    ),
    RetentionRule(
        "RET-CARED-FOR",
        "Cared-for child or care leaver",
        75,
        BIRTH,
        "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 50: 75th birthday",
        services=frozenset({Service.CARED_FOR, Service.CARE_LEAVER}),
    ),
    RetentionRule(
        "RET-CHILD-PROTECTION",
        "Child protection, child in need, exploitation or youth justice",
        25,
        BIRTH,
        "Local schedule, believed: a child protection file to the 25th birthday, and the others with it",
        services=frozenset(
            {Service.CHILD_PROTECTION, Service.CHILD_IN_NEED, Service.EXPLOITATION, Service.YOUTH_JUSTICE}
        ),
    ),
    RetentionRule(
        "RET-CONTACT",
        "Contact, early help or screening and nothing more",
        6,
        LAST_EVENT,
        "Local schedule, believed: six years after the last event",
    ),
)
BY_ID = {rule.id: rule for rule in RULES}


@dataclass(frozen=True)
class Over:
    """A record whose time is over: under which rule, and the last day for which that kept it."""

    rule: RetentionRule
    on: date


def over(facts: Facts, today: date) -> Over | None:
    """The rule that kept longest, if its time is over; None while the record must stay."""
    if facts.is_open or facts.died_on:
        return None
    ends = [(rule.keeps_until(facts), rule) for rule in RULES if _applies(rule, facts)]
    if any(end is None for end, _ in ends):
        return None
    last, rule = max(((end, rule) for end, rule in ends if end), key=lambda each: each[0])
    return Over(rule, last) if last < today else None


def _applies(rule: RetentionRule, facts: Facts) -> bool:
    if rule.id == "RET-ADOPTION":
        return facts.is_adopted
    return not rule.services or bool(rule.services & facts.services)


def facts_of(agency_id: int, *, using: str, only: int | None = None) -> dict[int, Facts]:
    """The facts of every child of the agency (or of one), by number. Asked by the system, as the owner."""
    children = Child.objects.using(using).filter(agency_id=agency_id)
    if only:
        children = children.filter(pk=only)
    found = {
        pk: Facts(born_on=born_on, died_on=died_on, last_on=recorded_at.date())
        for pk, born_on, died_on, recorded_at in children.values_list("pk", "born_on", "died_on", "recorded_at")
    }
    adopted = Restriction.objects.using(using).filter(reason=Restriction.Reason.ADOPTION)
    for pk in adopted.values_list("child", flat=True):
        if pk in found:
            found[pk].is_adopted = True
    involved = Involvement.objects.using(using).filter(child__agency_id=agency_id)
    for pk, service, from_on, to_on in involved.values_list("child", "service", "from_on", "to_on"):
        if pk in found:
            found[pk].services.add(service)
            _seen(found[pk], Activity(pk, to_on or from_on, is_open=to_on is None))
    for activity in activities.gather(using=using):
        if activity.child_id in found:
            _seen(found[activity.child_id], activity)
    return found


def _seen(facts: Facts, activity: Activity) -> None:
    facts.last_on = max(facts.last_on, activity.last_on)
    facts.is_open = facts.is_open or activity.is_open


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


def in_words() -> Iterator[dict[str, str]]:
    """The rules as a page lists them."""
    for rule in RULES:
        length = f"{rule.years} years from {'birth' if rule.counted_from == BIRTH else 'the last event'}"
        yield {"title": rule.title, "length": length, "authority": rule.authority, "evidence": rule.evidence}
