"""The plan's own figures, counted the slow and plain way: what the service's figures must come to as well."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.demonstration.plan import Child, Contact, Plan
from sightline.demonstration.targets import YEARS, Year
from sightline.front_door.codes import SOURCE_GROUPS
from sightline.timescales.rules import months_after
from sightline.timescales.zone import local_date


@dataclass(frozen=True)
class ReferralCounted:
    """One referral: the first of the day about a child, from the source of the contact that was decided first."""

    child: Child
    referred_on: date
    source: str
    is_again: bool


@dataclass(frozen=True)
class Figures:
    """One year's figures of the front door."""

    label: str
    contacts: int
    events: int
    halves: tuple[int, int]
    contact_sources: dict[str, int]
    undecided: int
    converted_by_receipt: int
    converted_by_decision: int
    referrals: int
    children_referred: int
    referral_sources: dict[str, int]
    again: int


def counted(plan: Plan) -> Iterator[Contact]:
    """The contacts that count: not those that were the same as another, or withdrawn."""
    return (contact for contact in plan.contacts if not contact.ends_as)


def decided_on(contact: Contact) -> date | None:
    """The day on which the contact was decided in London; None while it is not."""
    at = contact.decision.takes_effect_at if contact.decision else None
    return local_date(at) if at else None


def is_converted(contact: Contact) -> bool:
    decision = contact.decision
    return decision is not None and decided_on(contact) is not None and decision.final_outcome == "CSC_REFERRAL"


def referrals(plan: Plan) -> list[ReferralCounted]:
    """By child and day, with those of the twelve calendar months before looked up, over the years' ends."""
    converted = [contact for contact in counted(plan) if is_converted(contact)]
    converted.sort(key=lambda contact: (contact.decision.at, contact.event.number))  # type: ignore[union-attr]
    days: dict[Child, dict[date, str]] = defaultdict(dict)
    for contact in converted:
        day = decided_on(contact)
        assert day is not None
        days[contact.child].setdefault(day, contact.event.source)
    return [
        ReferralCounted(child, day, source, any(months_after(day, -12) <= other < day for other in own))
        for child, own in days.items()
        for day, source in own.items()
    ]


def figures(plan: Plan, *, of: Sequence[Year] = YEARS) -> list[Figures]:
    """The figures of every year."""
    contacts, referred = list(counted(plan)), referrals(plan)
    return [_figures(year, contacts, referred) for year in of]


def _figures(year: Year, contacts: Sequence[Contact], referred: Sequence[ReferralCounted]) -> Figures:
    first, last = year.starts_on, months_after(year.starts_on, 12)
    half = months_after(year.starts_on, 6)
    received = [contact for contact in contacts if first <= contact.event.received_on < last]
    own = [each for each in referred if first <= each.referred_on < last]
    decided = [contact for contact in contacts if (day := decided_on(contact)) and first <= day < last]
    in_first_half = sum(contact.event.received_on < half for contact in received)
    return Figures(
        label=year.label,
        contacts=len(received),
        events=len({contact.event for contact in received}),
        halves=(in_first_half, len(received) - in_first_half),
        contact_sources=dict(Counter(str(SOURCE_GROUPS[contact.event.source]) for contact in received)),
        undecided=sum(decided_on(contact) is None for contact in received),
        converted_by_receipt=sum(map(is_converted, received)),
        converted_by_decision=sum(map(is_converted, decided)),
        referrals=len(own),
        children_referred=len({each.child for each in own}),
        referral_sources=dict(Counter(str(SOURCE_GROUPS[each.source]) for each in own)),
        again=sum(each.is_again for each in own),
    )
