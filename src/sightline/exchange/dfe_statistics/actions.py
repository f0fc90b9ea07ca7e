"""Loading published statistics, set by set: what is new goes in, what is said otherwise is corrected and told."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from sightline.common import audit, many
from sightline.common.refusals import NotYours
from sightline.exchange.dfe_statistics import areas
from sightline.exchange.dfe_statistics.comparing import Difference, Kept, compare
from sightline.exchange.dfe_statistics.faults import WholeFileRefused
from sightline.exchange.dfe_statistics.files import AREA_CODES, FILES, NOT_KNOWN, NOT_READ, PublishedFile
from sightline.exchange.dfe_statistics.lines import HEADINGS_ROW
from sightline.exchange.dfe_statistics.reading import Reading, read
from sightline.exchange.dfe_statistics.rows import Identity, Saying, Shape
from sightline.exchange.models import Area, Publication, Published
from sightline.exchange.permissions import may_load_statistics
from sightline.intake.account import Account, Refusal, SheetAccount
from sightline.intake.workbook import CannotRead
from sightline.register.models import Staff

ONE_LOAD_AT_A_TIME = 7_340_115
"""Any number will do, as long as every load asks for the same lock."""


@transaction.atomic
def load(folder: Path, *, dry_run: bool, by: Staff, at: datetime) -> Account:
    """Loads the Department's and the statistics office's files of a folder, all in one transaction.

    Loading the same files again changes nothing. A corrected file updates what it says otherwise; what its
    edition held for the same period and it no longer holds is marked, never deleted. Another edition stands
    beside the one before. Raises NotYours, CannotRead.
    """
    if not may_load_statistics(by):
        raise NotYours("The partnership's analyst or business manager loads published statistics.")
    here = _names_in(folder)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_LOAD_AT_A_TIME])
    loading = _Loading(Account(dry_run=dry_run), by, at)
    for file in FILES:
        if file.name in here:
            loading.take(file, folder / file.name)
        else:
            loading.account.skip(file.name, "it is not in the folder; what was loaded of it before stays")
    for name in sorted(here - {file.name for file in FILES}):
        loading.account.skip(name, NOT_READ.get(name, NOT_KNOWN))
    return loading.account


def _names_in(folder: Path) -> set[str]:
    if not folder.is_dir():
        raise CannotRead(f"{folder.name} is not a folder. Name the folder that holds the published files.")
    here = {path.name for path in folder.iterdir()}
    if not here & {file.name for file in FILES}:
        raise CannotRead(
            f"The folder {folder.name} holds none of the files that are read: {', '.join(file.name for file in FILES)}."
        )
    return here


class _Loading:
    """One load: its account, who loads and when, and the areas' codes as far as they are known by now."""

    def __init__(self, account: Account, by: Staff, at: datetime) -> None:
        self.account = account
        self._by = by
        self._at = at
        self._dfe_code_of = dict(Area.objects.standing().exclude(dfe_code="").values_list("code", "dfe_code"))

    def take(self, file: PublishedFile, path: Path) -> None:
        """Reads one file, compares it with what is kept of its edition, and writes the difference."""
        sheet, shape = self.account.sheet(file.name), file.shape(self._dfe_code_of)
        try:
            reading = read(path, shape)
        except WholeFileRefused as refusal:
            _refuse_whole(sheet, refusal)
            return
        if file.name == AREA_CODES:
            self._dfe_code_of |= areas.dfe_codes(reading.rows)
        self._tell_what_is_left_out(file, reading)
        edition = shape.edition(reading.rows) if reading.rows else ""
        publication = Publication.objects.filter(file=file.name, edition=edition).first()
        difference = compare(reading, _kept(publication, shape), shape, sheet)
        if difference and not self.account.dry_run:
            publication = self._keep_publication(publication, file, edition, reading.sha256)
            self._write(difference, publication, shape.model)

    def _tell_what_is_left_out(self, file: PublishedFile, reading: Reading) -> None:
        for heading in reading.more_headings:
            if heading not in file.known:
                self.account.skip(f"{file.name}, column {heading}", "it is no column that is known here")
        for why, rows in reading.left_out.items():
            told = ", ".join(map(str, rows[:3])) + (f" and {len(rows) - 3} more" if len(rows) > 3 else "")
            self.account.skip(f"{file.name}, row{'s' if len(rows) > 1 else ''} {told}", why)
        if reading.unwanted:
            self.account.skip(
                f"{file.name}, {reading.unwanted:,} rows", "no figure of Sightline stands beside their measures"
            )

    def _keep_publication(
        self, publication: Publication | None, file: PublishedFile, edition: str, sha256: str
    ) -> Publication:
        publication = publication or Publication(file=file.name, edition=edition)
        publication.publisher, publication.title, publication.vintage = file.publisher, file.title, file.vintage
        publication.released_on = file.released_on
        publication.sha256, publication.loaded_at, publication.loaded_by = sha256, self._at, self._by
        publication.save()
        return publication

    def _write(self, difference: Difference, publication: Publication, model: type[Published]) -> None:
        new = _as_rows(difference.new, publication, model)
        many.number(new)
        many.lay_in(new)
        corrected = _as_rows([saying for _, saying in difference.changed], publication, model)
        for row, (key, _) in zip(corrected, difference.changed, strict=True):
            row.id = key
        many.put_back(corrected, [*model.TOLD, *model.DERIVED, "absent_since"])
        gone = [model(id=key, publication=publication, absent_since=self._at) for key in difference.gone]
        many.put_back(gone, ["absent_since"])
        audit.record(
            "loaded published statistics", publication, by=self._by, at=self._at, fields=sorted(difference.columns)
        )


def _refuse_whole(sheet: SheetAccount, refusal: WholeFileRefused) -> None:
    fault = refusal.fault
    sheet.refuse([Refusal(HEADINGS_ROW, fault.column, fault.value, fault.reason)])
    others = max(refusal.lines, 1) - 1
    sheet.rows += others
    sheet.refused += others


def _kept(publication: Publication | None, shape: Shape) -> dict[Identity, Kept]:
    if publication is None:
        return {}
    model, parts = shape.model, len(shape.model.IDENTITY)
    held = model._default_manager.filter(publication=publication)
    return {
        row[2 : 2 + parts]: Kept(row[0], row[2 + parts :], row[1] is not None)
        for row in held.values_list("pk", "absent_since", *model.IDENTITY, *model.TOLD)
    }


def _as_rows(sayings: Iterable[Saying], publication: Publication, model: type[Published]) -> list[Published]:
    said = ("publication_id", *model.IDENTITY, *model.TOLD)
    fields = [field.attname for field in model._meta.concrete_fields]
    rows = []
    for saying in sayings:
        values = dict(zip(said, (publication.pk, *saying.identity, *saying.told), strict=True))
        # By position, which Django takes twice as fast as by name.
        row = model.from_db(None, fields, [values.get(field) for field in fields])
        row.derive()
        rows.append(row)
    return rows
