"""From the sheets of a workbook to the rows of lists 1 and 3: each understood, or with the reasons why not."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from sightline.exchange.annex_a.lists import AGE, BIRTH, CHILD, LISTS, NOT_READ, OLDEST, AnnexAList, number_of
from sightline.exchange.annex_a.rows import ListedRow
from sightline.front_door.actions.receiving import LONGEST_BEFORE_BIRTH
from sightline.intake.account import Account, SheetAccount
from sightline.intake.headings import Headings, find_headings, match
from sightline.intake.values import Unclear
from sightline.intake.workbook import CannotRead, Sheet, Workbook
from sightline.timescales.ages import age_on

FIRST_EVENT = date(1989, 11, 16)
"""The day of the Children Act 1989: nobody lists an older contact or referral."""
LONGEST_PREGNANCY = timedelta(weeks=42)


def read(workbook: Workbook, account: Account, *, remembered: Mapping[str, str], today: date) -> list[ListedRow]:
    """The rows of every sheet that is list 1 or 3; the rest goes into the account as skipped.

    Raises CannotRead where no sheet is either.
    """
    rows: list[ListedRow] = []
    for sheet in workbook.sheets:
        listed, why = _recognised(sheet, remembered)
        if listed is None:
            account.skip(sheet.name, why)
            continue
        headings = _headings(sheet, listed, remembered)
        for heading in headings.unread:
            account.skip(f"{sheet.name}: {heading}", f"It is no column of list {listed.number}.")
        rows += _rows(sheet, listed, headings, account.sheet(sheet.name), today=today)
    if not account.sheets:
        raise CannotRead(
            "No sheet of this file is list 1 (contacts) or list 3 (referrals) of Annex A. Name the sheets “List 1” and"
            " “List 3”, with the headings that Ofsted gives, and import the file again."
            + "".join(f"\n  {each.name}: {each.why}" for each in account.skipped)
        )
    return rows


def _recognised(sheet: Sheet, remembered: Mapping[str, str]) -> tuple[AnnexAList | None, str]:
    """Which list a sheet is, by its name or else by its headings; or why it is none that is read."""
    if sheet.is_hidden:
        return None, "The sheet is hidden. Unhide it if it is meant, or delete it."
    number = number_of(sheet.name)
    if number in NOT_READ:
        return None, f"List {number} ({NOT_READ[number]}) is not read by this service."
    if next(iter(sheet.rows()), None) is None:
        return None, "The sheet is empty."
    by_name = [listed for listed in LISTS if listed.number == number]
    if by_name:
        return by_name[0], ""
    by_headings = [
        listed
        for listed in LISTS
        if (found := find_headings(sheet.rows(), listed.columns, remembered=remembered))
        and {listed.event, listed.source} <= {*found.places, *found.doubtful}
    ]
    if len(by_headings) == 1:
        return by_headings[0], ""
    return None, "The sheet is neither list 1 (contacts) nor list 3 (referrals): it has not their headings."


def _headings(sheet: Sheet, listed: AnnexAList, remembered: Mapping[str, str]) -> Headings:
    """The headings of a list; where none are found, its first row is taken for them, so that every other is refused."""
    found = find_headings(sheet.rows(), listed.columns, remembered=remembered)
    if found is not None:
        return found
    return match(next(sheet.rows()), listed.columns, remembered=remembered)


def _rows(
    sheet: Sheet, listed: AnnexAList, headings: Headings, account: SheetAccount, *, today: date
) -> Iterator[ListedRow]:
    readers = listed.readers(today=today)
    for row in sheet.rows():
        if row.number <= headings.row:
            continue
        read_row = ListedRow(listed, account, row, headings)
        if headings.can_be_read:
            for column, place in headings.places.items():
                try:
                    read_row.said[column] = readers[column](row.cell(place))
                except Unclear as unclear:
                    read_row.refuse(column, str(unclear))
            _check(read_row, today=today)
        else:
            _refuse_headings(read_row, headings)
        yield read_row


def _refuse_headings(row: ListedRow, headings: Headings) -> None:
    for column in headings.missing:
        row.refuse(
            column,
            f"The sheet has no such column among its headings in row {headings.row}. Call it “{column}”, or say which"
            f" it is: --heading “its heading={column}”.",
        )
    for column, candidates in headings.doubtful.items():
        named = " and ".join(f"“{heading}”" for heading in candidates)
        row.refuse(column, f"Several columns could be this one: {named}. Call the right one “{column}”.")


def _check(row: ListedRow, *, today: date) -> None:
    """What a row alone can be wrong about."""
    refused = {each.column for each in row.why}
    if row.case_number is None and CHILD not in refused:
        row.refuse(CHILD, "The row names no child. Give the number by which the case system knows the child.")
    happened_on = row.happened_on
    if happened_on is None:
        if row.of.event not in refused:
            row.refuse(row.of.event, f"The row gives no date. Without it nobody can tell when the {row.of.noun} was.")
        return
    if happened_on > today:
        row.refuse(row.of.event, f"The {row.of.noun} is in the future. Check the day, the month and the year.")
    elif happened_on < FIRST_EVENT:
        row.refuse(row.of.event, f"The {row.of.noun} is before the Children Act 1989. Check the year.")
    elif row.birth:
        _check_birth(row, row.birth, happened_on, today=today)


def _check_birth(row: ListedRow, birth: date, happened_on: date, *, today: date) -> None:
    if birth - happened_on > LONGEST_BEFORE_BIRTH:
        row.refuse(
            BIRTH,
            f"The {row.of.noun} is more than 40 weeks before the (expected) date of birth. Check both dates"
            " (children in need census, rule 8606).",
        )
    elif birth - today > LONGEST_PREGNANCY:
        row.refuse(BIRTH, "The expected date of birth is more than 42 weeks away. Check the month and the year.")
    elif row.is_unborn and birth < happened_on:
        row.refuse(AGE, "An age of -1 is for a child not yet born, but the date of birth is before this date.")
    elif birth <= happened_on and (age := age_on(birth, happened_on) or 0) > OLDEST:
        row.refuse(BIRTH, f"With this date of birth the person was {age}, and no child. Check the year.")
