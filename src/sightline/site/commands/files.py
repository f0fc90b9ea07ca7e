"""Whether the attached files are whole, and taking away what no record needs."""

import argparse

from sightline.site.commands.command import DONE, FAULTS_FOUND, Command

DESCRIPTION = """\
`verify` reads every attached file and compares it with its record; exit code 1 when one is missing or changed.
`clear` takes away contents that no record needs, once they are a day old; the job worker does so every night.
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("verify", "clear"), nargs="?", default="verify", help="default: verify")


def _run(options: argparse.Namespace) -> int:
    from sightline.common import business_time
    from sightline.common.files import checking

    at = business_time.now()
    if options.what == "clear":
        print(f"{checking.clear(at=at):,} contents that no record needed were taken away.")
        return DONE
    found = checking.verify(at=at)
    print(f"{found.files:,} files, {len(found.lost):,} missing, {len(found.changed):,} changed.")
    for address in found.lost:
        print(f"  missing: {address}")
    for address in found.changed:
        print(f"  changed: {address}")
    print(f"{len(found.without_a_row):,} contents without a record, {found.half_written:,} half written.")
    print(f"{found.not_scanned:,} wait for the virus scanner.")
    return DONE if found.is_well else FAULTS_FOUND


COMMAND = Command("files", "check that the attached files are whole", _configure, _run, description=DESCRIPTION)
