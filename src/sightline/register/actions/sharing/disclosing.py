"""What is told by a person's own judgement: shared, withheld, or told in error and taken back."""

from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.refusals import AlreadyRecorded, Impossible, Incomplete
from sightline.register.actions.sharing.lines import Basis, Told, keep_lines
from sightline.register.models import Agency, Child, Disclosure, Purpose, Staff


@transaction.atomic
def disclose(
    *,
    child: Child | None,
    about: models.Model,
    receiver: Agency | None = None,
    receiver_name: str = "",
    purpose: str,
    purpose_note: str = "",
    basis: Basis,
    fields: Sequence[str],
    means: str,
    exception: str = "",
    by: Staff,
    at: datetime,
) -> Disclosure:
    """Keeps in the ledger that the person's agency told another agency, or somebody outside, something of a child.

    `exception` is the reason where a rule was against it. Raises Incomplete, Impossible, NotYours.
    """
    if means not in Disclosure.Means.values:
        raise Incomplete("Say how they were told.")
    name = _check(receiver, receiver_name, purpose=purpose, note=purpose_note, basis=basis, fields=fields, by=by)
    return _kept(
        Told(
            about=about,
            child=child.pk if child else None,
            agency=by.agency_id,
            receiver=receiver.pk if receiver else None,
            receiver_name=name,
            purpose=purpose,
            purpose_note=purpose_note.strip(),
            basis=basis,
            fields=fields,
            means=means,
            exception=exception.strip(),
            by=by,
            at=at,
        ),
        verb="told another agency of a child",
    )


@transaction.atomic
def withhold(
    *,
    child: Child | None,
    about: models.Model,
    receiver: Agency | None = None,
    receiver_name: str = "",
    purpose: str,
    purpose_note: str = "",
    basis: Basis,
    fields: Sequence[str],
    because: str,
    by: Staff,
    at: datetime,
) -> Disclosure:
    """Keeps in the ledger what was not told, because telling it would be more detrimental to the child, and why.

    The duty to share has this exception, and no other (Children's Wellbeing and Schools Act 2026). Raises Incomplete,
    Impossible, NotYours.
    """
    if not because.strip():
        raise Incomplete("Say why sharing would be more detrimental to the child than not sharing.")
    name = _check(receiver, receiver_name, purpose=purpose, note=purpose_note, basis=basis, fields=fields, by=by)
    return _kept(
        Told(
            about=about,
            child=child.pk if child else None,
            agency=by.agency_id,
            receiver=receiver.pk if receiver else None,
            receiver_name=name,
            purpose=purpose,
            purpose_note=purpose_note.strip(),
            basis=basis,
            fields=fields,
            withheld_because=because.strip(),
            by=by,
            at=at,
        ),
        verb="withheld something of a child",
    )


@transaction.atomic
def recall(*, disclosure: Disclosure, by: Staff, at: datetime) -> Disclosure:
    """Marks what was told in error as taken back. The line stays; who was told reads in their ledger that it was."""
    if not (by.may(Permission.SHARE_INFORMATION) or by.may(Permission.SEE_LEDGER)):
        must_hold(by, Permission.SHARE_INFORMATION)
    found = Disclosure.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=disclosure.pk).first()
    if found is None or found.agency_id != by.agency_id:
        raise NotYours("Another agency told this, so that agency takes it back.")
    if found.verdict == Disclosure.Verdict.WITHHELD:
        raise Impossible("This was withheld: nobody was told, so there is nothing to take back.")
    if found.recalled_at:
        raise AlreadyRecorded("This was taken back already.")
    found.recalled_at = at
    found.save(update_fields=["recalled_at"])
    audit.record("took back what was told in error", found, by=by, at=at, fields=["recalled_at"])
    return found


def _check(
    receiver: Agency | None,
    receiver_name: str,
    *,
    purpose: str,
    note: str,
    basis: Basis,
    fields: Sequence[str],
    by: Staff,
) -> str:
    """The receiver's name, tidied, where it is somebody outside. Refuses a line that lacks what a line needs."""
    must_hold(by, Permission.SHARE_INFORMATION)
    name = checking.text(receiver_name, called="receiver's name", longest=120) if receiver is None else ""
    if receiver is None and not name:
        raise Incomplete("Say who was to be told: an agency, or somebody outside.")
    if receiver is not None and receiver.pk == by.agency_id:
        raise Impossible("That is your own agency. Nothing is disclosed by telling a colleague.")
    if not [each for each in fields if each.strip()]:
        raise Incomplete("Say what it was about: at least one kind of information.")
    if purpose not in Purpose.values:
        raise Incomplete("Say for which purpose.")
    if purpose == Purpose.OTHER and not note.strip():
        raise Incomplete("Say what the other purpose is.")
    if not basis.article_6_basis:
        raise Incomplete("Choose the lawful basis.")
    if not basis.special_category_condition:
        raise Incomplete("Choose the condition for special category data, or say that there is none in it.")
    return name


def _kept(told: Told, *, verb: str) -> Disclosure:
    [line] = keep_lines([told])
    audit.record(verb, line, by=told.by, at=told.at, fields=["verdict", "fields"], purpose=told.purpose)
    return line
