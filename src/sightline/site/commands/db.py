"""psql on this home's database."""

import argparse

from sightline.site.commands.command import Command
from sightline.site.database import shell
from sightline.site.home import home


def _run(options: argparse.Namespace) -> int:
    return shell.open_shell(home(), role=options.role, arguments=options.arguments)


COMMAND = Command("db", "look into the database with psql", shell.configure, _run, needs_database=False)
