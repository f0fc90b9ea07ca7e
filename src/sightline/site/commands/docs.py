"""The reference pages of the documentation: write them from the code, or say which have fallen behind."""

import argparse

from sightline.site.commands.command import DONE, FAULTS_FOUND, Command

DESCRIPTION = """\
Prints docs/reference from the code: clocks, code sets, commands, indicators, published tables, roles. With --check
nothing is written; the pages that have fallen behind are named, and the exit code is 1.
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="name the pages that have fallen behind, write nothing")


def _run(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from sightline.site import reference

    if not options.check:
        changed = reference.write()
        print("\n".join(f"docs/reference/{name}" for name in changed) or "Every reference page was fresh.")
        return DONE
    stale = reference.stale()
    for name in stale:
        print(f"docs/reference/{name} has fallen behind the code.")
    print("Run ./sightline docs and commit what it writes." if stale else "Every reference page is fresh.")
    return FAULTS_FOUND if stale else DONE


COMMAND = Command(
    "docs", "print the reference pages from the code", _configure, _run, needs_database=False, description=DESCRIPTION
)
