"""The service's commands, as the start script calls them: `python -m sightline.site COMMAND …`."""

import argparse
import importlib
import os
import sys
import warnings

from sightline.site.commands.command import Command, Refusal
from sightline.site.home import home

NAMES = (
    "demo",
    "manage",
    "serve",
    "worker",
    "enrol",
    "snapshot",
    "figures",
    "docs",
    "report",
    "db",
    "bench",
    "audit",
    "backup",
    "restore",
    "health",
    "mail",
    "files",
    "import_",
    "link",
)


def commands() -> dict[str, Command]:
    """Every command by its name. Their modules are cheap to import: what is heavy is imported when run."""
    found = [importlib.import_module(f"sightline.site.commands.{name}").COMMAND for name in NAMES]
    return {command.name: command for command in found}


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="sightline", description="The information system of a Safeguarding Children Partnership."
    )
    chosen = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in commands().values():
        own = chosen.add_parser(
            command.name,
            help=command.summary,
            description=command.description or command.summary,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.configure(own)
    return top


def main(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    command = commands()[options.command]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.site.settings")
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    try:
        return _with_database(command, options) if command.needs_database else command.run(options)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return refusal.code
    except KeyboardInterrupt:
        return 130


def _with_database(command: Command, options: argparse.Namespace) -> int:
    """Runs the command with the database up and its tables current; our own server stops when nobody uses it."""
    import django

    from sightline.site.database import DatabaseUnavailable, in_use, prepare

    django.setup()
    try:
        with in_use(home()):
            prepare(home(), quiet=not sys.stderr.isatty())
            return command.run(options)
    except DatabaseUnavailable as problem:
        raise Refusal(str(problem), code=problem.exit_code) from problem


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
