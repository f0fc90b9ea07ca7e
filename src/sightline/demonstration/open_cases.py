"""Which children social care works with, from when to when. A contact about one of them is no new referral."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.demonstration.draw import Draw, Weighted
from sightline.demonstration.plan import Child, Event, Family, Involvement
from sightline.demonstration.targets import BEGINS_ON, TODAY
from sightline.timescales.ages import birthday
from sightline.timescales.working_days import ENGLAND

# A case shorter than this is not shown as one; and so long before the next referral it must have closed.
SHORTEST = 14
CLOSED_BEFORE = 6

ASSESSMENT_TEAMS = ("Assessment Team North", "Assessment Team South")
SAFEGUARDING_TEAMS = ("Safeguarding Team Shore", "Safeguarding Team Pinewoods")
CARED_FOR_TEAM = "Cared for Children Team"


@dataclass(frozen=True)
class Course:
    """What becomes of a referral: the services that follow one another, each with its length in days."""

    services: tuple[tuple[str, int, int], ...]


_COURSES = Weighted(
    {
        Course(()): 0.24,
        Course((("CHILD_IN_NEED", 24, 63),)): 0.32,
        Course((("CHILD_IN_NEED", 90, 260),)): 0.26,
        Course((("CHILD_IN_NEED", 18, 40), ("CHILD_PROTECTION", 150, 420), ("CHILD_IN_NEED", 40, 150))): 0.13,
        Course((("CHILD_IN_NEED", 10, 60), ("CARED_FOR", 240, 1500))): 0.05,
    }
)
_BEFORE = {"CHILD_IN_NEED": (20, 240), "CHILD_PROTECTION": (30, 300), "CARED_FOR": (60, 2600)}
_AFTER = {"CHILD_IN_NEED": (20, 400), "CHILD_PROTECTION": (30, 420), "CARED_FOR": (120, 2600)}


def open_before(families: Sequence[Family], *, children: int, draw: Draw) -> list[Family]:
    """Families already worked with in April 2020; they take no part in the referrals. Returns all the others."""
    left = []
    service = Weighted({"CHILD_IN_NEED": 0.52, "CHILD_PROTECTION": 0.16, "CARED_FOR": 0.32})
    for family in families:
        of_age = [child for child in family.of_age(BEGINS_ON) if not child.is_unborn_on(BEGINS_ON)]
        if children > 0 and of_age and family.number % 7 == 0:
            children -= len(of_age)
            kind = draw.by_weight(service)
            before, after = draw.number(*_BEFORE[kind]), draw.number(*_AFTER[kind])
            for child in of_age:
                _work_with(child, kind, BEGINS_ON - timedelta(days=before), BEGINS_ON + timedelta(days=after), draw)
        else:
            left.append(family)
    return left


def open_after(events: Sequence[Event], *, draw: Draw) -> None:
    """Gives each referral its course. Where a child is referred again, the case has closed by then."""
    again = _next_receipts(events)
    for event in sorted(events, key=lambda each: each.received_on):
        if event.kind != "REFERRAL":
            continue
        course, worker = draw.by_weight(_COURSES), draw.number(0, len(WORKERS) - 1)
        lengths = [draw.number(shortest, longest) for _, shortest, longest in course.services]
        for contact in event.contacts:
            decided_on = contact.decided_on
            assert decided_on is not None
            starts_on = ENGLAND.add(decided_on, 1)
            for (service, _, _), length in zip(course.services, lengths, strict=True):
                ends_on = starts_on + timedelta(days=length)
                stop = again.get((contact.child, decided_on))
                if stop:
                    ends_on = min(ends_on, stop - timedelta(days=CLOSED_BEFORE))
                _work_with(contact.child, service, starts_on, ends_on, draw, worker=worker)
                starts_on = ends_on


def _next_receipts(events: Sequence[Event]) -> dict[tuple[Child, date], date]:
    """For each referral of a child, the day on which the contact that led to the next one was received."""
    of_child: dict[Child, list[tuple[date, date]]] = defaultdict(list)
    for event in events:
        for contact in event.contacts:
            assert contact.decided_on is not None
            of_child[contact.child].append((contact.decided_on, event.received_on))
    following = {}
    for child, days in of_child.items():
        days.sort()
        for place, (decided_on, _) in enumerate(days):
            later = [received_on for again_on, received_on in days[place + 1 :] if again_on > decided_on]
            if later:
                following[child, decided_on] = min(later)
    return following


def _work_with(
    child: Child, service: str, starts_on: date, ends_on: date, draw: Draw, *, worker: int | None = None
) -> None:
    """Records the service, unless it would be too short to show or has not begun yet."""
    if child.born_on:
        ends_on = min(ends_on, birthday(child.born_on, 18))
    if (ends_on - starts_on).days < SHORTEST or starts_on > TODAY:
        return
    place = draw.number(0, len(WORKERS) - 1) if worker is None else worker
    child.involvements.append(
        Involvement(
            service=service,
            from_on=starts_on,
            to_on=ends_on if ends_on <= TODAY else None,
            team=_team(service, place),
            worker_name=WORKERS[place],
        )
    )


def _team(service: str, place: int) -> str:
    if service == "CARED_FOR":
        return CARED_FOR_TEAM
    teams = SAFEGUARDING_TEAMS if service == "CHILD_PROTECTION" else ASSESSMENT_TEAMS
    return teams[place % len(teams)]


# Social workers who do not use Sightline yet; invented.
WORKERS = (
    "Amara Sedgefallow",
    "Ben Larchmere",
    "Carys Dunlinshaw",
    "Dilip Chinarwala",
    "Esme Juniperstead",
    "Fintan O'Plover",
    "Grace Teaselbourne",
    "Halina Brzozowa",
    "Imran Deodari",
    "Jade Lapwingcroft",
    "Kofi Irokowood",
    "Lowri Marramdale",
    "Maeve Curlewridge",
    "Niamh Siskinfield",
    "Oskar Sandmartin",
    "Priya Gulmohari",
    "Rhys Wagtailmere",
    "Sadia Bulbulzada",
    "Tamsin Yarrowgate",
    "Yusuf Zaytounwala",
)
