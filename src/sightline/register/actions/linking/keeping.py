"""What every decision about a link does: held alone, kept with its history, and the groups worked out anew."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.providers import regrouped
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.linking.refusals import AGAINST, AlreadyDecided, NotTogether
from sightline.register.models import Link, LinkDecision, Staff

State = Link.State


def one_decision_at_a_time() -> None:
    """Until the transaction ends nobody else decides, so that two decisions never make a group that neither saw."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('sightline decides about links'))")


def held(link: Link, *, by: Staff, seen_version: int | None = None) -> Link:
    """The link as it stands now. Raises NotYours, AlreadyDecided where it changed since the person saw it."""
    must_hold(by, Permission.LINK_RECORDS)
    one_decision_at_a_time()
    found = Link.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=link.pk).first()
    if found is None:
        raise NotYours("There is no such pair, or not one that you may decide about.")
    if seen_version is not None and found.version != seen_version:
        raise AlreadyDecided("This pair has changed since you opened it. Look at it again.")
    return found


def refuse_what_stands_against(one: int, other: int) -> None:
    """Raises NotTogether where a rule stands against making the two one child."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_against_link(%s, %s)", [one, other])
        (against,) = cursor.fetchone()
    if against:
        raise NotTogether(AGAINST[against])


def become(link: Link, state: str, *, reason: str, by: Staff, at: datetime) -> Link:
    """Gives the link its new state, by a person, with its line in the history and in the audit."""
    link.state, link.decided_at, link.decided_by = state, at, by
    link.reason = checking.text(reason, called="reason", longest=400)
    link.postponed_until = link.postponed_until if state == State.POSTPONED else None
    link.by_itself = False
    link.version += 1
    link.save()
    LinkDecision.objects.create(link=link, state=state, at=at, by=by, reason=link.reason)
    verb = VERBS[state]
    audit.record(verb, link, by=by, at=at, fields=["state"])
    return link


VERBS: dict[str, str] = {
    State.CONFIRMED: "confirmed that two records are one child",
    State.REJECTED: "said that two records are not one child",
    State.POSTPONED: "put off a decision about two records",
    State.UNDONE: "undid a link between two records",
    State.PROPOSED: "brought two records together for a decision",
}


def tell_of_merge(link: Link, *, by: Staff, at: datetime) -> None:
    """Tells the areas whose facts hang on a child that two records of one agency are one child now, or two again."""
    if link.is_within_an_agency:
        for _ in regrouped.gather(records=[link.one_id, link.other_id], by=by, at=at):
            pass


def may_merge(link: Link, *, by: Staff) -> None:
    """A merge changes what an agency's own records say, so that it takes who may edit them."""
    if link.is_within_an_agency:
        must_hold(by, Permission.EDIT_CHILDREN)


def regroup(records: Iterable[int]) -> None:
    """Works out anew who is one child with whom, for these records and all that stand with them."""
    ids = sorted(set(records))
    if ids:
        with connection.cursor() as cursor:
            cursor.execute("select sightline_regroup(%s::bigint[])", [ids])
