"""Nothing below a view reads the clock: the moment is passed in, so that every rule can be tried on any day."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.reading import HOUSE, Finding, chain_below, name_of, parsed, product_files, said, tree_of

READS = {
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("timezone", "now"),
    ("timezone", "localtime"),
    ("timezone", "localdate"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("time", "ctime"),
    ("business_time", "now"),
}
IN_SQL = re.compile(r"\b(now\(\)|current_date|current_timestamp|localtimestamp|clock_timestamp\(\))", re.IGNORECASE)
EXCUSED = {
    "common/audit_chain/sql.py": "the database stamps each entry and each seal by its own clock",
    "common/audit_chain/verifying.py": "asks the database how long the last seals have waited for their head",
    "common/business_time.py": "is the clock",
    "common/history.py": "a trigger stamps each old value by the database's own clock",
    "common/middleware.py": "reads it once for each request",
    "site/bench/access.py": "a command, as the others",
    "site/bench/front_door.py": "a command, as the others",
    "site/commands/backup.py": "a backup is of a real moment, also in a demonstration",
    "site/commands/demo.py": "a command reads it once and passes it on",
    "site/commands/enrol.py": "a command reads it once and passes it on",
    "site/commands/files.py": "a command reads it once and passes it on",
    "site/commands/health.py": "how long something has waited is real time, also in a demonstration",
    "site/commands/import_.py": "a command reads it once and passes it on",
    "site/commands/link.py": "a command reads it once and passes it on",
    "site/commands/mail.py": "a command reads it once and passes it on",
    "site/commands/snapshot.py": "a command reads it once and passes it on",
    "site/wellbeing.py": "asks the database which jobs are due, by its own clock",
    "site/jobs.py": "a job reads it once and passes it on",
}
"""What may read the clock, named one by one with the reason."""


def clock_reads(tree: ast.Module, file: str) -> Iterator[Finding]:
    """Every look at a clock, in Python or in SQL. Measuring how long something took is none."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute():
                if tuple(chain_below(node)[-2:]) in READS:
                    yield Finding(file, node.lineno, ".".join(chain_below(node)))
            case ast.Constant(value=str(text)) if not _is_docstring(node) and (found := IN_SQL.search(text)):
                yield Finding(file, node.lineno, f"{found.group()} in a text that may be sent to the database")
            case ast.ImportFrom(module="django.db.models.functions", names=names):
                if any(name.name == "Now" for name in names):
                    yield Finding(file, node.lineno, "Now() in a query")


def _is_docstring(node: ast.Constant) -> bool:
    return isinstance(node.parent, ast.Expr)  # type: ignore[attr-defined]


def test_nothing_below_a_view_reads_the_clock():
    found = [
        each
        for path in product_files()
        if name_of(path) not in EXCUSED
        for each in clock_reads(tree_of(path), name_of(path))
    ]
    assert not found, (
        "Take the moment as an argument: a view passes request.now, a command reads business_time.now() once. "
        "A command, loader or job that must read it goes into EXCUSED with the reason." + said(found)
    )


@pytest.mark.parametrize("file", EXCUSED)
def test_what_is_excused_still_reads_the_clock(file):
    assert list(clock_reads(tree_of(HOUSE / file), file)), f"{file} reads no clock: take it off EXCUSED."


@pytest.mark.parametrize(
    ("source", "guilty"),
    [
        ("datetime.now(UTC)", True),
        ("datetime.datetime.now()", True),
        ("models.DateTimeField(default=timezone.now)", True),
        ("date.today()", True),
        ("business_time.now()", True),
        ("time.monotonic()", False),
        ("request.now", False),
        ("cursor.execute('select now()')", True),
        ("'''Waits until now() comes.'''", False),
        ("from django.db.models.functions import Now", True),
    ],
)
def test_this_test_tells_a_look_at_the_clock_from_other_things(source, guilty):
    assert bool(list(clock_reads(parsed(source), "example"))) is guilty
