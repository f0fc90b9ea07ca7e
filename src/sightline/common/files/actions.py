"""Taking a file in, letting it go again before it is sent, and scanning what waits: the only writers of the store."""

import io
import unicodedata
from datetime import datetime
from typing import Any, BinaryIO

from django.db import transaction

from sightline.common import actor, audit
from sightline.common.files import clamav, store
from sightline.common.files.kinds import kind_of
from sightline.common.files.limits import limits
from sightline.common.files.refusals import FileRefused, VirusFound
from sightline.common.models import StoredFile

SCANNING = "scan files"
"""The purpose under which the database shows files to the job that scans them (migration common 0007)."""


def take_in(*, file: BinaryIO, name: str, by: Any, at: datetime) -> StoredFile:
    """Looks a file over, has it scanned and keeps it; it hangs on nothing yet, and its sender alone sees it.

    Raises FileRefused (nothing of it is kept), VirusFound (a record without content is kept, and audited) or
    CannotKeepFiles. With the scanner down the file is kept, to be opened once a job has scanned it.
    """
    kind = kind_of(file, name=name, limits=limits())
    scan, virus = _scanned(file)
    if virus:
        _quarantine(store.digest_of(file), kind=kind, name=name, virus=virus, by=by, at=at)
        raise VirusFound(_FOUND_TO_SENDER)
    return _keep(store.put(file), kind=kind, name=name, scan=scan, by=by, at=at)


_FOUND_TO_SENDER = (
    "The virus scanner found something harmful in this file, so it was not kept. Tell your IT colleagues, and send the"
    " information in another way."
)


def _scanned(file: BinaryIO) -> tuple[str, str]:
    if not clamav.is_set_up():
        return StoredFile.Scan.NOT_SET_UP, ""
    try:
        verdict = clamav.scan(file)
    except clamav.ScannerDown:
        return StoredFile.Scan.WAITING, ""
    return (StoredFile.Scan.FOUND if verdict.virus else StoredFile.Scan.CLEAN), verdict.virus


@transaction.atomic
def _keep(content: store.Content, *, kind: str, name: str, scan: str, by: Any, at: datetime) -> StoredFile:
    kept = StoredFile.objects.create(
        sha256=content.sha256,
        size=content.size,
        kind=kind,
        name=plain_name(name),
        scan=scan,
        scanned_at=at if scan == StoredFile.Scan.CLEAN else None,
        stored_at=at,
        stored_by_id=by.pk,
        agency_id=by.agency_id,
    )
    audit.record("took in a file", kept, by=by, at=at)
    return kept


@transaction.atomic
def _quarantine(content: store.Content, *, kind: str, name: str, virus: str, by: Any, at: datetime) -> None:
    """Keeps that a file with a virus came, from whom and which; never the file. Nobody is shown the row."""
    refused = StoredFile.objects.create(
        sha256=content.sha256,
        size=content.size,
        kind=kind,
        name=plain_name(name),
        state=StoredFile.State.REFUSED,
        scan=StoredFile.Scan.FOUND,
        scanned_at=at,
        found=virus,
        stored_at=at,
        stored_by_id=by.pk,
        agency_id=by.agency_id,
    )
    audit.record("refused a file with a virus", refused, by=by, at=at, fields=["found"])


@transaction.atomic
def let_go(*, file: StoredFile, by: Any, at: datetime) -> None:
    """Takes a file off a form that is not sent yet. Its content goes when nothing else needs it (`clear`)."""
    if file.state != StoredFile.State.WAITING or file.stored_by_id != by.pk:
        raise FileRefused("This file hangs on a record already. Withdraw it there, with the reason.")
    audit.record("took a file off a form", file, by=by, at=at)
    file.delete()


@transaction.atomic
def hang(*, file: StoredFile, by: Any, at: datetime) -> None:
    """Marks that the file hangs on a record now. An area calls this when it has written the link, in one transaction.

    Raises FileRefused for a file that is not this person's own, or hangs elsewhere already.
    """
    mine = StoredFile.objects.filter(pk=file.pk, stored_by_id=by.pk, state=StoredFile.State.WAITING)
    if not mine.update(state=StoredFile.State.KEPT):
        raise FileRefused("One of the files is not here any more. Add it again.")
    file.state = StoredFile.State.KEPT


def scan_waiting(*, at: datetime) -> dict[str, int]:
    """Scans what came while the scanner was down; says how many were clean, how many not, and how many still wait."""
    done = {"clean": 0, "found": 0, "waiting": 0}
    with actor.acting(None, at=at, purpose=SCANNING):
        waiting = list(StoredFile.objects.to_scan().values_list("pk", flat=True))
    for number, pk in enumerate(waiting):
        try:
            done[_scan_one(pk, at=at)] += 1
        except clamav.ScannerDown:
            done["waiting"] = len(waiting) - number
            break
    return done


def _scan_one(pk: int, *, at: datetime) -> str:
    with actor.acting(None, at=at, purpose=SCANNING):
        file = StoredFile.objects.select_for_update().get(pk=pk)
        try:
            verdict = clamav.scan(io.BytesIO(store.read(file.sha256)))
        except store.ContentLost:
            return "waiting"
        file.scan = StoredFile.Scan.FOUND if verdict.virus else StoredFile.Scan.CLEAN
        file.scanned_at, file.found = at, verdict.virus
        if verdict.virus:
            file.state = StoredFile.State.REFUSED
        file.save()
        audit.record("scanned a file", file, by=None, at=at, fields=["scan", "state"])
        needed = StoredFile.objects.filter(sha256=file.sha256).exclude(state=StoredFile.State.REFUSED).exists()
    if verdict.virus and not needed:
        store.remove(file.sha256)
    return "found" if verdict.virus else "clean"


def plain_name(name: str) -> str:
    """The name as it is shown: its last part, without signs that mislead or break a line, of 255 characters at most."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(c for c in last if c.isprintable() and unicodedata.category(c) != "Cf").strip()
    return plain[-255:] or "file"
