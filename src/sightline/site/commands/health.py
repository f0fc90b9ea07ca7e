"""Whether the service is well, for whoever keeps it."""

import argparse
import json

from sightline.site.commands.command import Command

DESCRIPTION = """\
Says of each part whether it is well: database, migrations, jobs that wait, worker, the audit's last seal, mail, last
snapshot, last backup, disk. Starts nothing and changes nothing. Exit code 1 when anything needs a person.
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("table", "json"), default="table")


def _run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from datetime import UTC, datetime

    from sightline.site import wellbeing

    parts = wellbeing.look(now=datetime.now(UTC))
    if options.format == "json":
        print(json.dumps([vars(part) for part in parts], indent=1))
    else:
        for part in parts:
            print(f"{'well ' if part.well else 'NOT WELL':<9} {part.name:<18} {part.says}")
    return 0 if all(part.well for part in parts) else 1


COMMAND = Command(
    "health", "say whether the service is well", _configure, _run, needs_database=False, description=DESCRIPTION
)
