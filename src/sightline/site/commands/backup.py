"""Everything in one file, while the service serves."""

import argparse
import sys
from pathlib import Path

from sightline.site.commands.command import Command, Refusal

DESCRIPTION = """\
Writes the database as it stands at one moment, the files, the snapshots and the keys into one file that only you
can read; the service may serve meanwhile. Keep it elsewhere, sealed: it holds every child's record. `restore` brings
it back. An existing file is never overwritten.
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to write; it must not exist")
    passphrase_option(parser)


def passphrase_option(parser: argparse.ArgumentParser) -> None:
    """The option that `backup` and `restore` share."""
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="PATH", help="the first line of this file seals the backup"
    )


def passphrase_in(path: Path | None) -> str | None:
    """The first line of the file named; None where none is."""
    from sightline.site.backup.sealing import SHORTEST_PASSPHRASE

    if path is None:
        return None
    try:
        said = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise Refusal(f"The passphrase in {path} cannot be read: {fault}.") from fault
    if not said or len(said[0]) < SHORTEST_PASSPHRASE:
        raise Refusal(f"A passphrase has at least {SHORTEST_PASSPHRASE} signs, on the first line of {path}.")
    return said[0]


def _run(options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from sightline.site import backup
    from sightline.site.backup.tables import NotAllToSee
    from sightline.site.database import DatabaseUnavailable, in_use
    from sightline.site.home import home

    passphrase = passphrase_in(options.passphrase_file)
    file = options.file.absolute()
    try:
        with in_use(home()):
            size = backup.take(home(), file, now=datetime.now(UTC), passphrase=passphrase)
    except (backup.BackupRefused, NotAllToSee) as refusal:
        raise Refusal(str(refusal)) from refusal
    except DatabaseUnavailable as problem:
        raise Refusal(str(problem), code=problem.exit_code) from problem
    except OSError as fault:
        raise Refusal(f"No backup was written: {fault.strerror or fault}. Nothing is left of it.", code=3) from fault
    print(f"{file}: {size / 2**20:,.1f} MB", file=sys.stdout)
    return 0


COMMAND = Command(
    "backup", "write everything into one file", _configure, _run, needs_database=False, description=DESCRIPTION
)
