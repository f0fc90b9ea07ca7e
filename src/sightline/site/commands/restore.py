"""A backup, brought back into an empty home."""

import argparse
from pathlib import Path

from sightline.site.commands.backup import passphrase_in, passphrase_option
from sightline.site.commands.command import Command, Refusal

DESCRIPTION = """\
Brings back what `backup` wrote, into a home and a database where nothing is yet; anything there is named and left
alone. The file is checked as a whole before anything is written, and a failure leaves nothing half restored.
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the file that `backup` wrote")
    passphrase_option(parser)


def _run(options: argparse.Namespace) -> int:
    import django

    from sightline.site.database import DatabaseUnavailable
    from sightline.site.home import home

    passphrase = passphrase_in(options.passphrase_file)
    django.setup()
    from sightline.site import backup

    try:
        moment = backup.restore(home(), options.file, passphrase=passphrase)
    except (backup.BackupUnusable, backup.HomeNotEmpty) as refusal:
        raise Refusal(str(refusal)) from refusal
    except DatabaseUnavailable as problem:
        raise Refusal(str(problem), code=problem.exit_code) from problem
    except OSError as fault:
        raise Refusal(f"{options.file} could not be restored: {fault.strerror or fault}.", code=3) from fault
    print(f"{home()} stands as it did at {moment}")
    return 0


COMMAND = Command(
    "restore", "bring a backup back into an empty home", _configure, _run, needs_database=False, description=DESCRIPTION
)
