"""The yearly report."""

import argparse
import sys
from pathlib import Path

from sightline.site.commands.command import FAULTS_FOUND, Command, Refusal

DESCRIPTION = """\
Builds the yearly report from a snapshot: index.html (the accessible master), report.pdf and figures.json.
Built twice from one snapshot it has the same bytes. Small numbers are hidden unless --not-public is said.

  sightline report build --year 2022-23 --out report-2022-23
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("build",))
    parser.add_argument("--year", required=True, help="the reporting year, such as 2022-23")
    parser.add_argument("--out", required=True, type=Path, help="the folder to write to")
    parser.add_argument("--snapshot", default="latest", help="the snapshot's id; default: the latest")
    parser.add_argument("--base-url", default="", help="where the service answers, for links to lists")
    parser.add_argument("--not-public", action="store_true", help="do not hide small numbers")


def _run(options: argparse.Namespace) -> int:
    from django.conf import settings

    from sightline.indicators.snapshots import SnapshotNotFound, open_snapshot
    from sightline.report.build import build
    from sightline.report.yearly import compose
    from sightline.timescales.periods import UnknownPeriod, reporting_year

    try:
        year = reporting_year(options.year)
        snapshot = open_snapshot(Path(settings.SNAPSHOTS), options.snapshot)
    except (UnknownPeriod, SnapshotNotFound) as problem:
        raise Refusal(str(problem)) from problem
    built = build(compose(snapshot, year, public=not options.not_public), options.out, base_url=options.base_url)
    for path in built.files:
        print(path)
    for finding in built.findings:
        print(
            f"{finding.code} in {finding.anchor or 'the document'}: {finding.text}. {finding.advice}", file=sys.stderr
        )
    return FAULTS_FOUND if built.findings else 0


COMMAND = Command("report", "build the yearly report from a snapshot", _configure, _run, description=DESCRIPTION)
