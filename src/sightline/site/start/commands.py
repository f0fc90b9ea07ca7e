"""The commands, and what `--help` says of them before anything is installed."""

import difflib
from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One command: what it is for, what may follow it, and what a newcomer should know."""

    summary: str
    usage: str
    text: str


COMMANDS = {
    "demo": Command(
        "show the demonstration partnership",
        "[--no-serve] [--reset] [--port N] [--small]",
        """
Makes a database, fills it with an invented partnership (no real child is in it) and serves it on
this machine alone. Open the address it prints and sign in as one of the people it lists. Ctrl-C
ends it; what you did is kept.

  --no-serve       make and fill it, then stop
  --reset          throw the earlier demonstration away and begin anew
  --port N         listen on port N
  --small          fewer children: ready sooner""",
    ),
    "serve": Command(
        "serve the partnership's own data",
        "[--port N] [--host ADDRESS] [--workers N]",
        """
Starts the database, brings its tables up to date and answers requests until Ctrl-C. Set
SIGHTLINE_HOSTS to the names it is reached by, and SIGHTLINE_TLS=1 when a proxy before it speaks TLS.

  --port N         listen on port N
  --host ADDRESS   listen on this address; otherwise on this machine alone
  --workers N      processes, of eight threads each""",
    ),
    "worker": Command(
        "run the jobs that wait",
        "[--until-idle]",
        """
Takes a snapshot every night. Runs beside `serve` until Ctrl-C; several may run at once.

  --until-idle     do what waits now, then stop""",
    ),
    "check": Command(
        "find out whether all is well with this checkout",
        "[--quick | --full]",
        """
Linters, types, borders between areas, tests, the database tests once more on Debian's PostgreSQL
where that is installed, and the journeys in a browser, all in a throw-away home. Installs Debian's
chromium when it is missing and we may (root, apt-get); otherwise runs all else and ends by naming
the journeys that did not run. With CI=true a missing browser is a failure.

  --quick          linters and quick tests only: under a minute
  --full           also the heavy tests and those on Spark""",
    ),
    "import": Command(
        "read another system's file into the database",
        "FORMAT PATH [--dry-run] [--format json] [--as USERNAME] [--heading HEADING=COLUMN]",
        """
