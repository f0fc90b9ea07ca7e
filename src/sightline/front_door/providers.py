"""What the front door adds to pages made of many areas: "What needs me", a child's history, alerts."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse

from sightline.common.access import Permission as May
from sightline.common.providers import (
    Alert,
    ChronologyEntry,
    Involved,
    NeedsMe,
    OpenClock,
    alerts,
    chronology,
    involved,
    needs_me,
    open_clocks,
    regrouped,
)
from sightline.front_door import codes, receipts
from sightline.front_door.models import Check, Contact, HandOver, Referral, StrategyDiscussionRequest, Submission
from sightline.front_door.models.running import clocks_of
from sightline.front_door.worklists import WORKLISTS
from sightline.register.models import Child, Staff
from sightline.timescales.rules import months_after
from sightline.timescales.zone import local_date, start_of_day

AWAITS_BEING_TAKEN_UP = timedelta(weeks=9)
"""As long as an assessment may take: 45 working days from referral (Working Together; children in need rule 8670Q)."""

# Which lists stand on the home page of whom, and why.
_LISTS = (
    ("mine", May.VIEW_CONTACTS, "Contacts given to you, or to a colleague you cover for"),
    ("overdue", May.DECIDE_CONTACTS, "Undecided past the earlier of their two clocks"),
    ("due-today", May.DECIDE_CONTACTS, "Undecided, due before midnight"),
    ("new", May.TRIAGE_CONTACTS, "Received and not yet looked at"),
    ("awaiting-sign-off", May.SIGN_OFF_DECISIONS, "Colleagues' decisions that wait for another manager"),
    ("early-help-hub", May.WORK_EARLY_HELP_HUB, "Undecided contacts in the hub's lane"),
    ("feedback-due", May.DECIDE_CONTACTS, "Decided; the referrer has not been told"),
    ("neglect-without-tool", May.TRIAGE_CONTACTS, "A professional's concern about neglect without the screening tool"),
)


@needs_me.add
def contacts(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """The worklists that this person's roles make theirs."""
    for code, permission, why in _LISTS:
        if not staff.may(permission):
            continue
        worklist = WORKLISTS[code]
        due = list(worklist.contacts(staff, now).values_list("urgent_at", "state", "feedback_by", "feedback_sent_at"))
        moments = [_due(*facts) for facts in due]
        yield NeedsMe(
            title=f"{worklist.title}: contacts at the front door" if code != "mine" else "My contacts",
            count=len(due),
            url=f"{reverse('front_door:worklist')}?list={code}",
            soonest_due_at=min((moment for moment in moments if moment), default=None),
            overdue=sum(1 for moment in moments if moment and moment < now),
            why=why,
        )


def _due(
    urgent_at: datetime | None, state: str, feedback_by: datetime | None, feedback_sent_at: datetime | None
) -> datetime | None:
    if state in codes.UNDECIDED:
        return urgent_at
    return feedback_by if feedback_sent_at is None else None


