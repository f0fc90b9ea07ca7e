"""The worklists of the front door. One query each, behind the tile, the list, the count and the export alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Q

from sightline.common.access import Permission
from sightline.front_door import codes
from sightline.front_door.models import Contact
from sightline.front_door.models.contacts import ContactQuerySet
from sightline.register.models import Cover, Staff
from sightline.register.opening import way_in
from sightline.timescales.zone import local_date, start_of_day

Query = Callable[[Staff, datetime], Q]
S, L = codes.State, codes.Lane


@dataclass(frozen=True)
class Worklist:
    """A named list: its title, what stands on it in words, and the one condition that says so."""

    code: str
    title: str
    definition: str
    condition: Query

    def contacts(self, staff: Staff, now: datetime) -> ContactQuerySet:
        """The contacts on the list that `staff` may see."""
        return Contact.objects.visible_to(staff).filter(self.condition(staff, now))

    def count(self, staff: Staff, now: datetime) -> int:
        return self.contacts(staff, now).count()


def _in_lane(lane: str) -> Query:
    return lambda staff, now: Q(state__in=codes.UNDECIDED, lane=lane)


def _of(*states: str) -> Query:
    return lambda staff, now: Q(state__in=states, lane=L.FRONT_DOOR)


def _mine(staff: Staff, now: datetime) -> Q:
    covered = Cover.objects.visible_to(staff).in_force_at(now).filter(covering=staff).values("absent_id")
    return Q(state__in=(*codes.UNDECIDED, S.DECIDED)) & (Q(owner=staff) | Q(owner__in=covered))


def _neglect_without_tool(staff: Staff, now: datetime) -> Q:
    return (
        Q(state__in=codes.UNDECIDED, event__source__in=codes.PROFESSIONAL_SOURCES)
        & (Q(primary_concern=codes.Concern.NEGLECT) | Q(concerns__contains=[codes.Concern.NEGLECT]))
        & ~Q(neglect_tool=codes.NeglectTool.YES)
    )


TABS = (
    Worklist("new", "New", "Received and not yet looked at.", _of(S.RECEIVED)),
    Worklist("triage", "Triage", "Being screened; no checks are out.", _of(S.SCREENING)),
    Worklist("checks-out", "Checks out", "Waiting for what other agencies know.", _of(S.INFORMATION_REQUESTED)),
    Worklist(
        "awaiting-sign-off",
        "Awaiting sign-off",
        "Decided by a colleague whose role needs another manager's sign-off; the clock still runs.",
        lambda staff, now: Q(state=S.AWAITING_SIGN_OFF),
    ),
    Worklist(
        "feedback-due",
        "Feedback due",
        "Decided; the professional who referred has not yet been told.",
        lambda staff, now: (
            Q(state__in=(S.DECIDED, S.LINKED_TO_OPEN_CASE), feedback_sent_at=None) & Q(feedback_by__isnull=False)
        ),
    ),
    Worklist("early-help-hub", "Early Help Hub", "Undecided contacts in the hub's lane.", _in_lane(L.EARLY_HELP_HUB)),
    Worklist(
        "information",
        "Requests and missing notices",
        "Requests for information and missing child notifications, not yet answered.",
        _in_lane(L.INFORMATION),
    ),
    Worklist("other-areas", "Other areas", "Children for whom another authority answers.", _in_lane(L.OTHER_AREA)),
    Worklist("mine", "Mine", "Given to me, or to a colleague I cover for.", _mine),
    Worklist(
        "undecided",
        "All undecided",
        "Every contact without a decision.",
        lambda staff, now: Q(state__in=codes.UNDECIDED),
    ),
)

TILES = (
    Worklist(
        "received-today",
        "Received today",
        "Every contact received since midnight, decided or not.",
        lambda staff, now: Q(received_on=local_date(now), received_at__lte=now),
    ),
    Worklist(
        "overdue",
        "Overdue",
        "Undecided past the earlier of its two clocks.",
        lambda staff, now: Q(state__in=codes.UNDECIDED, urgent_at__lt=now),
    ),
    Worklist(
        "due-in-2-hours",
        "Due in 2 hours",
        "Undecided, and the earlier of its two clocks ends within two hours.",
        lambda staff, now: Q(state__in=codes.UNDECIDED, urgent_at__range=(now, now + timedelta(hours=2))),
    ),
    Worklist(
        "due-today",
        "Due today",
        "Undecided, and the earlier of its two clocks ends today.",
        lambda staff, now: Q(
            state__in=codes.UNDECIDED,
            urgent_at__gte=now,
            urgent_at__lt=start_of_day(local_date(now) + timedelta(days=1)),
        ),
    ),
    Worklist(
        "re-contacts",
        "Re-contacts",
        "Undecided, about a child with another contact in the twelve months before.",
        lambda staff, now: Q(state__in=codes.UNDECIDED, earlier_contact__isnull=False),
    ),
    Worklist(
        "neglect-without-tool",
        "Neglect without tool",
        "Undecided, a professional's concern about neglect, and no screening tool attached.",
        _neglect_without_tool,
    ),
    Worklist(
        "feedback-overdue",
        "Feedback overdue",
        "Decided, and the referrer not told within the local time.",
        lambda staff, now: Q(state__in=(S.DECIDED, S.LINKED_TO_OPEN_CASE), feedback_by__lt=now, feedback_sent_at=None),
    ),
)

ALL = Worklist(
    "all",
    "All",
    "Every contact of the last twelve months.",
    lambda staff, now: Q(received_on__gte=local_date(now) - timedelta(days=366)),
)

WORKLISTS = {each.code: each for each in (*TABS, *TILES, ALL)}


# What can stand on a list of waiting contacts: a handful among years of decided ones, found by indexes.
WAITING = Q(state__in=(*codes.UNDECIDED, S.DECIDED)) | Q(feedback_by__isnull=False, feedback_sent_at=None)
_OF_ANY_STATE = ("received-today", "all")


def counts(worklists: Sequence[Worklist], staff: Staff, now: datetime) -> dict[str, int]:
    """How many stand on each list, by the lists' own conditions, in one look at what waits.

    A list of contacts in any state is counted by itself; "All" only where it is looked at.
    """
    together = {each.code.replace("-", "_"): each for each in worklists if each.code not in _OF_ANY_STATE}
    waiting = Contact.objects.visible_to(staff).filter(WAITING)
    found = waiting.aggregate(
        **{name: Count("pk", filter=each.condition(staff, now)) for name, each in together.items()}
    )
    counted = {each.code: found[name] for name, each in together.items()}
    return counted | {each.code: each.count(staff, now) for each in worklists if each.code == "received-today"}


@dataclass(frozen=True)
class Stub:
    """A contact about a restricted child, as those not named on it see it: that it waits, and whom to ask."""

    contact_id: int
    received_at: datetime
    urgent_at: datetime | None
    ask: Staff
    way_in: str


def stubs(staff: Staff) -> list[Stub]:
    """The undecided contacts that wait unseen, so that nobody believes that nothing waits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select contact_id, state, received_at, urgent_at, ask_id, restriction_id from sightline_contact_stubs()"
        )
        rows = [row for row in cursor.fetchall() if row[1] in codes.UNDECIDED]
    people = Staff.objects.in_bulk([row[4] for row in rows])
    may_open = staff.may(Permission.OPEN_IN_EMERGENCY)
    return [Stub(row[0], row[2], row[3], people[row[4]], way_in(row[5]) if may_open else "") for row in rows]
