"""Who may seal, and when: late transactions, two at once, heads that could not be told, a restored database."""

import psycopg
import pytest

from sightline.common.database_roles import APP
from sightline.common.tests.sealed_audit import FORGED, SealedAudit, named, three_seals


@pytest.fixture
def audit(committed, tmp_path):
    return three_seals(committed, tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        "insert into common_sealedentry values (99, 1, 'audit', gen_random_uuid(), '', '')",
        "update common_sealedentry set seal = 1",
        "delete from common_sealedentry",
        "delete from common_auditseal",
        "truncate common_auditseal",
        "update common_auditentry set verb = 'x'",
        "delete from common_accessentry",
        "select sightline_audit_heads(0) from common_auditseal",
    ],
)
def test_the_service_can_neither_write_the_chain_nor_change_what_was_written(audit, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        audit.app.execute(statement)


def test_the_service_cannot_say_when_it_wrote(audit):
    audit.app.execute(
        "insert into common_auditentry (id, at, recorded_at, verb, record_type, record_id, fields, purpose, "
        "written_at, written_in) values (gen_random_uuid(), now(), '2022-01-01', 'x', 'x', 1, '{}', '', "
        "'2022-01-01', 3)"
    )
    assert audit.seal() == 4
    assert audit.found() == []


def test_an_entry_is_not_sealed_within_the_transaction_that_wrote_it(audit):
    with pytest.raises(psycopg.errors.RaiseException, match="of its own"), audit.app.transaction():
        audit.deed(1)
        audit.seal()


def test_a_transaction_held_open_across_seals_is_sealed_when_it_ends(audit):
    slow = audit.connect(APP)
    with slow.transaction():
        audit.deed(100, slow)
        audit.deed(101)
        assert audit.seal() == 4
        assert audit.found() == []
        audit.look(102)
        assert audit.seal() == 5
    assert audit.found() == []
    assert audit.seal() == 6
    assert audit.found() == []
    assert audit.seal() is None


def test_what_was_rolled_back_leaves_no_gap(audit):
    with audit.app.transaction(force_rollback=True):
        audit.deed(100)
    audit.deed(101)
    assert audit.seal() == 4
    assert audit.found() == []


def test_two_that_seal_at_once_make_one_chain(audit):
    other = SealedAudit(audit.connect, audit.heads.path.parent)
    audit.deed(1)
    with audit.app.transaction():
        assert audit.app.execute("select sightline_seal_audit()").fetchone() == (4,)
        other.app.execute("set lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            other.seal()
    other.app.execute("set lock_timeout = 0")
    assert other.seal() is None
    assert audit.found() == []


def test_a_row_that_waits_too_long_for_its_seal_is_named(audit):
    audit.unguarded(
        FORGED.format(time="2026-01-01", transaction="pg_current_xact_id()::text::bigint").replace(
            "'2026-01-01'", "now() - interval '6 minutes'"
        )
    )
    assert named(audit) == [("NOT_SEALED", "common_accessentry", "11111111-1111-1111-1111-111111111111")]


def test_a_head_that_could_not_be_told_is_told_by_the_next_sealing(audit):
    audit.deed(1)
    audit.app.execute("select sightline_seal_audit()")
    assert len(list(audit.heads.lines())) == 3
    audit.seal()
    assert [head.number for _, head in audit.heads.lines()] == [1, 2, 3, 4]
    assert audit.heads.path.stat().st_mode & 0o777 == 0o600


def test_a_database_restored_from_a_dump_goes_on_with_its_chain(audit):
    """Another server counts its transactions anew, and lower: what it writes is sealed all the same."""
    audit.owner.execute("update common_auditseal set cluster = 'another', snapshot = '900000:900000:'")
    for number in (1, 2, 3):
        audit.owner.execute(
            "update common_auditseal s set previous = coalesce((select head from common_auditseal p where p.number = "
            "s.number - 1), previous) where number = %s",
            [number],
        )
        for seq in range(number * 4 - 3, number * 4 + 1):
            audit.owner.execute(
                "update common_sealedentry s set chain_hash = sha256(coalesce((select chain_hash from "
                "common_sealedentry p where p.seq = s.seq - 1 and p.seal = s.seal), (select previous from "
                "common_auditseal where number = s.seal)) || int8send(seq) || row_hash) where seq = %s",
                [seq],
            )
        audit.owner.execute(
            "update common_auditseal s set head = sightline_seal_hash(s, (select chain_hash from common_sealedentry "
            "where seq = s.last_seq)) where number = %s",
            [number],
        )
    audit.heads.set_aside()
    audit.deed(200)
    assert audit.seal() == 4
    assert audit.found() == []
    assert audit.owner.execute("select began_again, last_seq from common_auditseal where number = 4").fetchone() == (
        True,
        13,
    )
    audit.look(201)
    assert audit.seal() == 5
    assert audit.found() == []
