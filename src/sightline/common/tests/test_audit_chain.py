"""Attacks on the audit by somebody who owns its tables: each is found, and named exactly."""

import hashlib
import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from sightline.common.audit_chain import verify
from sightline.common.tests.sealed_audit import FORGED, named, three_seals

EARLIEST, LATEST = datetime.fromisoformat("1900-01-01"), datetime.fromisoformat("9000-01-01")
TABLES = ("common_auditentry", "common_accessentry")


@pytest.fixture
def audit(committed, tmp_path):
    return three_seals(committed, tmp_path)


def test_an_audit_that_nobody_touched_is_whole(audit):
    result = verify(audit.app.cursor(), audit.heads)
    assert (result.whole, result.entries, result.seals, result.heads) == (True, 12, 3, 3)


@pytest.mark.parametrize("seq", [1, 6, 12])
def test_an_altered_column_names_its_row(audit, seq):
    table, entry_id = audit.entry(seq)
    audit.owner.execute(f"update {table} set record_id = 99 where id = %s", [entry_id])
    assert named(audit) == [("ALTERED", table, entry_id)]


def test_a_removed_row_is_named_with_its_number_and_what_it_was(audit):
    table, entry_id = audit.entry(5)
    audit.owner.execute(f"delete from {table} where id = %s", [entry_id])
    (finding,) = audit.found()
    assert (finding.kind, finding.table, finding.entry_id, finding.seq) == ("REMOVED", table, entry_id, 5)


def test_a_row_removed_with_its_seal_leaves_a_gap_that_is_named(audit):
    table, entry_id = audit.entry(6)
    audit.owner.execute(f"delete from {table} where id = %s", [entry_id])
    audit.owner.execute("delete from common_sealedentry where seq = 6")
    gap, seal = audit.found()
    assert (gap.kind, gap.seq, seal.kind, seal.seal) == ("GAP", 6, "SEAL", 2)


def test_two_rows_whose_places_were_changed_are_both_named(audit):
    (table, one), (same, other) = audit.entry(1), audit.entry(3)
    assert table == same
    spare = "00000000-0000-0000-0000-000000000000"
    for before, after in ((one, spare), (other, one), (spare, other)):
        audit.owner.execute(f"update {table} set id = %s where id = %s", [after, before])
    assert sorted(named(audit)) == sorted([("ALTERED", table, one), ("ALTERED", table, other)])


def test_a_row_typed_in_with_an_old_time_of_recording_is_named(audit):
    (entry_id,) = audit.owner.execute(
        "insert into common_auditentry (id, at, recorded_at, verb, record_type, record_id, fields, purpose) values "
        "(gen_random_uuid(), '2022-01-01', '2022-01-01', 'decided a contact', 'front_door.Contact', 1, '{}', '') "
        "returning id"
    ).fetchone()
    assert named(audit) == [("BACKDATED", "common_auditentry", str(entry_id))]
    audit.seal()
    assert named(audit) == [("BACKDATED", "common_auditentry", str(entry_id))]


def test_a_row_put_in_behind_the_seals_is_named_and_never_sealed(audit):
    (old,) = audit.owner.execute("select min(written_in) from common_accessentry").fetchone()
    audit.unguarded(FORGED.format(time="2026-01-01", transaction=old))
    forged = ("INSERTED", "common_accessentry", "11111111-1111-1111-1111-111111111111")
    assert named(audit) == [forged]
    audit.deed(1)
    audit.seal()
    assert named(audit) == [forged]


def test_a_row_with_an_old_time_and_a_new_transaction_is_named_once_it_is_sealed(audit):
    audit.unguarded(FORGED.format(time="2026-01-01", transaction="pg_current_xact_id()::text::bigint"))
    audit.seal()
    assert named(audit) == [("BACKDATED", "common_accessentry", "11111111-1111-1111-1111-111111111111")]


def test_a_tail_cut_off_with_its_seals_is_named_by_the_head_outside(audit):
    for table in TABLES:
        audit.owner.execute(f"delete from {table} where id in (select entry_id from common_sealedentry where seal = 3)")
    audit.owner.execute("delete from common_sealedentry where seal = 3")
    audit.owner.execute("delete from common_auditseal where number = 3")
    (finding,) = audit.found()
    assert (finding.kind, finding.seal) == ("CUT", 3)
    assert "the chain ends with seal 2, before head 3 that was written at 20" in finding.says