Accepted rows go in together; refused ones are listed with row, column and reason. Nothing is
skipped in silence. Exit code 0: all rows in; 1: some refused; 2: the file cannot be read.

  FORMAT           annex-a (a workbook: lists 1 and 3), people (an agency's list) or dfe-statistics
                   (a folder)
  --dry-run        say what would happen, change nothing
  --format json    the account, for a program
  --as USERNAME    in whose name; otherwise SIGHTLINE_IMPORT_AS, or the first who holds the role
  --agency NAME    people: whose list it is
  --heading 'Person No=Child Unique ID'
                   which heading of the file stands for a column; remembered for the agency
  --confirm-dates  dates that differ from an earlier extract are corrections
  --dates-are-new  dates that differ from an earlier extract are other events

A file may have 60 MB; SIGHTLINE_IMPORT_MB sets another limit.""",
    ),
    "link": Command(
        "compare all agencies' records for links",
        "[--format json]",
        """
Compares the records of all agencies and proposes which are the same child. What people decided
stands. It runs every night by itself; run it after an import of person lists. Prints numbers only.

  --format json    for a program""",
    ),
    "enrol": Command(
        "add an agency, or a person who may sign in",
        "agency NAME --kind CODE | person USERNAME --name NAME --agency NAME --role CODE",
        """
The first agencies and people of a partnership, and those who come later. A person's password is
asked for twice and never shown; a program gives it as the first line of its input.

  --safeguarding-partner   the agency is one (Children Act 2004, section 16E)
  --front-door             the agency receives the contacts of this area; one does
  --role CODE              may be given several times; docs/reference/roles.md tells them all
  --team NAME              the person's team, added with the first person in it
  --job-title TITLE        as colleagues know the job

Example: ./sightline enrol agency 'Merrow Council' --kind LA --front-door""",
    ),
    "snapshot": Command(
        "take or list the dated, pseudonymous snapshots",
        "take | list",
        """
Figures come only from snapshots: read-only, dated, checksummed, without names or free text.

  take             from the database, as it stands now
  list             which there are""",
    ),
    "figures": Command(
        "work out figures from a snapshot",
        "--period P [--indicator ID] [--by COLUMN] [--snapshot ID] [--engine duckdb|spark] [--format json]",
        """
  --period P       2022-23, '2022-23 Q1' or 2023-02
  --indicator ID   a catalogue code such as FD-05; otherwise all
  --by COLUMN      broken down, such as by source_group
  --snapshot ID    which snapshot; otherwise the latest
  --engine spark   work them out on Spark (installed on first use; needs Java)
  --format json    numerator, denominator, value, interval and coverage of each, for a program""",
    ),
    "report": Command(
        "build the yearly report from its snapshot",
        "build --year YEAR --out FOLDER [--snapshot ID] [--base-url URL] [--not-public]",
        """
Writes index.html (the accessible master), report.pdf and figures.json. The same snapshot gives the
same bytes. Small numbers are hidden unless --not-public is said.

Example: ./sightline report build --year 2022-23 --out report-2022-23""",
    ),
    "backup": Command(
        "write everything into one file",
        "FILE [--passphrase-file PATH]",
        """
Database, files, snapshots and keys as at one moment, while the service serves. The file is readable
by you alone and is never written over another. It holds every child's record: seal it, and keep it
on another machine.

  --passphrase-file PATH   seals it with the first line of that file (AES-256-GCM)""",
    ),
    "restore": Command(
        "bring a backup back into an empty home",
        "FILE [--passphrase-file PATH]",
        """
Into a home and a database where nothing is yet: what is there is named and left alone. The file is
checked as a whole first; a failure leaves nothing half restored.

Example: SIGHTLINE_HOME=/srv/sightline-2 ./sightline restore monday.sightline""",
    ),
    "health": Command(
        "say whether the service is well",
        "[--format json]",
        """
Database, migrations, jobs, worker, the audit's last seal, mail, last snapshot, last backup, disk. Exit
code 1 when anything needs a person.

  --format json    the same, for a program""",
    ),
    "bench": Command(
        "measure how fast it is on this machine",
        "front-door|linkage [--children N] [--seed S] [--haste F] [--format json]",
        """
In a home of its own, thrown away afterwards: five years of contacts, 100,000 people, eight at work,
first reading each page for a second, then without ever pausing. Medians and the time within which
nineteen of twenty were done, with the machine and its load.

  linkage        invents children as five agencies would have recorded them, proposes links and
                 counts them against the truth: seconds, memory, precision, recall
  --children N   how many (100000)
  --seed S       other children
  --haste F      so many times the noise in each record""",
    ),
    "mail": Command(
        "try the outgoing mail, and see how it stands",
        "test ADDRESS | state",
        """
`test` sends one mail now and says what the server answered; `state` says how many mails wait, were
sent and could not be sent (exit code 1 when any could not). Set SIGHTLINE_SMTP_HOST and
SIGHTLINE_MAIL_FROM first: docs/how-to/outgoing-mail.md tells all.""",
    ),
    "files": Command(
        "check that the attached files are whole",
        "[verify | clear]",
        """
  verify           read every attached file and compare it with its record; exit code 1 when one is
                   missing or changed
  clear            take away contents that no record needs, once they are a day old""",
    ),
    "docs": Command(
        "write the reference pages from the code",
        "[--check]",
        """
Clocks, indicators, roles, published tables, commands and code sets, as docs/reference shows them.

  --check          write nothing; exit code 1 when a page is stale""",
    ),
    "manage": Command("Django's own commands, for developers", "COMMAND ...", ""),
    "audit": Command(
        "seal the record of what was done, and verify that nobody changed it",
        "verify|seal|heads [--format json] [--set-aside]",
        """
verify names each row that was altered, removed or inserted, and a chain that was cut or rewritten.
seal seals what waits now; the worker does it every minute. heads prints the heads kept outside the
database. Exit code 0: whole; 1: something was found; 2: it could not be looked at.

  --format json    for a program
  --set-aside      after a deliberate restore: begin a new file of heads, keeping the old beside it

Example: ./sightline audit verify""",
    ),
    "db": Command(
        "open psql on the database",
        "[--role owner|app|publisher|lado] [-- psql's own arguments]",
        """
Starts the database when it is down, and stops it afterwards if nobody else uses it. As `app` row
security applies: without an actor there are no rows.

  --role ROLE      as whom to look; otherwise the owner

Example: ./sightline db --role app -- -c 'select current_user'""",
    ),
}

OVERVIEW = """
What Sightline makes (environments, database, files, snapshots) lives in one folder, its home:
SIGHTLINE_HOME, or else /var/lib/sightline for root and ~/.local/share/sightline for others. Two
homes never meet. SIGHTLINE_DATABASE_URL=postgresql://owner:password@host:5432/database uses a
PostgreSQL server of yours, version 15 or later, in place of the one we bring.

Exit codes: 0 done; 1 the work found faults; 2 the command or its input cannot be understood;
3 this machine lacks something; 130 interrupted.

More about one command: ./sightline COMMAND --help"""


def overview() -> str:
    """All commands with their summaries, and what holds for all of them."""
    listed = [f"  {name:<10} {command.summary}" for name, command in COMMANDS.items()]
    head = ["The information system of a Safeguarding Children Partnership.", ""]
    return "\n".join([*head, "usage: ./sightline COMMAND [options]", "", *listed, OVERVIEW])


def describe(name: str) -> str:
    """One command: how to call it and what it does."""
    command = COMMANDS[name]
    usage = f"usage: ./sightline {name} {command.usage}".rstrip()
    return f"{usage}\n\n{name}: {command.summary}\n{command.text}".rstrip()


def no_such_command(name: str) -> str:
    """A refusal that offers the command that was probably meant."""
    close = difflib.get_close_matches(name, COMMANDS, n=1, cutoff=0.4)
    meant = f" Did you mean '{close[0]}'?" if close else ""
    return f"There is no command '{name}'.{meant} ./sightline --help lists them all."
