"""The audit: verify it, seal it now, show the heads outside."""

import argparse
import json
import time

from sightline.site.commands.command import DONE, FAULTS_FOUND, Command, Refusal

DESCRIPTION = """\
What was done and what was opened is sealed every minute into a chain, whose head is also kept outside the database.
`verify` names every entry that was altered, removed or put in since, and whether the chain itself was cut or
rewritten: exit code 0 whole, 1 something found, 2 it could not be looked at. `seal` seals now. `heads` shows the
heads outside; after a backup was restored on purpose, `heads --set-aside` keeps the old ones and begins anew.
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("verify", "seal", "heads"), nargs="?", default="verify")
    parser.add_argument("--format", choices=("table", "json"), default="table", help="default: table")
    parser.add_argument("--set-aside", action="store_true", help="with heads: keep the file under another name")


def _run(options: argparse.Namespace) -> int:
    from django.db import Error

    if options.set_aside and options.what != "heads":
        raise Refusal("--set-aside goes with `audit heads`.")
    try:
        return {"verify": _verify, "seal": _seal, "heads": _heads}[options.what](options)
    except OSError as problem:
        raise Refusal(f"The heads outside the database cannot be used: {problem}.") from problem
    except Error as problem:
        raise Refusal(f"The database did not answer to the end: {str(problem).strip()}") from problem


def _verify(options: argparse.Namespace) -> int:
    from django.db import connection

    from sightline.common.audit_chain import verify
    from sightline.site.audit_heads import audit_heads

    began = time.monotonic()
    with connection.cursor() as cursor:
        result = verify(cursor, audit_heads())
    seconds = max(time.monotonic() - began, 0.001)
    figures = {"entries": result.entries, "seals": result.seals, "heads": result.heads}
    if options.format == "json":
        told = [finding.as_json() for finding in result.found]
        print(json.dumps({"whole": result.whole, **figures, "seconds": round(seconds, 2), "findings": told}, indent=2))
    else:
        for finding in result.found:
            print(f"{finding.kind:<15} {finding.says}")
        print(
            f"{'Whole' if result.whole else f'{len(result.found):,} findings'}: {result.entries:,} sealed entries, "
            f"{result.seals:,} seals, {result.heads:,} heads outside; {seconds:.1f} s, "
            f"{result.entries / seconds:,.0f} entries a second"
        )
    return DONE if result.whole else FAULTS_FOUND


def _seal(options: argparse.Namespace) -> int:
    from django.db import connection

    from sightline.common.audit_chain import seal
    from sightline.site.audit_heads import audit_heads

    with connection.cursor() as cursor:
        sealed = seal(cursor, audit_heads())
    if options.format == "json":
        print(json.dumps({"seal": sealed.number, "heads_told": sealed.told}))
    else:
        print(f"Seal {sealed.number} is made" if sealed.number else "Nothing waited to be sealed")
    return DONE


def _heads(options: argparse.Namespace) -> int:
    from sightline.site.audit_heads import audit_heads

    heads = audit_heads()
    if options.set_aside:
        kept = heads.set_aside()
        print(f"Kept as {kept}; the next sealing tells every head anew" if kept else "There are no heads yet")
        return DONE
    for number, head in heads.lines():
        if options.format == "json" and head:
            told = {"seal": head.number, "last_seq": head.last_seq, "at": head.sealed_at.isoformat(), "head": head.hash}
            print(json.dumps({"line": number, "readable": True, **told}))
        elif options.format == "json":
            print(json.dumps({"line": number, "readable": False}))
        else:
            print(head or f"line {number} cannot be read")
    return DONE


COMMAND = Command("audit", "verify that nobody changed the audit", _configure, _run, description=DESCRIPTION)
