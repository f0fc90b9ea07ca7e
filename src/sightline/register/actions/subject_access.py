"""A person asks for what is held about them: the system prepares it, people judge each record, another releases it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.lawful_basis import Article6Basis
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions import checking
from sightline.register.actions.refusals import AlreadyRecorded, Impossible, Incomplete, NotAllowed
from sightline.register.actions.sharing.lines import Basis, Told, keep_lines
from sightline.register.clocks import SUBJECT_ACCESS
from sightline.register.holdings import Holding, for_export
from sightline.register.models import Agency, Child, Disclosure, Purpose, Staff, SubjectAccessItem, SubjectAccessRequest
from sightline.timescales.zone import in_london

OWNER = "owner"
State, Verdict = SubjectAccessRequest.State, SubjectAccessItem.Verdict
INTERNAL = frozenset({"id", "version", "search_name"})


@transaction.atomic
def ask_for_package(
    *, child: Child, asked_for_by: str, identity_checked: str, received_at: datetime, by: Staff, at: datetime
) -> SubjectAccessRequest:
    """Records the request; its month begins when it was received. The system prepares the package within minutes."""
    must_hold(by, Permission.RELEASE_TO_SUBJECTS)
    if not Child.objects.visible_to(by).filter(pk=child.pk, agency_id=by.agency_id).exists():
        raise NotYours("There is no such record, or not one that you may open.")
    who = checking.text(asked_for_by, called="name", longest=120)
    how = checking.text(identity_checked, called="proof of identity", longest=200)
    if not who or not how:
        raise Incomplete("Say who asks, and how you know that it is they or that they may ask for the child.")
    if received_at > at:
        raise Impossible("The request is received in the future. Check the day.")
    deadline = SUBJECT_ACCESS.deadline(received_at)
    if deadline is None:
        raise Impossible("No deadline is known for that day. Check it.")
    asked = SubjectAccessRequest.objects.create(
        child=child,
        agency_id=child.agency_id,
        asked_for_by=who,
        identity_checked=how,
        received_at=received_at,
        due_at=deadline.due_at,
        rule=deadline.rule_id,
        rule_version=deadline.rule_version,
        basis=deadline.basis[:400],
        recorded_by=by,
    )
    audit.record("recorded a subject-access request", asked, by=by, at=at, fields=["asked_for_by", "received_at"])
    return asked


def prepare_packages(*, at: datetime) -> int:
    """The system gathers, as the owner, every record about each child asked for; how many records. Nothing goes."""
    made = 0
    for waiting in SubjectAccessRequest.objects.using(OWNER).filter(state=State.ASKED).order_by("pk"):
        with transaction.atomic(using=OWNER):
            asked = SubjectAccessRequest.objects.using(OWNER).select_for_update().get(pk=waiting.pk)
            if asked.state == State.ASKED:
                items = [item for holding in for_export() for item in _items(asked, holding)]
                SubjectAccessItem.objects.using(OWNER).bulk_create(items, batch_size=500)
                asked.state, asked.prepared_at = State.PREPARED, at
                asked.save(using=OWNER, update_fields=["state", "prepared_at"])
                audit.record("prepared a package", asked, by=None, at=at, fields=["items"], using=OWNER)
                made += len(items)
    return made


def _items(asked: SubjectAccessRequest, holding: Holding) -> list[SubjectAccessItem]:
    rows = holding.model._default_manager.using(OWNER)
    ids: set[int] = set()
    shared: set[int] = set()
    for way in holding.about:
        ids |= set(rows.filter(**{way: asked.child_id}).values_list("pk", flat=True))
    for way in holding.about:
        about = rows.filter(pk__in=ids).values_list("pk", way)
        shared |= {pk for pk, other in about if other is not None and other != asked.child_id}
    return [
        SubjectAccessItem(
            request=asked,
            agency_id=asked.agency_id,
            record_type=holding.label,
            record_id=row.pk,
            values=_in_words(row),
            about_others=holding.others or row.pk in shared,
        )
        for row in rows.filter(pk__in=ids).order_by("pk")
    ]


def _in_words(row: models.Model) -> dict[str, str]:
    """Each field that says something, by its name in plain words. Keys to other records are left to those records."""
    said: dict[str, str] = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name in INTERNAL or value in (None, "", [], {}):
            continue
        if field.is_relation:
            if field.related_model not in (Agency, Staff):
                continue
            value = str(getattr(row, field.name))
        elif field.choices:
            value = dict(field.flatchoices).get(value, value)
        said[str(field.verbose_name)] = _text(value)
    return said


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{in_london(value):%-d %B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


@transaction.atomic
def judge_item(
    *,
    item: SubjectAccessItem,
    verdict: str,
    serious_harm: bool,
    by: Staff,
    at: datetime,
    reason: str = "",
    redacted: Sequence[str] = (),
) -> SubjectAccessItem:
    """Release, leave fields out, or withhold one record, each with the serious-harm test answered.

    Data Protection Act 2018, schedule 2, part 3 (other people) and schedule 3, part 3 (serious harm; social work).
    """
    must_hold(by, Permission.RELEASE_TO_SUBJECTS)
    held = SubjectAccessItem.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=item.pk).first()
    if held is None or held.request.state != State.PREPARED:
        raise AlreadyRecorded("This record is not one that waits to be judged.")
    if verdict not in Verdict.values:
        raise Incomplete("Say whether the record is released, released in part, or withheld.")
    because = checking.text(reason, called="reason", longest=400)
    if verdict != Verdict.RELEASE and not because:
        raise Incomplete("Say why not all of it is released.")
    if serious_harm and verdict == Verdict.RELEASE:
        raise NotAllowed("What would be likely to cause serious harm is not released whole: redact or withhold it.")
    left_out = [name for name in redacted if name in held.values]
    if verdict == Verdict.REDACT and not left_out:
        raise Incomplete("Choose the fields that are left out.")
    held.verdict, held.reason, held.serious_harm = verdict, because, serious_harm
    held.redacted = left_out if verdict == Verdict.REDACT else []
    held.judged_at, held.judged_by = at, by
    held.save(update_fields=["verdict", "reason", "serious_harm", "redacted", "judged_at", "judged_by"])
    audit.record("judged a record of a package", held, by=by, at=at, fields=["redacted", "serious_harm", "verdict"])
    return held


def package(asked: SubjectAccessRequest, *, seen_by: Staff) -> list[dict[str, Any]]:
    """What the person is given: records released, whole or in part. What is withheld is left out without a trace."""
    items = SubjectAccessItem.objects.visible_to(seen_by).filter(request=asked).order_by("record_type", "record_id")
    return [
        {
            "record": item.title,
            "values": {name: "[left out]" if name in item.redacted else value for name, value in item.values.items()},
        }
        for item in items
        if item.verdict in (Verdict.RELEASE, Verdict.REDACT)
    ]


@transaction.atomic
def release_package(*, request: SubjectAccessRequest, means: str, by: Staff, at: datetime) -> SubjectAccessRequest:
    """Another person than who recorded the request releases it, when every record is judged; the ledger says so."""
    must_hold(by, Permission.RELEASE_TO_SUBJECTS)
    if means not in Disclosure.Means.values:
        raise Incomplete("Say how the person gets it.")
    found = SubjectAccessRequest.objects.visible_to(by).select_for_update(of=("self",)).select_related("child")
    held = found.filter(pk=request.pk).first()
    if held is None or held.state != State.PREPARED:
        raise AlreadyRecorded("This package is not one that waits to be released.")
    if held.recorded_by_id == by.pk:
        raise NotYours("You recorded this request: another data protection lead releases the package.")
    if left := SubjectAccessItem.objects.visible_to(by).filter(request=held, verdict="").count():
        raise Incomplete(f"Not judged yet: {left}. Judge every record first.")
    told = package(held, seen_by=by)
    told_line = Told(
        about=held,
        child=held.child_id,
        agency=held.agency_id,
        receiver_name=held.asked_for_by,
        purpose=Purpose.SUBJECT_ACCESS,
        basis=Basis(article_6_basis=Article6Basis.LEGAL_OBLIGATION),
        fields=sorted({each["record"].rpartition(" ")[0] for each in told}) or ["nothing"],
        means=means,
        by=by,
        at=at,
    )
    for line in keep_lines([told_line]):
        audit.record("told a person what is held", line, by=by, at=at, fields=["fields"], purpose="SUBJECT_ACCESS")
    held.state, held.released_at, held.released_by = State.RELEASED, at, by
    held.package_hash = hashlib.sha256(as_json(told).encode()).hexdigest()
    held.save(update_fields=["state", "released_at", "released_by", "package_hash"])
    audit.record("released a package", held, by=by, at=at, fields=["state"], purpose="SUBJECT_ACCESS")
    return held


def as_json(told: list[dict[str, Any]]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1)
