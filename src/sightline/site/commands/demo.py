"""The demonstration partnership: set up, filled, and served."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from sightline.site.commands.command import Command, Refusal

DESCRIPTION = """\
Makes an invented partnership as it might have stood on Wednesday 12 April 2023 at half past nine, with three
years of contacts behind it, takes a snapshot, and serves it on this machine alone. No real child is in it.
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--no-serve", action="store_true", help="make and fill it, then stop")
    parser.add_argument("--reset", action="store_true", help="throw the earlier demonstration away first")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    parser.add_argument("--small", action="store_true", help="a tenth of it: ready sooner")


def _run(options: argparse.Namespace) -> int:
    from sightline.site.commands.serve import serve

    _fill(options)
    _take_snapshot(anew=options.reset)
    _seal_the_audit(anew=options.reset)
    if options.no_serve:
        print("Ready. Next: ./sightline demo (serve it), or ./sightline figures --period 2022-23", file=sys.stderr)
        return 0
    told = json.loads((_home() / "demonstration.json").read_text())
    print(f"Sign in as one of these, password {told['password']}:", file=sys.stderr)
    for person in told["people"]:
        print(f"  {person['username']:<12} {person['what']}", file=sys.stderr)
    return serve(port=options.port)


def _fill(options: argparse.Namespace) -> None:
    """Runs the generator in a process of its own."""
    said = [flag for flag, given in (("--reset", options.reset), ("--small", options.small)) if given]
    command = [sys.executable, "-W", "ignore", "-m", "sightline.demonstration", *said]
    code = subprocess.run(command, env=os.environ, check=False).returncode  # noqa: S603 - our own interpreter
    if code:
        raise Refusal("The demonstration could not be made; what stands above says why.", code=code)


def _take_snapshot(*, anew: bool) -> None:
    from sightline.common import business_time
    from sightline.indicators.snapshots import list_snapshots
    from sightline.site import snapshots
    from sightline.site.database.preparation import stage

    if anew or not list_snapshots(_home() / "snapshots"):
        with stage("Taking a snapshot"):
            snapshots.take(now=business_time.now())


def _seal_the_audit(*, anew: bool) -> None:
    """So that `audit verify` has something to say. The heads of an earlier demonstration are set aside."""
    from django.db import connection

    from sightline.common.audit_chain import seal
    from sightline.site.audit_heads import audit_heads
    from sightline.site.progress import stage

    heads = audit_heads()
    if anew:
        heads.set_aside()
    with stage("Sealing the record of what was done"), connection.cursor() as cursor:
        seal(cursor, heads)


def _home() -> Path:
    from django.conf import settings

    return Path(settings.HOME)


COMMAND = Command("demo", "show the demonstration partnership", _configure, _run, description=DESCRIPTION)
