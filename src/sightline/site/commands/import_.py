"""Bringing in what other systems hold, in the sector's own formats."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sightline.site.commands.command import DONE, FAULTS_FOUND, Command, Refusal

if TYPE_CHECKING:
    from sightline.intake.account import Account
    from sightline.register.models import Staff

DESCRIPTION = """\
Reads another system's file or folder into the database. Accepted rows go in together, in one transaction; refused
ones are listed with sheet, row, column, value and reason. The same file again changes nothing; a corrected file
changes what it says otherwise and says so. Exit code 0: all rows in; 1: some refused; 2: the file cannot be read.

  sightline import annex-a "Annex A.xlsx" --dry-run
  sightline import annex-a "Annex A.xlsx" --heading "Person No=Child Unique ID"
  sightline import dfe-statistics folder --format json
  sightline import people list.csv --agency "Merrow Police" --dry-run
"""
AS, LARGEST = "SIGHTLINE_IMPORT_AS", "SIGHTLINE_IMPORT_MB"


@dataclass(frozen=True)
class Format:
    """One format: what is read, in whose name unless said otherwise (the first by username), and how."""

    reads: str
    roles: tuple[str, ...]
    load: "Callable[[argparse.Namespace, Staff, datetime], Account]"


def _annex_a(options: argparse.Namespace, by: "Staff", at: datetime) -> "Account":
    from sightline.exchange import annex_a
    from sightline.intake.workbook import Limits
    from sightline.intake.workbook.limits import MEGABYTE

    megabytes = os.environ.get(LARGEST, "")
    if megabytes and not megabytes.isdigit():
        raise Refusal(f"{LARGEST} is the size of the largest file, in whole megabytes, such as 60.")
    return annex_a.load(
        options.path,
        dry_run=options.dry_run,
        by=by,
        at=at,
        confirm_dates=options.confirm_dates,
        dates_are_new=options.dates_are_new,
        headings=_headings(options.heading),
        limits=Limits(file=int(megabytes) * MEGABYTE) if megabytes else None,
    )


def _dfe_statistics(options: argparse.Namespace, by: "Staff", at: datetime) -> "Account":
    from sightline.exchange import dfe_statistics

    return dfe_statistics.load(options.path, dry_run=options.dry_run, by=by, at=at)


def _people(options: argparse.Namespace, by: "Staff", at: datetime) -> "Account":
    from sightline.exchange import people
    from sightline.register.models import Agency

    agency = Agency.objects.filter(name__iexact=options.agency).first() if options.agency else None
    if agency is None:
        raise Refusal("Say whose list it is: --agency “the agency's name”, as it stands among the agencies.")
    return people.load(
        options.path, agency=agency, dry_run=options.dry_run, by=by, at=at, headings=_headings(options.heading)
    )


FORMATS = {
    "annex-a": Format("a workbook of Ofsted Annex A: lists 1 and 3", ("FRONT_DOOR_MANAGER",), _annex_a),
    "dfe-statistics": Format(
        "a folder of published statistics", ("PARTNERSHIP_ANALYST", "BUSINESS_MANAGER"), _dfe_statistics
    ),
    "people": Format("an agency's list of the children it knows", ("FRONT_DOOR_MANAGER",), _people),
}


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="FORMAT", choices=tuple(FORMATS), help=f"one of {', '.join(FORMATS)}")
    parser.add_argument("path", metavar="PATH", type=Path, help="the file or the folder")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="json: for a program")
    parser.add_argument(
        "--as",
        dest="username",
        default=os.environ.get(AS, ""),
        help=f"in whose name; default: {AS}, else the first who holds the role",
    )
    parser.add_argument("--agency", default="", help="people: whose list it is, by the agency's name")
    dates = parser.add_mutually_exclusive_group()
    dates.add_argument("--confirm-dates", action="store_true", help="a changed date is a correction")
    dates.add_argument("--dates-are-new", action="store_true", help="a changed date is another event")
    parser.add_argument(
        "--heading",
        action="append",
        default=[],
        metavar="HEADING=COLUMN",
        help="which heading of the file stands for a column; remembered for the agency",
    )


def _run(options: argparse.Namespace) -> int:
    from django.db import transaction

    from sightline.common import actor, business_time
    from sightline.common.refusals import NotYours
    from sightline.intake.workbook import CannotRead

    chosen = FORMATS[options.what]
    at = business_time.now()
    by = _whose_name(options.username, chosen.roles)
    try:
        with actor.acting(by, at=at, purpose=f"import {options.what}"):
            account = chosen.load(options, by, at)
            if options.dry_run:
                transaction.set_rollback(True)
    except (CannotRead, NotYours) as refusal:
        raise Refusal(str(refusal)) from refusal
    if options.format == "json":
        json.dump(account.to_json(), sys.stdout, indent=1)
        print()
    else:
        print(account.to_text())
    return FAULTS_FOUND if account.refused else DONE


def _whose_name(username: str, roles: tuple[str, ...]) -> "Staff":
    from sightline.register.models import Staff

    staff = Staff.objects.in_post().filter(agency__holds_front_door=True).select_related("agency")
    if username:
        by = staff.filter(username=username).first()
        if by is None:
            raise Refusal("Nobody of this username is in post at the agency that holds the front door.")
        return by
    for role in roles:
        if by := staff.with_role(role).order_by("username").first():
            return by
    raise Refusal(f"Nobody in post holds the role that this import needs ({', '.join(roles)}). Say --as USERNAME.")


def _headings(told: list[str]) -> dict[str, str]:
    """The sender's headings by column."""
    headings = {}
    for each in told:
        heading, equals, column = each.rpartition("=")
        if not equals:
            raise Refusal("Say --heading “its heading=the column”, such as --heading “Person No=Child Unique ID”.")
        headings[column.strip()] = heading.strip()
    return headings


COMMAND = Command("import", "read another system's file into the database", _configure, _run, description=DESCRIPTION)
