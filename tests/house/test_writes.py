"""Only the verbs write: whoever changes data calls an action, which checks, records and audits."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.reading import HOUSE, Finding, chain_below, name_of, parsed, product_files, said, tree_of

PLUMBING = {
    "common/access/writing.py": "writes the access matrix that stands in the code, as the owner",
    "common/attempts.py": "counts tries before anybody is known",
    "common/audit.py": "keeps the audit itself",
    "common/business_time.py": "sets a demonstration's clock, as the owner",
    "common/drafts.py": "keeps what a person typed and did not send",
    "common/many.py": "lays in many rows for the bulk verbs",
    "common/once.py": "marks a form as sent",
    "site/backup/loading.py": "lays a backup's rows into freshly made tables, as the owner",
    "site/bench/front_door.py": "copies rows in a database of its own, to measure on many",
}
"""What writes and is no verb, named one by one with the reason."""

FOLDERS = ("actions", "demonstration")
"""Folders (or files of that name) whose business it is to write."""

ALWAYS = frozenset({"save", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "lay_in", "put_back"})
ON_ROWS = frozenset({"create", "update", "delete"})
"""Words that other things than rows have too; they count after `objects`, `filter` and their like."""

ROWS = frozenset({"objects", "filter", "exclude", "all", "using", "visible_to", "in_bulk", "select_for_update"})
STATEMENTS = ("insert ", "update ", "delete ", "truncate ", "merge ", "copy ")


def may_write(path: Path) -> bool:
    parts = Path(name_of(path)).with_suffix("").parts
    return bool(set(FOLDERS) & set(parts)) or name_of(path) in PLUMBING


def writes(tree: ast.Module, file: str) -> Iterator[Finding]:
    """Every call that changes rows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            *before, verb = chain_below(node.func)
            if _changes_rows(node, before, verb):
                yield Finding(file, node.lineno, f"{'.'.join([*before, verb])}(…)")
            elif verb == "execute" and node.args and _statement(node.args[0]).startswith(STATEMENTS):
                begins = _statement(node.args[0]).split()[0]
                yield Finding(file, node.lineno, f"a statement that begins with {begins!r}")


def _changes_rows(call: ast.Call, before: list[str], verb: str) -> bool:
    if verb in ALWAYS:
        return before[:1] != ["super"]
    bare_delete = verb == "delete" and not call.args and not call.keywords
    return verb in ON_ROWS and (bool(ROWS & set(before)) or bare_delete)


def _statement(node: ast.expr) -> str:
    """The beginning of the text that is sent to the database."""
    match node:
        case ast.Constant(value=str(text)) | ast.JoinedStr(values=[ast.Constant(value=str(text)), *_]):
            return f"{text.strip().lower()} "
        case _:
            return ""


def test_only_the_verbs_write():
    found = [each for path in product_files() if not may_write(path) for each in writes(tree_of(path), name_of(path))]
    assert not found, (
        "Write a verb in the area's actions (keyword-only, by=, at=, audited in the same transaction) and call it. "
        "True plumbing goes into PLUMBING with the reason." + said(found)
    )


@pytest.mark.parametrize("file", PLUMBING)
def test_plumbing_that_is_excused_still_writes(file):
    assert list(writes(tree_of(HOUSE / file), file)), f"{file} writes no more: take it off PLUMBING."


@pytest.mark.parametrize(
    ("source", "guilty"),
    [
        ("contact.save()", True),
        ("super().save(*args)", False),
        ("Contact.objects.create(agency=1)", True),
        ("Contact.objects.filter(pk=1).update(state='CLOSED')", True),
        ("Contact.objects.filter(pk=1).delete()", True),
        ("contact.delete()", True),
        ("about.update(now=1)", False),
        ("digest.update(text)", False),
        ("Draft.objects.update_or_create(form='x')", True),
        ("cursor.execute('insert into register_child values (1)')", True),
        ("cursor.execute(f'update {table} set x = 1')", True),
        ("cursor.execute('select 1')", False),
    ],
)
def test_this_test_tells_a_write_from_other_calls(source, guilty):
    assert bool(list(writes(parsed(source), "example"))) is guilty
