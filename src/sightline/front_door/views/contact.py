"""One contact: what was said, who it is about, what others know, what was decided."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.providers import ChronologyEntry, alerts, chronology
from sightline.front_door import actions, attachments, codes, forms
from sightline.front_door.actions.siblings import events_to_merge_with
from sightline.front_door.models import Contact
from sightline.front_door.views.acting import contact_for, one_thing
from sightline.front_door.views.rows import RAG_COLOURS
from sightline.instruments.models import CompletedTool
from sightline.register.family import family_of
from sightline.register.models import Child, HouseholdMember
from sightline.register.request import StaffRequest
from sightline.timescales.zone import local_date

May = Permission


@needs(Permission.VIEW_CONTACTS)
def contact(request: StaffRequest, contact_id: int) -> HttpResponse:
    """The contact in three panes: as received; the child and the family; what other agencies know."""
    found = contact_for(request, contact_id)
    audit.opened(request, found)
    return render(
        request,
        "front_door/contact.html",
        {
            "contact": found,
            "event": found.event,
            "siblings_in_event": _siblings_in_event(request, found),
            "moved_since": _moved_since(request, found),
            "checks": _checks(request, found),
            "decisions": found.decisions.select_related("decided_by", "signed_off_by").order_by("-number"),
            "feedback": found.feedback.select_related("sent_by").order_by("-sent_at"),
            "notes": found.notes.select_related("recorded_by").order_by("-at"),
            "corrections": found.corrections.select_related("recorded_by").order_by("-at"),
            "rag_colour": RAG_COLOURS.get(found.rag, "grey"),
            "strategy": getattr(found, "strategy_discussion_request", None),
            "files": attachments.rows(attachments.on_contact(found, request.user), request.user),
            "may": _may(request, found),
            "back_url": request.session.get("worklist", "") or None,
            **_about_child(request, found),
        },
    )


def _checks(request: StaffRequest, found: Contact) -> Any:
    """The checks asked about this child, each with its files."""
    checks = list(found.checks.select_related("asked_of", "asked_by", "answered_by").order_by("asked_at"))
    files = attachments.by_check(checks, request.user)
    return [(check, files.get(check.pk, [])) for check in checks]


def _siblings_in_event(request: StaffRequest, found: Contact) -> Any:
    return (
        Contact.objects.visible_to(request.user)
        .filter(event_id=found.event_id)
        .exclude(pk=found.pk)
        .select_related("child", "event")
        .order_by("pk")
    )


def _moved_since(request: StaffRequest, found: Contact) -> Any:
    """The contacts that came in with this one and stand in another event now."""
    return (
        Contact.objects.visible_to(request.user)
        .filter(came_in_id=found.came_in_id or found.event_id)
        .exclude(event_id=found.event_id)
        .select_related("child", "event")
        .order_by("pk")
    )


def _about_child(request: StaffRequest, found: Contact) -> dict[str, Any]:
    """The household, the family and two years of history of the child and the siblings."""
    child = found.child
    if child is None:
        return {"child": None}
    today = local_date(request.now)
    family = family_of(child, staff=request.user)
    siblings = [tie.child for tie in family if tie.child and tie.relationship.to_on is None]
    return {
        "child": child,
        "age": child.age(today),
        "family": family,
        "household": HouseholdMember.objects.visible_to(request.user)
        .filter(child=child)
        .on(today)
        .select_related("household__address")
        .first(),
        "involvements": child.involvements.on(today).select_related("team", "worker", "agency"),
        "alerts": list(alerts.gather(child=child, staff=request.user, now=request.now)),
        "history": history_of([child, *siblings], request=request),
        "earlier_nfas": Contact.objects.visible_to(request.user)
        .filter(child=child, outcome=codes.Outcome.NFA, received_at__lt=found.received_at)
        .count(),
    }


def history_of(children: list[Child], *, request: StaffRequest) -> list[ChronologyEntry]:
    """Twenty-four months of the children's history, newest first, from every area that has some."""
    since = request.now - timedelta(days=731)
    entries = chronology.gather(children=children, since=since, staff=request.user)
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _may(request: StaffRequest, found: Contact) -> dict[str, bool]:
    """What this person may do to this contact now, for the buttons; the verbs ask again."""
    staff = request.user
    undecided = found.state in codes.UNDECIDED
    may_move = undecided and found.state != codes.State.AWAITING_SIGN_OFF and staff.may(May.TRIAGE_CONTACTS)
    return {
        "triage": undecided and staff.may(May.TRIAGE_CONTACTS),
        "ask": undecided and staff.may(May.ASK_CHECKS),
        "decide": undecided and found.state != codes.State.AWAITING_SIGN_OFF and staff.may(May.DECIDE_CONTACTS),
        "sign_off": found.state == codes.State.AWAITING_SIGN_OFF and staff.may(May.SIGN_OFF_DECISIONS),
        "correct_decision": found.is_decided and staff.may(May.SIGN_OFF_DECISIONS),
        "correct": staff.may(May.TRIAGE_CONTACTS),
        "tell": found.is_decided and staff.may(May.DECIDE_CONTACTS),
        "escalate": staff.may(May.ESCALATE_CONTACTS),
        "share": staff.may(May.SHARE_INFORMATION),
        "note": staff.may(May.RECEIVE_CONTACTS),
        "attach": staff.may(May.RECEIVE_CONTACTS),
        "match": not found.is_decided and staff.may(May.RECEIVE_CONTACTS),
        "add_child": not found.event.from_extract and staff.may(May.RECEIVE_CONTACTS),
        "split": may_move,
        "duplicate": may_move,
        "withdraw": undecided and staff.may(May.DECIDE_CONTACTS),
        "merge": may_move and bool(events_to_merge_with(found, staff=staff)),
    }