@needs_me.add
def checks(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """The front door's questions that this person's agency has not answered."""
    if not staff.may(May.ANSWER_CHECKS):
        return
    due = list(Check.objects.visible_to(staff).asked_of(staff.agency_id).waiting().values_list("answer_by", flat=True))
    yield NeedsMe(
        title="Checks to answer",
        count=len(due),
        url=reverse("front_door:checks_asked_of_us"),
        soonest_due_at=min(due, default=None),
        overdue=sum(1 for moment in due if moment < now),
        why="The front door asks what your agency knows",
    )


@involved.add
def concerned(*, child: Child, staff: Staff, now: datetime) -> Iterator[Involved]:
    """Whom a change of worker concerns here: who has an open contact about the child in hand, and the agencies that
    referred the child within twelve months or whose referral is still open.
    """
    about = Contact.objects.visible_to(staff).filter(child=child, match_status=codes.MatchStatus.LINKED)
    about = about.exclude(state__in=codes.SET_ASIDE).order_by()
    for owner in about.undecided().filter(owner__isnull=False).values_list("owner_id", flat=True).distinct():
        yield Involved(staff_id=owner)
    since = start_of_day(months_after(local_date(now), -12))
    recent = about.filter(Q(received_at__gte=since) | Q(state__in=codes.UNDECIDED))
    for agencies in recent.values_list("event__referrer_agency", "came_in__referrer_agency").distinct():
        yield from (Involved(agency_id=agency) for agency in agencies if agency)


@needs_me.add
def outcomes(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """Referrals of this person's agency whose outcome nobody there has read yet."""
    if staff.may(May.SUBMIT_REFERRALS):
        yield NeedsMe(
            title="Outcomes of your referrals",
            count=receipts.with_news(Submission.objects.visible_to(staff)).count(),
            url=reverse("front_door:submissions"),
            why="The front door has told you what it decided; nobody in your agency has read it",
        )


@needs_me.add
def hand_overs(*, staff: Staff, now: datetime) -> Iterator[NeedsMe]:
    """What the last shift left to be read."""
    if staff.may(May.HAND_OVER):
        yield NeedsMe(
            title="Hand-over to read",
            count=HandOver.objects.visible_to(staff).unread().count(),
            url=reverse("front_door:hand_over"),
            why="Written by the last shift",
        )


@chronology.add
def history(*, children: Sequence[Child], since: datetime, staff: Staff) -> Iterator[ChronologyEntry]:
    """The contacts and referrals of these children since then, for those who may open the contacts."""
    if not staff.may(May.VIEW_CONTACTS):
        return
    names = {child.pk: child.name for child in children}
    contacts = Contact.objects.visible_to(staff).filter(child__in=names, received_at__gte=since)
    for contact in contacts.select_related("event__referrer_agency"):
        about = contact.get_primary_concern_display() or contact.event.get_contact_type_display()
        yield ChronologyEntry(
            at=contact.received_at,
            what=f"Contact: {about or 'concern not supplied'}",
            who=contact.event.referrer,
            detail=contact.get_outcome_display() or contact.get_state_display(),
            url=reverse("front_door:contact", args=[contact.pk]),
            about=names.get(contact.child_id or 0, ""),
        )


@open_clocks.add
def clocks(*, child: Child, staff: Staff) -> Iterator[OpenClock]:
    """The clocks of the child's undecided contacts, for those who may open the contacts."""
    if not staff.may(May.VIEW_CONTACTS):
        return
    undecided = Contact.objects.visible_to(staff).undecided().filter(child=child).select_related("event")
    for contact in undecided.order_by("pk"):
        for clock in clocks_of(contact):
            yield OpenClock(f"{clock.label}, contact {contact.event.reference}", clock, clock.due_at)


@alerts.add
def alerts_of(*, child: Child, staff: Staff, now: datetime) -> Iterable[Alert]:
    """That a strategy discussion has been asked for and not yet taken up."""
    if StrategyDiscussionRequest.objects.visible_to(staff).filter(child=child, accepted_at=None).exists():
        yield Alert("A strategy discussion has been asked for")
    # What became of a referral that another system's list tells of is known there. Of an older one nobody would
    # still expect to be told here.
    offered = Referral.objects.visible_to(staff).filter(accepted_at=None, withdrawn_at=None, from_extract="")
    if offered.filter(child=child, referred_on__gte=local_date(now) - AWAITS_BEING_TAKEN_UP).exists():
        yield Alert("Referred to children's social care, not yet taken up", level="information")


@regrouped.add
def look_back_of_merged(*, records: Sequence[int], by: Staff, at: datetime) -> Iterator[int]:
    """Which contact came before which, for children whose records became one, or two again."""
    from sightline.front_door.actions.bulk import look_back_again  # the verbs are loaded after the providers

    children = Child.objects.visible_to(by)
    persons = list(children.filter(pk__in=records, person__isnull=False).values_list("person_id", flat=True))
    yield look_back_again(children.filter(Q(pk__in=records) | Q(person_id__in=persons)), by=by, at=at)
