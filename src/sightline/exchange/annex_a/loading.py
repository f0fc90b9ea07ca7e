"""Loading a workbook of Annex A: all accepted rows in one transaction, and an account of every row."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.db import transaction

from sightline.common.access import Permission
from sightline.common.refusals import must_hold
from sightline.exchange.annex_a.attempt import Attempt, Options
from sightline.exchange.annex_a.lists import FORMAT, LISTS, AnnexAList
from sightline.exchange.annex_a.reading import read
from sightline.exchange.annex_a.records import TurnedDown
from sightline.exchange.annex_a.rows import ListedRow
from sightline.intake.account import Account
from sightline.intake.actions import remember_headings
from sightline.intake.headings import plain
from sightline.intake.mapping import remembered
from sightline.intake.workbook import CannotRead, Limits, open_workbook
from sightline.register.actions.checking import one_at_a_time
from sightline.register.models import Staff
from sightline.timescales.zone import local_date

NEEDED = (
    Permission.EDIT_CHILDREN,
    Permission.RECEIVE_CONTACTS,
    Permission.TRIAGE_CONTACTS,
    Permission.DECIDE_CONTACTS,
)


@transaction.atomic
def load(
    path: Path,
    *,
    dry_run: bool,
    by: Staff,
    at: datetime,
    confirm_dates: bool = False,
    dates_are_new: bool = False,
    headings: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Account:
    """Loads lists 1 and 3 of an Annex A workbook, or with `dry_run` says what would happen.

    Accepted rows go in together; refused ones are in the account with row, column, value and reason. The same file
    again changes nothing. A corrected file changes what it says otherwise; a changed date waits until it is confirmed
    (`confirm_dates`) or said to be another event (`dates_are_new`). `headings` tells for a column the sender's own
    heading, which is then remembered for the agency. Raises CannotRead, NotYours.
    """
    for permission in NEEDED:
        must_hold(by, permission)
    told = dict(headings or {})
    _check_columns(told)
    one_at_a_time("import Annex A", by.agency_id)
    account = Account(dry_run=dry_run)
    with open_workbook(path, limits=limits) as workbook:
        mapping = remembered(by.agency_id, FORMAT) | told
        rows = read(workbook, account, remembered=mapping, today=local_date(at))
    options = Options(confirm_dates=confirm_dates, dates_are_new=dates_are_new)
    _attempt(rows, options, by=by, at=at).tell()
    remember_headings(FORMAT, told, by=by, at=at)
    if dry_run:
        transaction.set_rollback(True)
    return account


def _attempt(rows: list[ListedRow], options: Options, *, by: Staff, at: datetime) -> Attempt:
    """Loads the rows that stand. Where a verb turns one down, all is taken back and done again without it."""
    while True:
        try:
            with transaction.atomic():
                attempt = Attempt(rows, options, by=by, at=at)
                attempt.make()
                return attempt
        except TurnedDown as refused:
            refused.row.refuse(refused.column, refused.reason)


def _check_columns(told: Mapping[str, str]) -> None:
    known = {column.name for listed in LISTS for column in listed.columns}
    for column, heading in told.items():
        if column not in known:
            names = ", ".join(f"“{name}”" for name in _columns_of(LISTS))
            raise CannotRead(f"There is no column “{column}” in lists 1 and 3. Their columns are {names}.")
        if not plain(heading):
            raise CannotRead(f"Say which heading of the file stands for “{column}”.")


def _columns_of(lists: tuple[AnnexAList, ...]) -> list[str]:
    return list(dict.fromkeys(column.name for listed in lists for column in listed.columns))