def test_a_seal_taken_out_of_the_middle_is_named(audit):
    audit.owner.execute("delete from common_auditseal where number = 2")
    missing, *others = audit.found()
    assert (missing.kind, missing.seal) == ("SEAL_MISSING", 2)
    assert not others or {finding.kind for finding in others} == {"SEAL"}


def test_the_record_of_the_seals_cannot_be_removed_without_naming_the_rows(audit):
    (table, entry_id) = audit.entry(12)
    audit.owner.execute("delete from common_sealedentry where seq = 12")
    assert ("INSERTED", table, entry_id) in named(audit)
    assert audit.kinds() == ["INSERTED", "SEAL"]


def rewrite(audit, seq, upto):
    """Alters the entry `seq`, and makes the chain fit again from there to `upto`."""
    table, entry_id = audit.entry(seq)
    audit.owner.execute(f"update {table} set record_id = 99 where id = %s", [entry_id])
    audit.owner.execute(
        f"update common_sealedentry set row_hash = sightline_entry_hash(e) from {table} e where e.id = entry_id "
        "and seq = %s",
        [seq],
    )
    for number in range(seq, upto + 1):
        audit.owner.execute(
            "update common_sealedentry s set chain_hash = sha256(coalesce("
            "(select chain_hash from common_sealedentry p where p.seq = s.seq - 1 and p.seal = s.seal),"
            "(select previous from common_auditseal where number = s.seal)) || int8send(seq) || row_hash) "
            "where seq = %s",
            [number],
        )
    return table, entry_id


def test_a_row_altered_with_its_own_hash_is_named_by_the_chain(audit):
    table, entry_id = rewrite(audit, 6, upto=5)
    assert named(audit) == [("LINK", table, entry_id)]


def test_a_row_altered_with_its_link_is_named_by_the_next_link(audit):
    rewrite(audit, 6, upto=6)
    (finding,) = audit.found()
    assert (finding.kind, finding.seq) == ("LINK", 7)
    assert "what was sealed as number 6 or 7 was rewritten" in finding.says


def test_a_chain_made_to_fit_to_the_end_of_a_seal_is_named_by_the_seal(audit):
    rewrite(audit, 6, upto=8)
    assert [(finding.kind, finding.seal) for finding in audit.found()] == [("SEAL", 2)]


def test_a_chain_rewritten_to_its_end_is_named_by_the_heads_outside(audit):
    rewrite(audit, 6, upto=8)
    for number in (2, 3):
        if number == 3:
            audit.owner.execute(
                "update common_auditseal set previous = (select head from common_auditseal where number = 2) "
                "where number = 3"
            )
            rewrite(audit, 9, upto=12)
        audit.owner.execute(
            "update common_auditseal s set head = sightline_seal_hash(s, (select chain_hash from common_sealedentry "
            "where seq = s.last_seq)) where number = %s",
            [number],
        )
    assert [(finding.kind, finding.seal) for finding in audit.found()] == [("REWRITTEN", 2), ("REWRITTEN", 3)]


def test_an_edited_line_of_the_heads_is_named(audit):
    lines = audit.heads.path.read_text().splitlines(keepends=True)
    changed = lines[1].replace(lines[1].split()[3][0], "f" if lines[1].split()[3][0] != "f" else "e", 1)
    digest = lines[1].split()[3]
    changed = lines[1].replace(digest, digest[::-1])
    audit.heads.path.write_text(lines[0] + changed + lines[2])
    assert [(finding.kind, finding.seal) for finding in audit.found()] == [("REWRITTEN", 2)]


def test_a_line_taken_out_of_the_heads_is_named(audit):
    lines = audit.heads.path.read_text().splitlines(keepends=True)
    audit.heads.path.write_text(lines[0] + lines[2])
    assert [(finding.kind, finding.seal) for finding in audit.found()] == [("HEAD_MISSING", 2)]


