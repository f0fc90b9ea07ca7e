"""A link that was wrong is undone: the groups are as the other links give, and what was told meanwhile comes back."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions.linking.keeping import State, become, held, may_merge, regroup, tell_of_merge
from sightline.register.actions.linking.refusals import AlreadyDecided
from sightline.register.actions.refusals import AlreadyRecorded, Incomplete
from sightline.register.actions.sharing import recall
from sightline.register.models import Child, Link, LinkRecall, Staff


@transaction.atomic
def undo_link(*, link: Link, reason: str, seen_version: int | None = None, by: Staff, at: datetime) -> Link:
    """Takes a confirmed link back, also an old one within a group: what remains is what the other links give.

    Every disclosure made of these records since the confirmation is marked to be taken back (ruling S12). The pair
    counts as set apart from then on. Raises AlreadyDecided, Incomplete, NotYours.
    """
    link = held(link, by=by, seen_version=seen_version)
    if link.state != State.CONFIRMED:
        raise AlreadyDecided("This pair is not confirmed, so there is nothing to undo.")
    if not reason.strip():
        raise Incomplete("Say how you know that the two are different children.")
    may_merge(link, by=by)
    # While the two still stand together: what was told of any record of the group may have come from the other.
    _mark_recalls(link, at=at)
    become(link, State.UNDONE, reason=reason, by=by, at=at)
    regroup([link.one_id, link.other_id])
    tell_of_merge(link, by=by, at=at)
    return link


@transaction.atomic
def take_apart(*, child: Child, reason: str, by: Staff, at: datetime) -> None:
    """Undoes every confirmed link of the record and sets its waiting pairs apart: after an adoption none may stand.

    What was told meanwhile is marked to be taken back, as with any undoing (rulings S7, S12).
    """
    pairs = Q(one=child) | Q(other=child)
    standing = Link.objects.select_for_update(of=("self",)).filter(pairs).order_by("pk")
    for link in standing.filter(state=State.CONFIRMED):
        _mark_recalls(link, at=at)
        become(link, State.UNDONE, reason=reason, by=by, at=at)
        regroup([link.one_id, link.other_id])
        tell_of_merge(link, by=by, at=at)
    for link in standing.filter(state__in=(State.PROPOSED, State.POSTPONED)):
        become(link, State.REJECTED, reason=reason, by=by, at=at)


@transaction.atomic
def recall_done(*, to_do: LinkRecall, by: Staff, at: datetime) -> LinkRecall:
    """What was told in error was taken back: the agency's own is marked so in the ledger, another's only here."""
    must_hold(by, Permission.LINK_RECORDS)
    found = LinkRecall.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=to_do.pk).first()
    if found is None:
        raise NotYours("There is no such line, or not one that you may see.")
    if found.done_at:
        raise AlreadyRecorded("This was taken back already.")
    if found.agency_id == by.agency_id and found.disclosure.recalled_at is None:
        recall(disclosure=found.disclosure, by=by, at=at)
    found.done_at, found.done_by = at, by
    found.save(update_fields=["done_at", "done_by"])
    audit.record("took back what was told of a wrong link", found, by=by, at=at, fields=["done_at"])
    return found


def _mark_recalls(link: Link, *, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select sightline_mark_recalls(%s, %s, %s)", [link.pk, link.confirmed_at, at])
