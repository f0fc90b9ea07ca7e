"""The morning of Wednesday 12 April 2023: what still waits at the front door, over Easter and since."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sightline.demonstration import agencies, people
from sightline.demonstration.arriving import arrive
from sightline.demonstration.days import NOW, moment
from sightline.demonstration.draw import Draw
from sightline.demonstration.plan import Check, Child, Contact, Event, Family, HandOver
from sightline.demonstration.words import sentences
from sightline.demonstration.worrying import see_level, worry
from sightline.front_door.codes import SourceGroup as Group
from sightline.timescales.ages import age_on

CURLEW_SANDS = agencies.PRIMARIES[0]
SCHOOL, CHILDRENS_HOSPITAL, COMMUNITY = "the child's school", agencies.CHILDRENS_HOSPITAL, agencies.COMMUNITY_HEALTH


@dataclass(frozen=True)
class Asked:
    """A check that was asked: of whom, how many hours ago, and whether they have answered."""

    of: str
    hours_ago: float
    is_answered: bool = False


@dataclass(frozen=True)
class Scene:
    """One event that waits. `children` are so many of one family; `who` narrows the choice of family."""

    day: int
    at: str
    group: str
    source: str
    concern: str = ""
    children: int = 1
    kind: str = "CONCERN"
    who: str = ""
    channel: str = ""
    lane: str = ""
    matched: str = "LINKED"
    rag: str = ""
    asked: tuple[Asked, ...] = ()
    awaits: str = ""  # the outcome that the Early Help Hub chose and a manager has still to sign off
    note: str = ""
    escalated: str = ""
    ends_as: str = ""
    no_tool: bool = False


HUB = "EARLY_HELP_HUB"
SCENES = (
    # Overdue: their working day ended before or with Tuesday 11 April.
    Scene(4, "13:30", Group.OTHER_LEGAL_AGENCY, "7", children=2, kind="INFORMATION"),
    Scene(
        *(5, "10:40", Group.HEALTH, "3B", "NEG", 2),
        rag="AMBER",
        no_tool=True,
        asked=(Asked(SCHOOL, 160), Asked(agencies.POLICE, 160), Asked(agencies.HOUSING, 159, True)),
        note=sentences.NOTES[4],
    ),
    Scene(5, "15:10", Group.COUNCIL, "5B", "CE", who="teenager", rag="AMBER", note=sentences.NOTES[2]),
    Scene(
        *(6, "09:50", Group.SCHOOLS, "2A", "NEG"),
        who="little",
        rag="GREEN",
        no_tool=True,
        asked=(Asked(COMMUNITY, 140, True),),
    ),
    Scene(6, "11:25", Group.INDIVIDUAL, "1B", "DA", 3, channel="TELEPHONE", rag="GREEN", who="again"),
    Scene(6, "14:05", Group.HOUSING, "4", "HOUS", 4, lane=HUB, rag="GREEN"),
    # The Easter nights, taken by the Emergency Duty Team.
    Scene(7, "01:15", Group.POLICE, "6", "DA", 3, rag="AMBER"),
    Scene(7, "22:40", Group.POLICE, "6", kind="MISSING", who="open teenager", rag="AMBER"),
    Scene(8, "03:20", Group.POLICE, "6", "DA", 2, rag="AMBER", who="again"),
    Scene(
        *(8, "14:30", Group.HEALTH, "3E", "PHY"),
        who="little",
        channel="OUT_OF_HOURS",
        rag="RED",
        asked=(Asked(agencies.POLICE, 90, True), Asked(CHILDRENS_HOSPITAL, 90, True)),
        escalated="A bruise on a baby who cannot yet roll, and no account of how it came about.",
    ),
    Scene(8, "19:05", Group.INDIVIDUAL, "1A", "EMO", channel="OUT_OF_HOURS", rag="GREEN"),
    Scene(9, "00:35", Group.POLICE, "6", "SUB", 5, rag="AMBER"),
    Scene(9, "11:10", Group.ANONYMOUS, "9", "NEG", channel="PUBLIC_FORM", matched=""),
    Scene(9, "21:50", Group.POLICE, "6", "CE", who="teenager", matched="UNSURE"),
    Scene(10, "02:10", Group.POLICE, "6", "DA", 2, who="expecting", rag="AMBER"),
    Scene(
        *(10, "16:45", Group.HEALTH, "3E", "MH"),
        who="teenager",
        rag="AMBER",
        asked=(Asked(COMMUNITY, 22), Asked(SCHOOL, 22)),
    ),
    Scene(10, "20:20", Group.POLICE, "6", "DA", 2, matched=""),
    Scene(10, "23:30", Group.POLICE, "6", kind="MISSING", who="teenager"),
    # Tuesday 11 April.
    Scene(
        *(11, "09:10", Group.HEALTH, "3D", "UNBORN"),
        who="only expecting",
        rag="AMBER",
        asked=(Asked(agencies.PROBATION, 20), Asked(agencies.SUBSTANCE_MISUSE, 20, True)),
    ),
    Scene(11, "09:40", Group.COUNCIL, "5C", "OTH", 2, kind="OTHER_AREA"),
    Scene(11, "10:15", Group.COUNCIL, "5D", "EMO", 2, lane=HUB, rag="GREEN", awaits="EH_REFERRAL"),
    Scene(
        *(11, "10:50", Group.POLICE, "6", "DA", 2),
        who=CURLEW_SANDS,
        rag="AMBER",
        asked=(Asked(SCHOOL, 21), Asked(COMMUNITY, 21, True), Asked(agencies.POLICE, 21, True)),
    ),
    Scene(11, "11:30", Group.HEALTH, "3A", "MH", who="teenager", lane=HUB, rag="GREEN", awaits="INFO_ADVICE"),
    Scene(11, "12:20", Group.INDIVIDUAL, "1A", "NEG", lane=HUB, rag="GREEN", note=sentences.NOTES[3]),
    Scene(11, "13:05", Group.OTHER_LEGAL_AGENCY, "7", kind="INFORMATION"),
    Scene(11, "13:40", Group.HOUSING, "4", "NEG", 3, rag="GREEN", no_tool=True),
    Scene(
        *(11, "14:20", Group.OTHER, "8", "DA", 2),
        who="protected",
        rag="AMBER",
        asked=(Asked(agencies.POLICE, 18), Asked(SCHOOL, 18)),
    ),
    Scene(11, "15:00", Group.POLICE, "6", "PHY", who="restricted", rag="AMBER"),
    Scene(11, "15:20", Group.POLICE, "6", "DA", 1, who="restricted", ends_as=""),
    Scene(11, "15:45", Group.COUNCIL, "5C", "OTH", kind="OTHER_AREA"),
    Scene(11, "16:10", Group.EDUCATION_SERVICES, "2B", "ATT", who="teenager", lane=HUB, rag="GREEN", awaits="SIGNPOST"),
    Scene(11, "16:50", Group.POLICE, "6", "DA", who="again"),
    Scene(11, "17:05", Group.COUNCIL, "5D", "NEG", 2, lane=HUB, no_tool=True),
    Scene(11, "18:30", Group.POLICE, "6", "DA", 2, matched=""),
    Scene(11, "20:45", Group.INDIVIDUAL, "1D", "OTH", channel="OUT_OF_HOURS", rag="GREEN"),
    Scene(11, "22:15", Group.POLICE, "6", kind="MISSING", who="open teenager"),
    Scene(11, "22:20", Group.POLICE, "6", kind="MISSING", who="same", ends_as="DUPLICATE"),
    # Wednesday 12 April, before half past nine.
    Scene(12, "02:40", Group.POLICE, "6", "DA", 2, rag="AMBER", who="open"),
    Scene(12, "06:50", Group.POLICE, "6", "PHY", rag="RED", asked=(Asked(CHILDRENS_HOSPITAL, 1.2),)),
    Scene(
        *(12, "07:35", Group.HEALTH, "3E", "PHY"),
        who="little",
        channel="OUT_OF_HOURS",
        rag="RED",
        escalated="An injury that the explanation does not fit; a younger child is at home.",
    ),
    Scene(12, "08:10", Group.POLICE, "6", "SAB", rag="RED", asked=(Asked(SCHOOL, 0.4), Asked(COMMUNITY, 0.4))),
    Scene(12, "08:35", Group.SCHOOLS, "2A", "EMO", 2, who=CURLEW_SANDS, channel="REFERRAL_FORM"),
    Scene(12, "08:50", Group.POLICE, "6", "DA", 3, matched=""),
    Scene(12, "08:58", Group.HEALTH, "3B", "NEG", who="little", matched="", no_tool=True),
    Scene(12, "09:05", Group.INDIVIDUAL, "1A", "SUB", 2, channel="TELEPHONE"),
    Scene(12, "09:08", Group.ANONYMOUS, "9", "NEG", channel="PUBLIC_FORM", matched=""),
    Scene(12, "09:12", Group.OTHER_LEGAL_AGENCY, "7", kind="INFORMATION"),
    Scene(12, "09:15", Group.POLICE, "6", "SUB", matched=""),
    Scene(12, "09:18", Group.UNKNOWN, "10", "OTH", ends_as="WITHDRAWN", matched=""),
)

_RESTRICTED = ("STAFF_RELATIVE", "POLICE_SENSITIVE", "HIGH_PROFILE", "PROTECTED")


@dataclass
class Morning:
    """Puts the scenes on families of the plan."""

    families: Sequence[Family]
    known: Sequence[Event]
    draw: Draw
    events: list[Event] = field(default_factory=list)
    _taken: set[Family] = field(default_factory=set)
    _last: Event | None = None

    def play(self) -> list[Event]:
        self._heard_of = {contact.child for event in self.known for contact in event.contacts if _is_recent(event)}
        for scene in SCENES:
            self._last = self._event(scene)
            self.events.append(self._last)
        self._restrict_others()
        return self.events

    def _event(self, scene: Scene) -> Event:
        hour, minute = scene.at.split(":")
        day = date(2023, 4, scene.day)
        event = Event(number=0, received_on=day, kind=scene.kind, group=scene.group, source=scene.source, is_live=True)
        event.received_at = moment(day, int(hour), int(minute))
        event.channel, event.lane = scene.channel, scene.lane
        for child in self._children(scene, day):
            child.busy_on.add(day)
            contact = Contact(child, event, matched=scene.matched, primary_concern=scene.concern, rag=scene.rag)
            contact.outcome, contact.ends_as = scene.awaits, scene.ends_as
            if scene.no_tool and not child.is_unborn_on(day):
                contact.neglect_tool = "NO"
            event.contacts.append(contact)
        if scene.who == CURLEW_SANDS and scene.group == Group.SCHOOLS:
            event.referrer_agency = CURLEW_SANDS
        arrive(event, self.draw)
        worry(event, self.draw)
        for contact in event.contacts:
            see_level(event, contact, "3", self.draw)
            self._triage(event, contact)
        self._act(scene, event)
        return event

    def _triage(self, event: Event, contact: Contact) -> None:
        if not contact.rag:
            return
        assert event.recorded_at is not None
        contact.rag_reason = self.draw.one(sentences.RAG[contact.rag])
        contact.triaged_at = event.recorded_at + timedelta(minutes=self.draw.number(2, 5))
        by_night = event.recorded_by.startswith("night")
        contact.triaged_by = event.recorded_by if by_night else self.draw.one(people.OFFICERS).username

    def _act(self, scene: Scene, event: Event) -> None:
        """The checks, the note and the escalation of a scene; of brothers and sisters, about the first."""
        first = event.contacts[0]
        for asked in scene.asked:
            first.checks.append(self._check(asked, first))
        if scene.note:
            assert event.recorded_at is not None
            first.notes.append((event.recorded_at + timedelta(minutes=50), "officer", scene.note))
        if scene.escalated:
            assert first.triaged_at is not None
            at = min(first.triaged_at + timedelta(minutes=20), NOW - timedelta(minutes=12))
            first.escalated = (at, first.triaged_by, scene.escalated)

    def _check(self, asked: Asked, contact: Contact) -> Check:
        of = (contact.child.school or CURLEW_SANDS) if asked.of == SCHOOL else asked.of
        at = NOW - timedelta(minutes=int(asked.hours_ago * 60))
        assert contact.triaged_at is not None
        at = max(at, contact.triaged_at + timedelta(minutes=3))
        check = ask(of, at=at, by=contact.triaged_by, draw=self.draw)
        if asked.is_answered:
            answer(check, at=min(at + timedelta(minutes=self.draw.number(40, 300)), NOW), draw=self.draw)
        return check

    def _children(self, scene: Scene, day: date) -> list[Child]:
        if scene.who == "same":
            assert self._last is not None
            return [contact.child for contact in self._last.contacts]
        for _ in range(200_000):
            family = self.draw.one(self.families)
            chosen = self._fitting(family, scene, day)
            if chosen and family not in self._taken:
                self._taken.add(family)
                if scene.who == "restricted":
                    chosen[0].restricted_because = _RESTRICTED[len(self._restricted()) % len(_RESTRICTED)]
                if scene.who == "protected":
                    family.homes[-1].protected_because = "Staying at a refuge; the address is known to nobody outside."
                return chosen
        raise ValueError(f"No family fits what waits since {scene.day} April, {scene.at}.")

    def _restricted(self) -> list[Child]:
        return [child for family in self._taken for child in family.children if child.restricted_because]

    def _fitting(self, family: Family, scene: Scene, day: date) -> list[Child]:
        """The children of the family for the scene; none where the family does not fit it."""
        children = family.of_age(day)
        born = [child for child in children if not child.is_unborn_on(day)]
        expected = [child for child in children if child.is_unborn_on(day)]
        if "expecting" in scene.who:
            wanted = expected if scene.who == "only expecting" else [*born[: scene.children - 1], *expected]
            return wanted if expected and len(wanted) == scene.children else []
        if scene.who in ("teenager", "open teenager"):
            born = [child for child in born if child.born_on and 12 <= (age_on(child.born_on, day) or 0) <= 17]
        elif scene.who == "little":
            born = [child for child in born if child.born_on and (age_on(child.born_on, day) or 0) <= 1]
        elif scene.who == CURLEW_SANDS:
            born = sorted(born, key=lambda child: child.school != CURLEW_SANDS)
            born = born if born and born[0].school == CURLEW_SANDS else []
        elif scene.who == "again":
            born = born if any(child in self._heard_of for child in born) else []
        is_open = any(child.is_open_on(day) for child in born[: scene.children])
        if is_open != scene.who.startswith("open") or any(day in child.busy_on for child in born):
            return []
        return born[: scene.children] if len(born) >= scene.children else []

    def _restrict_others(self) -> None:
        """Two more restricted children, of whom nothing waits; so that four records are restricted."""
        for _ in range(2):
            family = next(each for each in self.draw.shuffled(self.families) if each not in self._taken)
            self._taken.add(family)
            family.children[0].restricted_because = _RESTRICTED[len(self._restricted()) % len(_RESTRICTED)]


def _is_recent(event: Event) -> bool:
    return event.received_on > date(2022, 6, 1)


_KINDS = {agency.name: agency.kind for agency in agencies.AGENCIES}


def ask(of: str, *, at: datetime, by: str, draw: Draw) -> Check:
    """A question to an agency, as agencies of its kind are asked."""
    return Check(of, draw.one(sentences.ASKED.get(_KINDS[of], sentences.ASKED["EDU"])), at, by)


def answer(check: Check, *, at: datetime, draw: Draw) -> None:
    """The agency's answer, by somebody there who uses Sightline; without such a person it stays open."""
    leads = people.AT_AGENCY.get(check.asked_of)
    if leads is None:
        return
    check.answered_at, check.answered_by = at, draw.one(leads).username
    check.answer, check.analysis, check.sensitivity = draw.one(sentences.ANSWERED)