def test_a_line_that_cannot_be_read_is_named_by_its_number(audit):
    with audit.heads.path.open("a") as file:
        file.write("scribbled over\n")
    assert [finding.says[:6] for finding in audit.found()] == ["line 4"]
    audit.deed(1)
    assert audit.seal() == 4
    assert audit.kinds() == ["HEAD_UNREADABLE"]


# The canonical form, once more, in another language.


def micros(at: datetime) -> int:
    since = at - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def test_the_hash_of_a_row_is_what_its_documented_form_comes_to_under_any_setting(audit):
    row = audit.owner.execute(
        "select * from common_auditentry e join common_sealedentry s on s.entry_id = e.id limit 1"
    )
    names = [column.name for column in row.description]
    entry = dict(zip(names, row.fetchone(), strict=True))
    parts = [
        *("audit", str(entry["id"]), micros(entry["at"]), micros(entry["recorded_at"]), entry["staff_id"]),
        *(entry["agency_id"], entry["verb"], entry["record_type"], entry["record_id"], entry["fields"]),
        *(entry["purpose"], micros(entry["written_at"]), entry["written_in"]),
    ]
    form = "[" + ", ".join(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in parts) + "]"
    assert hashlib.sha256(form.encode()).digest() == entry["row_hash"]
    for setting in (
        "timezone = 'Asia/Kathmandu'",
        "datestyle = 'German'",
        "bytea_output = 'escape'",
        "extra_float_digits = 0",
        "intervalstyle = 'sql_standard'",
    ):
        audit.app.execute(f"set {setting}")
    assert audit.app.execute("select kind, entry_id from sightline_audit_findings()").fetchall() == []


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_an_entry_is_part_of_its_hash(audit, table):
    """A column that is added later and forgotten in the canonical form could be changed unseen."""
    columns = audit.owner.execute(
        "select column_name, data_type from information_schema.columns where table_name = %s", [table]
    ).fetchall()
    assert len(columns) == 12 if table == "common_auditentry" else 12
    for column, kind in columns:
        with audit.owner.transaction(force_rollback=True):
            audit.owner.execute(change(table, column, kind, "record_id = 2"))
            assert [finding.kind for finding in verify(audit.owner.cursor(), audit.heads).found] in (
                ["ALTERED"],
                ["REMOVED", "INSERTED"],
                ["INSERTED", "REMOVED"],
            ), column


def change(table, column, kind, where):
    """A statement that makes one column another than it is."""
    new = {
        "uuid": "gen_random_uuid()",
        "bigint": "coalesce({0}, 0) + 1",
        "ARRAY": "{0} || 'x'::varchar",
        "character varying": "overlay({0} || 'x' placing 'q' from 1)",
        "timestamp with time zone": "{0} + interval '1 microsecond'",
    }[kind].format(column)
    return f"update {table} set {column} = {new} where {where}"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_single_change_to_any_column_of_any_row_is_found_and_names_that_row(audit, data):
    seq = data.draw(st.integers(1, 12))
    table, entry_id = audit.entry(seq)
    columns = dict(
        audit.owner.execute(
            "select column_name, udt_name || case is_nullable when 'YES' then '?' else '' end "
            "from information_schema.columns where table_name = %s and column_name <> 'id'",
            [table],
        ).fetchall()
    )
    column = data.draw(st.sampled_from(sorted(columns)))
    text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=10)
    value = data.draw(
        {
            "int8": st.integers(-(2**63), 2**63 - 1),
            "varchar": text,
            "_varchar": st.lists(text, max_size=3),
            "timestamptz": st.datetimes(min_value=EARLIEST, max_value=LATEST, timezones=st.just(UTC)),
        }[columns[column].removesuffix("?")]
        | (st.none() if columns[column].endswith("?") else st.nothing())
    )
    with audit.owner.transaction(force_rollback=True):
        cursor = audit.owner.execute(
            sql.SQL("update {} set {column} = %(new)s where id = %(id)s and {column} is distinct from %(new)s").format(
                sql.Identifier(table), column=sql.Identifier(column)
            ),
            {"new": value, "id": entry_id},
        )
        found = [(each.kind, each.entry_id) for each in verify(audit.owner.cursor(), audit.heads).found]
    assert found == ([("ALTERED", entry_id)] if cursor.rowcount else [])