@needs(Permission.TRIAGE_CONTACTS)
def triage(request: StaffRequest, contact_id: int) -> HttpResponse:
    found = contact_for(request, contact_id)
    return one_thing(
        request,
        found,
        page="triage",
        if_unchanged=True,
        form=forms.Triage,
        do=lambda form: actions.triage(contact=found, by=request.user, at=request.now, **form.cleaned_data),
        heading="Triage",
        button="Set the priority",
        done="Priority set",
    )


@needs(Permission.TRIAGE_CONTACTS)
def move(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Gives the contact to a colleague or to another lane."""
    found = contact_for(request, contact_id)

    def do(form: Any) -> None:
        actions.take(contact=found, owner=form.cleaned_data["owner"], by=request.user, at=request.now)
        actions.move_to_lane(contact=found, lane=form.cleaned_data["lane"], by=request.user, at=request.now)

    return one_thing(
        request,
        found,
        page="move",
        if_unchanged=True,
        form=lambda sent: forms.Move(sent, staff=request.user, initial={"owner": found.owner_id, "lane": found.lane}),
        do=do,
        heading="Owner and lane",
        button="Save",
        done="Owner and lane saved",
    )


@needs(Permission.RECEIVE_CONTACTS)
def note(request: StaffRequest, contact_id: int) -> HttpResponse:
    found = contact_for(request, contact_id)
    return one_thing(
        request,
        found,
        page="note",
        form=forms.Note,
        do=lambda form: actions.add_note(contact=found, by=request.user, at=request.now, **form.cleaned_data),
        heading="Add a note",
        button="Save the note",
        done="Note saved",
    )


@needs(Permission.ESCALATE_CONTACTS)
def escalate(request: StaffRequest, contact_id: int) -> HttpResponse:
    found = contact_for(request, contact_id)
    return one_thing(
        request,
        found,
        page="escalate",
        form=forms.Escalate,
        do=lambda form: actions.escalate(contact=found, by=request.user, at=request.now, **form.cleaned_data),
        heading="Escalate to a strategy discussion now",
        button="Ask for a strategy discussion",
        done="Strategy discussion asked for. The contact still needs its own decision.",
        warning="Police, health and social care are asked to meet within 24 hours. In danger now: ring 999.",
    )


@needs(Permission.TRIAGE_CONTACTS)
def attach_tool(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Attaches a completed screening tool that an agency sent, or that a colleague completed."""
    found = contact_for(request, contact_id)
    tools = CompletedTool.objects.visible_to(request.user).standing().order_by("-completed_at")
    return one_thing(
        request,
        found,
        page="attach-tool",
        if_unchanged=True,
        form=lambda sent: forms.AttachTool(sent, tools=tools, contact=found),
        do=lambda form: actions.attach_tool(contact=found, by=request.user, at=request.now, **form.cleaned_data),
        heading="Attach a screening tool",
        button="Attach",
        done="Screening tool attached",
    )


@needs(Permission.TRIAGE_CONTACTS)
def correct(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Corrects recorded facts. Each changed one is kept with what it said before."""
    found = contact_for(request, contact_id)
    recorded = {
        "received_at": found.received_at,
        "source": found.event.source,
        "level_as_referred": found.level_as_referred,
        "primary_concern": found.primary_concern,
    }

    def do(form: Any) -> None:
        said = form.cleaned_data
        changed = {
            field: said[field]
            for field, was in recorded.items()
            if said[field] not in (None, "") and _differs(said[field], was)
        }
        if not changed:
            raise actions.Incomplete("Nothing was changed. Change what was wrong, then save.")
        for field, says in changed.items():
            actions.correct_contact(
                contact=found, field=field, says=says, reason=said["reason"], by=request.user, at=request.now
            )

    return one_thing(
        request,
        found,
        page="correct",
        if_unchanged=True,
        form=lambda sent: forms.Correct(sent, now=request.now, received_on=found.received_on, initial=recorded),
        do=do,
        heading="Correct the record",
        button="Save the correction",
        done="Correction kept, with what stood there before",
    )


def _differs(says: Any, said: Any) -> bool:
    """Whether a typed value differs from the recorded one; a time is typed to the minute."""
    if hasattr(said, "second"):
        return says.replace(second=0, microsecond=0) != said.replace(second=0, microsecond=0)
    return says != said
