"""Comparing all agencies' records: which of them may be one child."""

import argparse
import json
import sys
from dataclasses import asdict

from sightline.site.commands.command import DONE, FAULTS_FOUND, Command, Refusal

DESCRIPTION = """\
Compares the records of all agencies and proposes which are the same child. What people decided stands. It runs every
night by itself; run it after an import of person lists. Prints numbers only.
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=("table", "json"), default="table", help="json: for a program")


def _run(options: argparse.Namespace) -> int:
    from sightline.common import business_time
    from sightline.register.actions import linking

    def done(stage: str) -> None:
        if sys.stderr.isatty():
            print(f"  {stage}", file=sys.stderr)

    try:
        result = asdict(linking.propose_links(at=business_time.now(), done=done))
    except linking.StillRunning as refusal:
        raise Refusal(str(refusal), code=FAULTS_FOUND) from refusal
    if options.format == "json":
        json.dump(result, sys.stdout)
        print()
    else:
        for name, number in result.items():
            print(f"{name.replace('_', ' ').capitalize()}: {number:,}")
    return DONE


COMMAND = Command("link", "compare all agencies' records for links", _configure, _run, description=DESCRIPTION)
