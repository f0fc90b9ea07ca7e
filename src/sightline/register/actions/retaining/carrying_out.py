"""What the system does for a retention run, as the owner: it prepares the list, and carries out what was released."""

import hashlib
import json
from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.register.actions.retaining.clearing import clear_child
from sightline.register.models import LegalHold, RetentionLine, RetentionRun
from sightline.register.retention_rules import facts_of, over
from sightline.timescales.zone import local_date

OWNER = "owner"
State, Outcome = RetentionRun.State, RetentionLine.Outcome


def prepare(*, run: RetentionRun, at: datetime) -> int:
    """Lists every child whose record's time is over and who is not held; how many. Nothing goes by it."""
    with transaction.atomic(using=OWNER):
        held = RetentionRun.objects.using(OWNER).select_for_update().get(pk=run.pk)
        if held.state != State.ASKED:
            return 0
        kept = _held_children(held.agency_id) | _gone_children()
        lines = []
        for child_id, facts in facts_of(held.agency_id, using=OWNER).items():
            if child_id not in kept and (found := over(facts, local_date(at))):
                lines.append(
                    RetentionLine(
                        run=held,
                        agency_id=held.agency_id,
                        child_id=child_id,
                        rule=found.rule.id,
                        rule_version=found.rule.version,
                        over_on=found.on,
                    )
                )
        RetentionLine.objects.using(OWNER).bulk_create(lines, batch_size=1000)
        held.state, held.prepared_at = State.PREPARED, at
        held.save(using=OWNER, update_fields=["state", "prepared_at"])
        audit.record("prepared a retention run", held, by=None, at=at, fields=["lines"], using=OWNER)
    return len(lines)


def work_through(*, at: datetime) -> int:
    """Prepares what was asked for and carries out what was released; how many children were looked at."""
    runs = RetentionRun.objects.using(OWNER).order_by("pk")
    for run in runs.filter(state=State.ASKED):
        prepare(run=run, at=at)
    return sum(carry_out(run=run, at=at) for run in runs.filter(state=State.RELEASED))


def _held_children(agency_id: int) -> set[int]:
    holds = LegalHold.objects.using(OWNER).filter(agency_id=agency_id, ended_at=None)
    return set(holds.values_list("child", flat=True))


def _gone_children() -> set[int]:
    gone = RetentionLine.objects.using(OWNER).filter(outcome=Outcome.REMOVED)
    return set(gone.values_list("child", flat=True))


def carry_out(*, run: RetentionRun, at: datetime, most: int | None = None) -> int:
    """Clears the children of a released run that are not cleared yet, one transaction each; how many were looked at.

    Killed in the middle it goes on where it was: a child is cleared whole or not at all. A child held since, or
    whose record has been used again, is left as it is. When none is left the run is certified.
    """
    if RetentionRun.objects.using(OWNER).get(pk=run.pk).state != State.RELEASED:
        return 0
    waiting = RetentionLine.objects.using(OWNER).filter(run_id=run.pk, done_at=None).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True)[:most])
    for line_id in ids:
        _one_child(line_id, at=at)
    if not waiting.exists():
        _certify(run, at=at)
    return len(ids)


def _one_child(line_id: int, *, at: datetime) -> None:
    with transaction.atomic(using=OWNER):
        line = RetentionLine.objects.using(OWNER).select_for_update().get(pk=line_id)
        if line.done_at:
            return
        child = line.child.__class__.objects.using(OWNER).select_for_update().get(pk=line.child_id)
        facts = facts_of(line.agency_id, using=OWNER, only=child.pk)[child.pk]
        if LegalHold.objects.using(OWNER).filter(child=child, ended_at=None).exists():
            line.outcome = Outcome.HELD
        elif over(facts, local_date(at)) is None:
            line.outcome = Outcome.NO_LONGER_DUE
        else:
            line.records = clear_child(child.pk, also_gone=_gone_children(), over_on=line.over_on, using=OWNER)
            line.outcome = Outcome.REMOVED
        line.done_at = at
        line.save(using=OWNER)
        audit.record("carried out retention", child, by=None, at=at, fields=[line.rule], using=OWNER)


def certificate_facts(run: RetentionRun, *, using: str = "default") -> str:
    """What the certificate says, as one canonical text: its SHA-256 is kept with the run and in the audit's purpose."""
    rows = RetentionLine.objects.using(using).filter(run_id=run.pk).order_by("pk")
    said = {
        "run": run.pk,
        "released_by": run.released_by_id,
        "released_at": run.released_at.isoformat() if run.released_at else "",
        "done_at": run.done_at.isoformat() if run.done_at else "",
        "lines": [
            [each.child_id, each.rule_version, each.over_on.isoformat(), each.outcome, each.records] for each in rows
        ],
    }
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def _certify(run: RetentionRun, *, at: datetime) -> None:
    with transaction.atomic(using=OWNER):
        held = RetentionRun.objects.using(OWNER).select_for_update().get(pk=run.pk)
        if held.state != State.RELEASED:
            return
        held.state, held.done_at = State.DONE, at
        held.certificate_hash = hashlib.sha256(certificate_facts(held, using=OWNER).encode()).hexdigest()
        held.save(using=OWNER)
        audit.record("certified a retention run", held, by=None, at=at, purpose=held.certificate_hash, using=OWNER)
