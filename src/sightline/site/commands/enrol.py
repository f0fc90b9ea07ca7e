"""The first agencies and people of a partnership, and those who come later."""

import argparse
import sys
from datetime import datetime
from getpass import getpass

from sightline.site.commands.command import Command, Refusal

DESCRIPTION = """\
Adds an agency, or a person who may sign in. The password is asked for twice and never shown; a program gives it as
the first line of its input.

  sightline enrol agency "Merrow Council" --kind LA --safeguarding-partner --front-door
  sightline enrol person mina --name "Mina Manager" --agency "Merrow Council" --role FRONT_DOOR_MANAGER
"""

KINDS = "LA council, ICB health board, POL police, HEA health provider, EDU school; a wrong one lists them all"
ROLES = "may be given several times; docs/reference/roles.md tells them all"


def _configure(parser: argparse.ArgumentParser) -> None:
    whom = parser.add_subparsers(dest="whom", required=True, metavar="agency|person")
    agency = whom.add_parser("agency", help="an organisation that works with children here")
    agency.add_argument("name")
    agency.add_argument(
        "--kind", required=True, metavar="CODE", help="LA council, POL police, EDU school; all others: see the refusal"
    )
    agency.add_argument("--safeguarding-partner", action="store_true", help="Children Act 2004, section 16E")
    agency.add_argument("--front-door", action="store_true", help="receives the contacts of this area; one does")
    person = whom.add_parser("person", help="somebody who signs in")
    person.add_argument("username")
    person.add_argument("--name", required=True)
    person.add_argument("--agency", required=True, metavar="NAME")
    person.add_argument(
        "--role",
        action="append",
        required=True,
        metavar="CODE",
        help="may be repeated; docs/reference/roles.md has all",
    )
    person.add_argument("--team", default="", metavar="NAME", help="added with the first person in it")
    person.add_argument("--job-title", default="")


def _run(options: argparse.Namespace) -> int:
    from sightline.common import business_time
    from sightline.common.refusals import Refused

    add = _agency if options.whom == "agency" else _person
    try:
        print(add(options, business_time.now()))
    except Refused as refused:
        raise Refusal(str(refused)) from refused
    return 0


def _agency(options: argparse.Namespace, at: datetime) -> str:
    from sightline.register import actions

    agency = actions.add_agency(
        name=options.name,
        kind=options.kind,
        is_safeguarding_partner=options.safeguarding_partner,
        holds_front_door=options.front_door,
        at=at,
    )
    return f"Added {agency.name}."


def _person(options: argparse.Namespace, at: datetime) -> str:
    from sightline.register import actions

    person = actions.add_staff(
        username=options.username,
        name=options.name,
        agency=options.agency,
        roles=options.role,
        team=options.team,
        job_title=options.job_title,
        password=_password(),
        at=at,
    )
    return f"Added {person.name}, who signs in as {person.username}."


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass("Password: ")
    if getpass("Once more: ") != first:
        raise Refusal("The two were not the same. Nothing was added; try again.")
    return first


COMMAND = Command("enrol", "add an agency, or a person who may sign in", _configure, _run, description=DESCRIPTION)