@dataclass(frozen=True)
class Told:
    """What a night leaves for the day, by the place of its scene; read in the morning after or not yet."""

    day: int
    at: str
    by: str
    what: str
    to_do: str
    scene: tuple[int, str] | None = None
    read_on: tuple[int, str] | None = None


_TOLD = (
    Told(
        *(7, "07:40", "night", "Officers at the home twice; children asleep upstairs, seen and well."),
        "Ring the school when it opens, and mother after ten.",
        (7, "01:15"),
        (11, "08:52"),
    ),
    Told(
        *(8, "06:55", "night2", "Young person reported missing on Friday evening; back at half past two, safe."),
        "Tell the worker. Return interview to be offered.",
        (7, "22:40"),
        (11, "08:52"),
    ),
    Told(
        *(8, "18:10", "night3", "Baby with a bruise at the hospital; on the ward until Tuesday with mother."),
        "Strategy discussion asked for. Ward rings before any discharge.",
        (8, "14:30"),
        (11, "08:40"),
    ),
    Told(
        *(9, "07:30", "night", "Five children with grandmother until Wednesday, agreed by mother."),
        "See the children at grandmother's; she needs a car seat.",
        (9, "00:35"),
        (11, "08:55"),
    ),
    Told(
        *(10, "07:15", "night2", "Quiet night but for one call; mother is expecting and staying with a sister."),
        "Midwife to be told on Tuesday.",
        (10, "02:10"),
        (11, "09:05"),
    ),
    Told(
        *(11, "07:20", "night3", "Young person missing since half past eleven; officers looking at the Old Docks."),
        "Find out whether back. Grandfather's number is with the officers.",
        (10, "23:30"),
    ),
    Told(
        *(12, "05:50", "night", "Young person missing again since the evening; carers told, officers looking."),
        "Ring the home at ten.",
        (11, "22:15"),
    ),
    Told(
        *(12, "08:05", "night", "Child at the hospital with an injury; a younger child at home with an aunt."),
        "Strategy discussion asked for at once. Aunt expects a call.",
        (12, "07:35"),
    ),
)


def hand_overs(events: Sequence[Event]) -> list[HandOver]:
    """The hand-overs of the Easter nights and of the last two, each about the contact that it tells of."""
    by_moment = {event.received_at: event.contacts[0] for event in events}
    made = []
    for told in _TOLD:
        contact = by_moment[_moment(*told.scene)] if told.scene else None
        made.append(
            HandOver(
                written_at=_moment(told.day, told.at),
                written_by=told.by,
                what_happened=told.what,
                to_do=told.to_do,
                contact=contact,
                read_at=_moment(*told.read_on) if told.read_on else None,
                read_by="officer" if told.read_on else "",
            )
        )
    return made


def _moment(day: int, at: str) -> datetime:
    hour, minute = at.split(":")
    return moment(date(2023, 4, day), int(hour), int(minute))
