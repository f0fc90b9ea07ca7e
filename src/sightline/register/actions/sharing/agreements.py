"""Information sharing agreements: documents in dated versions, each with a day by which it is reviewed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.refusals import AlreadyRecorded, Impossible, Incomplete
from sightline.register.models import Agency, AgreementVersion, Purpose, SharingAgreement, Staff
from sightline.timescales.zone import local_date


@dataclass(frozen=True, kw_only=True)
class Version:
    """What one version of an agreement says: its text, between whom, for what, from when, to be reviewed by when."""

    text: str
    agencies: Sequence[Agency]
    purposes: Sequence[str]
    in_force_from: date
    review_by: date


@transaction.atomic
def add_agreement(*, title: str, version: Version, by: Staff, at: datetime) -> SharingAgreement:
    """Enters an agreement with its first version. Raises Incomplete, Impossible, AlreadyRecorded."""
    must_hold(by, Permission.KEEP_AGREEMENTS)
    title = checking.text(title, called="title", longest=200)
    if not title:
        raise Incomplete("Give the agreement a title.")
    if SharingAgreement.objects.filter(title__iexact=title).exists():
        raise AlreadyRecorded("There is an agreement of this title. Open it and enter the new text as a new version.")
    agreement = SharingAgreement.objects.create(title=title, kept_by_id=by.agency_id)
    audit.record("entered an agreement", agreement, by=by, at=at, fields=["title"])
    _add(agreement, version, number=1, by=by, at=at)
    return agreement


@transaction.atomic
def new_version(*, agreement: SharingAgreement, version: Version, by: Staff, at: datetime) -> AgreementVersion:
    """Enters the next version: from the day it is in force, what is shared rests on it; earlier lines keep theirs."""
    must_hold(by, Permission.KEEP_AGREEMENTS)
    agreement = _held(agreement, by=by)
    latest = agreement.versions.order_by("-number").first()
    if latest and version.in_force_from <= latest.in_force_from:
        raise Impossible("A new version begins after the one before it. Check the day from which it is in force.")
    return _add(agreement, version, number=latest.number + 1 if latest else 1, by=by, at=at)


@transaction.atomic
def end_agreement(*, agreement: SharingAgreement, ended_on: date, by: Staff, at: datetime) -> SharingAgreement:
    """From `ended_on` nothing rests on the agreement any more. What was shared under it keeps its line."""
    must_hold(by, Permission.KEEP_AGREEMENTS)
    agreement = _held(agreement, by=by)
    if ended_on > local_date(at):
        raise Impossible("The day is in the future. End the agreement when it has come.")
    agreement.ended_on = ended_on
    agreement.save()
    audit.record("ended an agreement", agreement, by=by, at=at, fields=["ended_on"])
    return agreement


def _held(agreement: SharingAgreement, *, by: Staff) -> SharingAgreement:
    found = SharingAgreement.objects.select_for_update(of=("self",)).filter(pk=agreement.pk).first()
    if found is None or found.kept_by_id != by.agency_id:
        raise NotYours("Another agency keeps this agreement.")
    if found.ended_on:
        raise AlreadyRecorded("This agreement has ended.")
    return found


def _add(agreement: SharingAgreement, version: Version, *, number: int, by: Staff, at: datetime) -> AgreementVersion:
    agencies = list(dict.fromkeys(version.agencies))
    if not version.text.strip():
        raise Incomplete("Enter the text of the agreement, so that everybody can read what was agreed.")
    if len(agencies) < 2:
        raise Incomplete("An agreement is between two agencies at least.")
    if not version.purposes or not set(version.purposes) <= set(Purpose.values):
        raise Incomplete("Choose the purposes that the agreement covers.")
    if version.review_by <= version.in_force_from:
        raise Impossible("The review is due before the agreement is in force. Check both days.")
    made = AgreementVersion.objects.create(
        agreement=agreement,
        number=number,
        text=version.text,
        purposes=sorted(version.purposes),
        in_force_from=version.in_force_from,
        review_by=version.review_by,
        recorded_by=by,
        recorded_at=at,
    )
    made.agencies.set(agencies)
    audit.record("entered a version of an agreement", made, by=by, at=at, fields=["text", "agencies", "purposes"])
    return made
