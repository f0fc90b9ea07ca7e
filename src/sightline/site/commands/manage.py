"""Django's own commands, for those who build the service."""

import argparse

from sightline.site.commands.command import Command


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="as Django's manage.py takes them")


def _run(options: argparse.Namespace) -> int:
    import django
    from django.core.management import execute_from_command_line

    django.setup()
    execute_from_command_line(["sightline manage", *options.arguments])
    return 0


COMMAND = Command("manage", "Django's own commands, for developers", _configure, _run, needs_database=False)
