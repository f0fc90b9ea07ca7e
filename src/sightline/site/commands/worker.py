"""Doing the jobs that wait."""

import argparse

from sightline.site.commands.command import Command

DESCRIPTION = """\
Does what the service does by itself: every night at half past four, a snapshot. Runs beside `serve` until
Ctrl+C; several may run at once, and none does a job twice.
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--until-idle", action="store_true", help="do what waits now, then stop")


def _run(options: argparse.Namespace) -> int:
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(wait=not options.until_idle, install_signal_handlers=True)
    return 0


COMMAND = Command("worker", "do the jobs that wait", _configure, _run, description=DESCRIPTION)
