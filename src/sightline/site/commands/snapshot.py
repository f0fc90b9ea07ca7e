"""Dated snapshots: take one, list them."""

import argparse
from pathlib import Path

from sightline.site.commands.command import Command

DESCRIPTION = """\
Figures come only from dated snapshots. `take` reads what each area publishes, at one moment, without names or
free text, into a folder that is never changed afterwards. `list` shows what there is.
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("take", "list"), nargs="?", default="take", help="default: take")


def _run(options: argparse.Namespace) -> int:
    return _list() if options.what == "list" else _take()


def _take() -> int:
    from sightline.common import business_time
    from sightline.site import snapshots

    snapshot = snapshots.take(now=business_time.now())
    print(snapshot.id)
    for entry in snapshot.entries:
        print(f"  {entry.name}: {'not supplied' if entry.rows is None else format(entry.rows, ',') + ' rows'}")
    return 0


def _list() -> int:
    from django.conf import settings

    from sightline.indicators.snapshots import list_snapshots

    for snapshot in list_snapshots(Path(settings.SNAPSHOTS)):
        print(f"{snapshot.id}  taken {snapshot.taken_at:%Y-%m-%d %H:%M} UTC  {', '.join(snapshot.supplied())}")
    return 0


COMMAND = Command("snapshot", "take a dated snapshot of what areas publish", _configure, _run, description=DESCRIPTION)
