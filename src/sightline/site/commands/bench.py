"""How fast the service is on this machine."""

import argparse
import json
import os
import shutil
import subprocess
import sys

from sightline.site.commands.command import Command
from sightline.site.home import home

DESCRIPTION = """\
Measures in a home of its own, which is thrown away: five years of contacts, 100,000 people, eight at work. They
first read each page for a second before they open the next; then once more without ever pausing, which shows
what the machine can bear. Prints medians and the time within which nineteen of twenty were done, with the machine
and its load.

`access` fills the same home, asks lists and search with row security and without, then lets thirty-two people in
for a minute.

`linkage` needs neither home nor database: it invents children as five agencies would have recorded them, proposes
links and counts them against the truth.

  sightline bench front-door
  sightline bench front-door --format json
  sightline bench access
  sightline bench linkage --children 20000 --seed another
"""
INSIDE = "SIGHTLINE_BENCH_INSIDE"


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("front-door", "access", "linkage"))
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("--children", type=int, default=100_000, help="linkage: how many children to invent")
    parser.add_argument("--seed", default="bench", help="linkage: another seed invents other children")
    parser.add_argument("--haste", type=float, default=1.0, help="linkage: so many times the noise in each record")


def _run(options: argparse.Namespace) -> int:
    if options.what == "linkage":
        return _measure_linkage(options)
    return _measure(options) if os.environ.get(INSIDE) else _in_its_own_home(options)


def _in_its_own_home(options: argparse.Namespace) -> int:
    """Starts again with a home of its own, so that nothing of the partnership's is touched."""
    own = home() / "bench"
    command = [sys.executable, "-m", "sightline.site", "bench", options.what, "--format", options.format]
    environment = os.environ | {"SIGHTLINE_HOME": str(own), INSIDE: "1"}
    environment.pop("SIGHTLINE_DATABASE_URL", None)
    try:
        return subprocess.run(command, env=environment, check=False).returncode  # noqa: S603 - our own interpreter
    finally:
        from sightline.site.database import EmbeddedPostgres

        EmbeddedPostgres(own).destroy()
        shutil.rmtree(own, ignore_errors=True)


def _measure(options: argparse.Namespace) -> int:
    import django

    from sightline.site.bench import access, front_door
    from sightline.site.bench.measure import as_table, machine
    from sightline.site.database import in_use, prepare

    django.setup()
    about = machine()
    with in_use(home()):
        prepare(home(), quiet=True)
        if options.what == "access":
            measured = access.run()
            as_json = {**measured, "machine": about}
            print(json.dumps(as_json, indent=1) if options.format == "json" else access.as_table(measured, about))
            return 0
        results, size = front_door.run()
    about |= size
    if options.format == "json":
        print(json.dumps({"results": [each.to_json() for each in results], "machine": about}, indent=1))
    else:
        print(as_table(results, about))
    return 0


def _measure_linkage(options: argparse.Namespace) -> int:
    from sightline.site.bench import linkage

    measured = linkage.run(children=options.children, seed=options.seed, haste=options.haste)
    print(json.dumps(measured, indent=1) if options.format == "json" else linkage.as_table(measured))
    return 0


COMMAND = Command(
    "bench", "measure how fast it is on this machine", _configure, _run, needs_database=False, description=DESCRIPTION
)
